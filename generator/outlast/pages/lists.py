"""Pages that hold a whole collection: messages, procedures, stock, equipment, places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outlast import words
from outlast.analysis import Facts
from outlast.model import Plan
from outlast.model.equipment import Equipment
from outlast.model.locations import Location
from outlast.model.stock import Stock
from outlast.pages import parts
from outlast.pages.addresses import EQUIPMENT, LOCATIONS, MESSAGES, PROCEDURES, STOCK
from outlast.pages.age import Age
from outlast.pages.view import Fact, MessageView, QuestionView, StepView, Table
from outlast.site import Page, Part


@dataclass(frozen=True)
class MessagesView:
    age: Age
    messages: tuple[MessageView, ...]


@dataclass(frozen=True)
class Entry:
    """One thing of the collection, under its own heading."""

    id: str
    title: str
    about: str | None
    facts: tuple[Fact, ...]
    steps: tuple[StepView, ...] = ()
    messages: tuple[MessageView, ...] = ()
    table: Table | None = None
    questions: tuple[QuestionView, ...] = ()
    links: tuple[Fact, ...] = ()
    also: str = ""
    """Other words for it, shown so that a search finds them."""


@dataclass(frozen=True)
class EntriesView:
    age: Age
    lead: str
    entries: tuple[Entry, ...]


def pages(plan: Plan, facts: Facts, age: Age) -> Iterator[Page]:
    """One page for each collection that has anything in it."""
    if plan.messages:
        view = MessagesView(age, tuple(parts.message(plan, each) for each in plan.messages.values()))
        yield Page(
            path=MESSAGES.page,
            title="Messages ready to send",
            kind="messages",
            part=Part.SERVE,
            description="Words for customers, suppliers and colleagues, to copy.",
            also=tuple(dict.fromkeys(word for each in plan.messages.values() for word in each.also)),
            view=view,
        )
    if plan.procedures:
        steps = parts.Steps(plan, PROCEDURES.page)
        entries = tuple(
            Entry(
                id=each.id,
                title=each.title,
                about=each.about,
                facts=parts.figures(("Before you begin", _needed(plan, each.needs))),
                steps=steps.views(each.steps),
                messages=parts.messages(plan, (), each.steps),
                questions=parts.questions(each),
                links=parts.web_links(each),
                also=words.some(each.also),
            )
            for each in plan.procedures.values()
        )
        lead = "Step lists that several pages use."
        yield _page(PROCEDURES.page, "Procedures", Part.SERVE, EntriesView(age, lead, entries))
    if plan.stock:
        stocks = tuple(_stock(plan, each) for each in plan.stock.values())
        lead = "What runs down, and when it must be ordered."
        yield _page(STOCK.page, "Stock", Part.SERVE, EntriesView(age, lead, stocks))
    if plan.equipment:
        things = tuple(_equipment(plan, facts, each) for each in plan.equipment.values())
        lead = "Where they are, who has them, what to do when they are gone."
        title = "Phones, keys and other things"
        yield _page(EQUIPMENT.page, title, Part.RESTORE, EntriesView(age, lead, things))
    if plan.locations:
        places = tuple(_location(plan, each) for each in plan.locations.values())
        lead = "Where work is done, who has keys, and where to go instead."
        yield _page(LOCATIONS.page, "Places", Part.PEOPLE, EntriesView(age, lead, places))


def _page(path: str, title: str, part: Part, view: EntriesView) -> Page:
    return Page(path=path, title=title, kind="entries", part=part, description=view.lead, view=view)


def _needed(plan: Plan, needs: parts.NeedList) -> str:
    return words.some(row.note if not row.id else f"{{{row.id}}}" for row in parts.needs(plan, needs))


def _stock(plan: Plan, stock: Stock) -> Entry:
    refill = stock.refill
    facts = parts.figures(
        ("Lasts when full", words.duration(stock.cover)),
        ("Where it lies", f"{{{stock.kept_in}}}" if stock.kept_in else None),
        ("When it is empty, this stops", words.some(f"{{{id}}}" for id in stock.feeds)),
        ("Order when this much is left", words.duration(refill.at) if refill else None),
        ("Who orders", f"{{{refill.by}}}" if refill and refill.by else None),
        ("From", f"{{{refill.from_}}}" if refill and refill.from_ else None),
        ("From order to shelf", words.duration(refill.lead_time) if refill else None),
        ("To know", refill.notes if refill else None),
    )
    return _entry(stock, facts)


def _equipment(plan: Plan, facts: Facts, thing: Equipment) -> Entry:
    where = f"{{{thing.kept_in}}}" if thing.kept_in else ""
    users = (
        system.id
        for system in plan.systems.values()
        if any(way.second_factor == thing.id for way in system.access)
    )
    rows = parts.figures(
        ("Who has it", words.some((f"{{{id}}}" for id in thing.held_by), "or")),
        ("Where it lies", ", ".join(filter(None, (where, str(thing.at or ""))))),
        ("To fetch it takes", words.duration(thing.fetch)),
        ("Spares", str(thing.spares) if thing.spares is not None else None),
        ("Gives the code for", words.some(f"{{{id}}}" for id in dict.fromkeys(users))),
        ("Needed for", words.some(f"{{{id}}}" for id in facts.dependents.get(thing.id, ()))),
        ("When it is gone", thing.replace),
    )
    return _entry(thing, rows)


def _location(plan: Plan, place: Location) -> Entry:
    fallback = tuple(
        (
            f"{{{each.to}}}" if each.to else str(each.name or ""),
            f"in {words.duration(each.ready_in)}" if each.ready_in else "",
            each.notes or "",
        )
        for each in place.fallback
    )
    facts = parts.figures(
        ("Address", place.address),
        (
            "Keys",
            words.some(f"{{{key.who}}}" + (f" ({key.note})" if key.note else "") for key in place.keys),
        ),
        ("Whom to tell", place.landlord),
        ("Emergency pack", str(place.pack.at) if place.pack else None),
        ("In the pack", words.some(place.pack.contains) if place.pack else None),
    )
    table = Table("Where to work instead", ("Where", "Ready", "Note"), fallback) if fallback else None
    return _entry(place, facts, table)


def _entry(thing: Stock | Equipment | Location, facts: tuple[Fact, ...], table: Table | None = None) -> Entry:
    return Entry(
        id=thing.id,
        title=thing.title,
        about=thing.about,
        facts=facts,
        table=table,
        questions=parts.questions(thing),
        links=parts.web_links(thing),
        also=words.some(thing.also),
    )
