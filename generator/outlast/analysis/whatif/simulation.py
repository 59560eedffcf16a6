"""Simulates worlds: one circle of nodes after another, each from the start to the end of the look.

A disturbed world is simulated as a difference: a node is as usual until something that it looks at is
not, and then goes on from what it remembered in the usual world. So the cost of an answer grows with what
differs, not with the size of the plan. What is left undone beside a loss is a difference from what follows
from the loss. A circle that saw the same in another answer comes to the same again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from heapq import heappop, heappush
from typing import Any, TypeVar

from outlast.analysis.whatif.business_calendar import EVER, Moment
from outlast.analysis.whatif.events import Beside, Circle, Disturbed, EventLoop, Undisturbed
from outlast.analysis.whatif.node import Circumstances, Node
from outlast.analysis.whatif.question import Question
from outlast.analysis.whatif.timeline import Timeline, World


@dataclass(frozen=True)
class Network:
    """The nodes of a plan, and the order in which they are worked out."""

    nodes: Mapping[str, Node]
    dependents: Mapping[str, tuple[str, ...]]
    circles: tuple[Circle, ...]
    """Each looks at earlier ones only."""
    places: Mapping[str, int]
    """The number of the circle of each node."""
    timed: frozenset[str] = frozenset()
    """The nodes of which others see since when they are there."""
    _above: dict[str, frozenset[str]] = field(default_factory=dict, compare=False)

    def above(self, key: str) -> frozenset[str]:
        """All that looks at a node, or at what looks at it."""
        if key not in self._above:
            found, waiting = set[str](), [key]
            while waiting:
                new = set(self.dependents.get(waiting.pop(), ())) - found
                found |= new
                waiting += new
            self._above[key] = frozenset(found)
        return self._above[key]


T = TypeVar("T")
Path = tuple[Timeline, Timeline]
"""What a node was over time, and what it remembered."""
Paths = Mapping[str, Path]


class Known:
    """What became of circles of nodes, by all that they looked at; for one start and one end of the look."""

    def __init__(self) -> None:
        self._found: dict[object, tuple[Paths, tuple[Node, ...]]] = {}
        """With the nodes, which are told apart by which ones they are."""
        self._timelines: dict[tuple[object, ...], list[Timeline]] = {}
        """Each kept once and held, so that what looks at it can be told apart by which ones it looks at."""
        self._read: dict[object, tuple[Any, tuple[object, ...]]] = {}
        """What was read, with what it was read from."""

    def read(self, of: tuple[object, ...], asked: object, work_out: Callable[[], T]) -> T:
        """What is read off things and timelines that are told apart by which ones they are, read once."""
        key = (asked, *map(id, of))
        if key not in self._read:
            self._read[key] = work_out(), of
        found: T = self._read[key][0]
        return found

    def __len__(self) -> int:
        return len(self._found)

    def find(self, looks_at: object, given: Circumstances) -> Paths | None:
        """What became of a circle that looked at the same; None if no answer knows that."""
        keys = ((looks_at, None), (looks_at, _asking(given.question)))
        found = next((self._found[key] for key in keys if key in self._found), None)
        return found[0] if found else None

    def keep(self, looks_at: object, loop: EventLoop) -> Paths:
        """What became of a circle, kept; few look at when somebody was asked."""
        asking = _asking(loop.question) if loop.looked_at_asking else None
        paths = dict(self._paths(loop.histories, loop.memories))
        self._found[looks_at, asking] = (paths, tuple(loop.nodes[key] for key in paths))
        return paths

    def until(self, world: World, horizon: Moment) -> World:
        """What happened before a moment."""
        if horizon >= world.horizon:
            return world
        cut = world.until(horizon)
        paths = dict(self._paths(cut.histories, cut.memories))
        histories, memories = ({key: path[n] for key, path in paths.items()} for n in (0, 1))
        return World(cut.horizon, histories, memories, cut.events)

    def _paths(
        self, histories: Mapping[str, Timeline], memories: Mapping[str, Timeline]
    ) -> Iterator[tuple[str, Path]]:
        for key, history in histories.items():
            yield key, (self._once(history, key, "history"), self._once(memories[key], key, "memory"))

    def _once(self, timeline: Timeline, *name: str) -> Timeline:
        # Tuples of two types are equal if their values are, and two plans may name different things alike.
        kind = type(timeline.values[-1])
        known = self._timelines.setdefault((*name, kind, *timeline.times), [])
        for each in known:
            if each.values == timeline.values and each.past == timeline.past:
                return each
        known.append(timeline)
        return timeline


def _asking(question: Question) -> object:
    return (question.ask, question.noticed, question.break_glass)


def undisturbed(given: Circumstances, network: Network, known: Known) -> World:
    """The world in which nothing is lost, from the moment before the start to the end of the look."""
    histories: dict[str, Timeline] = {}
    memories: dict[str, Timeline] = {}
    events = 0
    for circle in network.circles:
        outer = {key: histories[key] for key in circle.outer}
        looks_at = (*[id(network.nodes[key]) for key in circle.keys], *map(id, outer.values()))
        paths = known.find(looks_at, given)
        if paths is None:
            loop = Undisturbed(given, given.start, circle=circle, nodes=network.nodes, outer=outer)
            loop.work()
            events += loop.events
            paths = known.keep(looks_at, loop)
        for key, (history, memory) in paths.items():
            histories[key], memories[key] = history, memory
    return World(given.horizon, histories, memories, events)


def disturbed(given: Circumstances, network: Network, beside: Beside, known: Known) -> World:
    """What is not as usual in a world in which some nodes are touched, and what follows from that.

    Args:
        known: from other answers, and for them.
    """
    usual = beside.usual
    histories: dict[str, Timeline] = {}
    memories: dict[str, Timeline] = {}
    events = 0
    # The circles that may differ, the earliest first: whatever looks at one of them comes later.
    waiting = sorted({network.places[key] for key in beside.held if key in network.places})
    last = -1
    while waiting:
        number = heappop(waiting)
        if number == last:
            continue
        circle, last = network.circles[number], number
        looks_at = _looks_at(given, network, circle, beside, histories)
        paths = known.find(looks_at, given)
        if paths is None:
            outer = {key: histories.get(key) or usual.histories[key] for key in circle.outer}
            loop = Disturbed(
                given, given.start, circle=circle, nodes=network.nodes, outer=outer, beside=beside
            )
            loop.work()
            events += loop.events
            paths = known.keep(looks_at, loop)
        for key, (history, memory) in paths.items():
            histories[key], memories[key] = history, memory
            if history != usual.histories[key]:
                _compare(key, history, usual.histories[key], given.start, network.timed, beside)
                for other in network.dependents.get(key, ()):
                    if network.places[other] > number:
                        heappush(waiting, network.places[other])
    return World(given.horizon, histories, memories, events)


def _looks_at(
    given: Circumstances,
    network: Network,
    circle: Circle,
    beside: Beside,
    histories: Mapping[str, Timeline],
) -> object:
    """All that a circle looks at and that two questions may differ in."""
    usual, question, outages = beside.usual, given.question, given.outages
    held, touched = beside.held.intersection(circle.keys), beside.touched.intersection(circle.keys)
    idle = None if question.idle is None else question.idle.intersection(circle.keys)
    # A function by which a duty is done is lost without being among its inputs; then the duty is touched.
    lost = sorted(key for key in outages if touched or key in circle.outer)
    return (
        *[id(network.nodes[key]) for key in circle.keys],
        *[id(usual.histories[key]) for key in circle.keys],
        *[id(usual.memories[key]) for key in circle.keys],
        *[id(beside.undisturbed.histories[key]) for key in circle.keys],
        *[id(histories.get(key) or usual.histories[key]) for key in circle.outer],
        *[id(usual.histories[key]) for key in circle.outer if key in beside.strange],
        held,
        tuple((key, outages[key]) for key in lost),
        (idle, question.idle_from if idle is None or idle else None, question.measured),
    )


def _compare(
    key: str,
    mine: Timeline,
    usual: Timeline,
    start: Moment,
    timed: frozenset[str],
    beside: Beside,
) -> None:
    """Note when others see a finished node otherwise than usual, or there since another moment."""
    moments = sorted({start, *mine.after(start), *usual.after(start)})
    beside.strange[key] = _differing(moments, mine.at, usual.at)
    if key in timed:
        beside.returned[key] = _differing(moments, partial(mine.there, start), partial(usual.there, start))


def _differing(
    moments: Iterable[Moment], one: Callable[[Moment], Any], other: Callable[[Moment], Any]
) -> Timeline:
    """When two things differ that change at these moments only."""
    found = Timeline([EVER], [False])
    for moment in moments:
        found.set(moment, one(moment) != other(moment))
    return found
