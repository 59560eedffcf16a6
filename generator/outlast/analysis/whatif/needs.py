"""The first law: whether needs hold, for somebody, for how long they are done without, and what they lack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from outlast.analysis.whatif.access import (
    AccessEntry,
    AccessList,
    Principal,
    behind,
    gives_code,
    opens,
    works,
)
from outlast.analysis.whatif.business_calendar import EVER, Moment
from outlast.analysis.whatif.causes import Cause, Why
from outlast.analysis.whatif.node import Hindsight, Timers, View
from outlast.model.scalars import Duration

LOST, TOLERATED, HELD = 0, 1, 2
"""How far needs hold: not, only because something is done without for a while, wholly."""


@dataclass(frozen=True)
class Requirement:
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


Part = Requirement | AnyOf
Formula = tuple[Part, ...]


class Timing:
    """The timers of one node while it is worked out: what it remembered, and what it will."""

    def __init__(self, view: View, before: Timers) -> None:
        self._view, self._before = view, before
        self.after: dict[tuple[int, str], Moment] = {}

    def tolerated(self, requirement: Requirement, who: str) -> bool:
        """Whether a need that does not hold is still done without."""
        if requirement.coasts is None:
            return False
        key = (requirement.number, who)
        since = self._before.get(key, EVER if self._view.before else self._view.now)
        self.after[key] = since
        if since <= EVER:
            return False
        end = self._view.calendar.add(since, requirement.coasts)
        self._view.wake(end)
        return self._view.now < end


def level(formula: Formula, view: View, timing: Timing, principal: Principal | None = None) -> int:
    """How far all needs hold at this moment, for somebody or, without a principal, whoever it is."""
    # Each need is looked at, even when one is lost already: its timer starts when it is lost.
    return min([_level(part, view, timing, principal) for part in formula], default=HELD)


def _level(part: Part, view: View, timing: Timing, principal: Principal | None) -> int:
    if isinstance(part, AnyOf):
        levels = sorted((_level(one, view, timing, principal) for one in part.parts), reverse=True)
        return levels[part.count - 1] if 0 < part.count <= len(levels) else HELD if part.count <= 0 else LOST
    if holds(part, view, principal):
        return HELD
    return TOLERATED if timing.tolerated(part, principal.who if principal else "") else LOST


def holds(requirement: Requirement, view: View, principal: Principal | None) -> bool:
    """Whether one need holds at this moment."""
    # The way in is looked at even when there is nothing to get into, so that it says when it opens.
    if principal is None or requirement.access is None:
        return requirement.serves(view)
    return _lets_in(requirement, view, principal) and requirement.serves(view)


def admits(formula: Formula, view: View, principal: Principal) -> bool:
    """Whether somebody gets into what is needed, whether it works or not."""
    return min([_admits(part, view, principal) for part in formula], default=True)


def _admits(part: Part, view: View, principal: Principal) -> bool:
    if isinstance(part, AnyOf):
        return sum([_admits(one, view, principal) for one in part.parts]) >= part.count
    return _lets_in(part, view, principal)


def _lets_in(requirement: Requirement, view: View, principal: Principal | None) -> bool:
    if (
        requirement.access is None
        or principal is None
        or (requirement.role is None and not principal.signs_in)
        or requirement.access.always_opens(principal.who, requirement.role)
    ):
        return True
    if any(
        opened.system == requirement.key and requirement.access.suffices(opened.role, requirement.role)
        for opened in principal.opened
    ):
        return True
    # Every way in is looked at, so that each says when it opens.
    ways = [
        works(way, principal.who, view, requirement.access, requirement.role)
        for way in requirement.access.ways.get(principal.who, ())
    ]
    return any(ways)


def lacks(formula: Iterable[Part], view: Hindsight, principal: Principal | None = None) -> Iterator[Cause]:
    """Why needs do not hold, for somebody or whoever it is: what is down, or why they are not let in."""
    for part in formula:
        if isinstance(part, AnyOf):
            lacking = [tuple(lacks((one,), view, principal)) for one in part.parts]
            if sum(not causes for causes in lacking) < part.count:
                first = next(requirements_in(part.parts)).key
                yield view.cause(Why.CHOICE, first, of=(cause for causes in lacking for cause in causes))
        elif not part.serves(view) and not _coasts(part, view):
            yield view.cause(Why.NEEDS, part.key, of=view.why(part.key))
        elif part.access is not None and principal is not None and not _lets_in(part, view, principal):
            yield from _locked_out(part.key, part.role, part.access, view, principal.who)
            yield from _sealed(part, part.access, view, principal)


def _coasts(requirement: Requirement, view: Hindsight) -> bool:
    """Whether it is still done without what is down; who is not let in has nothing to do without."""
    since = view.history(requirement.key).since(view.now)
    coasts = requirement.coasts
    return coasts is not None and since > EVER and view.now < view.calendar.add(since, coasts)


def _locked_out(
    system: str,
    role: str | None,
    access: AccessList,
    view: Hindsight,
    who: str,
    asked: frozenset[str] = frozenset(),
) -> Iterator[Cause]:
    """Why a list does not let somebody into a system that is up."""
    ways = [way for way in access.ways.get(who, ()) if access.suffices(way.role, role)]
    if not ways:
        hoped = access.hopes(who, role)
        yield view.cause(Why.UNCONFIRMED if hoped else Why.NO_ACCESS, who, system)
    for way in ways:
        if view.now >= way.ends:
            yield view.cause(Why.ACCESS_ENDED, who, system, since=way.ends)
        elif way.second_factors and not any(
            gives_code(factor, who, view, access, asked) for factor in way.second_factors
        ):
            yield from _no_factor(way, system, access, view, who, asked)
        elif way.starts_in:
            begins = view.calendar.add(view.asked, way.starts_in)
            yield view.cause(Why.ACCESS_WAITS, who, system, until=begins)


def _sealed(
    requirement: Requirement, access: AccessList, view: Hindsight, principal: Principal
) -> Iterator[Cause]:
    """The sealed ways that are not open to somebody yet."""
    for route in principal.routes:
        if any(
            each.system == requirement.key and access.suffices(each.role, requirement.role)
            for each in route.opens
        ):
            at = opens(route, principal.who, view, view.asked)
            if at > view.now:
                yield view.cause(Why.SEALED_WAITS, route.id, requirement.key, until=at)


def _no_factor(
    way: AccessEntry, system: str, access: AccessList, view: Hindsight, who: str, asked: frozenset[str]
) -> Iterator[Cause]:
    """Why none of the second factors of a way in is there."""
    gone = tuple(
        view.cause(Why.SECOND_FACTOR, factor, system, of=_no_code(factor, access, view, who, asked))
        for factor in way.second_factors
    )
    yield view.cause(Why.CHOICE, gone[0].node, of=gone) if len(gone) > 1 else gone[0]


def _no_code(
    factor: str, access: AccessList, view: Hindsight, who: str, asked: frozenset[str]
) -> Iterator[Cause]:
    vault = access.vaults.get(factor)
    if vault is None or not view.value(factor).up:
        yield from view.why(factor)
    elif factor in asked:
        yield view.cause(Why.CIRCLE, factor)
    else:
        yield from _locked_out(factor, None, vault, view, who, asked | {factor})


def keys(formula: Iterable[Part]) -> Iterator[str]:
    """Every node that needs look at: what is needed, and the second factors on the way in."""
    for requirement in requirements_in(formula):
        yield requirement.key
        if requirement.access:
            for factor in requirement.access.factors():
                yield from behind(factor, requirement.access)


def ends(formula: Iterable[Part]) -> Iterator[Moment]:
    """When ways into what is needed end."""
    for requirement in requirements_in(formula):
        if requirement.access:
            yield from requirement.access.ends()


def requirements_in(formula: Iterable[Part]) -> Iterator[Requirement]:
    """Every single need, those inside choices too."""
    for part in formula:
        if isinstance(part, AnyOf):
            yield from requirements_in(part.parts)
        else:
            yield part
