"""The words of the interface, and how durations, amounts, dates and hours are said. English."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_currency

from outlast.model.people import Hours
from outlast.model.recurrence import Recurrence, Unknown
from outlast.model.scalars import DAYS, Duration, Limit, Loss, Money, Stated, Target, TimeOfDay, Weekdays

LANGUAGE = "en"
LOCALE = "en_GB"
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CHANNELS = {
    "phone": "Call",
    "sms": "Text",
    "whatsapp": "WhatsApp",
    "signal": "Signal",
    "email": "Mail",
    "chat": "Chat",
    "page": "Open",
}
"""What one does on a way to reach somebody."""
SENT_BY = {
    "email": "e-mail",
    "sms": "text message",
    "chat": "chat",
    "phone": "to say on the phone",
    "social": "social media",
    "banner": "banner on the site",
    "letter": "letter",
}
"""How a message travels."""
PHASES = {
    "first-hour": "In the first hour",
    "first-day": "On the first day",
    "first-week": "In the first week",
    "until-over": "Until it is over",
    "stand-down": "When it is over",
}
_UNITS = {"m": "minute", "h": "hour", "d": "day", "w": "week"}


def duration(value: Duration | None) -> str:
    """`4h` as `4 hours`; what is no clock time stays as typed; nothing for None."""
    if value is None:
        return ""
    parts = re.findall(r"(\d+(?:\.\d+)?)\s*([mhdw])(?![a-z])", value.text)
    if not parts or "working" in value.text:
        return _iso(value) if value.text.startswith("P") else value.text
    return " ".join(count(number, _UNITS[unit]) for number, unit in parts)


def size(bytes: int) -> str:
    """`240 KB`, `3.1 MB`: as a phone counts them, in thousands."""
    return f"{bytes / 1e6:.1f} MB" if bytes >= 1_000_000 else f"{max(1, round(bytes / 1000))} KB"


def target(value: Target | None) -> str:
    """A promise of time in words."""
    if value is None:
        return ""
    if value.stated is Stated.UNKNOWN:
        return "not known"
    if value.stated is Stated.VENDOR:
        return "when its maker has it back"
    return duration(value.duration)


def money(value: Money | None, currency: str) -> str:
    """`80 EUR` as `€80`; cents only where there are some."""
    return amount(value.amount, value.currency or currency) if value is not None else ""


def bounds(over: Money | Decimal | None, up_to: Money | Decimal | None, currency: str) -> str:
    """`over €80`, `up to €80`, `over €80 and up to €500`; empty for all amounts."""

    def end(word: str, value: Money | Decimal | None) -> str:
        if value is None:
            return ""
        said = amount(value, currency) if isinstance(value, Decimal) else money(value, currency)
        return f"{word} {said}"

    return " and ".join(filter(None, (end("over", over), end("up to", up_to))))


@cache
def amount(value: Decimal, currency: str) -> str:
    """`80` as `€80`; cents only where there are some."""
    whole = value == value.to_integral_value()
    text: str = format_currency(
        value,
        currency,
        format="¤#,##0" if whole else None,
        locale=LOCALE,
        currency_digits=not whole,
    )
    return text


def computed(value: Fraction, currency: str) -> str:
    """A computed amount, rounded as people say it: `€12,159`; cents only below ten."""
    step = Decimal("0.01") if value < 10 else Decimal(1)
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return amount(exact.quantize(step, ROUND_HALF_UP), currency)


def limit(value: Limit | None, currency: str) -> str:
    """How far somebody may go: `any amount`, `up to €80`."""
    if value is None:
        return ""
    return "any amount" if value.any else "up to " + " or ".join(money(m, currency) for m in value.amounts)


def loss(value: Loss | None, currency: str) -> str:
    """`35 EUR per day` as `€35 per day`."""
    if value is None:
        return ""
    return f"{money(value.money, currency)} per {'open day' if value.open_days else 'day'}"


def day(value: date) -> str:
    """`Sunday 22 November 2026`."""
    return _said(value, "EEEE d MMMM y")


def _said(value: date, pattern: str) -> str:
    """A date by a pattern of Unicode."""
    return _said_once(value.year, value.month, value.day, pattern)


@cache  # a site says the same few hundred dates many thousand times
def _said_once(year: int, month: int, number: int, pattern: str) -> str:
    text: str = format_date(date(year, month, number), pattern, locale=LOCALE)
    return text


def copy(as_of: date, edition: str) -> str:
    """`Copy of Sunday 22 November 2026 (public edition)`."""
    return f"Copy of {day(as_of)} ({edition} edition)"


def when(value: datetime, start: date) -> str:
    """`Tuesday 4 December 08:30`; no time at midnight, a year only where it is not that of `start`."""
    text = _said(value, "EEEE d MMMM" if value.year == start.year else "EEEE d MMMM y")
    return text if value.time() == time() else f"{text} {value:%H:%M}"


def span(start: datetime, end: datetime, near: date) -> str:
    """`Tue 1 Dec – Mon 7 Dec`: the last day included where it ends at midnight."""
    last = end - timedelta(days=1) if end.time() == time() and end > start else end
    if (start.date(), start.time(), end.time()) == (last.date(), time(), time()):
        return short(start, near)
    if start.date() == end.date():
        day_of_it = short(datetime.combine(start.date(), time()), near)
        return f"{day_of_it}, {start:%H:%M} to {end:%H:%M}"
    return f"{short(start, near)} – {short(last, near)}"


def short(value: datetime, near: date) -> str:
    """`Tue 1 Dec 08:30`, by the same rules as `when`."""
    text = _said(value, "EEE d MMM" if value.year == near.year else "EEE d MMM y")
    return text if value.time() == time() else f"{text} {value:%H:%M}"


def brief_day(value: date, *, year: bool = False) -> str:
    """`Sun 22 Nov`; with the year where it is not plain which."""
    text = _said(value, "EEE d MMM y" if year else "EEE d MMM")
    return text.replace("Sept", "Sep")


def near_day(value: date, near: date) -> str:
    """`Sunday 22 November`; with the year where it is another one than that of a day near it."""
    return _said(value, f"EEEE d MMMM{'' if value.year == near.year else ' y'}")


def about(value: Fraction, currency: str) -> str:
    """An amount that was worked out, as people say it: `about €9,700`. Two figures count, and full tens."""
    if value <= 0:
        return "nothing"
    if value < 10:
        return f"less than {amount(Decimal(10), currency)}"
    whole = round(value)
    step = max(10, 10 ** (len(str(whole)) - 2))
    rounded = int((value + Fraction(step, 2)) // step) * step
    return f"about {amount(Decimal(rounded), currency)}"


def day_of_year(month: int, number: int) -> str:
    """`20 November`."""
    return _said(date(2024, month, number), "d MMMM")


def count(number: str | int, noun: str) -> str:
    """`1 day`, `3 days`."""
    return f"{number} {noun}" if str(number) == "1" else f"{number} {noun}s"


def some(items: Iterable[str], last: str = "and") -> str:
    """`a, b and c`."""
    words = list(items)
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def hours(schedule: tuple[Hours, ...], home: str = "") -> str:
    """`Monday to Friday 09:00 to 13:00 (Lisbon time)`; the zone only where it is not `home`."""
    return "; ".join(_hours(entry, home) for entry in schedule)


def language(code: str) -> str:
    """The name of a language in that language: `Nederlands`."""
    try:
        name = Locale.parse(code, sep="-").get_display_name()
    except (UnknownLocaleError, ValueError):
        return code
    return name[:1].upper() + name[1:] if name else code


def language_in_english(code: str) -> str:
    """The name of a language in English: `Dutch`."""
    try:
        return Locale.parse(code, sep="-").get_display_name("en") or code
    except (UnknownLocaleError, ValueError):
        return code


def due(recurrence: Recurrence | None) -> str:
    """When a duty is due, in the words of the plan; empty for one that has no day of its own."""
    if recurrence is None:
        return ""
    return "on a day that is not known yet" if isinstance(recurrence.rhythm, Unknown) else str(recurrence)


def capital(text: str) -> str:
    """With a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def _iso(value: Duration) -> str:
    minutes = int(value.length.total_seconds()) // 60
    days, rest = divmod(minutes, 24 * 60)
    parts = ((days, "day"), (rest // 60, "hour"), (rest % 60, "minute"))
    return " ".join(count(number, noun) for number, noun in parts if number)


def _hours(entry: Hours, home: str) -> str:
    words = _days(entry.days)
    if entry.from_ or entry.to:
        words += f" {entry.from_ or TimeOfDay.parse('00:00')} to {entry.to or 'midnight'}"
    if entry.timezone and entry.timezone != home:
        words += f" ({str(entry.timezone).rpartition('/')[2].replace('_', ' ')} time)"
    return words


def _days(value: Weekdays) -> str:
    if len(value.days) == len(DAYS):
        return "every day"
    run = tuple(range(value.days[0], value.days[0] + len(value.days)))
    if len(value.days) > 2 and value.days == run:
        return f"{DAY_NAMES[value.days[0]]} to {DAY_NAMES[value.days[-1]]}"
    return some(DAY_NAMES[number] for number in value.days)
