"""If nobody does anything: what is due, runs dry and stops, day by day, as a page and as a calendar file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.whatif.afterwards import LOOK
from outlast.analysis.whatif.outlook import Event, Happening
from outlast.model import Plan
from outlast.model.prose import MENTION, literal
from outlast.pages import whatif
from outlast.pages.addresses import NOBODY, OBLIGATIONS
from outlast.pages.copy import Copy
from outlast.pages.downloads import ics
from outlast.pages.other_days import OfDay
from outlast.reasons import name, to_refill, used_up
from outlast.site import Asset, BuildInfo, Page, Part
from outlast.site.blocks import (
    Bullets,
    Buttons,
    CopyAge,
    Counted,
    Prose,
    Section,
    Table,
    Tone,
    in_layer,
    opening,
    section,
    section_of_day,
)
from outlast.site.paper import Chapter, Sheet
from outlast.site.parts import Button
from outlast.site.places import words_to

ORDER = 90
FILE = "if-nobody-does-anything.ics"
FOLDER = "assets/outlast"
TITLE = "If nobody does anything"
HEADS = ("Day", "What happens", "Why")


def pages(copy: Copy) -> Iterator[Page]:
    """One page, when anything at all happens."""
    if not copy.facts.outlook.idle:
        return
    take = Button("Take it into your calendar", f"{FOLDER}/{FILE}", "clock", main=True)
    yield Page(
        path=NOBODY.page,
        title=TITLE,
        part=Part.READINESS,
        sections=(
            *opening(
                Prose("Nobody pays, orders or answers for anybody else.", Tone.LEAD),
                CopyAge(copy.age, Counted.TODAY),
                Buttons((take,)),
            ),
            *in_layer(NOBODY.page, _of_day(copy.plan, copy.facts)),
        ),
        sheet=Sheet(Chapter.DEADLINES),
        description="What is due, runs dry and stops, day by day, while nobody does anything.",
        also=("calendar", "deadlines"),
    )


def daily(copy: Copy) -> Iterator[OfDay]:
    """All of it, from the day on which somebody looks."""
    yield OfDay(NOBODY.page, _of_day(copy.plan, copy.facts))


def _of_day(plan: Plan, facts: Facts) -> tuple[Section, ...]:
    events = facts.outlook.idle
    stops = [each for each in events if each.what is Happening.STOPS]
    nothing = f"Nothing stops in the {LOOK.days} days that were looked at."
    first = (
        f"The first thing to stop is {name(stops[0].node)}, on {_when(stops[0], facts)}."
        if stops
        else nothing
    )
    reading = (
        f"Worked out from {words.day(facts.as_of)}. These days hold only if nothing else is done either: "
        "no duty is done, nothing is refilled, nobody is asked, and no sealed way in is opened. "
        f"{words_to('What is due', OBLIGATIONS)} says what happens if a single duty is missed."
    )
    rows = tuple(
        (
            _when(each, facts),
            _what(plan, each),
            whatif.because(plan, facts.as_of, each.causes, each.when),
        )
        for each in events
    )
    stopped = Bullets(tuple(f"{_when(each, facts)}: {_what(plan, each)}" for each in stops))
    table = Table("Day by day", HEADS, rows, tick=True)
    return (
        *section("stops", "What stops, and when", Prose(first), Prose(reading, Tone.NOTE), stopped),
        *section_of_day("days", "Day by day", table, otherwise="Nothing happens."),
    )


def assets(plan: Plan, facts: Facts, info: BuildInfo) -> tuple[Asset, ...]:
    """The same as a calendar file, for a telephone."""
    if not facts.outlook.idle:
        return ()
    events = (
        ics.Event(
            f"{NOBODY.page}/{event.what.value}/{event.node}/{event.when:%Y-%m-%d}",
            event.when.date(),
            _plain(plan, _what(plan, event)),
            (_plain(plan, whatif.because(plan, facts.as_of, event.causes, event.when)),),
        )
        for event in facts.outlook.idle
    )
    made = ics.calendar(TITLE.lower(), events, str(plan.business.name), info)
    return (Asset(f"{FOLDER}/{FILE}", made),)


def _when(event: Event, facts: Facts) -> str:
    return whatif.clock(event.when, facts.as_of)


def _what(plan: Plan, event: Event) -> str:
    """What happens, in small Markdown."""
    if event.what is Happening.SEASON:
        return f"The season begins: {literal(event.node)}"
    thing = name(event.node)
    return {
        Happening.DUE: f"{thing} is due",
        Happening.MISSED: f"It is too late for {thing}: its deadline was {_deadline(event)}",
        Happening.ORDER: to_refill(plan, event.node),
        Happening.EMPTY: words.capital(used_up(plan, thing, (event.node,))),
        Happening.EXPIRES: f"{thing} expires",
        Happening.STOPS: f"**{thing} stops**",
    }[event.what]


def _deadline(event: Event) -> str:
    last = event.when - timedelta(minutes=1)
    return words.near_day(last.date(), event.when.date())


def _plain(plan: Plan, text: str) -> str:
    """Without marks, and with names instead of ids."""
    named = MENTION.sub(lambda match: plan.things[match["mention"]].title, text)
    return named.replace("**", "").replace("\\", "")
