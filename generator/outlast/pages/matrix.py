"""What each scenario does to each function, as a grid with words in its cells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from outlast.analysis import Facts
from outlast.analysis.whatif.answer import Answer
from outlast.analysis.whatif.question import Kind
from outlast.diagrams.segments import segments, undisturbed
from outlast.languages import say, say_count
from outlast.model import Plan
from outlast.reasons import name
from outlast.site.blocks import Matrix
from outlast.site.parts import Cell, Column, MatrixRow


@dataclass(frozen=True)
class Hits:
    """What the scenarios do to the functions."""

    grid: Matrix
    as_usual: tuple[str, ...]
    """Ids of the functions that no scenario touches."""
    result: str
    """How many scenarios stop something, in one line."""


def matrix(plan: Plan, facts: Facts) -> Hits | None:
    """The grid of all scenarios that were worked out; None where there are none."""
    scenarios = {id: facts.outlook.scenarios[id] for id in plan.scenarios if id in facts.outlook.scenarios}
    if not scenarios:
        return None
    rows = tuple(
        MatrixRow(function, tuple(cell(answer, function) for answer in scenarios.values()))
        for function in plan.functions
    )
    untouched = tuple(row.id for row in rows if all(each == _goes_on() for each in row.cells))
    return Hits(
        Matrix(
            tuple(row for row in rows if row.id not in untouched),
            say("What each scenario does to each task, and on which day. Day 0 is the first day."),
            say("Task"),
            tuple(map(Column, scenarios)),
        ),
        untouched,
        _result(tuple(scenarios), rows),
    )


def _result(scenarios: tuple[str, ...], rows: tuple[MatrixRow, ...]) -> str:
    kinds = {id: [row.cells[number].kind for row in rows] for number, id in enumerate(scenarios)}
    stopped = {id: sum(each in ("stops", "past") for each in kinds[id]) for id in scenarios}
    some = sum(1 for each in stopped.values() if each)
    if not some:
        return say("No scenario stops anything.")
    worst = max(stopped, key=lambda id: stopped[id])
    long = sum("past" in each for each in kinds.values())
    return " ".join(
        (
            say_count(
                "{count} of {all} scenarios stops something.",
                "{count} of {all} scenarios stop something.",
                some,
                all=len(scenarios),
            ),
            say_count(
                "{count} of them stops something for too long.",
                "{count} of them stop something for too long.",
                long,
            ),
            say(
                "{scenario} stops most: {count} of {all} tasks.",
                scenario=name(worst),
                count=stopped[worst],
                all=len(rows),
            ),
        )
    )


def _goes_on() -> Cell:
    return Cell("keeps", "tick", say("goes on"))


def cell(answer: Answer, function: str) -> Cell:
    """In which way a function is hit first."""
    found = answer.functions.get(function)
    if found is None or all(undisturbed(segments(band)) for band in found.bands):
        return _goes_on()
    if found.stop:
        when = _when(found.stop.start, answer)
        part = any(band.first is None for band in found.bands)
        if found.breached:
            said = (
                say("a part stops {day}, for too long", day=when)
                if part
                else say("stops {day}, for too long", day=when)
            )
            return Cell("past", "cross", said)
        said = say("a part stops {day}", day=when) if part else say("stops {day}", day=when)
        return Cell("stops", "stop", said)
    worse = [
        each
        for band in found.bands
        for each in band.intervals
        if each.state.kind is Kind.WORKAROUND and each.usually.kind is not Kind.WORKAROUND
    ]
    if worse:
        first = min(each.start for each in worse)
        return Cell("works", "fork", say("workaround {day}", day=_when(first, answer)))
    return Cell("keeps", "tick", say("goes on with other people"))


def _when(moment: datetime, answer: Answer) -> str:
    """From when on: `from day 7`."""
    if moment == answer.start:
        return say("at once")
    return say("from day {number}", number=(moment.date() - answer.start.date()).days)
