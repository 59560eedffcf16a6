"""Answers of the what-if as pages say them: a headline, reasons in a line, a day, and which reading is used.

All of it is small Markdown with `{id}` for what it names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from outlast import words
from outlast.analysis.whatif.answer import Answer, BandAnswer, FunctionAnswer, Stop
from outlast.analysis.whatif.causes import Cause
from outlast.analysis.whatif.ladder import BandState
from outlast.analysis.whatif.question import Kind, Question
from outlast.diagrams.segments import segments, undisturbed
from outlast.model import Plan
from outlast.reasons import Telling, name

REASONS = 3
"""How many causes stand side by side; more than that nobody reads."""


def percent(state: BandState) -> str:
    """`40%`."""
    return f"{round(state.capacity * 100)}%"


def why(plan: Plan, answer: Answer, causes: Iterable[Cause], at: datetime) -> str:
    """Why something is down from a moment on, in sentences; empty without a cause."""
    return because(plan, answer.question.start, causes, at)


def because(plan: Plan, start: date, causes: Iterable[Cause], at: datetime) -> str:
    """The same, of what follows from no single question: in sentences, the first few reasons."""
    lines = Telling(plan, start).chain(causes, at)
    tops = [number for number, line in enumerate(lines) if line.depth == 0]
    last = tops[REASONS] if len(tops) > REASONS else len(lines)
    return " ".join(line.text for line in lines[:last])


def headline(answer: Answer) -> str:
    """How bad it is, in a sentence or two."""
    stops = stopping(answer)
    if not stops:
        later = [each for each in answer.functions.values() if each.stop]
        return "**Nothing stops** in that time." + (
            f" Later {name(later[0].function)} stops." if later else ""
        )
    first = stops[0]
    assert first.stop is not None  # noqa: S101 - they all have one
    count = words.count(len(stops), "function")
    verb = "stops" if len(stops) == 1 else "stop"
    said = f"**{count} {verb}.** "
    said += "That is" if len(stops) == 1 else "The first is"
    said += f" {name(first.function)}, {moment(first.stop.start, answer)}."
    over = [each for each in stops if each.breached and each.breached < answer.end]
    if over:
        said += f" {words.capital(_of(len(over), len(stops)))} longer than it can bear."
    return said


def _of(part: int, whole: int) -> str:
    if whole == 1:
        return "it stays down"
    return f"{'all' if part == whole else part} of them stay{'s' if part == 1 and whole > 1 else ''} down"


def stopping(answer: Answer) -> tuple[FunctionAnswer, ...]:
    """The functions that stop in the window, first stop first."""
    found = [each for each in answer.functions.values() if each.stop and each.stop.start < answer.end]
    return tuple(sorted(found, key=lambda each: each.stop.start))  # type: ignore[union-attr]  # they stop


def bounds(plan: Plan, over: str | None, up_to: str | None) -> str:
    """A range of amounts of the outlook: `over €80 and up to €500`; empty for all amounts."""
    low, high = (Decimal(end) if end is not None else None for end in (over, up_to))
    return words.bounds(low, high, str(plan.business.currency))


def untouched(answer: Answer) -> tuple[str, ...]:
    """Ids of the functions that go on as they would have anyway."""
    return tuple(
        id for id, each in answer.functions.items() if all(undisturbed(segments(band)) for band in each.bands)
    )


def moment(when: datetime, answer: Answer, before: str = "on") -> str:
    """`on Sun 29 Nov (day 7)`; `at once` for the first moment."""
    if when == answer.start:
        return "at once"
    return f"{before} {clock(when, answer.start.date())} ({day(when, answer)})"


def day(when: datetime, answer: Answer) -> str:
    """`day 7`: how many days after the first one."""
    return f"day {(when.date() - answer.start.date()).days}"


def clock(when: datetime, near: date) -> str:
    """`Sun 29 Nov` for the start of a day, else `Mon 14 Dec, 08:30`; the year where it is another one."""
    said = words.brief_day(when.date(), year=when.year != near.year)
    return said if (when.hour, when.minute) == (0, 0) else f"{said}, {when:%H:%M}"


def last_day(when: datetime, near: date) -> str:
    """The last day that is in time: `Sun 6 Dec` for the end of that day."""
    if (when.hour, when.minute) == (0, 0):
        return clock(when - timedelta(days=1), near)
    return clock(when, near)


def verdict(band: BandAnswer, answer: Answer) -> tuple[str, bool]:
    """What a row of the picture shows, in words, and whether it is a stop."""
    stop = band.first
    if stop is None:
        kinds = {each.state.kind for each in band.intervals}
        return ("keeps going, by a workaround" if Kind.WORKAROUND in kinds else "keeps going"), False
    said = "stops at once" if stop.start == answer.start else f"stops on {day(stop.start, answer)}"
    if stop.breached:
        said += f", too long from {day(stop.breached, answer)}"
    return said, True


def path(function: str, stop: Stop) -> str:
    """The critical path: `{shop} waits for {domain}, which waits for {card}`."""
    ways = list(stop.waits_for)
    if not ways:
        return ""
    return f"waits for {', which waits for '.join(map(name, ways))}"


def reading(question: Question) -> str:
    """Which reading an answer uses, in one line."""
    return " ".join(_readings(question))


def _readings(question: Question) -> Iterator[str]:
    yield f"Worked out from {words.day(question.start)} (day 0) for {_length(question.window)}:"
    asked = "everybody who must be asked is asked at the start" if question.ask else "nobody is asked"
    sealed = "sealed ways in may be used" if question.break_glass else "no sealed way in is used"
    hands = "one system at a time for each restorer" if question.limited_hands else "hands for every restore"
    times = "restore times as measured" if question.measured else "restore times as promised"
    counted = ", limits counted from the start" if question.from_incident else ""
    yield f"{asked}, {sealed}, {hands}, {times}{counted}."


def _length(length: timedelta) -> str:
    return words.count(length.days, "day") if length.days else words.count(length.seconds // 3600, "hour")
