"""When something is due: a date, or a rhythm that people really have.

The whole language, in the words of a calendar on a wall:

- `2026-12-01`: once.
- `every day`, `every 6 days from 2026-11-02`, `every working day`.
- `every tuesday`, `every mon, thu`, `every 2 weeks on friday from 2026-01-09`.
- `every month on 25`, `every month on the last day`, `every month on the last working day`,
  `every month on the first working day`, `every month on the second thursday`,
  `every 3 months on 20 from 2026-01-20`, `every quarter on 20` (January, April, July, October).
- `every year on 03-31`.
- `unknown`: nobody has written the day down yet.

Any of those that name a day of the month or of the year may end in `or the working day before` or
`or the working day after`: a due day on a weekend or a holiday moves. A day that a month does not have
(`31` in April) is its last.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar, Self

from pydantic_core import PydanticCustomError

from outlast.languages import NOTHING, Sentence
from outlast.model.rhythms import ORDINALS, in_words, same_rhythm
from outlast.model.scalars import DAYS, Day, Weekdays
from outlast.model.scalars.dates import swapped_days_of
from outlast.model.value import Value, wrong

WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
QUARTERS = (1, 4, 7, 10)

IsWorkingDay = Callable[[date], bool]


class Shift(StrEnum):
    """Where a due day moves that is no working day."""

    NONE = ""
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True)
class Once:
    """One day."""

    day: date

    def days(self, start: date, end: date, working: IsWorkingDay) -> Iterator[date]:
        if start <= self.day < end:
            yield self.day


@dataclass(frozen=True)
class EveryDays:
    """Every so many days, counted from a day; only working days where it says so."""

    step: int
    anchor: date | None
    working_only: bool = False

    def days(self, start: date, end: date, working: IsWorkingDay) -> Iterator[date]:
        anchor = self.anchor or start
        day = anchor if anchor >= start else start + timedelta(days=-(start - anchor).days % self.step)
        while day < end:
            if not self.working_only or working(day):
                yield day
            day += timedelta(days=self.step)


@dataclass(frozen=True)
class EveryWeeks:
    """On days of the week, every so many weeks."""

    step: int
    weekdays: tuple[int, ...]
    anchor: date | None

    def days(self, start: date, end: date, working: IsWorkingDay) -> Iterator[date]:
        first = self.anchor or start
        monday = first - timedelta(days=first.weekday())
        day = max(start, self.anchor or start)
        while day < end:
            if day.weekday() in self.weekdays and (day - monday).days // 7 % self.step == 0:
                yield day
            day += timedelta(days=1)


@dataclass(frozen=True)
class MonthDay:
    """A day of the month by its number; beyond the end of a month it is the last."""

    number: int

    def of(self, year: int, month: int, working: IsWorkingDay) -> date:
        return date(year, month, min(self.number, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True)
class Nth:
    """The first, second … or last day of a kind in the month: `weekday` None means any working day."""

    position: int
    """0 is the first; -1 the last."""
    weekday: int | None

    def of(self, year: int, month: int, working: IsWorkingDay) -> date:
        days = [date(year, month, number + 1) for number in range(calendar.monthrange(year, month)[1])]
        fitting = [
            day for day in days if (working(day) if self.weekday is None else day.weekday() == self.weekday)
        ]
        if not fitting:
            return days[-1] if self.position < 0 else days[0]
        return fitting[self.position] if -len(fitting) <= self.position < len(fitting) else fitting[-1]


@dataclass(frozen=True)
class EveryMonths:
    """On a day of the month, every so many months; `months` names them where they are fixed."""

    step: int
    on: MonthDay | Nth
    anchor: date | None
    months: tuple[int, ...] = ()
    shift: Shift = Shift.NONE

    def days(self, start: date, end: date, working: IsWorkingDay) -> Iterator[date]:
        anchor = self.anchor or start
        # A day may move over the end of a month: look one month further on both sides.
        index = start.year * 12 + start.month - 2
        origin = anchor.year * 12 + anchor.month - 1
        while index <= end.year * 12 + end.month:
            year, month = divmod(index, 12)
            fits = month + 1 in self.months if self.months else (index - origin) % self.step == 0
            if fits:
                day = _shifted(self.on.of(year, month + 1, working), self.shift, working)
                if max(start, self.anchor or start) <= day < end:
                    yield day
            index += 1


@dataclass(frozen=True)
class EveryYear:
    """On a day of the year."""

    month: int
    day: int
    shift: Shift = Shift.NONE

    def days(self, start: date, end: date, working: IsWorkingDay) -> Iterator[date]:
        for year in range(start.year - 1, end.year + 2):
            on = MonthDay(self.day).of(year, self.month, working)
            day = _shifted(on, self.shift, working)
            if start <= day < end:
                yield day


@dataclass(frozen=True)
class Unknown:
    """A day that nobody has written down yet."""

    def days(self, start: date, end: date, working: IsWorkingDay) -> Iterator[date]:
        return iter(())


Rhythm = Unknown | Once | EveryDays | EveryWeeks | EveryMonths | EveryYear


@dataclass(frozen=True)
class Recurrence(Value):
    """When something is due; the head of this module lists what can be said."""

    text: str
    rhythm: Rhythm

    kind: ClassVar[Sentence] = Sentence("a date or a recurrence")
    pattern: ClassVar[str | None] = (
        r"\d|[Ee]([Vv][Ee][Rr][Yy]|ach) .|[Dd]aily|days?$|[Mm]onth|(ly|[Ww]eek).* on ."
        r"|[Uu]nknown|UNKNOWN|^[TtNn][Bb/]?[DdCcAa]$|^[?-]$"
    )
    examples: ClassVar[tuple[str, ...]] = (
        "every month on 25",
        "every month on the last working day",
        "every month on the second thursday",
        "every month on 15 or the working day before",
        "every quarter on 20",
        "every year on 03-31",
        "every 2 weeks on friday from 2026-01-09",
        "every 6 days",
        "2026-12-01",
        "unknown",
    )

    def __str__(self) -> str:
        return self.text

    def days(self, start: date, end: date, working: IsWorkingDay) -> tuple[date, ...]:
        """The due days in [start, end), in order. `working` says which days work is done on."""
        return tuple(self.rhythm.days(start, end, working))

    @classmethod
    def parse(cls, text: str) -> Self:
        source = " ".join(text.split())
        try:
            return cls._parse(source)
        except PydanticCustomError as refused:
            context = refused.context or {}
            if context["instead"]:
                raise
            rule, message, hint = context["rule"], context["message"], context["hint"]
            if instead := cls._month_first(source):
                raise wrong(rule, message, Sentence("write month-day: 11-20"), *instead) from None
            if instead := same_rhythm(source):
                hint = Sentence("the day is an example: write your own")
            raise wrong(rule, message, hint, *instead) from None

    @classmethod
    def _parse(cls, source: str) -> Self:
        try:
            return cls(source, _Reader(source).rhythm())
        except PydanticCustomError:
            said = in_words(source)
            if said is None:
                raise
        return cls(said, _Reader(said, source).rhythm())

    @classmethod
    def _month_first(cls, source: str) -> tuple[str, ...]:
        """The same with the month before the day, if that can be read: `every year on 31-03`."""
        for match in re.finditer(r"(?<![\d-])\d{1,2}-\d{1,2}(?![\d-])", source):
            for day in swapped_days_of(match[0]):
                try:
                    return (str(cls._parse(f"{source[: match.start()]}{day}{source[match.end() :]}")),)
                except PydanticCustomError as refused:
                    return tuple((refused.context or {})["instead"])
        return ()


class _Reader:
    """Reads one recurrence; every refusal says what could stand there."""

    def __init__(self, source: str, typed: str = "") -> None:
        self.source = source
        self.typed = typed or source

    def rhythm(self) -> Rhythm:
        rest = self.source.lower()
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", rest):
            return Once(Day.parse(rest).date)
        if rest == "unknown":
            return Unknown()
        if not rest.startswith("every "):
            raise self.wrong(Sentence("a recurrence begins with `every`"))
        rest, shift = self._shift(rest.removeprefix("every "))
        rest, anchor = self._anchor(rest)
        rhythm = self._days(rest, anchor) or self._weeks(rest, anchor) or self._months(rest, anchor, shift)
        if rhythm is None:
            rhythm = self._year(rest, shift)
        if rhythm is None:
            raise self.wrong(NOTHING)
        if shift and not isinstance(rhythm, EveryMonths | EveryYear):
            raise self.wrong(Sentence("only a day of the month or of the year can move to a working day"))
        return rhythm

    def wrong(self, why: Sentence, *instead: str) -> Exception:
        message = Sentence('"{source}" is not a recurrence', source=self.typed)
        if why:
            message = Sentence('"{source}" is not a recurrence: {why}', source=self.typed, why=why)
        examples = Recurrence.examples
        if instead:
            return wrong(
                "bad-recurrence", message, Sentence("the day is an example: write your own"), *instead
            )
        return wrong(
            "bad-recurrence",
            message,
            Sentence("write it like {examples}", examples="; ".join((*examples[:4], examples[5]))),
            *instead,
        )

    def _shift(self, rest: str) -> tuple[str, Shift]:
        match = re.fullmatch(r"(.+) or (?:the )?(?:working day (before|after)|next working day)", rest)
        if not match:
            return rest, Shift.NONE
        return match[1], Shift(match[2] or "after")

    def _anchor(self, rest: str) -> tuple[str, date | None]:
        match = re.fullmatch(r"(.+) from (\d{4}-\d{2}-\d{2})", rest)
        return (match[1], Day.parse(match[2]).date) if match else (rest, None)

    def _days(self, rest: str, anchor: date | None) -> Rhythm | None:
        if rest == "working day":
            return EveryDays(1, anchor, working_only=True)
        match = re.fullmatch(r"(?:(\d{1,3}) )?days?", rest)
        return EveryDays(self._step(match[1]), anchor) if match else None

    def _weeks(self, rest: str, anchor: date | None) -> Rhythm | None:
        match = re.fullmatch(r"(?:(\d{1,2}) )?weeks?(?: on (.+))?", rest)
        if match:
            step = self._step(match[1])
            if step > 1 and anchor is None:
                on = match[2] or "friday"
                first = date(2026, 1, 5) + timedelta(days=self._weekdays(on)[0])
                raise self.wrong(
                    Sentence("every so many weeks needs a first day: from {first}", first=first),
                    f"every {step} weeks on {on} from {first}",
                )
            if not match[2] and anchor is None:
                raise self.wrong(
                    Sentence("say the day of the week: every week on friday"), "every week on friday"
                )
            on = self._weekdays(match[2]) if match[2] else ((anchor.weekday(),) if anchor else ())
            return EveryWeeks(step, on, anchor)
        days = self._weekdays_or_none(rest)
        return EveryWeeks(1, days, anchor) if days else None

    def _months(self, rest: str, anchor: date | None, shift: Shift) -> Rhythm | None:
        if bare := re.fullmatch(r"(?:(\d{1,2}) )?(month|quarter)s?", rest):
            on = f"every {rest} on 20"
            raise self.wrong(
                Sentence("say the day of the month"), f"{on} from 2026-01-20" if int(bare[1] or 1) > 1 else on
            )
        match = re.fullmatch(r"(?:(?:(\d{1,2}) )?months?|(quarter)) on (?:the )?(.+)", rest)
        if not match:
            return None
        step, day = 3 if match[2] else self._step(match[1]), self._day(match[3])
        if step > 1 and anchor is None and not match[2]:
            raise self.wrong(
                Sentence("every so many months needs a first day: from 2026-01-20"),
                f"{self.source} from 2026-01-01",
            )
        return EveryMonths(step, day, anchor, QUARTERS if match[2] else (), shift)

    def _day(self, text: str) -> MonthDay | Nth:
        if text == "last day":
            return MonthDay(31)
        if number := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", text):
            if not 1 <= int(number[1]) <= 31:
                raise self.wrong(Sentence("a month has no more than 31 days"))
            return MonthDay(int(number[1]))
        which, _, kind = text.partition(" ")
        if which not in (*ORDINALS, "last"):
            raise self.wrong(Sentence('"{text}" is not a day of a month', text=text))
        position = -1 if which == "last" else ORDINALS.index(which)
        if kind == "working day":
            return Nth(position, None)
        days = self._weekdays(kind)
        if len(days) != 1:
            raise self.wrong(Sentence("one day of the week only"))
        return Nth(position, days[0])

    def _year(self, rest: str, shift: Shift) -> Rhythm | None:
        if rest == "year":
            raise self.wrong(Sentence("say the day of the year"), "every year on 03-31")
        match = re.fullmatch(r"year on (\d{2})-(\d{2})", rest)
        if not match:
            return None
        month, day = int(match[1]), int(match[2])
        if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(2024, month)[1]:
            raise self.wrong(Sentence("there is no day {month}-{day}", month=match[1], day=match[2]))
        return EveryYear(month, day, shift)

    def _weekdays(self, text: str) -> tuple[int, ...]:
        days = self._weekdays_or_none(text)
        if not days:
            raise self.wrong(Sentence('"{text}" is not a day of the week', text=text))
        return days

    def _weekdays_or_none(self, text: str) -> tuple[int, ...] | None:
        short = re.sub("|".join(WEEKDAY_NAMES), lambda name: name[0][:3], text)
        parts = re.split(r"\s*(?:,|and|-)\s*", short)
        return Weekdays.parse(short.replace(" and ", ", ")).days if all(p in DAYS for p in parts) else None

    def _step(self, number: str | None) -> int:
        if number is not None and int(number) < 1:
            raise self.wrong(Sentence("this day never comes"))
        return int(number or 1)


def _shifted(day: date, shift: Shift, working: IsWorkingDay) -> date:
    if shift is Shift.NONE:
        return day
    step = timedelta(days=-1 if shift is Shift.BEFORE else 1)
    # A business that never works keeps the day: no search without end.
    for _ in range(366):
        if working(day):
            return day
        day += step
    return day - 366 * step
