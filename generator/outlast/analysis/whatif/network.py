"""The nodes of a plan in the order in which they are worked out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from outlast.analysis.whatif.business_calendar import BusinessCalendar
from outlast.analysis.whatif.crew import Member, Route
from outlast.analysis.whatif.duties import DutyNode
from outlast.analysis.whatif.node import Node
from outlast.analysis.whatif.nodes import nodes
from outlast.analysis.whatif.nodes.ground import Ground, Unknown, worth
from outlast.analysis.whatif.simulation import Network
from outlast.analysis.whatif.systems import SystemNode
from outlast.analysis.whatif.work import FunctionNode
from outlast.graph import circles
from outlast.model import Plan
from outlast.model.scalars import Money


@dataclass(frozen=True)
class Compiled:
    """A plan as nodes."""

    plan: Plan
    calendar: BusinessCalendar
    network: Network
    routes: tuple[Route, ...]
    unskilled: Mapping[str, frozenset[str]]
    """For each function, those who are listed and lack a skill that it takes."""
    unknown: tuple[Unknown, ...]
    """What the plan does not say, sorted."""

    def worth(self, money: Money) -> Decimal | None:
        """An amount in the currency of the business; None where no rate is given."""
        return worth(self.plan, money)


def compile_plan(plan: Plan) -> Compiled:
    """The nodes of a plan. Takes time and space linear in what the plan says."""
    ground = Ground(plan)
    made = {node.key: node for node in nodes(ground)}
    return Compiled(
        plan,
        ground.calendar,
        connect(made),
        ground.routes,
        {f.id: frozenset(ground.unskilled(f)) for f in plan.functions.values() if f.skills},
        tuple(sorted(set(ground.unknown))),
    )


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
    timed = frozenset(who for node in nodes.values() for who in _timed(node))
    groups = tuple(
        tuple(sorted(group, key=lambda key: (first.get(key, last), key))) for group in circles(inputs)
    )
    return Network(
        nodes,
        {key: tuple(found) for key, found in dependents.items()},
        groups,
        {key: number for number, group in enumerate(groups) for key in group},
        {key: number for group in groups for number, key in enumerate(group)},
        timed,
    )


def _timed(node: Node) -> Iterator[str]:
    """Who counts from their return: because of notice, or of a sealed way that they hold."""
    members: tuple[Member, ...] = ()
    if isinstance(node, FunctionNode):
        members = (*node.members, *(node.instead.members if node.instead else ()))
    elif isinstance(node, SystemNode):
        members = node.restorers
    elif isinstance(node, DutyNode):
        members = node.crew.members()
    yield from (member.who for member in members if member.notice is not None or member.routes)
