"""The first law for systems: up while their needs hold, and restored when they were lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from outlast.analysis.whatif.business_calendar import NEVER, Moment
from outlast.analysis.whatif.causes import Cause, Why
from outlast.analysis.whatif.crew import Member, able, count_from_return, watched
from outlast.analysis.whatif.needs import LOST, Formula, Timing, keys, lacks, level, requirements_in
from outlast.analysis.whatif.node import Hindsight, Node, Timers, View
from outlast.analysis.whatif.timeline import Value
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
class SystemNode(Node):
    """A system."""

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
    drilled: tuple[tuple[date, Duration], ...]
    """How long it took in each drill that worked, by day."""
    tested: Duration | None
    """How long bringing back one of its backups took, at most."""
    priority: tuple[int, str]

    @cached_property
    def timed(self) -> bool:
        """Whether a need of the restoring coasts, so that it matters since when it is lost."""
        needs = (self.takes_needs, *(member.needs for member in self.restorers))
        return any(requirement.coasts for formula in needs for requirement in requirements_in(formula))

    def watched(self) -> Iterator[str]:
        yield from keys(self.needs)
        yield from self.held_by
        yield from watched(self.restorers)
        yield from keys(self.takes_needs)

    def counts_from_return(self) -> Iterable[str]:
        return count_from_return(self.restorers)

    def step(self, view: View, memory: Memory | None) -> tuple[Value, Memory]:
        memory = memory or Memory({}, None)
        timing = Timing(view, memory.timers)
        base = level(self.needs, view, timing)
        held = view.all_up(self.held_by)
        outage = view.lost(self.key)
        restoring = None
        if outage and outage.end is None:
            begins = base > LOST and held and view.now >= view.noticed
            restoring = memory.restoring or self._begin(view, timing, begins)
            view.wake(restoring.done if restoring else view.noticed)
        elif self.timed:
            self._begin(view, timing, fit=False)  # a timer starts when a need is lost, before this is
        lost = outage is not None and not (restoring and view.now >= restoring.done)
        sound = not lost and base > LOST
        return Value(sound and held, sound, restoring), Memory(timing.after, restoring)

    def _begin(self, view: View, timing: Timing, fit: bool) -> Restoring | None:
        """The restoring, if it can begin now."""
        who: str | None = None
        if self.hands:
            able_now = [member for member in self.restorers if able(member, view, timing).best > LOST]
            free = [member.who for member in able_now if member.begins(view)]
            who = next((each for each in free if not view.busy(each, self.key)), None)
            fit = fit and who is not None
        else:
            fit = level(self.takes_needs, view, timing) > LOST and fit
        if not fit:
            return None
        takes = (self._measured(view.question.start) if view.question.measured else None) or self.takes
        return Restoring(view.now, view.calendar.add(view.now, takes) if takes else NEVER, who)

    def _measured(self, start: date) -> Duration | None:
        """How long it took when it was last tried; a drill that is still to come has measured nothing."""
        held = [took for day, took in self.drilled if day <= start]
        return held[-1] if held else self.tested

    def explain(self, view: Hindsight) -> Iterator[Cause]:
        state = view.value(self.key).state
        outage = view.lost(self.key)
        if outage and outage.end is None:
            yield from self._not_restored(state, outage.start, view)
        else:
            yield from view.why_lost(self.key)
        yield from self._unfit(view)

    def _not_restored(self, state: Restoring | None, lost: Moment, view: Hindsight) -> Iterator[Cause]:
        if state is None:
            yield view.cause(Why.LOST, self.key, since=lost, of=self._not_begun(view))
        elif view.now < state.done:
            # What it waited for before it began.
            waited = self._not_begun(view.at(state.start - 1)) if state.start > view.start else ()
            begun, done = state.start, state.done
            yield view.cause(Why.RESTORING, self.key, state.who, since=begun, until=done, of=waited)

    def _not_begun(self, view: Hindsight) -> Iterator[Cause]:
        yield from self._unfit(view)
        if not self.hands:
            yield from lacks(self.takes_needs, view)
        if view.now < view.noticed:
            yield view.cause(Why.UNNOTICED, self.key, until=view.noticed)
        for member in self.restorers:
            yield from (member.unable if view.now < view.noticed else member.hindered)(view, self.key)

    def _unfit(self, view: Hindsight) -> Iterator[Cause]:
        yield from lacks(self.needs, view)
        yield from view.why_down(self.held_by)
