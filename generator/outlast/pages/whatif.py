"""Answers of the what-if in words: a state, a chain of causes, a headline, a day, and which reading it uses.

All of it is small Markdown with `{id}` for what it names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from outlast import words
from outlast.analysis.whatif.answer import Answer, BandAnswer, FunctionAnswer, Stop
from outlast.analysis.whatif.causes import Cause, Why
from outlast.analysis.whatif.question import Kind, Question
from outlast.analysis.whatif.work import WHOLE, BandState
from outlast.redact import WITHHELD

REASONS = 3
"""How many causes stand side by side; more than that nobody reads."""


def state(state: BandState) -> str:
    """What happens to a function: `done by {maya}`."""
    who = f" by {mention(state.who)}" if state.who else ""
    part = f", {percent(state)} of the work" if state.capacity < WHOLE else ""
    match state.kind:
        case Kind.BY:
            return (f"done{who}" if who else "runs by itself") + part
        case Kind.BREAK_GLASS:
            ways = words.some(map(mention, state.routes)) or "a sealed way in"
            return f"done{who} through {ways}{part}"
        case Kind.PAID:
            return f"done{who}, who is called in and paid{part}"
        case Kind.COASTING:
            return f"goes on for a while{who and f',{who}'}{part}"
        case Kind.UNATTENDED:
            return "runs on, nobody looks after it"
        case Kind.WORKAROUND:
            return f"workaround{who}{part}"
        case Kind.CLOSED:
            return "closed, as usual"
        case Kind.STOPPED:
            return "stopped"


def percent(state: BandState) -> str:
    """`40%`."""
    return f"{round(state.capacity * 100)}%"


def mention(id: str | None) -> str:
    """The way to a thing; plain words for what the edition does not know."""
    return WITHHELD_WORDS if id == WITHHELD else f"{{{id}}}"


WITHHELD_WORDS = "something that is not in this edition"


def chain(causes: Iterable[Cause]) -> str:
    """Why: the causes side by side, each with its own causes behind it, down to the leaf."""
    told = _some(causes)
    return "; ".join(told)


def _some(causes: Iterable[Cause]) -> list[str]:
    told = list(dict.fromkeys(_link(cause) for cause in causes))
    return told[:REASONS]


def _link(cause: Cause) -> str:
    because = "; ".join(_some(cause.of))
    if cause.why is Why.NEEDS:
        return f"it needs {mention(cause.node)}" + (f", but {because}" if because else "")
    said = _PHRASES[cause.why].format(node=mention(cause.node), about=_about(cause.about))
    return f"{said}, because {because}" if because and cause.why not in _WHOLE else said


def _about(about: str | None) -> str:
    return words.some((mention(id) for id in about.split(", ")), "or") if about else ""


_WHOLE = (Why.CARRIED, Why.OUT_OF_REACH)
"""These say already why."""
_PHRASES = {
    Why.AWAY: "{node} is away",
    Why.LOST: "{node} is gone",
    Why.VACANT: "nobody is {node}",
    Why.HOLIDAY: "{node} is on holiday",
    Why.LIMIT: "{node} may not go that far",
    Why.UNSKILLED: "{node} has not learned it",
    Why.NO_ACCESS: "{node} cannot get into {about}",
    Why.ACCESS_ENDED: "the access of {node} to {about} has ended",
    Why.ACCESS_WAITS: "the access of {node} to {about} is not open yet",
    Why.SECOND_FACTOR: "the code for {about} comes from {node}",
    Why.NOTICE: "{node} cannot begin yet",
    Why.OFF_WORK: "{node} is not at work yet",
    Why.CHOICE: "too few of several are there",
    Why.CARRIED: "{node} is with {about}, who is away",
    Why.OUT_OF_REACH: "{node} is kept in {about}, which cannot be used",
    Why.EXPIRED: "{node} has expired",
    Why.MISSED: "{node} was not done in time",
    Why.EMPTY: "{node} is empty",
    Why.NOT_FILLED: "nobody refilled {node}",
    Why.RESTORING: "{node} is being brought back",
    Why.APPROVAL: "there are not enough different people to prepare it and to agree",
    Why.SHIFT: "there are too few people for {node}",
    Why.SEALED_WAITS: "{node} is not open yet",
    Why.USED_UP: "the workaround has lasted as long as it can",
    Why.CIRCLE: "{node} waits for itself",
}


def headline(answer: Answer) -> str:
    """How bad it is, in a sentence or two."""
    stops = stopping(answer)
    if not stops:
        later = [each for each in answer.functions.values() if each.stop]
        return "**Nothing stops** in that time." + (
            f" Later {mention(later[0].function)} stops." if later else ""
        )
    first = stops[0]
    assert first.stop is not None  # noqa: S101 - they all have one
    count = words.count(len(stops), "function")
    verb = "stops" if len(stops) == 1 else "stop"
    said = f"**{count} {verb}.** "
    said += "That is" if len(stops) == 1 else "The first is"
    said += f" {mention(first.function)}, {moment(first.stop.start, answer)}."
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
    return f"waits for {', which waits for '.join(map(mention, ways))}"


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
