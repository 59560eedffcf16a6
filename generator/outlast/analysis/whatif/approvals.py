"""Approvals: whether different people can prepare something and agree to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from outlast.analysis.whatif.causes import Cause, Why
from outlast.analysis.whatif.needs import AnyOf, Formula, Part, keys, lacks
from outlast.analysis.whatif.node import Hindsight, View

There = Callable[[str], bool]
"""Whether something is there."""


@dataclass(frozen=True)
class Approval:
    """Who prepares and who agrees, within a range of amounts."""

    create: Formula
    approve: Formula

    def watched(self) -> Iterator[str]:
        return keys((*self.create, *self.approve))


def approvable(approval: Approval, view: View, *, off_too: bool = False) -> bool:
    """Whether different people can prepare it and agree to it now, those on holiday too if it is said."""

    def there(key: str) -> bool:
        value = view.value(key)
        return value.up or (off_too and value.kept)

    creators = tuple(_fillings(approval.create, there, frozenset()))
    return any(True for taken in creators for _ in _fillings(approval.approve, there, taken))


def _fillings(parts: tuple[Part, ...], there: There, taken: frozenset[str]) -> Iterator[frozenset[str]]:
    """The ways to fill all places with people who fill no other place: everybody taken, so far and here."""
    if not parts:
        yield taken
        return
    for more in _filling(parts[0], there, taken):
        yield from _fillings(parts[1:], there, more)


def _filling(part: Part, there: There, taken: frozenset[str]) -> Iterator[frozenset[str]]:
    if isinstance(part, AnyOf):
        yield from _some(part.parts, part.count, there, taken)
    elif part.key not in taken and there(part.key):
        yield taken | {part.key}


def _some(
    parts: tuple[Part, ...], count: int, there: There, taken: frozenset[str]
) -> Iterator[frozenset[str]]:
    if count <= 0:
        yield taken
        return
    for number, part in enumerate(parts):
        if len(parts) - number < count:
            return
        for more in _filling(part, there, taken):
            yield from _some(parts[number + 1 :], count - 1, there, more)


def not_approvable(approvals: Iterable[Approval], view: Hindsight, of: str) -> Iterator[Cause]:
    """Why approvals of something cannot be had."""
    for approval in approvals:
        if not approvable(approval, view):
            yield view.cause(Why.APPROVAL, of, of=lacks((*approval.create, *approval.approve), view))
