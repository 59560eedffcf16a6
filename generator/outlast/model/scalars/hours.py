"""Days of the week and times of the day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from typing import ClassVar, Self

from outlast.languages import Sentence
from outlast.model.value import ALONE, Setting, Value, wrong

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LONG = (
    "mon(?:days?)?",
    "tue(?:s|sdays?)?",
    "wed(?:s|nesdays?)?",
    "thu(?:r|rs|rsdays?)?",
    "fri(?:days?)?",
    "sat(?:urdays?)?",
    "sun(?:days?)?",
)
_DAY = rf"(?:{'|'.join(_LONG)}|mo|tu|we|th|fr|sa|su)(?![a-z])\.?"
_ALWAYS = ("daily", "every day", "each day", "7 days a week", "all week", "seven days a week")
_SETS = {
    "m-f": "mon-fri",
    "weekdays": "mon-fri",
    "weekday": "mon-fri",
    "working days": "mon-fri",
    "every weekday": "mon-fri",
    "weekends": "sat-sun",
    "weekend": "sat-sun",
    "at weekends": "sat-sun",
    **dict.fromkeys(_ALWAYS, "mon-sun"),
}
_SET = "|".join(sorted(_SETS, key=len, reverse=True))
_RANGE = rf"{_DAY}(?:\s*(?:-|–|to|until|till|through|thru)\s*{_DAY})?"
_SPAN_OF_DAYS = rf"(?:{_RANGE}|{_SET})"
_TO = r"\s*(?:-|–|to|until|till)\s*"
_AND = r"\s*(?:,|;|&|\+|\band\b)\s*"
LONGEST = 200
"""Signs of a text that is looked at for what it may mean."""


@dataclass(frozen=True, order=True)
class TimeOfDay(Value):
    """A time on the clock: `09:00`, `9am`."""

    time: time

    kind: ClassVar[Sentence] = Sentence("a time of day")
    pattern: ClassVar[str | None] = (
        r"^(at )?\d{1,2}[:.h]?\d{0,2} ?([Aa]\.?[Mm]\.?|[Pp]\.?[Mm]\.?|o'clock)?$|^([Nn]oon|[Mm]idday)$"
    )
    examples: ClassVar[tuple[str, ...]] = ("09:00", "17:30")

    def __str__(self) -> str:
        return self.time.strftime("%H:%M")

    @classmethod
    def parse(cls, text: str) -> Self:
        source = " ".join(text.lower().split())
        read = times_of(source)
        if len(read) > 1:
            raise wrong(
                "bad-time",
                Sentence('"{source}" is before noon to some and after it to others', source=source),
                Sentence("say which"),
                *read,
            )
        if not read:
            raise wrong(
                "bad-time",
                Sentence('"{source}" is not a time of day', source=source),
                Sentence("write it like 09:00 or 17:30"),
            )
        return cls(time.fromisoformat(read[0]))


def times_of(source: str) -> tuple[str, ...]:
    """The times, as `09:00`, that a text may mean: none, one, or two, before noon and after it."""
    if source in ("noon", "midday"):
        return ("12:00",)
    match = re.fullmatch(r"(?:at )?(\d{1,2})(?:([:.h])([0-5]\d)?)? ?(?:([ap])\.?m\.?)?", source)
    if not match or (match[2] in (":", ".") and not match[3]):
        return ()
    hour, minute, half = int(match[1]), match[3] or "00", match[4]
    if half:
        return (f"{hour % 12 + (12 if half == 'p' else 0):02}:{minute}",) if 1 <= hour <= 12 else ()
    if hour > 23:
        return ()
    if match[2] or hour > 12:
        return (f"{hour:02}:{minute}",)
    return tuple(f"{each:02}:00" for each in ((hour, hour + 12) if 0 < hour < 12 else (hour,)))


@dataclass(frozen=True)
class Weekdays(Value):
    """Days of the week: `mon-fri`, `Mon to Fri`, `sat`, or `mon, wed, fri`."""

    text: str
    days: tuple[int, ...]
    """0 is Monday."""

    kind: ClassVar[Sentence] = Sentence("days of the week")
    pattern: ClassVar[str | None] = (
        f"({'|'.join(''.join(f'[{sign.upper()}{sign}]' for sign in day) for day in DAYS)})"
        r"|[Ww]eek|^[Mm]-[Ff]|\b([Mm]o|[Tt]u|[Ww]e|[Tt]h|[Ff]r|[Ss][au])\b|[Dd]aily"
        r"|[Ee](very|ach) day|^24/7$"
    )
    examples: ClassVar[tuple[str, ...]] = ("mon-fri", "mon, wed, fri")

    def __str__(self) -> str:
        return self.text

    @classmethod
    def read(cls, raw: object, setting: Setting = ALONE) -> Self:
        if isinstance(raw, list) and raw and all(isinstance(day, str) for day in raw):
            return cls.parse(", ".join(raw))
        return super().read(raw, setting)

    @classmethod
    def parse(cls, text: str) -> Self:
        source = short_days(" ".join(text.lower().split()))
        days: set[int] = set()
        for part in re.split(r"\s*,\s*", source):
            first, _, last = part.partition("-")
            if first not in DAYS or (last or first) not in DAYS:
                raise wrong(
                    "bad-days",
                    Sentence('"{part}" is not a day of the week', part=part),
                    Sentence("write mon-fri, sat, or mon, wed, fri"),
                )
            start, end = DAYS.index(first), DAYS.index(last or first)
            days.update((start + step) % 7 for step in range((end - start) % 7 + 1))
        return cls(source, tuple(sorted(days)))


def short_days(source: str) -> str:
    """Days in words as `mon-fri, sat`; what is no such text stays as it is."""
    if len(source) > LONGEST or not re.fullmatch(rf"{_SPAN_OF_DAYS}(?:{_AND}{_SPAN_OF_DAYS})*", source):
        return source
    if re.fullmatch(r"[a-z]{3}(-[a-z]{3})?(\s*,\s*[a-z]{3}(-[a-z]{3})?)*", source):
        return source
    return ", ".join(_short_span(span) for span in re.split(_AND, source))


def _short_span(span: str) -> str:
    ends = re.findall(rf"\b{_DAY}", span)
    return _SETS.get(span) or "-".join(next(day for day in DAYS if day[:2] == end[:2]) for end in ends)


_SOME_DAYS = rf"{_SPAN_OF_DAYS}(?:{_AND}{_SPAN_OF_DAYS})*"
_NEXT = rf"\s*[,;]?\s*(?:and )?(?=\b(?:{_DAY}|{_SET})\b)"
_PART = re.compile(rf"(?P<days>{_SOME_DAYS})(?P<rest>.*?)(?:$|{_NEXT})")
_CLOSED = ("closed", "off", "none", "no")


@dataclass(frozen=True)
class Stretch:
    """Days of the week, and the hours on each of them."""

    days: str
    from_: str | None = None
    to: str | None = None


def stretches(text: str) -> tuple[Stretch, ...] | None:
    """The days and hours in a text such as `Mon-Fri 9am-5pm, Sat 10:00-14:00`; None if it holds no hours.

    Raises PydanticCustomError if hours in it could mean two, or stand without days.
    """
    source = " ".join(text.lower().split())
    if len(source) > LONGEST:
        return None
    if source in ("24/7", "24 hours", "always", "around the clock", "round the clock"):
        return (Stretch("mon-sun"),)
    if not re.search(r"\d|noon|midday", source) or source in _SETS:
        return None
    if alone := _hours(source):
        raise _unclear(text, [f"{days} {alone[0]}" for days in ("mon-fri", "mon-sun")])
    found: list[list[Stretch]] = []
    at = 0
    while at < len(source):
        match = _PART.match(source, at)
        rest = match["rest"].strip(" ,;:()") if match else ""
        hours = _hours(rest)
        if not match or (rest and not hours and rest not in _CLOSED):
            return None
        days = short_days(match["days"])
        if rest not in _CLOSED:
            found.append([Stretch(days, *each.split("-")) for each in hours] or [Stretch(days)])
        at = match.end()
    if all(len(choices) == 1 for choices in found):
        return tuple(choices[0] for choices in found)
    several = max(len(choices) for choices in found)
    raise _unclear(
        text,
        [
            ", ".join(_as_typed(choices[min(number, len(choices) - 1)]) for choices in found)
            for number in range(several)
        ],
    )


def _as_typed(stretch: Stretch) -> str:
    return f"{stretch.days} {stretch.from_}-{stretch.to}" if stretch.from_ else stretch.days


def _hours(text: str) -> tuple[str, ...]:
    """The hours, as `09:00-17:00`, that a text may mean: none, one or more."""
    inner = re.sub(r"^(?:from|between|at)\s+", "", text)
    ends = re.split(rf"{_TO}|\s+and\s+", inner)
    if len(ends) != 2:
        return ()
    starts, stops = times_of(ends[0].strip()), times_of(ends[1].strip())
    every = [(start, stop) for start in starts for stop in stops if start != stop]
    # `9-5pm` and `9-17` say by one end which half of the day the other is in; a night says both.
    within_a_day = [(start, stop) for start, stop in every if start < stop]
    bare = all(end.strip().isdigit() and int(end) <= 12 for end in ends)
    told = [f"{start}-{stop}" for start, stop in within_a_day or every]
    if bare and len(told) == 1:
        told += [f"{start}-{stop}" for start, stop in every if start > stop][:1]
    return tuple(sorted(told, key=lambda hours: hours < "06"))


def _unclear(text: str, instead: list[str]) -> Exception:
    return wrong(
        "bad-time",
        Sentence('"{text}" can be read in several ways', text=text),
        Sentence("say the days, and each hour by 24 hours or with am or pm"),
        *dict.fromkeys(instead),
    )
