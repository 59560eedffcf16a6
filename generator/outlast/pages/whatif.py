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
from outlast.analysis.whatif.causes import Cause, Why
from outlast.analysis.whatif.outlook import Ask, Task
from outlast.analysis.whatif.question import BandState, Kind, Question
from outlast.diagrams.segments import RUNNING, lessened, segments, undisturbed
from outlast.languages import say, say_count
from outlast.model import Plan
from outlast.reasons import name, names, reasons

REASONS = 3
"""How many causes stand side by side; more than that nobody reads."""


def percent(state: BandState) -> str:
    """How much of the work gets done: `40%`."""
    return words.percent(state.capacity)


def why(plan: Plan, answer: Answer, causes: Iterable[Cause], at: datetime) -> str:
    """Why something is down from a moment on, in sentences; empty without a cause."""
    return because(plan, answer.question.start, causes, at)


def because(plan: Plan, start: date, causes: Iterable[Cause], at: datetime) -> str:
    """The same, of what follows from no single question: in sentences, the first few reasons."""
    found = reasons(plan, start, causes, at)
    more = len(found) - REASONS
    rest = say_count("There is {count} more reason.", "There are {count} more reasons.", more)
    return " ".join((*found[:REASONS], rest) if more > 0 else found)


def headline_of(plan: Plan, facts: Facts, id: str) -> str:
    """The headline of the answer about a thing or a scenario; empty where nobody worked it out."""
    outlook = facts.outlook
    answer = outlook.scenarios.get(id) or outlook.without.get(id)
    if answer is None:
        return ""
    kept = passwords(plan, answer)
    if id not in outlook.scenarios and not facts.needs.serves(id, outlook.today):
        return kept or say("No task in this plan depends on {thing}.", thing=name(id))
    told = headline(answer, outlook.asks.get(id, ()), outlook.tasks.get(id, ()))
    return f"{told} {kept}" if kept else told


def passwords(plan: Plan, answer: Answer) -> str:
    """Into what nobody can sign in anew, in sentences: the answer takes it that all stay signed in."""
    gone = {id for id, _ in answer.question.lost}
    found = (
        system.id
        for system in plan.systems.values()
        for login in (system.login, *(way.login for way in system.access))
        if login and login.kept_in in gone
    )
    systems = tuple(dict.fromkeys(found))
    if not systems:
        return ""
    return say(
        "You also lose the passwords for {systems}. Whoever is signed in can go on working. "
        "Whoever is not signed in is locked out, unless they have the password elsewhere.",
        systems=names(systems),
    )


def headline(answer: Answer, asks: Iterable[Ask] = (), tasks: Iterable[Task] = ()) -> str:
    """How bad it is, in a few sentences, and which acts that takes for granted."""
    acts = [*_asked(answer, asks), *_in_time(answer, tasks)]
    stops = stopping(answer)
    told = list(_stop_first(answer, stops)) if stops else list(_stop_anyway(answer))
    if partly := _partly(answer):
        told.append(say("For a time, only part of {tasks} gets done.", tasks=names(partly)))
    if stops:
        rest = say("Everything else keeps running if you do this in time:") if acts else ""
    elif told:
        rest = (
            say("**Everything else keeps running** if you do this in time:")
            if acts
            else say("**Everything else keeps running.**")
        )
    else:
        rest = (
            say("**Everything keeps running** if you do this in time:")
            if acts
            else say("**Everything keeps running.**")
        )
    later = [each for each in answer.functions.values() if each.stop]
    after = say("Later, {task} stops.", task=name(later[0].function)) if later and not stops else ""
    return " ".join(filter(None, (*told, rest, *acts, after)))


def _stop_first(answer: Answer, stops: tuple[FunctionAnswer, ...]) -> Iterator[str]:
    """How many stop, which of them first, and how many for too long."""
    first, number = stops[0], len(stops)
    assert first.stop is not None  # noqa: S101 - they all have one
    yield say_count("**{count} task stops.**", "**{count} tasks stop.**", number)
    if number == 1:
        yield stopped(name(first.function), first.stop.start, answer)
    elif first.stop.start == answer.start:
        yield say("{task} stops first, at once.", task=name(first.function))
    else:
        day = numbered(first.stop.start, answer)
        yield say("{task} stops first, on {day}.", task=name(first.function), day=day)
    over = sum(1 for each in stops if each.breached and each.breached < answer.end)
    if over and number == 1:
        yield say("It is stopped for too long.")
    elif over == number:
        yield say("All of them are stopped for too long.")
    elif over:
        yield say_count(
            "{count} of them is stopped for too long.", "{count} of them are stopped for too long.", over
        )


def stopped(subject: str, when: datetime, answer: Answer) -> str:
    """That a function stops, in a sentence: `{orders} stops on Sun 29 Nov (day 7).`"""
    if when == answer.start:
        return say("{task} stops at once.", task=subject)
    return say("{task} stops on {day}.", task=subject, day=numbered(when, answer))


def _stop_anyway(answer: Answer) -> Iterator[str]:
    """What stops in the window whatever is gone."""
    already = tuple(
        each.function
        for each in answer.functions.values()
        if any(stop.anyway and stop.start < answer.end for band in each.bands for stop in band.stops)
    )
    if already:
        yield say_count("{tasks} stops anyway.", "{tasks} stop anyway.", len(already), tasks=names(already))


def _partly(answer: Answer) -> tuple[str, ...]:
    """The functions that do not stop, and of which whoever always does them gets less done than usually."""
    return tuple(
        each.function
        for each in answer.functions.values()
        if not (each.stop and each.stop.start < answer.end)
        and any(
            one.state.kind in RUNNING and one.state.capacity < one.usually.capacity and one.start < answer.end
            for band in each.bands
            for one in band.intervals
        )
    )


def _asked(answer: Answer, asks: Iterable[Ask]) -> Iterator[str]:
    """Who must be asked by when; of several who could do the same, the first."""
    first: dict[tuple[str, int], Ask] = {}
    for ask in asks:
        if ask.by and ask.stop < answer.end:
            first.setdefault((ask.function, ask.band), ask)
    at_once = {ask.who for ask in asks if ask.by is None}
    until: dict[str, datetime] = {}
    for ask in first.values():
        by = answer.start if ask.who in at_once else ask.by or ask.stop
        until[ask.who] = min(by, until.get(ask.who, by))
    near = answer.start.date()
    for who, by in until.items():
        if by <= answer.start:
            yield say("Ask {person} at once.", person=name(who))
        else:
            yield say("Ask {person} by {day}.", person=name(who), day=last_day(by, near))


def asked_first(asks: Iterable[Ask]) -> tuple[Ask, ...]:
    """Of what the same person is asked, what must be asked first: it is one call, with one date."""
    first: dict[tuple[str, str | None], Ask] = {}
    for ask in sorted(asks, key=lambda each: (each.by is not None, each.by or each.stop)):
        first.setdefault((ask.who, ask.through), ask)
    return tuple(first.values())


def too_late(last: datetime, near: date) -> str:
    """What becomes of a function that has stopped already, if nobody is asked by then."""
    return say("If you ask after {day}, it is stopped for too long.", day=last_day(last, near))


def _in_time(answer: Answer, tasks: Iterable[Task]) -> Iterator[str]:
    """What must be done by when: the first of it, and how much more."""
    due = [task for task in tasks if task.stops and task.done and task.done <= task.last]
    if due:
        day = last_day(due[0].last, answer.start.date())
        yield say("The deadline for {duty} is {day}.", duty=name(due[0].node), day=day)
    if len(due) > 1:
        yield say_count(
            "{count} more duty has a deadline.", "{count} more duties have a deadline.", len(due) - 1
        )


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
    since = clock(gap.start, near)
    return " ".join(
        (
            say("You promise an answer within {time}.", time=promise),
            say("From {day}, answers come too late.", day=clock(gap.broken, near)),
            say("Nobody is there from {start} until {end}.", start=since, end=clock(gap.end, near))
            if gap.end
            else say("Nobody is there from {start} on.", start=since),
        )
    )


def lessening(band: BandAnswer) -> str:
    """How much gets done at the worst of times, and for how long, in a sentence; empty where it is plain."""
    less = lessened(band)
    if not less:
        return ""
    least = percent(min((each.state for each in less), key=lambda state: state.capacity))
    hours = round(sum((each.end - each.start).total_seconds() for each in less) / 3600)
    return say_count(
        "For {count} hour in all, less of the work gets done than usual: {percent} at worst.",
        "For {count} hours in all, less of the work gets done than usual: {percent} at worst.",
        hours,
        percent=least,
    )


def numbered(when: datetime, answer: Answer) -> str:
    """A moment with the number of its day: `Sun 29 Nov (day 7)`."""
    number = (when.date() - answer.start.date()).days
    return say("{day} (day {number})", day=clock(when, answer.start.date()), number=number)


def day(when: datetime, answer: Answer) -> str:
    """`day 7`: how many days after the first one."""
    return say("day {number}", number=(when.date() - answer.start.date()).days)


def clock(when: datetime, near: date) -> str:
    """`Sun 29 Nov` for the start of a day, else `Mon 14 Dec 08:30`; the year where it is another one."""
    return words.short(when, near)


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
        if any(each.state.kind is Kind.WORKAROUND for each in band.intervals):
            return say("keeps going with a workaround"), False
        if lessened(band):
            return say("keeps going, but at times less gets done"), False
        return say("keeps going"), False
    at_once, number = stop.start == answer.start, day(stop.start, answer)
    if not stop.breached:
        return say("stops at once") if at_once else say("stops on {day}", day=number), True
    long = day(stop.breached, answer)
    if at_once:
        return say("stops at once, for too long from {late}", late=long), True
    return say("stops on {day}, for too long from {late}", day=number, late=long), True


def path(function: str, stop: Stop) -> str:
    """What a stop waits for, in sentences, and for whose hours to begin; empty where it waits for nothing."""
    told, waits = [], name(function)
    for id in stop.waits_for:
        told.append(say("{thing} waits for {needed}.", thing=waits, needed=name(id)))
        waits = name(id)
    causes = (each for cause in stop.causes for each in cause.all())
    if any(each.why is Why.UNNOTICED and each.until == stop.end for each in causes):
        told.append(say("It starts again as soon as somebody notices."))
    elif stop.hours_of == function:
        told.append(say("It starts again when its hours begin."))
    elif stop.hours_of is not None:
        told.append(say("It starts again when {person} is at work.", person=name(stop.hours_of)))
    return " ".join(told)


def reading(question: Question, *, timed: bool = True) -> str:
    """What an answer assumes; without how long it looks, for several answers side by side."""
    first = begins(question)
    told = [
        say("Calculated for {time} from {day} (day 0).", time=words.length(question.window), day=first)
        if timed
        else say("Calculated from {day} (day 0).", day=first),
        _noticed(question),
        say("We also assume that emergency access may be used.")
        if question.break_glass
        else say("We also assume that nobody uses emergency access."),
        say("Each person repairs one system at a time.")
        if question.limited_hands
        else say("One person can repair several systems at once."),
        say("Every repair takes as long as in the last drill.")
        if question.measured
        else say("Every repair takes as long as promised."),
    ]
    if question.from_incident:
        told.append(say("The longest acceptable stop counts from the first day."))
    return " ".join(told)


def common_reading(questions: Iterable[Question]) -> str:
    """What all of several answers assume; nothing where there are none."""
    each = tuple(questions)
    if not each:
        return ""
    alike = reading(replace(each[0], noticed=None, noticed_by=None))
    if not any(one.noticed for one in each):
        return alike
    late = say("If the plan says when somebody is missed, the others are asked only then.")
    return f"{alike} {late}"


def _noticed(question: Question) -> str:
    """From when on people are asked for help."""
    if not question.ask:
        return say("We assume that nobody is asked for help.")
    if question.noticed is None:
        return say("We assume that everyone is asked on the first day.")
    day = words.when(question.noticed, question.start)
    if not question.noticed_by:
        return say("We assume that this is noticed on {day}, and everyone is asked then.", day=day)
    person = name(question.noticed_by)
    return say(
        "We assume that {person} notices this on {day}, and everyone is asked then.", person=person, day=day
    )


def begins(question: Question) -> str:
    """The day on which it begins, and the time unless that is midnight: `Tuesday 1 December 2026 10:00`."""
    day = words.day(question.start)
    if question.clock == time():
        return day
    return say("{day} {time}", day=day, time=words.clock(question.clock))
