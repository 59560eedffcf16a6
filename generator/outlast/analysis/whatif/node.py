"""What every node of the what-if has in common: it is worked out over time, and says why it is down.

A node sees a world through a View: while that world is simulated, or afterwards, in Hindsight.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from outlast.analysis.whatif.business_calendar import (
    EVER,
    NEVER,
    BusinessCalendar,
    Meter,
    Moment,
    Seasons,
    Windows,
)
from outlast.analysis.whatif.causes import Cause, Why
from outlast.analysis.whatif.question import Question
from outlast.analysis.whatif.timeline import Timeline, Value, World
from outlast.model.scalars import Duration

T = TypeVar("T")
Timers = Mapping[tuple[int, str], Moment]
"""Since when a need that coasts is not held, by the number of the need and for whom."""


class Outage(NamedTuple):
    """A stretch of time for which something is lost; `end` is None until it is restored."""

    start: Moment
    end: Moment | None


class Instead(NamedTuple):
    """What stands in for a place or a supplier that is gone."""

    who: str | None
    """None where the plan does not have it."""
    after: Duration
    open: Windows | None = None
    """The days on which it is not closed."""


@dataclass(frozen=True)
class Circumstances:
    """What a question settles of a world, whatever happens in it."""

    calendar: BusinessCalendar
    question: Question
    start: Moment
    end: Moment
    """Of the window."""
    horizon: Moment
    """The end of the look."""
    outages: Mapping[str, Outage]
    """What is lost, and for which time."""
    meters: Mapping[bool, Meter]
    """The days since the start: all of them, and those on which the business is open."""
    seasons: Seasons
    """The same, each day times the factor of its season."""


@dataclass
class View(ABC):
    """A world at one moment, as its nodes see it."""

    given: Circumstances
    now: Moment
    before: bool = field(default=False, kw_only=True)
    """Whether this is the undisturbed moment before the start."""

    def __post_init__(self) -> None:
        self.calendar, self.question = self.given.calendar, self.given.question
        self.start, self.horizon = self.given.start, self.given.horizon
        noticed = self.question.noticed
        self._noticed = self.calendar.moment(noticed) if noticed else self.start
        self._asked = self._noticed if self.question.ask else NEVER
        self.looked_at_asking = False
        """Whether it mattered to anything when somebody was asked, and what may be opened."""

    @property
    def asked(self) -> Moment:
        """When notice, activation and break-glass were asked for."""
        self.looked_at_asking = True
        return self._asked

    @property
    def noticed(self) -> Moment:
        """When somebody notices: nobody brings anything back before."""
        self.looked_at_asking = True
        return self._noticed

    @property
    def break_glass(self) -> bool:
        """Whether sealed ways in may be used."""
        self.looked_at_asking = True
        return self.question.break_glass

    @abstractmethod
    def value(self, key: str) -> Value:
        """What a node is at this moment."""

    @abstractmethod
    def there(self, key: str) -> Moment:
        """The first moment from the start on at which somebody was not away; a holiday is no absence."""

    @abstractmethod
    def usual_value(self, key: str) -> Value | None:
        """What a node is in the undisturbed world, if this one is disturbed."""

    @abstractmethod
    def busy(self, who: str, system: str) -> bool:
        """Whether a restorer has another system in hand, where hands are limited."""

    @abstractmethod
    def wake(self, moment: Moment) -> None:
        """Have the node that is worked out now worked out again at a later moment."""

    def kept(self, part: str, inputs: frozenset[str], work_out: Callable[[], T]) -> T:
        """A part of what a node comes to, worked out again only when it may have changed.

        Args:
            inputs: the nodes that it follows from.
            work_out: it looks at nothing else but at timers that begin when one of these is lost, and at the
                clock where it asks to be woken.
        """
        return work_out()

    def past(
        self, inputs: frozenset[str], dates: Iterable[Moment], work_out: Callable[[], T]
    ) -> tuple[tuple[Moment, T], ...]:
        """What something came to before the start, from which moment on: the shop was in order then.

        Args:
            inputs: the nodes that it follows from.
            dates: when the calendar alone changes it.
        """
        return ((EVER, work_out()),)

    def all_up(self, keys: Iterable[str]) -> bool:
        return all(self.value(key).up for key in keys)

    def is_among(self, stretches: Iterable[tuple[Moment, Moment]]) -> bool:
        """Whether now lies in one of some stretches of time; that is looked at again when it changes."""
        among = False
        for start, end in stretches:
            self.wake(start)
            self.wake(end)
            among = among or start <= self.now < end
        return among

    def lost(self, key: str) -> Outage | None:
        """The outage of something that is lost itself at this moment."""
        outage = None if self.before else self.given.outages.get(key)
        if outage is None or self.now < outage.start or (outage.end is not None and self.now >= outage.end):
            return None
        return outage

    def replaced(self, key: str) -> bool:
        """Whether it was lost itself and is back: it lies where the business works now."""
        outage = None if self.before else self.given.outages.get(key)
        return outage is not None and outage.end is not None and self.now >= outage.end


@dataclass
class Hindsight(View):
    """A finished world at one of its moments, and why things are down in it."""

    nodes: Mapping[str, Node]
    world: World
    usual: World
    path: tuple[str, ...] = ()
    """What is being explained, outermost first: what stands in it already waits for itself."""
    lasting: bool = False
    """Whether to say of what was not done why nobody makes it good by now, instead of why it was not done."""

    def at(self, moment: Moment) -> Hindsight:
        """The same world at another moment."""
        return self._seen(moment, self.path)

    def then(self, moment: Moment) -> Hindsight:
        """The world at the moment at which something was to be done."""
        return self if self.lasting else self.at(max(moment, self.start))

    def history(self, key: str) -> Timeline:
        histories = self.world.histories
        return histories[key] if key in histories else self.usual.histories[key]

    def value(self, key: str) -> Value:
        found: Value = self.history(key).at(self.now)
        return found

    def memory(self, key: str) -> Any:
        """What a node remembered."""
        memories = self.world.memories
        return (memories[key] if key in memories else self.usual.memories[key]).at(self.now)

    def there(self, key: str) -> Moment:
        return self.history(key).there(self.start, self.now)

    def usual_value(self, key: str) -> Value | None:
        found: Value = self.usual.histories[key].at(self.now)
        return found

    def busy(self, who: str, system: str) -> bool:
        return False

    def wake(self, moment: Moment) -> None:
        """Nothing: all that happens has happened."""

    def within(self, key: str) -> Hindsight:
        """The same, for what explains a node."""
        return self._seen(self.now, (*self.path, key))

    def _seen(self, now: Moment, path: tuple[str, ...]) -> Hindsight:
        return Hindsight(
            self.given, now, self.nodes, self.world, self.usual, path, self.lasting, before=self.before
        )

    def why(self, key: str) -> tuple[Cause, ...]:
        """Why a node is down, down to the leaf."""
        if key in self.path:
            return (self.cause(Why.CIRCLE, key),)
        return tuple(self.nodes[key].explain(self.within(key)))

    def why_down(self, keys: Iterable[str]) -> Iterator[Cause]:
        """Why those of some nodes are down that are."""
        for key in keys:
            if not self.value(key).up:
                yield from self.why(key)

    def why_lost(self, key: str) -> Iterator[Cause]:
        """That something is gone itself, if it is."""
        if outage := self.lost(key):
            yield self.cause(Why.LOST, key, since=outage.start, until=outage.end)

    def cause(
        self,
        why: Why,
        node: str,
        about: str | None = None,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        of: Iterable[Cause] = (),
    ) -> Cause:
        """A cause, with its moments as the business reads them."""
        local = self.calendar.local_or_none
        return Cause(why, node, about, local(since), local(until), tuple(of))


@dataclass(frozen=True)
class Node(ABC):
    """Something that is up or down over time."""

    key: str

    @cached_property
    def inputs(self) -> frozenset[str]:
        """The keys whose values it is worked out from."""
        return frozenset(self.watched())

    @abstractmethod
    def watched(self) -> Iterable[str]:
        """The same, in any order and any number of times."""

    def dates(self) -> Iterable[Moment]:
        """When the calendar alone changes it: holidays, and days of expiry."""
        return ()

    def moments(self, key: str, timeline: Timeline) -> Iterable[Moment]:
        """When that changes which it sees of an input."""
        return timeline.times

    @cached_property
    def counted(self) -> frozenset[str]:
        """Those of the inputs of which it matters since when they are there."""
        return frozenset(self.counts_from_return())

    def counts_from_return(self) -> Iterable[str]:
        """Whose notice, or sealed way in, counts from when they are there again."""
        return ()

    @abstractmethod
    def step(self, view: View, memory: Any) -> tuple[Value, Any]:
        """Its value at a moment, and what it must remember, given what it remembered before that moment.

        Pure: worked out again at one moment from the same memory and values it comes to the same. The memory
        is None at first.
        """

    def same_from_here(self, memory: Any, usual: Any) -> bool:
        """Whether two memories lead to the same from now on."""
        return bool(memory == usual)

    def with_past(self, memory: Any, usual: Any, later: Any) -> Any:
        """What it remembers later, having gone on as usual from a moment on.

        Args:
            memory: what it remembered at that moment; `usual` is what it usually remembers then, and `later`
                what it usually remembers later.
        """
        return later

    @abstractmethod
    def explain(self, view: Hindsight) -> Iterator[Cause]:
        """Why it is down at a moment."""
