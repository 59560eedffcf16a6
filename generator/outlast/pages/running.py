"""What every page says while an incident runs: what is gone, who does what now, whom to ask by when.

Lines for a script that knows the day: they stand in a layer for each scenario, by the day on which it began.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.whatif.answer import Answer, BandAnswer
from outlast.analysis.whatif.outlook import Ask
from outlast.diagrams.segments import Segment, segments, undisturbed
from outlast.languages import say
from outlast.model import Plan
from outlast.model.functions import Function
from outlast.model.people import Person
from outlast.pages import whatif, without
from outlast.pages.copy import Copy
from outlast.pages.handbook import asking
from outlast.pages.other_days import OfDay
from outlast.pages.turns import Turns, leaders
from outlast.reasons import name, state
from outlast.site.blocks import Section, Timed, section
from outlast.site.parts import TimedLine
from outlast.site.pictures import Tone

AFTER = timedelta(days=7)
"""How far beyond the window it looks."""
STOPS = (Tone.STOPPED, Tone.PAST)


def layer(scenario: str) -> str:
    """The name of the layer that pages read while a scenario runs."""
    return f"incident/{scenario}"


def begun(copy: Copy, page: str) -> Iterator[OfDay]:
    """A layer for each scenario that this copy has worked out.

    Args:
        page: from where its links lead.
    """
    for id, answer in copy.facts.outlook.scenarios.items():
        if id in copy.plan.scenarios:
            yield OfDay(layer(id), tuple(_sections(copy.plan, copy.facts, id, answer)), page)


def _sections(plan: Plan, facts: Facts, id: str, answer: Answer) -> Iterator[Section]:
    asks = facts.outlook.asks.get(id, ())
    yield from section("lost", "", Timed(tuple(_lost(plan, answer))))
    yield from section("asks", "", Timed(_asks(answer, whatif.asked_first(asks))))
    yield from section("stops", "", Timed(tuple(_stops(plan, answer))))
    for function in plan.functions.values():
        own = tuple(each for each in asks if each.function == function.id)
        lines = (*_course(plan, facts, function, answer), *_asks(answer, own))
        yield from section(f"who-{function.id}", "", Timed(lines))


def _lost(plan: Plan, answer: Answer) -> Iterator[TimedLine]:
    """What the scenario takes away, what cannot be used for that reason, and who has holidays meanwhile."""
    gone = frozenset(id for id, _ in answer.question.lost)
    for id, length in answer.question.lost:
        end = answer.start + length if length is not None else _back(answer, id)
        yield _away(plan, id, answer.start, end, gone)
    for down in answer.down:
        if down.node not in gone and down.start < answer.end:
            yield _away(plan, down.node, down.start, down.end, gone)
    first, last = answer.start.date(), answer.horizon.date()
    for person in plan.people.values():
        for each in person.holidays:
            if person.id not in gone and each.from_.date <= last and first <= each.to.date:
                back = each.to.date + timedelta(days=1)
                said = say(
                    "{person} is on holiday until {day}.", person=name(person.id), day=words.day(each.to.date)
                )
                said = " ".join(filter(None, (said, _instead(plan, person, gone))))
                yield TimedLine(said, each.from_.date.isoformat(), back.isoformat(), "away")


def _back(answer: Answer, id: str) -> datetime | None:
    return max((each.end for each in answer.down if each.node == id and each.end), default=None)


def _away(plan: Plan, id: str, start: datetime, end: datetime | None, gone: frozenset[str]) -> TimedLine:
    person = plan.people.get(id)
    day = words.day(end.date()) if end else ""
    if person:
        away = (
            say("{person} cannot work until {day}.", person=name(id), day=day)
            if end
            else say("{person} cannot work. Nobody knows for how long.", person=name(id))
        )
        said = " ".join(filter(None, (away, _instead(plan, person, gone))))
    elif end:
        said = say("You cannot use {thing} until {day}.", thing=name(id), day=day)
    else:
        said = say("You cannot use {thing} until it is restored.", thing=name(id))
    return TimedLine(said, _iso(start), _iso(end) if end else "", "away" if person else "gone")


def _instead(plan: Plan, person: Person, gone: frozenset[str]) -> str:
    """Whom to call: two, since the first may have holidays. Whoever is the last one there reads this."""
    left = _left(plan, gone | {person.id})
    if len(left) == 1:
        return say("Only {person} is left, and decides what to do.", person=name(left[0]))
    turns = Turns(plan, gone=gone)
    first = turns.after(person.id)
    second = Turns(plan, gone=gone | {first.who}).after(person.id) if first else None
    called = [name(each.who) for each in (first, second) if each]
    return say("Call {people}.", people=words.some(called, "or")) if called else ""


def _left(plan: Plan, gone: frozenset[str]) -> tuple[str, ...]:
    """Who is there to decide, best first."""
    people = (id for id in plan.people if id in gone)
    return tuple(id for id in leaders(plan, next(people, "")) if id not in gone)


def _asks(answer: Answer, asks: tuple[Ask, ...]) -> tuple[TimedLine, ...]:
    return tuple(dict.fromkeys(_ask(each, answer) for each in asks))


def _ask(ask: Ask, answer: Answer) -> TimedLine:
    near = answer.start.date()
    by = ask.by
    who, through = name(ask.who), name(ask.through) if ask.through else ""
    ends = (
        say("Otherwise nobody does {duty} in time.", duty=name(ask.duty))
        if ask.duty
        else say(
            "Otherwise {function} stops on {day}.",
            function=name(ask.function),
            day=whatif.clock(ask.stop, near),
        )
    )
    if by and by > answer.start:
        day = whatif.last_day(by, near)
        act = (
            say("Ask {person} by {day} for access through {access}.", person=who, day=day, access=through)
            if through
            else say("Ask {person} by {day} to stand in.", person=who, day=day)
        )
    else:
        act = (
            say("Ask {person} now for access through {access}.", person=who, access=through)
            if through
            else say("Ask {person} now to stand in.", person=who)
        )
    said = f"{act} {ends}"
    return TimedLine(said, "", _iso(by or answer.start), "ask", asking(ask))


def _stops(plan: Plan, answer: Answer) -> Iterator[TimedLine]:
    found = [
        (stop.start, without.subject(plan, function, band), stop.end)
        for function in answer.functions.values()
        for band in function.bands
        if (stop := band.first)
    ]
    for start, subject, end in sorted(found, key=lambda each: each[:2]):
        day = whatif.clock(start, answer.start.date())
        said = say("{function} stops on {day}", function=subject, day=day)
        yield TimedLine(said, _iso(start), _iso(end) if end else "", "stops")


def _course(plan: Plan, facts: Facts, function: Function, answer: Answer) -> Iterator[TimedLine]:
    """Who does a function from when on, for each range of amounts."""
    found = answer.functions.get(function.id)
    if found is None:
        for number, now in enumerate(facts.outlook.today.get(function.id, ())):
            said = say("As usual: {what}", what=state(plan, function.id, now))
            yield TimedLine(said, _iso(answer.start), "", "does" if now.who else "", str(number))
        return
    last = min(answer.horizon, answer.end + AFTER)
    for band in found.bands:
        about = without.bounds(plan, band) if len(found.bands) > 1 else ""
        parts = [each for each in segments(band) if each.start < last]
        for number, each in enumerate(parts):
            usual = undisturbed(parts[number:])
            if not (number and each.tone in STOPS and parts[number - 1].tone in STOPS):
                yield _turn(plan, function, band, parts[number:], answer, about, usual=usual)
            if usual:
                break


def _turn(
    plan: Plan,
    function: Function,
    band: BandAnswer,
    coming: Sequence[Segment],
    answer: Answer,
    about: str,
    *,
    usual: bool,
) -> TimedLine:
    each = coming[0]
    since = "" if each.start == answer.start else whatif.clock(each.start, answer.start.date())
    if each.tone in STOPS:
        back = next((later.start for later in coming if later.tone not in STOPS), None)
        said, kind = " ".join(_stopped(plan, function, answer, back)), "stops"
    else:
        what = state(plan, function.id, each.state)
        said = say("As usual: {what}", what=what) if usual else what
        kind = "does" if each.state.who else ""
    if since and about:
        said = say("From {day}, {amounts}: {what}", day=since, amounts=about, what=said)
    elif since:
        said = say("From {day}: {what}", day=since, what=said)
    elif about:
        said = say("{amounts}: {what}", amounts=words.capital(about), what=said)
    return TimedLine(said, _iso(each.start), "", kind, str(band.number))


def _stopped(plan: Plan, function: Function, answer: Answer, back: datetime | None) -> Iterator[str]:
    """What can be done while nobody can do it, and who decides: who reads it may be the last one there."""
    yield say("**Nobody can do it.**")
    yield (
        say(
            "Tell those who wait for it, and promise them nothing before {day}.",
            day=whatif.clock(back, answer.start.date()),
        )
        if back
        else say("Tell those who wait for it, and promise them no day.")
    )
    if function.messages:
        yield say("This page has messages for that.")
    left = _left(plan, frozenset(id for id, _ in answer.question.lost))
    if len(left) == 1:
        yield say("Only {person} is left, and decides what to do.", person=name(left[0]))
    elif left:
        yield say("Ask {person} what to do.", person=name(left[0]))


def _iso(when: datetime | date) -> str:
    """`2027-01-10 17:30`, by the clock of the business."""
    return f"{when:%Y-%m-%d %H:%M}"
