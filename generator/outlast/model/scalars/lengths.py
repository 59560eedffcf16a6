"""Lengths of time, and promises of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import Enum
from typing import ClassVar, Self

from outlast.languages import Sentence
from outlast.model.scalars.numbers import WORD, WORDS
from outlast.model.value import Value, wrong


class Clock(Enum):
    """Which time a duration counts."""

    ALWAYS = "always"
    WORKING_DAYS = "working days"
    WORKING_HOURS = "working hours"


_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_MONTHS = {"month": 1, "year": 12}
_LONGEST = timedelta(days=36_525)
_SPELLED = {
    "m": "minutes?|mins?|m",
    "h": "hours?|hrs?|h",
    "d": "days?|nights?|d",
    "w": "weeks?|wks?|w",
    "fortnight": "fortnights?",
    "month": "months?|mths?|mos?",
    "quarter": "quarters?",
    "year": "years?|yrs?|y",
}
_LONG_UNITS = {"fortnight": (2, "w"), "quarter": (3, "month")}
_UNIT = "|".join(_SPELLED.values())
_NUMBER = rf"\d+(?:[.,]\d+)?|{WORD}"
_PIECE = re.compile(rf"\b(\d+(?:[.,]\d+)?|{WORD}(?=[\s-]))\s*-?\s*({_UNIT})(?![a-z])", re.IGNORECASE)
_PIECES = re.compile(rf"{_PIECE.pattern}(?:(?:\s*,|\s+and)?\s*{_PIECE.pattern})*", re.IGNORECASE)
_WORKING = re.compile(rf"({_NUMBER})\s*(?:working|business|work|office)\s*-?(day|hour)s?", re.IGNORECASE)
_RANGE = re.compile(rf"({_NUMBER})\s*({_UNIT})?\s*(?:-|–|to|or)\s*({_NUMBER})\s*(.+)", re.IGNORECASE)
_RHYTHMS = {
    "hourly": "1h",
    "daily": "1d",
    "nightly": "1d",
    "weekly": "1w",
    "fortnight": "2w",
    "fortnightly": "2w",
    "monthly": "1 month",
    "quarterly": "3 months",
    "yearly": "1 year",
    "annually": "1 year",
    "half an hour": "30m",
    "half a year": "6 months",
    "next working day": "1 working day",
    "next business day": "1 working day",
}
_TIMES_A_DAY = re.compile(
    r"([1-9]\d?|once|twice|\w+(?= times)) ?(?:x|times)? ?(?:(?:a|per) day|daily)", re.IGNORECASE
)
_SEVERAL = {
    "same day": ("1 working day", "1d"),
    "same-day": ("1 working day", "1d"),
    "next day": ("1d", "2d", "1 working day"),
    "overnight": ("12h", "1d"),
    "half a day": ("12h", "4 working hours"),
    "a couple of hours": ("2h", "3h"),
    "a couple of days": ("2d", "3d"),
    "a few hours": ("3h", "6h"),
    "a few days": ("3d", "5d"),
    "immediately": ("0m", "15m", "1h"),
    "asap": ("15m", "1h", "1d"),
}
_AROUND = re.compile(
    r"(every|each|once (?:an?|every|per)|per|within|up to|at most|max(?:imum)?\.?|after|for|<=?|≤)\s*(.+)"
    r"|(.+?)\s*(?:max(?:imum)?\.?|at most)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:about|around|approx\w*\.?|ca\.?|circa|roughly|~|over|more than|>=?|≥)\s*(.+)", re.IGNORECASE
)
LONGEST = 100
"""Signs of a text that is looked at for what it may mean."""


@dataclass(frozen=True)
class Duration(Value):
    """A length of time: `30m`, `4 hours`, `3d`, `1d 12h`, `6 months`, `5 working days`, ISO 8601.

    A month counts as a twelfth of 365 days, in whole days.
    """

    text: str
    length: timedelta
    """Of clock time; of working time a day of 24 hours stands for one working day."""
    clock: Clock = Clock.ALWAYS

    kind: ClassVar[Sentence] = Sentence("a duration")
    pattern: ClassVar[str | None] = (
        r"^P[0-9DTHMSW.]+$|(\d|[Hh]alf|[Nn]ext|[Tt]wice|[Oo]nce|[Ee]very|\b([Aa]n?|"
        + "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in WORDS if word not in ("a", "an"))
        + r")\b).*[A-Za-z]|[Dd]aily|[Ff]ortnight|ly$"
    )
    examples: ClassVar[tuple[str, ...]] = ("30m", "4h", "3d", "2w", "5 working days")

    def __str__(self) -> str:
        return self.text

    @classmethod
    def parse(cls, text: str) -> Self:
        source = " ".join(text.split())
        if re.fullmatch(r"(?:\d+(?:\.\d+)?\s*[mhdw]\s*)+", source):
            parts = re.findall(r"(\d+(?:\.\d+)?)\s*([mhdw])", source)
            return cls(source, sum((_span(source, unit, Decimal(n)) for n, unit in parts), timedelta()))
        iso = re.fullmatch(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?", source)
        if iso and any(iso.groups()):
            units = zip("wdhm", iso.groups(), strict=True)
            return cls(source, sum((_span(source, u, Decimal(n)) for u, n in units if n), timedelta()))
        if match := re.fullmatch(r"(\d+) working (day|hour)s?", source):
            clock = Clock.WORKING_DAYS if match[2] == "day" else Clock.WORKING_HOURS
            return cls(source, _span(source, match[2][0], Decimal(match[1])), clock)
        if match := re.fullmatch(r"(\d{1,4}) (month|year)s?", source):
            days = int(match[1]) * _MONTHS[match[2]] * 365 // 12
            return cls(source, _span(source, "d", Decimal(days)))
        if said := _in_units(source):
            return cls.parse(said)
        raise _no_duration(source)


def _span(source: str, unit: str, count: Decimal) -> timedelta:
    if count * Decimal(_UNITS[unit].total_seconds()) > Decimal(_LONGEST.total_seconds()):
        raise wrong(
            "bad-duration",
            Sentence('"{source}" is longer than a hundred years', source=source),
            Sentence("is the unit right?"),
        )
    return timedelta(seconds=float(count * Decimal(_UNITS[unit].total_seconds())))


def _in_units(source: str) -> str | None:
    """A text of the form in which durations are kept, if it means one and no other."""
    if len(source) > LONGEST:
        return None
    if said := _RHYTHMS.get(source.lower()):
        return said
    if match := _WORKING.fullmatch(source):
        many = _digits(match[1])
        return f"{many} working {match[2].lower()}{'' if many == '1' else 's'}" if many.isdigit() else None
    if _PIECES.fullmatch(source) and not re.fullmatch(r"\d+ ?M", source):
        return _joined(_PIECE.findall(source))
    if match := re.fullmatch(r"(\d{1,2}):([0-5]\d) ?(?:h|hrs?|hours?)", source, re.IGNORECASE):
        return f"{int(match[1])}h {int(match[2])}m"
    if (match := _TIMES_A_DAY.fullmatch(source)) and 24 % (times := int(_digits(match[1]))) == 0:
        return f"{24 // times}h" if times > 1 else "1d"
    if match := _AROUND.fullmatch(source):
        rest = match[2] or match[3]
        once = f"1 {rest}" if match[1] and re.fullmatch(_UNIT, rest, re.IGNORECASE) else rest
        return _in_units("2d" if once.lower() in ("other day", "second day") else once)
    return None


def _joined(pieces: list[tuple[str, str]]) -> str | None:
    """Numbers with units as one duration; None where months or years do not stand alone and whole."""
    said = []
    for number, spelled in pieces:
        unit = next(unit for unit, form in _SPELLED.items() if re.fullmatch(form, spelled, re.IGNORECASE))
        times, unit = _LONG_UNITS.get(unit, (1, unit))
        many = f"{Decimal(_digits(number)) * times:f}"
        said.append(f"{many}{unit}" if unit in _UNITS else f"{many} {unit}{'' if many == '1' else 's'}")
    return said[0] if len(said) == 1 else None if any(" " in one for one in said) else " ".join(said)


def _digits(number: str) -> str:
    words = {**WORDS, "once": 1, "twice": 2}
    return str(words.get(number.lower(), number.replace(",", ".")))


def _no_duration(source: str) -> Exception:
    """The error of a text that is no duration, or more than one."""
    message, hint = (
        Sentence('"{source}" is not a duration', source=source),
        Sentence("write it like 30m, 4h, 3d, 2w, 1d 12h or 5 working days"),
    )
    if len(source) > LONGEST:
        return wrong("bad-duration", message, hint)
    if re.fullmatch(r"\d+(\.\d+)?", source):
        units = tuple(f"{source}{unit}" for unit in ("hdmw" if source.strip("0.") else "m"))
        return wrong(
            "bad-duration", message, Sentence("say the unit: {units}", units=", ".join(units)), *units
        )
    if match := re.fullmatch(r"(\d+) ?M", source):
        return wrong(
            "bad-duration",
            Sentence('"{source}" may be months or minutes', source=source),
            Sentence("say which"),
            f"{match[1]} months",
            f"{match[1]}m",
        )
    if several := _SEVERAL.get(source.lower()):
        return wrong(
            "bad-duration",
            Sentence('"{source}" can be read in several ways', source=source),
            Sentence("say how long"),
            *several,
        )
    if match := _RANGE.fullmatch(source):
        ends = [_in_units(f"{match[1]} {match[2] or match[4]}"), _in_units(f"{match[3]} {match[4]}")]
        said = [one for one in ends if one]
        if len(said) == 2:
            return wrong(
                "bad-duration",
                Sentence('"{source}" says two lengths of time', source=source),
                Sentence("say the one that you can rely on"),
                *said,
            )
    if (match := _ABOUT.fullmatch(source)) and (about := _in_units(match[1])):
        return wrong("bad-duration", message, Sentence("say the length that you can rely on"), about)
    return wrong("bad-duration", message, hint)


class Stated(Enum):
    """What is said instead of a duration when nobody can promise one: a fact, not a hole."""

    UNKNOWN = "unknown"
    VENDOR = "vendor"


UNKNOWN = frozenset(
    {
        "unknown",
        "tbd",
        "tbc",
        "n/a",
        "na",
        "n.a.",
        "not known",
        "not sure",
        "don't know",
        "dunno",
        "?",
        "-",
        "not applicable",
    }
)


"""How people say that nobody knows it yet."""


@dataclass(frozen=True)
class Target(Value):
    """A promise of time (RTO, RPO, MTPD): a duration, `unknown`, or `vendor` (it is theirs to say)."""

    duration: Duration | None
    stated: Stated | None = None

    kind: ClassVar[Sentence] = Sentence("a duration, `unknown` or `vendor`")
    pattern: ClassVar[str | None] = (
        r"^([Uu]nknown|[Vv]endor|[Tt][Bb][DdCc]|[Nn]\.?/?[Aa]\.?|[Nn]ot .+|don't know|dunno|[?-])$"
        rf"|{Duration.pattern}"
    )
    examples: ClassVar[tuple[str, ...]] = ("4h", "3d", "unknown", "vendor")

    def __str__(self) -> str:
        return str(self.duration) if self.duration else self.stated.value if self.stated else ""

    @classmethod
    def parse(cls, text: str) -> Self:
        said = " ".join(text.lower().split())
        if said in UNKNOWN:
            return cls(None, Stated.UNKNOWN)
        if said == Stated.VENDOR.value:
            return cls(None, Stated.VENDOR)
        return cls(Duration.parse(text))
