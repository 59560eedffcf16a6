"""Simulates a world, from event to event.

Only what changed is worked out again, and what depends on it, in the order of dependence. What depends on
itself in a circle is settled in three passes at each moment: what can come up comes up, what must go down
goes down, and what can come up once more does. So a circle that is down does not lift itself up.

A disturbed world is simulated as a difference: a node is as usual until something that it looks at is
not, and then goes on from what it remembered in the usual world. So the cost of an answer grows with what
differs, not with the size of the plan.
"""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from outlast.analysis.whatif.business_calendar import EVER, NEVER, Moment
from outlast.analysis.whatif.node import Node, View
from outlast.analysis.whatif.systems import Restoring
from outlast.analysis.whatif.timeline import Timeline, Value, World


@dataclass(frozen=True)
class Network:
    """The nodes of a plan, and the order in which they are worked out."""

    nodes: Mapping[str, Node]
    dependents: Mapping[str, tuple[str, ...]]
    circles: tuple[tuple[str, ...], ...]
    """Groups of nodes: each depends on earlier ones only; more than one node where they form a circle."""
    rank: Mapping[str, int]
    """The number of each node's group."""
    place: Mapping[str, int]
    """The place of each node in its group."""
    timed: frozenset[str] = frozenset()
    """The nodes of which others see since when they are there."""


@dataclass
class Simulator(View):
    """A world while it is simulated."""

    network: Network
    usual: World | None = None
    """The undisturbed world; None if this is it."""
    histories: dict[str, Timeline] = field(default_factory=dict)
    """Of the nodes that are not as usual, or were not."""
    memories: dict[str, Timeline] = field(default_factory=dict)
    _apart: set[str] = field(default_factory=set)
    """The nodes that are not as usual now."""
    _left: dict[str, Moment] = field(default_factory=dict)
    """When a node became as usual again."""
    _held: frozenset[str] = frozenset()
    """The nodes that are never as usual: what the question is about."""
    _queue: list[Moment] = field(default_factory=list)
    _due: dict[Moment, set[str]] = field(default_factory=dict)
    _working: str = ""
    """The node that is worked out now."""
    _events: int = 0

    def value(self, key: str) -> Value:
        found: Value
        if self.usual is None or key in self._apart:
            found = self.histories[key].values[-1]
        else:
            found = self.usual.histories[key].at(self.now)
        return found

    def there(self, key: str) -> Moment:
        if self.usual is None or key in self._apart:
            return self.histories[key].there(self.start, self.now)
        start = self.start
        if key in self._left:
            first = self.histories[key].there(start, self.now)
            if first < NEVER:
                return first
            start = self._left[key]
        return self.usual.histories[key].there(start, self.now)

    def usual_value(self, key: str) -> Value | None:
        return self.usual.histories[key].at(self.now) if self.usual else None

    def busy(self, who: str, system: str) -> bool:
        if not self.question.limited_hands:
            return False
        for key, outage in self.given.outages.items():
            state = self.value(key).state if key != system and outage.end is None else None
            if isinstance(state, Restoring) and state.who == who and state.start <= self.now < state.done:
                return True
        return False

    def wake(self, moment: Moment) -> None:
        if self.now < moment < self.horizon:
            self._note(moment, (self._working,))

    def undisturbed(self) -> World:
        """The world in which nothing is lost, from the moment before the start to the horizon."""
        keys = list(self.network.nodes)
        for key in keys:
            self.histories[key] = Timeline([EVER], [Value(True)])
            self.memories[key] = Timeline([EVER], [None])
        self.before = True
        for circle in self.network.circles:
            self._settle(circle, set(circle))
        self.before = False
        self._queue.clear()
        self._due.clear()
        self._note(self.start, keys)
        return self._go()

    def disturbed(self, touched: Iterable[str]) -> World:
        """The world in which some nodes are touched from the start, and what follows from that."""
        self._held = frozenset(touched)
        self._note(self.start, self._held)
        for key, outage in self.given.outages.items():
            if outage.end is not None:
                self._note(outage.end, (key,))
        world = self._go()
        for key in self.histories:
            if key not in self._apart:
                self._rejoin(key, self.horizon)
        return world

    def _go(self) -> World:
        while self._queue:
            now = heapq.heappop(self._queue)
            dirty = self._due.pop(now)
            if now < self.horizon:
                self._moment(now, dirty)
        return World(self.horizon, self.histories, self.memories, self._events)

    def _moment(self, now: Moment, dirty: set[str]) -> None:
        """Everything that happens at one moment, in the order of dependence."""
        self.now = now
        rank = self.network.rank
        groups: dict[int, set[str]] = {}
        for key in dirty:
            # What became as usual again has nothing to look at until what it looks at is not as usual.
            if self.usual is None or key in self._apart or key in self._held:
                groups.setdefault(rank[key], set()).add(key)
        waiting = list(groups)
        heapq.heapify(waiting)
        while waiting:
            number = heapq.heappop(waiting)
            worked = self._settle(self.network.circles[number], groups[number])
            for key, was in worked.items():
                for dependent in self._moved(key, was):
                    other = rank[dependent]
                    if other == number:
                        continue
                    if other not in groups:
                        groups[other] = set()
                        heapq.heappush(waiting, other)
                    groups[other].add(dependent)

    def _moved(self, key: str, was: Value) -> Iterable[str]:
        """Who must look again: who follows this node and sees another value, or one that is not as usual."""
        value = self.histories[key].values[-1]
        dependents = self.network.dependents.get(key, ())
        if self.usual is None:
            return dependents if value != was else ()
        strange = self._strange(key)
        return [each for each in dependents if (value != was if each in self._apart else strange)]

    def _settle(self, circle: tuple[str, ...], dirty: set[str]) -> dict[str, Value]:
        """Work out what is dirty in one group; what was worked out, with its value before this moment."""
        before: dict[str, tuple[Value, Any]] = {}
        if len(circle) == 1:
            (key,) = circle
            before[key] = self._take_up(key)
            self._put(key, *self._work_out(key, before[key][1]))
        else:
            known: dict[str, tuple[Value, Any]] = {}
            if self.usual is not None:
                # What usually changes just now starts from before too, lest a circle be lifted from outside.
                changing = self.usual.changes.get(self.now, frozenset())
                for key in circle:
                    if key in changing:
                        before[key] = self._take_up(key)
                dirty.update(before)
            for falling in (False, True, False):
                self._pass(dirty, before, known, falling)
        for key in before:
            self._let_go(key)
        return {key: value for key, (value, _) in before.items()}

    def _pass(
        self,
        dirty: set[str],
        before: dict[str, tuple[Value, Any]],
        known: dict[str, tuple[Value, Any]],
        falling: bool,
    ) -> None:
        """Work a circle out until nothing moves, letting nodes only fall or only rise.

        Args:
            known: what each came to at this moment, as long as nothing that it looks at has changed since.
        """
        rank, place, dependents = self.network.rank, self.network.place, self.network.dependents
        for _ in range(2 * len(self.network.circles[rank[next(iter(dirty))]]) + 2):
            moved = False
            for key in sorted(dirty, key=place.__getitem__):
                seen = self.value(key)
                if key not in before:
                    before[key] = self._take_up(key)
                was = self.histories[key].values[-1]
                if key not in known:
                    known[key] = self._work_out(key, before[key][1])
                found, after = known[key]
                if found.up == was.up or found.up is not falling:
                    self._put(key, found, after)
                value = self.histories[key].values[-1]
                moved = moved or value != was
                if value != seen:
                    for other in dependents.get(key, ()):
                        known.pop(other, None)
                inside = (each for each in self._moved(key, before[key][0]) if rank[each] == rank[key])
                fresh = [each for each in inside if each not in dirty]
                dirty.update(fresh)
                moved = moved or bool(fresh)
            if not moved:
                return

    def _take_up(self, key: str) -> tuple[Value, Any]:
        """Its value and memory before this moment; from here on it may not be as usual."""
        if self.usual is not None and key not in self._apart:
            usual, notes = self.usual.histories[key], self.usual.memories[key]
            if key in self.histories:
                self._rejoin(key, self.now)
            else:
                self.histories[key] = usual.until(self.now)
                self.memories[key] = Timeline([EVER], [notes.before(self.now)])
            self.memories[key].set(self.now - 1, notes.before(self.now))
            self._apart.add(key)
            for other in (key, *self.network.nodes[key].inputs):
                times = self.usual.histories[other].times
                for number in range(bisect_right(times, self.now), len(times)):
                    self._note(times[number], (key,))
        history = self.histories[key]
        value = history.values[-1] if self.before else history.before(self.now)
        return value, self.memories[key].before(self.now)

    def _let_go(self, key: str) -> None:
        """Have a node be as usual again, if nothing can make it differ but what it looks at."""
        if self.usual is None or key in self._held or self._strange(key):
            return
        if any(self._strange(other) for other in self.network.nodes[key].inputs):
            return
        if self.memories[key].values[-1] == self.usual.memories[key].at(self.now):
            self._apart.discard(key)
            self._left[key] = self.now

    def _strange(self, key: str) -> bool:
        """Whether what others see of a node is not as usual."""
        if self.usual is None or key not in self._apart:
            return False
        mine, usual = self.histories[key], self.usual.histories[key]
        if mine.values[-1] != usual.at(self.now):
            return True
        return key in self.network.timed and mine.there(self.start, self.now) != usual.there(
            self.start, self.now
        )

    def _rejoin(self, key: str, now: Moment) -> None:
        """Fill in the time for which a node was as usual."""
        if self.usual is not None:
            self.histories[key].follow(self.usual.histories[key], self._left[key], now)

    def _work_out(self, key: str, memory: Any) -> tuple[Value, Any]:
        """What a node comes to, and what it must remember."""
        self._working = key
        self._events += 1
        return self.network.nodes[key].step(self, memory)

    def _put(self, key: str, value: Value, after: Any) -> None:
        """Write down what a node came to."""
        history = self.histories[key]
        if self.before:
            history.values[-1] = value
            self.memories[key].values[-1] = after
        else:
            self.memories[key].set(self.now, after)
            if value != history.values[-1]:
                history.set(self.now, value)

    def _note(self, moment: Moment, keys: Iterable[str]) -> None:
        known = self._due.get(moment)
        if known is None:
            self._due[moment] = set(keys)
            heapq.heappush(self._queue, moment)
        else:
            known.update(keys)
