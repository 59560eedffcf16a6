"""Functions: what each of their bands is done by at a moment, and why one is not done."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, partial
from typing import NamedTuple

from outlast.analysis.whatif.approvals import approvable, not_approvable
from outlast.analysis.whatif.business_calendar import EVER, NEVER, Moment, Windows, less
from outlast.analysis.whatif.causes import Cause, Why
from outlast.analysis.whatif.crew import NOT_ABLE, Member, able, count_from_return, watched
from outlast.analysis.whatif.ladder import Band, BandMemory, Now, Scene, climb
from outlast.analysis.whatif.needs import HELD, LOST, Formula, Timing, keys, lacks, level
from outlast.analysis.whatif.node import Hindsight, Node, Timers, View
from outlast.analysis.whatif.question import NONE, WHOLE, Kind
from outlast.analysis.whatif.timeline import Value
from outlast.model.scalars import Duration


@dataclass(frozen=True)
class Instead:
    """The workaround of a function."""

    members: tuple[Member, ...]
    needs: Formula
    hands: bool
    """Whether it takes hands at all."""
    capacity: Fraction
    at_most: Duration | None

    def begins(self, outage: Moment, view: View) -> Moment:
        """When it begins in an outage: if it takes hands, not before the loss is noticed."""
        return max(outage, view.noticed) if self.hands and outage > EVER else outage


class Memory(NamedTuple):
    timers: Timers
    bands: tuple[BandMemory, ...]


@dataclass(frozen=True)
class FunctionNode(Node):
    """A function. Its state is what happens to each of its bands."""

    members: tuple[Member, ...]
    """Who does it, then holders of sealed ways into it; empty if it takes no hands."""
    automatic: bool
    """Whether it takes no hands; also where nobody is named."""
    needs: Formula
    held_by: tuple[str, ...]
    """What must be up without any coasting: stores that feed it, duties that stop it."""
    shares: tuple[tuple[str, Fraction], ...]
    """Stocks without which it goes on in part, each with the part that hangs on it."""
    bands: tuple[Band, ...]
    hours: Windows | None
    shifts: tuple[str, ...]
    unattended: Duration | None
    instead: Instead | None
    due: tuple[str, ...] | None
    """For a function that stops only when a duty is missed: those duties."""
    restores_in: Duration | None
    """How long until it is back when it is lost itself."""
    unskilled: tuple[str, ...]
    """Who is listed and lacks a skill that it takes."""
    _gaps: dict[tuple[tuple[str, ...], Moment, Moment], tuple[Moment, ...]] = field(
        default_factory=dict, compare=False
    )
    """The edges of the hours in which none of some members is at work, by those members and the look."""

    def watched(self) -> Iterator[str]:
        yield from self._crew_inputs
        yield from (stock for stock, _ in self.shares)
        yield from self.shifts
        yield from self.due or ()

    @cached_property
    def _crew_inputs(self) -> frozenset[str]:
        """What decides who can do it."""
        return frozenset(self._watched_for_crew())

    def _watched_for_crew(self) -> Iterator[str]:
        yield from watched(self._everybody())
        yield from keys(self.needs)
        yield from self.held_by
        for band in self.bands:
            for approval in band.approvals:
                yield from approval.watched()
        if self.instead:
            yield from keys(self.instead.needs)

    def counts_from_return(self) -> Iterable[str]:
        agreeing = (each for band in self.bands for approval in band.approvals for each in approval.members())
        return count_from_return((*self._everybody(), *agreeing))

    def _everybody(self) -> tuple[Member, ...]:
        return (*self.members, *(self.instead.members if self.instead else ()))

    def step(self, view: View, memory: Memory | None) -> tuple[Value, Memory]:
        memory = memory or Memory({}, tuple(BandMemory() for _ in self.bands))
        timers, scene = view.kept("scene", self._crew_inputs, partial(self._scene, view, memory.timers))
        now = Now(self._capacity(view), self._serving(view))
        steps = [climb(self, number, before, scene, now, view) for number, before in enumerate(memory.bands)]
        states = tuple(state for state, _ in steps)
        up = all(state.kind is not Kind.STOPPED for state in states)
        return Value(up, up, states), Memory(timers, tuple(after for _, after in steps))

    def _scene(self, view: View, before: Timers) -> tuple[Timers, Scene]:
        timing = Timing(view, before)
        held = not lost_itself(self.key, self.restores_in, view) and view.all_up(self.held_by)
        base = level(self.needs, view, timing)
        ables = [(member, able(member, view, timing)) for member in self.members]
        stand_ins = self._stand_ins(view, timing)
        return timing.after, Scene(
            base=base if held else LOST,
            ables=tuple(ables if held else [(member, NOT_ABLE) for member, _ in ables]),
            stand_ins=stand_ins,
            held=held,
            approved=tuple(
                all(approvable(approval, view) for approval in band.approvals) for band in self.bands
            ),
        )

    def _capacity(self, view: View) -> Fraction:
        """How much its shifts and its stocks let it get done now."""
        shifts = [view.value(key).state for key in self.shifts]
        capacity: Fraction = min((shift for shift in shifts if shift is not None), default=WHOLE)
        missing = [share for stock, share in self.shares if not view.value(stock).up]
        return capacity * max(NONE, WHOLE - sum(missing)) if missing else capacity

    def _serving(self, view: View) -> bool:
        if self.hours is None:
            return True
        view.wake(self.hours.next(view.now))
        return self.hours.span(view.now) is not None

    def _stand_ins(self, view: View, timing: Timing) -> tuple[Member, ...] | None:
        """Who can do the workaround now; nobody where it takes no hands; None if it does not hold."""
        if self.instead is None:
            return None
        if not self.instead.hands:
            return () if level(self.instead.needs, view, timing) == HELD else None
        found = [(member, able(member, view, timing)) for member in self.instead.members]
        return tuple(member for member, each in found if each.best == HELD)

    def unmanned(self, who: list[Member], view: View) -> bool:
        """Whether this is one of its hours and none of these is at work in it."""
        if self.hours is None:
            return False
        key = (tuple(member.who for member in who), view.start, view.horizon)
        if key not in self._gaps:
            hours = self.hours.within(view.start, view.horizon)
            for member in who:
                hours = less(hours, member.windows.within(view.start, view.horizon))
            self._gaps[key] = tuple(moment for span in hours for moment in span)
        edges = self._gaps[key]
        number = bisect_right(edges, view.now)
        if number < len(edges):
            view.wake(edges[number])
        return number % 2 == 1

    def explain(self, view: Hindsight) -> Iterator[Cause]:
        stopped = (n for n, band in enumerate(view.value(self.key).state) if band.kind is Kind.STOPPED)
        yield from self._explain(next(stopped, 0), view)

    def why(self, band: int, view: Hindsight) -> tuple[Cause, ...]:
        """Why a band is not done: what holds it down, then why each of its hands cannot."""
        return tuple(self._explain(band, view.within(self.key)))

    def _explain(self, number: int, view: Hindsight) -> Iterator[Cause]:
        band = self.bands[number]
        yield from view.why_lost(self.key)
        yield from view.why_down((*self.held_by, *(stock for stock, _ in self.shares)))
        for duty in self.due or ():
            if not view.value(duty).kept:
                yield from view.why(duty)
        general = tuple(lacks(self.needs, view))
        yield from general
        yield from not_approvable(band.approvals, view, self.key)
        for shift in self.shifts:
            if view.value(shift).state == 0:
                yield from view.why(shift)
        for who in sorted(self.unskilled):
            yield view.cause(Why.UNSKILLED, who, self.key)
        hindrances = [tuple(self._hindered(member, band, view)) for member in self.members if member.listed]
        if all(hindrances):  # who could go on is no reason, nor are those who then need not
            # What everybody lacks is said once; each hand then says what only it lacks.
            known = {cause.node for cause in general}
            yield from (each for causes in hindrances for each in causes if each.node not in known)
        if self.instead:
            yield from self._not_worked_around(self.instead, number, view)

    def _not_worked_around(self, instead: Instead, number: int, view: Hindsight) -> Iterator[Cause]:
        outage = view.memory(self.key).bands[number].outage
        if outage is not None and view.now < instead.begins(outage, view):
            yield view.cause(Why.UNNOTICED, self.key, until=view.noticed)
        elif not instead.hands or any(member.is_free(view) for member in instead.members):
            yield view.cause(Why.USED_UP, self.key)

    def _hindered(self, member: Member, band: Band, view: Hindsight) -> Iterator[Cause]:
        if member.who not in band.within and view.value(member.who).up:
            yield view.cause(Why.LIMIT, member.who, self.key)
        else:
            yield from member.hindered(view, self.key)

    def why_not(self, member: Member, view: Hindsight) -> tuple[Cause, ...]:
        """Why one of its hands cannot do any of it."""
        if not any(member.who in band.within for band in self.bands):
            return (view.cause(Why.LIMIT, member.who, self.key),)
        return tuple(member.hindered(view.within(self.key), self.key))


def lost_itself(key: str, restores_in: Duration | None, view: View) -> bool:
    """Whether a function itself is gone. Until it is restored: as long as that takes, if it is said."""
    outage = view.lost(key)
    if outage is None:
        return False
    if outage.end is not None or not restores_in:
        view.wake(outage.end or NEVER)
        return True
    back = view.calendar.add(outage.start, restores_in)
    view.wake(back)
    return view.now < back
