"""The event loop of one circle of nodes: a node is worked out when something changes that it looks at.

A circle is a group of nodes that depend on each other, or a single node that does not depend on itself. It
looks at itself and at earlier ones only, which are finished before it begins. At each moment a circle of
several is settled in three passes: what can come up comes up, what must go down goes down, and what can come
up once more does. So a circle that is down does not lift itself up.
"""

from __future__ import annotations

import heapq
from abc import abstractmethod
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property, partial
from typing import Any, NamedTuple

from outlast.analysis.whatif.business_calendar import EVER, LAST_WORK, NEVER, Moment
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

    @cached_property
    def alone(self) -> bool:
        """Whether it is one node that does not look at itself, as a system does whose code lies in it."""
        return len(self.keys) == 1 and not self.inside[self.keys[0]]


class Look(NamedTuple):
    """What is looked at: when anything of it changes outside of the circle, and what of it is inside."""

    moments: list[Moment]
    inside: tuple[str, ...]


class Part(NamedTuple):
    """A part of what a node came to, and how long that holds."""

    seen: tuple[object, ...]
    found: Any
    until: Moment


@dataclass
class EventLoop(View):
    """A circle of nodes while it is worked out over time."""

    circle: Circle = field(kw_only=True)
    nodes: Mapping[str, Node] = field(kw_only=True)
    outer: Mapping[str, Timeline] = field(kw_only=True)
    """What it looks at beside itself."""
    histories: dict[str, Timeline] = field(default_factory=dict, init=False)
    memories: dict[str, Timeline] = field(default_factory=dict, init=False)
    events: int = field(default=0, init=False)
    """How many times a node was worked out."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self._queue: list[Moment] = []
        self._due: dict[Moment, set[str]] = {}
        self._working = self.circle.keys[0]
        """The node that is worked out now."""
        self._looks: dict[tuple[str, str], Look] = {}
        """What each part of a node looks at; that of no name is all of it."""
        self._parts: dict[tuple[str, str], Part] = {}
        self._until = NEVER
        """Until when what is worked out now holds, if nothing changes that it looks at."""
        self._ends = tuple(each.end for each in self.given.outages.values() if each.end is not None)

    def value(self, key: str) -> Value:
        outer = self.outer.get(key)
        if outer is None:
            return self.inner(key)
        found: Value = outer.as_it_was(self.now, self.start) if self.before else outer.at(self.now)
        return found

    @abstractmethod
    def inner(self, key: str) -> Value:
        """What a node of the circle is now."""

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
            if moment < self._until:
                self._until = moment
            self.note(moment, self._working)

    def note(self, moment: Moment, key: str) -> None:
        """Have a node worked out at a moment."""
        due = self._due.get(moment)
        if due is not None:
            due.add(key)
        elif moment < self.horizon:
            self._due[moment] = {key}
            heapq.heappush(self._queue, moment)

    def kept(self, part: str, inputs: frozenset[str], work_out: Callable[[], T]) -> T:
        if self.before:
            return work_out()
        place = (self._working, part)
        look = self._looks.get(place) or self._looks.setdefault(place, self.look(self._working, inputs))
        # Of nodes outside of the circle only when they change, of the others what they are.
        seen = (bisect_right(look.moments, self.now), *[self.value(key) for key in look.inside])
        known = self._parts.get(place)
        if known is None or known.seen != seen or self.now >= known.until:
            before, self._until = self._until, min((e for e in self._ends if e > self.now), default=NEVER)
            known = self._parts[place] = Part(seen, work_out(), self._until)
            self._until = min(before, known.until)
        found: T = known.found
        return found

    def look(self, of: str, inputs: Iterable[str]) -> Look:
        """What some nodes are to one of the circle."""
        outer, seen = self.outer, self.nodes[of].moments
        moments = {moment for key in inputs if key in outer for moment in seen(key, outer[key])}
        return Look(sorted(moments), tuple(key for key in inputs if key not in outer))

    def forget(self, key: str) -> None:
        """Have everything of a node worked out anew."""
        for place in [place for place in self._parts if place[0] == key]:
            del self._parts[place]

    def follow_inputs(self, key: str) -> None:
        """Have a node worked out whenever something outside of the circle changes that it looks at."""
        moments = self.look(key, self.nodes[key].inputs).moments
        for moment in moments[bisect_right(moments, self.now) :]:
            self.note(moment, key)

    def run(self) -> None:
        """Work the circle out, from event to event."""
        alone = self.circle.alone
        while self._queue:
            self.now = heapq.heappop(self._queue)
            dirty = self._due.pop(self.now)
            if alone:
                self.settle_alone(self.circle.keys[0])
            else:
                self.settle(dirty)

    @abstractmethod
    def settle_alone(self, key: str) -> None:
        """Work out a node now that does not depend on itself."""

    @abstractmethod
    def settle(self, dirty: set[str]) -> None:
        """Work out now what must be worked out of a circle of several."""

    @abstractmethod
    def take_up(self, key: str) -> tuple[Value, Any]:
        """The value and the memory of a node before this moment, to go on from."""

    @abstractmethod
    def moved(self, key: str, was: Value) -> Iterable[str]:
        """Who in the circle must be worked out again after a node that had another value before."""

    def passes(self, dirty: set[str], before: dict[str, tuple[Value, Any]]) -> None:
        """Settle a circle: what can comes up, what must goes down, and once more what can comes up.

        Args:
            before: the value and the memory before this moment of each node that was taken up.
        """
        known: dict[str, tuple[Value, Any]] = {}
        for falling in (False, True, False):
            self._pass(dirty, before, known, falling)

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
        for _ in range(2 * len(self.circle.keys) + 2):
            moved = False
            for key in [each for each in self.circle.keys if each in dirty]:
                seen = self.value(key)
                if key not in before:
                    before[key] = self.take_up(key)
                was = self.histories[key].values[-1]
                if key not in known:
                    known[key] = self.work_out(key, before[key][1])
                found, after = known[key]
                if found.up == was.up or found.up is not falling:
                    self.put(key, found, after)
                value = self.histories[key].values[-1]
                moved = moved or value != was
                if value != seen:
                    for other in self.circle.inside[key]:
                        known.pop(other, None)
                fresh = [each for each in self.moved(key, before[key][0]) if each not in dirty]
                dirty.update(fresh)
                moved = moved or bool(fresh)
            if not moved:
                return

    def work_out(self, key: str, memory: Any) -> tuple[Value, Any]:
        """What a node comes to, and what it must remember."""
        self._working = key
        self.events += 1
        return self.nodes[key].step(self, memory)

    def put(self, key: str, value: Value, after: Any) -> None:
        """Write down what a node came to."""
        history = self.histories[key]
        if self.before:
            history.values[-1] = value
            self.memories[key].values[-1] = after
        else:
            self.memories[key].set(self.now, after)
            if value != history.values[-1]:
                history.set(self.now, value)


@dataclass
class Undisturbed(EventLoop):
    """A circle of the world in which nothing is lost."""

    def work(self) -> None:
        """Work it out from the moment before the start to the horizon."""
        keys = self.circle.keys
        self.before = True
        nodes = [self.nodes[key] for key in keys]
        inputs = {key for node in nodes for key in node.inputs}
        *past, start = self._lately(inputs, (date for node in nodes for date in node.dates()))
        pasts: dict[str, Timeline] = {}
        for self.now in past:
            for key, value in self._in_order({}).items():
                pasts.setdefault(key, Timeline([EVER], [value])).set(self.now, value)
        self.now = start
        for key, value in self._in_order(pasts).items():
            if key in pasts:
                pasts[key].set(start, value)
        self.before = False
        self._queue.clear()
        self._due.clear()
        for key in keys:
            self.note(self.start, key)
            self.follow_inputs(key)
        self.run()

    def _in_order(self, pasts: Mapping[str, Timeline]) -> dict[str, Value]:
        """What the nodes are at a moment up to the start, the shop being in order."""
        keys = self.circle.keys
        for key in keys:
            self.histories[key] = Timeline([EVER], [Value(True)], pasts.get(key))
            self.memories[key] = Timeline([EVER], [None])
        self.settle_alone(keys[0]) if self.circle.alone else self.settle(set(keys))
        return {key: self.histories[key].values[0] for key in keys}

    def _lately(self, inputs: Iterable[str], dates: Iterable[Moment]) -> tuple[Moment, ...]:
        """When anything changed lately that the calendar alone changes, the start last."""
        pasts = (self.outer.get(key) or self.histories.get(key) for key in inputs)
        changes = (moment for each in pasts if each and each.past for moment in each.past.times)
        first = self.calendar.here.midnight(self.calendar.here.date(self.start) - timedelta(days=LAST_WORK))
        found = {moment for moment in (*changes, *dates) if first < moment <= self.start}
        return (*([first] if found else []), *sorted(found - {self.start}), self.start)

    def past(
        self, inputs: frozenset[str], dates: Iterable[Moment], work_out: Callable[[], T]
    ) -> tuple[tuple[Moment, T], ...]:
        if self.now < self.start:  # only the last look at it, just before the start, counts
            return ()
        found: list[tuple[Moment, T]] = []
        moments = self._lately(inputs, dates)
        for self.now in moments:
            found.append((self.now if found else EVER, work_out()))
        return tuple(found)

    def inner(self, key: str) -> Value:
        history = self.histories[key]
        early = self.now < self.start
        found: Value = history.as_it_was(self.now, self.start) if early else history.values[-1]
        return found

    def there(self, key: str) -> Moment:
        return (self.outer.get(key) or self.histories[key]).there(self.start, self.now)

    def usual_value(self, key: str) -> Value | None:
        return None

    def settle_alone(self, key: str) -> None:
        self.put(key, *self.work_out(key, self.memories[key].values[-1]))

    def settle(self, dirty: set[str]) -> None:
        self.passes(dirty, {})

    def take_up(self, key: str) -> tuple[Value, Any]:
        history, memory = self.histories[key], self.memories[key]
        return (history.values[-1] if self.before else history.before(self.now)), memory.before(self.now)

    def moved(self, key: str, was: Value) -> Iterable[str]:
        return self.circle.inside[key] if self.histories[key].values[-1] != was else ()


@dataclass(frozen=True)
class Beside:
    """What a disturbed world is a difference from."""

    usual: World
    undisturbed: World
    """The world in which nothing is lost: the usual one, unless that is what follows from a loss itself."""
    held: frozenset[str]
    """The nodes that are never as usual."""
    touched: frozenset[str]
    """These, and those that the usual world loses."""
    strange: dict[str, Timeline] = field(default_factory=dict)
    """When others see a node otherwise than usual: of those that are finished and ever so."""
    returned: dict[str, Timeline] = field(default_factory=dict)
    """When somebody is there since another moment than usual: of the same."""


@dataclass
class Disturbed(EventLoop):
    """A circle of a world in which something is lost; each node is as usual until what it looks at is not."""

    beside: Beside = field(kw_only=True)

    def __post_init__(self) -> None:
        super().__post_init__()
        self._apart: set[str] = set()
        """The nodes that are not as usual now."""
        self._left: dict[str, Moment] = {}
        """When a node became as usual again."""
        self._usual, self._notes = self.beside.usual.histories, self.beside.usual.memories
        self._strange = {key: tuple(self._strangeness(key)) for key in self.circle.keys}

    def _strangeness(self, key: str) -> Iterator[Timeline]:
        """When what a node looks at outside of the circle is not as usual."""
        node, beside = self.nodes[key], self.beside
        for other in node.inputs:
            if other in beside.strange and other in self.outer:
                yield beside.strange[other]
                if other in node.counted and other in beside.returned:
                    yield beside.returned[other]

    def work(self) -> None:
        """Work out what differs, from the start to the horizon."""
        for key in self.circle.keys:
            outage = self.given.outages.get(key)
            if key in self.beside.held:
                self.note(self.start, key)
            if outage is not None and outage.end is not None:
                self.note(outage.end, key)
            for each in self._strange[key]:
                for moment in each.after(self.start - 1):
                    self.note(moment, key)
        self.run()
        for key in list(self._left):
            if key not in self._apart:
                self._rejoin(key, self.horizon)

    def inner(self, key: str) -> Value:
        found: Value
        found = self.histories[key].values[-1] if key in self._apart else self._usual[key].at(self.now)
        return found

    def there(self, key: str) -> Moment:
        if key in self.outer:
            return self.outer[key].there(self.start, self.now)
        if key in self._apart:
            return self.histories[key].there(self.start, self.now)
        start = self.start
        if key in self._left:
            first = self.histories[key].there(start, self.now)
            if first < NEVER:
                return first
            start = self._left[key]
        return self._usual[key].there(start, self.now)

    def usual_value(self, key: str) -> Value | None:
        found: Value = self.beside.undisturbed.histories[key].at(self.now)
        return found

    def settle_alone(self, key: str) -> None:
        if key not in self._apart:
            if not self._may_differ(key):
                return
            self.take_up(key)
        self.put(key, *self.work_out(key, self.memories[key].values[-1]))
        self._let_go(key)

    def settle(self, dirty: set[str]) -> None:
        # What became as usual again has nothing to look at until what it looks at is not as usual.
        dirty = {key for key in dirty if key in self._apart or self._may_differ(key)}
        if not dirty:
            return
        # What usually changes just now starts from before too, lest a circle be lifted from outside.
        changing = self.beside.usual.changes.get(self.now, frozenset())
        before = {key: self.take_up(key) for key in self.circle.keys if key in changing}
        dirty.update(before)
        self.passes(dirty, before)
        for key in before:
            self._let_go(key)

    def moved(self, key: str, was: Value) -> Iterable[str]:
        changed, strange = self.histories[key].values[-1] != was, self._is_strange(key)
        return [each for each in self.circle.inside[key] if (changed if each in self._apart else strange)]

    def take_up(self, key: str) -> tuple[Value, Any]:
        history, memory = self.histories.get(key), self.memories.get(key)
        if history is None or memory is None:
            history = self.histories[key] = self._usual[key].until(self.now)
            memory = self.memories[key] = self._notes[key].until(self.now)
        elif key not in self._apart:
            self._rejoin(key, self.now)
        if key not in self._apart:
            self._apart.add(key)
            self.forget(key)
            self.follow_inputs(key)
        return history.before(self.now), memory.before(self.now)

    def follow_inputs(self, key: str) -> None:
        super().follow_inputs(key)
        node, now = self.nodes[key], self.now
        for other in (key, *node.inputs):
            if other not in self.outer or other in self.beside.strange:
                for moment in node.moments(other, self._usual[other]):
                    if moment > now:
                        self.note(moment, key)

    def _let_go(self, key: str) -> None:
        """Have a node be as usual again, if nothing can make it differ but what it looks at."""
        if self._may_differ(key) or self._is_strange(key):
            return
        if self.nodes[key].same_from_here(self.memories[key].values[-1], self._notes[key].at(self.now)):
            self._apart.discard(key)
            self._left[key] = self.now

    def _may_differ(self, key: str) -> bool:
        """Whether it is touched, or looks at something that is not as usual now."""
        if key in self.beside.held:
            return True
        now = self.now
        for each in self._strange[key]:
            if each.at(now):
                return True
        inside = (other for other in self.circle.inside if key in self.circle.inside[other])
        return not self.circle.alone and any(self._is_strange(other) for other in inside)

    def _is_strange(self, key: str) -> bool:
        """Whether others see a node of the circle otherwise than usual now, or since another moment."""
        if key not in self._apart:
            return False
        mine, usual = self.histories[key], self._usual[key]
        if mine.values[-1] != usual.at(self.now):
            return True
        return mine.there(self.start, self.now) != usual.there(self.start, self.now)

    def _rejoin(self, key: str, now: Moment) -> None:
        """Fill in the time for which a node was as usual."""
        left = self._left.pop(key)
        self.histories[key].follow(self._usual[key], left, now)
        memory, usual = self.memories[key].values[-1], self._notes[key].at(left)
        as_mine = partial(self.nodes[key].with_past, memory, usual)
        self.memories[key].follow(self._notes[key], left, now, as_mine)
