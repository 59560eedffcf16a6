"""Pages that hold a whole collection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.whatif.outlook import Task
from outlast.languages import mark, say
from outlast.model import Plan, Thing
from outlast.model.needs import Choice, Requirement
from outlast.model.obligations import Obligation
from outlast.model.procedures import Procedure
from outlast.model.steps import Step
from outlast.pages import addresses, days, first_week, parts, step_views
from outlast.pages.copy import Copy
from outlast.pages.downloads import DUTIES
from outlast.pages.entries import ENTRIES, Scope, to_send
from outlast.pages.first_week import apart
from outlast.pages.other_days import OfDay
from outlast.pages.start import AHEAD, CHECK, DONE
from outlast.pages.ways_in import folded, ways_in
from outlast.pages.without import readings
from outlast.reasons import name
from outlast.site import Address, Page, Part
from outlast.site.blocks import (
    Bullets,
    CopyAge,
    Counted,
    Downloads,
    Prose,
    Section,
    Table,
    Tone,
    in_layer,
    on_screen,
    opening,
    section,
    section_of_day,
)
from outlast.site.paper import Chapter, Sheet
from outlast.site.parts import Age, Download, LinkNote, WayIn

ORDER = 70


@dataclass(frozen=True)
class Listing:
    """A collection that has one page for all its things, and one chapter on paper."""

    collection: str
    address: Address
    part: Part
    chapter: Chapter
    also: tuple[str, ...] = ()
    """Other words that people search for."""
    name: str = ""
    """The title of the page, where it is not that of the chapter."""
    opens: str = ""
    """What it opens with, where that is not what its chapter opens with."""

    @property
    def title(self) -> str:
        return say(self.name) if self.name else self.chapter.title

    @property
    def lead(self) -> str:
        return say(self.opens) if self.opens else self.chapter.lead


LISTINGS = (
    Listing("obligations", addresses.OBLIGATIONS, Part.SERVE, Chapter.DUTIES),
    Listing("decisions", addresses.DECISIONS, Part.SERVE, Chapter.DECISIONS),
    Listing("funds", addresses.FUNDS, Part.SERVE, Chapter.FUNDS),
    Listing("stock", addresses.STOCK, Part.SERVE, Chapter.STOCK),
    Listing("procedures", addresses.PROCEDURES, Part.SERVE, Chapter.PROCEDURES),
    Listing(
        "break_glass",
        addresses.BREAK_GLASS,
        Part.RESTORE,
        Chapter.BREAK_GLASS,
        ("break-glass", mark("emergency access"), "noodtoegang"),
    ),
    Listing("equipment", addresses.EQUIPMENT, Part.RESTORE, Chapter.EQUIPMENT),
    Listing(
        "call_trees",
        addresses.CALL_TREES,
        Part.PEOPLE,
        Chapter.CALLS,
        (mark("call tree"), mark("phone tree")),
        mark("Call trees"),
        mark("Who calls whom, so that everybody gets one call."),
    ),
    Listing("shifts", addresses.SHIFTS, Part.PEOPLE, Chapter.SHIFTS),
    Listing("locations", addresses.LOCATIONS, Part.PEOPLE, Chapter.PLACES, name=mark("Places")),
    Listing("documents", addresses.DOCUMENTS, Part.PEOPLE, Chapter.DOCUMENTS),
    Listing("units", addresses.UNITS, Part.PEOPLE, Chapter.UNITS),
)
"""In the order of the navigation."""


def links(plan: Plan, part: Part) -> tuple[LinkNote, ...]:
    """The way to the lists of one part that have anything in them."""
    lists = tuple(
        LinkNote(each.title, each.address)
        for each in LISTINGS
        if each.part is part and getattr(plan, each.collection)
    )
    ready = LinkNote(Chapter.MESSAGES.title, addresses.MESSAGES)
    return (ready, *lists) if plan.messages and part is Part.SERVE else lists


def pages(copy: Copy) -> Iterator[Page]:
    """One page for each collection that has anything in it."""
    plan, facts, age = copy.plan, copy.facts, copy.age
    due = copy.offers(DUTIES)
    for listing in LISTINGS:
        things = tuple(getattr(plan, listing.collection).values())
        if things:
            yield _page(plan, facts, age, listing, things, due)


def _page(
    plan: Plan, facts: Facts, age: Age, listing: Listing, things: tuple[Thing, ...], due: tuple[Download, ...]
) -> Page:
    ways = _ways_in(plan, facts, things)
    scope = Scope(plan, facts, step_views.Steps(plan, listing.address.page, ways=ways))
    make = ENTRIES[listing.collection]
    entries = tuple(make(scope, thing) for thing in things)
    dated = listing.collection == "obligations"
    counted = Counted.TODAY if dated and facts.outlook.upkeep else Counted.NO_DAY
    due_first = ("lately", "calendar", *(each.id for each in first_week.due(plan, facts)))
    soon = apart(due_first, Chapter.DUTIES_SOON)
    reading = readings(facts, (thing.id for thing in things))
    kept = Prose(say("You need these systems. Sign in like this:"))
    told = (say("This page also says what stops if you lose one of these."), reading) if reading else ()
    return Page(
        path=listing.address.page,
        title=listing.title,
        part=listing.part,
        sections=(
            *opening(Prose(listing.lead, Tone.LEAD), CopyAge(age, counted)),
            *(in_layer(listing.address.page if counted else "", _due(plan, facts, due)) if dated else ()),
            *entries,
            *(section("ways-in", say("How to sign in"), kept, *folded(ways), on_paper=False) if ways else ()),
            *(_endings(plan) if listing.collection == "documents" else ()),
            *on_screen(to_send(scope, things)),
            *section("how", say("How we calculated this"), Prose(" ".join(told), Tone.NOTE), on_paper=False),
        ),
        sheet=Sheet(listing.chapter, each=True, apart=soon if dated else ()),
        description=listing.lead,
        also=tuple(map(say, listing.also)),
    )


def _endings(plan: Plan) -> tuple[Section, ...]:
    """All that somebody has to keep, hand over, sell or close when the owner does not come back."""
    rows = tuple((name(thing.id), parts.ending(thing)) for thing in plan.things.values() if thing.on_death)
    return section(
        "endings",
        say(parts.ENDING),
        Table("", (say("What"), say("What to do with it")), rows) if rows else None,
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


def daily(copy: Copy) -> Iterator[OfDay]:
    """What is due from the day on which somebody looks, and what may have been forgotten before."""
    if copy.plan.obligations and copy.facts.outlook.upkeep:
        yield OfDay(addresses.OBLIGATIONS.page, _due(copy.plan, copy.facts, copy.offers(DUTIES)))


def _due(plan: Plan, facts: Facts, files: tuple[Download, ...]) -> tuple[Section, ...]:
    past = Bullets(tuple(days.lately(plan, each, facts.as_of) for each in facts.outlook.lately))
    none = say("In the days before, no duty was due that would stop anything.")
    coming = _calendar(plan, facts)
    from_day = Prose(say("From {day}:", day=words.day(facts.as_of))) if coming else None
    nothing = say("No duty is due in the next two weeks.")
    lately = section_of_day("lately", say(DONE), *((Prose(say(CHECK)), past) if past else ()), otherwise=none)
    return (
        *(lately if facts.outlook.upkeep else ()),
        *section_of_day(
            "calendar", say("The next days"), from_day, coming, Downloads(files), otherwise=nothing
        ),
    )


def _calendar(plan: Plan, facts: Facts) -> Table | None:
    """The days on which something is due, with the deadline and what happens after it where that is known."""
    known = {(each.node, each.due): each for each in facts.outlook.upkeep}
    rows = []
    for due in facts.calendar:
        if due.date >= facts.as_of + AHEAD:
            break  # the file for a calendar has more
        first = plan.obligations[due.obligation].by[:1]
        task = known.get((due.obligation, due.date))
        who = name(first[0].who) if first else say("nobody")
        rows.append((words.day(due.date), name(due.obligation), who, _deadline(plan, task, facts)))
    if not rows:
        return None
    return Table(
        say(
            "Due in the next two weeks, if nothing changes. What happens after a deadline assumes that "
            "people do everything else as usual."
        ),
        (say("Due"), say("What"), say("Who first"), say("Deadline")),
        tuple(rows),
        tick=True,
    )


def _deadline(plan: Plan, task: Task | None, facts: Facts) -> str:
    if task is None:
        return ""
    last = words.near_day(task.last.date(), facts.as_of)
    return " ".join(filter(None, (f"{last}.", days.consequence(plan, task, facts.as_of))))
