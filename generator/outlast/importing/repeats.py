"""How a calendar repeats an entry, in the words of a plan; only where they say exactly the same."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from datetime import date

from outlast.model.recurrence import WEEKDAY_NAMES, Recurrence
from outlast.model.rhythms import ORDINALS

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FEBRUARY = 28
"""The last day of the month that every month has."""

Rule = Mapping[str, Sequence[object]]
"""The parts of an RRULE by their names in capitals, each a list."""


class Unsayable(Exception):
    """A repetition that the words of a plan cannot say. The text says why."""


def in_words(rule: Rule, start: date, today: date) -> str:
    """The repetition as a plan says it. Raises Unsayable."""
    parts = {key.upper(): [str(each).upper() for each in values] for key, values in rule.items()}
    step = int(_one(parts, "INTERVAL", "1"))
    frequency = _one(parts, "FREQ", "")
    allowed = {"FREQ", "INTERVAL", "WKST", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"}
    if parts.keys() & {"COUNT", "UNTIL"}:
        raise Unsayable("it ends some day")
    if extra := sorted(parts.keys() - allowed):
        raise Unsayable(f"it goes by {', '.join(extra)}")
    if "BYSETPOS" in parts and "BYDAY" not in parts:
        raise Unsayable("it picks one of several dates")
    if not 1 <= step <= 99:
        raise Unsayable("its steps are too long")
    words = {"DAILY": _daily, "WEEKLY": _weekly, "MONTHLY": _monthly, "YEARLY": _yearly}.get(frequency)
    if words is None:
        raise Unsayable("it comes round several times a day")
    said = words(parts, start, step)
    if " year " in said:  # which names no first day
        if Recurrence.parse(said).days(today, start, lambda day: True):
            raise Unsayable(f"it begins only on {start}")
        return said
    return f"{said} from {start}" if step > 1 or start > today or " months " in said else said


def _one(parts: Mapping[str, list[str]], key: str, default: str) -> str:
    values = parts.get(key) or [default]
    if len(values) != 1:
        raise Unsayable("it names several days of the month or months of the year")
    return values[0]


def _daily(parts: Mapping[str, list[str]], start: date, step: int) -> str:
    _nothing_but(parts, "BYDAY")
    if "BYDAY" in parts:
        if step > 1:
            raise Unsayable("it counts days and names days of the week")
        return f"every {_weekdays(parts['BYDAY'])}"
    return "every day" if step == 1 else f"every {step} days"


def _weekly(parts: Mapping[str, list[str]], start: date, step: int) -> str:
    _nothing_but(parts, "BYDAY")
    days = parts.get("BYDAY") or [_DAYS[start.weekday()]]
    if step > 1 and _one(parts, "WKST", "MO") != "MO":
        raise Unsayable("its weeks do not begin on Monday")
    said = _weekdays(days)
    return f"every {said}" if step == 1 else f"every {step} weeks on {said}"


def _monthly(parts: Mapping[str, list[str]], start: date, step: int) -> str:
    _nothing_but(parts, "BYDAY", "BYMONTHDAY", "BYSETPOS")
    return f"every {f'{step} months' if step > 1 else 'month'} on {_day_of_month(parts, start)}"


def _yearly(parts: Mapping[str, list[str]], start: date, step: int) -> str:
    _nothing_but(parts, "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS")
    if int(_one(parts, "BYMONTH", str(start.month))) != start.month:
        raise Unsayable("its first day lies in another month than the others")
    if parts.keys() & {"BYDAY", "BYMONTHDAY"} and "BYMONTH" not in parts:
        raise Unsayable("it does not name the month")
    if step == 1 and "BYDAY" not in parts:
        day = int(_one(parts, "BYMONTHDAY", str(start.day)))
        if day < 1 or day > calendar.monthrange(2023, start.month)[1]:
            raise Unsayable("not every year has this day")
        return f"every year on {start.month:02}-{day:02}"
    if step * 12 > 99:
        raise Unsayable("its steps are too long")
    return f"every {step * 12} months on {_day_of_month(parts, start)}"


def _day_of_month(parts: Mapping[str, list[str]], start: date) -> str:
    if "BYDAY" in parts:
        if "BYMONTHDAY" in parts:
            raise Unsayable("it names both a date and a day of the week")
        return _nth_weekday(parts)
    day = int(_one(parts, "BYMONTHDAY", str(start.day)))
    if day == -1:
        return "the last day"
    if not 1 <= day <= _FEBRUARY:
        raise Unsayable("not every month has this day")
    return str(day)


def _nth_weekday(parts: Mapping[str, list[str]]) -> str:
    days = parts["BYDAY"]
    if {*days} == {*_DAYS[:5]} and "BYSETPOS" in parts:
        raise Unsayable("its working days take no notice of holidays: see `the last working day`")
    if len(days) != 1:
        raise Unsayable("it names several days of the week in a month")
    if days[0][:-2] and "BYSETPOS" in parts:
        raise Unsayable("it counts days of the week twice")
    position = days[0][:-2] or _one(parts, "BYSETPOS", "")
    if position not in ("1", "2", "3", "4", "+1", "+2", "+3", "+4", "-1"):
        raise Unsayable("not every month has this day" if position else "it comes on several days of a month")
    which = "last" if position == "-1" else ORDINALS[int(position) - 1]
    return f"the {which} {WEEKDAY_NAMES[_DAYS.index(days[0][-2:])]}"


def _weekdays(days: Sequence[str]) -> str:
    if not {*days} <= {*_DAYS}:
        raise Unsayable("it counts days of the week in a month")
    if {*days} == {*_DAYS}:
        return "day"
    names = [WEEKDAY_NAMES[_DAYS.index(day)] for day in sorted({*days}, key=_DAYS.index)]
    return names[0] if len(names) == 1 else ", ".join(name[:3] for name in names)


def _nothing_but(parts: Mapping[str, list[str]], *keys: str) -> None:
    if extra := sorted(key for key in parts if key.startswith("BY") and key not in keys):
        raise Unsayable(f"it goes by {', '.join(extra)}")
