"""The state of one world: what is up, what is lost since when, and who is where."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from outlast.analysis.whatif.question import Kind, Question
from outlast.model import Plan
from outlast.model.functions import Hand
from outlast.model.needs import Choice, Requirement, requirements
from outlast.model.obligations import Doer
from outlast.model.people import Hours, Person
from outlast.model.scalars import Money
from outlast.model.suppliers import Supplier

from tests.whatif.oracle.clock import DAY, EVER, NEVER, Clock

Key = tuple[object, ...]
Band = tuple[str, int]
Place = tuple[tuple[Doer, ...], int, str | None]
"""A list of doers, a place in it, and who does a duty from there; None for what runs by itself."""


@dataclass(frozen=True)
class Range:
    """Amounts above one and up to another; None is nothing below and no end above."""

    over: Money | None
    up_to: Money | None


@dataclass
class Instance:
    """A duty on one of its days."""

    duty: str
    day: date
    known: int
    """From which moment it can be done: that at which the duty before it was done; else EVER."""
    opens: date
    """The first day on which somebody could do it in time."""
    done: int | None = None
    failed: bool = False


@dataclass
class Store:
    """What is left in a stock or a fund."""

    level: Fraction | None = None
    """The balance of a fund, the days of cover of a stock; None for what never runs down."""
    ordered: bool = False
    """Whether somebody has ordered what is not there yet."""
    arrives: int | None = None
    """When what was ordered is there."""


NOT_LOST = timedelta()
"""No length at all: what is not lost."""


@dataclass
class World:
    """One world that runs, with or without the loss."""

    plan: Plan
    question: Question
    clock: Clock
    timetable: dict[tuple[str, date | int], bool] = field(default_factory=dict)
    """Who has holidays on which day, and who works at which moment, as far as somebody asked."""
    gaps: dict[Band, list[bool]] | None = None
    """Step by step, whether the undisturbed world has nobody; None in the undisturbed world itself."""
    calm: bool = True
    """Before the start: nothing is lost and nobody was asked."""
    implied: dict[str, tuple[Requirement | Choice, ...]] = field(default_factory=dict)
    """What a node needs because a stock or a fund says so."""
    needs: dict[str, tuple[Requirement | Choice, ...]] = field(default_factory=dict)
    """All that a node needs to run: what it says itself, and what is implied."""
    novices: dict[str, tuple[Hand, ...]] = field(default_factory=dict)
    """Who may do a function without being listed for it."""
    places: dict[str, tuple[Place, ...]] = field(default_factory=dict)
    """From which places each duty is done, best first, as far as somebody asked."""
    ranges: dict[str, tuple[Range, ...]] = field(default_factory=dict)
    """The bands of each function."""
    up: dict[str, bool] = field(default_factory=dict)
    past: dict[int, dict[str, bool]] = field(default_factory=dict)
    """What was up on days before the start, by their first moments, as far as somebody asked."""
    since: dict[Key, int] = field(default_factory=dict)
    """Since when something does not hold; what holds is not in it."""
    coasting: list[tuple[Key, Requirement]] = field(default_factory=list)
    """Every need that may coast, with its key in `since`, without who has it."""
    restored: set[str] = field(default_factory=set)
    restoring: dict[str, tuple[int, str | None]] = field(default_factory=dict)
    """When a system that is being restored is ready, and who does it."""
    instances: list[Instance] = field(default_factory=list)
    stores: dict[str, Store] = field(default_factory=dict)
    staffing: dict[tuple[str, date], tuple[str, ...]] = field(default_factory=dict)
    """Who is in a shift of a day; nobody where it could not be filled."""
    shift_hours: dict[tuple[str, date], tuple[int, int]] = field(default_factory=dict)
    """Start and end of each shift on each day."""
    there: dict[str, bool] = field(default_factory=dict)
    """Who was not away when shifts were last looked at."""
    stopped: set[Band] = field(default_factory=set)
    """Bands that stopped and were not taken up since."""
    sealed: set[Band] = field(default_factory=set)
    """Bands that hands have who got in through break-glass."""
    resumed: set[Band] = field(default_factory=set)
    """Bands that paid hands took up after a stop, while nobody of the usual ones was at work since."""
    chain: dict[Band, bool] = field(default_factory=dict)
    """Whether somebody has had a band without a gap, hours and shifts aside."""
    kinds: dict[Band, Kind] = field(default_factory=dict)
    staffed: set[str] = field(default_factory=set)
    """The functions that somebody who can do them is at work for."""
    forgiven: frozenset[str] = frozenset()
    """What the duty stops that is looked at just now: a system that was suspended lets in who pays."""
    held: set[str] = field(default_factory=set)
    """What missed duties hold down."""
    noticed_at: int = 0
    """From when on anybody is asked: when it is noticed."""
    working_days: dict[tuple[str | None, date], bool] = field(default_factory=dict)
    """On which days somebody works at all, as far as somebody asked."""
    memory: dict[Key, int] = field(default_factory=dict)
    """Moments at which notice was heard and is over, and routes opened."""

    @cached_property
    def losses(self) -> dict[str, timedelta | None]:
        return self.question.losses

    def lost(self, id: str, t: int) -> bool:
        """Whether the question takes it away at that moment."""
        return id in self.losses and not self.calm and 0 <= t < self.lost_until(id)

    def lost_until(self, id: str) -> int:
        if id in self.restored:
            return EVER
        length = self.losses[id]
        plan = self.plan
        thing = plan.functions.get(id) or plan.suppliers.get(id) or plan.equipment.get(id)
        if length is None and thing is not None and thing.rto is not None:
            return self.clock.add(0, thing.rto.duration)
        return NEVER if length is None else self.clock.add(0, length)

    def stands(self, place: str, t: int) -> bool:
        """Whether a place itself is there; a fallback brings back nothing that was kept in it."""
        return not self.lost(place, t) and not self.held_down(place)

    def held_down(self, id: str) -> bool:
        """Whether a missed duty or an empty store holds it down."""
        implied = self.implied[id]
        return id in self.held or bool(implied and any(not self.up[r.what] for r in requirements(implied)))

    def in_reach(self, id: str, place: str, t: int) -> bool:
        """Whether what is kept in a place is in reach; what was lost itself and is back is at hand."""
        if self.stands(place, t):
            return True
        length = self.losses.get(id, NOT_LOST)
        restocked = length is None and id in self.plan.stock
        again = restocked or (length != NOT_LOST and t >= self.lost_until(id))
        return not self.calm and again and self.up[place]

    def hold_down(self, t: int) -> None:
        """Notes what missed duties hold down."""
        self.held = {
            node
            for instance in self.instances
            if instance.failed and not self._over(instance, t)
            for node in self.plan.obligations[instance.duty].stops
        }

    def _over(self, instance: Instance, t: int) -> bool:
        if instance.done is None:
            return False
        recovers = self.plan.obligations[instance.duty].recovers_in
        return t >= (self.clock.add(instance.done, recovers) if recovers else instance.done)

    def away(self, id: str, t: int) -> bool:
        """Whether somebody is not there at all; a role without a name is nobody, holidays are no absence.

        Reading: who is not paid, where the plan says that this stops them, is away.
        """
        person = self.plan.people.get(id)
        return self.lost(id, t) or self.held_down(id) or (person is not None and person.name is None)

    def at_leisure(self, id: str, t: int) -> bool:
        """Whether somebody does nothing on that day: holidays of a person, closures of a supplier.

        Reading: by the clock of the business. A supplier that is closed is up and does nothing itself.
        """
        key = (id, self.clock.day(t))
        if key not in self.timetable:
            thing = self.plan.things[id]
            assert isinstance(thing, Person | Supplier)
            free = thing.holidays if isinstance(thing, Person) else thing.closures
            self.timetable[key] = any(entry.from_.date <= key[1] <= entry.to.date for entry in free)
        return self.timetable[key]

    def serves(self, id: str, t: int) -> bool:
        """Whether something holds as a need: a person on holiday does nothing; a closed supplier is up."""
        return self.up[id] and not (id in self.plan.people and self.at_leisure(id, t))

    def present(self, id: str, t: int) -> bool:
        """Whether somebody could do something now, their working time aside."""
        return self.up[id] and not self.at_leisure(id, t)

    def works(self, id: str | None, t: int) -> bool:
        """Whether it is somebody's working time, absences aside; None is what runs by itself.

        Reading: who names no hours works at all times.
        """
        if id is None:
            return True
        if (id, t) not in self.timetable:
            thing = self.plan.things[id]
            assert isinstance(thing, Person | Supplier)
            schedule: tuple[Hours, ...] = thing.works if isinstance(thing, Person) else thing.hours
            inside = self.clock.served if isinstance(thing, Person) else self.clock.in_hours
            at_work = not schedule or inside(schedule, t)
            self.timetable[id, t] = at_work and not self.at_leisure(id, t)
        return self.timetable[id, t]

    def at_work(self, id: str | None, t: int) -> bool:
        """Whether somebody is there and it is their working time."""
        return id is None or (self.up[id] and self.works(id, t))

    def steps_of(self, day: date) -> range:
        """The first moments of the steps of a day."""
        return range(self.clock.midnight_of(day), self.clock.day_end(day), self.clock.step)

    def works_on(self, id: str | None, day: date) -> bool:
        if (id, day) not in self.working_days:
            self.working_days[id, day] = any(self.works(id, t) for t in self.steps_of(day))
        return self.working_days[id, day]

    def day_of_doing(self, id: str | None, due: date) -> date | None:
        """When somebody would do a duty in time: on its day, or on their last working day before.

        Reading: nobody does it more than 30 days early.
        """
        for back in range(31):
            if self.works_on(id, due - back * DAY):
                return due - back * DAY
        return None

    def noticed(self, hands: tuple[Hand, ...], number: int, t: int, who: str) -> bool:
        """Whether the hand at this place of a list is ready (second law, 4)."""
        hand = hands[number]
        if number == 0 or hand.starts_in is None:
            return True
        if self.calm or not self.question.ask:
            return False
        heard = self._once(("heard", who), t, t >= self.noticed_at, who)
        ready = self.clock.add(heard, hand.starts_in) if heard != NEVER else NEVER
        return self._once(("ready", who, str(hand.starts_in)), t, t >= ready, who) != NEVER

    def _once(self, key: Key, t: int, condition: bool, who: str) -> int:
        """The first moment at which it was so while somebody was at work; NEVER until then."""
        if key not in self.memory and condition and self.at_work(who, t):
            self.memory[key] = t
        return self.memory.get(key, NEVER)


def season(world: World, day: date) -> Fraction:
    """The highest factor of the seasons of a day."""
    here = (day.month, day.day)
    factors = []
    for each in world.plan.business.seasons:
        first, last = (each.from_.month, each.from_.day), (each.to.month, each.to.day)
        if first <= here <= last or (first > last and not last < here < first):
            factors.append(Fraction(each.factor.number))
    return max(factors, default=Fraction(1))
