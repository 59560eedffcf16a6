"""A scenario loses a system that nobody restores."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis import Facts
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence
from outlast.model import Plan


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for scenario in plan.scenarios.values():
        for number, loss in enumerate(scenario.lost):
            system = plan.systems.get(str(loss.what))
            if system is None or loss.for_ is not None or (system.restore and system.restore.takes):
                continue
            if system.rto is None or system.rto.duration is None:
                yield Finding(
                    scenario.id,
                    ("lost", number, "what"),
                    Sentence(
                        '"{scenario}" loses "{system}" until it is restored, but the plan does not say how '
                        "long that takes",
                        scenario=scenario.id,
                        system=system.id,
                    ),
                    Sentence(
                        'write `restore: {{by: …, takes: …}}` for "{system}", or `for`: how long you lose it',
                        system=system.id,
                    ),
                )


RULE = Rule(
    "nobody-restores",
    Severity.WARNING,
    title=Sentence("A scenario loses a system, and nothing says how it comes back"),
    why=Sentence("The what-if has to count it as lost for good. All that needs it stops and never returns."),
    change=Sentence(
        "Say who restores it and how long that takes. Or say after how long it is back by itself."
    ),
    example="""
        systems:
          shop: {name: Web shop}
        scenarios:
          wiped: {name: The shop was wiped, lost: [shop]}
    """,
    instead="""
        systems:
          shop: {name: Web shop, restore: {by: sam, takes: 4h}}
        scenarios:
          wiped: {name: The shop was wiped, lost: [shop]}
    """,
    false_alarm=Sentence(
        "If it really is gone for good, accept the warning: then the reader sees that you know."
    ),
    check=_check,
)
