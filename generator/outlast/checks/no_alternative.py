"""A supplier that something rests on and that nobody could replace."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis import Facts
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence, counted
from outlast.model import Plan

NAMED = 3
"""So many are named in a message."""


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for id, supplier in plan.suppliers.items():
        users = sorted(facts.needs.stopped(id))
        if users and not supplier.alternatives:
            listed = ", ".join(f'"{user}"' for user in users[:NAMED])
            if len(users) > NAMED:
                message = counted(
                    '{listed} and {count} more cannot do without "{id}",'
                    " and the plan names nobody who could deliver instead",
                    '{listed} and {count} more cannot do without "{id}",'
                    " and the plan names nobody who could deliver instead",
                    len(users) - NAMED,
                    listed=listed,
                    id=id,
                )
            else:
                message = Sentence(
                    '{listed} cannot do without "{id}", and the plan names nobody who could deliver instead',
                    listed=listed,
                    id=id,
                )
            yield Finding(
                id, (), message, Sentence("add under alternatives: - name: a firm that you have called once")
            )


RULE = Rule(
    "no-alternative",
    Severity.ADVICE,
    title=Sentence("Something rests on a supplier that nobody could replace"),
    why=Sentence("To find another supplier takes longest when you need one at once."),
    change=Sentence("Find one, ask for its lead time and least order, and write it under `alternatives`."),
    example="""
        suppliers:
          carrier: {name: Snelpost}
        functions:
          ship: {name: Ship orders, by: [maya, sam], needs: carrier}
    """,
    instead="""
        suppliers:
          carrier: {name: Snelpost, alternatives: [{name: Bpack, lead_time: 2d}]}
        functions:
          ship: {name: Ship orders, by: [maya, sam], needs: carrier}
    """,
    false_alarm=Sentence(
        "Some suppliers cannot be replaced: a landlord, a bank, a platform. Accept the warning and say"
        " what you would do then."
    ),
    check=_check,
)
