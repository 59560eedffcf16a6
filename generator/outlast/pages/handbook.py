"""The part of a scenario's handbook that is worked out: what each day brings, and what to hand back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.needs import Purpose, needed_by
from outlast.analysis.whatif.answer import Answer, BandAnswer
from outlast.analysis.whatif.outlook import Ask, Backlog
from outlast.diagrams.segments import Segment, lessened, segments, undisturbed
from outlast.languages import mark, say, say_count
from outlast.model import Plan
from outlast.model.call_trees import CallTree
from outlast.model.functions import Function
from outlast.model.prose import literal
from outlast.model.scalars import Duration
from outlast.model.scenarios import Notice, Scenario
from outlast.pages import call_rows, days, parts, step_views, whatif, without
from outlast.pages.chain import said
from outlast.pages.days import Dated
from outlast.reasons import again, name, state
from outlast.site.blocks import (
    Calls,
    Days,
    Fold,
    Prose,
    Section,
    Steps,
    Tone,
    present,
    section,
)
from outlast.site.parts import Call, DayEntry, DayView, StepView, first_way
from outlast.site.pictures import Tone as BarTone

AFTER = timedelta(days=7)
"""How far beyond the window a handbook looks."""
DEADLINES = {
    "first-hour": mark("within one hour"),
    "first-day": mark("within 24 hours"),
    "first-week": mark("within seven days"),
}
"""By when a phase is done, counted from the moment that somebody declares the emergency."""
FINISHED = {
    "first-hour": mark("Make sure that the steps for the first hour are done"),
    "first-day": mark("Make sure that the steps for the first day are done"),
    "first-week": mark("Make sure that the steps for the first week are done"),
}
ENDS = {"first-hour": timedelta(), "first-day": timedelta(days=1), "first-week": timedelta(days=7)}
"""The same, as the day on which it is over."""


@dataclass(frozen=True)
class Paused:
    """A function that may be stopped on purpose meanwhile."""

    id: str
    title: str
    """Plain."""
    steps: tuple[StepView, ...]
    undo: str


@dataclass(frozen=True)
class Worked:
    """What stands in a handbook because it was worked out; empty where an edition knows nothing of it."""

    days: tuple[DayView, ...]
    """The day on which it begins, and the next."""
    week: tuple[DayView, ...]
    """The rest of the first week."""
    later: tuple[DayView, ...]
    """Those after the first week."""
    usual: tuple[str, ...]
    """The duties and stores that fall due and go as always, in small Markdown."""
    used: tuple[str, ...]
    """Whose way in to what must be taken back, in small Markdown; so are these."""
    backlog: tuple[str, ...]
    as_usual: tuple[str, ...]
    """Ids of the functions that go on untouched."""
    example: str
    """The day from which the dates count."""


def worked(plan: Plan, facts: Facts, scenario: Scenario) -> Worked:
    """All that is worked out of a scenario."""
    answer = facts.outlook.scenarios.get(scenario.id)
    if answer is None:
        return Worked((), (), (), (), (), (), (), "")
    rounds = facts.outlook.rounds.get(scenario.id, ())
    back = facts.outlook.handbacks.get(scenario.id)
    start = answer.start.date()
    entries = [*_notices(scenario, start), *_phases(scenario, start), *asks(facts, scenario, answer)]
    asked = answer.question
    entries += [(each.due, days.duty(plan, each, start, question=asked)) for each in rounds if not each.usual]
    entries += [*_changes(plan, answer), *_returns(plan, answer), *_recovered(answer)]
    last = (min(answer.horizon, answer.end + AFTER)).date()
    by_day = tuple(days.by_day(each for each in entries if start <= each[0] <= last))
    ends = (start + ENDS["first-day"], start + ENDS["first-week"])
    soon, week, later = (
        tuple(
            DayView(
                "",
                say("Day {number}", number=(day - start).days),
                words.brief_day(day, year=day.year != start.year),
                told,
            )
            for day, told in by_day
            if sum(day > end for end in ends) == stretch
        )
        for stretch in range(3)
    )
    return Worked(
        days=soon,
        week=week,
        later=later,
        usual=tuple(dict.fromkeys(days.what(plan, each.node) for each in rounds if each.usual)),
        used=tuple(
            say(
                "{person} got into {system} through {access}: seal it again, with new codes.",
                person=name(each.who),
                system=name(each.system),
                access=name(each.through),
            )
            if each.through
            else say("{person} signed in to {system}.", person=name(each.who), system=name(each.system))
            for each in (back.used if back else ())
        ),
        backlog=tuple(_backlog(plan, facts, each) for each in (back.backlog if back else ())),
        as_usual=whatif.untouched(plan, answer),
        example=words.day(start),
    )


def _phases(scenario: Scenario, start: date) -> Iterator[Dated]:
    for phase, length in ENDS.items():
        if scenario.serve.phase(phase) or scenario.restore.phase(phase):
            yield start + length, DayEntry("tick", say(FINISHED[phase]))


def _notices(scenario: Scenario, start: date) -> Iterator[Dated]:
    return ((start + within(each), telling(each)) for each in scenario.tell)


def within(notice: Notice) -> timedelta:
    """How long after the start somebody must be told; working hours are counted as the first day."""
    length = notice.within
    return length.length if length and not _working(length) else timedelta()


def telling(notice: Notice, *, mine: bool = False) -> DayEntry:
    """Somebody must be told: by when, and who does it, or with which words where it is they who read it."""
    what = say("Tell {people}: {time}", people=literal(notice.who), time=clock(notice))
    said = [] if mine else [_by(notice)]
    if mine and notice.message:
        said.append(say("Message: {message}.", message=name(notice.message)))
    if notice.only_if:
        said.append(say("Only if: {condition}.", condition=str(notice.only_if).rstrip(".")))
    return DayEntry("email", what, " ".join(said))


def _working(within: Duration) -> bool:
    return "working" in within.text


def clock(notice: Notice) -> str:
    """`within 2 hours of the theft, then every 4 hours`, `as soon as you can`."""
    time, again = words.duration(notice.within), words.duration(notice.every)
    if not time:
        return (
            say("as soon as you can, then every {again}", again=again) if again else say("as soon as you can")
        )
    if notice.counted_from:
        # For translators: {event} is in the words of the plan: the theft.
        values = {"time": time, "event": notice.counted_from}
        if again:
            return say("within {time} of {event}, then every {again}", again=again, **values)
        return say("within {time} of {event}", **values)
    return (
        say("within {time}, then every {again}", time=time, again=again)
        if again
        else say("within {time}", time=time)
    )


def _by(notice: Notice) -> str:
    by = say("By: {person}.", person=name(notice.by)) if notice.by else say("By: the person who leads.")
    deputy = say("If they cannot: {person}.", person=name(notice.deputy)) if notice.deputy else ""
    return " ".join(filter(None, (by, deputy)))


def asks(facts: Facts, scenario: Scenario, answer: Answer) -> Iterator[Dated]:
    """Whom to ask for cover, on the first day and at the last moment."""
    near = answer.start.date()
    for each in whatif.asked_first(facts.outlook.asks.get(scenario.id, ())):
        who, through, asked = name(each.who), name(each.through) if each.through else "", asking(each)
        late = (
            say("Last chance: ask {person} for access through {access}", person=who, access=through)
            if through
            else say("Last chance: ask {person} to stand in", person=who)
        )
        if each.by and each.by > answer.start:
            until = each.by
            ask = (
                say("Ask {person} for access through {access}", person=who, access=through)
                if through
                else say("Ask {person} to stand in", person=who)
            )
            ends = (
                say("Otherwise nobody does {duty} in time.", duty=name(each.duty))
                if each.duty
                else say(
                    "Otherwise {function} stops on {day} (day {number}).",
                    function=name(each.function),
                    **_day(each.stop, answer),
                )
            )
            told = say("Ask by {day}.", day=whatif.last_day(until, near)), ends
        else:
            ask = (
                say("Ask {person} now for access through {access}", person=who, access=through)
                if through
                else say("Ask {person} now to stand in", person=who)
            )
            if each.by_breach is None or each.by_breach <= answer.start:
                yield near, DayEntry("phone", ask, _late(each, answer), "careful", ask=asked)
                continue
            until = each.by_breach
            ends = whatif.too_late(until, near)
            told = _late(each, answer), ends
        last = (until - timedelta(minutes=1)).date()
        yield near, DayEntry("phone", ask, " ".join(told), until=last.isoformat(), ask=asked)
        yield last, DayEntry("phone", late, ends, "careful", ask=asked)


def asking(ask: Ask) -> str:
    """A name for what is asked of whom, the same on every page and in every copy."""
    return f"ask-{ask.who}-{ask.function}"


def _late(each: Ask, answer: Answer) -> str:
    stops = say(
        "{function} stops on {day} (day {number}).", function=name(each.function), **_day(each.stop, answer)
    )
    ready = (
        say("It goes on again from {day} (day {number}).", **_day(each.ready, answer))
        if each.ready
        else say("Nobody knows when {person} can start.", person=name(each.who))
    )
    return f"{stops} {ready}"


def _day(when: datetime, answer: Answer) -> dict[str, object]:
    """A day and its number, for a sentence that says both."""
    return {"day": words.brief_day(when.date()), "number": (when.date() - answer.start.date()).days}


def _changes(plan: Plan, answer: Answer) -> Iterator[Dated]:
    """Each band that does not go as usual, on every day on which something else becomes of it."""
    for function in answer.functions.values():
        for band in function.bands:
            told = segments(band)
            subject = name(function.function)
            if len(function.bands) > 1:
                subject += f", {without.bounds(plan, band)}"
            if less := lessened(band):
                yield (
                    less[0].start.date(),
                    DayEntry(
                        "serve", say("{function}: {change}", function=subject, change=whatif.lessening(band))
                    ),
                )
            if undisturbed(told):
                continue
            for number, each in enumerate(told):
                if number and undisturbed(told[number:]):
                    break
                yield each.start.date(), _change(plan, function.function, subject, band, each, answer)


def _change(plan: Plan, id: str, subject: str, band: BandAnswer, each: Segment, answer: Answer) -> DayEntry:
    if each.tone is BarTone.PAST:
        return DayEntry(
            "stop", say("{function} has now been stopped for too long", function=subject), kind="stop"
        )
    if each.tone is BarTone.STOPPED:
        causes = next((s.causes for s in band.stops if s.start <= each.start < (s.end or answer.horizon)), ())
        return DayEntry(
            "stop",
            say("{function} **stops**", function=subject),
            whatif.why(plan, answer, causes, each.start),
            "stop",
        )
    return DayEntry(
        "serve", say("{function}: {change}", function=subject, change=state(plan, id, each.state))
    )


def _recovered(answer: Answer) -> Iterator[Dated]:
    """Which functions go as usual again, on the day on which the last of their bands does."""
    found: defaultdict[date, list[str]] = defaultdict(list)
    for id, function in answer.functions.items():
        ends = [_usual_from(band) for band in function.bands]
        last = max((end for end in ends if end), default=None)
        if last and all(ends) and last > answer.start:
            found[last.date()].append(name(id))
    for day, functions in found.items():
        yield day, DayEntry("tick", say("As usual again: {functions}", functions=words.some(functions)))


def _usual_from(band: BandAnswer) -> datetime | None:
    """From when it goes as usual for good; None if not in sight."""
    told = segments(band)
    return next((each.start for n, each in enumerate(told) if undisturbed(told[n:])), None)


def _returns(plan: Plan, answer: Answer) -> Iterator[Dated]:
    """What was gone and can be used again."""
    gone = {id for id, _ in answer.question.lost}
    for each in answer.down:
        if each.node in gone and each.end and each.end > answer.start:
            yield each.end.date(), DayEntry("undo", again(plan, each.node))


def _backlog(plan: Plan, facts: Facts, each: Backlog) -> str:
    bounds = facts.outlook.bands.get(each.function, ())
    subject = name(each.function)
    if len(bounds) > 1:
        amounts = whatif.bounds(plan, *bounds[each.band])
        subject = say("{function}, {amounts}", function=subject, amounts=amounts)
    undone = _length(each.undone)
    told = [say("{function}: what came in during about {time} is waiting.", function=subject, time=undone)]
    if each.stopped:
        told.append(say("It was stopped for {time}.", time=_length(each.stopped)))
    if each.partly:
        told.append(say("Only part of it was done for {time}.", time=_length(each.partly)))
    if each.open:
        told.append(say("It has not started again."))
    return " ".join(told)


def _length(length: timedelta) -> str:
    """In the unit that people would say: `3 days`, `9 hours`."""
    if length >= timedelta(hours=36):
        return words.length(timedelta(days=round(length / timedelta(days=1))))
    return say_count("{count} hour", "{count} hours", max(1, round(length / timedelta(hours=1))))


def leader(plan: Plan, scenario: Scenario, gone: Container[str]) -> str | None:
    """The first who is there of those who lead; where nobody is named, of those who may declare it."""
    roles = plan.business.crisis
    return next((str(id) for id in (roles.leads if roles else ()) if id not in gone), decider(scenario, gone))


def decider(scenario: Scenario, gone: Container[str]) -> str | None:
    """The first of those who may say that this is it, and are there."""
    return next((str(id) for id in _deciders(scenario) if id not in gone), None)


def call_tree(plan: Plan, scenario: Scenario) -> CallTree | None:
    """The call tree that begins with somebody who may decide, the first of them who begins one."""
    gone = {str(each.what) for each in scenario.lost}
    trees = {str(each.starts): each for each in reversed(plan.call_trees.values())}
    return next(
        (trees[str(id)] for id in _deciders(scenario) if str(id) not in gone and str(id) in trees), None
    )


def _deciders(scenario: Scenario) -> tuple[str, ...]:
    return tuple(map(str, scenario.invoke.by)) if scenario.invoke else ()


def tree(plan: Plan, scenario: Scenario) -> tuple[Section, ...]:
    """Who calls whom, one after another."""
    found = call_tree(plan, scenario)
    if found is None:
        return ()
    wait, calls = words.duration(found.wait), tuple(_calls(plan, found))
    return section(
        "calls",
        say("Who calls whom"),
        Prose(
            say("Wait {time} for an answer, then call the next person.", time=wait) if wait else "", Tone.NOTE
        ),
        Fold((Calls(calls),), say_count("{count} call", "{count} calls", len(calls)), whole=True)
        if calls
        else None,
        Prose(
            say("**If somebody does not answer:** {instruction}", instruction=found.if_nobody)
            if found.if_nobody
            else ""
        ),
        Prose(say("Call tree: {call_tree}.", call_tree=name(found.id)), Tone.NOTE),
    )


def days_of(plan: Plan, facts: Facts, scenario: Scenario, worked: Worked) -> tuple[Section, ...]:
    """The section of the days, with how bad it is before them."""
    answer = facts.outlook.scenarios.get(scenario.id)
    if answer is None or not (worked.days or worked.week or worked.later):
        return ()
    usual = words.some(worked.usual) if worked.usual else ""
    return section(
        "days",
        say("Day by day"),
        Prose(whatif.headline_of(plan, facts, scenario.id)),
        Prose(
            say(
                "Day 0 is the day on which it happens. The dates below are right if that is {day}.",
                day=worked.example,
            ),
            Tone.NOTE,
        ),
        Prose(" ".join(_other_places(plan, scenario))),
        Days(worked.days),
        Fold((Days(worked.week),), say("The rest of the first week")) if worked.week else None,
        Fold((Days(worked.later),), say("After the first week")) if worked.later else None,
        Prose(
            say("These are also due, and go as usual: {duties}.", duties=usual) if usual else "", Tone.NOTE
        ),
        on_paper=False,
    )


def _other_places(plan: Plan, scenario: Scenario) -> Iterator[str]:
    """Where the days count on people to work instead of each place that is lost: somebody must ask for it."""
    for lost in scenario.lost:
        place = plan.locations.get(str(lost.what))
        others = [
            say("{place} (ready in {time})", place=parts.other_place(each), time=words.duration(ready))
            for each in (place.fallback if place else ())
            if (ready := each.ready_in)
        ]
        if place and others:
            yield say(
                "Ask on the first day for another place instead of {place}: {others}. The dates count on it.",
                place=name(place.id),
                others=words.some(others, "or"),
            )


def pause(paused: Paused) -> Fold:
    """How a function is stopped on purpose, and taken up again."""
    why = say(
        "Pause {function} so that nobody waits for something that does not come:", function=name(paused.id)
    )
    blocks = (
        Prose(why),
        Steps(paused.steps),
        Prose(say("**To start it again:**")),
        Prose(paused.undo),
    )
    return Fold(present(blocks), paused.title)


def _calls(plan: Plan, found: CallTree) -> Iterator[Call]:
    for each in found.calls:
        for number, called in enumerate(each.calls):
            after = each.called[number + 1 : number + 2]
            told = [say("{person} calls.", person=plan.thing(each.who).title), *said(plan, found, called)]
            if after:
                told.append(say("If nobody answers, call {person}.", person=plan.thing(after[0]).title))
            yield first_way(call_rows.call(plan, called.who, " ".join(told)))


def pauses(plan: Plan, facts: Facts, scenario: Scenario, steps: step_views.Steps) -> tuple[Paused, ...]:
    """The functions that the scenario touches and that can be stopped on purpose."""
    return tuple(
        Paused(each.id, each.title, steps.views(each.pause.steps), each.pause.undo)
        for each in plan.functions.values()
        if each.pause and _touched(facts, scenario, each)
    )


def _touched(facts: Facts, scenario: Scenario, function: Function) -> bool:
    """Whether it goes differently then; where nobody worked it out, whether it names what is gone."""
    answer = facts.outlook.scenarios.get(scenario.id)
    if answer is not None:
        found = answer.functions.get(function.id)
        return found is not None and not all(undisturbed(segments(band)) for band in found.bands)
    named = {edge.what for edge in needed_by(function, Purpose.RUNS, Purpose.HAND)}
    return any(str(each.what) in named for each in scenario.lost)
