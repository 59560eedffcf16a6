"""Who really does a function, who next, and what stops it: the what-if seen from one function."""

from __future__ import annotations

from datetime import datetime

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.whatif.answer import Answer, BandAnswer
from outlast.analysis.whatif.question import BandState
from outlast.diagrams.segments import segments
from outlast.languages import say
from outlast.model import Plan
from outlast.model.functions import Function
from outlast.pages import whatif
from outlast.reasons import name, state
from outlast.site.blocks import Table
from outlast.site.pictures import Tone

MOST = 12
"""How many things that stop a function are listed."""


def today(plan: Plan, facts: Facts, function: Function) -> Table | None:
    """For each range of amounts who does it now, and what happens if that one is away."""
    states = facts.outlook.today.get(function.id, ())
    limits = facts.outlook.bands.get(function.id, ())
    rows = []
    for number, now in enumerate(states):
        over, up_to = limits[number] if number < len(limits) else (None, None)
        rows.append(
            (
                _bounds(plan, over, up_to),
                _now(plan, function, now),
                _next(plan, facts, function.id, number, now),
            )
        )
    if not rows:
        return None
    caption = say("Calculated for {day}", day=words.day(facts.as_of))
    if len(rows) == 1:
        return Table(caption, (say("Who does it"), say("If they are away")), (rows[0][1:],))
    return Table(caption, (say("Amount"), say("Who does it"), say("If they are away")), tuple(rows))


def _bounds(plan: Plan, over: str | None, up_to: str | None) -> str:
    return words.capital(whatif.bounds(plan, over, up_to)) or say("Any amount")


def without_first(plan: Plan, facts: Facts, function: Function) -> tuple[str, ...]:
    """What happens to each range of amounts without its first hand, in sentences; empty if not known."""
    states = facts.outlook.today.get(function.id, ())
    first = function.by.hands[0].who if function.by.hands else None
    answer = facts.outlook.without.get(first) if first else None
    found = answer.functions.get(function.id) if answer else None
    if not answer or not found or not states:
        return ()
    bands = [_told(plan, function.id, band, answer) for band in found.bands]
    if len(bands) == 1:
        return (bands[0],)
    limits = facts.outlook.bands.get(function.id, ())
    bounds = (
        _bounds(plan, *(limits[number] if number < len(limits) else (None, None)))
        for number in range(len(bands))
    )
    return tuple(
        say("{amount}: {event}", amount=bound, event=told) for bound, told in zip(bounds, bands, strict=True)
    )


def _now(plan: Plan, function: Function, now: BandState) -> str:
    return state(plan, function.id, now)


def _next(plan: Plan, facts: Facts, function: str, number: int, now: BandState) -> str:
    """What happens to it without the one who does it."""
    if now.who is None:
        return say("Nobody is needed.")
    answer = facts.outlook.without.get(now.who)
    if answer is None:
        return say("Not known.")
    found = answer.functions.get(function)
    if found is None:
        return say("It goes on as usual.")
    return _told(plan, function, found.bands[number], answer)


def _told(plan: Plan, function: str, band: BandAnswer, answer: Answer) -> str:
    stop = band.first
    before = [each for each in segments(band) if stop is None or each.start < stop.start]
    told = list(
        dict.fromkeys(
            state(plan, function, each.state) for each in before if each.tone not in (Tone.USUAL, Tone.CLOSED)
        )
    )
    said = " ".join(told[:3])
    if stop is None:
        return said or say("It goes on as usual.")
    end = (
        say("**Nobody can do it.**")
        if stop.start == answer.start
        else say("**Nobody can do it from {day}.**", day=whatif.numbered(stop.start, answer))
    )
    why = whatif.why(plan, answer, stop.causes, stop.start)
    return " ".join(filter(None, (said, end, why)))


def stoppers(plan: Plan, facts: Facts, function: Function) -> Table | None:
    """The things without which it stops, the quickest first."""
    found: list[tuple[datetime, str, Answer]] = []
    for id, answer in (*facts.outlook.without.items(), *facts.outlook.scenarios.items()):
        mine = answer.functions.get(function.id)
        if id in plan.things and mine and mine.stop and mine.stop.start < answer.end:
            found.append((mine.stop.start, id, answer))
    rows = []
    for _, id, answer in sorted(found, key=lambda each: each[:2])[:MOST]:
        mine = answer.functions[function.id]
        stop = mine.stop
        assert stop is not None  # noqa: S101 - only those were taken
        back = (
            say("It goes on again on {day}.", day=whatif.numbered(stop.end, answer))
            if stop.end
            else say("Nobody knows when it goes on again.")
        )
        long = (
            say("It is stopped for too long from {day}.", day=whatif.numbered(mine.breached, answer))
            if mine.breached
            else ""
        )
        rows.append(
            (
                name(id),
                say("At once") if stop.start == answer.start else whatif.numbered(stop.start, answer),
                " ".join(filter(None, (back, long))),
            )
        )
    heads = (say("Without"), say("It stops"), say("And then"))
    caption = (
        say(
            "Each of these alone stops it. The {count} that stop it first, of {all}",
            count=MOST,
            all=len(found),
        )
        if len(found) > MOST
        else say("Each of these alone stops it. The first to stop it stands first")
    )
    return Table(caption, heads, tuple(rows)) if rows else None


def reading(facts: Facts) -> str:
    """The reading of all of this."""
    return whatif.common_reading(each.question for each in facts.outlook.without.values())
