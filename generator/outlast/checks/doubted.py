"""Somebody read it, and wrote down that it is not right."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis import Facts
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence
from outlast.model import Plan


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for thing in plan.things.values():
        if thing.doubt:
            yield Finding(
                thing.id,
                ("doubt",),
                Sentence('"{thing}" may be wrong: {doubt}', thing=thing.id, doubt=thing.doubt),
                Sentence("correct it, delete `doubt`, and write the day as `reviewed`"),
            )


RULE = Rule(
    "doubted",
    Severity.WARNING,
    title=Sentence("Somebody read a part of the plan and found it wrong"),
    why=Sentence(
        "The page warns its reader, who then has to find out what is right. That is your work, not theirs."
    ),
    change=Sentence(
        "Correct it. Then delete `doubt`, and write the day as `reviewed`. `outlast review` does both."
    ),
    example="""
        functions:
          refunds: {name: Refund customers, by: [maya, sam], doubt: The button has moved.}
    """,
    instead="""
        functions:
          refunds: {name: Refund customers, by: [maya, sam], reviewed: 2026-11-12}
    """,
    false_alarm=Sentence("A doubt that turns out to be none is deleted, too."),
    check=_check,
)
