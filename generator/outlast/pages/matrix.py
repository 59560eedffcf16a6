"""What each scenario does to each function, as a grid with words in its cells."""

from __future__ import annotations

from dataclasses import dataclass

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.whatif.answer import Answer
from outlast.analysis.whatif.question import Kind
from outlast.diagrams.segments import segments, undisturbed
from outlast.model import Plan
from outlast.pages import whatif
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


GOES_ON = Cell("keeps", "tick", "goes on")


def matrix(plan: Plan, facts: Facts) -> Hits | None:
    """The grid of all scenarios that were worked out; None where there are none."""
    scenarios = {id: facts.outlook.scenarios[id] for id in plan.scenarios if id in facts.outlook.scenarios}
    if not scenarios:
        return None
    rows = tuple(
        MatrixRow(function, tuple(cell(answer, function) for answer in scenarios.values()))
        for function in plan.functions
    )
    untouched = tuple(row.id for row in rows if all(each == GOES_ON for each in row.cells))
    return Hits(
        Matrix(
            tuple(row for row in rows if row.id not in untouched),
            "What each scenario does to each function: from which day on, day 0 being the first",
            "Function",
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
        return "No scenario stops anything."
    worst = max(stopped, key=lambda id: stopped[id])
    long = sum("past" in each for each in kinds.values())
    verb = "stops" if some == 1 else "stop"
    return (
        f"{some} of {words.count(len(scenarios), 'scenario')} {verb} something, {long} of them for too long."
        f" {name(worst)} stops most: {stopped[worst]} of {words.count(len(rows), 'function')}."
    )


def cell(answer: Answer, function: str) -> Cell:
    """In which way a function is hit first."""
    found = answer.functions.get(function)
    if found is None or all(undisturbed(segments(band)) for band in found.bands):
        return GOES_ON
    if found.stop:
        when = "at once" if found.stop.start == answer.start else whatif.day(found.stop.start, answer)
        part = "a part stops" if any(band.first is None for band in found.bands) else "stops"
        return (
            Cell("past", "cross", f"{part} {when}, too long")
            if found.breached
            else Cell("stops", "stop", f"{part} {when}")
        )
    worse = [
        each
        for band in found.bands
        for each in band.intervals
        if each.state.kind is Kind.WORKAROUND and each.usually.kind is not Kind.WORKAROUND
    ]
    if worse:
        first = min(each.start for each in worse)
        when = "at once" if first == answer.start else f"from {whatif.day(first, answer)}"
        return Cell("works", "fork", f"workaround {when}")
    return Cell("keeps", "tick", "goes on, with others")
