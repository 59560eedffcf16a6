"""What somebody lacks for something at a moment: needs, ways in, notice, working time."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from outlast.analysis.whatif.business_calendar import EVER, NEVER
from outlast.analysis.whatif.causes import Cause, Why
from outlast.analysis.whatif.crew import Member, Route, opens, ready
from outlast.analysis.whatif.needs import AnyOf, Door, Formula, Part, Req, Seeker, holds
from outlast.analysis.whatif.past import Past
from outlast.analysis.whatif.work import Approval, approvable


@dataclass(frozen=True)
class Lacks(ABC):
    """Finds what is lacking; why a thing that is lacking is down is said by `node`."""

    past: Past
    routes: tuple[Route, ...]

    @abstractmethod
    def node(self, key: str, path: tuple[str, ...] = ()) -> tuple[Cause, ...]:
        """Why something is down at this moment."""

    def _lost(self, key: str) -> Iterator[Cause]:
        outage = self.past.lost(key, self.past.moment)
        if outage:
            yield Cause(Why.LOST, key, since=outage.start, until=outage.end)

    def _held(self, keys: Iterable[str], path: tuple[str, ...]) -> Iterator[Cause]:
        for key in keys:
            if not self.past.value(key).up:
                yield from self.node(key, path)

    def _down(self, key: str, path: tuple[str, ...]) -> Cause:
        return Cause(Why.NEEDS, key, of=self.node(key, path))

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
            if part.coasts and since > EVER and self.past.moment < self.past.calendar.add(since, part.coasts):
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
                opens_at = self.past.calendar.add(view.asked, way.starts_in)
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

    def _agreed(self, of: str, approvals: Iterable[Approval], path: tuple[str, ...]) -> Iterator[Cause]:
        for approval in approvals:
            if not approvable(approval, self.past.view()):
                parts = (*approval.create, *approval.approve)
                yield Cause(Why.APPROVAL, of, of=tuple(self._parts(parts, path)))


def _first(part: AnyOf) -> Req:
    first = part.parts[0]
    return first if isinstance(first, Req) else _first(first)
