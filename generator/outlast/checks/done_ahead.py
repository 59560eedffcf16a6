"""Something that is said to be done on a day that is still to come."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis import Facts
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence
from outlast.model import Plan
from outlast.model.scalars import Day

DONE = frozenset({"reviewed", "tested", "done", "on"})
"""The keys of days on which something was done. The `on` of a drill has a rule of its own."""


def _ahead(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for subject, values in plan.visited.items():
        for seen in values:
            key, day = seen.path[-1], seen.value
            if not isinstance(day, Day) or key not in DONE or seen.path == ("on",):
                continue
            if day.date > facts.as_of:
                message = Sentence(
                    '"{thing}" has `{key}: {day}`, but that day is still to come',
                    thing=subject,
                    key=key,
                    day=day,
                )
                hint = Sentence("correct the day, or delete it until it is done")
                yield Finding(subject, seen.path, message, hint)


DONE_AHEAD = Rule(
    "done-ahead",
    Severity.WARNING,
    title=Sentence("Something is said to be done on a day that is still to come"),
    why=Sentence("The runbook would say that somebody has read or tried it. Nobody may have done so yet."),
    change=Sentence("Correct the day. Write it down after it was done."),
    example="""
        functions:
          refunds: {name: Refund customers, by: [maya, sam], reviewed: 2099-01-01}
    """,
    instead="""
        functions:
          refunds: {name: Refund customers, by: [maya, sam], reviewed: 2026-11-12}
    """,
    false_alarm=Sentence("If the clock of your machine is wrong, or `--date` lies in the past."),
    check=_ahead,
)
