"""What every node of the what-if has in common: a value over time, worked out from other values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from outlast.analysis.whatif.business_calendar import BusinessCalendar, Meter, Moment
from outlast.analysis.whatif.question import Question


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


class Outage(NamedTuple):
    """A stretch of time for which something is lost; `end` is None until it is restored."""

    start: Moment
    end: Moment | None


@dataclass
class View:
    """What a node sees when it is worked out: one moment of one world."""

    calendar: BusinessCalendar
    question: Question
    start: Moment
    horizon: Moment
    now: Moment
    before: bool
    """Whether this is the undisturbed moment before the start."""
    run: Run
    wakes: list[Moment] = field(default_factory=list)
    value: Callable[[str], Value] = field(init=False)
    """The value of a node at this moment; the run's own, as nothing is asked for more often."""

    def __post_init__(self) -> None:
        self.value = self.run.value

    @property
    def asked(self) -> Moment:
        """When notice, activation and break-glass were asked for."""
        return self.run.asked

    def there(self, key: str) -> Moment:
        """The first moment from the start on at which somebody was not away; a holiday is no absence."""
        return self.run.there(key)

    def calm(self, key: str) -> Value | None:
        """Its value in the undisturbed world, if this one is disturbed."""
        return self.run.calm(key, self.now)

    def lost(self, key: str) -> Outage | None:
        """The outage for which it is lost at this moment."""
        return None if self.before else self.run.lost(key, self.now)

    def replaced(self, key: str) -> bool:
        """Whether it was lost itself and is back: it lies where the business works now."""
        return not self.before and self.run.ended(key, self.now)

    def wake(self, moment: Moment) -> None:
        """Have this node worked out again at a later moment."""
        if self.now < moment < self.horizon:
            self.wakes.append(moment)


class Run(Protocol):
    """A world while it is walked through."""

    @property
    def asked(self) -> Moment: ...
    def value(self, key: str) -> Value: ...
    def there(self, key: str) -> Moment: ...
    def calm(self, key: str, moment: Moment) -> Value | None: ...
    def lost(self, key: str, moment: Moment) -> Outage | None: ...
    def ended(self, key: str, moment: Moment) -> bool: ...
    def busy(self, who: str, system: str, moment: Moment) -> bool:
        """Whether a restorer has another system in hand, where hands are limited."""
        ...

    def meter(self, open_days: bool) -> Meter:
        """The days since the start, all of them or those on which the business is open."""
        ...


class Node(Protocol):
    """Something that is up or down over time."""

    @property
    def key(self) -> str: ...
    @property
    def inputs(self) -> frozenset[str]:
        """The keys whose values it is worked out from."""
        ...

    def step(self, view: View, memory: Any) -> tuple[Value, Any]:
        """Its value at a moment, and what it must remember, given what it remembered before that moment.

        Pure: worked out again at one moment from the same memory and values it comes to the same. The memory
        is None at first.
        """
        ...


Timers = Mapping[tuple[int, str], Moment]
"""Since when a need that coasts is not held, by the number of the need and for whom."""
