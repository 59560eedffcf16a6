"""Questions as people ask them, with answers from the plan and what was worked out; nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outlast.model import Plan
from outlast.model.prose import literal
from outlast.pages import coverage
from outlast.pages.addresses import QUESTIONS, address
from outlast.pages.copy import Copy
from outlast.pages.questions import people, things
from outlast.site import Address, Page, Part
from outlast.site.blocks import (
    Answers,
    CopyAge,
    Links,
    Prose,
    Tone,
    opening,
    section,
)
from outlast.site.paper import NoSheet
from outlast.site.parts import LinkNote, QuestionView

ORDER = 120


@dataclass(frozen=True)
class Group:
    """Questions about one matter."""

    id: str
    title: str
    answered: tuple[QuestionView, ...]


def pages(copy: Copy) -> Iterator[Page]:
    """One page: all questions, by what they are about."""
    plan, facts = copy.plan, copy.facts
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
    asked = Links(tuple(_asked(plan)))
    parts = (
        *(each for group in groups for each in section(group.id, group.title, Answers(group.answered))),
        *(section("asked", "Asked before", Prose(BEFORE), asked) if asked else ()),
    )
    yield Page(
        path=QUESTIONS.page,
        title="Questions and answers",
        part=Part.HELP,
        sections=(
            *opening(
                Prose(LEAD, Tone.LEAD),
                Prose(coverage.reading(facts), Tone.NOTE),
                CopyAge(copy.age),
                Links(tuple(LinkNote(each.heading, Address(QUESTIONS.page, each.id)) for each in parts)),
            ),
            *parts,
        ),
        sheet=NoSheet.SCREEN_ONLY,
        description="Plain questions with short answers: who, up to how much, by when, and what if not.",
        also=("questions", "faq", "vragen", "who may", "what if"),
    )


LEAD = (
    "Short answers to plain questions, taken from the plan: press a question to open its answer. Nothing "
    "here is guessed: where a copy does not say something, the answer says so."
)
BEFORE = "Each is answered on the page that it leads to."


def _asked(plan: Plan) -> Iterator[LinkNote]:
    """Questions that people asked before, with the way to their answers, and what each is about."""
    for thing in plan.things.values():
        to = address(thing)
        there = to if to.fragment else Address(to.page, "questions")
        for each in thing.questions:
            yield LinkNote(str(each.q), there, literal(thing.title))
