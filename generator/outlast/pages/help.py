"""Help: how to read this runbook, what its words mean, where other copies are."""

from __future__ import annotations

from collections.abc import Iterator

from outlast import words
from outlast.model import Plan
from outlast.model.prose import literal
from outlast.model.scalars import YearDay
from outlast.model.suppliers import Closure
from outlast.pages.addresses import GLOSSARY, HELP, PEOPLE, QUESTIONS, RESTORE, SERVE, START
from outlast.pages.copy import Copy
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
from outlast.site.parts import Fact, LinkNote, QuestionView
from outlast.site.places import words_to

ORDER = 110
_COPY_HEADS = ("Where", "Who has it", "Who can open it", "Language")


HOW_TO_READ = (
    f"Begin at {words_to('Start here', START)} and choose what has happened.",
    f"Is nothing broken, but somebody missing? Go to {words_to('Keep serving', SERVE)}: what people do for "
    "customers and for the bills.",
    f"Is something broken, lost or wiped? Go to {words_to('Restore', RESTORE)}: how data and systems come "
    "back.",
    f"Nobody to ask? {words_to('People', PEOPLE)} says whom to call, in order.",
    "Tick each step when it is done. This browser remembers the ticks; they are not sent anywhere.",
    "Has it really happened? Press *This is happening* on the page of the scenario: from then on ticks and "
    "notes go into an incident log.",
    "Looking for a word? Search at the top; everyday words work: *money back*, *parcel*, *hacked*.",
)
TWO_HALVES = (
    "A shop can stop for two reasons. People may be missing while everything works: then somebody else must "
    "answer, refund, pay and ship, and no system should be touched. Or something may be broken while "
    "everybody is there: then it must be brought back in the right order, while customers are told what is "
    "going on. Most bad days are a little of both, so each scenario has both halves, and says so when one of "
    "them is empty."
)


def pages(copy: Copy) -> Iterator[Page]:
    """The first page of Help; hand-written ones follow it."""
    business = copy.plan.business
    lead = (
        f"This is the runbook of {literal(str(business.name))}: what to do when something happens and "
        "whoever usually does it is not there."
    )
    ways = Links(
        (
            LinkNote("Questions and answers", QUESTIONS, "who, up to how much, by when, and what if not"),
            LinkNote("Words", GLOSSARY, "what the words and short forms mean"),
        )
    )
    asked = Questions(tuple(QuestionView(str(each.q), each.a) for each in business.questions))
    yield Page(
        path=HELP.page,
        title="Help",
        part=Part.HELP,
        sections=(
            *opening(Prose(lead, Tone.LEAD), CopyAge(copy.age), ways),
            *section("how-to-read", "How to read it", Bullets(HOW_TO_READ, ordered=True), on_paper=False),
            *section("two-halves", "Why there are two halves", Prose(TWO_HALVES), on_paper=False),
            *section("questions", "Questions", asked),
            *section("copies", "Other copies", _copies(copy.plan)),
            *section("shop", "About the shop", Prose(business.about or ""), FactList(_facts(copy.plan))),
        ),
        sheet=Sheet(Chapter.HELP, each=True),
        description="How to read this runbook, and what its words mean.",
    )


def _copies(plan: Plan) -> Table | None:
    rows = tuple(
        (
            literal(copy.where),
            name(copy.who) if copy.who else "",
            names(copy.opened_by, "or"),
            words.language_in_english(copy.language) if copy.language else "",
        )
        for copy in plan.business.copies
    )
    return Table("Where copies are kept", _COPY_HEADS, rows) if rows else None


def _year_day(day: YearDay) -> str:
    return words.day_of_year(day.month, day.day)


def _closed(closure: Closure) -> str:
    first, last = closure.from_.date, closure.to.date
    days = words.day(first) if first == last else f"{words.day(first)} to {words.day(last)}"
    return f"{days} ({literal(closure.why)})" if closure.why else days


def _facts(plan: Plan) -> tuple[Fact, ...]:
    business = plan.business
    known = (
        ("Website", f"[{business.website}]({business.website})" if business.website else ""),
        ("Customers expect an answer", words.hours(business.opening_hours)),
        ("Closed", words.some(_closed(each) for each in business.closed)),
        ("Its customers speak", words.some(words.language_in_english(code) for code in business.languages)),
        *(
            (
                str(season.name),
                f"{_year_day(season.from_)} to {_year_day(season.to)}: {season.factor} times the usual",
            )
            for season in business.seasons
        ),
        *((f"One {code}", f"{rate} {business.currency}") for code, rate in business.rates.items()),
        ("Takes in", words.loss(business.revenue, business.currency)),
        ("Every part is to be read again every", words.duration(business.review_every)),
    )
    return tuple(Fact(label, value) for label, value in known if value)
