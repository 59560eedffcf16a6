"""Turns a plan into the nodes that the what-if walks through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from outlast.analysis.routes import last_tests
from outlast.analysis.whatif.almanac import NEVER, Almanac, Moment, Windows
from outlast.analysis.whatif.crew import Member, Route
from outlast.analysis.whatif.duties import Crew, Doer, Duty, Itself, Through
from outlast.analysis.whatif.needs import AnyOf, Door, Formula, Opened, Part, Req, Way, reqs
from outlast.analysis.whatif.node import Node
from outlast.analysis.whatif.presence import Carried, Replaced, Someone
from outlast.analysis.whatif.roster import Plate, Roster, Shifted
from outlast.analysis.whatif.simulation import Network
from outlast.analysis.whatif.stores import Running, Store
from outlast.analysis.whatif.systems import Serving
from outlast.analysis.whatif.work import Approval, Band, Instead, Work
from outlast.graph import circles
from outlast.model import Plan
from outlast.model.functions import Function, Hand
from outlast.model.funds import Fund
from outlast.model.needs import Choice, Requirement
from outlast.model.obligations import Obligation
from outlast.model.people import Person
from outlast.model.scalars import Duration, Limit, Loss, Money
from outlast.model.shifts import Shift
from outlast.model.stock import Stock
from outlast.model.systems import System

DAY = timedelta(days=1)
Bound = Decimal | None
"""How far somebody may go, in the currency of the business; None is any amount."""


class Unknown(NamedTuple):
    """Something that the plan does not say and an answer would need."""

    subject: str
    field: str
    """The key that is missing or does not say enough."""


@dataclass(frozen=True)
class Compiled:
    """A plan as nodes."""

    plan: Plan
    almanac: Almanac
    network: Network
    routes: tuple[Route, ...]
    unskilled: Mapping[str, frozenset[str]]
    """For each function, those who are listed and lack a skill that it takes."""
    unknown: tuple[Unknown, ...]
    """What the plan does not say, sorted."""

    def worth(self, money: Money) -> Decimal | None:
        """An amount in the currency of the business; None where no rate is given."""
        return _worth(self.plan, money)


def compile_plan(plan: Plan) -> Compiled:
    """The nodes of a plan. Takes time and space linear in what the plan says."""
    compiler = _Compiler(plan)
    nodes = {node.key: node for node in compiler.nodes()}
    return Compiled(
        plan,
        compiler.almanac,
        connect(nodes),
        compiler.routes,
        {f.id: frozenset(compiler.unskilled(f)) for f in plan.functions.values() if f.skills},
        tuple(sorted(set(compiler.unknown))),
    )


def connect(
    nodes: Mapping[str, Node],
    extra: Mapping[str, frozenset[str]] = MappingProxyType({}),
    first: Mapping[str, tuple[int, str]] = MappingProxyType({}),
) -> Network:
    """The order in which nodes are worked out.

    Args:
        extra: inputs that only some questions make.
        first: which of a circle come first; the others follow, sorted by key.
    """
    inputs = {key: node.inputs | extra.get(key, frozenset()) for key, node in nodes.items()}
    dependents: dict[str, list[str]] = defaultdict(list)
    for key in sorted(inputs):
        for other in inputs[key]:
            dependents[other].append(key)
    last = (10**9, "")
    timed = frozenset(who for node in nodes.values() for who in _timed(node))
    groups = tuple(
        tuple(sorted(group, key=lambda key: (first.get(key, last), key))) for group in circles(inputs)
    )
    return Network(
        nodes,
        {key: tuple(found) for key, found in dependents.items()},
        groups,
        {key: number for number, group in enumerate(groups) for key in group},
        {key: number for group in groups for number, key in enumerate(group)},
        timed,
    )


def _timed(node: Node) -> Iterator[str]:
    """Who counts from their return: because of notice, or of a sealed way that they hold."""
    members: tuple[Member, ...] = ()
    if isinstance(node, Work):
        members = (*node.members, *(node.instead.members if node.instead else ()))
    elif isinstance(node, Serving):
        members = node.restorers
    elif isinstance(node, Duty):
        members = node.crew.members()
    yield from (member.who for member in members if member.notice is not None or member.routes)


class _Compiler:
    """Reads a plan once; what it does not say is noted on the way."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.almanac = Almanac(plan.business)
        self.unknown: list[Unknown] = []
        self._number = 0
        self._doors = {system.id: self._door(system) for system in plan.systems.values()}
        self.routes = tuple(self._route(id) for id in plan.break_glass)
        self._holding: dict[str, list[str]] = defaultdict(list)
        """For each id the stores and duties that hold it down when they fail."""
        for duty in plan.obligations.values():
            for stopped in duty.stops:
                self._holding[stopped].append(duty.id)
        for stock in plan.stock.values():
            for fed in stock.feeds:
                self._holding[fed].append(stock.id)
        for fund in plan.funds.values():
            for paid in fund.pays:
                if not any(d.fund == fund.id and paid in d.stops for d in plan.obligations.values()):
                    self._holding[paid].append(fund.id)

    def nodes(self) -> Iterator[Node]:
        plan = self.plan
        for person in plan.people.values():
            holidays = tuple((h.from_.date, h.to.date) for h in person.holidays)
            yield Someone(person.id, person.name is None, holidays, self._held(person.id))
        for thing in plan.equipment.values():
            yield Carried(
                thing.id,
                tuple(str(who) for who in thing.held_by),
                bool(thing.stays),
                str(thing.kept_in) if thing.kept_in else None,
                bool(thing.spares),
                thing.fetch,
                self._held(thing.id),
            )
        for paper in plan.documents.values():
            yield Carried(
                paper.id,
                tuple(str(who) for who in paper.held_by),
                False,
                str(paper.kept_in) if paper.kept_in else None,
                False,
                None,
                self._held(paper.id),
                self._after(paper.expires.date) if paper.expires else NEVER,
            )
        for place in plan.locations.values():
            others = tuple(
                (str(f.to) if f.to else None, f.ready_in) for f in place.fallback if f.ready_in is not None
            )
            yield Replaced(place.id, others, None, self._held(place.id))
        for supplier in plan.suppliers.values():
            others = tuple(
                (str(a.who) if a.who else None, lead)
                for a in supplier.alternatives
                if (lead := a.lead_time or (plan.suppliers[a.who].lead_time if a.who else None)) is not None
            )
            back = supplier.rto.duration if supplier.rto else None
            yield Replaced(supplier.id, others, back, self._held(supplier.id))
        for system in plan.systems.values():
            yield self._system(system)
        for stock in plan.stock.values():
            yield self._stock(stock)
        for fund in plan.funds.values():
            yield self._fund(fund)
        for duty in plan.obligations.values():
            yield self._duty(duty)
        yield from self._shifts()
        for function in plan.functions.values():
            yield self._function(function)

    def _held(self, id: str) -> tuple[str, ...]:
        return tuple(sorted(set(self._holding.get(id, ()))))

    def _after(self, day: date) -> Moment:
        return self.almanac.here.midnight(day + DAY)

    # --- needs -------------------------------------------------------------------------------------

    def _formula(
        self,
        needs: Iterable[Requirement | Choice],
        coasts: Duration | None = None,
        stopped: frozenset[str] = frozenset(),
    ) -> Formula:
        """Args: stopped: what the duty stops that has these needs."""
        return tuple(self._part(need, coasts, stopped) for need in needs)

    def _part(self, need: Requirement | Choice, coasts: Duration | None, stopped: frozenset[str]) -> Part:
        if isinstance(need, Choice):
            return AnyOf(int(need.count), tuple(self._part(part, coasts, stopped) for part in need.any))
        self._number += 1
        role = str(need.as_) if need.as_ else None
        door = self._doors.get(need.what)
        if role and door is None and need.what in self.plan.systems:
            self.unknown.append(Unknown(str(need.what), "access"))
        suspended = need.what in stopped and need.what in self.plan.systems
        return Req(self._number, str(need.what), role, need.coasts or coasts, door, suspended)

    def _door(self, system: System) -> Door | None:
        if not system.access:
            return None
        ways: dict[str, list[Way]] = defaultdict(list)
        for entry in system.access:
            ways[str(entry.who)].append(
                Way(
                    str(entry.as_) if entry.as_ else None,
                    str(entry.second_factor) if entry.second_factor else None,
                    entry.starts_in,
                    self._after(entry.until.date) if entry.until else NEVER,
                )
            )
        ranks = {str(role): number for number, role in enumerate(system.roles)}
        return Door(ranks, {who: tuple(found) for who, found in ways.items()})

    def _route(self, id: str) -> Route:
        route = self.plan.break_glass[id]
        tests = last_tests(route)
        opens = tuple(
            Opened(id, str(each.system), str(each.as_) if each.as_ else None)
            for each in route.opens
            if each.system in tests and tests[each.system].worked
        )
        return Route(
            id,
            tuple(str(who) for who in route.holders),
            str(route.kept_in) if route.kept_in else None,
            route.delay,
            self.almanac.windows(route.hours),
            opens,
        )

    # --- hands -------------------------------------------------------------------------------------

    def _works(self, who: str) -> Windows:
        if who in self.plan.people:
            person = self.plan.people[who]
            off = tuple((h.from_.date, h.to.date) for h in person.holidays)
            return self.almanac.windows(person.works, None, off)
        supplier = self.plan.suppliers[who]
        closed = tuple((c.from_.date, c.to.date) for c in supplier.closures)
        return self.almanac.windows(supplier.hours, None, closed)

    def _member(
        self,
        who: str,
        needs: Formula,
        *,
        notice: Duration | None = None,
        paid: bool = False,
        listed: bool = True,
    ) -> Member:
        systems = {req.key for req in reqs(needs) if req.door}
        routes = tuple(
            route
            for route in self.routes
            if who in route.holders and any(opened.system in systems for opened in route.opens)
        )
        return Member(who, who in self.plan.people, self._works(who), needs, notice, paid, listed, routes)

    def _members(
        self,
        hands: Iterable[Hand],
        common: Formula,
        skills: Iterable[str] = (),
        stopped: frozenset[str] = frozenset(),
    ) -> tuple[Member, ...]:
        """Who of the listed can do it at all: who has the skills."""
        found = []
        first: str | None = None
        for hand in hands:
            who = str(hand.who)
            if first is None and not self._vacant(who):
                first = who
            if not self._skilled(who, skills):
                continue
            own = self._formula(hand.needs, None, stopped)
            usual = who == first
            paid = not usual and bool(hand.fee or hand.day_rate)
            notice = None if usual else hand.starts_in
            found.append(self._member(who, (*common, *own), notice=notice, paid=paid))
        return tuple(found)

    def unskilled(self, function: Function) -> Iterator[str]:
        """Who is listed for a function and lacks a skill that it takes."""
        for hand in function.by.hands:
            if not self._skilled(str(hand.who), [str(skill) for skill in function.skills]):
                yield str(hand.who)

    def _vacant(self, who: str) -> bool:
        return who in self.plan.people and self.plan.people[who].name is None

    def _skilled(self, who: str, skills: Iterable[str]) -> bool:
        return who not in self.plan.people or set(skills) <= set(self.plan.people[who].skills)

    def _sealed(
        self, listed: tuple[Member, ...], common: Formula, novice: bool, skills: Iterable[str]
    ) -> Iterator[Member]:
        """Holders of sealed ways who are not listed; they count where every step can be taken by a novice."""
        known = {member.who for member in listed}
        holders = dict.fromkeys(who for route in self.routes for who in route.holders)
        for who in holders:
            if novice and who not in known and self._skilled(who, skills):
                member = self._member(who, common, listed=False)
                if member.routes:
                    yield member

    # --- money and limits --------------------------------------------------------------------------

    def _worth(self, money: Money) -> Decimal | None:
        return _worth(self.plan, money)

    def _bound(self, limit: Limit) -> tuple[bool, Decimal]:
        """Whether any amount may be passed, else the highest that may."""
        amounts = [worth for money in limit.amounts if (worth := self._worth(money)) is not None]
        return limit.any, max(amounts, default=Decimal(0))

    def _limit_of(self, hand: Hand, key: str | None) -> tuple[bool, Decimal] | None:
        """How far a hand goes; None if nothing bounds it."""
        if hand.up_to is not None:
            return self._bound(hand.up_to)
        if key is None:
            return None
        person = self.plan.people.get(hand.who)
        if person is None:
            return None
        limit = _may(person, key)
        return self._bound(limit) if limit is not None else (False, Decimal(0))

    def _bands(self, function: Function, holders: Iterable[str]) -> tuple[Band, ...]:
        key = str(function.limit) if function.limit else None
        bounds = {str(hand.who): self._limit_of(hand, key) for hand in function.by.hands}
        for who in holders:
            limit = _may(self.plan.people[who], key) if key and who in self.plan.people else None
            bounds[who] = self._bound(limit) if limit is not None else (False, Decimal(0)) if key else None
        ranges: list[tuple[Decimal | None, Decimal | None, Fraction | None]]
        if function.amounts:
            ranges = [
                (
                    self._worth(band.over) if band.over else None,
                    self._worth(band.up_to) if band.up_to else None,
                    Fraction(band.share.fraction),
                )
                for band in function.amounts
            ]
        else:
            cuts = sorted({b[1] for b in bounds.values() if b is not None and not b[0] and b[1] > 0})
            edges: list[Decimal | None] = [None, *cuts, None]
            share = Fraction(1) if not cuts else None
            ranges = [(low, high, share) for low, high in pairwise(edges)]
            if cuts:
                self.unknown.append(Unknown(function.id, "amounts"))
        return tuple(
            Band(
                over,
                up_to,
                share,
                frozenset(who for who, bound in bounds.items() if _reaches(bound, up_to)),
                tuple(self._approvals(function, over, up_to)),
            )
            for over, up_to, share in ranges
        )

    def _approvals(self, function: Function, over: Bound, up_to: Bound) -> Iterator[Approval]:
        for row in function.approvals:
            low = self._worth(row.over) if row.over else None
            high = self._worth(row.up_to) if row.up_to else None
            apart = (high is not None and over is not None and high <= over) or (
                low is not None and up_to is not None and up_to <= low
            )
            if not apart:
                yield Approval(self._formula(row.create), self._formula(row.approve))

    # --- nodes -------------------------------------------------------------------------------------

    def _system(self, system: System) -> Serving:
        restore = system.restore
        takes_needs = self._formula(restore.needs) if restore else ()
        who = [str(each) for each in restore.by] if restore else []
        takes = restore.takes if restore and restore.takes else None
        if takes is None:
            self.unknown.append(Unknown(system.id, "restore.takes"))
            takes = system.rto.duration if system.rto else None
        took = [backup.took for backup in system.backups if backup.took]
        drilled = [
            drill.took
            for drill in sorted(self.plan.exercises.values(), key=lambda each: each.on)
            if drill.of == system.id and drill.took and drill.result == "worked"
        ]
        measured = drilled[-1] if drilled else max(took, key=lambda each: each.length, default=None)
        priority = int(restore.priority) if restore and restore.priority is not None else 10**6
        return Serving(
            system.id,
            self._formula(system.needs, system.coasts),
            self._held(system.id),
            tuple(self._member(each, takes_needs) for each in who),
            bool(who),
            takes_needs,
            takes,
            measured,
            (priority, system.id),
        )

    def _stock(self, stock: Stock) -> Store:
        refill = stock.refill
        place = str(stock.kept_in) if stock.kept_in else None
        falls = stock.cover is not None and refill is not None and refill.at is not None and bool(refill.by)
        if not falls:
            self.unknown.append(Unknown(stock.id, "refill" if stock.cover else "cover"))
        if refill is None or not refill.by:
            return Store(stock.id, Fraction(1), None, place, True, NEVER, self._held(stock.id))
        lead = refill.lead_time
        if lead is None and refill.from_ in self.plan.suppliers:
            lead = self.plan.suppliers[refill.from_].lead_time
        if lead is None:
            self.unknown.append(Unknown(stock.id, "refill.lead_time"))
        source = str(refill.from_) if refill.from_ else None
        running = Running(
            Fraction(1) if falls else Fraction(0),
            False,
            _days(refill.at) if falls and refill.at else Fraction(0),
            self._crew([str(who) for who in refill.by]),
            source,
            self._open(source),
            lead,
            lead is not None,
            None,
        )
        full = _days(stock.cover) if falls and stock.cover else Fraction(1)
        return Store(stock.id, full, running, place, True, NEVER, self._held(stock.id))

    def _open(self, who: str | None) -> Windows | None:
        """The days on which a supplier is not closed."""
        supplier = self.plan.suppliers.get(who) if who else None
        if supplier is None or not supplier.closures:
            return None
        return self.almanac.windows((), None, tuple((c.from_.date, c.to.date) for c in supplier.closures))

    def _fund(self, fund: Fund) -> Store:
        refill = fund.refill
        ends = self._after(fund.expires.date) if fund.expires else NEVER
        balance = self._worth(fund.balance) if fund.balance else None
        burn = self._worth(fund.burn.money) if fund.burn else None
        at = self._worth(refill.at) if refill and refill.at else None
        if balance is None or not burn or at is None or refill is None or not refill.by:
            self.unknown.append(Unknown(fund.id, "burn" if balance is not None and not burn else "refill"))
            return Store(fund.id, Fraction(1), None, None, False, ends, self._held(fund.id))
        amount = self._worth(refill.amount) if refill.amount else None
        running = Running(
            Fraction(burn),
            bool(fund.burn and fund.burn.open_days),
            Fraction(at),
            self._crew([str(who) for who in refill.by]),
            None,
            None,
            refill.lead_time,
            True,
            Fraction(amount) if amount is not None else None,
        )
        return Store(fund.id, Fraction(balance), running, None, False, ends, self._held(fund.id))

    def _crew(self, who: list[str]) -> Crew:
        doers = tuple(Doer(self._member(each, ())) for each in who)
        return Crew(doers, None)

    def _duty(self, duty: Obligation) -> Duty:
        stopped = frozenset(str(id) for id in duty.stops)
        common = self._formula(duty.needs, None, stopped)
        amount = self._worth(duty.amount) if duty.amount else None
        itself = [Itself(common)] if duty.automatic else []
        doers: list[Doer] = []
        first: str | None = None
        for hand in duty.by:
            who = str(hand.who)
            bound = self._bound(hand.up_to) if hand.up_to is not None else None
            fits = amount is None or _reaches(bound, amount)
            needs = (*common, *self._formula(hand.needs, None, stopped))
            if who in self.plan.functions:
                work = self._function(self.plan.functions[who], stopped)
                found = tuple(self._through(work, needs, amount)) if fits else ()
                doers += (each for each in found if isinstance(each, Doer))
                itself += (each for each in found if isinstance(each, Itself))
                first = first or who
                continue
            if first is None and not self._vacant(who):
                first = who
            notice = None if who == first else hand.starts_in
            doers.append(Doer(self._member(who, needs, notice=notice), fits))
        known = tuple(doer.member for doer in doers)
        novice = bool(duty.steps) and all(step.novice for step in duty.steps)
        doers += [Doer(each) for each in self._sealed(known, common, novice, ())]
        fund = str(duty.fund) if duty.fund else None
        after = str(duty.after) if duty.after else None
        return Duty(
            duty.id,
            Crew(tuple(doers), fund, tuple(itself)),
            duty.due,
            after,
            any(other.after == duty.id for other in self.plan.obligations.values()),
            duty.grace,
            duty.recovers_in,
            self.almanac.working,
        )

    def _through(self, work: Work, needs: Formula, amount: Decimal | None) -> Iterator[Doer | Itself]:
        """Whoever does the band of a function that holds an amount; without an amount, any band of it."""
        for band in work.bands:
            if not _within(amount, band.over, band.up_to):
                continue
            through = Through(work.key, work.held_by, work.restores_in, band.approvals)
            if work.automatic:
                yield Itself((*work.needs, *needs), through)
            for member in work.members:
                joined = self._member(
                    member.who,
                    (*member.needs, *needs),
                    notice=member.notice,
                    paid=member.paid,
                    listed=member.listed,
                )
                yield Doer(joined, member.who in band.within, through)

    def _shifts(self) -> Iterator[Node]:
        if not self.plan.shifts:
            return
        plates = {shift.id: self._plate(shift) for shift in self.plan.shifts.values()}
        people = {who: self._works(who) for plate in plates.values() for who in plate.staff}
        yield Roster(tuple(sorted(plates.values(), key=lambda plate: plate.order)), people)
        for shift in self.plan.shifts.values():
            capacity = Fraction(shift.capacity.fraction) if shift.capacity else Fraction(1)
            yield Shifted(plates[shift.id], capacity)

    def _plate(self, shift: Shift) -> Plate:
        served = (self.plan.functions[id] for id in shift.serves)
        lost = sum((self._per_day(function.loss) for function in served), Fraction(0))
        priority = int(shift.priority) if shift.priority is not None else 10**6
        suspended = None
        if shift.suspended_from or shift.suspended_until:
            suspended = (
                shift.suspended_from.date if shift.suspended_from else None,
                shift.suspended_until.date if shift.suspended_until else None,
            )
        return Plate(
            shift.id,
            self.almanac.windows(shift.hours),
            tuple(str(who) for who in shift.staff),
            int(shift.minimum),
            tuple(
                frozenset(who for who in shift.staff if self._skilled(who, (skill,)))
                for skill in shift.skills
            ),
            shift.rest,
            (priority, -lost, shift.id),
            suspended,
            shift.capacity is not None and shift.capacity.fraction < 1,
        )

    def _per_day(self, loss: Loss | None) -> Fraction:
        worth = self._worth(loss.money) if loss else None
        return Fraction(worth) if worth is not None else Fraction(0)

    def _function(self, function: Function, stopped: frozenset[str] = frozenset()) -> Work:
        """Args: stopped: what the duty stops that is done by the function."""
        common = self._formula(function.needs, None, stopped)
        skills = [str(skill) for skill in function.skills]
        listed = self._members(function.by.hands, common, skills, stopped)
        automatic = bool(function.by.automatic) or not function.by.hands
        if not function.by.automatic and not function.by.hands:
            self.unknown.append(Unknown(function.id, "by"))
        novice = bool(function.steps) and all(step.novice for step in function.steps)
        sealed = () if automatic else tuple(self._sealed(listed, common, novice, skills))
        if function.loss is None:
            self.unknown.append(Unknown(function.id, "loss"))
        shifts = [shift.id for shift in self.plan.shifts.values() if function.id in shift.serves]
        duties = [
            duty.id for duty in self.plan.obligations.values() if any(h.who == function.id for h in duty.by)
        ]
        return Work(
            function.id,
            () if automatic else (*listed, *sealed),
            automatic,
            common,
            self._held(function.id),
            self._bands(function, [member.who for member in sealed]),
            self.almanac.windows(function.hours) if function.hours else None,
            tuple(sorted(shifts)),
            function.unattended,
            self._instead(function),
            tuple(sorted(duties)) if function.only_when_due else None,
            function.rto.duration if function.rto else None,
        )

    def _instead(self, function: Function) -> Instead | None:
        way = function.workaround
        if way is None:
            return None
        if way.capacity is None:
            self.unknown.append(Unknown(function.id, "workaround.capacity"))
        needs = self._formula(way.needs)
        return Instead(
            self._members(way.by, needs),
            needs,
            bool(way.by),
            Fraction(way.capacity.fraction) if way.capacity else Fraction(0),
            way.at_most,
        )


def _worth(plan: Plan, money: Money) -> Decimal | None:
    if money.currency in (None, str(plan.business.currency)):
        return money.amount
    rates = {str(code): factor.number for code, factor in plan.business.rates.items()}
    rate = rates.get(money.currency or "")
    return money.amount * rate if rate is not None else None


def _may(person: Person, key: str) -> Limit | None:
    return next((limit for name, limit in person.may.items() if name == key), None)


def _reaches(bound: tuple[bool, Decimal] | None, up_to: Decimal | None) -> bool:
    if bound is None or bound[0]:
        return True
    return up_to is not None and bound[1] >= up_to


def _within(amount: Decimal | None, over: Decimal | None, up_to: Decimal | None) -> bool:
    if amount is None:
        return True
    return (over is None or amount > over) and (up_to is None or amount <= up_to)


def _days(duration: Duration) -> Fraction:
    return Fraction(duration.length // timedelta(seconds=1), 86_400)
