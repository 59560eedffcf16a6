"""Simulates worlds: one circle of nodes after another, each from the start to the end of the look.

A disturbed world is simulated as a difference: a node is as usual until something that it looks at is
not, and then goes on from what it remembered in the usual world. So the cost of an answer grows with what
differs, not with the size of the plan. A circle that saw the same in another answer comes to the same again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from outlast.analysis.whatif.business_calendar import EVER, Moment
from outlast.analysis.whatif.events import Beside, Circle, Disturbed, Undisturbed
from outlast.analysis.whatif.node import Circumstances, Node
from outlast.analysis.whatif.timeline import Timeline, World


@dataclass(frozen=True)
class Network:
    """The nodes of a plan, and the order in which they are worked out."""

    nodes: Mapping[str, Node]
    dependents: Mapping[str, tuple[str, ...]]
    circles: tuple[Circle, ...]
    """Each looks at earlier ones only."""
    timed: frozenset[str] = frozenset()
    """The nodes of which others see since when they are there."""


Path = tuple[Timeline, Timeline]
"""What a node was over time, and what it remembered."""
Known = dict[object, Mapping[str, Path]]
"""What became of the nodes of a circle that are not as usual, by all that it looked at."""


def undisturbed(given: Circumstances, network: Network) -> World:
    """The world in which nothing is lost, from the moment before the start to the end of the look."""
    histories: dict[str, Timeline] = {}
    memories: dict[str, Timeline] = {}
    events = 0
    for circle in network.circles:
        outer = {key: histories[key] for key in circle.outer}
        loop = Undisturbed(given, given.start, circle=circle, nodes=network.nodes, outer=outer)
        loop.work()
        histories.update(loop.histories)
        memories.update(loop.memories)
        events += loop.events
    return World(given.horizon, histories, memories, events)


def disturbed(
    given: Circumstances, network: Network, usual: World, touched: Iterable[str], known: Known
) -> World:
    """The world in which some nodes are touched from the start, and what follows from that.

    Args:
        known: from other answers beside the same undisturbed world, and for them.
    """
    strange: dict[str, Timeline] = {}
    returned: dict[str, Timeline] = {}
    beside = Beside(usual, frozenset(touched), strange, returned)
    histories: dict[str, Timeline] = {}
    memories: dict[str, Timeline] = {}
    events = 0
    for circle in network.circles:
        if beside.held.isdisjoint(circle.keys) and strange.keys().isdisjoint(circle.outer):
            continue
        looks_at = _looks_at(given, circle, beside, histories)
        if looks_at not in known:
            outer = {key: histories.get(key) or usual.histories[key] for key in circle.outer}
            loop = Disturbed(
                given, given.start, circle=circle, nodes=network.nodes, outer=outer, beside=beside
            )
            loop.work()
            events += loop.events
            known[looks_at] = {key: (loop.histories[key], loop.memories[key]) for key in loop.histories}
        for key, (history, memory) in known[looks_at].items():
            histories[key], memories[key] = history, memory
            if history != usual.histories[key]:
                _compare(key, history, usual.histories[key], given.start, network.timed, strange, returned)
    return World(given.horizon, histories, memories, events)


def _looks_at(
    given: Circumstances, circle: Circle, beside: Beside, histories: Mapping[str, Timeline]
) -> object:
    """All that a circle looks at and that two questions beside one undisturbed world may differ in."""
    question, outages, held = given.question, given.outages, beside.held.intersection(circle.keys)
    idle = None if question.idle is None else question.idle.intersection(circle.keys)
    # A function by which a duty is done is lost without being among its inputs; then the duty is held.
    lost = sorted(key for key in outages if held or key in circle.outer)
    return (
        circle.keys,
        held,
        tuple((key, outages[key]) for key in lost),
        tuple((key, id(histories[key])) for key in sorted(circle.outer) if key in beside.strange),
        (idle, question.idle_from if idle is None or idle else None, question.measured),
    )


def _compare(
    key: str,
    mine: Timeline,
    usual: Timeline,
    start: Moment,
    timed: frozenset[str],
    strange: dict[str, Timeline],
    returned: dict[str, Timeline],
) -> None:
    """Note when others see a finished node otherwise than usual, or there since another moment."""
    moments = sorted({start, *mine.after(start), *usual.after(start)})
    strange[key] = _differing(moments, mine.at, usual.at)
    if key in timed:
        returned[key] = _differing(moments, partial(mine.there, start), partial(usual.there, start))


def _differing(
    moments: Iterable[Moment], one: Callable[[Moment], Any], other: Callable[[Moment], Any]
) -> Timeline:
    """When two things differ that change at these moments only."""
    found = Timeline([EVER], [False])
    for moment in moments:
        found.set(moment, one(moment) != other(moment))
    return found
