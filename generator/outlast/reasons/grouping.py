"""Which causes are said together, and which are the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from outlast.analysis.whatif.causes import Cause, Why

JOINED = frozenset({Why.AWAY, Why.LOST, Why.HOLIDAY, Why.CARRIED, Why.OUT_OF_REACH, Why.NEEDS})
"""Causes that are said of several things at once."""


class Group(NamedTuple):
    """One cause, said of several things."""

    nodes: tuple[str, ...]
    cause: Cause


def distinct(causes: Iterable[Cause]) -> tuple[Cause, ...]:
    """Each cause once, whenever it came: a duty that was missed three times is one reason."""
    found: dict[object, Cause] = {}
    for cause in causes:
        found.setdefault(_key(cause), cause)
    return tuple(found.values())


def _key(cause: Cause) -> object:
    return cause.why, cause.node, cause.about, frozenset(map(_key, cause.of))


def grouped(causes: Iterable[Cause]) -> tuple[Group, ...]:
    """Causes that say the same of different things, together; in the order of the first of each."""
    found: dict[object, list[Cause]] = {}
    for cause in causes:
        alike = (cause.why, cause.about, cause.until, frozenset(map(_key, cause.of)))
        key: object = alike if cause.why in JOINED else (*alike, cause.node)
        found.setdefault(key, []).append(cause)
    return tuple(Group(tuple(each.node for each in alike), alike[0]) for alike in found.values())
