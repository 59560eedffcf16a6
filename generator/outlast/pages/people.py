"""People: whom to call, and a page for each person and each supplier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outlast import words
from outlast.analysis import Facts
from outlast.model import Plan
from outlast.model.call_trees import CallTree
from outlast.model.people import Person
from outlast.model.prose import literal
from outlast.model.suppliers import Contact, Supplier
from outlast.pages import lists, parts, without
from outlast.pages.addresses import PEOPLE, SUPPLIERS
from outlast.pages.attachments import attachments
from outlast.pages.chain import chains
from outlast.pages.clocks import clock
from outlast.pages.start import callers
from outlast.pages.view import (
    AttachmentView,
    Call,
    Download,
    Fact,
    MessageView,
    QuestionView,
    ReachView,
    Row,
    StepView,
    Table,
)
from outlast.pages.without import WithoutView
from outlast.site import Link, Page, Part
from outlast.site.parts import Age, Chain, Clock


@dataclass(frozen=True)
class Tree:
    """A call tree, to be called down on the page of people itself."""

    id: str
    title: str
    about: str
    if_nobody: str
    message: str | None
    chains: tuple[Chain, ...]


@dataclass(frozen=True)
class PeopleView:
    age: Age
    calls: tuple[Call, ...]
    trees: tuple[Tree, ...]
    people: tuple[Row, ...]
    lists: tuple[Link, ...]
    downloads: tuple[Download, ...]


@dataclass(frozen=True)
class Authority:
    """What somebody may do alone, and what not."""

    may: tuple[str, ...]
    may_not: tuple[str, ...]


@dataclass(frozen=True)
class PersonView:
    age: Age
    about: str | None
    role: str
    vacant: bool
    reach: tuple[ReachView, ...]
    clock: Clock | None
    name: str
    facts: tuple[Fact, ...]
    authority: Authority
    functions: tuple[Row, ...]
    without: WithoutView | None
    duties: tuple[str, ...]
    shifts: tuple[str, ...]
    systems: Table | None
    restores: tuple[str, ...]
    invokes: tuple[str, ...]
    holds: tuple[str, ...]
    notes: str | None
    questions: tuple[QuestionView, ...]
    attachments: tuple[AttachmentView, ...]
    links: tuple[Fact, ...]


@dataclass(frozen=True)
class SuppliersView:
    age: Age
    suppliers: tuple[Row, ...]


@dataclass(frozen=True)
class SupplierView:
    age: Age
    about: str | None
    provides: tuple[str, ...]
    contacts: tuple[Call, ...]
    facts: tuple[Fact, ...]
    payment: tuple[Fact, ...]
    steps: tuple[StepView, ...]
    messages: tuple[MessageView, ...]
    closures: Table | None
    alternatives: Table | None
    does: tuple[str, ...]
    without: WithoutView | None
    questions: tuple[QuestionView, ...]
    attachments: tuple[AttachmentView, ...]
    links: tuple[Fact, ...]


def pages(plan: Plan, facts: Facts, age: Age, downloads: tuple[Download, ...]) -> Iterator[Page]:
    """The call list, the people, and the suppliers with a list of their own."""
    yield _index(plan, age, downloads)
    for person in plan.people.values():
        yield _person(plan, facts, age, person)
    if plan.suppliers:
        yield Page(
            path=SUPPLIERS.page,
            title="Suppliers",
            kind="suppliers",
            part=Part.PEOPLE,
            description="Whom the shop buys from and pays.",
            view=SuppliersView(age, tuple(_row(each) for each in plan.suppliers.values())),
        )
    for supplier in plan.suppliers.values():
        yield _supplier(plan, facts, age, supplier)


def _index(plan: Plan, age: Age, downloads: tuple[Download, ...]) -> Page:
    suppliers = (Link("Suppliers", SUPPLIERS),) if plan.suppliers else ()
    return Page(
        path=PEOPLE.page,
        title="People",
        kind="people",
        part=Part.PEOPLE,
        description="Whom to call, in order, and who does what.",
        also=("phone numbers", "call list", "contacts"),
        view=PeopleView(
            age,
            callers(plan),
            tuple(_tree(plan, each) for each in plan.call_trees.values()),
            tuple(Row(each.id, "person", each.title, _doing(plan, each)) for each in plan.people.values()),
            (*suppliers, *lists.links(plan, Part.PEOPLE)),
            downloads,
        ),
    )


def _tree(plan: Plan, tree: CallTree) -> Tree:
    about = parts.one_line(tree)
    return Tree(tree.id, tree.title, about, tree.if_nobody or "", tree.message, chains(plan, tree))


def _doing(plan: Plan, person: Person) -> str:
    first = [f.id for f in plan.functions.values() if f.by.hands and f.by.hands[0].who == person.id]
    does = f"does {words.some(f'{{{id}}}' for id in first)}" if first else ""
    return parts.sentence(literal(person.role) if person.name else "", does)


def _person(plan: Plan, facts: Facts, age: Age, person: Person) -> Page:
    access = tuple(
        (
            f"{{{system.id}}}",
            literal(way.as_ or ""),
            f"{{{way.second_factor}}}" if way.second_factor else "none",
        )
        for system in plan.systems.values()
        for way in system.access
        if way.who == person.id
    )
    scenarios = (each for each in plan.scenarios.values() if each.invoke and person.id in each.invoke.by)
    view = PersonView(
        age=age,
        about=person.about,
        role=str(person.role),
        vacant=person.id in facts.vacant and not person.reach,
        reach=parts.reach(person.reach),
        clock=clock(plan, person),
        name=person.title,
        facts=parts.figures(
            ("Role", literal(person.role) if person.name else None),
            ("Name in Latin letters", literal(person.latin_name) if person.latin_name else None),
            ("Works", words.hours(person.works, plan.business.timezone)),
            ("Where they are it is", _clock(plan, person)),
            ("Speaks", words.some(words.language_in_english(code) for code in person.languages)),
            ("Can", literal(words.some(person.skills))),
            (
                "Away",
                words.some(f"{words.day(a.from_.date)} to {words.day(a.to.date)}" for a in person.holidays),
            ),
        ),
        authority=Authority(
            tuple(
                f"{words.capital(key)}: {words.limit(limit, plan.business.currency)}"
                for key, limit in person.may.items()
            ),
            tuple(words.capital(each) for each in person.may_not),
        ),
        functions=_functions(plan, person),
        without=without.without(plan, facts, person.id, f"If {person.title} is away for 21 days"),
        duties=tuple(
            each.id for each in plan.obligations.values() if person.id in [str(hand.who) for hand in each.by]
        ),
        shifts=tuple(each.id for each in plan.shifts.values() if person.id in each.staff),
        systems=Table("Systems they get into", ("System", "As", "Second factor"), access) if access else None,
        restores=tuple(s.id for s in plan.systems.values() if s.restore and person.id in s.restore.by),
        invokes=tuple(each.id for each in scenarios),
        holds=tuple(each.id for each in plan.equipment.values() if person.id in each.held_by),
        notes=person.notes,
        questions=parts.questions(person),
        attachments=attachments(person, facts),
        links=parts.web_links(person),
    )
    return Page(
        path=f"{PEOPLE.page.removesuffix('/index')}/{person.id}",
        title=person.title,
        kind="person",
        part=Part.PEOPLE,
        description=parts.sentence(str(person.role)),
        also=tuple(person.also),
        view=view,
    )


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
            before = words.some(f"{{{id}}}" for id in order[: order.index(person.id)])
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
    closures = tuple(
        (words.day(each.from_.date), words.day(each.to.date), literal(each.why or ""))
        for each in supplier.closures
    )
    alternatives = tuple(
        (
            f"{{{each.who}}}" if each.who else literal(each.name or ""),
            words.duration(each.lead_time),
            each.notes or "",
        )
        for each in supplier.alternatives
    )
    view = SupplierView(
        age=age,
        about=supplier.about,
        provides=tuple(literal(each) for each in supplier.provides),
        contacts=tuple(_contact(each) for each in supplier.contacts),
        facts=parts.figures(
            ("They ask for", literal(supplier.customer_number) if supplier.customer_number else None),
            ("They answer", words.hours(supplier.hours, plan.business.timezone)),
            ("From order to delivery", words.duration(supplier.lead_time)),
            ("Least they deliver", words.money(supplier.minimum_order, currency)),
            ("Deliver again after a trouble of their own", words.target(supplier.rto)),
        ),
        payment=parts.figures(
            ("Who pays", f"{{{payment.by}}}" if payment.by else None),
            ("From", literal(payment.with_) if payment.with_ else None),
            ("To their account (IBAN)", literal(payment.iban) if payment.iban else None),
            ("When", literal(payment.due) if payment.due else None),
        )
        if payment
        else (),
        steps=parts.Steps(plan, path).views(payment.steps) if payment else (),
        messages=parts.messages(plan, (), payment.steps) if payment else (),
        closures=Table("When they are closed", ("From", "To", "Why"), closures) if closures else None,
        alternatives=Table("Who else could deliver", ("Who", "From order to delivery", "Note"), alternatives)
        if alternatives
        else None,
        does=tuple(
            f.id for f in plan.functions.values() if any(hand.who == supplier.id for hand in f.by.hands)
        ),
        without=without.without(plan, facts, supplier.id, "Without them for 21 days"),
        questions=parts.questions(supplier),
        attachments=attachments(supplier, facts),
        links=parts.web_links(supplier),
    )
    return Page(
        path=path,
        title=supplier.title,
        kind="supplier",
        part=Part.PEOPLE,
        description=parts.sentence(literal(words.some(supplier.provides))),
        also=tuple(supplier.also),
        view=view,
    )


def _contact(contact: Contact) -> Call:
    return Call("", str(contact.name), parts.sentence(str(contact.role or "")), parts.reach(contact.reach))
