"""If nobody does what is due: what runs dry and stops, day by day, as a page and as a calendar file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.lengths import at_least
from outlast.analysis.whatif.outlook import Event, Happening
from outlast.analysis.whatif.question import LOOK
from outlast.languages import mark, say
from outlast.model import Plan
from outlast.model.functions import Function
from outlast.model.prose import MENTION, literal
from outlast.model.scalars import Duration
from outlast.pages import days, first_week, whatif
from outlast.pages.addresses import NOBODY, OBLIGATIONS
from outlast.pages.copy import Copy
from outlast.pages.downloads import ics
from outlast.pages.other_days import OfDay
from outlast.reasons import name, refill, used_up
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
TITLE = mark("If nobody does what is due")


def pages(copy: Copy) -> Iterator[Page]:
    """One page, when anything at all happens."""
    if not copy.facts.outlook.idle:
        return
    take = Button(say("Add these days to your calendar"), f"{FOLDER}/{FILE}", "clock", main=True)
    yield Page(
        path=NOBODY.page,
        title=say(TITLE),
        part=Part.READINESS,
        sections=(
            *opening(
                Prose(
                    say(
                        "This page assumes that nobody does what is due, and that nobody orders anything. "
                        "It also assumes that everybody can still do their daily work."
                    ),
                    Tone.LEAD,
                ),
                CopyAge(copy.age, Counted.TODAY),
                Buttons((take,)),
            ),
            *in_layer(NOBODY.page, _of_day(copy.plan, copy.facts)),
        ),
        sheet=Sheet(Chapter.DEADLINES),
        description=say("What is used up and what stops, day by day, if nobody does what is due."),
        also=(say("calendar"), say("deadlines")),
    )


def daily(copy: Copy) -> Iterator[OfDay]:
    """All of it, from the day on which somebody looks."""
    yield OfDay(NOBODY.page, _of_day(copy.plan, copy.facts))


def _of_day(plan: Plan, facts: Facts) -> tuple[Section, ...]:
    events = facts.outlook.idle
    stops = [each for each in events if each.what is Happening.STOPS]
    first = (
        say("{task} stops first, on {day}.", task=name(stops[0].node), day=_when(stops[0], facts))
        if stops
        else say("Nothing stops in the next {count} days.", count=LOOK.days)
    )
    first = f"{first} {days.undated(plan)}".rstrip()
    reading = say(
        "Calculated from {day}. This assumes that nobody does any duty, orders or tops up anything, "
        "asks anybody for help or uses emergency access. "
        "{page} says what happens if only one duty is not done.",
        day=words.day(facts.as_of),
        page=words_to(say("What is due"), OBLIGATIONS),
    )
    rows = tuple((_when(each, facts), _what(plan, each), _why(plan, facts, each)) for each in events)
    stopped = Bullets(tuple(_in_a_line(plan, facts, each) for each in stops))
    at_once = first_week.at_once(plan, facts)
    table = Table(say("Day by day"), (say("Day"), say("What happens"), say("Why")), rows, tick=True)
    harm = tuple(
        (words.brief_day(each.day, year=each.day.year != facts.as_of.year), each.what, name(each.function))
        for each in harms(plan, facts)
    )
    return (
        *section(
            "stops",
            say("What stops if people work, but nobody does what is due"),
            Prose(first),
            Prose(reading, Tone.NOTE),
            stopped,
            *at_once,
        ),
        *section_of_day("days", say("Day by day"), table, otherwise=say("Nothing happens.")),
        *section_of_day(
            "alone",
            say("What goes wrong first if nobody does anything"),
            Prose(
                say(
                    "Here nobody works at all: nobody does the daily work, a duty or an order. "
                    "Each day is the earliest on which the plan expects this harm."
                ),
                Tone.NOTE,
            )
            if harm
            else None,
            Table("", (say("Day"), say("What happens"), say("Task")), harm) if harm else None,
            otherwise=say("The plan does not say what harm it does if a task stops."),
        ),
    )


@dataclass(frozen=True)
class Harm:
    """What a task that is left alone has come to."""

    day: date
    """At the earliest: working time may take longer."""
    function: str
    what: str


def harms(plan: Plan, facts: Facts) -> tuple[Harm, ...]:
    """What goes wrong if nobody does anything at all from the day of the facts on, soonest first."""
    found = (
        Harm(_earliest(function, since, each.after, facts.as_of), function.id, str(each.what))
        for wait in facts.outlook.waits
        if (since := wait.stop if wait.due else wait.until)
        for function in (plan.functions[wait.function],)
        for each in function.impact
    )
    return tuple(sorted(found, key=lambda each: (each.day, each.function)))


def _earliest(function: Function, since: datetime, after: Duration, start: date) -> date:
    """The first day on which so much harm may be done: what runs on without hands was left alone before."""
    alone = function.unattended.length if function.unattended else timedelta()
    return max((since - alone + at_least(after)).date(), start + at_least(after), since.date())


def assets(plan: Plan, facts: Facts, info: BuildInfo) -> tuple[Asset, ...]:
    """The same as a calendar file, for a telephone."""
    if not facts.outlook.idle:
        return ()
    events = (
        ics.Event(
            f"{NOBODY.page}/{event.what.value}/{event.node}/{event.when:%Y-%m-%d}",
            event.when.date(),
            _plain(plan, _what(plan, event)),
            (_plain(plan, _why(plan, facts, event)),),
        )
        for event in facts.outlook.idle
    )
    made = ics.calendar(say(TITLE), events, str(plan.business.name), info)
    return (Asset(f"{FOLDER}/{FILE}", made),)


def _when(event: Event, facts: Facts) -> str:
    return words.short(event.when, facts.as_of)


def _in_a_line(plan: Plan, facts: Facts, event: Event) -> str:
    happens = say("{day}: {event}.", day=_when(event, facts), event=_what(plan, event))
    return f"{happens} {_why(plan, facts, event)}".rstrip()


def _why(plan: Plan, facts: Facts, event: Event) -> str:
    return whatif.because(plan, facts.as_of, event.causes, event.when)


def _what(plan: Plan, event: Event) -> str:
    """What happens, in small Markdown."""
    thing = name(event.node)
    match event.what:
        case Happening.SEASON:
            return say("The season begins: {season}", season=literal(event.node))
        case Happening.DUE:
            return say("{duty} is due", duty=thing)
        case Happening.MISSED:
            return _missed(event)
        case Happening.ORDER:
            return refill(plan, event.node)
        case Happening.EMPTY:
            return used_up(plan, (event.node,)).rstrip(".")
        case Happening.EXPIRES:
            return say("{thing} expires", thing=thing)
        case Happening.STOPS:
            return say("**{task} stops**", task=thing)


def _missed(event: Event) -> str:
    """That it is too late for a turn of a duty, told from its other turns by the day on which it was due."""
    near, last = event.when.date(), (event.when - timedelta(minutes=1)).date()
    values = {"duty": name(event.node), "day": words.near_day(last, near)}
    if event.due and event.due != last:
        due = words.near_day(event.due, near)
        return say("It is too late for {duty}, due on {due}: its deadline was {day}", due=due, **values)
    return say("It is too late for {duty}: its deadline was {day}", **values)


def _plain(plan: Plan, text: str) -> str:
    """Without marks, and with names instead of ids."""
    named = MENTION.sub(lambda match: plan.things[match["mention"]].title, text)
    return named.replace("**", "").replace("\\", "")
