"""Functions as nodes."""

from __future__ import annotations

from fractions import Fraction

from outlast.analysis.needs import Purpose
from outlast.analysis.whatif.nodes.limits import bands
from outlast.analysis.whatif.nodes.plan_reader import PlanReader
from outlast.analysis.whatif.question import Unknown
from outlast.analysis.whatif.work import FunctionNode, Instead
from outlast.model.functions import Function


def work(reader: PlanReader, function: Function, stopped: frozenset[str] = frozenset()) -> FunctionNode:
    """Args: stopped: what the duty stops that is done by the function."""
    common = reader.formula(function.id, "needs", stopped=stopped)
    skills = [str(skill) for skill in function.skills]
    listed = reader.members(function.by.hands, function.id, ("by", "hands"), common, skills, stopped)
    automatic = bool(function.by.automatic) or not function.by.hands
    if not function.by.automatic and not function.by.hands:
        reader.unknown.append(Unknown(function.id, "by"))
    novice = bool(function.steps) and all(step.novice for step in function.steps)
    sealed = (
        () if automatic else tuple(reader.sealed({member.who for member in listed}, common, novice, skills))
    )
    if function.loss is None:
        reader.unknown.append(Unknown(function.id, "loss"))
    return FunctionNode(
        function.id,
        () if automatic else (*listed, *sealed),
        automatic,
        common,
        reader.held(function.id),
        tuple(reader.shares(function.id)),
        bands(reader, function, [member.who for member in sealed]),
        reader.calendar.served(function.hours) if function.hours else None,
        tuple(sorted(reader.whats(function.id, Purpose.SHIFT))),
        function.unattended,
        _instead(reader, function),
        tuple(sorted(reader.needs.users(function.id, Purpose.HAND))) if function.only_when_due else None,
        function.rto.duration if function.rto else None,
        tuple(set(reader.unskilled(function))),
    )


def _instead(reader: PlanReader, function: Function) -> Instead | None:
    way = function.workaround
    if way is None:
        return None
    if way.capacity is None:
        reader.unknown.append(Unknown(function.id, "workaround.capacity"))
    needs = reader.formula(function.id, "workaround", "needs")
    return Instead(
        reader.members(way.by, function.id, ("workaround", "by"), needs),
        needs,
        bool(way.by),
        Fraction(way.capacity.fraction) if way.capacity else Fraction(0),
        way.at_most,
    )
