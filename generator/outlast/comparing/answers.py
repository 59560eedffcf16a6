"""What differs between the answers of two plans to the same question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise

from outlast import words
from outlast.analysis.whatif.answer import Answer, BandAnswer, FunctionAnswer
from outlast.comparing.sorts import Difference, Sort
from outlast.languages import mark, say
from outlast.model import Plan
from outlast.reasons import plain

Bound = Decimal | None


@dataclass(frozen=True)
class Shift:
    """A range of amounts of a function that stops on another day than before."""

    function: str
    over: Bound
    up_to: Bound
    before: int | None
    """The day of its first stop, counted from 0; None if it does not stop in the window."""
    now: int | None


BEGINS = mark("{task} now stops on day {now}. Before, it kept going.")
ENDS = mark("{task} now keeps going. Before, it stopped on day {before}.")
MOVES = mark("{task} now stops on day {now}. Before, it stopped on day {before}.")
AWAY = {
    BEGINS: mark("While {people} is away, {task} now stops on day {now}. Before, it kept going."),
    ENDS: mark("While {people} is away, {task} now keeps going. Before, it stopped on day {before}."),
    MOVES: mark("While {people} is away, {task} now stops on day {now}. Before, it stopped on day {before}."),
}
IN = {
    BEGINS: mark("In {scenarios}, {task} now stops on day {now}. Before, it kept going."),
    ENDS: mark("In {scenarios}, {task} now keeps going. Before, it stopped on day {before}."),
    MOVES: mark("In {scenarios}, {task} now stops on day {now}. Before, it stopped on day {before}."),
}


def between(plan: Plan, before: Answer, now: Answer) -> Iterator[Difference]:
    """A sentence for each function, or part of it, that stops on another day.

    Args:
        plan: the newer plan, which has the names.
    """
    for shift in shifts(before, now):
        yield Difference(Sort.STOPS, told(plan, shift))


def shifts(before: Answer, now: Answer) -> Iterator[Shift]:
    """What stops on another day, function by function, in the order of the newer plan."""
    for id, function in now.functions.items():
        if id in before.functions:
            yield from _of_function(before, before.functions[id], now, function)


def told(plan: Plan, shift: Shift, people: str = "", scenarios: str = "") -> str:
    """The sentence for a shift.

    Args:
        people: while they are away.
        scenarios: in which it happens.
    """
    task, amounts = (
        plain(plan, f"{{{shift.function}}}"),
        words.bounds(shift.over, shift.up_to, plan.business.currency),
    )
    task = say("{task} {amounts}", task=task, amounts=amounts) if amounts else task
    kind = BEGINS if shift.before is None else ENDS if shift.now is None else MOVES
    days = {"now": shift.now, "before": shift.before}
    if people:
        return say(AWAY[kind], people=people, task=task, **days)
    if scenarios:
        return say(IN[kind], scenarios=scenarios, task=task, **days)
    return say(kind, task=words.capital(task), **days)


def _of_function(before: Answer, old: FunctionAnswer, now: Answer, new: FunctionAnswer) -> Iterator[Shift]:
    """Ranges of amounts are cut where either plan cuts them, and put together where the same happens."""
    known = {bound for part in (*old.bands, *new.bands) for bound in (part.over, part.up_to)}
    cuts: list[Bound] = [None, *sorted(bound for bound in known if bound is not None), None]
    found = (
        (over, up_to, _day(before, old.bands, over, up_to), _day(now, new.bands, over, up_to))
        for over, up_to in pairwise(cuts)
    )
    for (was, will), parts in groupby(found, key=lambda part: part[2:]):
        ranges = list(parts)
        if was != will:
            yield Shift(new.function, ranges[0][0], ranges[-1][1], was, will)


def _day(answer: Answer, bands: Iterable[BandAnswer], over: Bound, up_to: Bound) -> int | None:
    """The day on which a range first stops in the window."""
    for part in bands:
        if _covers(part, over, up_to):
            first = next((stop for stop in part.stops if stop.start < answer.end), None)
            return (first.start.date() - answer.start.date()).days if first else None
    return None


def _covers(part: BandAnswer, over: Bound, up_to: Bound) -> bool:
    low = part.over is None or (over is not None and part.over <= over)
    high = part.up_to is None or (up_to is not None and up_to <= part.up_to)
    return low and high
