"""Why something is down: kinds of cause, and chains of them down to the leaf."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from outlast.analysis.shown import Masked

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
    UNCONFIRMED = "unconfirmed"
    """Would get into the system `about` if what the plan proposes were confirmed."""
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
    PREPARING = "preparing"
    """Too few people to prepare what others approve."""
    APPROVAL = "approval"
    """Too few people to approve."""
    BOTH_SIDES = "both-sides"
    """Too few people beside those in `about`, who would have to prepare and to approve."""
    SHIFT = "shift"
    """Too few people for the shift."""
    SEALED_WAITS = "sealed-waits"
    """The sealed way is not open before `until`."""
    UNNOTICED = "unnoticed"
    """Nobody knows of the loss before `until`."""
    USED_UP = "used-up"
    """The workaround has lasted as long as it can."""
    CIRCLE = "circle"
    """Waits for itself."""


@dataclass(frozen=True)
class Cause:
    """One link of a chain."""

    why: Why
    node: Masked
    about: Masked | None = None
    since: datetime | None = None
    until: datetime | None = None
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


def alike(one: Iterable[Cause], other: Iterable[Cause]) -> bool:
    """Whether two chains give the same reasons, whenever they began and end."""
    return _reasons(one) == _reasons(other)


def _reasons(causes: Iterable[Cause]) -> frozenset[object]:
    return frozenset((each.why, each.node, each.about, _reasons(each.of)) for each in causes)


def depends_on(causes: Iterable[Cause]) -> frozenset[str]:
    """Every id that a chain goes through."""
    return frozenset(each.node for cause in causes for each in cause.all())
