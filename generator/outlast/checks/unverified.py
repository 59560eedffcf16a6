"""Something is said that nobody has tried or confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.model import Plan, visit

if TYPE_CHECKING:
    from outlast.analysis import Facts


def _check(plan: Plan, facts: Facts, as_of: date) -> Iterator[Finding]:
    for thing in plan.things.values():
        for seen in visit(thing):
            if seen.path[-1] == "unverified":
                yield Finding(
                    RULE.id,
                    thing.id,
                    seen.path,
                    f'"{thing.id}" holds something unverified: {seen.value}',
                    "try it once, then delete `unverified`",
                )


RULE = Rule(
    "unverified",
    Severity.ADVICE,
    "Something is said that nobody has tried or confirmed",
    "The worst day is a bad day to find out that a step does not work.",
    "Do the step once, or ask who knows; then delete `unverified`. The next exercise is a good time.",
    "It is not a mistake to say so: it is better than to leave it out.",
    _check,
)
