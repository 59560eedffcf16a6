"""Systems that are lost together and wait for each other."""

from __future__ import annotations

from collections.abc import Iterator

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.whatif.causes import Why
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence, later
from outlast.model import Plan


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for id, answer in facts.outlook.scenarios.items():
        lost = {each for each, length in answer.question.lost if length is None}
        never = [
            each.node
            for each in answer.down
            if each.end is None
            and each.node in lost & plan.systems.keys()
            and any(
                cause.why is Why.CIRCLE and cause.node in lost for top in each.causes for cause in top.all()
            )
        ]
        if never:
            named = later(words.some, tuple(f'"{each}"' for each in sorted(never)))
            yield Finding(
                id,
                ("lost",),
                Sentence(
                    "if {named} are lost together, they never come back: each waits for another", named=named
                ),
                Sentence(
                    "say how to restore one of them without the others: another access, a copy on paper"
                ),
            )


RULE = Rule(
    "circular-recovery",
    Severity.WARNING,
    title=Sentence("Systems that are lost together wait for each other"),
    why=Sentence(
        "Each restore waits for the next, and the last one waits for the first. Nothing comes back until"
        " somebody finds another way."
    ),
    change=Sentence(
        "Give one of them a `restore` that needs none of the others: a recovery code on paper, a second"
        " admin, the support of its maker."
    ),
    example="""
        systems:
          mail: {name: Mail, restore: {by: [sam, maya], needs: vault}}
          vault: {name: Password vault, restore: {by: [sam, maya], needs: mail}}
        scenarios:
          locked-out:
            name: All accounts are locked
            lost: [mail, vault]
            serve: {first-hour: [Answer the phone]}
            restore: {first-day: [Call the support]}
    """,
    instead="""
        systems:
          mail: {name: Mail, restore: {by: [sam, maya], needs: vault}}
          vault: {name: Password vault, restore: {by: [sam, maya], needs: recovery-code}}
        equipment:
          recovery-code: {name: Recovery code in the safe}
        scenarios:
          locked-out:
            name: All accounts are locked
            lost: [mail, vault]
            serve: {first-hour: [Answer the phone]}
            restore: {first-day: [Call the support]}
    """,
    false_alarm=Sentence(
        "If the order is known and works, `needs` says too much: name only what it takes to begin."
    ),
    check=_check,
    asks=True,
)
