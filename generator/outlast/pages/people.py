"""People: whom to call, and a page for each person and each supplier."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.sign_ins import last_sign_ins
from outlast.model import Plan, Thing
from outlast.model.call_trees import CallTree
from outlast.model.people import Person
from outlast.model.prose import literal
from outlast.model.suppliers import Contact, Payment, Supplier
from outlast.pages import lists, parts, without
from outlast.pages.addresses import PEOPLE, SUPPLIERS
from outlast.pages.attachments import files
from outlast.pages.chain import chains
from outlast.pages.clocks import clock
from outlast.pages.copy import Copy
from outlast.pages.downloads import CARDS, SHEET
from outlast.pages.start import callers
from outlast.pages.turns import Turns, of_function, person_and_next
from outlast.reasons import name, names
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
        lead = Prose("Whom the shop buys from and pays.", Tone.LEAD)
        rows = Rows(tuple(_row(each) for each in plan.suppliers.values()))
        yield Page(
            path=SUPPLIERS.page,
            title="Suppliers",
            part=Part.PEOPLE,
            sections=opening(lead, CopyAge(age), rows),
            sheet=NoSheet.ELSEWHERE,
            description="Whom the shop buys from and pays.",
        )
    for supplier in plan.suppliers.values():
        yield _supplier(plan, facts, age, supplier)


def _index(plan: Plan, age: Age, downloads: tuple[Download, ...]) -> Page:
    suppliers = (LinkNote("Suppliers", SUPPLIERS),) if plan.suppliers else ()
    calls = Calls(callers(plan), clocks=True)
    hours = (
        "Hours are the usual ones. Days off are counted where the plan knows them; public holidays are not."
    )
    people = tuple(Row(each.id, "person", each.title, _doing(plan, each)) for each in plan.people.values())
    return Page(
        path=PEOPLE.page,
        title="People",
        part=Part.PEOPLE,
        sections=(
            *opening(Prose("Whom to call, and who does what.", Tone.LEAD), CopyAge(age)),
            *(section("call", "Call, in this order", calls, Prose(hours, Tone.NOTE)) if calls else ()),
            *(each for tree in plan.call_trees.values() for each in _tree(plan, tree)),
            *section("everybody", "Everybody, and what they do", Rows(people)),
            *section("lists", "Lists", Links((*suppliers, *lists.links(plan, Part.PEOPLE)))),
            *section("take-along", "Take along", Downloads(downloads)),
        ),
        sheet=NoSheet.ELSEWHERE,
        description="Whom to call, in order, and who does what.",
        also=("phone numbers", "call list", "contacts"),
    )


def _tree(plan: Plan, tree: CallTree) -> tuple[Section, ...]:
    """A call tree, to be called down on the page of people itself."""
    return section(
        f"tree-{tree.id}",
        tree.title,
        Prose(parts.one_line(tree)),
        Prose(f"**What to say:** {{{tree.message}}}" if tree.message else ""),
        Prose(f"**If somebody does not answer:** {tree.if_nobody}" if tree.if_nobody else ""),
        Chains(chains(plan, tree)),
    )


def _doing(plan: Plan, person: Person) -> str:
    first = [f.id for f in plan.functions.values() if f.by.hands and f.by.hands[0].who == person.id]
    does = f"does {names(first)}" if first else ""
    return parts.sentence(literal(person.role) if person.name else "", does)


def _person(plan: Plan, facts: Facts, age: Age, person: Person) -> Page:
    there = clock(plan, person)
    nobody = Prose("There is nobody to call for it.")
    vacant = person.id in facts.vacant and not person.reach
    mine = str(person.id)
    duties = _with(plan.obligations, lambda each: [hand.who for hand in each.by], mine)
    restores = _with(plan.systems, lambda each: each.restore.by if each.restore else (), mine)
    invokes = _with(plan.scenarios, lambda each: each.invoke.by if each.invoke else (), mine)
    return Page(
        path=f"{PEOPLE.page.removesuffix('/index')}/{person.id}",
        title=person.title,
        part=Part.PEOPLE,
        sections=(
            *opening(
                Prose(literal(person.role) if person.title != person.role else "", Tone.LEAD),
                Prose(person.about or ""),
                Box((nobody,), BoxKind.CAREFUL, "Nobody has this role yet") if vacant else None,
                Reach(parts.reach(person.reach), person.title),
                LocalTime(there) if there else None,
                FactList(_facts(plan, person)),
                CopyAge(age),
            ),
            *section("may", "What they may decide", parts.authority(plan, person)),
            *section("does", "What they do", Rows(_functions(plan, person))),
            *without.without(plan, facts, person.id, f"If {person.title} is away for 21 days"),
            *_things("duties", "Duties with a day", duties),
            *_things("shifts", "Shifts", _with(plan.shifts, lambda each: each.staff, mine)),
            *section("systems", "Where they get in", _access(plan, person)),
            *section("sign-ins", "When they last tried", FactList(_tried(plan, person))),
            *_things("restores", "What they can bring back", restores),
            *_things("holds", "What they carry", _with(plan.equipment, lambda each: each.held_by, mine)),
            *_things("decides", "What they may declare", invokes),
            *section("notes", "To know", Prose(person.notes or "")),
            *files(person, facts),
            *parts.asked(person),
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
            plan.things[id].title if id in plan.things else id,
            f"{'worked' if tried.worked else '**did not work**'}, {words.day(tried.on.date)}"
            + (f": {literal(tried.note)}" if tried.note else ""),
        )
        for id, tried in last_sign_ins(plan, person.id).items()
    )


def _things(id: str, heading: str, things: tuple[str, ...]) -> tuple[Section, ...]:
    return section(id, heading, Bullets(mentions(things)))


def _with(things: Mapping[str, Named], people: Callable[[Named], Iterable[str]], id: str) -> tuple[str, ...]:
    """The ids of the things that name this person."""
    return tuple(each.id for each in things.values() if id in map(str, people(each)))


def _facts(plan: Plan, person: Person) -> tuple[Fact, ...]:
    away = (f"{words.day(each.from_.date)} to {words.day(each.to.date)}" for each in person.holidays)
    return parts.figures(
        ("Role", literal(person.role) if person.name else None),
        ("Name in Latin letters", literal(person.latin_name) if person.latin_name else None),
        ("Works", words.hours(person.works, plan.business.timezone)),
        ("Where they are it is", _clock(plan, person)),
        ("Speaks", words.some(words.language_in_english(code) for code in person.languages)),
        ("Can", literal(words.some(person.skills))),
        ("Away", words.some(away)),
        ("If they are gone without a word, that is noticed", _noticed(person)),
    )


def _noticed(person: Person) -> str:
    """`after 2 days, by {maya}`."""
    after = f"after {words.duration(person.noticed_after)}" if person.noticed_after else ""
    return ", ".join(filter(None, (after, f"by {name(person.noticed_by)}" if person.noticed_by else "")))


def _access(plan: Plan, person: Person) -> Table | None:
    rows = tuple(
        (
            name(system.id),
            literal(way.as_ or "") + ("" if way.confirmed else " (not confirmed by you)"),
            names(way.second_factor, "or") or "none",
        )
        for system in plan.systems.values()
        for way in system.access
        if way.who == person.id
    )
    return Table("Systems they get into", ("System", "As", "Second factor"), rows) if rows else None


def _clock(plan: Plan, person: Person) -> str | None:
    if person.timezone is None or person.timezone == plan.business.timezone:
        return None
    return f"{person.timezone.rpartition('/')[2].replace('_', ' ')} time ({literal(person.timezone)})"


def _functions(plan: Plan, person: Person) -> tuple[Row, ...]:
    """What they do, with their place among those who can."""
    rows = []
    for function in plan.functions.values():
        order = [str(hand.who) for hand in function.by.hands]
        if person.id in order:
            before = names(order[: order.index(person.id)])
            note = f"stands in, after {before}" if before else "does it"
            rows.append(Row(function.id, "serve", function.title, parts.sentence(note)))
    return tuple(rows)


def _row(supplier: Supplier) -> Row:
    return Row(
        supplier.id, "supplier", supplier.title, parts.sentence(literal(words.some(supplier.provides)))
    )


def _supplier(plan: Plan, facts: Facts, age: Age, supplier: Supplier) -> Page:
    path = f"{PEOPLE.page.removesuffix('/index')}/{supplier.id}"
    currency, payment = plan.business.currency, supplier.payment
    does = (f.id for f in plan.functions.values() if any(hand.who == supplier.id for hand in f.by.hands))
    steps = payment.steps if payment else ()
    return Page(
        path=path,
        title=supplier.title,
        part=Part.PEOPLE,
        sections=(
            *opening(Prose(supplier.about or "", Tone.LEAD), CopyAge(age)),
            *section("provides", "What comes from them", Bullets(tuple(map(literal, supplier.provides)))),
            *section("call", "Whom to call", Calls(contacts(supplier))),
            *section(
                "figures",
                "In figures",
                FactList(
                    parts.figures(
                        (
                            "They ask for",
                            literal(supplier.customer_number) if supplier.customer_number else None,
                        ),
                        ("They answer", words.hours(supplier.hours, plan.business.timezone)),
                        ("From order to delivery", words.duration(supplier.lead_time)),
                        ("Least they deliver", words.money(supplier.minimum_order, currency)),
                        ("Deliver again after a trouble of their own", words.target(supplier.rto)),
                    )
                ),
            ),
            *section(
                "payment",
                "How they are paid",
                FactList(_payment(plan, payment) if payment else ()),
                Steps(parts.Steps(plan, path).views(steps)),
            ),
            *parts.to_send(plan, (), steps),
            *section("closures", "When they are closed", _closures(supplier)),
            *section("alternatives", "Who else could deliver", _alternatives(supplier)),
            *section("does", "What they do for us", Bullets(mentions(does))),
            *without.without(plan, facts, supplier.id, "Without them for 21 days"),
            *files(supplier, facts),
            *parts.asked(supplier),
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


def _payment(plan: Plan, payment: Payment) -> tuple[Fact, ...]:
    return parts.figures(
        ("Who pays", person_and_next(_payers(plan, payment.by), payment.by) if payment.by else None),
        ("From", literal(payment.with_) if payment.with_ else None),
        ("To their account (IBAN)", literal(payment.iban) if payment.iban else None),
        ("To their account", literal(payment.account) if payment.account else None),
        ("When", literal(payment.due) if payment.due else None),
    )


def _closures(supplier: Supplier) -> Table | None:
    rows = tuple(
        (words.day(each.from_.date), words.day(each.to.date), literal(each.why or ""))
        for each in supplier.closures
    )
    return Table("When they are closed", ("From", "To", "Why"), rows) if rows else None


def _alternatives(supplier: Supplier) -> Table | None:
    rows = tuple(
        (
            name(each.who) if each.who else literal(each.name or ""),
            words.duration(each.lead_time),
            each.notes or "",
        )
        for each in supplier.alternatives
    )
    heads = ("Who", "From order to delivery", "Note")
    return Table("Who else could deliver", heads, rows) if rows else None


def contacts(supplier: Supplier) -> tuple[Call, ...]:
    """Whom to call at a supplier, in order."""
    return tuple(map(_contact, supplier.contacts))


def _contact(contact: Contact) -> Call:
    return Call("", str(contact.name), parts.sentence(str(contact.role or "")), parts.reach(contact.reach))
