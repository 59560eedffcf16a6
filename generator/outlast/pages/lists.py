"""Pages that hold a whole collection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from outlast import words
from outlast.analysis import Facts
from outlast.model import Plan, Thing
from outlast.model.needs import Choice, Requirement
from outlast.model.obligations import Obligation
from outlast.model.procedures import Procedure
from outlast.model.steps import Step
from outlast.pages import addresses, parts
from outlast.pages.age import Age
from outlast.pages.attachments import attachments
from outlast.pages.entries import ENTRIES, Entry, Scope, messages
from outlast.pages.view import AttachmentView, Download, Fact, MessageView, QuestionView, Table
from outlast.pages.ways_in import WayIn, ways_in
from outlast.pages.without import readings
from outlast.site import Address, Link, Page, Part


@dataclass(frozen=True)
class Listing:
    """A collection that has one page for all its things."""

    collection: str
    address: Address
    part: Part
    title: str
    lead: str
    also: tuple[str, ...] = ()
    """Other words that people search for."""


LISTINGS = (
    Listing(
        "obligations",
        addresses.OBLIGATIONS,
        Part.SERVE,
        "What is due",
        "Duties with a day: who does them, and what stops when they are missed.",
    ),
    Listing(
        "decisions",
        addresses.DECISIONS,
        Part.SERVE,
        "Decision tables",
        "If this, then that: decided beforehand, so that nobody has to decide today.",
    ),
    Listing(
        "funds",
        addresses.FUNDS,
        Part.SERVE,
        "Accounts and cards",
        "What is paid from where, who can use it, and when it runs dry.",
    ),
    Listing("stock", addresses.STOCK, Part.SERVE, "Stock", "What runs down, and when it must be ordered."),
    Listing(
        "procedures", addresses.PROCEDURES, Part.SERVE, "Procedures", "Step lists that several pages use."
    ),
    Listing(
        "break_glass",
        addresses.BREAK_GLASS,
        Part.RESTORE,
        "Break-glass: sealed ways in",
        "For when the usual way in is gone. Opening one is noticed, and that is all right.",
        ("break-glass", "emergency access", "noodtoegang"),
    ),
    Listing(
        "equipment",
        addresses.EQUIPMENT,
        Part.RESTORE,
        "Phones, keys and other things",
        "Where they are, who has them, what to do when they are gone.",
    ),
    Listing(
        "call_trees",
        addresses.CALL_TREES,
        Part.PEOPLE,
        "Call trees",
        "Who calls whom, so that everybody knows and nobody is called twice.",
        ("call tree", "phone tree"),
    ),
    Listing(
        "shifts", addresses.SHIFTS, Part.PEOPLE, "Shifts", "Hours that must be staffed, and by how many."
    ),
    Listing(
        "locations",
        addresses.LOCATIONS,
        Part.PEOPLE,
        "Places",
        "Where work is done, who has keys, and where to go instead.",
    ),
    Listing(
        "documents",
        addresses.DOCUMENTS,
        Part.PEOPLE,
        "Papers",
        "Insurance, mandates, contracts and forms: where they are and when they end.",
    ),
    Listing(
        "units", addresses.UNITS, Part.PEOPLE, "Parts of the business", "Firms, countries, brands and sites."
    ),
)
"""In the order of the navigation."""


@dataclass(frozen=True)
class EntriesView:
    age: Age
    lead: str
    calendar: Table | None
    downloads: tuple[Download, ...]
    entries: tuple[Entry, ...]
    messages: tuple[MessageView, ...]
    ways_in: tuple[WayIn, ...]
    """Into the systems that the entries take."""
    reading: str
    """Which reading of the what-if the entries use; empty where they use none."""


@dataclass(frozen=True)
class MessageEntry:
    message: MessageView
    questions: tuple[QuestionView, ...]
    attachments: tuple[AttachmentView, ...]
    links: tuple[Fact, ...]


@dataclass(frozen=True)
class MessagesView:
    age: Age
    messages: tuple[MessageEntry, ...]


def links(plan: Plan, part: Part) -> tuple[Link, ...]:
    """The way to the lists of one part that have anything in them."""
    lists = tuple(
        Link(each.title, each.address)
        for each in LISTINGS
        if each.part is part and getattr(plan, each.collection)
    )
    messages = (Link(MESSAGES_TITLE, addresses.MESSAGES),) if plan.messages and part is Part.SERVE else ()
    return (*messages, *lists)


MESSAGES_TITLE = "Messages ready to send"


def pages(plan: Plan, facts: Facts, age: Age, due: tuple[Download, ...]) -> Iterator[Page]:
    """One page for each collection that has anything in it; `due` is what the page of duties offers."""
    if plan.messages:
        yield Page(
            path=addresses.MESSAGES.page,
            title=MESSAGES_TITLE,
            kind="messages",
            part=Part.SERVE,
            description="Words for customers, suppliers and colleagues, to copy.",
            view=MessagesView(
                age,
                tuple(
                    MessageEntry(
                        parts.message(plan, each),
                        parts.questions(each),
                        attachments(each, facts),
                        parts.web_links(each),
                    )
                    for each in plan.messages.values()
                ),
            ),
        )
    for listing in LISTINGS:
        things = getattr(plan, listing.collection).values()
        if not things:
            continue
        scope = Scope(plan, facts, parts.Steps(plan, listing.address.page))
        make = ENTRIES[listing.collection]
        calendar = _calendar(plan, facts) if listing.collection == "obligations" else None
        yield Page(
            path=listing.address.page,
            title=listing.title,
            kind="entries",
            part=listing.part,
            description=listing.lead,
            also=listing.also,
            view=EntriesView(
                age,
                listing.lead,
                calendar,
                due if listing.collection == "obligations" else (),
                tuple(make(scope, thing) for thing in things),
                messages(scope, things),
                _ways_in(plan, facts, things),
                readings(facts, (thing.id for thing in things)),
            ),
        )


def _ways_in(plan: Plan, facts: Facts, things: Iterable[Thing]) -> tuple[WayIn, ...]:
    """Into the systems of duties and procedures: steps are followed where they stand."""
    needs: list[Requirement | Choice] = []
    steps: list[Step] = []
    for thing in things:
        if isinstance(thing, Obligation | Procedure):
            needs += thing.needs
            steps += thing.steps
    return ways_in(plan, facts, needs, steps)


def _calendar(plan: Plan, facts: Facts) -> Table | None:
    rows = []
    for due in facts.calendar:
        first = plan.obligations[due.obligation].by[:1]
        rows.append(
            (words.day(due.date), f"{{{due.obligation}}}", f"{{{first[0].who}}}" if first else "nobody")
        )
    if not rows:
        return None
    return Table("Due in the next 60 days, if nothing changes", ("Day", "What", "Who first"), tuple(rows))
