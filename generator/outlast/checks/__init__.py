"""Rules about a plan: those that judge it, and the explanation of every rule there is.

Each rule stands in a module of this package with its words, closely related ones together; those of reading,
which are applied elsewhere, stand in files of YAML. Nothing lists the rules: a module that defines one at its
top level, alone or in a tuple, has added it. A rule computes nothing that `analysis` has computed.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from importlib import import_module

from outlast.analysis import Facts
from outlast.analysis.whatif.outlook import Look
from outlast.checks.acceptance import Accepted, Judged, settle
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.model import Plan

__all__ = ["RULES", "Accepted", "Finding", "Judged", "Rule", "run"]


def defined() -> Iterator[Rule]:
    """Every rule at the top level of a module of this package."""
    for module in pkgutil.iter_modules(__path__):
        for value in vars(import_module(f"{__name__}.{module.name}")).values():
            for each in value if isinstance(value, tuple) else (value,):
                if isinstance(each, Rule):
                    yield each


RULES: Mapping[str, Rule] = {rule.id: rule for rule in sorted(defined(), key=lambda rule: rule.id)}
"""Every rule by its id, those of reading too, sorted."""


def run(plan: Plan, facts: Facts, rules: Iterable[Rule] = RULES.values()) -> Judged:
    """Judge a plan by all rules, or by those given: findings with the severity of their rule, sorted.

    What the plan accepts on this day stands apart. Rules that judge the what-if are silent where it was not
    asked.
    """
    may_be_silent = (rule for rule in RULES.values() if rule.asks and rule.severity is not Severity.ERROR)
    silent = {rule.id for rule in may_be_silent if facts.look is Look.NONE}
    findings = [rule.of(finding) for rule in rules if rule.check for finding in rule.check(plan, facts)]
    judged = settle(plan, sorted(findings, key=_order), RULES, facts.as_of, silent)
    return replace(judged, findings=tuple(sorted(judged.findings, key=_order)))


def _order(finding: Finding) -> tuple[str, tuple[str, ...], str, str]:
    # Positions in a list sort as numbers, beside keys, which sort as words.
    path = tuple(f"{part:08}" if isinstance(part, int) else part for part in finding.field)
    return finding.subject, path, finding.rule, finding.message
