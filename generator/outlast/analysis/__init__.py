"""What follows from a plan: ids and numbers, no prose. It computes and never judges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from outlast.analysis.calendar import Due, calendar
from outlast.analysis.dependence import dependents, restore_order
from outlast.model import Plan


@dataclass(frozen=True)
class Facts:
    """Everything that was computed."""

    as_of: date = date.min
    """The day that all of it is of."""
    dependents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each id that something needs: the ids that need it, directly, sorted."""
    restore_order: tuple[tuple[str, ...], ...] = ()
    """Systems in the order in which they can come back: those of one group wait for none of it."""
    calendar: tuple[Due, ...] = ()
    """What is due in the next weeks, by day."""


def analyse(plan: Plan, as_of: date) -> Facts:
    """The facts of a whole plan, on the day that the copy is of."""
    return Facts(
        as_of=as_of,
        dependents=dependents(plan),
        restore_order=restore_order(plan),
        calendar=calendar(plan, as_of),
    )
