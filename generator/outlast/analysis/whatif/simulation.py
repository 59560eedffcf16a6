"""Simulates a world: one circle of nodes after another, each of them from event to event.

A node that depends on itself in no way is a circle of its own. A circle looks at itself and at earlier ones
only, so those are finished before it begins, and it is worked out again only when something that it looks at
changes, or when it asked to be. A circle of several is settled in three passes at each moment: what can come
up comes up, what must go down goes down, and what can come up once more does. So a circle that is down does
not lift itself up.

A disturbed world is simulated as a difference: a node is as usual until something that it looks at is
not, and then goes on from what it remembered in the usual world. So the cost of an answer grows with what
differs, not with the size of the plan. A circle that saw the same in another answer comes to the same again.
"""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

from outlast.analysis.whatif.business_calendar import EVER, NEVER, Moment
from outlast.analysis.whatif.node import Node, T, View
from outlast.analysis.whatif.systems import Restoring
from outlast.analysis.whatif.timeline import Timeline, Value, World


@dataclass(frozen=True)
class Circle:
    """Nodes that depend on each other, or one that stands alone."""

    keys: tuple[str, ...]
    """In the order in which they are worked out."""
    outer: frozenset[str]
    """What they look at beside each other."""
    inside: Mapping[str, tuple[str, ...]]
    """Which of them look at each of them."""


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


def differing(
    moments: Iterable[Moment], one: Callable[[Moment], Any], other: Callable[[Moment], Any]
) -> Timeline:
    """When two things differ that change at these moments only."""
    found = Timeline([EVER], [False])
    for moment in moments:
        found.set(moment, one(moment) != other(moment))
    return found


Look = tuple[list[Moment], tuple[str, ...]]
"""When anything outside of the circle changes that is looked at, and what is looked at inside."""


class Part(NamedTuple):
    """A part of what a node came to, and how long that holds."""

    seen: tuple[object, ...]
    found: Any
    until: Moment


@dataclass
class Simulator(View):
    """A world while it is simulated."""

    network: Network
    usual: World | None = None
    """The undisturbed world; None if this is it."""
    known: Known = field(default_factory=dict)
    """From other answers beside the same undisturbed world."""
    histories: dict[str, Timeline] = field(default_factory=dict)
    """Of the nodes that are not as usual, or were not."""
    memories: dict[str, Timeline] = field(default_factory=dict)
    _strange: dict[str, Timeline] = field(default_factory=dict)
    """When others see a node otherwise than usual: of those that are finished and ever so."""
    _returned: dict[str, Timeline] = field(default_factory=dict)
    """When somebody is there since another moment than usual: of the same."""
    _held: frozenset[str] = frozenset()
    """The nodes that are never as usual: what the question is about."""
    _events: int = 0

    # Of the circle that is worked out now:
    _outer: dict[str, Timeline] = field(default_factory=dict)
    """What it looks at beside itself."""
    _apart: set[str] = field(default_factory=set)
    """The nodes that are not as usual now."""
    _left: dict[str, Moment] = field(default_factory=dict)
    """When a node became as usual again."""
    _queue: list[Moment] = field(default_factory=list)
    _due: dict[Moment, set[str]] = field(default_factory=dict)
    _working: str = ""
    """The node that is worked out now."""
    _looks: dict[tuple[str, str], Look] = field(default_factory=dict)
    """What each part of a node looks at; that of no name is all of it."""
    _parts: dict[tuple[str, str], Part] = field(default_factory=dict)
    _until: Moment = NEVER
    """Until when what is worked out now holds, if nothing changes that it looks at."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self._ends = tuple(each.end for each in self.given.outages.values() if each.end is not None)

    def value(self, key: str) -> Value:
        found: Value
        outer = self._outer.get(key)
        if outer is not None:
            found = outer.values[0 if self.before else bisect_right(outer.times, self.now) - 1]
        elif self.usual is None or key in self._apart:
            found = self.histories[key].values[-1]
        else:
            found = self.usual.histories[key].at(self.now)
        return found

    def there(self, key: str) -> Moment:
        if key in self._outer:
            return self._outer[key].there(self.start, self.now)
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
            self._until = min(self._until, moment)
            self._note(moment, self._working)

    def kept(self, part: str, inputs: frozenset[str], work_out: Callable[[], T]) -> T:
        if self.before:
            return work_out()
        key = self._working
        if (key, part) not in self._looks:
            self._looks[key, part] = self._look(inputs)
        moments, inside = self._looks[key, part]
        # Of nodes outside of the circle only when they change, of the others what they are.
        seen = (bisect_right(moments, self.now), *[self.value(other) for other in inside])
        known = self._parts.get((key, part))
        if known is None or known.seen != seen or self.now >= known.until:
            before, self._until = self._until, min((e for e in self._ends if e > self.now), default=NEVER)
            known = self._parts[key, part] = Part(seen, work_out(), self._until)
            self._until = min(before, known.until)
        found: T = known.found
        return found

    # --- worlds ----------------------------------------------------------------------------------------

    def undisturbed(self) -> World:
        """The world in which nothing is lost, from the moment before the start to the horizon."""
        for circle in self.network.circles:
            self._turn_to(circle)
            for key in circle.keys:
                self.histories[key] = Timeline([EVER], [Value(True)])
                self.memories[key] = Timeline([EVER], [None])
            self.now, self.before = self.start, True
            self._settle(circle, set(circle.keys))
            self.before = False
            self._queue.clear()
            self._due.clear()
            for key in circle.keys:
                self._note(self.start, key)
                self._follow_inputs(key)
            self._go(circle)
        return self._finished()

    def disturbed(self, touched: Iterable[str]) -> World:
        """The world in which some nodes are touched from the start, and what follows from that."""
        self._held = frozenset(touched)
        for circle in self.network.circles:
            held = self._held.intersection(circle.keys)
            strange = self._strange.keys() & circle.outer
            if held or strange:
                self._disturb(circle, held, strange)
        return self._finished()

    def _finished(self) -> World:
        return World(self.horizon, self.histories, self.memories, self._events)

    def _disturb(self, circle: Circle, held: Collection[str], strange: Collection[str]) -> None:
        """Work out a circle of which some nodes are touched, or look at what is ever not as usual."""
        looks_at = self._looks_at(circle, held, strange)
        if looks_at not in self.known:
            self._turn_to(circle)
            for key in circle.keys:
                if key in held:
                    self._note(self.start, key)
                    outage = self.given.outages.get(key)
                    if outage is not None and outage.end is not None:
                        self._note(outage.end, key)
                for other in self.network.nodes[key].inputs & strange:
                    for moment in self._strange[other].times[1:]:
                        self._note(moment, key)
            self._go(circle)
            for key in circle.keys:
                if key in self._left and key not in self._apart:
                    self._rejoin(key, self.horizon)
            self.known[looks_at] = {
                key: (self.histories[key], self.memories[key]) for key in circle.keys if key in self.histories
            }
        for key, (history, memory) in self.known[looks_at].items():
            self.histories[key], self.memories[key] = history, memory
            self._compare(key)

    def _looks_at(self, circle: Circle, held: Collection[str], strange: Collection[str]) -> object:
        """All that a circle looks at and that two questions beside one undisturbed world may differ in."""
        question, outages = self.question, self.given.outages
        idle = None if question.idle is None else question.idle.intersection(circle.keys)
        # A function by which a duty is done is lost without being among its inputs; then the duty is held.
        lost = sorted(key for key in outages if held or key in circle.outer)
        return (
            circle.keys,
            frozenset(held),
            tuple((key, outages[key]) for key in lost),
            tuple((key, id(self.histories[key])) for key in sorted(strange)),
            (idle, question.idle_from if idle is None or idle else None, question.measured),
        )

    def _compare(self, key: str) -> None:
        """Note when others see a finished node otherwise than usual, and since when it is there."""
        mine, usual, start = self.histories[key], self._usually(key), self.start
        if mine == usual:
            return
        moments = sorted({start, *mine.after(start), *usual.after(start)})
        self._strange[key] = differing(moments, mine.at, usual.at)
        if key in self.network.timed:
            self._returned[key] = differing(moments, partial(mine.there, start), partial(usual.there, start))

    def _usually(self, key: str) -> Timeline:
        assert self.usual is not None
        return self.usual.histories[key]

    # --- one circle ------------------------------------------------------------------------------------

    def _turn_to(self, circle: Circle) -> None:
        mine, usual = self.histories, self.usual
        self._outer = {
            key: mine[key] if usual is None or key in mine else usual.histories[key] for key in circle.outer
        }
        self._apart, self._left, self._parts = set(), {}, {}
        self._looks = {}
        for key in circle.keys:
            self._looks[key, ""] = self._look(self.network.nodes[key].inputs)

    def _look(self, inputs: Iterable[str]) -> Look:
        """When those of some nodes change that are outside of the circle, and the others."""
        outer = self._outer
        moments = {moment for key in inputs if key in outer for moment in outer[key].times}
        return sorted(moments), tuple(key for key in inputs if key not in outer)

    def _go(self, circle: Circle) -> None:
        alone = circle.keys[0] if len(circle.keys) == 1 else None
        while self._queue:
            self.now = heapq.heappop(self._queue)
            dirty = self._due.pop(self.now)
            if self.usual is not None:
                # What became as usual again has nothing to look at until what it looks at is not as usual.
                dirty = {key for key in dirty if key in self._apart or self._may_differ(key)}
            if dirty and alone is not None:
                self._settle_alone(alone)
            elif dirty:
                self._settle(circle, dirty)

    def _settle_alone(self, key: str) -> None:
        """Work out a node at this moment that does not depend on itself."""
        self._put(key, *self._work_out(key, self._take_up(key)[1]))
        if self.usual is not None:
            self._let_go(key)

    def _settle(self, circle: Circle, dirty: set[str]) -> None:
        """Work out what is dirty of a circle at this moment."""
        before: dict[str, tuple[Value, Any]] = {}
        known: dict[str, tuple[Value, Any]] = {}
        if self.usual is not None:
            # What usually changes just now starts from before too, lest a circle be lifted from outside.
            changing = self.usual.changes.get(self.now, frozenset())
            for key in circle.keys:
                if key in changing:
                    before[key] = self._take_up(key)
            dirty.update(before)
        for falling in (False, True, False):
            self._pass(circle, dirty, before, known, falling)
        if self.usual is not None:
            for key in before:
                self._let_go(key)

    def _pass(
        self,
        circle: Circle,
        dirty: set[str],
        before: dict[str, tuple[Value, Any]],
        known: dict[str, tuple[Value, Any]],
        falling: bool,
    ) -> None:
        """Work a circle out until nothing moves, letting nodes only fall or only rise.

        Args:
            known: what each came to at this moment, as long as nothing that it looks at has changed since.
        """
        for _ in range(2 * len(circle.keys) + 2):
            moved = False
            for key in [each for each in circle.keys if each in dirty]:
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
                    for other in circle.inside[key]:
                        known.pop(other, None)
                fresh = [each for each in self._moved(circle, key, before[key][0]) if each not in dirty]
                dirty.update(fresh)
                moved = moved or bool(fresh)
            if not moved:
                return

    def _moved(self, circle: Circle, key: str, was: Value) -> Iterable[str]:
        """Who must look again: who sees another value of this node, or one that is not as usual."""
        changed = self.histories[key].values[-1] != was
        if self.usual is None:
            return circle.inside[key] if changed else ()
        strange = self._is_strange(key, since_too=True)
        return [each for each in circle.inside[key] if (changed if each in self._apart else strange)]

    def _take_up(self, key: str) -> tuple[Value, Any]:
        """Its value and memory before this moment; from here on it may not be as usual."""
        if self.usual is not None and key not in self._apart:
            usual, notes = self.usual.histories[key], self.usual.memories[key]
            if key in self._left:
                self._rejoin(key, self.now)
            else:
                self.histories[key] = usual.until(self.now)
                self.memories[key] = notes.until(self.now)
            self._apart.add(key)
            for place in [place for place in self._parts if place[0] == key]:
                del self._parts[place]
            self._follow_inputs(key)
            for moment in usual.after(self.now):
                self._note(moment, key)
        history = self.histories[key]
        value = history.values[-1] if self.before else history.before(self.now)
        return value, self.memories[key].before(self.now)

    def _follow_inputs(self, key: str) -> None:
        """Have a node worked out whenever something that it looks at changes, or usually does."""
        moments, _ = self._looks[key, ""]
        for moment in moments[bisect_right(moments, self.now) :]:
            self._note(moment, key)
        for other in self.network.nodes[key].inputs:
            if self.usual is not None and (other not in self._outer or other in self._strange):
                for moment in self.usual.histories[other].after(self.now):
                    self._note(moment, key)

    def _let_go(self, key: str) -> None:
        """Have a node be as usual again, if nothing can make it differ but what it looks at."""
        if self._is_strange(key, since_too=True) or self._may_differ(key):
            return
        assert self.usual is not None
        if self.memories[key].values[-1] == self.usual.memories[key].at(self.now):
            self._apart.discard(key)
            self._left[key] = self.now

    def _may_differ(self, key: str) -> bool:
        """Whether it is touched, or looks at something that is not as usual now."""
        node = self.network.nodes[key]
        return key in self._held or any(
            self._is_strange(other, since_too=other in node.counted) for other in node.inputs
        )

    def _is_strange(self, key: str, *, since_too: bool) -> bool:
        """Whether a node now is not as usual, or is there since another moment."""
        if key in self._outer:
            if key not in self._strange:
                return False
            now = self.now
            return self._strange[key].at(now) or (
                since_too and key in self._returned and self._returned[key].at(now)
            )
        if key not in self._apart:
            return False
        mine, usual = self.histories[key], self._usually(key)
        if mine.values[-1] != usual.at(self.now):
            return True
        return since_too and mine.there(self.start, self.now) != usual.there(self.start, self.now)

    def _rejoin(self, key: str, now: Moment) -> None:
        """Fill in the time for which a node was as usual."""
        assert self.usual is not None
        left = self._left.pop(key)
        self.histories[key].follow(self.usual.histories[key], left, now)
        self.memories[key].follow(self.usual.memories[key], left, now)

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

    def _note(self, moment: Moment, key: str) -> None:
        due = self._due.get(moment)
        if due is not None:
            due.add(key)
        elif moment < self.horizon:
            self._due[moment] = {key}
            heapq.heappush(self._queue, moment)
