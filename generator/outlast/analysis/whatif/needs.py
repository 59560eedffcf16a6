"""The first law: whether needs hold, for somebody, for how long they are done without, and what they lack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from outlast.analysis.whatif.access import AccessList, Seeker, opens, works
from outlast.analysis.whatif.business_calendar import EVER, Moment
from outlast.analysis.whatif.causes import Cause, Why
from outlast.analysis.whatif.node import Hindsight, Timers, View
from outlast.model.scalars import Duration

LOST, TOLERATED, HELD = 0, 1, 2
"""How far needs hold: not, only because something is done without for a while, wholly."""


@dataclass(frozen=True)
class Req:
    """One thing that must be up, and for a person who works in it must let them in."""

    number: int
    key: str
    role: str | None
    coasts: Duration | None
    access: AccessList | None
    """None where nobody signs in."""
    suspended: bool = False
    """Whether it is enough that nothing but a missed duty holds it down: an account that was suspended
    because a bill was not paid still lets in who pays it."""

    def serves(self, view: View) -> bool:
        """Whether what is needed is up, whoever needs it."""
        value = view.value(self.key)
        return value.kept if self.suspended else value.up


@dataclass(frozen=True)
class AnyOf:
    """So many of several."""

    count: int
    parts: tuple[Part, ...]


Part = Req | AnyOf
Formula = tuple[Part, ...]


class Timing:
    """The timers of one node while it is worked out: what it remembered, and what it will."""

    def __init__(self, view: View, before: Timers) -> None:
        self._view, self._before = view, before
        self.after: dict[tuple[int, str], Moment] = {}

    def tolerated(self, req: Req, who: str) -> bool:
        """Whether a need that does not hold is still done without."""
        if req.coasts is None:
            return False
        key = (req.number, who)
        since = self._before.get(key, EVER if self._view.before else self._view.now)
        self.after[key] = since
        if since <= EVER:
            return False
        end = self._view.calendar.add(since, req.coasts)
        self._view.wake(end)
        return self._view.now < end


def level(formula: Formula, view: View, timing: Timing, seeker: Seeker | None = None) -> int:
    """How far all needs hold at this moment, for somebody or, without a seeker, whoever it is."""
    # Each need is looked at, even when one is lost already: its timer starts when it is lost.
    return min([_level(part, view, timing, seeker) for part in formula], default=HELD)


def _level(part: Part, view: View, timing: Timing, seeker: Seeker | None) -> int:
    if isinstance(part, AnyOf):
        levels = sorted((_level(one, view, timing, seeker) for one in part.parts), reverse=True)
        return levels[part.count - 1] if 0 < part.count <= len(levels) else HELD if part.count <= 0 else LOST
    if holds(part, view, seeker):
        return HELD
    return TOLERATED if timing.tolerated(part, seeker.who if seeker else "") else LOST


def holds(req: Req, view: View, seeker: Seeker | None) -> bool:
    """Whether one need holds at this moment."""
    if not req.serves(view):
        return False
    if req.access is None or seeker is None or (req.role is None and not seeker.signs_in):
        return True
    if any(
        opened.system == req.key and req.access.suffices(opened.role, req.role) for opened in seeker.opened
    ):
        return True
    # Every way in is looked at, so that each says when it opens.
    ways = [works(way, view, req.access, req.role) for way in req.access.ways.get(seeker.who, ())]
    return any(ways)


def lacks(formula: Iterable[Part], view: Hindsight, seeker: Seeker | None = None) -> Iterator[Cause]:
    """Why needs do not hold, for somebody or whoever it is: what is down, or why they are not let in."""
    for part in formula:
        if isinstance(part, AnyOf):
            lacking = [tuple(lacks((one,), view, seeker)) for one in part.parts]
            if sum(not causes for causes in lacking) < part.count:
                first = next(reqs(part.parts)).key
                yield view.cause(Why.CHOICE, first, of=(cause for causes in lacking for cause in causes))
        elif not part.serves(view):
            since = view.history(part.key).since(view.now)
            coasting = part.coasts and since > EVER and view.now < view.calendar.add(since, part.coasts)
            if not coasting:
                yield view.cause(Why.NEEDS, part.key, of=view.why(part.key))
        elif part.access is not None and seeker is not None and not holds(part, view, seeker):
            yield from _locked_out(part, part.access, view, seeker)


def _locked_out(req: Req, access: AccessList, view: Hindsight, seeker: Seeker) -> Iterator[Cause]:
    """Why somebody is not let into a system that is up."""
    ways = [way for way in access.ways.get(seeker.who, ()) if access.suffices(way.role, req.role)]
    if not ways:
        yield view.cause(Why.NO_ACCESS, seeker.who, req.key)
    for way in ways:
        factor = way.second_factor
        if view.now >= way.ends:
            yield view.cause(Why.ACCESS_ENDED, seeker.who, req.key, since=way.ends)
        elif factor and not view.value(factor).up:
            yield view.cause(Why.SECOND_FACTOR, factor, req.key, of=view.why(factor))
        elif way.starts_in:
            begins = view.calendar.add(view.asked, way.starts_in)
            yield view.cause(Why.ACCESS_WAITS, seeker.who, req.key, until=begins)
    for route in seeker.routes:
        if any(each.system == req.key and access.suffices(each.role, req.role) for each in route.opens):
            at = opens(route, seeker.who, view, view.asked)
            if at > view.now:
                yield view.cause(Why.SEALED_WAITS, route.id, req.key, until=at)


def keys(formula: Iterable[Part]) -> Iterator[str]:
    """Every node that needs look at: what is needed, and the second factors on the way in."""
    for req in reqs(formula):
        yield req.key
        if req.access:
            for ways in req.access.ways.values():
                yield from (way.second_factor for way in ways if way.second_factor)


def reqs(formula: Iterable[Part]) -> Iterator[Req]:
    """Every single need, those inside choices too."""
    for part in formula:
        if isinstance(part, AnyOf):
            yield from reqs(part.parts)
        else:
            yield part
