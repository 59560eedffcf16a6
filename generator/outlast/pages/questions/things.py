"""Questions about money, goods, systems and devices."""

from __future__ import annotations

from collections.abc import Iterator

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.needs import Purpose
from outlast.languages import say, say_count
from outlast.model import Plan
from outlast.model.equipment import Equipment
from outlast.model.obligations import Obligation
from outlast.model.prose import literal
from outlast.model.stock import Stock
from outlast.model.suppliers import Supplier
from outlast.model.systems import System
from outlast.pages import at_hand, parts, ways_in, whatif
from outlast.pages.backups import PROPOSED
from outlast.pages.numbers import answered
from outlast.pages.questions.answered import SILENT, ask_in_turn, bullets
from outlast.reasons import name, names
from outlast.site.parts import QuestionView


def money(plan: Plan, facts: Facts) -> Iterator[QuestionView]:
    """Duties first, by the day on which they are due; then bills and suppliers that no duty names."""
    days = {due.obligation: due.date for due in reversed(facts.calendar)}
    paid: dict[str, list[str]] = {}
    coming = sorted(plan.obligations.values(), key=lambda each: (each.id not in days, str(days.get(each.id))))
    for duty in coming:
        when = words.day(days[duty.id]) if duty.id in days else ""
        answer = _duty(plan, facts, duty, when)
        for creditor in filter(duty.pays, duty.stops):
            paid.setdefault(creditor, []).append(f"**{name(duty.id)}:** {answer}")
        asks = (
            say("{duty}: who, by when, and from which account?", duty=literal(duty.title))
            if duty.fund
            else say("{duty}: who, by when, and what if nobody does it?", duty=literal(duty.title))
        )
        yield QuestionView(asks, answer, duty.id)
    for system in plan.systems.values():
        if system.bill and system.id not in paid:
            yield QuestionView(
                say("Who pays {system}, and from which account?", system=literal(system.title)),
                _bill(plan, system),
                system.id,
            )
    for supplier in plan.suppliers.values():
        if supplier.payment:
            yield answered(
                plan,
                say("How do we pay {supplier}?", supplier=literal(supplier.title)),
                _paid(plan, supplier, paid.get(supplier.id, [])),
                supplier.id,
            )


def _duty(plan: Plan, facts: Facts, duty: Obligation, when: str) -> str:
    due = words.due(duty.due)
    told = [
        say("As of {start}, next time: {day}.", start=words.day(facts.as_of), day=when)
        if when
        else say("Due {time}.", time=due)
        if due
        else say("Do it after {duty}.", duty=name(duty.after or ""))
    ]
    doers = [
        say("{person} (for {amounts})", person=name(hand.who), amounts=bound)
        if (bound := words.limit(hand.up_to, plan.business.currency))
        else name(hand.who)
        for hand in duty.by
        if hand.who not in facts.vacant
    ]
    if doers and duty.automatic:
        told.append(
            say("It happens by itself. If it does not, ask {people}.", people=words.some(doers, "or"))
        )
    elif doers:
        told.append(ask_in_turn(doers))
    if duty.fund:
        told.append(say("Pay it from {fund}.", fund=name(duty.fund)))
    if duty.stops:
        values = {"things": names(duty.stops, "and"), "time": words.duration(duty.grace)}
        told.append(
            say("If you are more than {time} late, this stops: {things}.", **values)
            if duty.grace
            else say("If you are late, this stops: {things}.", **values)
        )
    return " ".join(told)


def _bill(plan: Plan, system: System) -> str:
    bill = system.bill
    assert bill is not None  # noqa: S101 - the caller has looked
    funds = [fund for fund in plan.funds.values() if system.id in fund.pays]
    holders = dict.fromkeys(who for fund in funds for who in fund.holders)
    return parts.sentence(
        say(
            "{people} can use {funds}.",
            people=names(holders, "or"),
            funds=names((fund.id for fund in funds), "or"),
        )
        if funds
        else "",
        say("Pay from {fund}.", fund=parts.account(plan, bill.paid_with)) if bill.paid_with else "",
        say("The bill comes every {time}.", time=words.duration(bill.every)) if bill.every else "",
        say("If nobody pays: {consequence}", consequence=bill.if_unpaid) if bill.if_unpaid else "",
    ) or say(SILENT)


def _paid(plan: Plan, supplier: Supplier, duties: list[str]) -> str:
    """The duties in which a supplier is paid; without one, what stands with the supplier."""
    payment = supplier.payment
    assert payment is not None  # noqa: S101 - the caller has looked
    alone = (
        say("{person} pays.", person=name(payment.by)) if payment.by else "",
        say("Pay from {fund}.", fund=parts.account(plan, payment.with_)) if payment.with_ else "",
    )
    when = say("When: {time}.", time=literal(payment.due)) if payment.due else ""
    return parts.sentence(*(duties or alone), when) or say(SILENT)


def goods(plan: Plan) -> Iterator[QuestionView]:
    for stock in plan.stock.values():
        asked = say("{stock}: who reorders, and when?", stock=literal(stock.title))
        yield answered(plan, asked, _reorder(stock), stock.id)


def _stops(stock: Stock) -> str:
    things = names(stock.feeds, "and")
    if stock.share:
        share = words.percent(stock.share.fraction)
        return say("When it is empty, {share} of this is not possible: {things}.", things=things, share=share)
    return say("When it is empty, this stops: {things}.", things=things)


def _reorder(stock: Stock) -> str:
    refill = stock.refill
    return parts.sentence(
        say("{people} orders more.", people=names(refill.by, "or")) if refill and refill.by else "",
        say("Order from {supplier}.", supplier=name(refill.from_)) if refill and refill.from_ else "",
        say("Order when the rest lasts only {time}.", time=words.duration(refill.at))
        if refill and refill.at
        else "",
        say("It arrives {time} after the order.", time=words.duration(refill.lead_time))
        if refill and refill.lead_time
        else "",
        say("A full stock lasts {time}.", time=words.duration(stock.cover)) if stock.cover else "",
        _stops(stock) if stock.feeds else "",
    ) or say(SILENT)


def back(plan: Plan) -> Iterator[QuestionView]:
    for system in plan.systems.values():
        yield QuestionView(
            say("How do I restore {system}?", system=literal(system.title)), _restored(system), system.id
        )
        if system.backups:
            asked = say("Which backups of {system} are there, and where?", system=literal(system.title))
            yield QuestionView(asked, _copies(system), system.id)


def _restored(system: System) -> str:
    restore = system.restore
    if restore is None or not (restore.by or restore.steps):
        return say(SILENT)
    told = (
        say("{people} can restore it.", people=names(restore.by, "or")) if restore.by else "",
        say("It takes about {time}.", time=words.duration(restore.takes)) if restore.takes else "",
        say("You need {things}.", things=at_hand.needed(restore.needs)) if restore.needs else "",
        say_count("Its page says how, in {count} step.", "Its page says how, in {count} steps.", steps)
        if (steps := len(restore.steps)) > 1
        else "",
    )
    return " ".join(filter(None, told))


def _copies(system: System) -> str:
    return bullets(
        parts.sentence(
            literal(backup.what),
            say("Made every {time}.", time=words.duration(backup.every)) if backup.every else "",
            say("Where: {place}.", place=literal(backup.where)) if backup.where else "",
            say("Last test: {day}.", day=words.day(backup.tested.date))
            if backup.tested
            else say("This copy knows no test of it."),
            "" if backup.confirmed else say(PROPOSED),
        )
        for backup in system.backups
    )


def keys(plan: Plan, facts: Facts) -> Iterator[QuestionView]:
    for system in plan.systems.values():
        if system.access or system.login:
            yield QuestionView(
                say("Who can sign in to {system}, and who has the code?", system=literal(system.title)),
                ways_in.told(plan, facts, system),
                system.id,
            )


def devices(plan: Plan, facts: Facts) -> Iterator[QuestionView]:
    for device in plan.equipment.values():
        yield QuestionView(
            say("What if this is gone: {thing}?", thing=literal(device.title)),
            _device(plan, facts, device),
            device.id,
        )


def _device(plan: Plan, facts: Facts, device: Equipment) -> str:
    coded = facts.needs.users(device.id, Purpose.FACTOR)
    users = facts.needs.users(device.id, Purpose.RUNS)
    without = whatif.headline_of(plan, facts, device.id)
    return parts.sentence(
        str(device.replace or ""),
        say("It gives the code for {systems}.", systems=names(coded, "and")) if coded else "",
        say("You need it for {things}.", things=names(users, "and")) if users else "",
        say("If it is gone for three weeks: {consequence}", consequence=without) if without else "",
    ) or say(SILENT)
