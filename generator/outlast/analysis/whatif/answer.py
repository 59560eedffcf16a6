"""The answer to a question: for each function what happens, why, until when, and what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from outlast.analysis.shown import Amount, Id, Masked, Shown
from outlast.analysis.whatif.causes import Cause
from outlast.analysis.whatif.question import NONE, BandState, Kind, Question, Unknown


@dataclass(frozen=True)
class Interval:
    """A stretch of time in which one thing happens to a band of a function."""

    start: datetime
    end: datetime
    """The end of the look, where it is not over by then."""
    state: BandState
    usually: BandState
    """What happens then in the undisturbed world."""
    cost: Amount
    """What is lost beyond what would have been lost anyway, in the currency of the business."""
    tail: Amount
    """The part of `cost` that falls after the window."""

    @property
    def changed(self) -> bool:
        """Whether something else happens than usually."""
        now, usually = self.state, self.usually
        return (now.kind, now.who, now.capacity) != (usually.kind, usually.who, usually.capacity)


@dataclass(frozen=True)
class Stop:
    """A band of a function that does not run, from its first moment to the last."""

    start: datetime
    end: datetime | None
    """When it is taken up again; None if not before the end of the look."""
    breached: datetime | None
    """When it has lasted longer than it may (MTPD)."""
    anyway: bool
    """Whether it begins in the undisturbed world too."""
    causes: tuple[Cause, ...]
    """Why, at its first moment."""
    waits_for: tuple[Id, ...]
    """What it waited for at the end: the last thing to come back, and what that waited for."""
    hours_of: Id | None = None
    """Whose working hours begin when it is taken up, or the function itself where its own do."""
    promised: datetime | None = None
    """By when it is promised back (RTO)."""
    still: tuple[Cause, ...] = ()
    """Why it still does not run at the end of the look, where that is for other reasons than at first."""

    @property
    def late(self) -> bool:
        """Whether it is back later than promised."""
        return _late(self)


@dataclass(frozen=True)
class BandAnswer:
    """What happens to one range of amounts of a function."""

    number: int
    over: Shown[Decimal] | None
    up_to: Shown[Decimal] | None
    share: Shown[Fraction] | None
    intervals: tuple[Interval, ...]
    stops: tuple[Stop, ...]

    @property
    def first(self) -> Stop | None:
        """The first stop that would not have come anyway."""
        return next((stop for stop in self.stops if not stop.anyway), None)

    @property
    def cost(self) -> Fraction:
        """What is lost in the window."""
        return sum((each.cost - each.tail for each in self.intervals), NONE)

    @property
    def tail(self) -> Fraction:
        """What is lost after the window."""
        return sum((each.tail for each in self.intervals), NONE)

    def stop_of(self, interval: Interval) -> Stop | None:
        """The stop that an interval is a part of."""
        if interval.state.kind is not Kind.STOPPED:
            return None
        return next(
            (
                s
                for s in self.stops
                if s.start <= interval.start and (s.end is None or interval.start < s.end)
            ),
            None,
        )


@dataclass(frozen=True)
class Gap:
    """The longest time between two staffed moments, beside `answer_within`."""

    start: datetime
    end: datetime | None
    broken: datetime | None
    """The first moment at which somebody waits longer than is promised."""
    usually: bool
    """Whether the undisturbed world breaks it too."""


@dataclass(frozen=True)
class FunctionAnswer:
    """What happens to a function."""

    function: Id
    bands: tuple[BandAnswer, ...]
    cost: Amount
    """In the window."""
    tail: Amount
    """After it."""
    cover: Amount
    """What hands cost who are called in."""
    gap: Gap | None
    """None where nothing is promised."""

    @property
    def stop(self) -> Stop | None:
        """The first stop of any band that would not have come anyway."""
        found = [band.first for band in self.bands if band.first]
        return min(found, key=lambda stop: stop.start, default=None)

    @property
    def changed(self) -> bool:
        """Whether anything about it differs from what usually happens."""
        return any(interval.changed for band in self.bands for interval in band.intervals)

    @property
    def breached(self) -> datetime | None:
        """When the first of its bands has been down longer than it may, and would not have been anyway."""
        found = [s.breached for b in self.bands for s in b.stops if s.breached and not s.anyway]
        return min(found, default=None)


@dataclass(frozen=True)
class DutyAnswer:
    """A duty that is done late, or not."""

    duty: Id
    day: date
    done: datetime | None
    by: Masked | None
    late: datetime
    """From when it is missed."""
    cost: Amount
    """In the window: its fee, and the loss of the days that no earlier turn of it was late anyway."""
    tail: Amount
    """After it."""


@dataclass(frozen=True)
class Down:
    """A stretch of time in which something other than a function is down."""

    node: Id
    start: datetime
    end: datetime | None
    causes: tuple[Cause, ...]
    promised: datetime | None = None
    """By when it is promised back (RTO)."""

    @property
    def late(self) -> bool:
        """Whether it is back later than promised."""
        return _late(self)


@dataclass(frozen=True)
class Answer:
    """All that follows from a question."""

    question: Question
    start: datetime
    end: datetime
    """Of the window."""
    horizon: datetime
    """The end of the look."""
    functions: Mapping[Id, FunctionAnswer]
    """In the order of the plan."""
    missed: tuple[DutyAnswer, ...]
    """Duties that are missed, by day, those that are missed anyway left out."""
    down: tuple[Down, ...]
    """What else is down other than usually, by time."""
    unknown: tuple[Unknown, ...]
    """What the plan does not say."""

    @property
    def cost(self) -> Fraction:
        """What is lost in the window beyond the undisturbed world, in the currency of the business."""
        return sum((each.cost for each in self.functions.values()), NONE) + sum(
            (each.cost for each in self.missed), NONE
        )

    @property
    def tail(self) -> Fraction:
        """What is lost after the window."""
        return sum((each.tail for each in self.functions.values()), NONE) + sum(
            (each.tail for each in self.missed), NONE
        )

    @property
    def cover(self) -> Fraction:
        """What hands cost who are called in."""
        return sum((each.cover for each in self.functions.values()), NONE)


def _late(outage: Stop | Down) -> bool:
    return outage.promised is not None and (outage.end is None or outage.end > outage.promised)
