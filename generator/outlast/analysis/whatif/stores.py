"""The first law for what runs down and is filled again: stock and funds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from outlast.analysis.whatif.business_calendar import (
    EVER,
    MINUTE,
    NEVER,
    BusinessCalendar,
    Meter,
    Moment,
    Windows,
)
from outlast.analysis.whatif.causes import Cause, Why
from outlast.analysis.whatif.duties import Crew, Turn
from outlast.analysis.whatif.needs import Timing
from outlast.analysis.whatif.node import Circumstances, Hindsight, Instead, Node, Timers, View
from outlast.analysis.whatif.timeline import Value
from outlast.model.scalars import Duration


@dataclass(frozen=True)
class Running:
    """How a store runs down, and how it is filled."""

    burn: Fraction
    """How much goes on each day that counts; nothing where the plan does not say."""
    open_days: bool
    seasonal: bool
    """Whether more goes in a season, by its factor."""
    at: Fraction
    """The level at which refilling is due."""
    crew: Crew
    supplier: str | None
    open: Windows | None
    """The days on which the supplier is not closed."""
    alternatives: tuple[Instead, ...]
    """Who delivers when the supplier is gone."""
    lead_time: Duration | None
    known: bool
    """Whether anybody knows how long it takes."""
    adds: Fraction | None
    """By how much it is filled; None fills it up."""
    _last: dict[tuple[Moment, Moment], Moment] = field(default_factory=dict, compare=False)

    def meter(self, given: Circumstances) -> Meter:
        """The days through which it runs down."""
        return given.seasons.meter(self.open_days, None) if self.seasonal else given.meters[self.open_days]

    def arrives(self, ordered: Moment, calendar: BusinessCalendar) -> Moment:
        """When what is ordered from the usual supplier at a moment is there."""
        return calendar.delivered(ordered, self.lead_time, self.open)

    def last_order(self, since: Moment, empty: Moment, calendar: BusinessCalendar) -> Moment:
        """The last whole minute after a moment at which an order still arrives before it is empty."""
        if (since, empty) not in self._last:
            low, high = since, empty
            while low + MINUTE < high:
                middle = (low + high) // 2
                low, high = (middle, high) if self.arrives(middle, calendar) <= empty else (low, middle)
            self._last[since, empty] = low - low % MINUTE
        return self._last[since, empty]


class Order(NamedTuple):
    """One refilling: when it was due, done, and what was ordered arrived."""

    turn: Turn
    placed: Moment | None = None
    """When the supplier took it."""
    arrives: Moment = NEVER


class Memory(NamedTuple):
    timers: Timers
    level: Fraction
    since: Moment
    """When the level was that: at the start, or when it was last filled or lost."""
    low: Moment
    """When it has fallen to the level at which refilling is due."""
    dry: Moment
    """When nothing is left of it."""
    order: Order | None
    past: tuple[Order, ...]
    emptied: bool
    """Whether what was there is lost."""

    @property
    def orders(self) -> tuple[Order, ...]:
        """Every refilling so far."""
        return (*self.past, self.order) if self.order else self.past


@dataclass(frozen=True)
class StoreNode(Node):
    """A stock or a fund."""

    full: Fraction
    running: Running | None
    """None where the plan does not say how it runs down."""
    place: str | None
    goods: bool
    """Whether what is lost is bought again, as goods are; a fund that is lost is out of reach."""
    ends: Moment = NEVER
    held_by: tuple[str, ...] = ()

    def watched(self) -> Iterator[str]:
        yield from self.held_by
        if self.place:
            yield self.place
        if self.running:
            yield from self.running.crew.inputs
            if self.running.supplier:
                yield self.running.supplier
            yield from (other.who for other in self.running.alternatives if other.who)

    def dates(self) -> tuple[Moment, ...]:
        return (self.ends,)

    def counts_from_return(self) -> Iterable[str]:
        return self.running.crew.counts_from_return() if self.running else ()

    def step(self, view: View, memory: Memory | None) -> tuple[Value, Memory]:
        memory = memory or self._filled(Memory({}, self.full, view.now, NEVER, NEVER, None, (), False), view)
        timers: Timers = {}
        outage = view.lost(self.key)
        emptied = self.goods and outage is not None and outage.end is None
        gone = outage is not None and not emptied
        fit = self._reached(view, emptied) and view.now < self.ends and view.all_up(self.held_by)
        view.wake(self.ends)
        running = self.running
        if running is None:
            up = fit and outage is None
            return Value(up), memory
        order, past = memory.order, memory.past
        if emptied and not memory.emptied:
            memory = self._filled(memory._replace(level=Fraction(0), since=view.now), view)
            order = order if order and order.turn.done is not None else None
        if order and order.arrives <= view.now:
            left = memory.level - running.burn * running.meter(view.given).between(memory.since, view.now)
            level = self.full if running.adds is None else max(Fraction(0), left) + running.adds
            memory = self._filled(memory._replace(level=level, since=view.now), view)
            past, order = (*past, order), None
        if order is None and not view.before:
            view.wake(memory.low)
            if view.now >= memory.low:
                order = Order(Turn(view.calendar.here.date(view.now)))
        if order and order.turn.done is None and not view.question.is_idle(self.key, order.turn.day):
            order, timers = self._ordered(running, order, memory.timers, view)
        if order and order.turn.done is not None and order.placed is None:
            order = self._placed(running, order, view)
        if order:
            view.wake(order.arrives)
        up = fit and not gone and view.now < memory.dry
        view.wake(memory.dry)
        return Value(up), memory._replace(timers=timers, order=order, past=past, emptied=emptied)

    def same_from_here(self, memory: Memory, usual: Memory) -> bool:
        return memory._replace(past=usual.past) == usual

    def with_past(self, memory: Memory, usual: Memory, later: Memory) -> Memory:
        return later._replace(past=(*memory.past, *later.past[len(usual.past) :]))

    def _filled(self, memory: Memory, view: View) -> Memory:
        """What it remembers when its level was just noted: when it will be low, and dry."""
        running, level = self.running, memory.level
        if running is None:
            return memory
        if not running.burn:
            return memory._replace(
                low=EVER if level <= running.at else NEVER, dry=EVER if level <= 0 else NEVER
            )
        reaches = running.meter(view.given).reaches
        return memory._replace(
            low=reaches(memory.since, (level - running.at) / running.burn, view.horizon),
            dry=reaches(memory.since, level / running.burn, view.horizon),
        )

    def _reached(self, view: View, emptied: bool) -> bool:
        """Whether it is in reach; what was lost itself and is back lies where the business works now."""
        if self.place is None:
            return True
        place = view.value(self.place)
        return place.kept or (place.up and (emptied or view.replaced(self.key)))

    def _ordered(self, running: Running, order: Order, before: Timers, view: View) -> tuple[Order, Timers]:
        """The order, placed if somebody who can is at work now."""
        can, timers = view.kept("crew", running.crew.inputs, partial(self._crew, running.crew, view, before))
        who = running.crew.at_work(can, view)
        turn = order.turn if who is None else order.turn._replace(done=view.now, by=who)
        return order._replace(turn=turn), timers

    @staticmethod
    def _crew(crew: Crew, view: View, before: Timers) -> tuple[tuple[bool, ...], Timers]:
        """Who can order, and since when what is done without is lost."""
        timing = Timing(view, before)
        return crew.able(view, timing), timing.after

    def _placed(self, running: Running, order: Order, view: View) -> Order:
        if running.supplier and view.lost(running.supplier) and not view.value(running.supplier).kept:
            return self._from_another(running, order, view)
        if running.supplier and not view.value(running.supplier).up:
            return order
        if running.open:
            opens = running.open.next(view.now)
            view.wake(opens)
            if opens > view.now:
                return order
        arrives = NEVER
        if running.known:
            arrives = running.arrives(view.now, view.calendar)
        return order._replace(placed=view.now, arrives=arrives)

    def _from_another(self, running: Running, order: Order, view: View) -> Order:
        """The order at the first who delivers instead; that takes their time, not the usual one's."""
        if view.asked >= NEVER:
            return order
        arrive = [
            view.calendar.delivered(view.now, other.after, other.open)
            for other in running.alternatives
            if other.who is None or view.value(other.who).up
        ]
        return order._replace(placed=view.now, arrives=min(arrive)) if arrive else order

    def explain(self, view: Hindsight) -> Iterator[Cause]:
        yield from view.why_down(self.held_by)
        if view.now >= self.ends:
            yield view.cause(Why.EXPIRED, self.key, since=self.ends)
            return
        if self.place and not view.value(self.place).kept:
            yield view.cause(Why.OUT_OF_REACH, self.key, self.place, of=view.why(self.place))
        outage, lost = view.lost(self.key), tuple(view.why_lost(self.key))
        gone = outage is not None and outage.end is not None
        if self.running is None or gone or not self._is_empty(self.running, view):
            yield from lost
            return
        orders: tuple[Order, ...] = view.memory(self.key).orders
        if not orders:
            yield from lost or (view.cause(Why.EMPTY, self.key),)
            return
        order = orders[-1]
        due = view.calendar.here.midnight(order.turn.day)
        of: tuple[Cause, ...] = ()
        done, late = order.turn.done, due + 86_400
        if lost and (view.now < late or (done is not None and done < late)):
            of = lost  # what was there until just now needed no order yet
        elif done is None or done >= late:
            causes = self.running.crew.explain(view.then(due), self.key, order.turn.day)
            of = (view.cause(Why.NOT_FILLED, self.key, since=due, of=causes),)
        elif self.running.supplier and (order.placed is None or order.placed > done):
            # Who would deliver was not there when it was ordered, whether they are by now or not.
            of = view.at(max(done, view.start)).why(self.running.supplier)
        yield view.cause(Why.EMPTY, self.key, until=order.arrives, of=of)

    def _is_empty(self, running: Running, view: Hindsight) -> bool:
        """Whether nothing is left of it at this moment."""
        memory = view.memory(self.key)
        used = running.burn * running.meter(view.given).between(memory.since, view.now)
        return bool(memory.level <= used)
