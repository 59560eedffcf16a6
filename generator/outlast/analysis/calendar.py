"""What is due on which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from outlast.analysis.shown import Id
from outlast.model import Plan
from outlast.model.business import Business
from outlast.model.recurrence import IsWorkingDay

HORIZON = timedelta(days=60)
"""How far the calendar looks ahead."""
WEEKDAYS = (0, 1, 2, 3, 4)
"""The working days of a business that names no opening hours."""


@dataclass(frozen=True, order=True)
class Due:
    """A duty on its day."""

    date: date
    obligation: Id
    """Its id."""


def calendar(plan: Plan, as_of: date) -> tuple[Due, ...]:
    """Every duty of the next HORIZON, the day of the copy included, by day.

    A duty that follows another one has no day of its own and is not in it.
    """
    working = working_days(plan.business)
    found = (
        Due(day, obligation.id)
        for obligation in plan.obligations.values()
        if obligation.due
        for day in obligation.due.days(as_of, as_of + HORIZON, working)
    )
    return tuple(sorted(found))


def working_days(business: Business) -> IsWorkingDay:
    """Whether the business works on a day: by its opening hours, else Monday to Friday, less its closures."""
    open_on = {number for entry in business.opening_hours for number in entry.days.days} or set(WEEKDAYS)
    closed = closed_days(business)
    return lambda day: day.weekday() in open_on and not any(first <= day <= last for first, last in closed)


def closed_days(business: Business) -> tuple[tuple[date, date], ...]:
    """The first and the last day of each time for which the business is closed."""
    return tuple((each.from_.date, each.to.date) for each in business.closed)
