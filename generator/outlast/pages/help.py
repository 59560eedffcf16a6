"""Help: how to read this runbook, what its words mean, where other copies are."""

from __future__ import annotations

from collections.abc import Iterator

from outlast import words
from outlast.languages import mark, say
from outlast.model import Plan
from outlast.model.prose import literal
from outlast.model.scalars import YearDay
from outlast.model.suppliers import Closure
from outlast.pages.addresses import GLOSSARY, HELP, PEOPLE, QUESTIONS, RESTORE, SERVE, START
from outlast.pages.copy import Copy
from outlast.pages.parts import numbered
from outlast.reasons import name, names
from outlast.site import Page, Part
from outlast.site.blocks import (
    Bullets,
    CopyAge,
    FactList,
    Links,
    Prose,
    Questions,
    Table,
    Tone,
    opening,
    section,
)
from outlast.site.paper import Chapter, Sheet
from outlast.site.parts import Fact, LinkNote
from outlast.site.places import words_to

ORDER = 110
TWO_HALVES = mark(
    "A shop can stop for two reasons. First, people may be missing while everything works. Then somebody "
    "else must answer, refund, pay and ship, and you need not touch any system. Second, something may be "
    "broken while everybody is there. Then you restore it in the right order, and you tell customers what "
    "is going on. Most bad days are a little of both. So each scenario has both halves, and says so if one "
    "of them is empty."
)


def _how_to_read() -> tuple[str, ...]:
    return (
        say(
            "Begin at {page} and choose what has happened.",
            page=words_to(say("Start here"), START),
        ),
        say(
            "Is nothing broken, but somebody is missing? Go to {page}. It says what people do for customers "
            "and for the bills.",
            page=words_to(say("Keep serving"), SERVE),
        ),
        say(
            "Is something broken, lost or deleted? Go to {page}. It says how to bring data and systems back.",
            page=words_to(say("Restore"), RESTORE),
        ),
        say(
            "Do you need help? Go to {page}. It says whom to call, and in which order.",
            page=words_to(say("People"), PEOPLE),
        ),
        say("Tick each step when you have done it. This browser remembers the ticks and sends them nowhere."),
        say(
            "Has it really happened? Press *This is happening: start an incident* on the page of the "
            "scenario. From then on, your ticks and notes go into an incident log."
        ),
        say(
            "Are you looking for a word? Search at the top. Everyday words work: *money back*, *parcel*, "
            "*hacked*."
        ),
    )


def pages(copy: Copy) -> Iterator[Page]:
    """The first page of Help; hand-written ones follow it."""
    business = copy.plan.business
    lead = say(
        "This is the runbook of {shop}. It says what to do when something happens and the usual people "
        "cannot work.",
        shop=literal(str(business.name)),
    )
    ways = Links(
        (
            LinkNote(say("Questions and answers"), QUESTIONS, say("Short answers to common questions.")),
            LinkNote(say("Words"), GLOSSARY, say("What the words and short forms mean.")),
        )
    )
    asked = Questions(numbered(copy.plan, "question", business.questions))
    yield Page(
        path=HELP.page,
        title=say("Help"),
        part=Part.HELP,
        sections=(
            *opening(Prose(lead, Tone.LEAD), CopyAge(copy.age), ways),
            *section(
                "how-to-read",
                say("How to use this runbook"),
                Bullets(_how_to_read(), ordered=True),
                on_paper=False,
            ),
            *section("two-halves", say("Why there are two halves"), Prose(say(TWO_HALVES)), on_paper=False),
            *section("questions", say("Questions"), asked),
            *section("copies", say("Other copies"), _copies(copy.plan)),
            *section("shop", say("About the shop"), Prose(business.about or ""), FactList(_facts(copy.plan))),
        ),
        sheet=Sheet(Chapter.HELP, each=True),
        description=say("How to use this runbook, and what its words mean."),
    )


def _copies(plan: Plan) -> Table | None:
    heads = (say("Where"), say("Who has it"), say("Who can open it"), say("Language"))
    rows = tuple(
        (
            literal(copy.where),
            name(copy.who) if copy.who else "",
            names(copy.opened_by, "or"),
            words.language_in_english(copy.language) if copy.language else "",
        )
        for copy in plan.business.copies
    )
    return Table(say("Where copies are kept"), heads, rows) if rows else None


def _year_day(day: YearDay) -> str:
    return words.day_of_year(day.month, day.day)


def _closed(closure: Closure) -> str:
    first, last = closure.from_.date, closure.to.date
    days = (
        words.day(first)
        if first == last
        else say("{first} to {last}", first=words.day(first), last=words.day(last))
    )
    return say("{days} ({reason})", days=days, reason=literal(closure.why)) if closure.why else days


def _facts(plan: Plan) -> tuple[Fact, ...]:
    business = plan.business
    known = (
        (say("Website"), f"[{business.website}]({business.website})" if business.website else ""),
        (say("Customers expect an answer"), words.hours(business.opening_hours)),
        (say("Closed"), words.some(_closed(each) for each in business.closed)),
        (
            say("Its customers speak"),
            words.some(words.language_in_english(code) for code in business.languages),
        ),
        *(
            (
                str(season.name),
                say(
                    "{first} to {last}: {factor} times as much work as usual",
                    first=_year_day(season.from_),
                    last=_year_day(season.to),
                    factor=season.factor,
                ),
            )
            for season in business.seasons
        ),
        *(
            (say("One {currency}", currency=code), f"{rate} {business.currency}")
            for code, rate in business.rates.items()
        ),
        (say("Income"), words.loss(business.revenue, business.currency)),
        (say("Somebody checks every part again every"), words.duration(business.review_every)),
    )
    return tuple(Fact(label, value) for label, value in known if value)
