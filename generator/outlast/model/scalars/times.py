"""Durations, dates, days and hours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import ClassVar, Self
from zoneinfo import ZoneInfo, available_timezones

from outlast.model.value import Value, Word, wrong

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Clock(Enum):
    """Which time a duration counts."""

    ALWAYS = "always"
    WORKING_DAYS = "working days"
    WORKING_HOURS = "working hours"


@dataclass(frozen=True)
class Duration(Value):
    """A length of time: `30m`, `4h`, `3d`, `2w`, `1d 12h`, `5 working days`, `6 working hours`, ISO 8601."""

    text: str
    length: timedelta
    """Of clock time; of working time a day of 24 hours stands for one working day."""
    clock: Clock = Clock.ALWAYS

    kind: ClassVar[str] = "a duration"
    pattern: ClassVar[str | None] = (
        r"^\s*(\d+(\.\d+)?\s*[mhdw](\s*\d+(\.\d+)?\s*[mhdw])*|\d+ working (days?|hours?)|P[0-9DTHMSW.]+)\s*$"
    )
    examples: ClassVar[tuple[str, ...]] = ("30m", "4h", "3d", "2w", "5 working days")

    def __str__(self) -> str:
        return self.text

    @classmethod
    def parse(cls, text: str) -> Self:
        source = " ".join(text.split())
        if match := re.fullmatch(r"(\d+) working (day|hour)s?", source):
            count = int(match[1])
            if match[2] == "day":
                return cls(source, _span(source, "d", Decimal(count)), Clock.WORKING_DAYS)
            return cls(source, _span(source, "h", Decimal(count)), Clock.WORKING_HOURS)
        if re.fullmatch(r"(?:\d+(?:\.\d+)?\s*[mhdw]\s*)+", source):
            parts = re.findall(r"(\d+(?:\.\d+)?)\s*([mhdw])", source)
            return cls(source, sum((_span(source, unit, Decimal(n)) for n, unit in parts), timedelta()))
        iso = re.fullmatch(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?", source)
        if iso and any(iso.groups()):
            units = zip("wdhm", iso.groups(), strict=True)
            return cls(source, sum((_span(source, u, Decimal(n)) for u, n in units if n), timedelta()))
        raise wrong("bad-duration", f'"{source}" is no duration', _duration_hint(source))


_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_LONGEST = timedelta(days=36_525)


def _span(source: str, unit: str, count: Decimal) -> timedelta:
    if count * Decimal(_UNITS[unit].total_seconds()) > Decimal(_LONGEST.total_seconds()):
        raise wrong("bad-duration", f'"{source}" is longer than a hundred years', "is the unit right?")
    return timedelta(seconds=float(count * Decimal(_UNITS[unit].total_seconds())))


def _duration_hint(source: str) -> str:
    if re.fullmatch(r"\d+(\.\d+)?", source):
        return f"say the unit: {source}m, {source}h, {source}d or {source}w"
    words = re.fullmatch(r"(\d+)\s*(min|hour|day|week|hr|business day|month|year)\w*", source, re.IGNORECASE)
    if words:
        unit = words[2].lower()
        if unit == "business day":
            return f"write {words[1]} working days"
        if unit in ("month", "year"):
            return "months and years differ in length; count them in days or weeks: 30d, 52w"
        return f"write {words[1]}{unit[0]}"
    return "write it like 30m, 4h, 3d, 2w, 1d 12h or 5 working days"


class Stated(Enum):
    """What is said instead of a duration when nobody can promise one: a fact, not a hole."""

    UNKNOWN = "unknown"
    VENDOR = "vendor"


@dataclass(frozen=True)
class Target(Value):
    """A promise of time (RTO, RPO, MTPD): a duration, `unknown`, or `vendor` (it is theirs to say)."""

    duration: Duration | None
    stated: Stated | None = None

    kind: ClassVar[str] = "a duration, `unknown` or `vendor`"
    pattern: ClassVar[str | None] = f"^(unknown|vendor)$|{Duration.pattern}"
    examples: ClassVar[tuple[str, ...]] = ("4h", "3d", "unknown", "vendor")

    def __str__(self) -> str:
        return str(self.duration) if self.duration else self.stated.value if self.stated else ""

    @classmethod
    def parse(cls, text: str) -> Self:
        for stated in Stated:
            if text.strip() == stated.value:
                return cls(None, stated)
        return cls(Duration.parse(text))


YEARS = range(1800, 2301)
"""Beyond them, a date is a slip of the pen; and calendars end."""


@dataclass(frozen=True, order=True)
class Day(Value):
    """A date: `2026-11-22`."""

    date: date

    kind: ClassVar[str] = "a date"
    pattern: ClassVar[str | None] = r"^\d{4}-\d{2}-\d{2}$"
    examples: ClassVar[tuple[str, ...]] = ("2026-11-22",)

    def __str__(self) -> str:
        return self.date.isoformat()

    @classmethod
    def parse(cls, text: str) -> Self:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip()):
            try:
                day = date.fromisoformat(text.strip())
            except ValueError:
                raise wrong(
                    "bad-date", f'there is no day "{text.strip()}"', "year-month-day: 2026-11-22"
                ) from None
            if day.year not in YEARS:
                message = f'"{text.strip()}" is in another age'
                raise wrong("bad-date", message, f"a year from {YEARS[0]} to {YEARS[-1]}")
            return cls(day)
        raise wrong("bad-date", f'"{text.strip()}" is no date', "write year-month-day: 2026-11-22")


@dataclass(frozen=True, order=True)
class YearDay(Value):
    """A day of every year: `11-20`."""

    month: int
    day: int

    kind: ClassVar[str] = "a day of the year"
    pattern: ClassVar[str | None] = r"^\d{2}-\d{2}$"
    examples: ClassVar[tuple[str, ...]] = ("11-20",)

    def __str__(self) -> str:
        return f"{self.month:02}-{self.day:02}"

    @classmethod
    def parse(cls, text: str) -> Self:
        match = re.fullmatch(r"(\d{2})-(\d{2})", text.strip())
        if match:
            try:
                leap = date(2024, int(match[1]), int(match[2]))
            except ValueError:
                leap = None
            if leap:
                return cls(leap.month, leap.day)
        raise wrong("bad-date", f'"{text.strip()}" is no day of the year', "write month-day: 11-20")


@dataclass(frozen=True, order=True)
class TimeOfDay(Value):
    """A time on the clock: `09:00`."""

    time: time

    kind: ClassVar[str] = "a time of day"
    pattern: ClassVar[str | None] = r"^([01]?\d|2[0-3]):[0-5]\d$"
    examples: ClassVar[tuple[str, ...]] = ("09:00", "17:30")

    def __str__(self) -> str:
        return self.time.strftime("%H:%M")

    @classmethod
    def parse(cls, text: str) -> Self:
        match = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", text.strip())
        if not match:
            raise wrong("bad-time", f'"{text.strip()}" is no time of day', "write it like 09:00 or 17:30")
        return cls(time(int(match[1]), int(match[2])))


_ANY_CASE = "|".join("".join(f"[{sign.upper()}{sign}]" for sign in day) for day in DAYS)


@dataclass(frozen=True)
class Weekdays(Value):
    """Days of the week: `mon-fri`, `sat`, or `mon, wed, fri`."""

    text: str
    days: tuple[int, ...]
    """0 is Monday."""

    kind: ClassVar[str] = "days of the week"
    pattern: ClassVar[str | None] = f"^({_ANY_CASE})(-({_ANY_CASE}))?( *, *({_ANY_CASE})(-({_ANY_CASE}))?)*$"
    examples: ClassVar[tuple[str, ...]] = ("mon-fri", "mon, wed, fri")

    def __str__(self) -> str:
        return self.text

    @classmethod
    def read(cls, raw: object) -> Self:
        if isinstance(raw, list) and raw and all(isinstance(day, str) for day in raw):
            return cls.parse(", ".join(raw))
        return super().read(raw)

    @classmethod
    def parse(cls, text: str) -> Self:
        source = " ".join(text.lower().split())
        days: set[int] = set()
        for part in re.split(r"\s*,\s*", source):
            first, _, last = part.partition("-")
            if first not in DAYS or (last or first) not in DAYS:
                raise wrong(
                    "bad-days", f'"{part}" is no day of the week', "write mon-fri, sat, or mon, wed, fri"
                )
            start, end = DAYS.index(first), DAYS.index(last or first)
            days.update((start + step) % 7 for step in range((end - start) % 7 + 1))
        return cls(source, tuple(sorted(days)))


@cache
def _known_timezones() -> frozenset[str]:
    """All zones; the standard library looks through the disk for them at each call."""
    return frozenset(available_timezones())


class Timezone(Word):
    """A time zone by its IANA name: `Europe/Brussels`."""

    __slots__ = ()
    kind = "a time zone"
    examples = ("Europe/Brussels", "America/New_York")

    @classmethod
    def parse(cls, text: str) -> Self:
        import difflib

        known = _known_timezones()
        if text.strip() in known:
            return cls(text.strip())
        close = difflib.get_close_matches(text.strip(), sorted(known), 1, 0.6)
        raise wrong(
            "bad-timezone",
            f'"{text.strip()}" is no time zone',
            f"did you mean {close[0]}?" if close else cls._example(),
        )

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(str(self))
