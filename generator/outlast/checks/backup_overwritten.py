"""A loss that is noticed only when every good backup has been overwritten."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis import Facts
from outlast.analysis.confirmed import copies
from outlast.analysis.lengths import surely_longer
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence
from outlast.model import Plan
from outlast.model.scenarios import Scenario


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for scenario in plan.scenarios.values():
        for number, each in enumerate(scenario.lost):
            if _overwritten(plan, scenario, str(each.what)):
                yield Finding(
                    scenario.id,
                    ("lost", number, "what"),
                    Sentence(
                        '"{scenario}" may go on for {noticed_after} before anybody notices, and no backup '
                        'of "{what}" is kept for so long',
                        scenario=scenario.id,
                        noticed_after=scenario.noticed_after,
                        what=each.what,
                    ),
                    Sentence("keep one backup longer (`kept_for`), or find a way to notice it sooner"),
                )


def _overwritten(plan: Plan, scenario: Scenario, id: str) -> bool:
    """Whether every copy that is made is surely overwritten by the time that somebody notices."""
    made = copies(plan.systems[id]) if id in plan.systems else ()
    late = scenario.noticed_after
    return bool(made and late) and all(
        copy.kept_for is not None and late is not None and surely_longer(late, copy.kept_for) for copy in made
    )


RULE = Rule(
    "backup-overwritten",
    Severity.WARNING,
    title=Sentence("A loss is noticed only after the last good backup was overwritten"),
    why=Sentence("Each copy that is left was made after the damage. Nothing can be brought back from it."),
    change=Sentence("Keep one copy for longer than the damage may go on unseen, or look more often."),
    example="""
        systems:
          shop:
            name: Shop
            rto: 1d
            restore: {by: [sam], takes: 2h}
            backups: [{what: Products, every: 1d, kept_for: 7d}]
        scenarios:
          wiped: {name: Wrong prices, noticed_after: 14d, lost: [shop]}
    """,
    instead="""
        systems:
          shop:
            name: Shop
            rto: 1d
            restore: {by: [sam], takes: 2h}
            backups: [{what: Products, every: 1d, kept_for: 30d}]
        scenarios:
          wiped: {name: Wrong prices, noticed_after: 14d, lost: [shop]}
    """,
    false_alarm=Sentence(
        "If an older copy lies somewhere that the plan does not name: name it in `backups`."
    ),
    check=_check,
)
