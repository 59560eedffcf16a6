"""A thing is shown to more people than its kind usually is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.model import Edition, Plan

if TYPE_CHECKING:
    from outlast.analysis import Facts


def _check(plan: Plan, facts: Facts, as_of: date) -> Iterator[Finding]:
    for thing in plan.things.values():
        if thing.audience is None:
            continue
        audience = Edition(thing.audience)
        if audience is not thing.identity and thing.identity.shows(audience):
            yield Finding(
                RULE.id,
                thing.id,
                ("audience",),
                f'the {audience} edition shows that "{thing.id}" exists; {type(thing).one} is for the'
                f" {thing.identity} edition",
                "delete `audience`, or accept this with the reason",
            )


RULE = Rule(
    "wider-audience",
    Severity.WARNING,
    "A thing is shown to more people than its kind is",
    "What stands in a public copy cannot be taken back. A name alone may tell where to look.",
    "Delete `audience`; if it is meant, accept the warning and say why.",
    "If everybody knows it anyway, such as the carrier whose van is seen at the door, accept it.",
    _check,
)
