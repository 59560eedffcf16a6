"""Help: how to read this runbook, what its words mean, where other copies are."""

from __future__ import annotations

from dataclasses import dataclass

from outlast import words
from outlast.model import Plan
from outlast.model.prose import literal
from outlast.model.scalars import YearDay
from outlast.pages.addresses import HELP, PEOPLE, RESTORE, SERVE, START
from outlast.pages.age import Age
from outlast.pages.view import Fact, QuestionView, Table
from outlast.site import Address, Page, Part

GLOSSARY = (
    ("Stand-in", "Whoever runs the shop now. If you read this because something happened, it is you."),
    ("Keep serving (BC)", "Business continuity: what people do so that customers and bills do not wait."),
    ("Restore (DR)", "Disaster recovery: how data and systems come back after they broke."),
    ("Function", "A piece of work that customers or the law count on: refunds, shipping, tax."),
    ("RTO", "Recovery time objective: by when it is promised to work again."),
    ("MTPD", "Maximum tolerable period of disruption: the longest stop that can be borne."),
    ("RPO", "Recovery point objective: how much of the latest data may be lost."),
    ("MBCO", "Minimum business continuity objective: the least service that is still acceptable."),
    ("Workaround", "Another way to go on for a while, usually slower."),
    ("Invoke", "To say aloud: this has happened, we now follow this page."),
    ("Stand down", "To say aloud: it is over, and to hand everything back."),
    ("Pointer", "Where a password or key is kept. Passwords themselves never stand in here."),
    ("Second factor", "The code from a phone or a key that is asked for after the password."),
    ("Edition", "Who may read a copy: public, team or full."),
)
"""The words of this site, in plain ones."""


@dataclass(frozen=True)
class HelpView:
    age: Age
    business: str
    about: str | None
    start: Address
    serve: Address
    restore: Address
    people: Address
    copies: Table | None
    facts: tuple[Fact, ...]
    glossary: tuple[Fact, ...]
    questions: tuple[QuestionView, ...]


_COPY_HEADS = ("Where", "Who has it", "Who can open it", "Language")


def page(plan: Plan, age: Age) -> Page:
    """The first page of Help; hand-written ones follow it."""
    copies = tuple(
        (
            literal(copy.where),
            f"{{{copy.who}}}" if copy.who else "",
            words.some((f"{{{id}}}" for id in copy.opened_by), "or"),
            words.language_in_english(copy.language) if copy.language else "",
        )
        for copy in plan.business.copies
    )
    return Page(
        path=HELP.page,
        title="Help",
        kind="help",
        part=Part.HELP,
        description="How to read this runbook, and what its words mean.",
        view=HelpView(
            age=age,
            business=str(plan.business.name),
            about=plan.business.about,
            start=START,
            serve=SERVE,
            restore=RESTORE,
            people=PEOPLE,
            copies=Table("Where copies are kept", _COPY_HEADS, copies) if copies else None,
            facts=_facts(plan),
            glossary=tuple(Fact(word, meaning) for word, meaning in GLOSSARY),
            questions=tuple(QuestionView(str(each.q), each.a) for each in plan.business.questions),
        ),
    )


def _year_day(day: YearDay) -> str:
    return words.day_of_year(day.month, day.day)


def _facts(plan: Plan) -> tuple[Fact, ...]:
    business = plan.business
    known = (
        ("Website", f"[{business.website}]({business.website})" if business.website else ""),
        ("Customers expect an answer", words.hours(business.opening_hours)),
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
