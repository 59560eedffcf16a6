"""Who decides, who is told, whom the shop depends on, and what is practised and read again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from outlast.analysis.drills import DrillResult
from outlast.analysis.freshness import RECORDS, late_actions
from outlast.languages import mark
from outlast.model import Thing
from outlast.model.needs import requirements
from outlast.model.scenarios import Scenario
from outlast.model.suppliers import Supplier
from outlast.model.value import DrillRef
from outlast.pages.addresses import CALL_TREES, PEOPLE, READINESS, SCENARIOS, SERVE, SUPPLIERS, address
from outlast.questionnaires.verdicts import (
    NO_RHYTHM,
    TRIED_LONG_AGO,
    Item,
    Known,
    Proof,
    Verdict,
    best,
    called,
)
from outlast.site import Address

DRILLS = Address(READINESS.page, "drills")
STEPS = {
    "offline-copy": "Make a copy that nobody can change, steps: [Connect the disk., Copy., Unplug it.]",
    "new-bank-account": "Check a new bank account, steps: [Call the number in this runbook., Compare both.]",
    "somebody-leaves": "Somebody leaves, steps: [Close every account., Take the phone and the keys back.]",
    "install-updates": "Install updates, steps: [Look for updates., Install them., See that all works.]",
    "spot-fraud": "Spot a false email, steps: [Look at the address., Call the sender., Tell everybody.]",
    "encrypt-data": "Encrypt a device, steps: [Switch the encryption on., Keep the key in the vault.]",
}
"""Steps that answer a question, as a shop may begin them; the id is how a plan says which they are."""
_PRACTISED = mark("Steps for this that somebody tested in the last year: {proven} of {total}.")
_NO_FIRST_HOUR = mark("The plan does not say what to do first in these: {things}.")
_NOBODY_DECIDES = mark("The plan does not say who decides in these: {things}.")
_ONE_DECIDES = mark("Only one person can decide in these: {things}.")
_NOBODY_LEADS = mark("The plan does not say who leads in an emergency.")
_ONE_LEADS = mark("Only one person may lead in an emergency.")
_PAYS_ALONE = mark("The plan does not say that a second person approves these: {things}.")
_NO_ACCOUNT = mark("The plan lacks the bank account or the phone number of these: {things}.")
_NO_CONTACT = mark("The plan does not say how to reach these: {things}.")
_NO_OTHER = mark("The plan names nobody else for these: {things}.")
_NO_TARGETS = mark("The plan does not say how long these may stop: {things}.")
_NOT_MENDED = mark("What tests of these found should be fixed by now: {things}.")
_RISKS = "scenarios: {THING: {serve: {first-hour: [Call everybody.]}, reviewed: DAY}}"


def steps(known: Known) -> Proof:
    """Steps that the plan has under an id, or under another word that people search for."""
    found = [
        thing.id
        for thing in known.plan.things.values()
        if thing.collection in DrillRef.kinds and known.steps in called(thing)
    ]
    where = address(known.plan.things[found[0]]) if found else SERVE
    write = f"procedures: {{{known.steps}: {{name: {STEPS[known.steps]}}}}}"
    items = (best(map(known.tried, found)),) if found else ()
    return Proof(_PRACTISED, where, items, write)


def incident_plan(known: Known) -> Proof:
    items = (
        known.read(each)
        if each.serve.first_hour or each.restore.first_hour
        else Item(each.id, Verdict.UNSAID, _NO_FIRST_HOUR)
        for each in known.plan.scenarios.values()
    )
    told = mark("Incidents with a plan that somebody has checked: {proven} of {total}.")
    return Proof(told, SCENARIOS, tuple(items), _RISKS)


def incident_plan_tested(known: Known) -> Proof:
    items = (known.tried(id, Verdict.UNSAID) for id in known.plan.scenarios)
    told = mark("Incidents whose plan worked in a test of the last year: {proven} of {total}.")
    write = "exercises: {NAME: {name: NAME, of: THING, on: DAY, by: PERSON, result: worked}}"
    return Proof(told, DRILLS, tuple(items), write)


def who_decides(known: Known) -> Proof:
    crisis = known.plan.business.crisis
    leads = {str(who) for who in crisis.leads} - known.facts.vacant if crisis else set()
    items = (_leads(len(leads)), *(_decides(known, each) for each in known.plan.scenarios.values()))
    told = mark("Places that say who decides, and who else may: {proven} of {total}.")
    return Proof(told, SCENARIOS, items, "business: {crisis: {leads: [PERSON, PERSON]}}")


def call_tree(known: Known) -> Proof:
    """Whether calling everybody worked; also where steps say how, and somebody tested these."""
    trees = known.plan.call_trees
    by_calls = (str(each.of) for each in known.plan.exercises.values() if each.type == "calls")
    steps = (known.tried(id) for id in dict.fromkeys(by_calls) if id not in trees)
    items = (*map(known.tried, trees), *(item for item in steps if item.verdict is Verdict.YES))
    told = mark("Call trees that worked in a test of the last year: {proven} of {total}.")
    write = (
        "call_trees: {everybody: {name: Everybody, starts: PERSON, calls: [{who: PERSON, calls: PERSON}]}}"
    )
    return Proof(told, CALL_TREES, items, write)


def two_people_pay(known: Known) -> Proof:
    banks = known.systems("bank", "bank")
    items = (
        known.tried(each.id) if each.approvals else Item(each.id, Verdict.UNSAID, _PAYS_ALONE)
        for each in known.plan.functions.values()
        if banks & {str(need.what) for need in requirements(each.needs)}
    )
    told = mark("Payments by two people that somebody tested in the last year: {proven} of {total}.")
    write = "functions: {THING: {approvals: [{create: [PERSON], approve: [PERSON]}]}}"
    return Proof(told, SERVE, tuple(items), write)


def accounts_to_compare(known: Known) -> Proof:
    def complete(each: Supplier) -> bool:
        account = each.payment and (each.payment.iban or each.payment.account)
        phones = (way for contact in each.contacts for way in contact.reach if way.channel == "phone")
        return bool(account and any(phones))

    told = mark("Suppliers whose account and phone number somebody has checked: {proven} of {total}.")
    items = _suppliers(known, complete, _NO_ACCOUNT)
    return Proof(told, SUPPLIERS, items, "suppliers: {THING: {payment: {iban: IBAN}}}")


def suppliers_listed(known: Known) -> Proof:
    told = mark("Suppliers whose contacts somebody has checked: {proven} of {total}.")
    items = _suppliers(known, lambda each: any(contact.reach for contact in each.contacts), _NO_CONTACT)
    write = "suppliers: {THING: {contacts: [{name: Order desk, reach: PHONE}], reviewed: DAY}}"
    return Proof(told, SUPPLIERS, items, write)


def suppliers_replaced(known: Known) -> Proof:
    told = mark("Suppliers with an alternative that somebody has checked: {proven} of {total}.")
    items = _suppliers(known, lambda each: bool(each.alternatives), _NO_OTHER)
    write = "suppliers: {THING: {alternatives: [{name: NAME, lead_time: 10d}]}}"
    return Proof(told, SUPPLIERS, items, write)


def impact_known(known: Known) -> Proof:
    items = (
        known.read(each)
        if each.mtpd and each.mtpd.duration and each.rto and each.rto.duration
        else Item(each.id, Verdict.UNSAID, _NO_TARGETS)
        for each in known.plan.functions.values()
    )
    told = mark("Tasks with a longest acceptable stop that somebody has checked: {proven} of {total}.")
    return Proof(told, SERVE, tuple(items), "functions: {THING: {mtpd: 3d, rto: 1d}}")


def drills_held(known: Known) -> Proof:
    """Whether anything was practised in the last year, and whether what came of it was mended."""
    results = known.facts.drills
    held = [each for each in known.plan.exercises.values() if results[each.id] is not DrillResult.AHEAD]
    last = max(held, key=lambda each: each.on.date, default=None)
    items = []
    if last:
        recent = known.recent(last.on.date)
        kind, why = (Verdict.YES, "") if recent else (Verdict.IN_PART, TRIED_LONG_AGO)
        items.append(Item(str(last.of), kind, why, last.on.date))
    late = dict.fromkeys(str(drill.of) for drill, *_ in late_actions(known.plan, known.facts.as_of))
    items += [Item(id, Verdict.IN_PART, _NOT_MENDED) for id in late]
    told = mark("Results that speak for it, such as the last drill: {proven} of {total}.")
    write = "exercises: {NAME: {name: NAME, of: FUNCTION, on: DAY, by: PERSON, result: worked}}"
    return Proof(told, DRILLS, tuple(items), write)


def reviews(known: Known) -> Proof:
    """Whether everything has a rhythm in which it is read again, and was."""
    told = mark("Parts of the plan that somebody has checked in time: {proven} of {total}.")
    things = [each for each in known.plan.things.values() if each.collection not in RECORDS]
    items = tuple(
        known.read(each) if each.id in known.facts.review_due else Item(each.id, Verdict.UNSAID, NO_RHYTHM)
        for each in things
    )
    return Proof(told, Address(READINESS.page, "overdue"), items, "business: {review_every: 180d}")


def things_listed(known: Known) -> Proof:
    told = mark("Systems and devices whose entry somebody has checked: {proven} of {total}.")
    things: Iterable[Thing] = (*known.plan.systems.values(), *known.plan.equipment.values())
    write = "equipment: {laptop: {name: Laptop, held_by: PERSON, reviewed: DAY}}"
    return Proof(told, PEOPLE, tuple(map(known.read, things)), write)


def _leads(count: int) -> Item:
    if count > 1:
        return Item("", Verdict.YES)
    return Item("", Verdict.IN_PART, _ONE_LEADS) if count else Item("", Verdict.UNSAID, _NOBODY_LEADS)


def _decides(known: Known, scenario: Scenario) -> Item:
    deciders = {str(who) for who in scenario.invoke.by} - known.facts.vacant if scenario.invoke else set()
    if not deciders:
        return Item(scenario.id, Verdict.UNSAID, _NOBODY_DECIDES)
    read = known.read(scenario)
    return read if len(deciders) > 1 else replace(read, verdict=Verdict.IN_PART, why=_ONE_DECIDES)


def _suppliers(known: Known, complete: Callable[[Supplier], bool], why: str) -> tuple[Item, ...]:
    return tuple(
        known.read(each) if complete(each) else Item(each.id, Verdict.UNSAID, why)
        for each in known.plan.suppliers.values()
    )
