"""Why something is down at a moment, down to the leaf; read from a world that was walked through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from outlast.analysis.whatif.business_calendar import NEVER, Moment
from outlast.analysis.whatif.causes import Cause, Why
from outlast.analysis.whatif.crew import Member
from outlast.analysis.whatif.duties import Crew, DutyNode
from outlast.analysis.whatif.lacks import Lacks
from outlast.analysis.whatif.needs import Formula, Seeker
from outlast.analysis.whatif.presence import PersonNode, PortableNode, ReplaceableNode
from outlast.analysis.whatif.question import Kind
from outlast.analysis.whatif.roster import ShiftNode
from outlast.analysis.whatif.stores import Order, StoreNode
from outlast.analysis.whatif.systems import Restoring, SystemNode
from outlast.analysis.whatif.work import FunctionNode, Instead, lost_itself


@dataclass(frozen=True)
class Explainer(Lacks):
    """Finds causes in a finished world."""

    limits: Mapping[str, frozenset[str]]
    """For each function, the listed who lack a skill that it takes."""
    lasting: bool = False
    """Whether to say of what was not done why nobody makes it good by now, instead of why it was not done."""

    def band(self, function: FunctionNode, number: int) -> tuple[Cause, ...]:
        """Why a band is not done at this moment: what holds it down, then why each of its hands cannot."""
        return tuple(self._band(function, number, (function.key,)))

    def lacks(self, who: str, function: str) -> tuple[Cause, ...]:
        """Why somebody who is listed is no hand of a function: a skill is missing."""
        return (Cause(Why.UNSKILLED, who, function),)

    def hand(self, function: FunctionNode, member: Member) -> tuple[Cause, ...]:
        """Why one of its hands cannot do any of it at this moment."""
        if not any(member.who in band.within for band in function.bands):
            return (Cause(Why.LIMIT, member.who, function.key),)
        return tuple(self._member(member, function.key, (function.key,)))

    def node(self, key: str, path: tuple[str, ...] = ()) -> tuple[Cause, ...]:
        """Why something is down at this moment."""
        if key in path:
            return (Cause(Why.CIRCLE, key),)
        path = (*path, key)
        node = self.past.nodes[key]
        if isinstance(node, PersonNode):
            return tuple(self._person(node, path))
        if isinstance(node, PortableNode):
            return tuple(self._carried(node, path))
        if isinstance(node, ReplaceableNode):
            return (*self._lost(key), *self._held(node.held_by, path))
        if isinstance(node, SystemNode):
            return tuple(self._system(node, path))
        if isinstance(node, StoreNode):
            return tuple(self._store(node, path))
        if isinstance(node, DutyNode):
            return tuple(self._duty(node, path))
        if isinstance(node, FunctionNode):
            state = self.past.value(key).state
            stopped = (n for n, band in enumerate(state) if band.kind is Kind.STOPPED)
            return tuple(self._band(node, next(stopped, 0), path))
        return ()

    def _person(self, node: PersonNode, path: tuple[str, ...]) -> Iterator[Cause]:
        outage = self.past.lost(node.key, self.past.moment)
        if node.vacant:
            yield Cause(Why.VACANT, node.key)
        elif outage:
            yield Cause(Why.AWAY, node.key, since=outage.start, until=outage.end)
        elif self.past.value(node.key).kept:
            yield Cause(Why.HOLIDAY, node.key)
        else:
            yield from self._held(node.held_by, path)

    def _carried(self, node: PortableNode, path: tuple[str, ...]) -> Iterator[Cause]:
        lost = tuple(self._lost(node.key))
        if lost:
            yield from lost
            return
        if self.past.moment >= node.ends:
            yield Cause(Why.EXPIRED, node.key, since=node.ends)
        held = tuple(self._held(node.held_by, path))
        yield from held
        if held or self.past.moment >= node.ends:
            return
        if node.holders:
            causes = tuple(cause for who in node.holders for cause in self.node(who, path))
            yield Cause(Why.CARRIED, node.key, ", ".join(node.holders), of=causes)
        if node.place and not self.past.value(node.place).kept:
            yield Cause(Why.OUT_OF_REACH, node.key, node.place, of=self.node(node.place, path))

    def _system(self, node: SystemNode, path: tuple[str, ...]) -> Iterator[Cause]:
        outage = self.past.lost(node.key, self.past.moment)
        if outage:
            state = self.past.value(node.key).state
            if outage.end is not None:
                yield Cause(Why.LOST, node.key, since=outage.start, until=outage.end)
            elif isinstance(state, Restoring) and self.past.moment < state.done:
                done = state.done if state.done < NEVER else None
                yield Cause(
                    Why.RESTORING, node.key, state.who, state.start, done, self._waited(node, state, path)
                )
            elif not isinstance(state, Restoring):
                yield Cause(Why.LOST, node.key, since=outage.start, of=tuple(self._not_begun(node, path)))
        yield from self._formula(node.needs, None, path)
        yield from self._held(node.held_by, path)

    def _waited(self, node: SystemNode, state: Restoring, path: tuple[str, ...]) -> tuple[Cause, ...]:
        """What a restoring waited for before it began."""
        if state.start <= self.past.world.start:
            return ()
        before = replace(self, past=self.past.at(state.start - 1))
        return tuple(before._not_begun(node, path))

    def _not_begun(self, node: SystemNode, path: tuple[str, ...]) -> Iterator[Cause]:
        yield from self._formula(node.needs, None, path)
        yield from self._held(node.held_by, path)
        if not node.hands:
            yield from self._formula(node.takes_needs, None, path)
        for member in node.restorers:
            yield from self._member(member, node.key, path)

    def _store(self, node: StoreNode, path: tuple[str, ...]) -> Iterator[Cause]:
        yield from self._held(node.held_by, path)
        if self.past.moment >= node.ends:
            yield Cause(Why.EXPIRED, node.key, since=node.ends)
            return
        if node.place and not self.past.value(node.place).kept:
            yield Cause(Why.OUT_OF_REACH, node.key, node.place, of=self.node(node.place, path))
        lost = tuple(self._lost(node.key))
        if node.running is None or (lost and lost[0].until is not None):
            yield from lost
            return
        if not self._is_empty(node):
            yield from lost
            return
        orders: tuple[Order, ...] = self.past.memory(node.key).orders
        order = orders[-1] if orders else None
        if order is None:
            yield from lost or (Cause(Why.EMPTY, node.key),)
            return
        until = order.arrives if order.arrives < NEVER else None
        of: tuple[Cause, ...] = ()
        due = self.past.calendar.here.midnight(order.turn.day)
        if order.turn.done is None or order.turn.done >= due + 86_400:
            then = self._then(due)
            causes = tuple(then._crew(node.running.crew, node.key, path))
            of = (Cause(Why.NOT_FILLED, node.key, since=due, of=causes),)
        elif lost:
            of = lost
        elif node.running.supplier and order.placed is None:
            of = self.node(node.running.supplier, path)
        yield Cause(Why.EMPTY, node.key, until=until, of=of)

    def _is_empty(self, node: StoreNode) -> bool:
        """Whether nothing is left of it at this moment."""
        memory, running = self.past.memory(node.key), node.running
        if running is None:
            return False
        used = running.burn * self.past.meter(running.open_days).between(memory.since, self.past.moment)
        return bool(memory.level <= used)

    def _duty(self, node: DutyNode, path: tuple[str, ...]) -> Iterator[Cause]:
        for turn in self.past.memory(node.key).all:
            late = node.late(turn.day, self.past.view())
            if self.past.moment < late or (turn.done is not None and turn.done <= late):
                continue
            if turn.done is not None and self.past.moment >= self._recovered(node, turn.done):
                continue
            last = self.past.calendar.here.midnight(turn.day) + 12 * 3600
            then = self._then(last)
            causes = tuple(then._crew(node.crew, node.key, path))
            until = self._recovered(node, turn.done) if turn.done is not None else None
            yield Cause(Why.MISSED, node.key, since=last, until=until, of=causes)

    def _then(self, moment: Moment) -> Explainer:
        """Causes at the moment at which something was to be done."""
        return self if self.lasting else replace(self, past=self.past.at(max(moment, self.past.world.start)))

    def _recovered(self, node: DutyNode, done: Moment) -> Moment:
        return self.past.calendar.add(done, node.recovers_in) if node.recovers_in else done

    def _band(self, function: FunctionNode, number: int, path: tuple[str, ...]) -> Iterator[Cause]:
        yield from self._lost(function.key)
        yield from self._held(function.held_by, path)
        for duty in function.due or ():
            if not self.past.value(duty).kept:
                yield from self.node(duty, path)
        band = function.bands[number]
        general = tuple(self._formula(function.needs, None, path))
        yield from general
        yield from self._agreed(function.key, band.approvals, path)
        for shift in function.shifts:
            if self.past.value(shift).state == 0:
                node = self.past.nodes[shift]
                staff = node.shift.staff if isinstance(node, ShiftNode) else ()
                gone = (who for who in staff if not self.past.value(who).up)
                yield Cause(Why.SHIFT, shift, of=tuple(c for who in gone for c in self.node(who, path)))
        for who in sorted(self.limits.get(function.key, frozenset())):
            yield Cause(Why.UNSKILLED, who, function.key)
        # What everybody lacks is said once; each hand then says what only it lacks.
        known = {cause.node for cause in general}
        for member in function.members:
            if not member.listed:
                continue
            if member.who not in band.within and self.past.value(member.who).up:
                yield Cause(Why.LIMIT, member.who, function.key)
                continue
            yield from (c for c in self._member(member, function.key, path) if c.node not in known)
        instead = function.instead
        if instead is not None:
            yield from self._instead(function, instead)

    def _instead(self, function: FunctionNode, instead: Instead) -> Iterator[Cause]:
        free = any(
            self.past.value(m.who).up and not self._formula_fails(m.needs, Seeker(m.who, m.person))
            for m in instead.members
        )
        if free or not instead.hands:
            yield Cause(Why.USED_UP, function.key)

    def _formula_fails(self, formula: Formula, seeker: Seeker | None) -> bool:
        return any(True for _ in self._formula(formula, seeker, ("",)))

    def _crew(self, crew: Crew, of: str, path: tuple[str, ...]) -> Iterator[Cause]:
        """Why a duty is not done: the money, the functions that do it, then what does it and who."""
        if crew.fund and not self.past.value(crew.fund).up:
            yield from self.node(crew.fund, path)
        if self.past.question.is_idle(of):
            return
        for through in crew.functions():
            if lost_itself(through.function, through.restores_in, self.past.view()):
                yield from self._lost(through.function)
            yield from self._held(through.held_by, path)
            yield from self._agreed(through.function, through.approvals, path)
        for way in crew.itself:
            yield from self._formula(way.needs, None, path)
        for doer in crew.doers:
            if doer.member.listed:
                if not doer.reaches and self.past.value(doer.member.who).up:
                    about = doer.through.function if doer.through else of
                    yield Cause(Why.LIMIT, doer.member.who, about)
                    continue
                yield from self._member(doer.member, of, path)
