"""Only one person can open a copy of the runbook."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis import Facts
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence
from outlast.model import Plan


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for number, copy in enumerate(plan.business.copies):
        openers = [id for id in dict.fromkeys(str(id) for id in copy.opened_by) if id not in facts.vacant]
        if copy.opened_by and len(openers) < 2:
            message = Sentence("nobody can open this copy of the runbook")
            if openers:
                message = Sentence('only "{who}" can open this copy of the runbook', who=openers[0])
            yield Finding(
                subject="business",
                field=("copies", number, "opened_by"),
                message=message,
                hint=Sentence(
                    "tell a second person the phrase, or leave it sealed with somebody, and name both here"
                ),
            )


RULE = Rule(
    "one-opener",
    Severity.WARNING,
    title=Sentence("Only one person can open a copy of the runbook"),
    why=Sentence("If only the founder can open a copy, it stays closed on the day the founder is away."),
    change=Sentence(
        "Tell a second person the passphrase, or leave it in a sealed envelope with somebody outside."
        " Name both in `opened_by`."
    ),
    example="""
        business:
          format: 1
          name: Fern & Flask
          timezone: Europe/Brussels
          currency: EUR
          copies: [{where: A stick in the safe, opened_by: sam}]
    """,
    instead="""
        business:
          format: 1
          name: Fern & Flask
          timezone: Europe/Brussels
          currency: EUR
          copies: [{where: A stick in the safe, opened_by: [sam, maya]}]
    """,
    false_alarm=Sentence(
        "If whoever has the copy can open it as it is, such as a printed binder, leave `opened_by` out."
    ),
    check=_check,
)
