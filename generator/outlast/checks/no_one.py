"""Nobody is named who does a function."""

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
    vacant = {person.id for person in plan.people.values() if person.name is None}
    for function in plan.functions.values():
        if function.by.automatic:
            continue
        hands = [str(hand.who) for hand in function.by.hands]
        if not hands:
            message = f'nobody is named who does "{function.id}"'
        elif vacant.issuperset(hands):
            message = f'only roles that nobody has yet do "{function.id}"'
        else:
            continue
        hint = "write by: [who, deputy], or by: automatic if it runs by itself"
        yield Finding(RULE.id, function.id, ("by",), message, hint)


RULE = Rule(
    "no-one",
    Severity.WARNING,
    "Nobody is named who does a function",
    "The stand-in cannot call anybody, and nothing can be computed: whoever is away, it looks the same.",
    "Name who does it today in `by`, and after them who could; `automatic` if it needs no hands.",
    "If it is done by the whole team, name those who would be asked first.",
    _check,
)
