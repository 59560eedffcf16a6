"""Help: how to read this runbook, what its words mean, where other copies are."""

from __future__ import annotations

from dataclasses import dataclass

from outlast import words
from outlast.model import Plan
from outlast.model.prose import literal
from outlast.model.scalars import YearDay
from outlast.pages.addresses import GLOSSARY, HELP, PEOPLE, QUESTIONS, RESTORE, SERVE, START
from outlast.pages.view import Fact, QuestionView, Table
from outlast.site import Address, Page, Part
from outlast.site.parts import Age


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
    words: Address
    answers: Address
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
            words=GLOSSARY,
            answers=QUESTIONS,
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
