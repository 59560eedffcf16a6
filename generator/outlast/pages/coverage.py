"""Who really does a function, who next, and what stops it: the what-if seen from one function."""

from __future__ import annotations

from datetime import datetime

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.whatif.answer import Answer, BandAnswer
from outlast.analysis.whatif.ladder import BandState
from outlast.diagrams.segments import segments
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
    caption = f"Worked out for {words.day(facts.as_of)}"
    if len(rows) == 1:
        return Table(caption, ("Who does it", "If they are away"), (rows[0][1:],))
    return Table(caption, ("Amount", "Who does it", "If they are away"), tuple(rows))


def _bounds(plan: Plan, over: str | None, up_to: str | None) -> str:
    return words.capital(whatif.bounds(plan, over, up_to)) or "Any amount"


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
    return tuple(f"{bound}: {told}" for bound, told in zip(bounds, bands, strict=True))


def _now(plan: Plan, function: Function, now: BandState) -> str:
    return words.capital(state(plan, function.id, now))


def _next(plan: Plan, facts: Facts, function: str, number: int, now: BandState) -> str:
    """What happens to it without the one who does it."""
    if now.who is None:
        return "It takes no hands"
    answer = facts.outlook.without.get(now.who)
    if answer is None:
        return "not known"
    found = answer.functions.get(function)
    if found is None:
        return "It goes on"
    return _told(plan, function, found.bands[number], answer)


def _told(plan: Plan, function: str, band: BandAnswer, answer: Answer) -> str:
    stop = band.first
    before = [each for each in segments(band) if stop is None or each.start < stop.start]
    told = list(
        dict.fromkeys(
            state(plan, function, each.state) for each in before if each.tone not in (Tone.USUAL, Tone.CLOSED)
        )
    )
    said = words.capital(", then ".join(told[:3]))
    if stop is None:
        return said or "It goes on"
    end = f"nobody {whatif.moment(stop.start, answer, 'from')}"
    told_so = f"{said}; then **{end}**." if said else f"**{words.capital(end)}**."
    return f"{told_so} {whatif.why(plan, answer, stop.causes, stop.start)}".rstrip()


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
        long = f"for too long, from {whatif.day(mine.breached, answer)}" if mine.breached else ""
        back = f"back {whatif.moment(stop.end, answer)}" if stop.end else "not back in sight"
        rows.append(
            (
                name(id),
                words.capital(whatif.moment(stop.start, answer)),
                words.capital(", ".join(filter(None, (back, long)))),
            )
        )
    heads = ("Without", "It stops", "And then")
    more = f", the quickest {MOST} of {len(found)}" if len(found) > MOST else ", the quickest first"
    return Table(f"Each of these gone by itself{more}", heads, tuple(rows)) if rows else None


def reading(facts: Facts) -> str:
    """The reading of all of this."""
    return whatif.common_reading(each.question for each in facts.outlook.without.values())
