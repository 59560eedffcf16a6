"""The first law for what runs down and is filled again: stock and funds."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from outlast.analysis.whatif.business_calendar import NEVER, Meter, Moment, Windows
from outlast.analysis.whatif.duties import Crew, Turn
from outlast.analysis.whatif.needs import Timing
from outlast.analysis.whatif.node import Timers, Value, View
from outlast.model.scalars import Duration


@dataclass(frozen=True)
class Running:
    """How a store runs down, and how it is filled."""

    burn: Fraction
    """How much goes on each day that counts; nothing where the plan does not say."""
    open_days: bool
    at: Fraction
    """The level at which refilling is due."""
    crew: Crew
    supplier: str | None
    open: Windows | None
    """The days on which the supplier is not closed."""
    lead_time: Duration | None
    known: bool
    """Whether anybody knows how long it takes."""
    adds: Fraction | None
    """By how much it is filled; None fills it up."""


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
    order: Order | None
    past: tuple[Order, ...]
    emptied: bool
    """Whether what was there is lost."""

    @property
    def orders(self) -> tuple[Order, ...]:
        """Every refilling so far."""
        return (*self.past, self.order) if self.order else self.past


@dataclass(frozen=True)
class StoreNode:
    """A stock or a fund."""

    key: str
    full: Fraction
    running: Running | None
    """None where the plan does not say how it runs down."""
    place: str | None
    goods: bool
    """Whether what is lost is bought again, as goods are; a fund that is lost is out of reach."""
    ends: Moment = NEVER
    held_by: tuple[str, ...] = ()

    @cached_property
    def inputs(self) -> frozenset[str]:
        found = [*self.held_by]
        if self.place:
            found.append(self.place)
        if self.running:
            found += self.running.crew.watched()
            if self.running.supplier:
                found.append(self.running.supplier)
        return frozenset(found)

    def step(self, view: View, memory: Memory | None) -> tuple[Value, Memory]:
        memory = memory or Memory({}, self.full, view.now, None, (), False)
        timing = Timing(view, memory.timers)
        outage = view.lost(self.key)
        emptied = self.goods and outage is not None and outage.end is None
        gone = outage is not None and not emptied
        fit = (
            self._reached(view, emptied)
            and view.now < self.ends
            and all(view.value(key).up for key in self.held_by)
        )
        view.wake(self.ends)
        running = self.running
        if running is None:
            up = fit and outage is None
            return Value(up), memory._replace(timers=timing.after)
        meter = self._meter(view)
        level, order, past = memory.level, memory.order, memory.past
        if not view.before:
            level = max(Fraction(0), level - running.burn * meter.between(memory.since, view.now))
        if emptied and not memory.emptied:
            level = Fraction(0)
            order = order if order and order.turn.done is not None else None
        if order and order.arrives <= view.now:
            level = self.full if running.adds is None else level + running.adds
            past, order = (*past, order), None
        if order is None and not view.before:
            order = self._due(running, level, meter, view)
        if order and order.turn.done is None and not view.question.is_idle(self.key):
            order = self._ordered(running, order, timing, view)
        if order and order.turn.done is not None and order.placed is None:
            order = self._placed(running, order, view)
        if order:
            view.wake(order.arrives)
        up = fit and not gone and level > 0
        if level > 0 and running.burn and not view.before:
            view.wake(meter.reaches(view.now, level / running.burn, view.horizon))
        return Value(up), Memory(timing.after, level, view.now, order, past, emptied)

    def _reached(self, view: View, emptied: bool) -> bool:
        """Whether it is in reach; what was lost itself and is back lies where the business works now."""
        if self.place is None:
            return True
        place = view.value(self.place)
        return place.kept or (place.up and (emptied or view.replaced(self.key)))

    def _due(self, running: Running, level: Fraction, meter: Meter, view: View) -> Order | None:
        """The refilling that is due, once the store has fallen to its level."""
        if level <= running.at:
            return Order(Turn(view.calendar.here.date(view.now)))
        if running.burn:
            view.wake(meter.reaches(view.now, (level - running.at) / running.burn, view.horizon))
        return None

    def _ordered(self, running: Running, order: Order, timing: Timing, view: View) -> Order:
        """The order, placed if somebody who can is at work now."""
        for doer, fit in zip(running.crew.doers, running.crew.able(view, timing), strict=True):
            if fit and doer.member.at_work(view.now):
                return order._replace(turn=order.turn._replace(done=view.now, by=doer.member.who))
            if fit:
                view.wake(doer.member.windows.next(view.now))
        return order

    def _placed(self, running: Running, order: Order, view: View) -> Order:
        if running.supplier and not view.value(running.supplier).up:
            return order
        if running.open:
            opens = running.open.next(view.now)
            view.wake(opens)
            if opens > view.now:
                return order
        arrives = NEVER
        if running.known:
            arrives = view.calendar.add(view.now, running.lead_time) if running.lead_time else view.now
        return order._replace(placed=view.now, arrives=arrives)

    def _meter(self, view: View) -> Meter:
        return view.run.meter(self.running is not None and self.running.open_days)
