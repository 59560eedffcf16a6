"""How it is said when something is due: `every 2 weeks on Friday`."""

from __future__ import annotations

from datetime import date

from babel.dates import get_month_names
from babel.lists import format_list

from outlast.languages import say, say_count, spoken
from outlast.model.recurrence import (
    EveryDays,
    EveryMonths,
    EveryWeeks,
    EveryYear,
    MonthDay,
    Nth,
    Once,
    Recurrence,
    Rhythm,
    Shift,
    Unknown,
)
from outlast.words.dates import day, day_of_year, weekday

LAST = 31
"""The number of a day that stands for the last of each month."""


def due(recurrence: Recurrence | None) -> str:
    """When a duty is due; empty for one that has no day of its own."""
    return _said(recurrence.rhythm) if recurrence is not None else ""


def _said(rhythm: Rhythm) -> str:
    match rhythm:
        case Unknown():
            return say("on a day that is not known yet")
        case Once():
            return day(rhythm.day)
        case EveryDays():
            return _from(_days(rhythm), rhythm.anchor)
        case EveryWeeks():
            return _from(_weeks(rhythm), rhythm.anchor)
        case EveryMonths():
            return _shifted(_from(_months(rhythm), rhythm.anchor), rhythm.shift)
        case EveryYear():
            on = day_of_year(rhythm.month, rhythm.day)
            return _shifted(say("every year on {day}", day=on), rhythm.shift)


def _days(rhythm: EveryDays) -> str:
    if rhythm.working_only:
        return say_count("every working day", "every {count} working days", rhythm.step)
    return say_count("every day", "every {count} days", rhythm.step)


def _weeks(rhythm: EveryWeeks) -> str:
    on = format_list([weekday(number) for number in rhythm.weekdays], locale=spoken().locale)
    return say_count("every {days}", "every {count} weeks on {days}", rhythm.step, days=on)


def _months(rhythm: EveryMonths) -> str:
    on = _in_month(rhythm.on)
    if rhythm.months:
        names = [str(get_month_names(locale=spoken().locale)[number]) for number in rhythm.months]
        return say("on {day} of {months}", day=on, months=format_list(names, locale=spoken().locale))
    return say_count("every month on {day}", "every {count} months on {day}", rhythm.step, day=on)


def _in_month(on: MonthDay | Nth) -> str:
    if isinstance(on, MonthDay):
        # For translators: a day of the month by its number, after "every month on".
        return say("the last day") if on.number == LAST else say("day {number}", number=on.number)
    if on.weekday is None:
        return {
            -1: say("the last working day"),
            0: say("the first working day"),
            1: say("the second working day"),
            2: say("the third working day"),
            3: say("the fourth working day"),
        }[on.position]
    name = weekday(on.weekday)
    return {
        -1: say("the last {weekday}", weekday=name),
        0: say("the first {weekday}", weekday=name),
        1: say("the second {weekday}", weekday=name),
        2: say("the third {weekday}", weekday=name),
        3: say("the fourth {weekday}", weekday=name),
    }[on.position]


def _from(rhythm: str, anchor: date | None) -> str:
    return say("{rhythm}, from {day}", rhythm=rhythm, day=day(anchor)) if anchor else rhythm


def _shifted(rhythm: str, shift: Shift) -> str:
    if shift is Shift.BEFORE:
        return say("{rhythm} or the working day before", rhythm=rhythm)
    return say("{rhythm} or the working day after", rhythm=rhythm) if shift is Shift.AFTER else rhythm
