"""Questions as people ask them, with answers from the plan and what was worked out; nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from outlast import words
from outlast.analysis import Facts
from outlast.model import Plan
from outlast.model.equipment import Equipment
from outlast.model.functions import Function
from outlast.model.locations import Location
from outlast.model.needs import requirements
from outlast.model.obligations import Obligation
from outlast.model.people import Person
from outlast.model.prose import literal
from outlast.model.scenarios import Scenario
from outlast.model.stock import Stock
from outlast.model.suppliers import Supplier
from outlast.model.systems import System
from outlast.pages import coverage, parts, ways_in, whatif
from outlast.pages.addresses import QUESTIONS, address
from outlast.pages.age import Age
from outlast.pages.start import likeliest_first
from outlast.site import Address, Link, Page, Part


@dataclass(frozen=True)
class Answered:
    """A question with its answer."""

    q: str
    """Plain text."""
    a: str
    """Small Markdown: one sentence to three, or a list."""
    more: str
    """Id of the thing whose page says more; empty where nothing does."""


@dataclass(frozen=True)
class Group:
    id: str
    title: str
    answered: tuple[Answered, ...]


@dataclass(frozen=True)
class QuestionsView:
    age: Age
    groups: tuple[Group, ...]
    asked: tuple[tuple[Link, str], ...]
    """Questions that people asked before, with the way to their answers, and what each is about."""
    reading: str


def page(plan: Plan, facts: Facts, age: Age) -> Page:
    """All questions, by what they are about."""
    groups = (
        Group("happened", "Something has happened", tuple(_happened(plan, facts))),
        Group("who", "Who does what, and up to how much", tuple(_who(plan))),
        Group("away", "When somebody cannot be reached", tuple(_away(plan, facts))),
        Group("may", "What somebody must not do", tuple(_must_not(plan))),
        Group("places", "Where we work", tuple(_where(plan))),
        Group("money", "What must be paid or done, and by when", tuple(_money(plan, facts))),
        Group("goods", "What runs out", tuple(_goods(plan))),
        Group("back", "How something comes back", tuple(_back(plan))),
        Group("keys", "Who gets in, and whose code it takes", tuple(_keys(plan))),
        Group("devices", "When a phone, a key or a laptop is gone", tuple(_devices(plan, facts))),
    )
    return Page(
        path=QUESTIONS.page,
        title="Questions and answers",
        kind="questions",
        part=Part.HELP,
        description="Plain questions with short answers: who, up to how much, by when, and what if not.",
        also=("questions", "faq", "vragen", "who may", "what if"),
        view=QuestionsView(
            age,
            tuple(group for group in groups if group.answered),
            tuple(_asked(plan)),
            coverage.reading(facts),
        ),
    )


def _happened(plan: Plan, facts: Facts) -> Iterator[Answered]:
    if plan.business.never:
        yield Answered("What may I not do, whatever has happened?", _bullets(plan.business.never), "")
    for each in plan.business.questions:
        yield Answered(str(each.q), each.a, "")
    for scenario in likeliest_first(plan):
        yield Answered(
            f"{scenario.title}: is this it, and what now?", _scenario(facts, scenario), scenario.id
        )
    for decision in plan.decisions.values():
        cases = "; ".join(str(case.when).rstrip(".") for case in decision.cases)
        yield Answered(str(decision.asks), f"It is decided beforehand, for each case: {cases}.", decision.id)


def _scenario(facts: Facts, scenario: Scenario) -> str:
    invoke, worked_out = scenario.invoke, facts.outlook.scenarios.get(scenario.id)
    return parts.sentence(
        f"it is, if this holds: {invoke.when}" if invoke and invoke.when else "",
        f"{_ids(invoke.by, 'or')} may say so" if invoke and invoke.by else "",
        whatif.headline(worked_out) if worked_out else "",
    )


def _who(plan: Plan) -> Iterator[Answered]:
    for function in plan.functions.values():
        limited = any(_bound(plan, function, number) for number in range(len(function.by.hands)))
        asks = "who does it, and up to how much?" if limited else "who does it?"
        yield Answered(f"{function.title}: {asks}", _hands(plan, function), function.id)


def _hands(plan: Plan, function: Function) -> str:
    if function.by.automatic:
        return "It runs by itself; nobody has to do anything while it works."
    if not function.by.hands:
        return SILENT
    said = []
    for number, hand in enumerate(function.by.hands):
        terms = filter(
            None,
            (
                _bound(plan, function, number),
                f"{words.duration(hand.starts_in)} after being asked" if hand.starts_in else "",
            ),
        )
        said.append(", ".join((f"{{{hand.who}}}", *terms)))
    agree = "Two people sign: nobody agrees to what they prepared" if function.approvals else ""
    return parts.sentence("first " + "; then ".join(said) if len(said) > 1 else said[0], agree)


def _bound(plan: Plan, function: Function, number: int) -> str:
    """How far a hand may go: `up to €80`; empty where nothing is said."""
    hand = function.by.hands[number]
    doer = plan.things.get(hand.who)
    may = doer.may.get(function.limit) if isinstance(doer, Person) and function.limit else None
    return words.limit(hand.up_to or may, plan.business.currency)


def _away(plan: Plan, facts: Facts) -> Iterator[Answered]:
    """For each function that hands do: what happens without the first of them."""
    for function in plan.functions.values():
        first = function.by.hands[:1]
        if not first:
            continue
        name = plan.thing(first[0].who).title
        yield Answered(
            f"{function.title}: what if {name} cannot be reached?",
            _without(plan, facts, function),
            function.id,
        )


def _without(plan: Plan, facts: Facts, function: Function) -> str:
    told = coverage.without_first(plan, facts, function)
    if told:
        return parts.sentence(*told)
    others = [f"{{{hand.who}}}" for hand in function.by.hands[1:]]
    if others:
        return f"Ask {words.some(others, 'then')}."
    way = function.workaround
    return parts.sentence(
        "nobody else is named for it", f"the way round it: {way.do}" if way and way.do else ""
    )


def _must_not(plan: Plan) -> Iterator[Answered]:
    barred: dict[str, list[str]] = {}
    for person in plan.people.values():
        for what in person.may_not:
            barred.setdefault(str(what), []).append(person.id)
    for thing, who in barred.items():
        alone = [p.id for p in plan.people.values() if thing in map(str, p.may)]
        may = f"{_ids(alone, 'and')} may" if alone else "of the others this copy does not say it: ask first"
        yield Answered(f"Who must not {thing}?", parts.sentence(_ids(who, "and"), may), who[0])


def _where(plan: Plan) -> Iterator[Answered]:
    for place in plan.locations.values():
        if place.fallback:
            yield Answered(f"Where do we work if {place.title} cannot be used?", _fallbacks(place), place.id)


def _fallbacks(place: Location) -> str:
    return parts.sentence(
        *(
            ", ".join(
                filter(
                    None,
                    (
                        f"at {{{each.to}}}" if each.to else f"in {literal(each.name or '')}",
                        f"ready in {words.duration(each.ready_in)}" if each.ready_in else "",
                        (each.notes or "").rstrip("."),
                    ),
                )
            )
            for each in place.fallback
        )
    )


def _money(plan: Plan, facts: Facts) -> Iterator[Answered]:
    """Duties first, by the day on which they are due; then bills and suppliers that no duty names."""
    days = {due.obligation: due.date for due in reversed(facts.calendar)}
    paid: set[str] = set()
    coming = sorted(plan.obligations.values(), key=lambda each: (each.id not in days, str(days.get(each.id))))
    for duty in coming:
        paid.update(duty.stops)
        when = words.day(days[duty.id]) if duty.id in days else ""
        asks = "who, by when, from what?" if duty.fund else "who, by when, and what if not?"
        yield Answered(f"{duty.title}: {asks}", _duty(plan, duty, when), duty.id)
    for system in plan.systems.values():
        if system.bill and system.id not in paid:
            yield Answered(f"Who pays {system.title}, from what?", _bill(plan, system), system.id)
    for supplier in plan.suppliers.values():
        if supplier.payment:
            yield Answered(f"How is {supplier.title} paid?", _paid(supplier), supplier.id)


def _duty(plan: Plan, duty: Obligation, when: str) -> str:
    grace = f" by more than {words.duration(duty.grace)}" if duty.grace else ""
    doers = "; then ".join(
        f"{{{hand.who}}}" + (f", {words.limit(hand.up_to, plan.business.currency)}" if hand.up_to else "")
        for hand in duty.by
    )
    return parts.sentence(
        f"next on {when}" if when else (str(duty.due) if duty.due else f"after {{{duty.after}}}"),
        f"it is done by itself; {doers} looks after it" if duty.automatic and doers else doers,
        f"it is paid from {{{duty.fund}}}" if duty.fund else "",
        f"late{grace}, this stops: {_ids(duty.stops, 'and')}" if duty.stops else "",
    )


def _bill(plan: Plan, system: System) -> str:
    bill = system.bill
    assert bill is not None  # noqa: S101 - the caller has looked
    funds = [fund for fund in plan.funds.values() if system.id in fund.pays]
    holders = dict.fromkeys(who for fund in funds for who in fund.holders)
    return (
        parts.sentence(
            f"{_ids(holders, 'or')} can use {_ids((fund.id for fund in funds), 'or')}" if funds else "",
            f"from {literal(bill.paid_with)}" if bill.paid_with else "",
            f"every {words.duration(bill.every)}" if bill.every else "",
            f"if nobody pays: {bill.if_unpaid}" if bill.if_unpaid else "",
        )
        or SILENT
    )


def _paid(supplier: Supplier) -> str:
    payment = supplier.payment
    assert payment is not None  # noqa: S101 - the caller has looked
    return (
        parts.sentence(
            f"by {{{payment.by}}}" if payment.by else "",
            f"from {literal(payment.with_)}" if payment.with_ else "",
            literal(payment.due) if payment.due else "",
        )
        or SILENT
    )


def _goods(plan: Plan) -> Iterator[Answered]:
    for stock in plan.stock.values():
        yield Answered(f"{stock.title}: who reorders, by when, or what runs out?", _reorder(stock), stock.id)


def _reorder(stock: Stock) -> str:
    refill = stock.refill
    return (
        parts.sentence(
            f"{_ids(refill.by, 'or')} orders" + (f", from {{{refill.from_}}}" if refill.from_ else "")
            if refill and refill.by
            else "",
            f"order when {words.duration(refill.at)} are left" if refill and refill.at else "",
            f"it takes {words.duration(refill.lead_time)} to come" if refill and refill.lead_time else "",
            f"a full shelf lasts {words.duration(stock.cover)}" if stock.cover else "",
            f"when it is empty, this stops: {_ids(stock.feeds, 'and')}" if stock.feeds else "",
        )
        or SILENT
    )


def _back(plan: Plan) -> Iterator[Answered]:
    for system in plan.systems.values():
        yield Answered(f"How do I get {system.title} back?", _restored(system), system.id)
        if system.backups:
            yield Answered(f"What is saved of {system.title}, and where?", _copies(system), system.id)


def _restored(system: System) -> str:
    restore = system.restore
    if restore is None or not (restore.by or restore.steps):
        return SILENT
    takes = f", in about {words.duration(restore.takes)}" if restore.takes else ""
    return parts.sentence(
        f"{_ids(restore.by, 'or')} can bring it back{takes}" if restore.by else "",
        f"at hand must be {parts.needed(restore.needs)}" if restore.needs else "",
        f"{words.count(len(restore.steps), 'step')} on its page say how" if len(restore.steps) > 1 else "",
    )


def _copies(system: System) -> str:
    return _bullets(
        ", ".join(
            filter(
                None,
                (
                    literal(backup.what),
                    f"every {words.duration(backup.every)}" if backup.every else "",
                    f"in {literal(backup.where)}" if backup.where else "",
                    f"last brought back for a test on {words.day(backup.tested.date)}"
                    if backup.tested
                    else "no test known",
                ),
            )
        )
        for backup in system.backups
    )


def _keys(plan: Plan) -> Iterator[Answered]:
    for system in plan.systems.values():
        if system.access or system.login:
            yield Answered(
                f"Who gets into {system.title}, and who holds its key?", ways_in.told(plan, system), system.id
            )


def _devices(plan: Plan, facts: Facts) -> Iterator[Answered]:
    for device in plan.equipment.values():
        yield Answered(f"What if this is gone: {device.title}?", _device(plan, facts, device), device.id)


def _device(plan: Plan, facts: Facts, device: Equipment) -> str:
    coded = [s.id for s in plan.systems.values() if any(way.second_factor == device.id for way in s.access)]
    users = [f.id for f in plan.functions.values() if any(n.what == device.id for n in requirements(f.needs))]
    answer = facts.outlook.without.get(device.id)
    return (
        parts.sentence(
            str(device.replace or ""),
            f"it gives the code for {_ids(coded, 'and')}" if coded else "",
            f"it is needed for {_ids(users, 'and')}" if users else "",
            f"three weeks without it: {whatif.headline(answer)}" if answer else "",
        )
        or SILENT
    )


def _asked(plan: Plan) -> Iterator[tuple[Link, str]]:
    for thing in plan.things.values():
        to = address(thing)
        there = to if to.fragment else Address(to.page, "questions")
        for each in thing.questions:
            yield Link(str(each.q), there), thing.title


SILENT = "This copy does not say."


def _ids(ids: Iterable[str], last: str) -> str:
    return words.some((f"{{{id}}}" for id in ids), last)


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
