"""The first law for what is there or not: people, equipment, places, papers, suppliers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from outlast.analysis.whatif.business_calendar import EVER, NEVER, Moment
from outlast.analysis.whatif.causes import Cause, Why
from outlast.analysis.whatif.needs import LOST, Formula, Timing, keys, lacks, level
from outlast.analysis.whatif.node import Hindsight, Instead, Node, Outage, Timers, View
from outlast.analysis.whatif.timeline import DOWN, UP, Value
from outlast.model.scalars import Duration


@dataclass(frozen=True)
class PersonNode(Node):
    """A person, or a role that nobody has."""

    vacant: bool
    holidays: tuple[tuple[Moment, Moment], ...]
    held_by: tuple[str, ...] = ()
    """Duties that keep them away when they are missed."""

    def watched(self) -> tuple[str, ...]:
        return self.held_by

    def dates(self) -> Iterator[Moment]:
        return (edge for holiday in self.holidays for edge in holiday)

    def step(self, view: View, memory: None) -> tuple[Value, None]:
        if self.vacant or view.lost(self.key) or not view.all_up(self.held_by):
            return DOWN, None
        off = view.is_among(self.holidays)
        return (Value(False, True) if off else UP), None

    def explain(self, view: Hindsight) -> Iterator[Cause]:
        if self.vacant:
            yield view.cause(Why.VACANT, self.key)
        elif outage := view.lost(self.key):
            yield view.cause(Why.AWAY, self.key, since=outage.start, until=outage.end)
        elif view.value(self.key).kept:
            yield view.cause(Why.HOLIDAY, self.key)
        else:
            yield from view.why_down(self.held_by)


class Whereabouts(NamedTuple):
    """What a thing that is carried or kept remembers."""

    timers: Timers
    gone: Moment | None
    """Since when the thing itself is not at hand."""


@dataclass(frozen=True)
class PortableNode(Node):
    """Equipment, or a paper: with its holders, in its place, or a spare, while its needs hold."""

    holders: tuple[str, ...]
    stays: bool
    place: str | None
    spares: bool
    fetch: Duration | None
    held_by: tuple[str, ...] = ()
    ends: Moment = NEVER
    """From when a paper has expired."""
    needs: Formula = ()
    back_in: Duration | None = None
    """After how long it is back by itself where nothing else is said."""

    def watched(self) -> Iterator[str]:
        yield from keys(self.needs)
        yield from (*self.holders, *self.held_by)
        if self.place:
            yield self.place

    def dates(self) -> tuple[Moment, ...]:
        return (self.ends,)

    def step(self, view: View, memory: Whereabouts | None) -> tuple[Value, Whereabouts]:
        memory = memory or Whereabouts({}, None)
        timing = Timing(view, memory.timers)
        works = level(self.needs, view, timing) > LOST
        value, gone = self._where(view, memory.gone)
        return (value if works else DOWN), Whereabouts(timing.after, gone)

    def _where(self, view: View, gone: Moment | None) -> tuple[Value, Moment | None]:
        """Whether it is there, whatever it needs, and since when it is gone."""
        view.wake(self.ends)
        if view.now >= self.ends or not view.all_up(self.held_by):
            return DOWN, gone
        kept = self._kept(view)
        if self._returned(view) and (self._carried(view) or kept):
            return UP, None
        since = gone if gone is not None else EVER if view.before else view.now
        burnt = self.place is not None and not kept
        if not self.spares or burnt:
            return DOWN, since
        if self.fetch is None:
            return UP, since
        ready = view.calendar.add(since, self.fetch)
        view.wake(ready)
        return (UP if view.now >= ready else DOWN), since

    def _returned(self, view: View) -> bool:
        """Whether it is not lost, or back by itself."""
        outage = view.lost(self.key)
        if outage is None:
            return True
        back = self._back(view, outage)
        view.wake(back)
        return view.now >= back

    def _back(self, view: View, outage: Outage) -> Moment:
        if outage.end is not None:
            return outage.end
        return view.calendar.add(outage.start, self.back_in) if self.back_in else NEVER

    def _carried(self, view: View) -> bool:
        """Whether somebody has it who is there, or it lies where nothing says."""
        loose = not self.holders and self.place is None
        return loose or self.stays or any(view.value(holder).kept for holder in self.holders)

    def _kept(self, view: View) -> bool:
        """Whether its place is in reach; what was lost and is back lies where the business works now."""
        place = view.value(self.place) if self.place else DOWN
        again = view.replaced(self.key) or (view.lost(self.key) is not None and self._returned(view))
        return place.kept or (place.up and again)

    def explain(self, view: Hindsight) -> Iterator[Cause]:
        outage = view.lost(self.key)
        if outage and not self._returned(view):
            until = self._back(view, outage)
            yield view.cause(Why.LOST, self.key, since=outage.start, until=until)
            yield from lacks(self.needs, view)
            return
        lacking = tuple(lacks(self.needs, view))
        yield from lacking
        if lacking and (self._carried(view) or self._kept(view)):
            return
        expired = view.now >= self.ends
        if expired:
            yield view.cause(Why.EXPIRED, self.key, since=self.ends)
        held = tuple(view.why_down(self.held_by))
        yield from held
        if held or expired:
            return
        if self.holders:
            causes = (cause for who in self.holders for cause in view.why(who))
            yield view.cause(Why.CARRIED, self.key, ", ".join(self.holders), of=causes)
        if self.place and not view.value(self.place).kept:
            yield view.cause(Why.OUT_OF_REACH, self.key, self.place, of=view.why(self.place))


@dataclass(frozen=True)
class ReplaceableNode(Node):
    """A place or a supplier: gone, it is replaced by another after a while."""

    others: tuple[Instead, ...]
    """What stands in."""
    back_in: Duration | None
    """After how long it is back by itself."""
    held_by: tuple[str, ...] = ()

    def watched(self) -> tuple[str, ...]:
        return (*(other.who for other in self.others if other.who), *self.held_by)

    def step(self, view: View, memory: None) -> tuple[Value, None]:
        here = view.all_up(self.held_by)
        outage = view.lost(self.key)
        if outage is None:
            return (UP if here else DOWN), None
        if outage.end is None and self.back_in is not None:
            back = view.calendar.add(outage.start, self.back_in)
            view.wake(back)
            if view.now >= back:
                return (UP if here else DOWN), None
        return Value(any(self._ready(view, outage)) and here, False), None

    def _ready(self, view: View, outage: Outage) -> Iterator[bool]:
        for other in self.others:
            ready = view.calendar.delivered(max(outage.start, view.asked), other.after, other.open)
            view.wake(ready)
            yield view.now >= ready and (other.who is None or view.value(other.who).up)

    def explain(self, view: Hindsight) -> Iterator[Cause]:
        yield from view.why_lost(self.key)
        yield from view.why_down(self.held_by)
