"""Shifts: who is on which one, day by day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from outlast.analysis.whatif.business_calendar import DAY, EVER, Moment, Windows
from outlast.analysis.whatif.causes import Cause, Why
from outlast.analysis.whatif.node import Hindsight, Node, View
from outlast.analysis.whatif.timeline import Timeline, Value
from outlast.kept import once_each
from outlast.model.scalars import Duration


@dataclass(frozen=True)
class ShiftRequirement:
    """One shift, as the roster sees it."""

    key: str
    hours: Windows
    staff: tuple[str, ...]
    minimum: int
    skills: tuple[frozenset[str], ...]
    """For each skill that it takes, who has it."""
    rest: Duration | None
    order: tuple[int, Fraction, str]
    """Priority, loss of what it serves (most first), and key: which is filled first."""
    suspended: tuple[date | None, date | None] | None
    more: bool
    """Whether more people than the least number get more done."""


class Manned(NamedTuple):
    """One shift on one day."""

    shift: str
    start: Moment
    end: Moment
    who: tuple[str, ...]


def running(shifts: Iterable[Manned], moment: Moment) -> Manned | None:
    """The one of some shifts that lasts at a moment."""
    return next((each for each in shifts if each.start <= moment < each.end), None)


class Memory(NamedTuple):
    today: tuple[Manned, ...]
    day: date | None
    rested: Mapping[str, Moment]
    """Until when each person worked in their last shift of an earlier day."""
    by_shift: Mapping[str, tuple[Manned, ...]]
    """Today's, by shift."""


@dataclass(frozen=True)
class RosterNode(Node):
    """Shifts that share people, who go to one of them a day. Its state is today's, by shift."""

    shifts: tuple[ShiftRequirement, ...]
    """In the order in which they are filled."""
    works: Mapping[str, Windows]
    _known: dict[object, Memory] = field(default_factory=dict, compare=False)
    """How shifts were filled, by all that it depends on."""

    @cached_property
    def _staff(self) -> tuple[str, ...]:
        return tuple(sorted(self.inputs))

    @cached_property
    def _rests(self) -> bool:
        """Whether it matters until when somebody worked."""
        return any(shift.rest is not None for shift in self.shifts)

    def watched(self) -> Iterator[str]:
        return (who for shift in self.shifts for who in shift.staff)

    def step(self, view: View, memory: Memory | None) -> tuple[Value, Memory]:
        memory = memory or Memory((), None, {}, {})
        here = view.calendar.here
        day = here.date(view.now)
        view.wake(here.midnight(day + DAY))
        there = tuple(who for who in self._staff if view.value(who).up)
        key = (view.now, view.before, there, memory.day, memory.today, frozenset(memory.rested.items()))
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._filled(day, frozenset(there), memory, view)
        return Value(True, True, known.by_shift), known

    def _filled(self, day: date, there: frozenset[str], memory: Memory, view: View) -> Memory:
        """The shifts of a day, those that have begun as they are."""
        rested = dict(memory.rested)
        begun = [manned for manned in memory.today if manned.start < view.now]
        if memory.day != day:
            for manned in memory.today if self._rests else ():
                for who in manned.who:
                    rested[who] = max(rested.get(who, EVER), manned.end)
            begun = [manned for manned in begun if manned.end > view.now]
        today = self._fill(day, begun, rested, there, view)
        shifts = dict.fromkeys(manned.shift for manned in today)
        by_shift = {key: tuple(manned for manned in today if manned.shift == key) for key in shifts}
        return Memory(today, day, rested, by_shift)

    def explain(self, view: Hindsight) -> Iterator[Cause]:
        yield from ()  # it is never down

    def _fill(
        self,
        day: date,
        begun: list[Manned],
        rested: Mapping[str, Moment],
        there: frozenset[str],
        view: View,
    ) -> tuple[Manned, ...]:
        taken = {who for manned in begun for who in manned.who}
        coming = [
            (shift, span)
            for shift in self.shifts
            if not _suspended(shift, day)
            for span in shift.hours.of(day)
            if span[0] >= view.now or view.before
        ]
        crews: list[tuple[str, ...]] = []
        for shift, (start, _) in coming:
            crews.append(_crew(shift, self._fit(shift, taken, start, day, rested, there, view)))
            taken.update(crews[-1])
        for number, (shift, (start, _)) in enumerate(coming):
            if crews[number] and shift.more:
                crews[number] += tuple(self._fit(shift, taken, start, day, rested, there, view))
                taken.update(crews[number])
        filled = (Manned(shift.key, *span, crew) for (shift, span), crew in zip(coming, crews, strict=True))
        return tuple(sorted((*begun, *filled)))

    def _fit(
        self,
        shift: ShiftRequirement,
        taken: set[str],
        start: Moment,
        day: date,
        rested: Mapping[str, Moment],
        there: frozenset[str],
        view: View,
    ) -> list[str]:
        """Who of the staff can take a shift, in order."""

        def fit(who: str) -> bool:
            if who in taken or who not in there or not self.works[who].of(day):
                return False
            return shift.rest is None or view.calendar.add(rested.get(who, EVER), shift.rest) <= start

        return [who for who in shift.staff if fit(who)]


def _suspended(shift: ShiftRequirement, day: date) -> bool:
    if shift.suspended is None:
        return False
    first, last = shift.suspended
    return (first is None or first <= day) and (last is None or day <= last)


def _crew(shift: ShiftRequirement, fit: list[str]) -> tuple[str, ...]:
    """The first of these until there are enough, its skills among them; nobody if there are not."""
    chosen: list[str] = []
    for who in fit:
        chosen.append(who)
        skilled = all(any(one in holders for one in chosen) for holders in shift.skills)
        if len(chosen) >= shift.minimum and skilled:
            return tuple(chosen)
    return ()


@dataclass(frozen=True)
class ShiftNode(Node):
    """One shift. Its state is the part of the work that gets done in it now; None where that is all of it."""

    shift: ShiftRequirement
    capacity: Fraction
    roster: str
    """The key of the node that fills it."""

    def watched(self) -> tuple[str, ...]:
        return (self.roster, *self.shift.staff)

    def step(self, view: View, memory: None) -> tuple[Value, None]:
        now = self._now(view.value(self.roster), view.now)
        if now is None or view.before:  # before the start the shop is in order
            return Value(True), None
        there = [who for who in now.who if view.value(who).up]
        if len(_crew(self.shift, there)) < max(1, self.shift.minimum):
            return Value(True, True, Fraction(0)), None
        undisturbed = view.usual_value(self.roster)
        usual = self._now(undisturbed, view.now) if undisturbed else now
        fewer = len(there) == self.shift.minimum and usual is not None and len(usual.who) > len(there)
        return Value(True, True, self.capacity if fewer and self.capacity < 1 else None), None

    def moments(self, key: str, timeline: Timeline) -> Iterable[Moment]:
        """Of the roster only when this shift begins and ends, and when its people change meanwhile."""
        return self._moments(timeline) if key == self.roster else timeline.times

    @cached_property
    def _moments(self) -> Callable[[Timeline], frozenset[Moment]]:
        return once_each(self._edges)

    def _edges(self, timeline: Timeline) -> frozenset[Moment]:
        mine: list[tuple[Manned, ...]] = [self._mine(value) for value in timeline.values]
        edges = frozenset(edge for shifts in mine for each in shifts for edge in (each.start, each.end))
        changed = (
            moment
            for moment, before, now in zip(timeline.times[1:], mine, mine[1:], strict=False)
            if (before or now) and running(before, moment) != running(now, moment)
        )
        return edges.union(changed)

    def _now(self, roster: Value, moment: Moment) -> Manned | None:
        return running(self._mine(roster), moment)

    def _mine(self, roster: Value) -> tuple[Manned, ...]:
        found: tuple[Manned, ...] = (roster.state or {}).get(self.key, ())
        return found

    def explain(self, view: Hindsight) -> Iterator[Cause]:
        if view.value(self.key).state == 0:
            gone = (who for who in self.shift.staff if not view.value(who).up)
            yield view.cause(Why.SHIFT, self.key, of=(cause for who in gone for cause in view.why(who)))
