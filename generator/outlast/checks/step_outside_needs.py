"""A step is done in something that the work is not said to need."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis import Facts
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence
from outlast.model import Plan, Thing, Visit
from outlast.source import KeyPath


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for thing in plan.things.values():
        if "needs" in type(thing).model_fields:
            yield from _thing(thing, plan.visited[thing.id])


def _thing(thing: Thing, values: tuple[Visit, ...]) -> Iterator[Finding]:
    needed: list[tuple[KeyPath, str]] = [((), thing.id)]
    steps: list[tuple[KeyPath, str]] = []
    for seen in values:
        if "needs" in seen.path and seen.path[-1] == "what":
            needed.append((_where_it_holds(seen.path), str(seen.value)))
        elif seen.path[-1] == "in" and "steps" in seen.path:
            steps.append((seen.path, str(seen.value)))
    for path, tool in steps:
        if not any(tool == need and path[: len(around)] == around for around, need in needed):
            yield Finding(
                thing.id,
                path,
                Sentence(
                    'a step of "{thing}" uses "{tool}", which is not among its needs',
                    thing=thing.id,
                    tool=tool,
                ),
                Sentence("add {tool} to `needs`, or correct the step", tool=tool),
            )


def _where_it_holds(path: KeyPath) -> KeyPath:
    """The part of a thing that has these needs; what one pair of hands needs, they need in every step."""
    around = path[: path.index("needs")]
    return around[: around.index("by")] if "by" in around else around


RULE = Rule(
    "step-outside-needs",
    Severity.WARNING,
    title=Sentence("A step uses a tool that the work is not said to need"),
    why=Sentence(
        "Outlast calculates from `needs` who can do the work, and what stops when a thing is lost. If a"
        " tool stands only in a step, the runbook says that the work goes on when it cannot."
    ),
    change=Sentence(
        "Add the tool to `needs` of the work that the step belongs to, or of its workaround or restore."
    ),
    example="""
        systems: {shop: {name: Web shop}, bank: {name: Bank}}
        functions:
          refunds:
            name: Refund customers
            by: [maya, sam]
            needs: shop
            steps: [{do: Send the money back, in: bank}]
    """,
    instead="""
        systems: {shop: {name: Web shop}, bank: {name: Bank}}
        functions:
          refunds:
            name: Refund customers
            by: [maya, sam]
            needs: [shop, bank]
            steps: [{do: Send the money back, in: bank}]
    """,
    false_alarm=Sentence("If the tool is only the easiest way, describe the step without `in`."),
    check=_check,
)
