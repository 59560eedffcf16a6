"""What was to be done or read by a day that is gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.model import Plan

if TYPE_CHECKING:
    from outlast.analysis import Facts


def _actions(plan: Plan, facts: Facts, as_of: date) -> Iterator[Finding]:
    for exercise in plan.exercises.values():
        for number, action in enumerate(exercise.actions):
            if action.due and action.done is None and action.due.date < as_of:
                who = f' by "{action.owner}"' if action.owner else ""
                yield Finding(
                    ACTION.id,
                    exercise.id,
                    ("actions", number, "due"),
                    f"this was to be mended{who} until {action.due}, and is not done: {action.do}",
                    "do it and write the day as `done`, or set a new day",
                )


def _reviews(plan: Plan, facts: Facts, as_of: date) -> Iterator[Finding]:
    for id, due in facts.review_due.items():
        if due is not None and due < as_of:
            thing = plan.thing(id)
            yield Finding(
                REVIEW.id,
                id,
                ("reviewed",),
                f'"{id}" was last read on {thing.reviewed}, and was to be read again by {due}',
                "read it, correct it, and write the day as `reviewed`",
            )


def _never(plan: Plan, facts: Facts, as_of: date) -> Iterator[Finding]:
    for id, due in facts.review_due.items():
        if due is None:
            yield Finding(
                NEVER_REVIEWED.id,
                id,
                (),
                f'nobody has said yet that "{id}" was read and found true',
                f"read it, and write reviewed: {as_of}",
            )


ACTION = Rule(
    "action-overdue",
    Severity.WARNING,
    "What a drill found to be mended is not mended",
    "The next time it goes wrong in the same place, and this time it is no drill.",
    "Do it and write `done`; if it takes longer, write a new `due` that somebody means.",
    "If it turned out to be unnecessary, write that in `do` and set `done`.",
    _actions,
)

REVIEW = Rule(
    "review-overdue",
    Severity.WARNING,
    "A part of the plan was not read for longer than was agreed",
    "People leave, buttons move and numbers change. Nobody notices until they are needed.",
    "Read it as if you had to do it tomorrow, correct it, and write the day as `reviewed`.",
    "If it hardly ever changes, give it a longer `review_every` of its own.",
    _reviews,
)

NEVER_REVIEWED = Rule(
    "never-reviewed",
    Severity.ADVICE,
    "Nobody has said yet that a part of the plan is true",
    "The reader cannot know whether it was written from memory, copied, or tried.",
    "Read it, let somebody else read it, and write the day as `reviewed`.",
    "It is asked only where the business or the thing says `review_every`.",
    _never,
)
