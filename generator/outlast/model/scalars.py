"""Durations, money, dates, days, hours and the other small types of the plan language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import ClassVar, Self
from urllib.parse import urlsplit
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


@dataclass(frozen=True)
class Money(Value):
    """An amount: `4500` in the business's currency, or `4500 GBP`."""

    text: str
    amount: Decimal
    currency: str | None

    kind: ClassVar[str] = "an amount of money"
    pattern: ClassVar[str | None] = r"^\s*\d+([.]\d{1,3})?(\s+[A-Z]{3})?\s*$"
    examples: ClassVar[tuple[str, ...]] = ("4500", "80 EUR", "1250.50 GBP")

    def __str__(self) -> str:
        return self.text

    @classmethod
    def parse(cls, text: str) -> Self:
        source = " ".join(text.split())
        match = re.fullmatch(r"(\d{1,15}(?:\.\d{1,3})?)(?: ([A-Z]{3}))?", source)
        if not match:
            raise wrong("bad-money", f'"{source}" is no amount of money', _money_hint(source))
        if match[2] and not _is_currency(match[2]):
            raise wrong(
                "bad-money", f'"{match[2]}" is no currency', "use the ISO code, such as EUR, GBP, USD"
            )
        return cls(source, Decimal(match[1]), match[2])


def _is_currency(code: str) -> bool:
    from babel.numbers import is_currency

    return bool(is_currency(code))


def _money_hint(source: str) -> str:
    symbols = {"€": "EUR", "£": "GBP", "$": "USD"}
    for symbol, code in symbols.items():
        if symbol in source:
            return (
                f"write the amount first and the code after it: {source.replace(symbol, '').strip()} {code}"
            )
    if re.search(r"\d,\d", source):
        return "no separator between thousands, and a point before cents: 1250.50"
    return "write it like 80 EUR, or 80 for the business's own currency"


@dataclass(frozen=True)
class Limit(Value):
    """How far somebody may go alone: `any`, one amount, or a list with an amount for each currency."""

    amounts: tuple[Money, ...] = ()
    any: bool = False

    kind: ClassVar[str] = "`any` or an amount of money"
    pattern: ClassVar[str | None] = rf"^any$|{Money.pattern}"
    examples: ClassVar[tuple[str, ...]] = ("any", "80 EUR")

    def __str__(self) -> str:
        return "any" if self.any else " / ".join(str(amount) for amount in self.amounts)

    @classmethod
    def read(cls, raw: object) -> Self:
        if isinstance(raw, list):
            return cls(tuple(Money.read(part) for part in raw))
        return super().read(raw)

    @classmethod
    def parse(cls, text: str) -> Self:
        if text.strip() == "any":
            return cls(any=True)
        return cls((Money.parse(text),))


@dataclass(frozen=True)
class Loss(Value):
    """Money lost over time: `35 EUR per day` (clock days) or `35 EUR per open day`."""

    text: str
    money: Money
    open_days: bool

    kind: ClassVar[str] = "a loss per day"
    pattern: ClassVar[str | None] = r"^\s*\d+([.]\d{1,3})?(\s+[A-Z]{3})? per (open )?day\s*$"
    examples: ClassVar[tuple[str, ...]] = ("35 EUR per day", "120 per open day")

    def __str__(self) -> str:
        return self.text

    @classmethod
    def parse(cls, text: str) -> Self:
        source = " ".join(text.split())
        match = re.fullmatch(r"(.+) per (open )?day", source)
        if not match:
            raise wrong(
                "bad-loss",
                f'"{source}" is no loss per day',
                "write it like 35 EUR per day or 35 EUR per open day",
            )
        return cls(source, Money.parse(match[1]), bool(match[2]))


@dataclass(frozen=True)
class Share(Value):
    """A part of the whole: `75%`."""

    text: str
    fraction: Decimal

    kind: ClassVar[str] = "a percentage"
    pattern: ClassVar[str | None] = r"^\s*\d{1,3}(\.\d+)?\s*%\s*$"
    examples: ClassVar[tuple[str, ...]] = ("40%",)

    def __str__(self) -> str:
        return self.text

    @classmethod
    def parse(cls, text: str) -> Self:
        match = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*%", text.strip())
        if not match or Decimal(match[1]) > 100:
            raise wrong(
                "bad-share", f'"{text.strip()}" is no percentage', "write a number up to 100 and a %: 40%"
            )
        return cls(text.strip(), Decimal(match[1]) / 100)


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
                return cls(date.fromisoformat(text.strip()))
            except ValueError:
                raise wrong(
                    "bad-date", f'there is no day "{text.strip()}"', "year-month-day: 2026-11-22"
                ) from None
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


@dataclass(frozen=True)
class Factor(Value):
    """A number to multiply with: `2.5`."""

    text: str
    number: Decimal

    kind: ClassVar[str] = "a number"
    pattern: ClassVar[str | None] = r"^\d+(\.\d+)?$"
    examples: ClassVar[tuple[str, ...]] = ("1.5", "2")

    def __str__(self) -> str:
        return self.text

    @classmethod
    def parse(cls, text: str) -> Self:
        if not re.fullmatch(r"\d{1,6}(\.\d{1,6})?", text.strip()):
            raise wrong("bad-number", f'"{text.strip()}" is no number', "write it with a point: 1.5")
        return cls(text.strip(), Decimal(text.strip()))


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


class Currency(Word):
    """A currency by its ISO code: `EUR`."""

    __slots__ = ()
    kind = "a currency"
    pattern = "^[A-Z]{3}$"
    examples = ("EUR", "GBP")

    @classmethod
    def parse(cls, text: str) -> Self:
        if not _is_currency(text.strip()):
            raise wrong(
                "bad-money", f'"{text.strip()}" is no currency', "use the ISO code, such as EUR, GBP, USD"
            )
        return cls(text.strip())


class Language(Word):
    """A language by its code: `en`, `nl`, `zh`, `pt-BR`."""

    __slots__ = ()
    kind = "the code of a language"
    pattern = "^[a-z]{2,3}(-[A-Z]{2})?$"
    examples = ("en", "nl", "pt-BR")

    @classmethod
    def parse(cls, text: str) -> Self:
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2})?", text.strip()):
            raise wrong(
                "bad-language", f'"{text.strip()}" is no code of a language', "write en, nl, fr, zh, pt-BR"
            )
        return cls(text.strip())


class Phone(Word):
    """A telephone number, kept as typed: `+32 470 00 01 02`."""

    __slots__ = ()
    kind = "a telephone number"
    pattern = r"^\+?[0-9(][0-9 ()./-]*$"
    examples = ("+32 470 00 01 02",)

    @classmethod
    def parse(cls, text: str) -> Self:
        number = " ".join(text.split())
        if not re.fullmatch(r"\+?[0-9(][0-9 ()./-]*", number) or len(re.sub(r"\D", "", number)) < 3:
            raise wrong("bad-phone", f'"{number}" is no telephone number', "write it like +32 470 00 01 02")
        return cls(number)

    @property
    def href(self) -> str:
        return "tel:" + re.sub(r"[^0-9+]", "", self)


class Email(Word):
    """A mail address."""

    __slots__ = ()
    kind = "a mail address"
    pattern = r"^[^@\s]+@[^@\s]+$"
    examples = ("sam@fernandflask.example",)

    @classmethod
    def parse(cls, text: str) -> Self:
        if not re.fullmatch(r"[^@\s<>\"'()?&]+@[^@\s<>\"'()?&]+\.[^@\s<>\"'()?&]+", text.strip()):
            raise wrong(
                "bad-email", f'"{text.strip()}" is no mail address', "write it like sam@fernandflask.example"
            )
        return cls(text.strip())

    @property
    def href(self) -> str:
        return f"mailto:{self}"


class Url(Word):
    """An address on the web, `https://` or `http://`."""

    __slots__ = ()
    kind = "a web address"
    pattern = "^https?://"
    examples = ("https://www.shopifystatus.com",)

    @classmethod
    def parse(cls, text: str) -> Self:
        source = text.strip()
        try:
            parts = urlsplit(source)
            good = parts.scheme in ("https", "http") and bool(parts.hostname)
        except ValueError:
            good = False
        if not good or re.search(r"[\s<>\"'`\\]", source):
            raise wrong(
                "bad-url", f'"{source}" is no web address', "write it whole: https://www.example.com/page"
            )
        return cls(source)

    @property
    def href(self) -> str:
        return str(self)


class Count(Value, int):
    """A whole number."""

    kind = "a whole number"
    pattern = r"^\d+$"
    examples = ("3",)

    @classmethod
    def parse(cls, text: str) -> Self:
        if not re.fullmatch(r"\d{1,9}", text.strip()):
            raise wrong("bad-number", f'"{text.strip()}" is no whole number', "write it in digits: 3")
        return cls(int(text))


def _flag(text: str) -> bool:
    if text in ("yes", "true"):
        return True
    if text in ("no", "false"):
        return False
    raise wrong("bad-flag", f'"{text}" is neither yes nor no', "write yes or no")


@dataclass(frozen=True)
class Flag(Value):
    """`yes` or `no`."""

    on: bool

    kind: ClassVar[str] = "yes or no"
    pattern: ClassVar[str | None] = "^([Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$"
    examples: ClassVar[tuple[str, ...]] = ("yes", "no")

    def __str__(self) -> str:
        return "yes" if self.on else "no"

    def __bool__(self) -> bool:
        return self.on

    @classmethod
    def parse(cls, text: str) -> Self:
        return cls(_flag(text.strip().lower()))
