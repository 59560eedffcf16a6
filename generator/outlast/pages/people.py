"""People: whom to call, and a page for each person and each supplier."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.sign_ins import last_sign_ins
from outlast.languages import say
from outlast.model import Plan, Thing
from outlast.model.call_trees import CallTree
from outlast.model.people import Person
from outlast.model.prose import literal
from outlast.model.suppliers import Contact, Payment, Supplier
from outlast.pages import authority, lists, parts, ready_messages, step_views, without
from outlast.pages.addresses import PEOPLE, SUPPLIERS, address
from outlast.pages.age import reading
from outlast.pages.attachments import files
from outlast.pages.chain import chains
from outlast.pages.clocks import clock
from outlast.pages.copy import Copy
from outlast.pages.downloads import CARDS, SHEET
from outlast.pages.numbers import reach
from outlast.pages.start import callers
from outlast.pages.turns import Turns, account_of, of_function, person_and_next
from outlast.reasons import name, names, reasons
from outlast.site import Page, Part
from outlast.site.blocks import (
    Box,
    BoxKind,
    Bullets,
    Calls,
    Chains,
    CopyAge,
    Downloads,
    FactList,
    Links,
    LocalTime,
    Prose,
    Reach,
    Rows,
    Section,
    Steps,
    Table,
    Tone,
    mentions,
    on_paper,
    opening,
    section,
)
from outlast.site.paper import Chapter, NoSheet, Sheet
from outlast.site.parts import Age, Call, Download, Fact, LinkNote, Row

Named = TypeVar("Named", bound=Thing)


ORDER = 60
PAY = "pay"
"""The limit of a person that bounds what they pay, as plans and the catalogue call it."""


def pages(copy: Copy) -> Iterator[Page]:
    """The call list, the people, and the suppliers with a list of their own."""
    plan, facts, age = copy.plan, copy.facts, copy.age
    yield _index(plan, age, copy.offers(CARDS, SHEET))
    for person in plan.people.values():
        yield _person(plan, facts, age, person)
    if plan.suppliers:
        lead = say("The shop buys from these firms and pays them.")
        rows = Rows(tuple(_row(each) for each in plan.suppliers.values()))
        yield Page(
            path=SUPPLIERS.page,
            title=say("Suppliers"),
            part=Part.PEOPLE,
            sections=opening(Prose(lead, Tone.LEAD), CopyAge(age), rows),
            sheet=NoSheet.ELSEWHERE,
            description=lead,
        )
    for supplier in plan.suppliers.values():
        yield _supplier(plan, facts, age, supplier)


def _index(plan: Plan, age: Age, downloads: tuple[Download, ...]) -> Page:
    suppliers = (LinkNote(say("Suppliers"), SUPPLIERS),) if plan.suppliers else ()
    calls = Calls(callers(plan), clocks=True)
    hours = say(
        "These are the usual working hours. The plan may know days off, but it does not know public holidays."
    )
    people = tuple(Row(each.id, "person", each.title, _doing(plan, each)) for each in plan.people.values())
    return Page(
        path=PEOPLE.page,
        title=say("People"),
        part=Part.PEOPLE,
        sections=(
            *opening(Prose(say("Find whom to call, and who does what."), Tone.LEAD), CopyAge(age)),
            *(section("call", say("Call in this order"), calls, Prose(hours, Tone.NOTE)) if calls else ()),
            *(each for tree in plan.call_trees.values() for each in _tree(plan, tree)),
            *section("everybody", say("Everybody, and what they do"), Rows(people)),
            *section("lists", say("Lists"), Links((*suppliers, *lists.links(plan, Part.PEOPLE)))),
            *section("take-along", say("Take this with you"), Downloads(downloads)),
        ),
        sheet=NoSheet.ELSEWHERE,
        description=say("Find whom to call, in which order, and who does what."),
        also=(say("phone numbers"), say("call list"), say("contacts")),
    )


def _tree(plan: Plan, tree: CallTree) -> tuple[Section, ...]:
    """A call tree, to be called down on the page of people itself."""
    return section(
        f"tree-{tree.id}",
        tree.title,
        Prose(parts.one_line(tree)),
        Prose(say("**What to say:** {message}", message=name(tree.message)) if tree.message else ""),
        Prose(
            say("**If somebody does not answer:** {instruction}", instruction=tree.if_nobody)
            if tree.if_nobody
            else ""
        ),
        Chains(chains(plan, tree)),
    )


def _doing(plan: Plan, person: Person) -> str:
    first = [f.id for f in plan.functions.values() if f.by.hands and f.by.hands[0].who == person.id]
    does = say("Does this first: {tasks}.", tasks=names(first)) if first else ""
    return parts.sentence(literal(person.role) if person.name else "", does)


def _person(plan: Plan, facts: Facts, age: Age, person: Person) -> Page:
    there = clock(plan, person)
    nobody = Prose(say("You cannot call anybody for this role."))
    vacant = person.id in facts.vacant and not person.reach
    mine = str(person.id)
    duties = _with(plan.obligations, lambda each: [hand.who for hand in each.by], mine)
    restores = _with(plan.systems, lambda each: each.restore.by if each.restore else (), mine)
    invokes = _with(plan.scenarios, lambda each: each.invoke.by if each.invoke else (), mine)
    return Page(
        path=address(person).page,
        title=person.title,
        part=Part.PEOPLE,
        sections=(
            *opening(
                Prose(literal(person.role) if person.title != person.role else "", Tone.LEAD),
                Prose(person.about or ""),
                Box((nobody,), BoxKind.CAREFUL, say("Nobody has this role yet")) if vacant else None,
                Reach(reach(person.reach), person.title),
                LocalTime(there) if there else None,
                FactList(_facts(plan, person)),
                CopyAge(reading(age, [person])),
            ),
            *section("may", say("What they may decide"), authority.authority(plan, person)),
            *section("does", say("What they do"), Rows(_functions(plan, facts, person))),
            *parts.asked(plan, person),
            *_things("duties", say("Duties with a day"), duties),
            *_things("shifts", say("Shifts"), _with(plan.shifts, lambda each: each.staff, mine)),
            *section("systems", say("What they can sign in to"), _access(plan, person)),
            *section("sign-ins", say("When they last tried to sign in"), FactList(_tried(plan, person))),
            *_things("restores", say("What they can restore"), restores),
            *_things("holds", say("What they hold"), _with(plan.equipment, lambda each: each.held_by, mine)),
            *_things("decides", say("Which emergencies they may declare"), invokes),
            *on_paper(
                without.without(
                    plan, facts, person.id, say("If {person} is away for 21 days", person=person.title)
                )
            ),
            *files(person, facts),
            *parts.on_the_web(person),
        ),
        sheet=Sheet(Chapter.PEOPLE),
        description=parts.sentence(str(person.role)),
        also=tuple(person.also),
    )


def _tried(plan: Plan, person: Person) -> tuple[Fact, ...]:
    """The last try for each system, with what was noted."""
    return tuple(
        Fact(
            plan.title(id),
            parts.sentence(
                say("It worked on {day}", day=words.day(tried.on.date))
                if tried.worked
                else say("It **did not work** on {day}", day=words.day(tried.on.date)),
                literal(tried.note or ""),
            ),
        )
        for id, tried in last_sign_ins(plan, person.id).items()
    )


def _things(id: str, heading: str, things: tuple[str, ...]) -> tuple[Section, ...]:
    return section(id, heading, Bullets(mentions(things)))


def _with(things: Mapping[str, Named], people: Callable[[Named], Iterable[str]], id: str) -> tuple[str, ...]:
    """The ids of the things that name this person."""
    return tuple(each.id for each in things.values() if id in map(str, people(each)))


def _facts(plan: Plan, person: Person) -> tuple[Fact, ...]:
    away = (
        say("{first} to {last}", first=words.day(each.from_.date), last=words.day(each.to.date))
        for each in person.holidays
    )
    return parts.figures(
        (say("Name in Latin letters"), literal(person.latin_name) if person.latin_name else None),
        (say("Works"), words.hours(person.works, plan.business.timezone)),
        (say("Time zone"), _clock(plan, person)),
        (say("Speaks"), words.some(words.language_in_english(code) for code in person.languages)),
        (say("Can"), literal(words.some(person.skills))),
        (say("Good to know"), person.notes),
        (say("Away"), words.some(away)),
        (say("If they disappear without a word, who notices"), _noticed(person)),
    )


def _noticed(person: Person) -> str:
    """`{maya} notices after 2 days.`"""
    time = words.duration(person.noticed_after)
    if person.noticed_by and time:
        return say("{person} notices after {time}.", person=name(person.noticed_by), time=time)
    if person.noticed_by:
        return say("{person} notices.", person=name(person.noticed_by))
    return say("Somebody notices after {time}.", time=time) if time else ""


def _access(plan: Plan, person: Person) -> Table | None:
    heads = (say("System"), say("Sign in as"), say("Second factor"))
    rows = tuple(
        (
            name(system.id),
            literal(way.as_ or "")
            if way.confirmed
            else say("{role} (you have not confirmed this)", role=literal(way.as_ or "")).strip(),
            names(way.second_factor, "or") or say("none"),
        )
        for system in plan.systems.values()
        for way in system.access
        if way.who == person.id
    )
    return Table(say("Systems they can sign in to"), heads, rows) if rows else None


def _clock(plan: Plan, person: Person) -> str | None:
    if person.timezone is None or person.timezone == plan.business.timezone:
        return None
    city = words.city(person.timezone)
    return say("{city} time ({zone})", city=city, zone=literal(person.timezone))


def _functions(plan: Plan, facts: Facts, person: Person) -> tuple[Row, ...]:
    """What they do, with their place among those who can."""
    rows = []
    shut_out = {
        each.subject: each for each in facts.outlook.cannot if each.who == person.id and each.path[0] == "by"
    }
    for function in plan.functions.values():
        order = [str(hand.who) for hand in function.by.hands]
        if person.id in order:
            before = names(id for id in order[: order.index(person.id)] if id not in facts.vacant)
            note = say("Does it if {people} cannot.", people=before) if before else say("Does this first.")
            if each := shut_out.get(function.id):
                why = " ".join(reasons(plan, facts.as_of, each.causes)[:2])
                note = say("Cannot do this yet. {why}", why=why)
            rows.append(Row(function.id, "serve", function.title, note))
    return tuple(rows)


def _row(supplier: Supplier) -> Row:
    return Row(
        supplier.id, "supplier", supplier.title, parts.sentence(literal(words.some(supplier.provides)))
    )


def _supplier(plan: Plan, facts: Facts, age: Age, supplier: Supplier) -> Page:
    path = address(supplier).page
    currency, payment = plan.business.currency, supplier.payment
    does = (f.id for f in plan.functions.values() if any(hand.who == supplier.id for hand in f.by.hands))
    steps = payment.steps if payment else ()
    asked = (
        (say("They ask you for"), literal(supplier.customer_number) if supplier.customer_number else None),
        (say("They answer"), words.hours(supplier.hours, plan.business.timezone)),
    )
    return Page(
        path=path,
        title=supplier.title,
        part=Part.PEOPLE,
        sections=(
            *opening(
                Prose(supplier.about or "", Tone.LEAD),
                Calls(contacts(supplier)),
                FactList(parts.figures(*asked)),
                CopyAge(age),
            ),
            *section("provides", say("What they supply"), Bullets(tuple(map(literal, supplier.provides)))),
            *parts.asked(plan, supplier),
            *section(
                "figures",
                say("In figures"),
                FactList(
                    parts.figures(
                        (say("Time from order to delivery"), words.duration(supplier.lead_time)),
                        (say("Smallest order"), words.money(supplier.minimum_order, currency)),
                        (
                            say("After a problem of their own, they deliver again within"),
                            words.target(supplier.rto),
                        ),
                    )
                ),
            ),
            *section(
                "payment",
                say("How to pay them"),
                FactList((*(_payment(plan, payment) if payment else ()), *_paid_by(plan, supplier.id))),
                Steps(step_views.Steps(plan, path).views(steps)),
            ),
            *ready_messages.to_send(plan, (), steps),
            *section("closures", say("When they are closed"), _closures(supplier)),
            *section("alternatives", say("Who else can deliver"), _alternatives(supplier)),
            *section("does", say("What they do for us"), Bullets(mentions(does))),
            *without.without(plan, facts, supplier.id, say("If they are not available for 21 days")),
            *files(supplier, facts),
            *parts.on_the_web(supplier),
        ),
        sheet=Sheet(Chapter.SUPPLIERS),
        description=parts.sentence(literal(words.some(supplier.provides))),
        also=tuple(supplier.also),
    )


def _payers(plan: Plan, by: str) -> Turns:
    """Who does what they do with a payment: the hands of the first function in which they have a limit."""
    found = (each for each in plan.functions.values() if each.limit and by in {h.who for h in each.by.hands})
    paying = next((each for each in found if each.limit == PAY), None)
    return of_function(paying, plan) if paying else Turns(plan)


def _payer(plan: Plan, payment: Payment) -> str | None:
    account = account_of(plan, payment.with_)
    needs = (account,) if account else ()
    return person_and_next(_payers(plan, payment.by), payment.by, needs=needs) if payment.by else None


def _payment(plan: Plan, payment: Payment) -> tuple[Fact, ...]:
    return parts.figures(
        (say("Who pays"), _payer(plan, payment)),
        (say("Pay from"), parts.account(plan, payment.with_)),
        (say("To their account (IBAN)"), literal(payment.iban) if payment.iban else None),
        (say("To their account"), literal(payment.account) if payment.account else None),
        (say("When"), literal(payment.due) if payment.due else None),
    )


def _paid_by(plan: Plan, supplier: str) -> tuple[Fact, ...]:
    """The duties that pay a supplier, each with how late it may be."""
    late = (
        say("{duty}: {time}", duty=name(duty.id), time=words.duration(duty.grace))
        for duty in plan.obligations.values()
        if duty.pays(supplier) and duty.grace
    )
    return parts.figures((say("How late you can be without harm"), words.some(late)))


def _closures(supplier: Supplier) -> Table | None:
    heads = (say("First day"), say("Last day"), say("Why"))
    rows = tuple(
        (words.day(each.from_.date), words.day(each.to.date), literal(each.why or ""))
        for each in supplier.closures
    )
    return Table(say("When they are closed"), heads, rows) if rows else None


def _alternatives(supplier: Supplier) -> Table | None:
    rows = tuple(
        (
            name(each.who) if each.who else literal(each.name or ""),
            words.duration(each.lead_time),
            each.notes or "",
        )
        for each in supplier.alternatives
    )
    heads = (say("Who"), say("Time from order to delivery"), say("Note"))
    return Table(say("Who else can deliver"), heads, rows) if rows else None


def contacts(supplier: Supplier) -> tuple[Call, ...]:
    """Whom to call at a supplier, in order."""
    return tuple(map(_contact, supplier.contacts))


def _contact(contact: Contact) -> Call:
    return Call("", str(contact.name), parts.sentence(str(contact.role or "")), reach(contact.reach))
