"""A supplier that something rests on and that nobody could replace."""

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
    for id, supplier in plan.suppliers.items():
        users = sorted(facts.needs.stopped(id))
        if users and not supplier.alternatives:
            more = f" and {len(users) - 3} more" if len(users) > 3 else ""
            said = ", ".join(f'"{user}"' for user in users[:3]) + more
            yield Finding(
                RULE.id,
                id,
                (),
                f'{said} cannot do without "{id}", and nobody is named who could deliver instead',
                "add under alternatives: - name: a firm that you have called once",
            )


RULE = Rule(
    "no-alternative",
    Severity.ADVICE,
    "Nobody could replace a supplier that something rests on",
    "Looking for another firm takes longest when one needs it at once.",
    "Find one, ask for lead time and least order, and write it under `alternatives`, in the plan or by name.",
    "Some cannot be replaced: a landlord, a bank, a platform. Accept it and say what you would do then.",
    _check,
)
