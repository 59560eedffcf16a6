"""Ranges of amounts: who is within the limit for each, and who must agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from outlast.analysis.whatif.approvals import Approval, Place
from outlast.analysis.whatif.ladder import Band
from outlast.analysis.whatif.needs import AnyOf, Formula, requirements_in
from outlast.analysis.whatif.nodes.plan_reader import ANY, PlanReader, may
from outlast.analysis.whatif.question import Unknown
from outlast.model.functions import Function
from outlast.model.scalars import Limit


def bands(reader: PlanReader, function: Function, holders: Iterable[str]) -> tuple[Band, ...]:
    """The ranges of amounts of a function; holders of sealed ways count beside its hands."""
    bounds = {
        str(hand.who): _bound(reader, function, str(hand.who), hand.up_to) for hand in function.by.hands
    }
    bounds |= {who: _bound(reader, function, who, None) for who in holders}
    ranges: list[tuple[Decimal | None, Decimal | None, Fraction | None]]
    if function.amounts:
        ranges = [
            (
                reader.worth(band.over) if band.over else None,
                reader.worth(band.up_to) if band.up_to else None,
                Fraction(band.share.fraction),
            )
            for band in function.amounts
        ]
    else:
        cuts = sorted({bound for bound in bounds.values() if 0 < bound < ANY})
        share = Fraction(1) if not cuts else None
        ranges = [(low, high, share) for low, high in pairwise((None, *cuts, None))]
        if cuts:
            reader.unknown.append(Unknown(function.id, "amounts"))
    return tuple(
        Band(
            over,
            up_to,
            share,
            frozenset(who for who, bound in bounds.items() if reaches(bound, up_to)),
            tuple(_approvals(reader, function, over, up_to)),
        )
        for over, up_to, share in ranges
    )


def _bound(reader: PlanReader, function: Function, who: str, up_to: Limit | None) -> Decimal:
    """How far somebody goes in a function: ANY where nothing limits it, or where no person does it."""
    if up_to is not None:
        return reader.bound(up_to)
    person = reader.plan.people.get(who)
    if function.limit is None or person is None:
        return ANY
    return reader.bound(may(person, str(function.limit)))


def _approvals(
    reader: PlanReader, function: Function, over: Decimal | None, up_to: Decimal | None
) -> Iterator[Approval]:
    for number, row in enumerate(function.approvals):
        low = reader.worth(row.over) if row.over else None
        high = reader.worth(row.up_to) if row.up_to else None
        apart = (high is not None and over is not None and high <= over) or (
            low is not None and up_to is not None and up_to <= low
        )
        if not apart:
            yield Approval(
                number,
                _place(reader, function, number, "create", in_role=False),
                _place(reader, function, number, "approve", in_role=True, up_to=up_to),
            )


def _place(
    reader: PlanReader,
    function: Function,
    number: int,
    side: str,
    *,
    in_role: bool,
    up_to: Decimal | None = ANY,
) -> Place:
    """One side of an approval: who prepares needs a way in; who agrees, one in the role, and the limit."""
    asked = reader.formula(function.id, "approvals", number, side)
    people = {one.key for one in requirements_in(asked)} & {*reader.plan.people, *reader.plan.suppliers}
    notice = {str(hand.who): hand.starts_in for hand in function.by.hands[1:]}
    needs = _ways_in(reader.formula(function.id, "needs"), in_role=in_role)
    return Place(
        asked,
        {who: reader.member(who, needs, notice=notice.get(who)) for who in sorted(people)},
        frozenset(
            who for who in people if in_role and not reaches(_bound(reader, function, who, None), up_to)
        ),
    )


def _ways_in(needs: Formula, *, in_role: bool) -> Formula:
    """What of some needs is signed in to, in the role that they name or in any."""
    if in_role:
        return needs
    return tuple(
        replace(part, parts=_ways_in(part.parts, in_role=False))
        if isinstance(part, AnyOf)
        else replace(part, role=None)
        for part in needs
    )


def reaches(bound: Decimal, up_to: Decimal | None) -> bool:
    """Whether a bound goes as far as an amount, None being any amount."""
    return bound >= (ANY if up_to is None else up_to)


def within(amount: Decimal | None, over: Decimal | None, up_to: Decimal | None) -> bool:
    """Whether an amount lies in a range; none lies in every one."""
    if amount is None:
        return True
    return (over is None or amount > over) and (up_to is None or amount <= up_to)
