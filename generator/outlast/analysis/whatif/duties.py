"""The third law: duties with a date, done in time, late, or never."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cached_property, partial
from typing import NamedTuple

from outlast.analysis.whatif.approvals import Approval, approvable, not_approvable
from outlast.analysis.whatif.business_calendar import DAY, EVER, NEVER, BusinessCalendar, Moment
from outlast.analysis.whatif.causes import Cause, Why
from outlast.analysis.whatif.crew import Member, able, count_from_return, dates, watched
from outlast.analysis.whatif.needs import LOST, Formula, Timing, keys, lacks, level, requirements_in
from outlast.analysis.whatif.node import Hindsight, Node, Timers, View
from outlast.analysis.whatif.timeline import Value
from outlast.analysis.whatif.work import lost_itself
from outlast.model.recurrence import IsWorkingDay, Recurrence
from outlast.model.scalars import Duration


@dataclass(frozen=True)
class Through:
    """A band of a function that does a duty: what it takes, its needs and its hands apart."""

    function: str
    held_by: tuple[str, ...]
    """What must be up for the function without any coasting."""
    restores_in: Duration | None
    """How long until the function is back when it is lost itself."""
    approvals: tuple[Approval, ...]

    def stands(self, view: View) -> bool:
        """Whether nothing keeps the function from being done but what its hands lack."""
        return (
            not lost_itself(self.function, self.restores_in, view)
            and view.all_up(self.held_by)
            and all(approvable(approval, view) for approval in self.approvals)
        )

    def watched(self) -> Iterator[str]:
        yield from self.held_by
        for approval in self.approvals:
            yield from approval.watched()

    def explain(self, view: Hindsight) -> Iterator[Cause]:
        """Why the function cannot be done, whoever does it."""
        if lost_itself(self.function, self.restores_in, view):
            yield from view.why_lost(self.function)
        yield from view.why_down(self.held_by)
        yield from not_approvable(self.approvals, view, self.function)


@dataclass(frozen=True)
class Doer:
    """Somebody who does a duty."""

    member: Member
    reaches: bool = True
    """Whether the amount is within their limit."""
    through: Through | None = None
    """The function whose hands they are, where the duty is done by one."""


@dataclass(frozen=True)
class Itself:
    """A way in which a duty is done without hands: by itself, or by a function that runs by itself."""

    needs: Formula
    through: Through | None = None

    def holds(self, view: View, timing: Timing) -> bool:
        fit = level(self.needs, view, timing) > LOST
        return fit and (self.through is None or self.through.stands(view))


class Turn(NamedTuple):
    """One time that a duty comes round."""

    day: date
    done: Moment | None = None
    """When it was done; None while it is not. EVER: before the start."""
    by: str | None = None


@dataclass(frozen=True)
class Crew:
    """Who does a duty, and when they have time for it."""

    doers: tuple[Doer, ...]
    fund: str | None
    itself: tuple[Itself, ...] = ()
    """How it is done without hands, best first."""
    short: tuple[str, ...] = ()
    """Functions that are named for it and do not go as far as its amount."""
    _opens: dict[date, Moment] = field(default_factory=dict, compare=False)

    @cached_property
    def inputs(self) -> frozenset[str]:
        """The nodes that decide who can do it."""
        return frozenset(self.watched())

    @cached_property
    def timed(self) -> bool:
        """Whether a need of somebody coasts, so that it matters since when it is lost."""
        needs = (*(doer.member.needs for doer in self.doers), *(way.needs for way in self.itself))
        return any(requirement.coasts for formula in needs for requirement in requirements_in(formula))

    def members(self) -> tuple[Member, ...]:
        """Who does it, best first."""
        return tuple(doer.member for doer in self.doers)

    def functions(self) -> tuple[Through, ...]:
        """The bands of functions that do it, each once."""
        found = [*(way.through for way in self.itself), *(doer.through for doer in self.doers)]
        return tuple(dict.fromkeys(each for each in found if each is not None))

    def watched(self) -> Iterator[str]:
        """The nodes that decide who can do it."""
        yield from watched(self.members())
        for way in self.itself:
            yield from keys(way.needs)
        for through in self.functions():
            yield from through.watched()
        if self.fund:
            yield self.fund

    def counts_from_return(self) -> Iterator[str]:
        """Whose notice, or sealed way in, counts from when they are there again."""
        return count_from_return((*self.members(), *self._agreeing()))

    @cached_property
    def dates(self) -> frozenset[Moment]:
        """When the calendar alone changes who can do it."""
        return frozenset(dates((*self.members(), *self._agreeing())))

    def _agreeing(self) -> Iterator[Member]:
        """Who prepares and agrees in the functions that do it."""
        for through in self.functions():
            for approval in through.approvals:
                yield from approval.members()

    def explain(self, view: Hindsight, of: str, due: date) -> Iterator[Cause]:
        """Why nobody does it on a day: the money, the functions that do it, then what does it and who."""
        if self.fund and not view.value(self.fund).up:
            yield view.cause(Why.NEEDS, self.fund, of=view.why(self.fund))
        if view.question.is_idle(of, due):
            return
        for through in self.functions():
            yield from through.explain(view)
        for way in self.itself:
            yield from lacks(way.needs, view)
        yield from (view.cause(Why.LIMIT, function, of) for function in self.short)
        hindrances = [tuple(self._hindered(doer, view, of)) for doer in self.doers if doer.member.listed]
        if all(hindrances):  # who could do it, had there been the money, is no reason, nor is who need not
            yield from (cause for causes in hindrances for cause in causes)

    def _hindered(self, doer: Doer, view: Hindsight, of: str) -> Iterator[Cause]:
        member = doer.member
        if not doer.reaches and view.value(member.who).up:
            yield view.cause(Why.LIMIT, member.who, doer.through.function if doer.through else of)
        else:
            yield from member.hindered(view, of)

    def able(self, view: View, timing: Timing) -> tuple[bool, ...]:
        """Which doers could do it now, were they at work."""
        funded = self.fund is None or view.value(self.fund).up
        # Each is looked at, even when there is no money: a timer starts when a need is lost.
        ables = [able(doer.member, view, timing) for doer in self.doers]
        return tuple(
            funded
            and doer.reaches
            and each.best > LOST
            and (doer.through is None or doer.through.stands(view))
            for doer, each in zip(self.doers, ables, strict=True)
        )

    def running(self, view: View, timing: Timing) -> Itself | None:
        """The first way in which it could be done without hands now."""
        funded = self.fund is None or view.value(self.fund).up
        ways = [way for way in self.itself if way.holds(view, timing)]
        return ways[0] if ways and funded else None

    def by_itself(self, turn: Turn, way: Itself | None, view: View, ran: Itself | None) -> Turn:
        """The turn after this moment, of a duty that is done without hands from the start of its day on.

        Args:
            ran: how it was done before the start, if it was.
        """
        start = view.calendar.here.midnight(turn.day)
        if ran is not None and start < view.start:
            return turn._replace(done=EVER, by=ran.through.function if ran.through else None)
        view.wake(start)
        if way is None or view.now < start:
            return turn
        return turn._replace(done=view.now, by=way.through.function if way.through else None)

    def turn(self, turn: Turn, can: tuple[bool, ...], view: View, could: Could = ()) -> Turn:
        """The turn after this moment: done, if somebody can who has time for it now.

        Args:
            could: nothing where it cannot have been done before the start.
        """
        if not (any(can) or could):
            return turn
        end = view.calendar.here.midnight(turn.day + DAY)
        if view.now >= end:
            who = self.at_work(can, view)
            return turn if who is None else turn._replace(done=view.now, by=who)
        later = [end]
        can = self._in_their_time(turn.day, can, view)
        could = tuple((since, self._in_their_time(turn.day, who, view)) for since, who in could)
        for number, (doer, fit) in enumerate(zip(self.doers, can, strict=True)):
            for begins, ends in doer.member.windows.time_for(turn.day):
                if _could(could, number, begins, min(ends, view.start)):
                    return turn._replace(done=EVER, by=doer.member.who)
                if fit and begins <= view.now < ends:
                    return turn._replace(done=view.now, by=doer.member.who)
                if fit:
                    later.append(begins)
        for moment in later:
            view.wake(moment)
        return turn

    def _in_their_time(self, day: date, can: tuple[bool, ...], view: View) -> tuple[bool, ...]:
        """Who of those who can has a time for it: nobody early for whom somebody better works on its day."""
        midnight, awaited, found = view.calendar.here.midnight(day), False, []
        for doer, fit in zip(self.doers, can, strict=True):
            time = doer.member.windows.time_for(day)
            on_the_day = bool(time) and time[-1][1] > midnight
            found.append(fit and (on_the_day or not awaited))
            awaited = awaited or (fit and on_the_day)
        return tuple(found)

    def at_work(self, can: tuple[bool, ...], view: View) -> str | None:
        """The first who can and is at work now; when the others are, that is looked at again."""
        fit = (doer.member for doer, fit in zip(self.doers, can, strict=True) if fit)
        return next((member.who for member in fit if member.begins(view)), None)

    def opens(self, day: date, view: View) -> Moment:
        """The first moment at which anybody has time for it."""
        if day not in self._opens:
            midnight = view.calendar.here.midnight
            starts = [span[0] for doer in self.doers for span in doer.member.windows.time_for(day)]
            starts += [midnight(day)] if self.itself else []
            self._opens[day] = min(starts, default=midnight(day + DAY))
        return self._opens[day]


Could = tuple[tuple[Moment, tuple[bool, ...]], ...]
"""Which doers could do it before the start, from which moment on."""


def _could(could: Could, number: int, begins: Moment, ends: Moment) -> bool:
    """Whether a doer could do it at some moment of a stretch before the start."""
    untils = (*(moment for moment, _ in could[1:]), NEVER)
    spans = zip(could, untils, strict=True) if could and begins < ends else ()
    return any(who[number] and since < ends and begins < until for (since, who), until in spans)


class Memory(NamedTuple):
    timers: Timers
    settled: tuple[Turn, ...]
    """Turns that change nothing any more."""
    lost: tuple[Turn, ...]
    """Those that are missed, and that nobody will ever do: of a duty that is left undone."""
    overdue: tuple[Turn, ...]
    """Those that are missed, and that somebody may still do, in order."""
    turns: tuple[Turn, ...]
    """The others that have come round, in order."""
    due: tuple[date, ...]
    """Days on which it will come round."""
    could: Could
    ran: Itself | None
    """How it was done without hands before the start."""

    @property
    def all(self) -> tuple[Turn, ...]:
        """Every turn so far, those that are settled first."""
        others = (*self.lost, *self.overdue, *self.turns)
        return (*self.settled, *sorted(others, key=lambda turn: turn.day))


@dataclass(frozen=True)
class DutyNode(Node):
    """A dated duty; up while none of its turns is missed."""

    crew: Crew
    due: Recurrence | None
    after: str | None
    followed: bool
    """Whether another duty follows it. Its state is then when its turns were done."""
    grace: Duration | None
    recovers_in: Duration | None
    working: IsWorkingDay
    _late: dict[date, Moment] = field(default_factory=dict, compare=False)

    def watched(self) -> Iterator[str]:
        yield from self.crew.inputs
        if self.after:
            yield self.after

    def counts_from_return(self) -> Iterable[str]:
        return self.crew.counts_from_return()

    def step(self, view: View, memory: Memory | None) -> tuple[Value, Memory]:
        if memory is None or view.before:
            _, ran, since = self._crew(view, {})
            could = view.past(self.crew.inputs, self.crew.dates, partial(self._could, view))
            return Value(True, True, ()), Memory(since, (), (), (), (), self._days(view), could, ran)
        due, turns = memory.due, list(memory.turns)
        while due and self.crew.opens(due[0], view) <= view.now:
            turns.append(Turn(due[0]))
            due = due[1:]
        if due:
            view.wake(self.crew.opens(due[0], view))
        if self.after:
            known = (memory.settled, memory.lost, memory.overdue, turns)
            turns += self._following(view, sum(map(len, known)))
        can: tuple[bool, ...] = ()
        way: Itself | None = None
        timers: Timers = {}
        waiting = [turn for turn in turns if turn.done is None and not self._left_undone(turn, view)]
        if self.crew.timed or waiting or memory.overdue:
            can, way, timers = view.kept("crew", self.crew.inputs, partial(self._crew, view, memory.timers))
        settled, lost, overdue, still = memory.settled, memory.lost, memory.overdue, []
        if overdue and (way is not None or self.crew.at_work(can, view) is not None):
            # Only now can any of them be done; there may be as many as there are days.
            turns, overdue = [*overdue, *turns], ()
        up = kept = not (lost or overdue)
        for turn in turns:
            turn = self._turn(turn, can, way, view, memory)
            fate = self._fate(turn, view)
            if fate is _Fate.SETTLED:
                settled = (*settled, turn)
                continue
            if fate is _Fate.MISSED:
                up, kept = False, kept and turn.done is not None
                if turn.done is None and self._left_undone(turn, view):
                    lost = (*lost, turn)
                    continue
                if turn.done is None:
                    overdue = (*overdue, turn)
                    continue
            still.append(turn)
        after = Memory(timers, settled, lost, overdue, tuple(still), due, memory.could, memory.ran)
        # By time: what was done before keeps its place when a later turn is settled sooner.
        every = (*settled, *still) if self.followed else ()
        return Value(up, kept, tuple(sorted(turn.done for turn in every if turn.done is not None))), after

    def same_from_here(self, memory: Memory, usual: Memory) -> bool:
        # A duty that follows another counts its turns.
        return (memory if self.after else memory._replace(settled=usual.settled)) == usual

    def with_past(self, memory: Memory, usual: Memory, later: Memory) -> Memory:
        return later._replace(settled=(*memory.settled, *later.settled[len(usual.settled) :]))

    def _crew(self, view: View, before: Timers) -> tuple[tuple[bool, ...], Itself | None, Timers]:
        """Who can do it now, how it is done without hands, and since when what is done without is lost."""
        timing = Timing(view, before)
        return self.crew.able(view, timing), self.crew.running(view, timing), timing.after

    def _could(self, view: View) -> tuple[bool, ...]:
        """Who could do it before the start."""
        return self.crew.able(view, Timing(view, {}))

    def _turn(
        self, turn: Turn, can: tuple[bool, ...], way: Itself | None, view: View, memory: Memory
    ) -> Turn:
        """A turn after this moment."""
        if turn.done is not None or self._left_undone(turn, view):
            return turn
        idle = view.question.is_idle(self.key, turn.day)
        if idle:
            can = (False,) * len(can)
        # That nobody does anything keeps no duty from being done by itself.
        if self.crew.itself and (view.question.idle is None or not idle):
            turn = self.crew.by_itself(turn, way, view, memory.ran if not self.after else None)
            if way is not None and view.now < view.calendar.here.midnight(turn.day):
                return turn  # nobody does early what is done by itself on its day
        could = memory.could if not (self.after or self.crew.itself) else ()
        return turn if turn.done is not None else self.crew.turn(turn, can, view, could)

    def _left_undone(self, turn: Turn, view: View) -> bool:
        """Whether neither anybody nor anything does it, nor can have done it before the start."""
        nobody = not self.crew.itself and view.question.is_idle(self.key, turn.day)
        return nobody and (bool(self.after) or self.crew.opens(turn.day, view) >= view.start)

    def _days(self, view: View) -> tuple[date, ...]:
        if self.due is None:
            return ()
        here = view.calendar.here
        return self.due.days(here.date(view.start), here.date(view.horizon), self.working)

    def _following(self, view: View, known: int) -> list[Turn]:
        """New turns of a duty that follows another one: due on the day on which that is done."""
        done = view.value(self.after or "").state
        return [Turn(view.calendar.here.date(moment)) for moment in done if moment > EVER][known:]

    def _fate(self, turn: Turn, view: View) -> _Fate:
        late = self.late(turn.day, view.calendar)
        if turn.done is not None and turn.done < late:
            return _Fate.SETTLED
        view.wake(late)
        if view.now < late:
            return _Fate.OPEN
        if turn.done is None:
            return _Fate.MISSED
        back = self._recovered(turn.done, view)
        view.wake(back)
        return _Fate.MISSED if view.now < back else _Fate.SETTLED

    def _recovered(self, done: Moment, view: View) -> Moment:
        """When what it stops is up again."""
        return view.calendar.add(done, self.recovers_in) if self.recovers_in else done

    def explain(self, view: Hindsight) -> Iterator[Cause]:
        for turn in view.memory(self.key).all:
            late = self.late(turn.day, view.calendar)
            back = self._recovered(turn.done, view) if turn.done is not None else None
            made_good = back is not None and view.now >= back
            if view.now < late or made_good or (turn.done is not None and turn.done < late):
                continue
            noon = view.calendar.here.midnight(turn.day) + 12 * 3600
            of = self.crew.explain(view.then(noon), self.key, turn.day)
            yield view.cause(Why.MISSED, self.key, since=noon, until=back, of=of)

    def late(self, day: date, calendar: BusinessCalendar) -> Moment:
        """The moment from which it is missed."""
        if day not in self._late:
            end = calendar.here.midnight(day + DAY)
            self._late[day] = calendar.add(end, self.grace) if self.grace else end
        return self._late[day]


class _Fate(Enum):
    """What a turn does to what it stops: nothing yet, holding it down, nothing any more."""

    OPEN = 0
    MISSED = 1
    SETTLED = 2
