"""What the what-if says of a plan, for tests of what is made of it: small, and worked out by the engine."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from outlast.analysis import Facts, Look, analyse
from outlast.analysis.whatif.afterwards import waits
from outlast.analysis.whatif.answer import Answer
from outlast.analysis.whatif.answering import answer
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.ladder import Band
from outlast.analysis.whatif.outlook import (
    Ask,
    Backlog,
    Change,
    Event,
    Failure,
    Fix,
    Flaw,
    Handback,
    Happening,
    Outlook,
    PromiseResult,
    SinglePerson,
    SinglePoint,
    Task,
    TooLate,
    Used,
)
from outlast.analysis.whatif.question import Question
from outlast.model import Plan

START = date(2026, 11, 22)
LENGTH = timedelta(days=21)
KINDS = ("people", "equipment", "systems", "suppliers", "locations", "documents", "stock", "funds")


def facts_of(plan: Plan) -> Facts:
    """The facts of a plan, with an outlook in which every kind of statement stands at least once."""
    return replace(analyse(plan, START, Look.NONE), outlook=outlook_of(plan))


def outlook_of(plan: Plan) -> Outlook:
    """Answers by the engine; what is made of many answers is made up, one of each kind for each thing."""
    engine = Engine(plan)
    ids = [id for kind in KINDS for id in getattr(plan, kind)]
    without = {id: answer(engine, Question(START, ((id, LENGTH),))) for id in ids}
    scenarios = {
        each.id: answer(
            engine,
            Question(START, tuple((x.what, x.for_.length if x.for_ else None) for x in each.lost)),
        )
        for each in plan.scenarios.values()
    }
    usual = engine.outcome(Question(START)).usual
    today = {id: usual.histories[id].values[0].state for id in plan.functions}
    works = engine.compiled.nodes.functions
    bands = {id: tuple(map(_bounds, works[id].bands)) for id in plan.functions}
    costly = sorted(without, key=lambda id: -without[id].cost)
    made = Outlook(
        today=today,
        bands=bands,
        without=without,
        scenarios=scenarios,
        single_points=tuple(replace(_point(id, without[id]), person=id in plan.people) for id in costly),
        promises={each.id: _kept(engine, each.id, plan) for each in plan.promises.values()},
        waits=waits(engine, START),
    )
    return replace(made, **_made_up(plan, costly, without))


def _bounds(band: Band) -> tuple[str | None, str | None]:
    over, up_to = band.over, band.up_to
    return (None if over is None else str(over), None if up_to is None else str(up_to))


def _point(id: str, found: Answer) -> SinglePoint:
    stopped = tuple(each.function for each in found.functions.values() if each.stop)
    return SinglePoint((id,), found.cost, found.tail, stopped, stopped[:1])


def _kept(engine: Engine, id: str, plan: Plan) -> PromiseResult:
    promise = plan.promises[id]
    lost = tuple((each, LENGTH) for each in (*promise.when.away, *promise.when.out))
    found = answer(engine, Question(START, lost))
    failures = [
        Failure(Flaw.TOO_LONG, each, 0, found.functions[each].stop)
        for each in promise.keep
        if each in found.functions and found.functions[each].stop
    ]
    return PromiseResult(id, found, (*failures, Failure(Flaw.TOO_DEAR, None, cost=Fraction(98765))))


def _made_up(plan: Plan, ids: list[str], without: dict[str, Answer]) -> dict[str, Any]:
    """One statement of each other kind about each thing of the plan, so that none is forgotten."""
    zone = next(iter(without.values())).start.tzinfo
    soon = datetime(2026, 11, 25, 9, tzinfo=zone)
    late = soon + timedelta(days=3)
    function = next(iter(plan.functions))
    keys = (*plan.people, *plan.scenarios)
    asks = tuple(Ask(function, 0, id, ids[0], late, late, soon, None, None) for id in plan.people)
    tasks = tuple(
        Task(id, soon.date(), late, next(iter(plan.people)), soon, ((function, late),)) for id in ids
    )
    return {
        "asks": dict.fromkeys(keys, asks),
        "tasks": dict.fromkeys(keys, tasks),
        "pairs": tuple(
            SinglePoint((ids[0], id), Fraction(76543), Fraction(7), (function,), (), Fraction(65432))
            for id in ids
        ),
        "too_late": tuple(TooLate(id, function, 0, ids[0], soon, late) for id in ids),
        "upkeep": tasks,
        "rounds": dict.fromkeys(plan.scenarios, (*tasks, *(replace(each, usual=True) for each in tasks))),
        "handbacks": dict.fromkeys(plan.scenarios, _handback(plan)),
        "single_people": tuple(SinglePerson(id, "role", id, "owner") for id in ids),
        "fixes": tuple(Fix(Change.DEPUTY, id, None, Fraction(54321), (ids[0],)) for id in ids),
        "idle": tuple(
            Event(soon, what, id, without[id].down[0].causes if without[id].down else ())
            for id in ids
            for what in (Happening.EMPTY, Happening.STOPS)
        ),
    }


def _handback(plan: Plan) -> Handback:
    """Everybody got in everywhere, by every sealed way and by none; all work waits."""
    used = (
        Used(who, system, through)
        for who in plan.people
        for system in plan.systems
        for through in (None, *plan.break_glass)
    )
    day = timedelta(days=1)
    return Handback(
        tuple(used), tuple(Backlog(id, 0, 3 * day, 7 * day, 4 * day, True) for id in plan.functions)
    )
