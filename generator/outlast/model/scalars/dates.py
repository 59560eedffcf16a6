"""Days of the calendar and of every year."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from pydantic_core import PydanticCustomError

from outlast.languages import Sentence, later, spoken
from outlast.model.value import Value, wrong

YEARS = range(1800, 2301)
"""Beyond them, a date is a slip of the pen; and calendars end."""
MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAY = re.compile(r"(?:(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?(.+)", re.IGNORECASE)
_IN_WORDS = (
    re.compile(rf"{_DAY}(?: of)?[ .-]*({_MONTH}),?(?:[ -](\d{{4}}))?", re.IGNORECASE),
    re.compile(rf"({_MONTH})[ .-]*{_DAY}(?:,? (\d{{4}}))?", re.IGNORECASE),
)


def month(text: str) -> int:
    """The number of a month by its name or the first letters of it; 0 if there is none."""
    short = text.lower().rstrip(".")
    return next(
        (
            number
            for name, number in MONTHS.items()
            if len(short) > 2 and name.startswith(short[:3]) and (name.startswith(short) or short == "sept")
        ),
        0,
    )


def day_and_month(text: str) -> tuple[int, int, int] | None:
    """Year (0 where none is said), month and day of a date with the name of a month; None if it is none."""
    for form in _IN_WORDS:
        if match := form.fullmatch(text):
            first, second, year = match.groups()
            day, name = (first, second) if first.isdigit() else (second, first)
            number = month(name)
            return (
                (int(year or 0), number, int(day))
                if number and _is_day(int(year or 2024), number, int(day))
                else None
            )
    return None


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


@dataclass(frozen=True, order=True)
class Day(Value):
    """A date: `2026-11-22`, `22 November 2026`."""

    date: date

    kind: ClassVar[Sentence] = Sentence("a date")
    pattern: ClassVar[str | None] = r"\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{4}"
    examples: ClassVar[tuple[str, ...]] = ("2026-11-22",)

    def __str__(self) -> str:
        return self.date.isoformat()

    @classmethod
    def parse(cls, text: str) -> Self:
        source = " ".join(text.split())
        read = days_of(source)
        day = _within_years(source, read[0]) if read else None
        if len(read) > 1:
            raise _either(source, read)
        if day:
            return cls(day)
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", source):
            raise wrong(
                "bad-date",
                Sentence('there is no day "{source}"', source=source),
                Sentence("year-month-day: 2026-11-22"),
            )
        if instead := _full(source):
            raise wrong(
                "bad-date",
                Sentence('"{source}" is not a whole date', source=source),
                Sentence("write the year in full"),
                *instead,
            )
        if instead := _filled_in(source):
            hint = Sentence("write day, month and year; what is missing is only an example below")
            raise wrong("bad-date", Sentence('"{source}" is not a whole date', source=source), hint, *instead)
        raise wrong(
            "bad-date",
            Sentence('"{source}" is not a date', source=source),
            Sentence("write year-month-day: 2026-11-22"),
        )


def _within_years(source: str, iso: str) -> date:
    day = date.fromisoformat(iso)
    if day.year not in YEARS:
        raise wrong(
            "bad-date",
            Sentence('"{source}" is in another age', source=source),
            Sentence("a year from {first} to {last}", first=YEARS[0], last=YEARS[-1]),
        )
    return day


def in_words(iso: str) -> str:
    """`2027-03-02` as `2 March 2027`, `03-02` as `2 March`, in the language that is spoken."""
    from babel.dates import format_date

    day, pattern = (iso, "d MMMM y") if len(iso) > 5 else (f"2024-{iso}", "d MMMM")
    return format_date(date.fromisoformat(day), pattern, locale=spoken().locale)


def days_of(source: str) -> tuple[str, ...]:
    """The dates, as `2026-11-22`, that a text may mean: none, one, or two where day and month may swap."""
    match = _WEEKDAY.fullmatch(source[:60])
    weekday, text = match.groups() if match else (None, "")
    read: tuple[str, ...] = ()
    if match := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", text):
        read = _those(int(match[1]), (int(match[2]), int(match[3])))
    elif match := re.fullmatch(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4})", text):
        one, other = int(match[1]), int(match[3])
        read = _those(int(match[4]), (other, one), (one, other))
    elif (named := day_and_month(text)) and named[0]:
        read = _those(named[0], named[1:])
    return tuple(
        iso for iso in read if not weekday or f"{date.fromisoformat(iso):%a}".lower() == weekday.lower()
    )


def _those(year: int, *months_and_days: tuple[int, int]) -> tuple[str, ...]:
    """Those that are days of this year, each once."""
    return tuple(
        f"{year:04}-{month:02}-{day:02}"
        for month, day in dict.fromkeys(months_and_days)
        if year and _is_day(year, month, day)
    )


def _full(source: str) -> tuple[str, ...]:
    """Dates with the whole year, for one that has two digits of it."""
    match = re.fullmatch(r"(.+[./ -])'?(\d{2})", source[:60])
    return days_of(f"{match[1]}20{match[2]}") if match else ()


def _filled_in(source: str) -> tuple[str, ...]:
    """Dates for one that lacks the year or the day, with a year or a day that is only an example."""
    if days := year_days_of(source):
        return _those(2026, *((int(day[:2]), int(day[3:])) for day in days))
    match = re.fullmatch(r"([A-Za-z]+\.?|\d{1,2}/) ?(\d{4})", source[:60])
    number = (int(match[1][:-1]) if match[1].endswith("/") else month(match[1])) if match else 0
    return _those(int(match[2]), (number, 1)) if match and int(match[2]) in YEARS else ()


@dataclass(frozen=True, order=True)
class YearDay(Value):
    """A day of every year: `11-20`, `20 November`."""

    month: int
    day: int

    kind: ClassVar[Sentence] = Sentence("a day of the year")
    pattern: ClassVar[str | None] = (
        r"^\d{2}-\d{2}$|\d{1,2}\D*[A-Za-z]{3}|[A-Za-z]{3}\D*\d{1,2}|^\d{1,2}[/.]\d{1,2}[.]?$"
    )
    examples: ClassVar[tuple[str, ...]] = ("11-20",)

    def __str__(self) -> str:
        return f"{self.month:02}-{self.day:02}"

    @classmethod
    def parse(cls, text: str) -> Self:
        source = " ".join(text.split())
        read = year_days_of(source)
        if len(read) > 1:
            raise _either(source, read)
        if not read:
            raise wrong(
                "bad-date",
                Sentence('"{source}" is not a day of the year', source=source),
                Sentence("write month-day: 11-20"),
                *swapped_days_of(source),
            )
        month, day = read[0].split("-")
        return cls(int(month), int(day))


def _either(source: str, read: tuple[str, ...]) -> PydanticCustomError:
    """That a text means one day to some and another one to others."""
    message = Sentence(
        '"{source}" is {one} to some and {other} to others',
        source=source,
        one=later(in_words, read[0]),
        other=later(in_words, read[1]),
    )
    return wrong("bad-date", message, Sentence("say which"), *read)


def year_days_of(source: str) -> tuple[str, ...]:
    """The days of the year, as `11-20`, that a text may mean: none, one or two."""
    if match := re.fullmatch(r"(\d{2})-(\d{2})", source):
        return (source,) if _is_day(2024, int(match[1]), int(match[2])) else ()
    if match := re.fullmatch(r"(\d{1,2})([/.])(\d{1,2})\.?", source):
        one, other = int(match[1]), int(match[3])
        return tuple(iso[5:] for iso in _those(2024, (other, one), (one, other)))
    named = day_and_month(source[:60])
    return (f"{named[1]:02}-{named[2]:02}",) if named and not named[0] else ()


def swapped_days_of(source: str) -> tuple[str, ...]:
    """The day of the year, as `11-20`, of a text that can only mean the day first: `20-11`."""
    match = re.fullmatch(r"(\d{1,2})-(\d{1,2})", source)
    read = _those(2024, (int(match[2]), int(match[1]))) if match and int(match[1]) > 12 else ()
    return tuple(iso[5:] for iso in read)
