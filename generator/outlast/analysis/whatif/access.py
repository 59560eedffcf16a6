"""Ways into systems: who is on their lists, and what break-glass opens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from outlast.analysis.confirmed import Roles
from outlast.analysis.whatif.business_calendar import NEVER, Moment, Windows
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
    vaults: Mapping[str, AccessList | None] = field(default_factory=dict, compare=False, repr=False)
    """The lists of every system: a second factor may come from a vault that must let in who needs it."""

    _open: dict[tuple[str, str | None], bool] = field(default_factory=dict, compare=False, repr=False)

    def always_opens(self, who: str, role: str | None) -> bool:
        """Whether somebody has a way in that is open at every moment, whatever happens."""
        if (who, role) not in self._open:
            self._open[who, role] = any(
                self.suffices(way.role, role)
                and way.ends == NEVER
                and not (way.starts_in or way.second_factors)
                for way in self.ways.get(who, ())
            )
        return self._open[who, role]

    def factors(self) -> Iterator[str]:
        """The second factors on all ways in."""
        return (factor for ways in self.ways.values() for way in ways for factor in way.second_factors)

    def ends(self) -> Iterator[Moment]:
        """When the ways in end, those into vaults with a second factor too."""
        vaults = (self.vaults.get(each) for factor in self.factors() for each in behind(factor, self))
        for access in (self, *vaults):
            yield from (way.ends for ways in (access.ways.values() if access else ()) for way in ways)

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


def works(
    way: AccessEntry,
    who: str,
    view: View,
    access: AccessList,
    role: str | None,
    asked: frozenset[str] = frozenset(),
) -> bool:
    """Whether somebody's way into a system is open at this moment, in this role or a higher one.

    Args:
        asked: the vaults that are looked at for this already: one whose code lies in itself does not open.
    """
    if not access.suffices(way.role, role) or view.now >= way.ends:
        return False
    view.wake(way.ends)
    if way.starts_in:
        opens = view.calendar.add(view.asked, way.starts_in)
        view.wake(opens)
        if view.before or view.now < opens:
            return False
    # Every factor is looked at, so that each says when it opens.
    factors = [gives_code(factor, who, view, access, asked) for factor in way.second_factors]
    return not factors or any(factors)


def gives_code(
    factor: str, who: str, view: View, access: AccessList, asked: frozenset[str] = frozenset()
) -> bool:
    """Whether somebody gets a code from a second factor: it is up, and a vault lets them in."""
    vault = access.vaults.get(factor)
    if vault is None:
        return view.value(factor).up
    if factor in asked:
        return False
    ways = [works(way, who, view, vault, None, asked | {factor}) for way in vault.ways.get(who, ())]
    return any(ways) and view.value(factor).up


def behind(factor: str, access: AccessList, asked: frozenset[str] = frozenset()) -> Iterator[str]:
    """A second factor, and for a vault those on the ways into it."""
    yield factor
    vault = access.vaults.get(factor)
    if vault is not None and factor not in asked:
        for inner in vault.factors():
            yield from behind(inner, vault, asked | {factor})


def opens(route: Route, holder: str, view: View, asked: Moment) -> Moment:
    """When a route is open for a holder who is there now, if asked at a moment."""
    start = max(asked, view.there(holder))
    return route.windows.next(view.calendar.add(start, route.delay) if route.delay else start)
