"""Shifts as nodes, and the roster that fills them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import chain

from outlast.analysis.whatif.node import Node
from outlast.analysis.whatif.nodes.plan_reader import PlanReader
from outlast.analysis.whatif.roster import RosterNode, ShiftNode, ShiftRequirement
from outlast.model.scalars import Loss
from outlast.model.shifts import Shift


def shifts(
    reader: PlanReader,
) -> Iterator[Node]:
    """Each shift, and a roster for each group of shifts that share people."""
    requirements = {shift.id: _requirement(reader, shift) for shift in reader.plan.shifts.values()}
    filled_by: dict[str, str] = {}
    for group in _sharing(requirements.values()):
        roster = f"@roster of {group[0].key}"
        yield RosterNode(roster, group, {who: reader.works(who) for each in group for who in each.staff})
        filled_by |= {each.key: roster for each in group}
    for shift in reader.plan.shifts.values():
        capacity = Fraction(shift.capacity.fraction) if shift.capacity else Fraction(1)
        yield ShiftNode(shift.id, requirements[shift.id], capacity, filled_by[shift.id])


def _sharing(shifts: Iterable[ShiftRequirement]) -> Iterable[tuple[ShiftRequirement, ...]]:
    """The groups of shifts that share people, each in the order in which it is filled."""
    groups: list[tuple[ShiftRequirement, ...]] = []
    for shift in shifts:
        shared = [group for group in groups if any({*shift.staff} & {*each.staff} for each in group)]
        joined = sorted((shift, *chain.from_iterable(shared)), key=lambda each: each.order)
        groups = [*(group for group in groups if group not in shared), tuple(joined)]
    return groups


def _requirement(reader: PlanReader, shift: Shift) -> ShiftRequirement:
    served = (reader.plan.functions[id] for id in shift.serves)
    lost = sum((_per_day(reader, function.loss) for function in served), Fraction(0))
    priority = int(shift.priority) if shift.priority is not None else 10**6
    suspended = None
    if shift.suspended_from or shift.suspended_until:
        suspended = (
            shift.suspended_from.date if shift.suspended_from else None,
            shift.suspended_until.date if shift.suspended_until else None,
        )
    return ShiftRequirement(
        shift.id,
        reader.calendar.served(shift.hours),
        tuple(str(who) for who in shift.staff),
        int(shift.minimum),
        tuple(
            frozenset(who for who in shift.staff if reader.skilled(who, (skill,))) for skill in shift.skills
        ),
        shift.rest,
        (priority, -lost, shift.id),
        suspended,
        shift.capacity is not None and shift.capacity.fraction < 1,
    )


def _per_day(reader: PlanReader, loss: Loss | None) -> Fraction:
    worth = reader.worth(loss.money) if loss else None
    return Fraction(worth) if worth is not None else Fraction(0)
