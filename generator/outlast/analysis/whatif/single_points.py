"""Single points of failure: what is lost without one thing, and without two that cover for each other."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import combinations

from outlast.analysis.needs import Clause, Edge, NeedGraph, Purpose
from outlast.analysis.whatif.answer import Answer
from outlast.analysis.whatif.answering import answer
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.outlook import SinglePoint, TooLate
from outlast.analysis.whatif.question import WINDOW, Kind, Question

COLLECTIONS = ("people", "equipment", "systems", "funds", "stock", "suppliers", "locations", "documents")
"""What may be a single point of failure."""


def without(engine: Engine, asked: Question, *, why: bool = True) -> Mapping[str, Answer]:
    """The answer for each thing that may be gone, for as long as the window of a question.

    Args:
        why: whether causes are told of all things, or of people only.
    """
    plan = engine.compiled.plan
    things = (thing for collection in COLLECTIONS for thing in getattr(plan, collection).values())
    return {
        thing.id: answer(
            engine, replace(asked, lost=((thing.id, asked.window),)), why=why or thing.id in plan.people
        )
        for thing in things
        if thing.id not in plan.people or plan.people[thing.id].name is not None
    }


def single_points(answers: Mapping[str, Answer], people: Container[str]) -> tuple[SinglePoint, ...]:
    """What loses or stops anything: people first, then what loses most, then what stops most."""
    found = (replace(_point((id,), each), person=id in people) for id, each in answers.items())
    return _ranked(point for point in found if point.lost or point.stopped or point.later)


def pairs(engine: Engine, answers: Mapping[str, Answer], start: date) -> tuple[SinglePoint, ...]:
    """Two that cover for each other, where both gone lose more than each alone, most more first."""
    found = []
    for one, other in sorted(_covering(engine.compiled.needs)):
        if one not in answers or other not in answers:
            continue
        both = answer(engine, Question(start, ((one, WINDOW), (other, WINDOW))), why=False)
        each = (_point((one,), answers[one]), _point((other,), answers[other]))
        point = replace(_point((one, other), both), alone=sum((single.lost for single in each), Fraction(0)))
        if point.lost > point.alone or {*point.stopped} - {id for single in each for id in single.stopped}:
            found.append(point)
    return tuple(sorted(found, key=lambda point: (point.alone - point.lost, point.nodes)))


def too_late(answers: Mapping[str, Answer]) -> tuple[TooLate, ...]:
    """Covers that begin only after the stop, by what is lost."""
    return tuple(each for id, found in answers.items() for each in _late(id, found))


def _late(id: str, found: Answer) -> Iterator[TooLate]:
    for function in found.functions.values():
        for band in function.bands:
            for before, after in zip(band.intervals, band.intervals[1:], strict=False):
                covered = after.state.kind in (Kind.BY, Kind.BREAK_GLASS, Kind.PAID, Kind.WORKAROUND)
                if before.state.kind is not Kind.STOPPED or not covered or after.start >= found.end:
                    continue
                if before.usually.kind is Kind.STOPPED or after.state.who == id:
                    continue
                yield TooLate(id, function.function, band.number, after.state.who, before.start, after.start)


def _ranked(found: Iterable[SinglePoint]) -> tuple[SinglePoint, ...]:
    return tuple(
        sorted(found, key=lambda p: (not p.person, -p.lost, -len(p.stopped), -len(p.later), p.nodes))
    )


def _point(nodes: tuple[str, ...], found: Answer) -> SinglePoint:
    stops = sorted((each.stop.start, id) for id, each in found.functions.items() if each.stop)
    silent = {each.subject for each in found.unknown if each.field == "loss"}
    return SinglePoint(
        nodes,
        found.cost,
        found.tail,
        tuple(id for start, id in stops if start < found.end),
        _breached(found),
        later=tuple(id for start, id in stops if start >= found.end),
        unknown=tuple(id for _, id in stops if id in silent),
    )


def _breached(found: Answer) -> tuple[str, ...]:
    breaches = [(each.breached, id) for id, each in found.functions.items() if each.breached]
    return tuple(id for _, id in sorted(breaches))


def _covering(needs: NeedGraph) -> set[tuple[str, str]]:
    """Pairs of things of which one does when the other is gone: in a list of hands, or in a choice."""
    groups = [group for clause in needs.clauses for group in _ways(clause)]
    groups += [[edge.of, edge.what] for edge in needs.edges if edge.purpose is Purpose.ALTERNATIVE]
    return {(min(pair), max(pair)) for group in groups for pair in combinations(dict.fromkeys(group), 2)}


def _ways(clause: Clause) -> Iterator[list[str]]:
    if clause.purpose in (Purpose.HAND, Purpose.RESTORER):
        yield [edge.what for edge in clause.edges if edge.purpose is clause.purpose]
    elif clause.purpose is Purpose.RUNS:
        for choice in clause.choices():
            yield [part.what for part in choice.parts if isinstance(part, Edge)]
