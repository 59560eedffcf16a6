"""Somebody approves their own words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.model import Plan

if TYPE_CHECKING:
    from outlast.analysis import Facts


def _check(plan: Plan, facts: Facts, as_of: date) -> Iterator[Finding]:
    for scenario in plan.scenarios.values():
        for number, notice in enumerate(scenario.tell):
            senders = {str(one) for one in (notice.by, notice.deputy) if one}
            if notice.approved_by in senders:
                yield Finding(
                    RULE.id,
                    scenario.id,
                    ("tell", number, "approved_by"),
                    f'"{notice.approved_by}" tells {notice.who} and is the one who approves it',
                    "let somebody else approve it, or delete `approved_by`: nobody need approve it then",
                )


RULE = Rule(
    "own-approval",
    Severity.WARNING,
    "Somebody approves what they say themselves",
    "It looks as if two people had read it. When it matters most, one pair of eyes did.",
    "Name another one in `approved_by`, or leave it out and trust who sends it.",
    "If there is nobody else who could, delete `approved_by`: it says what is not so.",
    _check,
)
