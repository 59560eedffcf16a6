"""Shifts as nodes, and the roster that fills them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from outlast.analysis.whatif.node import Node
from outlast.analysis.whatif.nodes.ground import Ground
from outlast.analysis.whatif.roster import ROSTER, RosterNode, ShiftNode, ShiftRequirement
from outlast.model.scalars import Loss
from outlast.model.shifts import Shift


def shifts(
    ground: Ground,
) -> Iterator[Node]:
    """Each shift, and the roster that all of them share."""
    if not ground.plan.shifts:
        return
    requirements = {shift.id: _requirement(ground, shift) for shift in ground.plan.shifts.values()}
    people = {who: ground.works(who) for each in requirements.values() for who in each.staff}
    yield RosterNode(ROSTER, tuple(sorted(requirements.values(), key=lambda each: each.order)), people)
    for shift in ground.plan.shifts.values():
        capacity = Fraction(shift.capacity.fraction) if shift.capacity else Fraction(1)
        yield ShiftNode(shift.id, requirements[shift.id], capacity)


def _requirement(ground: Ground, shift: Shift) -> ShiftRequirement:
    served = (ground.plan.functions[id] for id in shift.serves)
    lost = sum((_per_day(ground, function.loss) for function in served), Fraction(0))
    priority = int(shift.priority) if shift.priority is not None else 10**6
    suspended = None
    if shift.suspended_from or shift.suspended_until:
        suspended = (
            shift.suspended_from.date if shift.suspended_from else None,
            shift.suspended_until.date if shift.suspended_until else None,
        )
    return ShiftRequirement(
        shift.id,
        ground.calendar.windows(shift.hours),
        tuple(str(who) for who in shift.staff),
        int(shift.minimum),
        tuple(
            frozenset(who for who in shift.staff if ground.skilled(who, (skill,))) for skill in shift.skills
        ),
        shift.rest,
        (priority, -lost, shift.id),
        suspended,
        shift.capacity is not None and shift.capacity.fraction < 1,
    )


def _per_day(ground: Ground, loss: Loss | None) -> Fraction:
    worth = ground.worth(loss.money) if loss else None
    return Fraction(worth) if worth is not None else Fraction(0)
