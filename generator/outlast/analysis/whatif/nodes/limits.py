"""Ranges of amounts: who is within the limit for each, and who must agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from outlast.analysis.whatif.approvals import Approval
from outlast.analysis.whatif.ladder import Band
from outlast.analysis.whatif.nodes.ground import Ground, Unknown, may
from outlast.model.functions import Function, Hand

Bound = Decimal | None
"""How far somebody may go, in the currency of the business; None is any amount."""


def bands(ground: Ground, function: Function, holders: Iterable[str]) -> tuple[Band, ...]:
    """The ranges of amounts of a function; holders of sealed ways count beside its hands."""
    key = str(function.limit) if function.limit else None
    bounds = {str(hand.who): _limit_of(ground, hand, key) for hand in function.by.hands}
    for who in holders:
        limit = may(ground.plan.people[who], key) if key and who in ground.plan.people else None
        bounds[who] = ground.bound(limit) if limit is not None else (False, Decimal(0)) if key else None
    ranges: list[tuple[Decimal | None, Decimal | None, Fraction | None]]
    if function.amounts:
        ranges = [
            (
                ground.worth(band.over) if band.over else None,
                ground.worth(band.up_to) if band.up_to else None,
                Fraction(band.share.fraction),
            )
            for band in function.amounts
        ]
    else:
        cuts = sorted({b[1] for b in bounds.values() if b is not None and not b[0] and b[1] > 0})
        edges: list[Decimal | None] = [None, *cuts, None]
        share = Fraction(1) if not cuts else None
        ranges = [(low, high, share) for low, high in pairwise(edges)]
        if cuts:
            ground.unknown.append(Unknown(function.id, "amounts"))
    return tuple(
        Band(
            over,
            up_to,
            share,
            frozenset(who for who, bound in bounds.items() if reaches(bound, up_to)),
            tuple(_approvals(ground, function, over, up_to)),
        )
        for over, up_to, share in ranges
    )


def _limit_of(ground: Ground, hand: Hand, key: str | None) -> tuple[bool, Decimal] | None:
    """How far a hand goes; None if nothing bounds it."""
    if hand.up_to is not None:
        return ground.bound(hand.up_to)
    if key is None:
        return None
    person = ground.plan.people.get(hand.who)
    if person is None:
        return None
    limit = may(person, key)
    return ground.bound(limit) if limit is not None else (False, Decimal(0))


def _approvals(ground: Ground, function: Function, over: Bound, up_to: Bound) -> Iterator[Approval]:
    for number, row in enumerate(function.approvals):
        low = ground.worth(row.over) if row.over else None
        high = ground.worth(row.up_to) if row.up_to else None
        apart = (high is not None and over is not None and high <= over) or (
            low is not None and up_to is not None and up_to <= low
        )
        if not apart:
            both = (ground.formula(function.id, "approvals", number, key) for key in ("create", "approve"))
            yield Approval(*both)


def reaches(bound: tuple[bool, Decimal] | None, up_to: Decimal | None) -> bool:
    """Whether a bound goes as far as an amount, None being any amount; no bound goes everywhere."""
    if bound is None or bound[0]:
        return True
    return up_to is not None and bound[1] >= up_to


def within(amount: Decimal | None, over: Decimal | None, up_to: Decimal | None) -> bool:
    """Whether an amount lies in a range; none lies in every one."""
    if amount is None:
        return True
    return (over is None or amount > over) and (up_to is None or amount <= up_to)
