"""Rhythms in the words of every day: `1st of every month`, `annually on 3 March`, `Fridays`."""

from __future__ import annotations

import re
from datetime import date

from outlast.languages import Sentence, later, mark
from outlast.model.scalars.dates import days_of, month, year_days_of
from outlast.model.scalars.dates import in_words as date_in_words
from outlast.model.scalars.hours import DAYS, short_days
from outlast.model.scalars.lengths import UNKNOWN
from outlast.model.value import wrong

ORDINALS = ("first", "second", "third", "fourth")
LONGEST = 120
"""Signs of a text that is looked at for what it may mean."""
_PERIODS = {
    "day": ("daily", "every day", "each day", "everyday", "every night", "nightly"),
    "week": ("weekly", "every week", "each week", "once a week"),
    "2 weeks": ("fortnightly", "every fortnight", "every other week", "every two weeks"),
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
_ON = {"day": "", "week": " on friday", "month": " on 25", "quarter": " on 20", "year": " on 03-31"}
_FIRST = {"week": " from 2026-01-09", "month": " from 2026-01-25"}
"""Examples of a day, and of the first one where not every period has one."""
_NUMBER = r"(\d{1,2})(?:st|nd|rd|th)?"
_WHICH = {
    **dict(zip(("1st", "2nd", "3rd", "4th"), ORDINALS, strict=True)),
    **{each: each for each in (*ORDINALS, "last")},
}
"""Which of several days of a month."""


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


def same_rhythm(source: str) -> tuple[str, ...]:
    """An example that comes round as often as a text says; none if the text does not say how often."""
    match = re.search(
        rf"\b(?:({_SPELLED})|(?:every|each) ((?:[1-9]\d? )?(?:day|week|month)s?))\b", source.lower()
    )
    if not match:
        return ()
    period = _PERIOD[match[1]] if match[1] else match[2].removeprefix("1 ")
    number, _, unit = period.rpartition(" ")
    first = _FIRST.get(unit.rstrip("s"), "") if number else ""
    return (f"every {period}{_ON[unit.rstrip('s')]}{first}",)


def _one(source: str, readings: tuple[str, ...], before: str, rhythm: str = "") -> str:
    if len(readings) == 1:
        return f"{before}{readings[0]}"
    message = Sentence(
        '"{source}" is {one} to some and {other} to others',
        source=source,
        one=later(date_in_words, readings[0]),
        other=later(date_in_words, readings[1]),
    )
    raise wrong(
        "bad-recurrence", message, Sentence("say which"), *(f"{rhythm}{before}{one}" for one in readings)
    )


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
    """The rhythm without its tail."""
    if text in _PERIOD:
        return f"every {_PERIOD[text]}"
    if match := re.fullmatch(r"(?:every|each) (other|second|2nd) (.+)", text):
        return _every_other(source, match[1], match[2])
    if match := _FRONT.fullmatch(text):
        return _in_period(source, _PERIOD[match[1]], match[2])
    if match := _BACK.fullmatch(text):
        return _in_period(source, _PERIOD[match[2]], match[1])
    match = re.fullmatch(r"(?:(every|each) )?(?:on )?(?:the )?(.+)", text)
    return _alone(source, match[2], bool(match[1])) if match else None


def _every_other(source: str, which: str, day: str) -> str | None:
    days = _days(day)
    if days and which != "other":
        message = Sentence('"{source}" may be every two weeks or once a month', source=source)
        both = (f"every 2 weeks on {days} from {_first(days)}", f"every month on the second {days}")
        raise wrong("bad-recurrence", message, Sentence("say which"), *(both if days in DAYS else both[:1]))
    return f"every 2 weeks on {days}" if days else None


def _first(days: str) -> date:
    """The first of these days in 2026, as an example of where a rhythm may begin."""
    return date(2026, 1, 5 + DAYS.index(days[:3]))


def _alone(source: str, day: str, comes_round: bool) -> str | None:
    """The rhythm of a day without a period: `every friday`, `3 March`, `25th`, `last working day`."""
    if days := _days(day):
        plural = re.search(r"s$|days\b", day)
        return _repeated(source, f"every {days}", "week", comes_round or bool(plural))
    if dates := year_days_of(day):
        return _repeated(source, _one(source, dates, "every year on "), "year", comes_round)
    if day in ("month end", "end of month", "last day of month"):
        return "every month on the last day"
    if on := _of_month(day):
        return _repeated(source, f"every month on {on}", "month", comes_round)
    return None


_REPEATED = {
    "week": mark('"{source}" may be one day or a day of each week'),
    "month": mark('"{source}" may be one day or a day of each month'),
    "year": mark('"{source}" may be one day or a day of each year'),
}


def _repeated(source: str, rhythm: str, period: str, comes_round: bool) -> str:
    if comes_round:
        return rhythm
    message = Sentence(_REPEATED[period], source=source)
    raise wrong("bad-recurrence", message, Sentence("say that it repeats, or write the date"), rhythm)


def _in_period(source: str, period: str, day: str) -> str | None:
    """The rhythm of a day in each week, month, quarter or year."""
    day = re.sub(r"^(?:on )?(?:the )?|[()]| (?:of|in)$", "", day)
    if period == "year":
        if number := month(day.removeprefix("in ")):
            message, hint = (
                Sentence('"{source}" does not say on which day', source=source),
                Sentence("the day is an example: write your own"),
            )
            raise wrong("bad-recurrence", message, hint, f"every year on {number:02}-15")
        dates = year_days_of(day)
        return _one(source, dates, "every year on ") if dates else None
    if period.endswith(("week", "weeks")):
        days = _days(day)
        return f"every {period} on {days}" if days else None
    on = _of_month(day)
    if on and period == "quarter" and on.startswith("the last"):
        hint = Sentence("say in which months: from 2026-03-01 means March, June, September and December")
        last = f"every 3 months on {on} from 2026-03-01"
        raise wrong(
            "bad-recurrence", Sentence('"{source}" does not say of which month', source=source), hint, last
        )
    return f"every {period} on {on}" if on else None


def _of_month(day: str) -> str | None:
    """A day of the month as a recurrence has it: `25`, `the last day`, `the second thu`."""
    if day in ("end", "last", "last day", "the end"):
        return "the last day"
    if day in ("start", "beginning", "first day"):
        return "1"
    if match := re.fullmatch(rf"(?:day )?{_NUMBER}", day):
        return match[1] if 1 <= int(match[1]) <= 31 else None
    which, _, kind = day.partition(" ")
    kind = "working day" if kind == "working day" else _days(kind) or ""
    return f"the {_WHICH[which]} {kind}" if which in _WHICH and kind in ("working day", *DAYS) else None


def _days(text: str) -> str | None:
    """Days of the week in short; None if the text says none."""
    short = short_days(text.removeprefix("on ").strip())
    return short if all(part in DAYS for part in re.split(r", |-", short)) else None
