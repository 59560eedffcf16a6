"""A plan as the nodes that the what-if works out over time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from outlast.analysis.whatif.duties import DutyNode
from outlast.analysis.whatif.node import Node
from outlast.analysis.whatif.nodes.dated import duty
from outlast.analysis.whatif.nodes.hands import work
from outlast.analysis.whatif.nodes.plan_reader import PlanReader
from outlast.analysis.whatif.nodes.staffed import shifts
from outlast.analysis.whatif.nodes.supply import fund, serving, stock
from outlast.analysis.whatif.nodes.there import presences
from outlast.analysis.whatif.stores import StoreNode
from outlast.analysis.whatif.systems import SystemNode
from outlast.analysis.whatif.work import FunctionNode

T = TypeVar("T")
N = TypeVar("N", bound=Node)


@dataclass(frozen=True)
class Nodes:
    """Every node of a plan by its key, and those of each kind that answers look at."""

    all: Mapping[str, Node]
    systems: Mapping[str, SystemNode]
    stores: Mapping[str, StoreNode]
    duties: Mapping[str, DutyNode]
    functions: Mapping[str, FunctionNode]

    def like(self, other: Nodes) -> Nodes:
        """The same nodes; those that are equal to ones of another plan are those."""
        all = {key: other.all[key] if other.all.get(key) == node else node for key, node in self.all.items()}
        return replace(self, all=all)


def nodes(reader: PlanReader) -> Nodes:
    """The nodes of a plan, by collection."""
    plan = reader.plan
    there = {node.key: node for node in presences(reader)}
    systems = _each(serving, reader, plan.systems)
    stores = {**_each(stock, reader, plan.stock), **_each(fund, reader, plan.funds)}
    duties = _each(duty, reader, plan.obligations)
    staffed = {node.key: node for node in shifts(reader)}
    functions = _each(work, reader, plan.functions)
    everything = {**there, **systems, **stores, **duties, **staffed, **functions}
    return Nodes(everything, systems, stores, duties, functions)


def _each(make: Callable[[PlanReader, T], N], reader: PlanReader, things: Mapping[Any, T]) -> dict[str, N]:
    made = {}
    for id, thing in things.items():
        reader.begin_node()
        made[str(id)] = make(reader, thing)
    return made
