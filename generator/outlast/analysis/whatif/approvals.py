"""Approvals: whether different people can prepare something and agree to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from outlast.analysis.whatif.causes import Cause, Why
from outlast.analysis.whatif.crew import Member, admitted, watched
from outlast.analysis.whatif.needs import AnyOf, Formula, Part, keys, requirements_in
from outlast.analysis.whatif.node import Hindsight, View

Can = Callable[[str], bool]
"""Whether somebody can fill a place, or something is there."""


@dataclass(frozen=True)
class Place:
    """One side of an approval: who prepares, or who agrees."""

    asked: Formula
    members: Mapping[str, Member]
    """The people and suppliers among them, by id, each with the systems that they must get into for it."""
    beyond: frozenset[str]
    """Those whose limit does not reach so far."""

    def __hash__(self) -> int:
        return hash((frozenset(self.members), self.beyond))

    def watched(self) -> Iterator[str]:
        yield from keys(self.asked)
        yield from watched(self.members.values())

    def can(self, view: View) -> Can:
        """Who can fill it now."""
        # Each is looked at, whoever is enough, so that each says when their way in opens.
        fit = {who: admitted(member, view) and who not in self.beyond for who, member in self.members.items()}
        return lambda key: fit[key] if key in fit else view.value(key).up

    def hindered(self, view: Hindsight, of: str) -> Iterator[Cause]:
        """Why those who are asked cannot fill it."""
        for key in dict.fromkeys(requirement.key for requirement in requirements_in(self.asked)):
            yield from self.why_not(key, view, of)

    def why_not(self, key: str, view: Hindsight, of: str) -> Iterator[Cause]:
        """Why one of those who are asked cannot."""
        if key in self.beyond and view.value(key).up:
            yield view.cause(Why.LIMIT, key, of)
        elif key in self.members:
            yield from self.members[key].unable(view, of)
        elif not view.value(key).up:
            yield from view.why(key)


@dataclass(frozen=True)
class Approval:
    """Who prepares and who agrees, within a range of amounts."""

    number: int
    """Of the entry in the plan, from 0."""
    create: Place
    approve: Place

    def watched(self) -> Iterator[str]:
        yield from self.create.watched()
        yield from self.approve.watched()

    def members(self) -> Iterator[Member]:
        """The people and suppliers among those who prepare or agree."""
        yield from self.create.members.values()
        yield from self.approve.members.values()


def approvable(approval: Approval, view: View) -> bool:
    """Whether different people can prepare it and agree to it now."""
    creates = approval.create.can(view)
    approves = approval.approve.can(view)
    creators = tuple(_fillings(approval.create.asked, creates, frozenset()))
    return any(True for taken in creators for _ in _fillings(approval.approve.asked, approves, taken))


def _fillings(parts: tuple[Part, ...], can: Can, taken: frozenset[str]) -> Iterator[frozenset[str]]:
    """The ways to fill all places with people who fill no other place: everybody taken, so far and here."""
    if not parts:
        yield taken
        return
    for more in _filling(parts[0], can, taken):
        yield from _fillings(parts[1:], can, more)


def _filling(part: Part, can: Can, taken: frozenset[str]) -> Iterator[frozenset[str]]:
    if isinstance(part, AnyOf):
        yield from _some(part.parts, part.count, can, taken)
    elif part.key not in taken and can(part.key):
        yield taken | {part.key}


def _some(parts: tuple[Part, ...], count: int, can: Can, taken: frozenset[str]) -> Iterator[frozenset[str]]:
    if count <= 0:
        yield taken
        return
    for number, part in enumerate(parts):
        if len(parts) - number < count:
            return
        for more in _filling(part, can, taken):
            yield from _some(parts[number + 1 :], count - 1, can, more)


def not_approvable(approvals: Iterable[Approval], view: Hindsight, of: str) -> Iterator[Cause]:
    """Why approvals of something cannot be had: which side lacks people, or who would have to be on both."""
    for approval in approvals:
        if approvable(approval, view):
            continue
        fits: list[Can] = []
        for why, place in ((Why.PREPARING, approval.create), (Why.APPROVAL, approval.approve)):
            can = place.can(view)
            if any(True for _ in _fillings(place.asked, can, frozenset())):
                fits.append(can)
            else:
                yield view.cause(why, of, of=dict.fromkeys(place.hindered(view, of)))
        if len(fits) > 1:
            both = (who for who in approval.create.members if all(can(who) for can in fits))
            causes = (*approval.create.hindered(view, of), *approval.approve.hindered(view, of))
            yield view.cause(Why.BOTH_SIDES, of, ", ".join(both), of=dict.fromkeys(causes))
