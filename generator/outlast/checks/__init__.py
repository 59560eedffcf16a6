"""Rules about a plan: those that judge it, and the explanation of every rule there is.

Each rule that judges stands in a module with its words, closely related ones together. It computes nothing
that `analysis` has computed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from outlast.checks import (
    acceptance,
    attachments,
    backups,
    break_glass,
    burnt_in_scenario,
    call_trees,
    circular_keeping,
    circular_recovery,
    cover_too_late,
    currencies,
    deputy_cannot,
    expiry,
    impossible_choice,
    limits,
    missing_half,
    no_alternative,
    no_one,
    one_opener,
    overdue,
    own_approval,
    own_deputy,
    promise_broken,
    reading,
    rto_over_mtpd,
    slow_need,
    slow_steps,
    sole_holder,
    step_outside_needs,
    undisturbed,
    unfilled,
    unknown_role,
    unused,
    unverified,
    vacant_first,
    wider_audience,
    withheld,
)
from outlast.checks.acceptance import Accepted, Judged, settle
from outlast.checks.rule import Finding, Rule
from outlast.model import Plan

if TYPE_CHECKING:
    from outlast.analysis import Facts

__all__ = ["RULES", "Accepted", "Finding", "Judged", "Rule", "run"]

RULES: Mapping[str, Rule] = {
    rule.id: rule
    for rule in sorted(
        (
            *reading.FILES,
            *reading.PARTS,
            *reading.VALUES,
            *acceptance.RULES,
            attachments.TELLS_PLACE,
            attachments.UNSEARCHED,
            backups.NEVER_TESTED,
            backups.OLD_TEST,
            backups.OVER_RPO,
            break_glass.FAILED,
            break_glass.UNTESTED,
            burnt_in_scenario.RULE,
            call_trees.LOOP,
            call_trees.MISSES,
            call_trees.UNREACHED,
            circular_keeping.RULE,
            circular_recovery.RULE,
            cover_too_late.RULE,
            currencies.RULE,
            deputy_cannot.RULE,
            expiry.EXPIRED,
            expiry.EXPIRES_SOON,
            impossible_choice.RULE,
            limits.LIMIT,
            limits.SKILL,
            missing_half.RULE,
            no_alternative.RULE,
            no_one.RULE,
            one_opener.RULE,
            overdue.ACTION,
            overdue.NEVER_REVIEWED,
            overdue.REVIEW,
            own_approval.RULE,
            own_deputy.RULE,
            promise_broken.RULE,
            rto_over_mtpd.RULE,
            slow_need.SLOW_NEED,
            slow_need.UNKNOWN_NEED,
            slow_steps.RULE,
            sole_holder.RULE,
            step_outside_needs.RULE,
            undisturbed.DUTY_NOBODY_CAN,
            undisturbed.STOPS_ANYWAY,
            unfilled.RULE,
            unknown_role.RULE,
            unused.UNUSED,
            unused.UNUSED_MESSAGE,
            unverified.RULE,
            vacant_first.RULE,
            wider_audience.RULE,
            withheld.RULE,
        ),
        key=lambda rule: rule.id,
    )
}
"""Every rule by its id, those of reading too, sorted."""


def run(plan: Plan, facts: Facts, as_of: date) -> Judged:
    """What the rules find in a plan, with the severity of each rule, by subject, field and rule.

    What the plan accepts on this day stands apart.
    """
    found = [
        replace(finding, severity=rule.severity, stops_build=rule.stops_build)
        for rule in RULES.values()
        if rule.check
        for finding in rule.check(plan, facts, as_of)
    ]
    judged = settle(plan, sorted(found, key=_order), RULES, as_of)
    return replace(judged, findings=tuple(sorted(judged.findings, key=_order)))


def _order(finding: Finding) -> tuple[str, tuple[str, ...], str, str]:
    # Positions in a list sort as numbers, beside keys, which sort as words.
    path = tuple(f"{part:08}" if isinstance(part, int) else part for part in finding.field)
    return finding.subject, path, finding.rule, finding.message
