"""What whoever comes back finds: who got in where, what work was left; and what can be left alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction

from outlast.analysis.confirmed import ways_in
from outlast.analysis.needs import Purpose, needed_by
from outlast.analysis.whatif.answer import Answer, BandAnswer, Interval
from outlast.analysis.whatif.answering import answer
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.ladder import NONE, WHOLE, BandState
from outlast.analysis.whatif.outlook import Backlog, Handback, Used, Wait
from outlast.analysis.whatif.question import Kind, Question
from outlast.model import Plan
from outlast.model.functions import Function

LOOK = timedelta(days=60)
"""How far it is looked at what can be left alone."""
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
                if str(opened.system) in needed:
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
    found = answer(engine, Question(start, lost, window=LOOK, ask=False, idle=None))
    made = (_wait(function, found) for function in plan.functions.values())
    return tuple(sorted(made, key=lambda each: -_alone(each, found)))  # equal ones as typed


def _wait(function: Function, found: Answer) -> Wait:
    told = found.functions.get(function.id)
    stops = [stop for band in told.bands for stop in band.stops if stop.start < found.end] if told else []
    breached = [stop.breached for stop in stops if stop.breached and stop.breached < found.end]
    first = min((stop.start for stop in stops), default=None)
    bearable = function.mtpd is not None and function.mtpd.duration is not None
    return Wait(function.id, first, min(breached, default=None), bearable)


def _alone(wait: Wait, found: Answer) -> float:
    """How many seconds until it matters, for an order."""
    until = wait.breach or (None if wait.bearable else wait.stop) or found.end
    return (until - found.start).total_seconds()
