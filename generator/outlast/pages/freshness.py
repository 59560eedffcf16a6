"""What was never tried, and what is overdue on the day of the copy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.freshness import late_actions, late_readings
from outlast.model import Plan
from outlast.reasons import name
from outlast.site.blocks import Table

Late = tuple[date, str, str, str]
"""By when, what it is about, what is to be done, and who does it."""


def table(plan: Plan, facts: Facts) -> Table | None:
    """What is overdue, the oldest first, then what nobody ever tried."""
    late = ((name(about), do, who, f"since {words.day(day)}") for day, about, do, who in overdue(plan, facts))
    rows = (*late, *((name(id), "Try it once", "", "never tried") for id in facts.untried))
    heads = ("About", "What to do", "Who", "Overdue")
    return Table("The oldest first", heads, rows) if rows else None


def result(plan: Plan, facts: Facts) -> str:
    """How much of it there is, in one line."""
    late, never = len(overdue(plan, facts)), len(facts.untried)
    told = (f"{late} overdue" if late else "", f"{never} never tried" if never else "")
    return f"{', '.join(filter(None, told))}." if late or never else ""


def overdue(plan: Plan, facts: Facts) -> tuple[Late, ...]:
    """Open actions of drills and readings of the plan whose day is gone, the oldest first."""
    return tuple(sorted((*_actions(plan, facts), *_readings(plan, facts))))


def _actions(plan: Plan, facts: Facts) -> Iterator[Late]:
    for drill, number, day in late_actions(plan, facts.as_of):
        action = drill.actions[number]
        yield day, drill.id, action.do, name(action.owner) if action.owner else "nobody"


def _readings(plan: Plan, facts: Facts) -> Iterator[Late]:
    for id, day in late_readings(facts.review_due, facts.as_of):
        owner = plan.things[id].owner
        yield day, id, "Read it again", name(owner) if owner else ""
