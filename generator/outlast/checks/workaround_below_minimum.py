"""A workaround that gets less done than is acceptable."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis import Facts
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence
from outlast.model import Plan
from outlast.model.functions import below_minimum


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for function in plan.functions.values():
        if function.workaround and below_minimum(function):
            yield Finding(
                function.id,
                ("workaround", "capacity"),
                Sentence(
                    'the workaround of "{function}" gets {capacity} of the work done, but at least '
                    "{minimum_share} is needed",
                    function=function.id,
                    capacity=function.workaround.capacity,
                    minimum_share=function.minimum_share,
                ),
                Sentence(
                    "add a second workaround or more people, or lower `minimum_share` if less is enough"
                ),
            )


RULE = Rule(
    "workaround-below-minimum",
    Severity.WARNING,
    title=Sentence("A workaround gets less done than is acceptable"),
    why=Sentence(
        "The page offers it as a way to go on. Whoever follows it falls short of the least you promise."
    ),
    change=Sentence("Find a way to do more, or say honestly that less is acceptable for a while."),
    example="""
        functions:
          orders:
            name: Answer orders
            by: [maya, sam]
            minimum_share: 50%
            workaround: {do: Answer the urgent ones by phone, by: maya, capacity: 20%}
    """,
    instead="""
        functions:
          orders:
            name: Answer orders
            by: [maya, sam]
            minimum_share: 50%
            workaround: {do: Answer by phone and mail, by: [maya, joris], capacity: 60%}
    """,
    false_alarm=Sentence("Never: both shares are yours."),
    check=_check,
)
