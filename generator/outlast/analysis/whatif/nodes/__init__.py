"""A plan as the nodes that the what-if walks through."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis.whatif.node import Node
from outlast.analysis.whatif.nodes.dated import duty
from outlast.analysis.whatif.nodes.ground import Ground
from outlast.analysis.whatif.nodes.hands import work
from outlast.analysis.whatif.nodes.staffed import shifts
from outlast.analysis.whatif.nodes.supply import fund, serving, stock
from outlast.analysis.whatif.nodes.there import presences


def nodes(ground: Ground) -> Iterator[Node]:
    """Every node of a plan, by collection."""
    plan = ground.plan
    yield from presences(ground)
    yield from (serving(ground, each) for each in plan.systems.values())
    yield from (stock(ground, each) for each in plan.stock.values())
    yield from (fund(ground, each) for each in plan.funds.values())
    yield from (duty(ground, each) for each in plan.obligations.values())
    yield from shifts(ground)
    yield from (work(ground, each) for each in plan.functions.values())
