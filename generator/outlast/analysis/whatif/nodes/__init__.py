"""A plan as the nodes that the what-if works out over time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Nodes:
    """Every node of a plan by its key, and those of each kind that answers look at."""

    all: Mapping[str, Node]
    systems: Mapping[str, SystemNode]
    stores: Mapping[str, StoreNode]
    duties: Mapping[str, DutyNode]
    functions: Mapping[str, FunctionNode]


def nodes(reader: PlanReader) -> Nodes:
    """The nodes of a plan, by collection."""
    plan = reader.plan
    there = {node.key: node for node in presences(reader)}
    systems = {id: serving(reader, each) for id, each in plan.systems.items()}
    stores = {id: stock(reader, each) for id, each in plan.stock.items()}
    stores |= {id: fund(reader, each) for id, each in plan.funds.items()}
    duties = {id: duty(reader, each) for id, each in plan.obligations.items()}
    staffed = {node.key: node for node in shifts(reader)}
    functions = {id: work(reader, each) for id, each in plan.functions.items()}
    everything = {**there, **systems, **stores, **duties, **staffed, **functions}
    return Nodes(everything, systems, stores, duties, functions)
