"""Why something is down at a moment, down to the leaf; read from a world that was walked through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from outlast.analysis.whatif.almanac import EVER, NEVER, Almanac, Meter, Moment
from outlast.analysis.whatif.crew import Member, Route, opens, ready
from outlast.analysis.whatif.duties import Crew, Duty
from outlast.analysis.whatif.needs import AnyOf, Door, Formula, Opened, Part, Req, Seeker, holds
from outlast.analysis.whatif.node import Node, Spell, Value, View
from outlast.analysis.whatif.presence import Carried, Replaced, Someone
from outlast.analysis.whatif.question import Kind, Question
from outlast.analysis.whatif.roster import Shifted
from outlast.analysis.whatif.simulation import Track, World
from outlast.analysis.whatif.stores import Order, Store
from outlast.analysis.whatif.systems import Restoring, Serving
from outlast.analysis.whatif.work import Approval, Instead, Work, approvable, lost_itself

WITHHELD = "~"
"""Stands for the id of a thing that is not in an edition; no thing of a plan can be called that."""


class Why(StrEnum):
    """What kind of cause it is; `node` and `about` of the cause say of what."""

    AWAY = "away"
    """The person is away."""
    LOST = "lost"
    """The thing is gone."""
    VACANT = "vacant"
    """Nobody has the role."""
    HOLIDAY = "holiday"
    LIMIT = "limit"
    """The amounts are above what the person may."""
    UNSKILLED = "unskilled"
    """Lacks a skill that the function `about` takes."""
    NO_ACCESS = "no-access"
    """Not on the list of the system `about`, or in a lower role."""
    ACCESS_ENDED = "access-ended"
    ACCESS_WAITS = "access-waits"
    SECOND_FACTOR = "second-factor"
    """The second factor for the system `about` is not there."""
    NOTICE = "notice"
    """Cannot begin before `until`."""
    OFF_WORK = "off-work"
    """Could, and is at work again at `until`."""
    NEEDS = "needs"
    """Down because of what it needs."""
    CHOICE = "choice"
    """Too few of several are there."""
    CARRIED = "carried"
    """With somebody who is away."""
    OUT_OF_REACH = "out-of-reach"
    """Kept in a place that is gone."""
    EXPIRED = "expired"
    MISSED = "missed"
    """The duty was missed; `until` is when it is done."""
    EMPTY = "empty"
    """The store is empty; `until` is when it is filled."""
    NOT_FILLED = "not-filled"
    """The refilling was due on the day `since`."""
    RESTORING = "restoring"
    """Is being restored, by `about`, until then."""
    APPROVAL = "approval"
    """Too few different people to prepare and to agree."""
    SHIFT = "shift"
    """Too few people for the shift."""
    SEALED_WAITS = "sealed-waits"
    """The sealed way is not open before `until`."""
    USED_UP = "used-up"
    """The workaround has lasted as long as it can."""
    CIRCLE = "circle"
    """Waits for itself."""


@dataclass(frozen=True)
class Cause:
    """One link of a chain."""

    why: Why
    node: str
    about: str | None = None
    since: Moment | None = None
    until: Moment | None = None
    of: tuple[Cause, ...] = ()

    def leaves(self) -> Iterator[Cause]:
        """The causes that have no cause."""
        if not self.of:
            yield self
        for cause in self.of:
            yield from cause.leaves()

    def all(self) -> Iterator[Cause]:
        """This cause and everything below it."""
        yield self
        for cause in self.of:
            yield from cause.all()


@dataclass
class Past:
    """A finished world at one moment, as nodes see it."""

    world: World
    usual: World
    almanac: Almanac
    question: Question
    spells: Mapping[str, Spell]
    nodes: Mapping[str, Node]
    meters: Mapping[bool, Meter]
    moment: Moment

    @property
    def asked(self) -> Moment:
        return self.world.start if self.question.ask else NEVER

    def history(self, key: str) -> Track:
        histories = self.world.histories
        return histories[key] if key in histories else self.usual.histories[key]

    def value(self, key: str) -> Value:
        found: Value = self.history(key).at(self.moment)
        return found

    def since(self, key: str) -> Moment:
        return self.history(key).since(self.moment)

    def there(self, key: str) -> Moment:
        return self.history(key).there(self.world.start, self.moment)

    def memory(self, key: str) -> Any:
        """What a node remembered."""
        memories = self.world.memories
        return (memories[key] if key in memories else self.usual.memories[key]).at(self.moment)

    def calm(self, key: str, moment: Moment) -> Value | None:
        found: Value = self.usual.histories[key].at(moment)
        return found

    def lost(self, key: str, moment: Moment) -> Spell | None:
        spell = self.spells.get(key)
        if spell is None or moment < spell.start or (spell.end is not None and moment >= spell.end):
            return None
        return spell

    def ended(self, key: str, moment: Moment) -> bool:
        spell = self.spells.get(key)
        return spell is not None and spell.end is not None and moment >= spell.end

    def busy(self, who: str, system: str, moment: Moment) -> bool:
        return False

    def meter(self, open_days: bool) -> Meter:
        return self.meters[open_days]

    def at(self, moment: Moment) -> Past:
        """The same world at another moment."""
        return replace(self, moment=moment)

    def view(self) -> View:
        world = self.world
        return View(self.almanac, self.question, world.start, world.horizon, self.moment, False, self)


@dataclass(frozen=True)
class Explainer:
    """Finds causes in a finished world."""

    past: Past
    routes: tuple[Route, ...]
    limits: Mapping[str, frozenset[str]]
    """For each function, the listed who lack a skill that it takes."""
    lasting: bool = False
    """Whether to say of what was not done why nobody makes it good by now, instead of why it was not done."""

    def band(self, function: Work, number: int) -> tuple[Cause, ...]:
        """Why a band is not done at this moment: what holds it down, then why each of its hands cannot."""
        return tuple(self._band(function, number, (function.key,)))

    def lacks(self, who: str, function: str) -> tuple[Cause, ...]:
        """Why somebody who is listed is no hand of a function: a skill is missing."""
        return (Cause(Why.UNSKILLED, who, function),)

    def hand(self, function: Work, member: Member) -> tuple[Cause, ...]:
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
        if isinstance(node, Someone):
            return tuple(self._person(node, path))
        if isinstance(node, Carried):
            return tuple(self._carried(node, path))
        if isinstance(node, Replaced):
            return (*self._lost(key), *self._held(node.held_by, path))
        if isinstance(node, Serving):
            return tuple(self._system(node, path))
        if isinstance(node, Store):
            return tuple(self._store(node, path))
        if isinstance(node, Duty):
            return tuple(self._duty(node, path))
        if isinstance(node, Work):
            state = self.past.value(key).state
            stopped = (n for n, band in enumerate(state) if band.kind is Kind.STOPPED)
            return tuple(self._band(node, next(stopped, 0), path))
        return ()

    def _down(self, key: str, path: tuple[str, ...]) -> Cause:
        return Cause(Why.NEEDS, key, of=self.node(key, path))

    def _held(self, keys: Iterable[str], path: tuple[str, ...]) -> Iterator[Cause]:
        for key in keys:
            if not self.past.value(key).up:
                yield from self.node(key, path)

    def _lost(self, key: str) -> Iterator[Cause]:
        spell = self.past.lost(key, self.past.moment)
        if spell:
            yield Cause(Why.LOST, key, since=spell.start, until=spell.end)

    def _person(self, node: Someone, path: tuple[str, ...]) -> Iterator[Cause]:
        spell = self.past.lost(node.key, self.past.moment)
        if node.vacant:
            yield Cause(Why.VACANT, node.key)
        elif spell:
            yield Cause(Why.AWAY, node.key, since=spell.start, until=spell.end)
        elif self.past.value(node.key).kept:
            yield Cause(Why.HOLIDAY, node.key)
        else:
            yield from self._held(node.held_by, path)

    def _carried(self, node: Carried, path: tuple[str, ...]) -> Iterator[Cause]:
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

    def _system(self, node: Serving, path: tuple[str, ...]) -> Iterator[Cause]:
        spell = self.past.lost(node.key, self.past.moment)
        if spell:
            state = self.past.value(node.key).state
            if spell.end is not None:
                yield Cause(Why.LOST, node.key, since=spell.start, until=spell.end)
            elif isinstance(state, Restoring) and self.past.moment < state.done:
                done = state.done if state.done < NEVER else None
                yield Cause(
                    Why.RESTORING, node.key, state.who, state.start, done, self._waited(node, state, path)
                )
            elif not isinstance(state, Restoring):
                yield Cause(Why.LOST, node.key, since=spell.start, of=tuple(self._not_begun(node, path)))
        yield from self._formula(node.needs, None, path)
        yield from self._held(node.held_by, path)

    def _waited(self, node: Serving, state: Restoring, path: tuple[str, ...]) -> tuple[Cause, ...]:
        """What a restoring waited for before it began."""
        if state.start <= self.past.world.start:
            return ()
        before = replace(self, past=self.past.at(state.start - 1))
        return tuple(before._not_begun(node, path))

    def _not_begun(self, node: Serving, path: tuple[str, ...]) -> Iterator[Cause]:
        yield from self._formula(node.needs, None, path)
        yield from self._held(node.held_by, path)
        if not node.hands:
            yield from self._formula(node.takes_needs, None, path)
        for member in node.restorers:
            yield from self._member(member, node.key, path)

    def _store(self, node: Store, path: tuple[str, ...]) -> Iterator[Cause]:
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
        due = self.past.almanac.here.midnight(order.turn.day)
        if order.turn.done is None or order.turn.done >= due + 86_400:
            then = self._then(due)
            causes = tuple(then._crew(node.running.crew, node.key, path))
            of = (Cause(Why.NOT_FILLED, node.key, since=due, of=causes),)
        elif lost:
            of = lost
        elif node.running.supplier and order.placed is None:
            of = self.node(node.running.supplier, path)
        yield Cause(Why.EMPTY, node.key, until=until, of=of)

    def _is_empty(self, node: Store) -> bool:
        """Whether nothing is left of it at this moment."""
        memory, running = self.past.memory(node.key), node.running
        if running is None:
            return False
        used = running.burn * self.past.meter(running.open_days).between(memory.since, self.past.moment)
        return bool(memory.level <= used)

    def _duty(self, node: Duty, path: tuple[str, ...]) -> Iterator[Cause]:
        for turn in self.past.memory(node.key).all:
            late = node.late(turn.day, self.past.view())
            if self.past.moment < late or (turn.done is not None and turn.done <= late):
                continue
            if turn.done is not None and self.past.moment >= self._recovered(node, turn.done):
                continue
            last = self.past.almanac.here.midnight(turn.day) + 12 * 3600
            then = self._then(last)
            causes = tuple(then._crew(node.crew, node.key, path))
            until = self._recovered(node, turn.done) if turn.done is not None else None
            yield Cause(Why.MISSED, node.key, since=last, until=until, of=causes)

    def _then(self, moment: Moment) -> Explainer:
        """Causes at the moment at which something was to be done."""
        return self if self.lasting else replace(self, past=self.past.at(max(moment, self.past.world.start)))

    def _recovered(self, node: Duty, done: Moment) -> Moment:
        return self.past.almanac.add(done, node.recovers_in) if node.recovers_in else done

    def _band(self, function: Work, number: int, path: tuple[str, ...]) -> Iterator[Cause]:
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
                staff = node.plate.staff if isinstance(node, Shifted) else ()
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

    def _instead(self, function: Work, instead: Instead) -> Iterator[Cause]:
        free = any(
            self.past.value(m.who).up and not self._formula_fails(m.needs, Seeker(m.who, m.person))
            for m in instead.members
        )
        if free or not instead.hands:
            yield Cause(Why.USED_UP, function.key)

    def _formula_fails(self, formula: Formula, seeker: Seeker | None) -> bool:
        return any(True for _ in self._formula(formula, seeker, ("",)))

    def _agreed(self, of: str, approvals: Iterable[Approval], path: tuple[str, ...]) -> Iterator[Cause]:
        for approval in approvals:
            if not approvable(approval, self.past.view()):
                parts = (*approval.create, *approval.approve)
                yield Cause(Why.APPROVAL, of, of=tuple(self._parts(parts, path)))

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

    def _member(self, member: Member, of: str, path: tuple[str, ...]) -> Iterator[Cause]:
        view = self.past.view()
        if not self.past.value(member.who).up:
            yield from self.node(member.who, path)
            return
        at = ready(member, view, view.asked)
        noticed = member.notice is None or self.past.moment >= at
        if not noticed:
            yield Cause(Why.NOTICE, member.who, of, until=at if at < NEVER else None)
        seeker = Seeker(member.who, member.person)
        causes = tuple(self._formula(member.needs, seeker, path))
        yield from causes
        if noticed and not causes and not member.at_work(self.past.moment):
            begins = member.windows.next(self.past.moment)
            yield Cause(Why.OFF_WORK, member.who, of, until=begins if begins < NEVER else None)

    def _formula(self, formula: Formula, seeker: Seeker | None, path: tuple[str, ...]) -> Iterator[Cause]:
        for part in formula:
            yield from self._part(part, seeker, path)

    def _parts(self, parts: Iterable[Part], path: tuple[str, ...]) -> Iterator[Cause]:
        for part in parts:
            yield from self._part(part, None, path)

    def _part(self, part: Part, seeker: Seeker | None, path: tuple[str, ...]) -> Iterator[Cause]:
        if isinstance(part, AnyOf):
            failing = [tuple(self._part(one, seeker, path)) for one in part.parts]
            held = sum(not causes for causes in failing)
            if held < part.count:
                yield Cause(Why.CHOICE, _first(part).key, of=tuple(c for causes in failing for c in causes))
            return
        view = self.past.view()
        if holds(part, view, seeker):
            return
        if not self.past.value(part.key).up and not (part.suspended and self.past.value(part.key).kept):
            since = self.past.since(part.key)
            if part.coasts and since > EVER and self.past.moment < self.past.almanac.add(since, part.coasts):
                return
            yield self._down(part.key, path)
        elif seeker is not None:
            yield from self._access(part, part.door, seeker, path)

    def _access(self, req: Req, door: Door | None, seeker: Seeker, path: tuple[str, ...]) -> Iterator[Cause]:
        view = self.past.view()
        ways = [w for w in door.ways.get(seeker.who, ()) if door.suffices(w.role, req.role)] if door else []
        if not ways:
            yield Cause(Why.NO_ACCESS, seeker.who, req.key)
        for way in ways:
            if self.past.moment >= way.ends:
                yield Cause(Why.ACCESS_ENDED, seeker.who, req.key, since=way.ends)
            elif way.second_factor and not self.past.value(way.second_factor).up:
                of = self.node(way.second_factor, path)
                yield Cause(Why.SECOND_FACTOR, way.second_factor, req.key, of=of)
            elif way.starts_in:
                opens_at = self.past.almanac.add(view.asked, way.starts_in)
                yield Cause(
                    Why.ACCESS_WAITS, seeker.who, req.key, until=opens_at if opens_at < NEVER else None
                )
        yield from self._sealed(req, seeker)

    def _sealed(self, req: Req, seeker: Seeker) -> Iterator[Cause]:
        view = self.past.view()
        for route in self.routes:
            if seeker.who not in route.holders:
                continue
            opened = [o for o in route.opens if o.system == req.key]
            if any(req.door and req.door.suffices(o.role, req.role) for o in opened):
                at = opens(route, seeker.who, view, view.asked)
                if at > self.past.moment:
                    yield Cause(Why.SEALED_WAITS, route.id, req.key, until=at if at < NEVER else None)


def _first(part: AnyOf) -> Req:
    first = part.parts[0]
    return first if isinstance(first, Req) else _first(first)


def alike(one: Iterable[Cause], other: Iterable[Cause]) -> bool:
    """Whether two chains give the same reasons, whenever they began and end."""
    return _reasons(one) == _reasons(other)


def _reasons(causes: Iterable[Cause]) -> frozenset[object]:
    return frozenset((each.why, each.node, each.about, _reasons(each.of)) for each in causes)


def depends_on(causes: Iterable[Cause]) -> frozenset[str]:
    """Every id that a chain goes through."""
    return frozenset(each.node for cause in causes for each in cause.all())


__all__ = ["WITHHELD", "Cause", "Explainer", "Opened", "Past", "Why", "alike", "depends_on"]
