"""In which rhythm days lie, as far as a handful of them can tell."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from outlast.model.recurrence import WEEKDAY_NAMES

_MONTH = 30.44
_LATE = 4
"""Days that a bank may take beyond the day itself: a weekend with holidays."""
_OFTEN = {7: "week", 14: "2 weeks", 28: "4 weeks"}
_STEPS = (1, 2, 3, 6, 12)


@dataclass(frozen=True)
class Round:
    """A rhythm with what is unsure about it."""

    due: str
    """In the words of a plan."""
    length: int
    """About how many days lie between two."""
    note: str = ""


def rhythm(days: Sequence[date]) -> Round | None:
    """The rhythm of days in order, none of them twice; None where they have none.

    Three days make a rhythm, or two that lie a year apart.
    """
    gaps = [(later - day).days for day, later in pairwise(days)]
    if not gaps or min(gaps) < 1:
        return None
    middle = median(gaps)
    if len(days) > 2:
        for length, words in _OFTEN.items():
            slack = 1 if length < 28 else 0
            if all(abs(gap - length) <= slack for gap in gaps):
                return _weekly(days, length, words)
    step = min(_STEPS, key=lambda step: abs(step * _MONTH - middle))
    if len(days) < (2 if step == 12 else 3):
        return None
    times = [round(gap / (step * _MONTH)) for gap in gaps]
    regular = all(
        each and abs(gap - each * step * _MONTH) <= 7 for gap, each in zip(gaps, times, strict=True)
    )
    missing = sum(times) - len(times)
    if not regular or missing > (1 if len(days) > 3 else 0):
        return None
    return _monthly(days, step, "one time is missing" if missing else "")


def _weekly(days: Sequence[date], length: int, words: str) -> Round:
    weekdays = [day.weekday() for day in days]
    usual = max({*weekdays}, key=weekdays.count)
    note = "" if len({*weekdays}) == 1 else "not always on the same day of the week"
    if length == 7:
        return Round(f"every {WEEKDAY_NAMES[usual]}", length, note)
    first = next(day for day in days if day.weekday() == usual)
    return Round(f"every {words} on {WEEKDAY_NAMES[usual]} from {first}", length, note)


def _monthly(days: Sequence[date], step: int, note: str) -> Round | None:
    numbers = [number for number in {*(day.day for day in days), 31} if _fits(days, number)]
    if not numbers:
        return None
    number = min(numbers, key=lambda number: (sum(_delay(day, number) for day in days), number))
    moved = ""
    if late := [day for day in days if _delay(day, number)]:
        nominal = [day - timedelta(days=_delay(day, number)) for day in late]
        by_weekend = all(
            due.weekday() > 4 and day.weekday() == 0 for due, day in zip(nominal, late, strict=True)
        )
        moved = " or the working day after" if by_weekend else ""
        if not by_weekend:
            note = note or f"it was taken up to {max(_delay(day, number) for day in days)} days later, too"
    first = days[0] - timedelta(days=_delay(days[0], number))
    on = "the last day" if number == 31 else str(number)
    if step == 12:
        return Round(f"every year on {first.month:02}-{first.day:02}{moved}", 365, note)
    if step == 1:
        return Round(f"every month on {on}{moved}", 30, note)
    return Round(f"every {step} months on {on} from {first}{moved}", step * 30, note)


def _fits(days: Sequence[date], number: int) -> bool:
    return all(_delay(day, number) <= _LATE for day in days)


def _delay(day: date, number: int) -> int:
    """How many days a day lies behind the last one that has this number in its month."""
    here = _numbered(day.year, day.month, number)
    before = day.replace(day=1) - timedelta(days=1)
    return (day - (here if here <= day else _numbered(before.year, before.month, number))).days


def _numbered(year: int, month: int, number: int) -> date:
    return date(year, month, min(number, calendar.monthrange(year, month)[1]))
