"""The first law for what is there or not: people, equipment, places, papers, suppliers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from outlast.analysis.whatif.business_calendar import EVER, NEVER, Moment
from outlast.analysis.whatif.node import DOWN, UP, Outage, Value, View
from outlast.model.scalars import Duration


@dataclass(frozen=True)
class PersonNode:
    """A person, or a role that nobody has."""

    key: str
    vacant: bool
    holidays: tuple[tuple[date, date], ...]
    held_by: tuple[str, ...] = ()
    """Duties that keep them away when they are missed."""

    @cached_property
    def inputs(self) -> frozenset[str]:
        return frozenset(self.held_by)

    def step(self, view: View, memory: None) -> tuple[Value, None]:
        if self.vacant or view.lost(self.key) or not all(view.value(key).up for key in self.held_by):
            return DOWN, None
        here = view.calendar.here
        off = False
        for first, last in self.holidays:
            start, end = here.midnight(first), here.midnight(last + timedelta(days=1))
            view.wake(start)
            view.wake(end)
            off = off or start <= view.now < end
        return (Value(False, True) if off else UP), None


@dataclass(frozen=True)
class PortableNode:
    """Equipment, or a paper: with its holders, in its place, or a spare."""

    key: str
    holders: tuple[str, ...]
    stays: bool
    place: str | None
    spares: bool
    fetch: Duration | None
    held_by: tuple[str, ...] = ()
    ends: Moment = NEVER
    """From when a paper has expired."""

    @cached_property
    def inputs(self) -> frozenset[str]:
        return frozenset((*self.holders, *((self.place,) if self.place else ()), *self.held_by))

    def step(self, view: View, memory: Moment | None) -> tuple[Value, Moment | None]:
        view.wake(self.ends)
        if view.now >= self.ends or not all(view.value(key).up for key in self.held_by):
            return DOWN, memory
        carried = self.stays or any(view.value(holder).kept for holder in self.holders)
        place = view.value(self.place) if self.place else DOWN
        kept = place.kept or (place.up and view.replaced(self.key))
        loose = not self.holders and self.place is None
        if not view.lost(self.key) and (carried or kept or loose):
            return UP, None
        burnt = self.place is not None and not kept
        if not self.spares or burnt:
            return DOWN, memory if memory is not None else EVER if view.before else view.now
        since = memory if memory is not None else EVER if view.before else view.now
        if self.fetch is None:
            return UP, since
        ready = view.calendar.add(since, self.fetch)
        view.wake(ready)
        return (UP if view.now >= ready else DOWN), since


@dataclass(frozen=True)
class ReplaceableNode:
    """A place or a supplier: gone, it is replaced by another after a while."""

    key: str
    others: tuple[tuple[str | None, Duration], ...]
    """What stands in, where the plan has it, and after how long."""
    back_in: Duration | None
    """After how long it is back by itself."""
    held_by: tuple[str, ...] = ()

    @cached_property
    def inputs(self) -> frozenset[str]:
        return frozenset((*(other for other, _ in self.others if other), *self.held_by))

    def step(self, view: View, memory: None) -> tuple[Value, None]:
        here = all(view.value(key).up for key in self.held_by)
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
        for other, after in self.others:
            ready = view.calendar.add(max(outage.start, view.asked), after)
            view.wake(ready)
            yield view.now >= ready and (other is None or view.value(other).up)
