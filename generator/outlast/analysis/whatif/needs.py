"""The first law: whether needs hold, for somebody, and for how long they are done without."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from outlast.analysis.whatif.business_calendar import EVER, Moment
from outlast.analysis.whatif.node import Timers, View
from outlast.model.scalars import Duration

LOST, TOLERATED, HELD = 0, 1, 2
"""How far needs hold: not, only because something is done without for a while, wholly."""


@dataclass(frozen=True)
class Way:
    """One entry of a system's access list."""

    role: str | None
    second_factor: str | None
    starts_in: Duration | None
    ends: Moment
    """The first moment at which it has ended."""


@dataclass(frozen=True)
class Door:
    """Who gets into a system, and as what."""

    ranks: Mapping[str, int]
    ways: Mapping[str, tuple[Way, ...]]

    def suffices(self, role: str | None, wanted: str | None) -> bool:
        """Whether a role is the one that is wanted, or higher."""
        if wanted is None or role == wanted:
            return True
        return (
            role is not None
            and role in self.ranks
            and wanted in self.ranks
            and self.ranks[role] >= self.ranks[wanted]
        )


@dataclass(frozen=True)
class Req:
    """One thing that must be up, and for a person who works in it must let them in."""

    number: int
    key: str
    role: str | None
    coasts: Duration | None
    door: Door | None
    """None where nobody signs in."""
    suspended: bool = False
    """Whether it is enough that nothing but a missed duty holds it down: an account that was suspended
    because a bill was not paid still lets in who pays it."""


@dataclass(frozen=True)
class AnyOf:
    """So many of several."""

    count: int
    parts: tuple[Part, ...]


Part = Req | AnyOf
Formula = tuple[Part, ...]


@dataclass(frozen=True)
class Opened:
    """A role in a system that a break-glass route gives."""

    route: str
    system: str
    role: str | None


@dataclass(frozen=True)
class Seeker:
    """For whom needs are looked at."""

    who: str
    signs_in: bool
    """Whether a need that names no role still asks for access: a person's does, a supplier's does not."""
    opened: tuple[Opened, ...] = ()
    """What break-glass opens for them."""


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
    value = view.value(req.key)
    if not (value.kept if req.suspended else value.up):
        return False
    if req.door is None or seeker is None or (req.role is None and not seeker.signs_in):
        return True
    if any(opened.system == req.key and req.door.suffices(opened.role, req.role) for opened in seeker.opened):
        return True
    # Every way in is looked at, so that each says when it opens.
    ways = [works(way, view, req.door, req.role) for way in req.door.ways.get(seeker.who, ())]
    return any(ways)


def works(way: Way, view: View, door: Door, role: str | None) -> bool:
    """Whether a way into a system is open at this moment, in this role or a higher one."""
    if not door.suffices(way.role, role) or view.now >= way.ends:
        return False
    view.wake(way.ends)
    if way.starts_in:
        opens = view.calendar.add(view.asked, way.starts_in)
        view.wake(opens)
        if view.before or view.now < opens:
            return False
    return way.second_factor is None or view.value(way.second_factor).up


def keys(formula: Iterable[Part]) -> Iterator[str]:
    """Every node that needs look at: what is needed, and the second factors on the way in."""
    for part in formula:
        if isinstance(part, AnyOf):
            yield from keys(part.parts)
        else:
            yield part.key
            if part.door:
                for ways in part.door.ways.values():
                    yield from (way.second_factor for way in ways if way.second_factor)


def reqs(formula: Iterable[Part]) -> Iterator[Req]:
    """Every single need, those inside choices too."""
    for part in formula:
        if isinstance(part, AnyOf):
            yield from reqs(part.parts)
        else:
            yield part
