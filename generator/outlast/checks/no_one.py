"""Nobody is named who does a function or a duty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.model import Plan, Thing
from outlast.model.functions import Function
from outlast.model.obligations import Obligation

if TYPE_CHECKING:
    from outlast.analysis import Facts


def _check(plan: Plan, facts: Facts, as_of: date) -> Iterator[Finding]:
    for function in plan.functions.values():
        if not function.by.automatic:
            hint = "write by: [who, deputy], or by: automatic if it runs by itself"
            yield from _doer(function, facts, hint)
    for duty in plan.obligations.values():
        if duty.automatic:
            continue
        yield from _doer(duty, facts, "write by: [who, deputy]")


def _doer(thing: Function | Obligation, facts: Facts, hint: str) -> Iterator[Finding]:
    hands = hands_of(thing)
    if not hands:
        yield Finding(RULE.id, thing.id, ("by",), f'nobody is named who does "{thing.id}"', hint)
    elif facts.vacant.issuperset(hands):
        message = f'only roles that nobody has yet do "{thing.id}"'
        yield Finding(RULE.id, thing.id, ("by",), message, hint)


def hands_of(thing: Thing) -> tuple[str, ...]:
    """Who does a function or a duty, best first; nobody does anything else."""
    if isinstance(thing, Function):
        return tuple(str(hand.who) for hand in thing.by.hands)
    return tuple(str(hand.who) for hand in thing.by) if isinstance(thing, Obligation) else ()


RULE = Rule(
    "no-one",
    Severity.WARNING,
    "Nobody is named who does a function or a duty",
    "The stand-in cannot call anybody, and nothing can be computed: whoever is away, it looks the same.",
    "Name who does it today in `by`, and after them who could. What needs no hands is `automatic`.",
    "If it is done by the whole team, name those who would be asked first. If a duty is done by itself, such"
    " as a direct debit, accept it and say which account must be full.",
    _check,
)
