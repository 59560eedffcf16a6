"""Actions and reviews that are overdue."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis import Facts
from outlast.analysis.freshness import late_actions, late_readings
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence, mark
from outlast.model import Plan


def _actions(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for drill, number, _ in late_actions(plan, facts.as_of):
        action = drill.actions[number]
        said = mark("this was due by {due} and is not done: {do}")
        if action.owner:
            said = mark('this was due by {due} (for "{who}") and is not done: {do}')
        yield Finding(
            drill.id,
            ("actions", number, "due"),
            Sentence(said, due=action.due, who=action.owner, do=action.do),
            Sentence("do it and write the day as `done`, or set a new day"),
        )


def _reviews(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for id, due in late_readings(facts.review_due, facts.as_of):
        yield Finding(
            id,
            ("reviewed",),
            Sentence(
                '"{id}" was last read on {reviewed} and was due to be read again by {due}',
                id=id,
                reviewed=plan.thing(id).reviewed,
                due=due,
            ),
            Sentence("read it, correct it, and write the day as `reviewed`"),
        )


def _never(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for id, due in facts.review_due.items():
        if due is None:
            yield Finding(
                id,
                (),
                Sentence('nobody has read "{id}" yet and found it true', id=id),
                Sentence("read it, and write reviewed: {as_of}", as_of=facts.as_of),
            )


ACTION = Rule(
    "action-overdue",
    Severity.WARNING,
    title=Sentence("Something that a drill found is not repaired in time"),
    why=Sentence("It goes wrong again in the same place, and the next time it is no drill."),
    change=Sentence(
        "Do it and write the day as `done`. If it takes longer, write a new `due` that somebody means."
    ),
    example="""
        functions:
          ship: {name: Ship orders, by: [maya, sam]}
        exercises:
          fire-drill:
            name: Fire drill
            of: ship
            on: 2026-05-04
            by: sam
            result: worked
            actions: [{do: Write the number on the door, due: 2026-06-01}]
    """,
    instead="""
        functions:
          ship: {name: Ship orders, by: [maya, sam]}
        exercises:
          fire-drill:
            name: Fire drill
            of: ship
            on: 2026-05-04
            by: sam
            result: worked
            actions: [{do: Write the number on the door, due: 2026-06-01, done: 2026-05-20}]
    """,
    false_alarm=Sentence("If it turned out to be unnecessary, say so in `do` and set `done`."),
    check=_actions,
)

REVIEW = Rule(
    "review-overdue",
    Severity.WARNING,
    title=Sentence("A part of the plan was not reviewed in time"),
    why=Sentence(
        "People leave, buttons move and numbers change. Nobody notices until the day they are needed."
    ),
    change=Sentence("Read it as if you had to do it tomorrow. Correct it, and write the day as `reviewed`."),
    example="""
        functions:
          refunds: {name: Refund customers, by: [maya, sam], review_every: 90d, reviewed: 2026-01-12}
    """,
    instead="""
        functions:
          refunds: {name: Refund customers, by: [maya, sam], review_every: 90d, reviewed: 2026-11-12}
    """,
    false_alarm=Sentence("If it hardly ever changes, give it a longer `review_every` of its own."),
    check=_reviews,
)

NEVER_REVIEWED = Rule(
    "never-reviewed",
    Severity.ADVICE,
    title=Sentence("Nobody has reviewed a part of the plan yet"),
    why=Sentence("The reader cannot know whether it was written from memory, copied, or tried."),
    change=Sentence("Read it, let somebody else read it, and write the day as `reviewed`."),
    example="""
        functions:
          refunds: {name: Refund customers, by: [maya, sam], review_every: 90d}
    """,
    instead="""
        functions:
          refunds: {name: Refund customers, by: [maya, sam], review_every: 90d, reviewed: 2026-11-12}
    """,
    false_alarm=Sentence("Outlast asks for this only where the business or the thing says `review_every`."),
    check=_never,
)
