"""What is shown of an answer, whatever the format: the answer, with what must be asked for and done."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from outlast.analysis.whatif.answer import Answer, BandAnswer, FunctionAnswer, Interval, Stop
from outlast.analysis.whatif.outlook import Ask, Task
from outlast.analysis.whatif.question import Kind
from outlast.model import Plan
from outlast.reasons import Line, Telling


@dataclass(frozen=True)
class Report:
    """An answer to one question about one plan."""

    plan: Plan
    answer: Answer
    scenarios: tuple[str, ...] = ()
    """Those that the question was taken from."""
    asks: tuple[Ask, ...] = ()
    tasks: tuple[Task, ...] = ()

    @property
    def telling(self) -> Telling:
        return Telling(self.plan, self.answer.question.start)


def stops(answer: Answer, *, anyway: bool) -> Iterator[tuple[FunctionAnswer, BandAnswer, Stop]]:
    """The stops that would have come anyway, or the others; by time, then as the plan lists them."""
    found = [
        (function, band, stop)
        for function in answer.functions.values()
        for band in function.bands
        for stop in band.stops
        if stop.anyway is anyway
    ]
    yield from sorted(found, key=lambda each: each[2].start)


def differs(interval: Interval) -> bool:
    """Whether something else happens than usually."""
    now, usually = interval.state, interval.usually
    return (now.kind, now.who, now.capacity) != (usually.kind, usually.who, usually.capacity)


def is_affected(function: FunctionAnswer) -> bool:
    """Whether anything about a function differs from what usually happens."""
    return any(map(is_changed, function.bands))


def is_changed(band: BandAnswer) -> bool:
    """Whether anything about a range of amounts differs from what usually happens."""
    return any(map(differs, band.intervals))


def gist(lines: tuple[Line, ...]) -> str:
    """The first reason of a chain, with what stands below it; empty without one."""
    below = itertools.takewhile(lambda line: line.depth > 0, lines[1:])
    return " ".join(line.text for line in (*lines[:1], *below))


def stop_of(band: BandAnswer, interval: Interval) -> Stop | None:
    """The stop that an interval is a part of."""
    if interval.state.kind is not Kind.STOPPED:
        return None
    return next(
        (s for s in band.stops if s.start <= interval.start and (s.end is None or interval.start < s.end)),
        None,
    )
