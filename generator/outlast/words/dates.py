"""How days, times and opening hours are said."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache

from babel import Locale
from babel.dates import format_date, format_time, get_day_names
from babel.lists import format_list

from outlast.languages import mark, say, spoken
from outlast.model.people import Hours
from outlast.model.scalars import DAYS, Weekdays

# For translators: a pattern of Unicode (CLDR): keep the letters, change their order and the signs.
LONG = mark("EEEE d MMMM y")
WITHOUT_YEAR = mark("EEEE d MMMM")
SHORT = mark("EEE d MMM y")
SHORT_WITHOUT_YEAR = mark("EEE d MMM")
OF_YEAR = mark("d MMMM")
# For translators: a pattern of Unicode (CLDR) for the time of day: HH:mm is 17:30, h:mm a is 5:30 pm.
CLOCK = mark("HH:mm")


def day(value: date) -> str:
    """`Sunday 22 November 2026`."""
    return _said(value, LONG)


def near_day(value: date, near: date) -> str:
    """`Sunday 22 November`; with the year where it is another one than that of a day near it."""
    return _said(value, WITHOUT_YEAR if value.year == near.year else LONG)


def brief_day(value: date, *, year: bool = False) -> str:
    """`Sun 22 Nov`; with the year where it is not plain which."""
    return _said(value, SHORT if year else SHORT_WITHOUT_YEAR)


def day_of_year(month: int, number: int) -> str:
    """`20 November`."""
    return _said(date(2024, month, number), OF_YEAR)


def weekday(number: int) -> str:
    """`Monday` for 0."""
    return _weekday(number, spoken().locale)


@cache
def _weekday(number: int, locale: Locale) -> str:
    return str(get_day_names("wide", locale=locale)[number])


def clock(value: time) -> str:
    """`17:30`."""
    return _clock(value, say(CLOCK), spoken().locale)


@cache  # a plan names few times of a day
def _clock(value: time, pattern: str, locale: Locale) -> str:
    return str(format_time(value, pattern, locale=locale))


def when(value: datetime, start: date) -> str:
    """`Tuesday 4 December 08:30`; no time at midnight, a year only where it is not that of `start`."""
    return _timed(near_day(value.date(), start), value.time())


def short(value: datetime, near: date) -> str:
    """`Tue 1 Dec 08:30`, by the same rules as `when`."""
    return _timed(brief_day(value.date(), year=value.year != near.year), value.time())


def hours(schedule: tuple[Hours, ...], home: str = "") -> str:
    """`Monday to Friday 09:00 to 13:00 (Lisbon time)`; the zone only where it is not `home`."""
    return "; ".join(_hours(entry, home) for entry in schedule)


def _timed(day: str, at: time) -> str:
    return day if at == time() else say("{day} {time}", day=day, time=clock(at))


def _said(value: date, pattern: str) -> str:
    """A date by a pattern of Unicode, in the order of the language."""
    return _said_once(value.year, value.month, value.day, say(pattern), spoken().locale)


@cache  # a site says the same few hundred dates many thousand times
def _said_once(year: int, month: int, number: int, pattern: str, locale: Locale) -> str:
    text = str(format_date(date(year, month, number), pattern, locale=locale))
    # CLDR has four letters for one month of British English, and three for the others.
    return text.replace("Sept ", "Sep ") if locale.language == "en" else text


def city(zone: str) -> str:
    """The city whose clock it is, as the language calls it: `Lissabon` of `Europe/Lisbon`."""
    return _city(zone, spoken().locale)


@cache
def _city(zone: str, locale: Locale) -> str:
    known: str | None = locale.time_zones.get(zone, {}).get("city")
    return known or zone.rpartition("/")[2].replace("_", " ")


def _hours(entry: Hours, home: str) -> str:
    days = _days(entry.days)
    zone = city(str(entry.timezone))
    elsewhere = bool(entry.timezone) and entry.timezone != home
    if not entry.from_ and not entry.to:
        return say("{days} ({city} time)", days=days, city=zone) if elsewhere else days
    start = clock(entry.from_.time if entry.from_ else time())
    end = clock(entry.to.time) if entry.to else say("midnight")
    if elsewhere:
        return say("{days} {start} to {end} ({city} time)", days=days, start=start, end=end, city=zone)
    return say("{days} {start} to {end}", days=days, start=start, end=end)


def _days(value: Weekdays) -> str:
    if len(value.days) == len(DAYS):
        return say("every day")
    run = tuple(range(value.days[0], value.days[0] + len(value.days)))
    if len(value.days) > 2 and value.days == run:
        return say("{first} to {last}", first=weekday(value.days[0]), last=weekday(value.days[-1]))
    return str(format_list([weekday(number) for number in value.days], locale=spoken().locale))
