"""What the nodes of a plan are made from: its calendar, who gets in where, and who holds what down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from outlast.analysis import confirmed
from outlast.analysis.needs import Part as Need
from outlast.analysis.needs import Purpose, Some, need_graph
from outlast.analysis.routes import last_tests
from outlast.analysis.whatif.access import AccessEntry, AccessList, Opened, Route
from outlast.analysis.whatif.business_calendar import NEVER, BusinessCalendar, Moment, Windows
from outlast.analysis.whatif.crew import Member
from outlast.analysis.whatif.needs import AnyOf, Formula, Part, Requirement, requirements_in
from outlast.analysis.whatif.node import Instead
from outlast.analysis.whatif.question import Unknown
from outlast.model import Plan
from outlast.model.functions import Function, Hand
from outlast.model.people import Person
from outlast.model.scalars import Duration, Limit, Money
from outlast.model.suppliers import Supplier
from outlast.model.systems import Access, System
from outlast.source import KeyPath

DAY = timedelta(days=1)
ANY = Decimal("Infinity")
"""Any amount."""


class PlanReader:
    """Reads a plan once; what it does not say is noted on the way."""

    def __init__(self, plan: Plan, calendar: BusinessCalendar | None = None) -> None:
        """Args: calendar: that of another plan of the same business."""
        self.plan = plan
        self.needs = need_graph(plan)
        self.calendar = calendar or BusinessCalendar(plan.business)
        self.unknown: list[Unknown] = []
        self._number = 0
        self._access: dict[str, AccessList | None] = {}
        self._access |= {system.id: self._access_list(system) for system in plan.systems.values()}
        self.routes = tuple(self._route(id) for id in plan.break_glass)

    def begin_node(self) -> None:
        """Number the needs of a node from the beginning: those of others leave it as it is."""
        self._number = 0

    def held(self, id: str) -> tuple[str, ...]:
        """The stores and duties that hold something down when they fail."""
        duties = self.whats(id, Purpose.DUTY)
        # A fund that a duty pays from holds down nothing by itself: the duty does.
        paid = {fund for duty in duties for fund in self.whats(duty, Purpose.FUND)}
        return tuple(sorted(duties | self.whats(id, Purpose.STOCK) | (self.whats(id, Purpose.FUND) - paid)))

    def shares(self, id: str) -> Iterator[tuple[str, Fraction]]:
        """The stocks without which something goes on in part, each with the part that hangs on it."""
        for stock in sorted(self.whats(id, Purpose.SHARE)):
            share = self.plan.stock[stock].share
            yield stock, Fraction(share.fraction) if share else Fraction(1)

    def whats(self, id: str, purpose: Purpose) -> set[str]:
        """What a thing needs for one purpose."""
        return {edge.what for edge in self.needs.needed(id, purpose)}

    def after(self, day: date) -> Moment:
        """The first moment after a day."""
        return self.calendar.here.midnight(day + DAY)

    def formula(
        self,
        thing: str,
        *path: str | int,
        coasts: Duration | None = None,
        stopped: frozenset[str] = frozenset(),
    ) -> Formula:
        """What the `needs` in one field ask for.

        Args:
            stopped: what the duty stops that has these needs.
        """
        return tuple(self._part(part, coasts, stopped) for part in self.needs.at(thing, *path))

    def _part(self, need: Need, coasts: Duration | None, stopped: frozenset[str]) -> Part:
        if isinstance(need, Some):
            return AnyOf(need.count, tuple(self._part(part, coasts, stopped) for part in need.parts))
        self._number += 1
        access = self._access.get(need.what)
        if need.as_ and access is None and need.what in self.plan.systems:
            self.unknown.append(Unknown(need.what, "access"))
        suspended = need.what in stopped and need.what in self.plan.systems
        return Requirement(self._number, need.what, need.as_, need.coasts or coasts, access, suspended)

    def _access_list(self, system: System) -> AccessList | None:
        if not system.access:
            return None
        tried = AccessList(confirmed.roles(system), self._ways(confirmed.ways_in(system)), None, self._access)
        hoped = AccessList(confirmed.ranked(system), self._ways(system.access))
        return replace(tried, hoped=hoped) if hoped != tried else tried

    def _ways(self, access: Iterable[Access]) -> Mapping[str, tuple[AccessEntry, ...]]:
        ways: dict[str, list[AccessEntry]] = defaultdict(list)
        for entry in access:
            ways[str(entry.who)].append(
                AccessEntry(
                    str(entry.as_) if entry.as_ else None,
                    tuple(str(factor) for factor in entry.second_factor),
                    entry.starts_in,
                    self.after(entry.until.date) if entry.until else NEVER,
                )
            )
        return {who: tuple(found) for who, found in ways.items()}

    def _route(self, id: str) -> Route:
        route = self.plan.break_glass[id]
        tests = last_tests(route)
        opens = tuple(
            Opened(
                id,
                str(each.system),
                str(each.as_) if each.as_ else None,
                str(each.account) if each.account and self.plan.business.own_accounts else None,
            )
            for each in route.opens
            if each.system in tests and tests[each.system].worked
        )
        return Route(
            id,
            tuple(str(who) for who in route.holders),
            str(route.kept_in) if route.kept_in else None,
            route.delay,
            self.calendar.windows(route.hours),
            opens,
        )

    def works(self, who: str) -> Windows:
        """When a person or a supplier is at work."""
        if who in self.plan.people:
            person = self.plan.people[who]
            off = tuple((h.from_.date, h.to.date) for h in person.holidays)
            return self.calendar.served(person.works, off)
        supplier = self.plan.suppliers[who]
        return self.calendar.windows(supplier.hours, _closed(supplier))

    def open(self, who: str | None) -> Windows | None:
        """The days on which a supplier is not closed; None where there are no others."""
        supplier = self.plan.suppliers.get(who) if who else None
        closed = _closed(supplier) if supplier else ()
        return self.calendar.windows((), closed) if closed else None

    def member(
        self,
        who: str,
        needs: Formula,
        *,
        notice: Duration | None = None,
        paid: bool = False,
        listed: bool = True,
    ) -> Member:
        # A listed hand gets into a system without a list anyway; who is not listed counts by the way alone.
        systems = {each.key for each in requirements_in(needs) if each.access or not listed}
        own = (route.of(who) for route in self.routes if who in route.holders)
        routes = tuple(route for route in own if any(opened.system in systems for opened in route.opens))
        return Member(who, who in self.plan.people, self.works(who), needs, notice, paid, listed, routes)

    def members(
        self,
        hands: Iterable[Hand],
        of: str,
        path: KeyPath,
        common: Formula,
        skills: Iterable[str] = (),
        stopped: frozenset[str] = frozenset(),
    ) -> tuple[Member, ...]:
        """Who of those listed in a field of a thing can do it at all: who has the skills."""
        found = []
        first: str | None = None
        for number, hand in enumerate(hands):
            who = str(hand.who)
            if first is None and not self.vacant(who):
                first = who
            if not self.skilled(who, skills):
                continue
            own = self.formula(of, *path, number, "needs", stopped=stopped)
            usual = who == first
            paid = not usual and bool(hand.fee or hand.day_rate)
            notice = None if usual else hand.starts_in
            found.append(self.member(who, (*common, *own), notice=notice, paid=paid))
        return tuple(found)

    def unskilled(self, function: Function) -> Iterator[str]:
        """Who is listed for a function and lacks a skill that it takes."""
        for hand in function.by.hands:
            if not self.skilled(str(hand.who), [str(skill) for skill in function.skills]):
                yield str(hand.who)

    def alternatives(self, supplier: Supplier) -> tuple[Instead, ...]:
        """Who delivers instead of a supplier."""
        return tuple(
            Instead(str(a.who) if a.who else None, lead, self.open(a.who))
            for a in supplier.alternatives
            if (lead := a.lead_time or (self.plan.suppliers[a.who].lead_time if a.who else None)) is not None
        )

    def vacant(self, who: str) -> bool:
        """Whether nobody has a role."""
        return who in self.plan.people and self.plan.people[who].name is None

    def skilled(self, who: str, skills: Iterable[str]) -> bool:
        """Whether a person has all of some skills; suppliers are listed for what they can do."""
        return who not in self.plan.people or set(skills) <= set(self.plan.people[who].skills)

    def sealed(
        self, listed: Collection[str], common: Formula, novice: bool, skills: Iterable[str]
    ) -> Iterator[Member]:
        """Holders of sealed ways who are not listed; they count where every step can be taken by a novice."""
        holders = dict.fromkeys(who for route in self.routes for who in route.holders)
        for who in holders:
            if novice and who not in listed and self.skilled(who, skills):
                member = self.member(who, common, listed=False)
                if member.routes:
                    yield member

    def worth(self, money: Money) -> Decimal | None:
        return worth(self.plan, money)

    def bound(self, limit: Limit | None) -> Decimal:
        """The highest amount that may be passed: nothing where the plan gives no limit."""
        if limit is None:
            return Decimal(0)
        amounts = [worth for money in limit.amounts if (worth := self.worth(money)) is not None]
        return ANY if limit.any else max(amounts, default=Decimal(0))


def worth(plan: Plan, money: Money) -> Decimal | None:
    """An amount in the currency of the business; None where no rate is given."""
    if money.currency in (None, str(plan.business.currency)):
        return money.amount
    rates = {str(code): factor.number for code, factor in plan.business.rates.items()}
    rate = rates.get(money.currency or "")
    return money.amount * rate if rate is not None else None


def may(person: Person, key: str) -> Limit | None:
    """How far somebody may go; None where the plan does not say."""
    return next((limit for name, limit in person.may.items() if name == key), None)


def _closed(supplier: Supplier) -> tuple[tuple[date, date], ...]:
    """The days on which a supplier is closed."""
    return tuple((closure.from_.date, closure.to.date) for closure in supplier.closures)
