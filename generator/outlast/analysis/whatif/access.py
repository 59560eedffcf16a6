"""Ways into systems: who is on their lists, and what break-glass opens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from outlast.analysis.confirmed import Roles
from outlast.analysis.whatif.business_calendar import Moment, Windows
from outlast.analysis.whatif.node import View
from outlast.model.scalars import Duration


@dataclass(frozen=True)
class AccessEntry:
    """One entry of a system's access list."""

    role: str | None
    second_factors: tuple[str, ...]
    """Any one of them is enough."""
    starts_in: Duration | None
    ends: Moment
    """The first moment at which it has ended."""


@dataclass(frozen=True)
class AccessList:
    """Who gets into a system, and as what."""

    roles: Roles
    ways: Mapping[str, tuple[AccessEntry, ...]]
    hoped: AccessList | None = None
    """The same if all of it were confirmed; None where that changes nothing."""

    def suffices(self, role: str | None, wanted: str | None) -> bool:
        """Whether a role is the one that is wanted, or higher."""
        return self.roles.suffices(role, wanted)

    def hopes(self, who: str, wanted: str | None) -> bool:
        """Whether somebody would have a way in if all of it were confirmed."""
        hoped = self.hoped
        return hoped is not None and any(hoped.suffices(way.role, wanted) for way in hoped.ways.get(who, ()))


@dataclass(frozen=True)
class Opened:
    """A role in a system that a break-glass route gives."""

    route: str
    system: str
    role: str | None
    account: str | None = None
    """Whose account it is, where nobody else may sign in to it."""


@dataclass(frozen=True)
class Route:
    """A break-glass route, with what it opened when it was last tried."""

    id: str
    holders: tuple[str, ...]
    place: str | None
    delay: Duration | None
    windows: Windows
    opens: tuple[Opened, ...]

    def of(self, holder: str) -> Route:
        """The route with what a holder may open."""
        return replace(self, opens=tuple(each for each in self.opens if each.account in (None, holder)))


@dataclass(frozen=True)
class Principal:
    """For whom needs are looked at."""

    who: str
    signs_in: bool
    """Whether a need that names no role still asks for access: a person's does, a supplier's does not."""
    opened: tuple[Opened, ...] = ()
    """What break-glass opens for them."""
    routes: tuple[Route, ...] = ()
    """What may open something for them later."""


def works(way: AccessEntry, view: View, access: AccessList, role: str | None) -> bool:
    """Whether a way into a system is open at this moment, in this role or a higher one."""
    if not access.suffices(way.role, role) or view.now >= way.ends:
        return False
    view.wake(way.ends)
    if way.starts_in:
        opens = view.calendar.add(view.asked, way.starts_in)
        view.wake(opens)
        if view.before or view.now < opens:
            return False
    return not way.second_factors or any(view.value(factor).up for factor in way.second_factors)


def opens(route: Route, holder: str, view: View, asked: Moment) -> Moment:
    """When a route is open for a holder who is there now, if asked at a moment."""
    start = max(asked, view.there(holder))
    return route.windows.next(view.calendar.add(start, route.delay) if route.delay else start)
