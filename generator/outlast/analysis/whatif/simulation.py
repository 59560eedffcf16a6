"""Walks a world through time, from event to event.

Only what changed is worked out again, and what depends on it, in the order of dependence. What depends on
itself in a circle is settled in three passes at each moment: what can come up comes up, what must go down
goes down, and what can come up once more does. So a circle that is down does not lift itself up.

A disturbed world is walked through as a difference: a node is as usual until something that it looks at is
not, and then goes on from what it remembered in the usual world. So the cost of an answer grows with what
differs, not with the size of the plan.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from outlast.analysis.whatif.business_calendar import EVER, NEVER, Moment
from outlast.analysis.whatif.circumstances import Circumstances
from outlast.analysis.whatif.node import Node, Value, View
from outlast.analysis.whatif.systems import Restoring


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
class Timeline:
    """One thing over time: what holds from each moment on, until the next."""

    times: list[Moment]
    """The first is EVER, before which nothing is asked."""
    values: list[Any]

    def at(self, moment: Moment) -> Any:
        return self.values[bisect_right(self.times, moment) - 1]

    def since(self, moment: Moment) -> Moment:
        return self.times[bisect_right(self.times, moment) - 1]

    def there(self, start: Moment, now: Moment) -> Moment:
        """The first moment from a start on at which it was up or on holiday; NEVER if not yet."""
        first = max(0, bisect_right(self.times, start) - 1)
        for time, value in zip(self.times[first:], self.values[first:], strict=True):
            if time <= now and (value.up or value.kept):
                return max(time, start)
        return NEVER

    def before(self, moment: Moment) -> Any:
        """What held just before a moment."""
        return self.values[max(0, bisect_left(self.times, moment) - 1)]

    def set(self, moment: Moment, value: Any) -> None:
        """From this moment on, which is no earlier than any so far."""
        if self.times[-1] == moment:
            self.values[-1] = value
            if len(self.values) > 1 and self.values[-2] == value:
                self.times.pop()
                self.values.pop()
        elif self.values[-1] != value:
            self.times.append(moment)
            self.values.append(value)

    def until(self, moment: Moment) -> Timeline:
        """What it was before a moment."""
        number = max(1, bisect_left(self.times, moment))
        return Timeline(self.times[:number], self.values[:number])

    def follow(self, other: Timeline, after: Moment, before: Moment) -> None:
        """Go on as another did between two moments."""
        first, last = bisect_right(other.times, after), bisect_left(other.times, before)
        for number in range(first, last):
            self.set(other.times[number], other.values[number])


@dataclass(frozen=True)
class World:
    """What happened: a timeline of values for each node that was walked through."""

    start: Moment
    horizon: Moment
    histories: Mapping[str, Timeline]
    memories: Mapping[str, Timeline]
    """What each node remembered."""
    events: int
    """How many times a node was worked out."""

    @cached_property
    def changes(self) -> Mapping[Moment, frozenset[str]]:
        """Which nodes change at each moment."""
        found: dict[Moment, list[str]] = {}
        for key, timeline in self.histories.items():
            for time in timeline.times:
                found.setdefault(time, []).append(key)
        return {time: frozenset(keys) for time, keys in found.items()}

    def until(self, horizon: Moment) -> World:
        """What happened before a moment."""
        if horizon >= self.horizon:
            return self
        histories = {key: timeline.until(horizon) for key, timeline in self.histories.items()}
        memories = {key: timeline.until(horizon) for key, timeline in self.memories.items()}
        return World(self.start, horizon, histories, memories, self.events)


@dataclass
class Simulator(Circumstances):
    """Walks a world through time; also what nodes see of the world."""

    network: Network
    horizon: Moment
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
    _now: Moment = EVER
    _events: int = 0

    def value(self, key: str) -> Value:
        found: Value
        if self.usual is None or key in self._apart:
            found = self.histories[key].values[-1]
        else:
            found = self.usual.histories[key].at(self._now)
        return found

    def there(self, key: str) -> Moment:
        if self.usual is None or key in self._apart:
            return self.histories[key].there(self.start, self._now)
        start = self.start
        if key in self._left:
            first = self.histories[key].there(start, self._now)
            if first < NEVER:
                return first
            start = self._left[key]
        return self.usual.histories[key].there(start, self._now)

    def calm(self, key: str, moment: Moment) -> Value | None:
        return self.usual.histories[key].at(moment) if self.usual else None

    def busy(self, who: str, system: str, moment: Moment) -> bool:
        if not self.question.limited_hands:
            return False
        for key, outage in self.outages.items():
            state = self.value(key).state if key != system and outage.end is None else None
            if isinstance(state, Restoring) and state.who == who and state.start <= moment < state.done:
                return True
        return False

    def undisturbed(self) -> World:
        """The world in which nothing is lost, from the moment before the start to the horizon."""
        keys = list(self.network.nodes)
        for key in keys:
            self.histories[key] = Timeline([EVER], [Value(True)])
            self.memories[key] = Timeline([EVER], [None])
        self._now = self.start
        view = self._view(before=True)
        for circle in self.network.circles:
            self._settle(circle, set(circle), view)
        self._queue.clear()
        self._due.clear()
        self._note(self.start, keys)
        return self._go()

    def disturbed(self, touched: Iterable[str]) -> World:
        """The world in which some nodes are touched from the start, and what follows from that."""
        self._held = frozenset(touched)
        self._note(self.start, self._held)
        for key, outage in self.outages.items():
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
        return World(self.start, self.horizon, self.histories, self.memories, self._events)

    def _moment(self, now: Moment, dirty: set[str]) -> None:
        """Everything that happens at one moment, in the order of dependence."""
        self._now = now
        view = self._view(before=False)
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
            worked = self._settle(self.network.circles[number], groups[number], view)
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

    def _settle(self, circle: tuple[str, ...], dirty: set[str], view: View) -> dict[str, Value]:
        """Work out what is dirty in one group; what was worked out, with its value before this moment."""
        before: dict[str, tuple[Value, Any]] = {}
        if len(circle) == 1:
            (key,) = circle
            before[key] = self._take_up(key, view)
            self._put(key, *self._work_out(key, before[key][1], view), view)
        else:
            known: dict[str, tuple[Value, Any]] = {}
            if self.usual is not None:
                # What usually changes just now starts from before too, lest a circle be lifted from outside.
                changing = self.usual.changes.get(view.now, frozenset())
                for key in circle:
                    if key in changing:
                        before[key] = self._take_up(key, view)
                dirty.update(before)
            for falling in (False, True, False):
                self._pass(dirty, before, known, view, falling)
        for key in before:
            self._let_go(key)
        return {key: value for key, (value, _) in before.items()}

    def _pass(
        self,
        dirty: set[str],
        before: dict[str, tuple[Value, Any]],
        known: dict[str, tuple[Value, Any]],
        view: View,
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
                    before[key] = self._take_up(key, view)
                was = self.histories[key].values[-1]
                if key not in known:
                    known[key] = self._work_out(key, before[key][1], view)
                found, after = known[key]
                if found.up == was.up or found.up is not falling:
                    self._put(key, found, after, view)
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

    def _take_up(self, key: str, view: View) -> tuple[Value, Any]:
        """Its value and memory before this moment; from here on it may not be as usual."""
        if self.usual is not None and key not in self._apart:
            usual, notes = self.usual.histories[key], self.usual.memories[key]
            if key in self.histories:
                self._rejoin(key, view.now)
            else:
                self.histories[key] = usual.until(view.now)
                self.memories[key] = Timeline([EVER], [notes.before(view.now)])
            self.memories[key].set(view.now - 1, notes.before(view.now))
            self._apart.add(key)
            for other in (key, *self.network.nodes[key].inputs):
                times = self.usual.histories[other].times
                for number in range(bisect_right(times, view.now), len(times)):
                    self._note(times[number], (key,))
        return self.histories[key].before(view.now) if not view.before else self.histories[key].values[-1], (
            self.memories[key].before(view.now)
        )

    def _let_go(self, key: str) -> None:
        """Have a node be as usual again, if nothing can make it differ but what it looks at."""
        if self.usual is None or key in self._held or self._strange(key):
            return
        if any(self._strange(other) for other in self.network.nodes[key].inputs):
            return
        if self.memories[key].values[-1] == self.usual.memories[key].at(self._now):
            self._apart.discard(key)
            self._left[key] = self._now

    def _strange(self, key: str) -> bool:
        """Whether what others see of a node is not as usual."""
        if self.usual is None or key not in self._apart:
            return False
        mine, usual = self.histories[key], self.usual.histories[key]
        if mine.values[-1] != usual.at(self._now):
            return True
        return key in self.network.timed and mine.there(self.start, self._now) != usual.there(
            self.start, self._now
        )

    def _rejoin(self, key: str, now: Moment) -> None:
        """Fill in the time for which a node was as usual."""
        if self.usual is not None:
            self.histories[key].follow(self.usual.histories[key], self._left[key], now)

    def _work_out(self, key: str, memory: Any, view: View) -> tuple[Value, Any]:
        """What a node comes to, and what it must remember."""
        view.wakes.clear()
        found = self.network.nodes[key].step(view, memory)
        self._events += 1
        for moment in view.wakes:
            self._note(moment, (key,))
        return found

    def _put(self, key: str, value: Value, after: Any, view: View) -> None:
        """Write down what a node came to."""
        history = self.histories[key]
        if view.before:
            history.values[-1] = value
            self.memories[key].values[-1] = after
        else:
            self.memories[key].set(view.now, after)
            if value != history.values[-1]:
                history.set(view.now, value)

    def _view(self, before: bool) -> View:
        return View(self.calendar, self.question, self.start, self.horizon, self._now, before, self)

    def _note(self, moment: Moment, keys: Iterable[str]) -> None:
        known = self._due.get(moment)
        if known is None:
            self._due[moment] = set(keys)
            heapq.heappush(self._queue, moment)
        else:
            known.update(keys)
