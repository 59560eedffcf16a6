"""Questions as people ask them, with answers from the plan and what was worked out; nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from outlast.languages import mark, say, say_count
from outlast.model import Plan
from outlast.model.prose import literal
from outlast.pages import coverage
from outlast.pages.addresses import QUESTIONS, address
from outlast.pages.copy import Copy
from outlast.pages.parts import questions
from outlast.pages.questions import people, things
from outlast.reasons import plain
from outlast.site import Address, Page, Part
from outlast.site.blocks import (
    Answers,
    Block,
    CopyAge,
    Fold,
    Links,
    Prose,
    Section,
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
        Group("happened", say("Something has happened"), tuple(people.happened(plan, facts))),
        Group("who", say("Who does what, and up to which amount"), tuple(people.who(plan, facts))),
        Group("away", say("When you cannot reach somebody"), tuple(people.away(plan, facts))),
        Group("may", say("What somebody must not do"), tuple(people.must_not(plan))),
        Group("places", say("Where we work"), tuple(people.where(plan))),
        Group("money", say("What you must pay or do, and by when"), tuple(things.money(plan, facts))),
        Group("goods", say("What runs out"), tuple(things.goods(plan))),
        Group("back", say("How to restore something"), tuple(things.back(plan))),
        Group("keys", say("Who can sign in, and who has the code"), tuple(things.keys(plan, facts))),
        Group("devices", say("When a phone, a key or a laptop is gone"), tuple(things.devices(plan, facts))),
    )
    asked = Links(tuple(_asked(plan)))
    parts = (
        *(
            each
            for group in groups
            for each in _folded(group.id, group.title, len(group.answered), Answers(_placed(group)))
        ),
        *_folded("asked", say("Questions from before"), len(asked.links), Prose(say(BEFORE)), asked),
    )
    yield Page(
        path=QUESTIONS.page,
        title=say("Questions and answers"),
        part=Part.HELP,
        sections=(
            *opening(
                Prose(say(LEAD), Tone.LEAD),
                Prose(coverage.reading(facts), Tone.NOTE),
                CopyAge(copy.age),
            ),
            *parts,
        ),
        sheet=NoSheet.SCREEN_ONLY,
        description=say("Short answers to common questions: who, by when, and up to which amount."),
        also=(say("questions"), "faq", "vragen", say("who may"), say("what if")),
    )


LEAD = mark(
    "Choose what it is about, then press a question to open its short answer. All answers come from the "
    "plan. If this copy does not know something, the answer says so."
)
BEFORE = mark("Press a question to go to the page with its answer.")


def _placed(group: Group) -> tuple[QuestionView, ...]:
    """The questions of a matter with ids by what they are about, which keep while others come and go."""
    stems = [f"{group.id}-{each.more or 'question'}" for each in group.answered]
    counted = (stems[: at + 1].count(stem) for at, stem in enumerate(stems))
    return tuple(
        replace(each, id=stem if count == 1 else f"{stem}-{count}")
        for each, stem, count in zip(group.answered, stems, counted, strict=True)
    )


def _folded(id: str, heading: str, count: int, *blocks: Block) -> tuple[Section, ...]:
    """The section of one matter: its heading, and below it all its questions in one fold."""
    if not count:
        return ()
    return section(
        id, heading, Fold(blocks, say_count("{count} question", "{count} questions", count), whole=True)
    )


def _asked(plan: Plan) -> Iterator[LinkNote]:
    """Questions that people asked before, with the way to their answers, and what each is about."""
    for thing in plan.things.values():
        page = address(thing).page
        for each in questions(plan, thing):
            yield LinkNote(plain(plan, each.q), Address(page, each.id), literal(thing.title))
