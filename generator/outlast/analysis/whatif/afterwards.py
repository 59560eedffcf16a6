"""What whoever comes back finds: who got in where, what work was left; and what can be left alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction

from outlast.analysis.confirmed import ways_in
from outlast.analysis.needs import Purpose, needed_by
from outlast.analysis.routes import may_open
from outlast.analysis.whatif.answer import Answer, BandAnswer, Interval
from outlast.analysis.whatif.answering import read
from outlast.analysis.whatif.deadlines import last_in_time, last_order
from outlast.analysis.whatif.engine import Engine, Outcome
from outlast.analysis.whatif.outlook import Backlog, Handback, Used, Wait
from outlast.analysis.whatif.question import LOOK, NONE, WHOLE, BandState, Kind, Question
from outlast.model import Plan
from outlast.model.functions import Function

DOING = (Kind.BY, Kind.PAID, Kind.WORKAROUND)


def handback(plan: Plan, found: Answer) -> Handback:
    """What there is to hand back after what an answer is about."""
    used = dict.fromkeys(
        each
        for id, function in found.functions.items()
        for band in function.bands
        for interval in band.intervals
        for each in _used(plan, plan.functions[id], interval, found.end)
    )
    backlog = [
        each
        for id, function in found.functions.items()
        for band in function.bands
        if (each := _backlog(id, band, found)) is not None
    ]
    return Handback(tuple(used), tuple(backlog))


def _used(plan: Plan, function: Function, interval: Interval, end: datetime) -> Iterator[Used]:
    """The systems that somebody else than usually gets into to do a function."""
    now, usually = interval.state, interval.usually
    if interval.start >= end or now.who not in plan.people or now.who == usually.who:
        return
    purpose = Purpose.WORKAROUND if now.kind is Kind.WORKAROUND and function.workaround else Purpose.RUNS
    needed = {edge.what for edge in needed_by(function, purpose)} & plan.systems.keys()
    if now.kind is Kind.BREAK_GLASS:
        for route in now.routes:
            for opened in plan.break_glass[route].opens:
                if str(opened.system) in needed and may_open(plan, opened, now.who):
                    yield Used(now.who, opened.system, route)
    elif now.kind in DOING:
        for system in sorted(needed):
            if any(way.who == now.who for way in ways_in(plan.systems[system])):
                yield Used(now.who, system, None)


def _backlog(function: str, band: BandAnswer, found: Answer) -> Backlog | None:
    stopped = partly = timedelta()
    undone = Fraction(0)
    for each in band.intervals:
        part = _left(each.state) - _left(each.usually)
        if part <= 0:
            continue
        length = each.end - each.start
        undone += part * Fraction(int(length.total_seconds()))
        if each.state.kind is Kind.STOPPED:
            stopped += length
        else:
            partly += length
    if not undone:
        return None
    last = band.intervals[-1]
    ongoing = _left(last.state) > _left(last.usually) and last.end >= found.horizon
    return Backlog(function, band.number, stopped, partly, timedelta(seconds=int(undone)), ongoing)


def _left(state: BandState) -> Fraction:
    """How much of the work is left undone."""
    if state.kind is Kind.STOPPED:
        return WHOLE
    return WHOLE - state.capacity if state.kind is Kind.WORKAROUND else NONE


def waits(engine: Engine, start: date) -> tuple[Wait, ...]:
    """For each function how long it may be left alone: everybody is away, no duty is done, nothing filled."""
    plan = engine.compiled.plan
    lost = tuple((id, LOOK) for id in plan.people)
    alone = Question(start, lost, window=LOOK, tail=timedelta(), ask=False, idle=None)
    outcome, there = engine.outcome(alone), engine.outcome(replace(alone, lost=()))
    found, deadlines = read(outcome, why=False), dict(_deadlines(outcome))
    # Where somebody is there who does nothing, a shift can be filled by other hands, and stop something else.
    both = (found, read(there, why=False))
    made = (_wait(plan, function, both, deadlines) for function in plan.functions.values())
    return tuple(sorted(made, key=lambda each: -_alone(each, found)))  # equal ones as typed


def _wait(
    plan: Plan, function: Function, worlds: tuple[Answer, ...], deadlines: Mapping[str, datetime]
) -> Wait:
    end = worlds[0].end
    told = [answer.functions[function.id] for answer in worlds if function.id in answer.functions]
    bands = [band for each in told for band in each.bands]
    stop = min((each.start for band in bands for each in band.stops if each.start < end), default=None)
    undone = (each.start for band in bands for each in band.intervals if _left(each.state) > NONE)
    first = min((start for start in (*undone, stop) if start and start < end), default=None)
    own = ((deadlines[id], id) for id in _belonging(plan, function) if id in deadlines)
    last, due = min(((last, id) for last, id in own if last < end), default=(None, None))
    sooner = last is not None and (first is None or last < first)
    bearable = function.mtpd is not None and function.mtpd.duration is not None
    return Wait(function.id, last if sooner else first, stop, due if sooner else None, bearable)


def _belonging(plan: Plan, function: Function) -> Iterator[str]:
    """The duties that are done by a function or stop it or what it needs, and the stores that it lives on."""
    needed = {edge.what for edge in needed_by(function, Purpose.RUNS)}
    for duty in plan.obligations.values():
        held_down = {function.id, *needed}.intersection(duty.stops)
        if held_down or any(hand.who == function.id for hand in duty.by):
            yield duty.id
    for stock in plan.stock.values():
        if stock.id in needed or function.id in stock.feeds:
            yield stock.id
    for fund in plan.funds.values():
        if fund.id in needed or function.id in fund.pays:
            yield fund.id


def _deadlines(outcome: Outcome) -> Iterator[tuple[str, datetime]]:
    """The first deadline of each duty that is not done by itself, and of each store."""
    local, nodes = outcome.given.calendar.local, outcome.compiled.nodes
    for key, duty in nodes.duties.items():
        left = [turn.day for turn in outcome.world.memories[key].values[-1].all if turn.done is None]
        if left:
            yield key, local(min(last_in_time(outcome, duty, day) for day in left))
    for key, store in nodes.stores.items():
        last = last_order(outcome, store, store.running) if store.running else None
        if last is not None:
            yield key, local(last)


def _alone(wait: Wait, found: Answer) -> float:
    """How many seconds until it matters, for an order."""
    return ((wait.until or found.end) - found.start).total_seconds()
