"""What happened: values over time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from outlast.analysis.whatif.business_calendar import NEVER, Moment


class Value(NamedTuple):
    """What a node is at a moment."""

    up: bool
    """Whether it serves who needs it."""
    kept: bool = True
    """Whether what goes with it, or is kept in it, is within reach; of a system, whether nothing but a missed
    duty or an empty fund holds it down; of a duty, whether no turn of it is missed and still to be done."""
    state: Any = None
    """More about it, which only those look at who know its kind."""


UP = Value(True)
DOWN = Value(False, False)


@dataclass
class Timeline:
    """One thing over time: what holds from each moment on, until the next."""

    times: list[Moment]
    """The first is EVER, before which nothing is asked."""
    values: list[Any]
    past: Timeline | None = field(default=None, compare=False)
    """What held in the weeks up to the start, where the calendar alone changed it in them."""

    def at(self, moment: Moment) -> Any:
        return self.values[bisect_right(self.times, moment) - 1]

    def as_it_was(self, moment: Moment, start: Moment) -> Any:
        """What held at a moment before the start, or just before it."""
        return self.past.at(moment) if self.past and moment < start else self.values[0]

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

    def within(self, start: Moment, end: Moment) -> Iterator[tuple[Moment, Moment, Any]]:
        """What held from when until when, in a stretch of time."""
        first = max(0, bisect_right(self.times, start) - 1)
        for number in range(first, bisect_left(self.times, end) if start < end else 0):
            until = self.times[number + 1] if number + 1 < len(self.times) else end
            yield max(self.times[number], start), min(until, end), self.values[number]

    def changes(self) -> Iterator[tuple[Moment, Any]]:
        """What holds from each moment on."""
        return zip(self.times, self.values, strict=True)

    def after(self, moment: Moment) -> list[Moment]:
        """The moments after one at which it changes."""
        return self.times[bisect_right(self.times, moment) :]

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
        return Timeline(self.times[:number], self.values[:number], self.past)

    def follow(
        self,
        other: Timeline,
        after: Moment,
        before: Moment,
        as_mine: Callable[[Any], Any] = lambda value: value,
    ) -> None:
        """Go on as another did between two moments, with what its values are here."""
        first, last = bisect_right(other.times, after), bisect_left(other.times, before)
        for number in range(first, last):
            self.set(other.times[number], as_mine(other.values[number]))


@dataclass(frozen=True)
class World:
    """What happened: a timeline of values for each node that was simulated."""

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
        histories, memories = (
            {
                key: each if each.times[-1] < horizon else each.until(horizon)
                for key, each in timelines.items()
            }
            for timelines in (self.histories, self.memories)
        )
        return World(horizon, histories, memories, self.events)

    def over(self, other: World) -> World:
        """This world where it knows a node, else another."""
        histories, memories = {**other.histories, **self.histories}, {**other.memories, **self.memories}
        return World(self.horizon, histories, memories, self.events)
