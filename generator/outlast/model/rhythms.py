"""Rhythms in the words of every day: `1st of every month`, `annually on 3 March`, `Fridays`."""

from __future__ import annotations

import re

from outlast.model.scalars.dates import days_of, month, year_days_of
from outlast.model.scalars.dates import in_words as date_in_words
from outlast.model.scalars.hours import DAYS, short_days
from outlast.model.scalars.lengths import UNKNOWN
from outlast.model.value import wrong

LONGEST = 120
"""Signs of a text that is looked at for what it may mean."""
_EVERY = r"(?:every|each|of every|of each|of the|in every|in each|per|a)"
_PERIODS = {
    "day": ("daily", "every day", "each day", "everyday", "every night", "nightly"),
    "week": ("weekly", "every week", "each week", "once a week"),
    "2 weeks": ("fortnightly", "biweekly", "every fortnight", "every other week", "every two weeks"),
    "month": ("monthly", "every month", "each month", "once a month", "of the month", "in the month"),
    "quarter": ("quarterly", "every quarter", "each quarter", "once a quarter", "of the quarter"),
    "3 months": ("every three months",),
    "6 months": ("every half year", "twice a year", "half-yearly", "every six months"),
    "year": ("annually", "yearly", "every year", "each year", "once a year", "per year"),
}
_PERIOD = {spelled: period for period, every in _PERIODS.items() for spelled in every}
_SPELLED = "|".join(sorted(_PERIOD, key=len, reverse=True))
_FRONT = re.compile(rf"({_SPELLED})(?:,?(?: on)?(?: the)?[ :]+(.+))?")
_BACK = re.compile(rf"(?:on )?(?:the )?(.+?),? (?:of |in )?({_SPELLED})")
_LAST = ("end", "the end", "last", "last day", "month end")


def in_words(source: str) -> str | None:
    """A rhythm in everyday words as the plan language keeps it; None if it is none.

    Raises PydanticCustomError if it has two readings.
    """
    if len(source) > LONGEST:
        return None
    text = re.sub(r" (?:morning|afternoon|evening)s?$", "", source.lower().rstrip("."))
    if text in UNKNOWN:
        return "unknown"
    if dates := days_of(text):
        return _one(source, dates, "")
    text = re.sub(r"\b(?:business|work|banking) ?(?=days?\b)", "working ", text.removeprefix("by "))
    text, tail = _tail(source, text)
    said = _rhythm(source, text)
    return f"{said}{tail}" if said and f"{said}{tail}" != source.lower() else None


def _one(source: str, readings: tuple[str, ...], before: str, rhythm: str = "") -> str:
    if len(readings) == 1:
        return f"{before}{readings[0]}"
    spelled = [date_in_words(one if len(one) > 5 else f"2024-{one}") for one in readings]
    if not len(readings[0]) > 5:
        spelled = [one.removesuffix(" 2024") for one in spelled]
    message = f'"{source}" is {spelled[0]} to some and {spelled[1]} to others'
    raise wrong("bad-recurrence", message, "say which", *(f"{rhythm}{before}{one}" for one in readings))


def _tail(source: str, text: str) -> tuple[str, str]:
    """A rhythm without what follows it: where it begins, and where a day moves that is no working day."""
    tail = ""
    if match := re.fullmatch(
        r"(.+?),? (or (?:the )?(?:working day (?:before|after)|next working day))", text
    ):
        text, tail = match[1], f" {match[2]}"
    match = re.fullmatch(r"(.+?),? (?:from|starting|beginning)(?: on)? (.+)", text)
    if match and (dates := days_of(match[2])):
        text, tail = match[1], f"{_one(source, dates, ' from ', match[1])}{tail}"
    return text, tail


def _rhythm(source: str, text: str) -> str | None:
    if match := re.fullmatch(r"(?:every|each) (?:other|second) (.+)", text):
        days = _days(match[1])
        return f"every 2 weeks on {days}" if days else None
    if text in _PERIOD:
        return f"every {_PERIOD[text]}"
    if match := _FRONT.fullmatch(text):
        return _with_day(source, _PERIOD[match[1]], match[2])
    if match := _BACK.fullmatch(text):
        return _with_day(source, _PERIOD[match[2]], match[1])
    if match := re.fullmatch(r"(?:(every|each|on) )?(.+)", text):
        if days := _days(match[2]):
            if match[1] in ("every", "each") or re.search(r"days\b|s$", match[2]):
                return f"every {days}"
            hint = "say whether it comes round, or write the date"
            raise wrong("bad-recurrence", f'"{source}" may be one day or each week', hint, f"every {days}")
        if dates := year_days_of(match[2]):
            yearly = _one(source, dates, "every year on ")
            if match[1] in ("every", "each"):
                return yearly
            hint = "say whether it comes round, or write the year too"
            raise wrong("bad-recurrence", f'"{source}" may be one day or each year', hint, yearly)
        if (number := re.fullmatch(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?", match[2])) and 1 <= int(
            number[1]
        ) <= 31:
            if match[1] in ("every", "each"):
                return f"every month on {number[1]}"
            hint = "say how often it comes round"
            raise wrong(
                "bad-recurrence",
                f'"{source}" does not say of which month',
                hint,
                f"every month on {number[1]}",
            )
        if re.fullmatch(rf"(?:the )?(?:{'|'.join(_ORDINAL)}|last) (?:working day|[a-z]+)", match[2]):
            hint = "say how often it comes round"
            monthly = f"every month on the {match[2].removeprefix('the ')}"
            raise wrong("bad-recurrence", f'"{source}" does not say of which month', hint, monthly)
        if match[2] in ("month end", "end of month", "end of the month", "last day of month"):
            return "every month on the last day"
    return None


def _with_day(source: str, period: str, day: str) -> str | None:
    day = re.sub(r"^(?:on )?(?:the )?|[()]| (?:of|in)$", "", day)
    if period == "year" and month(day.removeprefix("in ")):
        hint = "the day is an example: write your own"
        yearly = f"every year on {month(day.removeprefix('in ')):02}-15"
        raise wrong("bad-recurrence", f'"{source}" does not say on which day', hint, yearly)
    if period == "year":
        dates = year_days_of(day)
        return _one(source, dates, "every year on ") if dates else None
    if period.endswith(("week", "weeks")):
        days = _days(day)
        return f"every {period} on {days}" if days else None
    if day in ("end", "last"):
        day = "last day"
    if day in ("start", "beginning"):
        day = "1"
    if period == "quarter" and day.startswith("last"):
        hint = "say in which months: from 2026-03-01 means March, June, September and December"
        last = f"every 3 months on the {day} from 2026-03-01"
        raise wrong("bad-recurrence", f'"{source}" does not say of which month', hint, last)
    if number := re.fullmatch(r"(?:day )?(\d{1,2})(?:st|nd|rd|th)?", day):
        return f"every {period} on {number[1]}"
    if re.fullmatch(r"last day|(?:first|second|third|fourth|last) (?:working day|[a-z]+)", day):
        return f"every {period} on the {day}"
    if match := re.fullmatch(r"(1st|2nd|3rd|4th) (working day|[a-z]+)", day):
        return f"every {period} on the {dict(zip(_NTH, _ORDINAL, strict=True))[match[1]]} {match[2]}"
    return None


_NTH = ("1st", "2nd", "3rd", "4th")
_ORDINAL = ("first", "second", "third", "fourth")


def _days(text: str) -> str | None:
    """Days of the week in short; None if the text says none."""
    short = short_days(text.removeprefix("on ").strip())
    return short if all(part in DAYS for part in re.split(r", |-", short)) else None
