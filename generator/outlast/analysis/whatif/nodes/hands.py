"""Functions as nodes."""

from __future__ import annotations

from fractions import Fraction

from outlast.analysis.needs import Purpose
from outlast.analysis.whatif.nodes.ground import Ground, Unknown
from outlast.analysis.whatif.nodes.limits import bands
from outlast.analysis.whatif.work import FunctionNode, Instead
from outlast.model.functions import Function


def work(ground: Ground, function: Function, stopped: frozenset[str] = frozenset()) -> FunctionNode:
    """Args: stopped: what the duty stops that is done by the function."""
    common = ground.formula(function.id, "needs", stopped=stopped)
    skills = [str(skill) for skill in function.skills]
    listed = ground.members(function.by.hands, function.id, ("by", "hands"), common, skills, stopped)
    automatic = bool(function.by.automatic) or not function.by.hands
    if not function.by.automatic and not function.by.hands:
        ground.unknown.append(Unknown(function.id, "by"))
    novice = bool(function.steps) and all(step.novice for step in function.steps)
    sealed = () if automatic else tuple(ground.sealed(listed, common, novice, skills))
    if function.loss is None:
        ground.unknown.append(Unknown(function.id, "loss"))
    return FunctionNode(
        function.id,
        () if automatic else (*listed, *sealed),
        automatic,
        common,
        ground.held(function.id),
        bands(ground, function, [member.who for member in sealed]),
        ground.calendar.windows(function.hours) if function.hours else None,
        tuple(sorted(ground.whats(function.id, Purpose.SHIFT))),
        function.unattended,
        _instead(ground, function),
        tuple(sorted(ground.needs.users(function.id, Purpose.HAND))) if function.only_when_due else None,
        function.rto.duration if function.rto else None,
        tuple(set(ground.unskilled(function))),
    )


def _instead(ground: Ground, function: Function) -> Instead | None:
    way = function.workaround
    if way is None:
        return None
    if way.capacity is None:
        ground.unknown.append(Unknown(function.id, "workaround.capacity"))
    needs = ground.formula(function.id, "workaround", "needs")
    return Instead(
        ground.members(way.by, function.id, ("workaround", "by"), needs),
        needs,
        bool(way.by),
        Fraction(way.capacity.fraction) if way.capacity else Fraction(0),
        way.at_most,
    )
