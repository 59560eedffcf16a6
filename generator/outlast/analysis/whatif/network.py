"""The nodes of a plan in the order in which they are worked out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from outlast.analysis.needs import NeedGraph
from outlast.analysis.whatif.business_calendar import BusinessCalendar
from outlast.analysis.whatif.events import Circle
from outlast.analysis.whatif.node import Node
from outlast.analysis.whatif.nodes import Nodes, nodes
from outlast.analysis.whatif.nodes.plan_reader import PlanReader, worth
from outlast.analysis.whatif.question import Unknown
from outlast.analysis.whatif.simulation import Network
from outlast.graph import circles
from outlast.model import Plan
from outlast.model.scalars import Money
from outlast.model.systems import System


@dataclass(frozen=True)
class Compiled:
    """A plan as nodes."""

    plan: Plan
    needs: NeedGraph
    calendar: BusinessCalendar
    nodes: Nodes
    network: Network
    unknown: tuple[Unknown, ...]
    """What the plan does not say, sorted."""

    def worth(self, money: Money | None) -> Fraction:
        """An amount in the business's currency; nothing where no rate is given, which `check` reports."""
        amount = worth(self.plan, money) if money else None
        return Fraction(amount) if amount is not None else Fraction(0)


def compile_plan(plan: Plan, like: Compiled | None = None) -> Compiled:
    """The nodes of a plan. Takes time and space linear in what the plan says.

    Args:
        like: a plan that differs in little: what is the same is taken from there.
    """
    same = like is not None and like.plan.business == plan.business
    reader = PlanReader(plan, like.calendar if like is not None and same else None)
    made = nodes(reader)
    if like is not None and same and _vaults(plan) == _vaults(like.plan):
        made = made.like(like.nodes)
    unknown = tuple(sorted(set(reader.unknown)))
    return Compiled(plan, reader.needs, reader.calendar, made, connect(made.all), unknown)


def _vaults(plan: Plan) -> dict[str, System]:
    """The systems that give codes for others; whoever gets in there gets in elsewhere."""
    factors = (
        str(id) for system in plan.systems.values() for way in system.access for id in way.second_factor
    )
    return {id: plan.systems[id] for id in factors if id in plan.systems}


def connect(
    nodes: Mapping[str, Node],
    extra: Mapping[str, frozenset[str]] = MappingProxyType({}),
    first: Mapping[str, tuple[int, str]] = MappingProxyType({}),
) -> Network:
    """The order in which nodes are worked out.

    Args:
        extra: inputs that only some questions make.
        first: which of a circle come first; the others follow, sorted by key.
    """
    inputs = {key: node.inputs | extra.get(key, frozenset()) for key, node in nodes.items()}
    dependents: dict[str, list[str]] = defaultdict(list)
    for key in sorted(inputs):
        for other in inputs[key]:
            dependents[other].append(key)
    last = (10**9, "")
    groups = [tuple(sorted(group, key=lambda key: (first.get(key, last), key))) for group in circles(inputs)]
    return Network(
        nodes,
        {key: tuple(found) for key, found in dependents.items()},
        tuple(_circle(group, inputs, dependents) for group in groups),
        {key: number for number, group in enumerate(groups) for key in group},
        frozenset(who for node in nodes.values() for who in node.counted),
    )


def _circle(
    group: tuple[str, ...], inputs: Mapping[str, frozenset[str]], dependents: Mapping[str, list[str]]
) -> Circle:
    looked_at = frozenset().union(*(inputs[key] for key in group))
    inside = {key: tuple(each for each in dependents.get(key, ()) if each in group) for key in group}
    return Circle(group, looked_at.difference(group), inside)
