"""Rules about a plan: those that judge it, and the explanation of every rule there is.

A rule that judges is one module with a RULE. It computes nothing that `analysis` has computed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from outlast.checks import (
    missing_half,
    no_one,
    own_deputy,
    reading,
    rto_over_mtpd,
    step_outside_needs,
    unverified,
    withheld,
)
from outlast.checks.rule import Finding, Rule
from outlast.model import Plan

if TYPE_CHECKING:
    from outlast.analysis import Facts

__all__ = ["RULES", "Finding", "Rule", "run"]

RULES: Mapping[str, Rule] = {
    rule.id: rule
    for rule in sorted(
        (
            *reading.FILES,
            *reading.PARTS,
            *reading.VALUES,
            missing_half.RULE,
            no_one.RULE,
            own_deputy.RULE,
            rto_over_mtpd.RULE,
            step_outside_needs.RULE,
            unverified.RULE,
            withheld.RULE,
        ),
        key=lambda rule: rule.id,
    )
}
"""Every rule by its id, those of reading too, sorted."""


def run(plan: Plan, facts: Facts, as_of: date) -> tuple[Finding, ...]:
    """What the rules find in a plan, with the severity of each rule, by subject, field and rule."""
    findings = [
        replace(finding, severity=rule.severity)
        for rule in RULES.values()
        if rule.check
        for finding in rule.check(plan, facts, as_of)
    ]
    return tuple(sorted(findings, key=_order))


def _order(finding: Finding) -> tuple[str, tuple[str, ...], str, str]:
    # Positions in a list sort as numbers, beside keys, which sort as words.
    path = tuple(f"{part:08}" if isinstance(part, int) else part for part in finding.field)
    return finding.subject, path, finding.rule, finding.message
