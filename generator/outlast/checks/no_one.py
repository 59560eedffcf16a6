"""Nobody is named who does a function or a duty."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis import Facts
from outlast.checks.hands import hands_of
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence
from outlast.model import Plan
from outlast.model.functions import Function
from outlast.model.obligations import Obligation


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for function in plan.functions.values():
        if not function.by.automatic:
            hint = Sentence("write by: [who, deputy], or by: automatic if it runs by itself")
            yield from _doer(function, facts, hint)
    for duty in plan.obligations.values():
        if duty.automatic:
            continue
        yield from _doer(duty, facts, Sentence("write by: [who, deputy]"))


def _doer(thing: Function | Obligation, facts: Facts, hint: Sentence) -> Iterator[Finding]:
    hands = hands_of(thing)
    if not hands:
        yield Finding(
            thing.id, ("by",), Sentence('the plan does not say who does "{thing}"', thing=thing.id), hint
        )
    elif facts.vacant.issuperset(hands):
        message = Sentence('only roles that nobody has yet can do "{thing}"', thing=thing.id)
        yield Finding(thing.id, ("by",), message, hint)


RULE = Rule(
    "no-one",
    Severity.WARNING,
    title=Sentence("Nobody is named who does a function or a duty"),
    why=Sentence(
        "The stand-in can call nobody. Outlast can calculate nothing either: whoever is away, it looks"
        " the same."
    ),
    change=Sentence(
        "Name in `by` who does it today, and after them who could. If it runs by itself, write `automatic`."
    ),
    example="""
        functions:
          refunds: {name: Refund customers}
    """,
    instead="""
        functions:
          refunds: {name: Refund customers, by: [maya, sam]}
    """,
    false_alarm=Sentence(
        "If the whole team does it, name those whom you would ask first. If a duty does itself, such as"
        " a direct debit, accept the warning and say which account must have money."
    ),
    check=_check,
)
