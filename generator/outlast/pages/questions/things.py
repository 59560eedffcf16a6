"""Questions about money, goods, systems and devices."""

from __future__ import annotations

from collections.abc import Iterator

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.needs import Purpose
from outlast.languages import say
from outlast.model import Plan
from outlast.model.equipment import Equipment
from outlast.model.obligations import Obligation
from outlast.model.prose import literal
from outlast.model.stock import Stock
from outlast.model.suppliers import Supplier
from outlast.model.systems import System
from outlast.pages import parts, ways_in, whatif
from outlast.pages.backups import PROPOSED
from outlast.pages.questions.answered import SILENT, bullets
from outlast.reasons import name, names
from outlast.site.parts import QuestionView


def money(plan: Plan, facts: Facts) -> Iterator[QuestionView]:
    """Duties first, by the day on which they are due; then bills and suppliers that no duty names."""
    days = {due.obligation: due.date for due in reversed(facts.calendar)}
    paid: set[str] = set()
    coming = sorted(plan.obligations.values(), key=lambda each: (each.id not in days, str(days.get(each.id))))
    for duty in coming:
        paid.update(duty.stops)
        when = words.day(days[duty.id]) if duty.id in days else ""
        asks = "who, by when, from what?" if duty.fund else "who, by when, and what if not?"
        yield QuestionView(f"{duty.title}: {asks}", _duty(plan, duty, when), duty.id)
    for system in plan.systems.values():
        if system.bill and system.id not in paid:
            yield QuestionView(f"Who pays {system.title}, from what?", _bill(plan, system), system.id)
    for supplier in plan.suppliers.values():
        if supplier.payment:
            yield QuestionView(f"How is {supplier.title} paid?", _paid(supplier), supplier.id)


def _duty(plan: Plan, duty: Obligation, when: str) -> str:
    grace = f" by more than {words.duration(duty.grace)}" if duty.grace else ""
    doers = "; then ".join(
        name(hand.who) + (f", {words.limit(hand.up_to, plan.business.currency)}" if hand.up_to else "")
        for hand in duty.by
    )
    return parts.sentence(
        f"next on {when}" if when else (words.due(duty.due) or f"after {{{duty.after}}}"),
        f"it is done by itself; {doers} looks after it" if duty.automatic and doers else doers,
        f"it is paid from {{{duty.fund}}}" if duty.fund else "",
        f"late{grace}, this stops: {names(duty.stops, 'and')}" if duty.stops else "",
    )


def _bill(plan: Plan, system: System) -> str:
    bill = system.bill
    assert bill is not None  # noqa: S101 - the caller has looked
    funds = [fund for fund in plan.funds.values() if system.id in fund.pays]
    holders = dict.fromkeys(who for fund in funds for who in fund.holders)
    return (
        parts.sentence(
            f"{names(holders, 'or')} can use {names((fund.id for fund in funds), 'or')}" if funds else "",
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


def goods(plan: Plan) -> Iterator[QuestionView]:
    for stock in plan.stock.values():
        asked = f"{stock.title}: who reorders, by when, or what runs out?"
        yield QuestionView(asked, _reorder(stock), stock.id)


def _stops(stock: Stock) -> str:
    return f"{stock.share} of this cannot be done" if stock.share else "this stops"


def _reorder(stock: Stock) -> str:
    refill = stock.refill
    return (
        parts.sentence(
            f"{names(refill.by, 'or')} orders" + (f", from {{{refill.from_}}}" if refill.from_ else "")
            if refill and refill.by
            else "",
            f"order when {words.duration(refill.at)} are left" if refill and refill.at else "",
            f"it takes {words.duration(refill.lead_time)} to come" if refill and refill.lead_time else "",
            f"a full shelf lasts {words.duration(stock.cover)}" if stock.cover else "",
            f"when it is empty, {_stops(stock)}: {names(stock.feeds, 'and')}" if stock.feeds else "",
        )
        or SILENT
    )


def back(plan: Plan) -> Iterator[QuestionView]:
    for system in plan.systems.values():
        yield QuestionView(f"How do I get {system.title} back?", _restored(system), system.id)
        if system.backups:
            yield QuestionView(f"What is saved of {system.title}, and where?", _copies(system), system.id)


def _restored(system: System) -> str:
    restore = system.restore
    if restore is None or not (restore.by or restore.steps):
        return SILENT
    takes = f", in about {words.duration(restore.takes)}" if restore.takes else ""
    return parts.sentence(
        f"{names(restore.by, 'or')} can bring it back{takes}" if restore.by else "",
        f"at hand must be {parts.needed(restore.needs)}" if restore.needs else "",
        f"{words.count(len(restore.steps), 'step')} on its page say how" if len(restore.steps) > 1 else "",
    )


def _copies(system: System) -> str:
    return bullets(
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
                    "" if backup.confirmed else say(PROPOSED),
                ),
            )
        )
        for backup in system.backups
    )


def keys(plan: Plan, facts: Facts) -> Iterator[QuestionView]:
    for system in plan.systems.values():
        if system.access or system.login:
            yield QuestionView(
                f"Who gets into {system.title}, and who holds its key?",
                ways_in.told(plan, facts, system),
                system.id,
            )


def devices(plan: Plan, facts: Facts) -> Iterator[QuestionView]:
    for device in plan.equipment.values():
        yield QuestionView(f"What if this is gone: {device.title}?", _device(facts, device), device.id)


def _device(facts: Facts, device: Equipment) -> str:
    coded = facts.needs.users(device.id, Purpose.FACTOR)
    users = facts.needs.users(device.id, Purpose.RUNS)
    without = whatif.headline_of(facts, device.id)
    return (
        parts.sentence(
            str(device.replace or ""),
            f"it gives the code for {names(coded, 'and')}" if coded else "",
            f"it is needed for {names(users, 'and')}" if users else "",
            f"three weeks without it: {without}" if without else "",
        )
        or SILENT
    )
