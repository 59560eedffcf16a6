"""The first law for systems: up while their needs hold, and restored when they were lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from outlast.analysis.whatif.business_calendar import NEVER, Moment
from outlast.analysis.whatif.crew import Member, able, watched
from outlast.analysis.whatif.needs import LOST, Formula, Timing, keys, level
from outlast.analysis.whatif.node import Timers, Value, View
from outlast.model.scalars import Duration


class Restoring(NamedTuple):
    """How far the restoring of a system has come."""

    start: Moment
    done: Moment
    """NEVER if nobody knows how long it takes."""
    who: str | None


class Memory(NamedTuple):
    timers: Timers
    restoring: Restoring | None


@dataclass(frozen=True)
class SystemNode:
    """A system."""

    key: str
    needs: Formula
    held_by: tuple[str, ...]
    restorers: tuple[Member, ...]
    """Who brings it back, with what that takes; their needs stand with each of them."""
    hands: bool
    """Whether somebody is named who brings it back."""
    takes_needs: Formula
    """What restoring needs where nobody is named."""
    takes: Duration | None
    """How long it takes; None if nobody knows."""
    measured: Duration | None
    """How long it took when it was last tried."""
    priority: tuple[int, str]

    @cached_property
    def inputs(self) -> frozenset[str]:
        return frozenset(self._watched())

    def _watched(self) -> Iterator[str]:
        yield from keys(self.needs)
        yield from self.held_by
        yield from watched(self.restorers)
        yield from keys(self.takes_needs)

    def step(self, view: View, memory: Memory | None) -> tuple[Value, Memory]:
        memory = memory or Memory({}, None)
        timing = Timing(view, memory.timers)
        base = level(self.needs, view, timing)
        held = all(view.value(key).up for key in self.held_by)
        outage = view.lost(self.key)
        restoring = None
        if outage and outage.end is None:
            restoring = memory.restoring or self._begin(view, timing, base > LOST and held)
            if restoring:
                view.wake(restoring.done)
        lost = outage is not None and not (restoring and view.now >= restoring.done)
        sound = not lost and base > LOST
        return Value(sound and held, sound, restoring), Memory(timing.after, restoring)

    def _begin(self, view: View, timing: Timing, fit: bool) -> Restoring | None:
        """The restoring, if it can begin now."""
        who: str | None = None
        if self.hands:
            able_now = [m for m in self.restorers if max(able(m, view, timing)[:2]) > LOST]
            for member in able_now:
                view.wake(member.windows.next(view.now))
            free = (m.who for m in able_now if m.at_work(view.now))
            who = next((each for each in free if not view.run.busy(each, self.key, view.now)), None)
            fit = fit and who is not None
        else:
            fit = fit and level(self.takes_needs, view, timing) > LOST
        if not fit:
            return None
        takes = self.measured if view.question.measured and self.measured else self.takes
        return Restoring(view.now, view.calendar.add(view.now, takes) if takes else NEVER, who)
