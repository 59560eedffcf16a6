"""Questions as people ask them, with answers from the plan and what was worked out; nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outlast.analysis import Facts
from outlast.model import Plan
from outlast.pages import coverage
from outlast.pages.addresses import QUESTIONS, address
from outlast.pages.questions import people, things
from outlast.pages.questions.answered import Answered
from outlast.site import Address, Link, Page, Part
from outlast.site.parts import Age


@dataclass(frozen=True)
class Group:
    id: str
    title: str
    answered: tuple[Answered, ...]


@dataclass(frozen=True)
class QuestionsView:
    age: Age
    groups: tuple[Group, ...]
    asked: tuple[tuple[Link, str], ...]
    """Questions that people asked before, with the way to their answers, and what each is about."""
    reading: str


def page(plan: Plan, facts: Facts, age: Age) -> Page:
    """All questions, by what they are about."""
    groups = (
        Group("happened", "Something has happened", tuple(people.happened(plan, facts))),
        Group("who", "Who does what, and up to how much", tuple(people.who(plan))),
        Group("away", "When somebody cannot be reached", tuple(people.away(plan, facts))),
        Group("may", "What somebody must not do", tuple(people.must_not(plan))),
        Group("places", "Where we work", tuple(people.where(plan))),
        Group("money", "What must be paid or done, and by when", tuple(things.money(plan, facts))),
        Group("goods", "What runs out", tuple(things.goods(plan))),
        Group("back", "How something comes back", tuple(things.back(plan))),
        Group("keys", "Who gets in, and whose code it takes", tuple(things.keys(plan, facts))),
        Group("devices", "When a phone, a key or a laptop is gone", tuple(things.devices(plan, facts))),
    )
    return Page(
        path=QUESTIONS.page,
        title="Questions and answers",
        kind="questions",
        part=Part.HELP,
        description="Plain questions with short answers: who, up to how much, by when, and what if not.",
        also=("questions", "faq", "vragen", "who may", "what if"),
        view=QuestionsView(
            age,
            tuple(group for group in groups if group.answered),
            tuple(_asked(plan)),
            coverage.reading(facts),
        ),
    )


def _asked(plan: Plan) -> Iterator[tuple[Link, str]]:
    for thing in plan.things.values():
        to = address(thing)
        there = to if to.fragment else Address(to.page, "questions")
        for each in thing.questions:
            yield Link(str(each.q), there), thing.title
