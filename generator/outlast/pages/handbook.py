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
from outlast.model import Plan
from outlast.model.call_trees import CallTree
from outlast.model.functions import Function
from outlast.model.prose import literal
from outlast.model.scalars import Duration
from outlast.model.scenarios import Notice, Scenario
from outlast.pages import days, parts, whatif, without
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
from outlast.site.parts import Call, DayEntry, DayView, StepView
from outlast.site.pictures import Tone as BarTone

AFTER = timedelta(days=7)
"""How far beyond the window a handbook looks."""
DEADLINES = {
    "first-hour": "within one hour",
    "first-day": "within 24 hours",
    "first-week": "within seven days",
}
"""By when a phase is done, counted from the moment that somebody decides that this is it."""
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
        return Worked((), (), (), (), (), "")
    rounds = facts.outlook.rounds.get(scenario.id, ())
    back = facts.outlook.handbacks.get(scenario.id)
    start = answer.start.date()
    entries = [*_notices(scenario, start), *_phases(scenario, start), *asks(facts, scenario, answer)]
    asked = answer.question
    entries += [(each.due, days.duty(plan, each, start, question=asked)) for each in rounds if not each.usual]
    entries += [*_changes(plan, answer), *_returns(plan, answer), *_recovered(answer)]
    last = (min(answer.horizon, answer.end + AFTER)).date()
    return Worked(
        days=tuple(
            DayView("", f"Day {(day - start).days}", words.brief_day(day, year=day.year != start.year), told)
            for day, told in days.by_day(each for each in entries if start <= each[0] <= last)
        ),
        usual=tuple(dict.fromkeys(days.what(plan, each) for each in rounds if each.usual)),
        used=tuple(
            f"{name(each.who)} got into {name(each.system)}"
            + (f" through {name(each.through)}: seal it again, with new codes" if each.through else "")
            for each in (back.used if back else ())
        ),
        backlog=tuple(_backlog(plan, facts, each) for each in (back.backlog if back else ())),
        as_usual=whatif.untouched(plan, answer),
        example=words.day(start),
    )


def _phases(scenario: Scenario, start: date) -> Iterator[Dated]:
    for phase, length in ENDS.items():
        if scenario.serve.phase(phase) or scenario.restore.phase(phase):
            said = words.phase(phase).lower()
            yield start + length, DayEntry("tick", f"The steps *{said}* are done, {DEADLINES[phase]}")


def _notices(scenario: Scenario, start: date) -> Iterator[Dated]:
    return ((start + within(each), telling(each)) for each in scenario.tell)


def within(notice: Notice) -> timedelta:
    """How long after the start somebody must be told; working hours are counted as the first day."""
    length = notice.within
    return length.length if length and not _working(length) else timedelta()


def telling(notice: Notice, *, mine: bool = False) -> DayEntry:
    """Somebody must be told: by when, and who does it, or with which words where it is they who read it."""
    said = f"the words: {name(notice.message)}" if mine and notice.message else "" if mine else _by(notice)
    only = f"only if: {notice.only_if}" if notice.only_if else ""
    return DayEntry("email", f"Tell {literal(notice.who)}, {clock(notice)}", parts.sentence(said, only))


def _working(within: Duration) -> bool:
    return "working" in within.text


def clock(notice: Notice) -> str:
    """`within 2 hours of the theft, then every 4 hours`, `as soon as you can`."""
    within = f"within {words.duration(notice.within)}" if notice.within else "as soon as you can"
    counted = f" of {notice.counted_from}" if notice.counted_from and notice.within else ""
    again = f", then every {words.duration(notice.every)}" if notice.every else ""
    return within + counted + again


def _by(notice: Notice) -> str:
    who = name(notice.by) if notice.by else "whoever leads"
    deputy = f", else {name(notice.deputy)}" if notice.deputy else ""
    return f"{who}{deputy}"


def asks(facts: Facts, scenario: Scenario, answer: Answer) -> Iterator[Dated]:
    """Whom to ask for cover, on the first day and at the last moment."""
    for each in facts.outlook.asks.get(scenario.id, ()):
        by = each.by or each.by_breach
        way = f" for the way in through {name(each.through)}" if each.through else " to stand in"
        ask, asked = f"Ask {name(each.who)}{way}", asking(each)
        ends = f"Else {name(each.function)} stops on {_day(each.stop, answer)}."
        if by is None or by <= answer.start:
            late = _late(each, answer)
            yield answer.start.date(), DayEntry("phone", f"{ask}, at once", late, "careful", ask=asked)
            continue
        moment = whatif.last_day(by, answer.start.date())
        last = (by - timedelta(minutes=1)).date()
        said = f"By {moment} at the latest. {ends}"
        yield answer.start.date(), DayEntry("phone", ask, said, until=last.isoformat(), ask=asked)
        yield last, DayEntry("phone", f"Last moment: {ask[0].lower()}{ask[1:]}", ends, "careful", ask=asked)


def asking(ask: Ask) -> str:
    """A name for what is asked of whom, the same on every page and in every copy."""
    return f"ask-{ask.who}-{ask.function}"


def _late(each: Ask, answer: Answer) -> str:
    ready = (
        f", and goes on {_day(each.ready, answer)}" if each.ready else "; nobody knows when they can begin"
    )
    return f"{name(each.function)} stops on {_day(each.stop, answer)}{ready}."


def _day(when: datetime, answer: Answer) -> str:
    return f"{whatif.day(when, answer)} ({words.brief_day(when.date())})"


def _changes(plan: Plan, answer: Answer) -> Iterator[Dated]:
    """Each band that does not go as usual, on every day on which something else becomes of it."""
    for function in answer.functions.values():
        for band in function.bands:
            told = segments(band)
            subject = name(function.function)
            if len(function.bands) > 1:
                subject += f", {without.bounds(plan, band)}"
            if less := lessened(band):
                yield less[0].start.date(), DayEntry("serve", f"{subject}: {whatif.lessening(band)}")
            if undisturbed(told):
                continue
            for number, each in enumerate(told):
                if number and undisturbed(told[number:]):
                    break
                yield each.start.date(), _change(plan, function.function, subject, band, each, answer)


def _change(plan: Plan, id: str, subject: str, band: BandAnswer, each: Segment, answer: Answer) -> DayEntry:
    if each.tone is BarTone.PAST:
        return DayEntry("stop", f"{subject} is down for longer than it can bear", kind="stop")
    if each.tone is BarTone.STOPPED:
        causes = next((s.causes for s in band.stops if s.start <= each.start < (s.end or answer.horizon)), ())
        return DayEntry("stop", f"{subject} **stops**", whatif.why(plan, answer, causes, each.start), "stop")
    return DayEntry("serve", f"{subject}: {state(plan, id, each.state)}")


def _recovered(answer: Answer) -> Iterator[Dated]:
    """Which functions go as usual again, on the day on which the last of their bands does."""
    found: defaultdict[date, list[str]] = defaultdict(list)
    for id, function in answer.functions.items():
        ends = [_usual_from(band) for band in function.bands]
        last = max((end for end in ends if end), default=None)
        if last and all(ends) and last > answer.start:
            found[last.date()].append(name(id))
    for day, names in found.items():
        yield day, DayEntry("tick", f"As usual again: {words.some(names)}")


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
        subject += f", {whatif.bounds(plan, *bounds[each.band])},"
    told = [f"stood still for {_length(each.stopped)}"] if each.stopped else []
    told += [f"was done in part for {_length(each.partly)}"] if each.partly else []
    rest = " and still stands" if each.open else ""
    return f"{subject} {words.some(told)}{rest}: the work of about {_length(each.undone)} waits"


def _length(length: timedelta) -> str:
    """In the unit that people would say: `3 days`, `9 hours`."""
    if length >= timedelta(hours=36):
        return words.count(round(length / timedelta(days=1)), "day")
    return words.count(max(1, round(length / timedelta(hours=1))), "hour")


def leader(scenario: Scenario, gone: Container[str]) -> str | None:
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
    wait = words.duration(found.wait)
    say = f". What to say: {{{found.message}}}" if found.message else ""
    return section(
        "calls",
        "Who calls whom",
        Prose(f"Wait {wait} for an answer, then go on." if wait else "", Tone.NOTE),
        Calls(tuple(_calls(plan, found))),
        Prose(f"**If somebody does not answer:** {found.if_nobody}" if found.if_nobody else ""),
        Prose(f"{{{found.id}}}{say}", Tone.NOTE),
    )


def days_of(facts: Facts, scenario: Scenario, worked: Worked) -> tuple[Section, ...]:
    """The section of the days, with how bad it is before them."""
    answer = facts.outlook.scenarios.get(scenario.id)
    if answer is None or not worked.days:
        return ()
    usual = ", ".join(worked.usual)
    return section(
        "days",
        "Day by day",
        Prose(whatif.headline_of(facts, scenario.id)),
        Prose(
            f"Day 0 is the day on which it happens. The dates below are right if that is {worked.example}.",
            Tone.NOTE,
        ),
        Days(worked.days),
        Prose(f"These fall due too, and go as always: {usual}." if usual else "", Tone.NOTE),
        on_paper=False,
    )


def pause(paused: Paused) -> Fold:
    """How a function is stopped on purpose, and taken up again."""
    why = "can be stopped on purpose, so that nobody waits for what does not come:"
    blocks = (
        Prose(f"{{{paused.id}}} {why}"),
        Steps(paused.steps),
        Prose("**To take it up again:**"),
        Prose(paused.undo),
    )
    return Fold(present(blocks), paused.title)


def _calls(plan: Plan, found: CallTree) -> Iterator[Call]:
    for each in found.calls:
        for number, id in enumerate(each.calls):
            after = each.calls[number + 1 : number + 2]
            caller = plan.thing(each.who).title
            instead = f"Nobody answers: go on with {plan.thing(after[0]).title}" if after else ""
            yield parts.first_way(parts.call(plan, id, parts.sentence(f"{caller} calls", instead)))


def pauses(plan: Plan, facts: Facts, scenario: Scenario, steps: parts.Steps) -> tuple[Paused, ...]:
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
