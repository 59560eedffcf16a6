"""More is asked for than there is to choose from."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis import Facts
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence
from outlast.model import Plan, Thing, Visit
from outlast.model.scalars import Count
from outlast.source import KeyPath


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for thing in plan.things.values():
        yield from _thing(thing, plan.visited[thing.id])


def _thing(thing: Thing, values: tuple[Visit, ...]) -> Iterator[Finding]:
    options: dict[KeyPath, set[str | int]] = {}
    for seen in values:
        path = seen.path
        for end, part in enumerate(path[:-1]):
            if part == "any":
                options.setdefault(path[:end], set()).add(path[end + 1])
        if path[-1] == "count" and isinstance(seen.value, Count) and path[:-1] in options:
            there = len(options[path[:-1]])
            if not 1 <= seen.value <= there:
                yield Finding(
                    thing.id,
                    path,
                    Sentence(
                        '"{thing}" needs {number} of a choice that has only {there}',
                        thing=thing.id,
                        number=seen.value,
                        there=there,
                    ),
                    Sentence("write a number from 1 to {there}, or add more to `any`", there=there),
                )


RULE = Rule(
    "impossible-choice",
    Severity.ERROR,
    title=Sentence("A choice asks for more things than it offers"),
    why=Sentence("Whatever needs them could never run. If it asks for none, it would run whatever is lost."),
    change=Sentence("Correct `count`, or add to `any` what else there is."),
    example="""
        systems: {bank: {name: Bank}, paypal: {name: PayPal}}
        functions:
          refunds: {name: Refund customers, by: [sam, maya], needs: [{any: [bank, paypal], count: 3}]}
    """,
    instead="""
        systems: {bank: {name: Bank}, paypal: {name: PayPal}}
        functions:
          refunds: {name: Refund customers, by: [sam, maya], needs: [{any: [bank, paypal]}]}
    """,
    false_alarm=Sentence("Never: without `count`, one of them is enough."),
    check=_check,
)
