"""Something is said that nobody has tried or confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis import Facts
from outlast.catalogue import vendor
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence
from outlast.model import Plan, visit
from outlast.model.base import Thing
from outlast.model.systems import System


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for thing in plan.things.values():
        known = _marked_in_catalogue(thing)
        for seen in plan.visited[thing.id]:
            if seen.path[-1] == "unverified" and seen.value not in known:
                yield Finding(
                    thing.id,
                    seen.path,
                    Sentence(
                        '"{thing}" has something that nobody has tried: {what}',
                        thing=thing.id,
                        what=seen.value,
                    ),
                    Sentence("try it once, then delete `unverified`"),
                )


def _marked_in_catalogue(thing: Thing) -> frozenset[object]:
    """The marks that stand in no file of the plan: its owner cannot delete them there."""
    entry = vendor(thing.vendor) if isinstance(thing, System) and thing.vendor else None
    if entry is None:
        return frozenset()
    return frozenset(seen.value for seen in visit(entry.system) if seen.path[-1] == "unverified")


RULE = Rule(
    "unverified",
    Severity.ADVICE,
    title=Sentence("The plan says something that nobody has tried or confirmed"),
    why=Sentence("The worst day is a bad day to find out that a step does not work."),
    change=Sentence(
        "Do the step once, or ask somebody who knows. Then delete `unverified`. The next drill is a good"
        " time."
    ),
    example="""
        functions:
          refunds:
            name: Refund customers
            by: [maya, sam]
            steps: [{do: Ask the bank to raise the limit, unverified: Nobody has tried it.}]
    """,
    instead="""
        functions:
          refunds:
            name: Refund customers
            by: [maya, sam]
            steps: [Ask the bank to raise the limit]
    """,
    false_alarm=Sentence(
        "It is no mistake to mark something as unverified. That is better than to leave it out."
    ),
    check=_check,
)
