"""Answers of the what-if as pages say them: a headline, reasons in a line, a day, and which reading is used.

All of it is small Markdown with `{id}` for what it names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.whatif.answer import Answer, BandAnswer, FunctionAnswer, Gap, Stop
from outlast.analysis.whatif.causes import Cause
from outlast.analysis.whatif.ladder import BandState
from outlast.analysis.whatif.outlook import Ask, Task
from outlast.analysis.whatif.question import Kind, Question
from outlast.diagrams.segments import lessened, segments, undisturbed
from outlast.model import Plan
from outlast.reasons import CauseWording, name, names

REASONS = 3
"""How many causes stand side by side; more than that nobody reads."""


def percent(state: BandState) -> str:
    """`40 %`."""
    return f"{round(state.capacity * 100)} %"


def why(plan: Plan, answer: Answer, causes: Iterable[Cause], at: datetime) -> str:
    """Why something is down from a moment on, in sentences; empty without a cause."""
    return because(plan, answer.question.start, causes, at)


def because(plan: Plan, start: date, causes: Iterable[Cause], at: datetime) -> str:
    """The same, of what follows from no single question: in sentences, the first few reasons."""
    found = reasons(plan, start, causes, at)
    more = len(found) - REASONS
    rest = f" There {'is one more reason' if more == 1 else f'are {more} more reasons'}."
    return " ".join(found[:REASONS]) + (rest if more > 0 else "")


def reasons(plan: Plan, start: date, causes: Iterable[Cause], at: datetime) -> tuple[str, ...]:
    """Each reason why something is down from a moment on, with all that stands behind it."""
    found: list[str] = []
    for line in CauseWording(plan, start).chain(causes, at):
        if line.depth and found:
            found[-1] += f" {line.text}"
        else:
            found.append(line.text)
    return tuple(found)


def headline_of(facts: Facts, id: str) -> str:
    """The headline of the answer about a thing or a scenario; empty where nobody worked it out."""
    outlook = facts.outlook
    answer = outlook.scenarios.get(id) or outlook.without.get(id)
    return headline(answer, outlook.asks.get(id, ()), outlook.tasks.get(id, ())) if answer else ""


def headline(answer: Answer, asks: Iterable[Ask] = (), tasks: Iterable[Task] = ()) -> str:
    """How bad it is, in a sentence or two, and which acts that takes for granted."""
    stops = stopping(answer)
    provided = words.some([*_asked(answer, asks), *_in_time(answer, tasks)])
    if not stops:
        if already := _anyway(answer):
            verb = "stops" if len(already) == 1 else "stop"
            only = f" if {provided}" if provided else ""
            return f"**Nothing else stops**{only}. {names(already)} {verb} anyway."
        later = [each for each in answer.functions.values() if each.stop]
        return f"**Nothing stops** in that time{f', if {provided}' if provided else ''}." + (
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
        said += f" {words.capital(_of(len(over), len(stops)))} can bear."
    return f"{said} Nothing else stops if {provided}." if provided else said


def _anyway(answer: Answer) -> tuple[str, ...]:
    """Functions that stop in the window whatever is gone."""
    return tuple(
        each.function
        for each in answer.functions.values()
        if any(stop.anyway and stop.start < answer.end for band in each.bands for stop in band.stops)
    )


def _asked(answer: Answer, asks: Iterable[Ask]) -> Iterator[str]:
    """Who must be asked by when; of several who could do the same, the first."""
    first: dict[tuple[str, int], Ask] = {}
    for ask in asks:
        if ask.by and ask.stop < answer.end:
            first.setdefault((ask.function, ask.band), ask)
    until: dict[str, datetime] = {}
    for ask in first.values():
        by = ask.by or ask.stop
        until[ask.who] = min(by, until.get(ask.who, by))
    near = answer.start.date()
    for who, by in until.items():
        yield f"{name(who)} is asked {'at once' if by <= answer.start else f'by {last_day(by, near)}'}"


def _in_time(answer: Answer, tasks: Iterable[Task]) -> Iterator[str]:
    """What must be done by when: the first of it, and how much more."""
    due = [task for task in tasks if task.stops and task.done and task.done <= task.last]
    if due:
        what = f"{name(due[0].node)} is done by {last_day(due[0].last, answer.start.date())}"
        yield what
    if len(due) > 1:
        yield (
            "1 more duty by its deadline"
            if len(due) == 2
            else f"{len(due) - 1} more duties by their deadline"
        )


def _of(part: int, whole: int) -> str:
    if whole == 1:
        return "it stays down longer than it"
    if part == 1:
        return "1 of them stays down longer than it"
    return f"{'all' if part == whole else part} of them stay down longer than they"


def stopping(answer: Answer) -> tuple[FunctionAnswer, ...]:
    """The functions that stop in the window, first stop first."""
    found = [each for each in answer.functions.values() if each.stop and each.stop.start < answer.end]
    return tuple(sorted(found, key=lambda each: each.stop.start))  # type: ignore[union-attr]  # they stop


def bounds(plan: Plan, over: str | None, up_to: str | None) -> str:
    """A range of amounts of the outlook: `over €80 and up to €500`; empty for all amounts."""
    low, high = (Decimal(end) if end is not None else None for end in (over, up_to))
    return words.bounds(low, high, str(plan.business.currency))


def untouched(plan: Plan, answer: Answer) -> tuple[str, ...]:
    """Ids of the functions that go on as they would have anyway; an answer leaves some of them out."""
    found = answer.functions
    return tuple(
        id
        for id in plan.functions
        if id not in found or not any(changes(found[id], band) for band in found[id].bands)
    )


def changes(function: FunctionAnswer, band: BandAnswer) -> bool:
    """Whether anything about a band is to be told: who does it, how much gets done, who waits too long."""
    return not undisturbed(segments(band)) or bool(lessened(band)) or bool(unanswered(function))


def unanswered(function: FunctionAnswer) -> Gap | None:
    """The time in which somebody waits longer for an answer than is promised, though usually nobody does."""
    gap = function.gap
    return gap if gap and gap.broken and not gap.usually else None


def unstaffed(plan: Plan, function: FunctionAnswer, answer: Answer) -> str:
    """Since when answers come too late, and how long nobody is there at the longest; else empty."""
    gap = unanswered(function)
    if gap is None or gap.broken is None:
        return ""
    near = answer.start.date()
    promise = words.duration(plan.functions[function.function].answer_within)
    until = f"until {clock(gap.end, near)}" if gap.end else "on, with no end in sight"
    return (
        f"An answer is promised within {promise}: answers come too late from {clock(gap.broken, near)}. "
        f"The longest time in which nobody is there is from {clock(gap.start, near)} {until}."
    )


def lessening(band: BandAnswer) -> str:
    """How much gets done at the worst of times, and for how long; empty where the segments tell it all."""
    less = lessened(band)
    if not less:
        return ""
    least = percent(min((each.state for each in less), key=lambda state: state.capacity))
    hours = round(sum((each.end - each.start).total_seconds() for each in less) / 3600)
    return (
        f"at times only a part of it gets done: at the least {least}, for {words.count(hours, 'hour')} in all"
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
    """The last day that is in time: `Sun 6 Dec` for the end of that day and for its last minute."""
    if (when.hour, when.minute) in ((0, 0), (23, 59)):
        day = (when - timedelta(minutes=1)).date()
        return words.brief_day(day, year=day.year != near.year)
    return clock(when, near)


def verdict(band: BandAnswer, answer: Answer) -> tuple[str, bool]:
    """What a row of the picture shows, in words, and whether it is a stop."""
    stop = band.first
    if stop is None:
        kinds = {each.state.kind for each in band.intervals}
        less = ", at times only a part of it" if lessened(band) else ""
        return ("keeps going, by a workaround" if Kind.WORKAROUND in kinds else f"keeps going{less}"), False
    said = "stops at once" if stop.start == answer.start else f"stops on {day(stop.start, answer)}"
    if stop.breached:
        said += f", too long from {day(stop.breached, answer)}"
    return said, True


def path(function: str, stop: Stop) -> str:
    """What a stop waits for: `waits for {domain}, which waits for {card}`, and for whose hours to begin."""
    ways = ", which waits for ".join(map(name, stop.waits_for))
    if stop.hours_of is None:
        return f"waits for {ways}" if ways else ""
    begin = "its hours begin" if stop.hours_of == function else f"{name(stop.hours_of)} is at work"
    return f"waits for {ways}, and until {begin}" if ways else f"waits until {begin}"


def reading(question: Question, *, timed: bool = True) -> str:
    """What an answer assumes; without how long it looks, for several answers side by side."""
    looked = f" for {length(question.window)}" if timed else ""
    asked = _noticed(question) if question.ask else "nobody is asked for help"
    sealed = "sealed ways in may be used" if question.break_glass else "no sealed way in is used"
    hands = (
        "each person repairs one system at a time"
        if question.limited_hands
        else "one person can repair several systems at once"
    )
    takes = "it took in the last drill" if question.measured else "promised"
    counted = (
        " How long something may be down is counted from the first day." if question.from_incident else ""
    )
    return (
        f"Worked out{looked} from {begins(question)} (day 0). "
        f"This assumes that {asked}, that {sealed}, that {hands}, "
        f"and that every repair takes as long as {takes}.{counted}"
    )


def common_reading(questions: Iterable[Question]) -> str:
    """What all of several answers assume; nothing where there are none."""
    each = tuple(questions)
    if not each:
        return ""
    late = " Where the plan says how long it takes to miss somebody, nobody is asked before that."
    alike = reading(replace(each[0], noticed=None, noticed_by=None))
    return alike + (late if any(one.noticed for one in each) else "")


def _noticed(question: Question) -> str:
    """From when on people are asked for help."""
    if question.noticed is None:
        return "everyone is asked on the first day"
    by = f" by {name(question.noticed_by)}" if question.noticed_by else ""
    day = words.when(question.noticed, question.start)
    return f"this is noticed on {day}{by}, and that everyone is asked only then"


def begins(question: Question) -> str:
    """The day on which it begins, and the time unless that is midnight: `Tuesday 1 December 2026, 10:00`."""
    clock = f", {question.clock:%H:%M}" if question.clock != time() else ""
    return f"{words.day(question.start)}{clock}"


def length(value: timedelta) -> str:
    """`21 days`, `1 day 12 hours`."""
    days, rest = divmod(int(value.total_seconds()), 86_400)
    parts = ((days, "day"), (rest // 3600, "hour"), (rest % 3600 // 60, "minute"))
    return " ".join(words.count(number, noun) for number, noun in parts if number)
