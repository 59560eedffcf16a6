"""Reads the answer to a question off the worlds that it leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from fractions import Fraction
from typing import NamedTuple

from outlast.analysis.whatif.answer import (
    Answer,
    BandAnswer,
    Down,
    DutyAnswer,
    FunctionAnswer,
    Interval,
    Stop,
)
from outlast.analysis.whatif.business_calendar import DAY, Meter, Moment, joined, less
from outlast.analysis.whatif.causes import Cause, Why, alike
from outlast.analysis.whatif.critical_path import critical_path
from outlast.analysis.whatif.duties import DutyNode, Turn
from outlast.analysis.whatif.engine import Engine, Outcome
from outlast.analysis.whatif.ladder import Band
from outlast.analysis.whatif.node import Circumstances
from outlast.analysis.whatif.question import NONE, WHOLE, BandState, Kind, Question
from outlast.analysis.whatif.staffing import gap
from outlast.analysis.whatif.timeline import World
from outlast.analysis.whatif.work import FunctionNode
from outlast.model.functions import Function
from outlast.model.obligations import Obligation
from outlast.model.scalars import Target


def answer(engine: Engine, question: Question, *, why: bool = True) -> Answer:
    """The answer to a question about the plan of an engine; with `why`, causes and what else is down too."""
    return read(engine.outcome(question), why=why)


def read(outcome: Outcome, *, why: bool = True) -> Answer:
    """The answer that follows from what happens."""
    given, compiled = outcome.given, outcome.compiled
    local, touched = given.calendar.local, outcome.world.histories
    return Answer(
        given.question,
        local(given.start),
        local(given.end),
        local(given.horizon),
        {id: read_function(outcome, id, why=why) for id in compiled.plan.functions if id in touched},
        tuple(_missed(outcome)),
        tuple(_down(outcome)) if why else (),
        tuple(each for each in compiled.unknown if each.subject in touched),
    )


# --- functions -------------------------------------------------------------------------------------


def read_function(outcome: Outcome, id: str, *, why: bool = True) -> FunctionAnswer:
    """What happens to one function."""
    plan, given, known = outcome.compiled.plan, outcome.given, outcome.known
    read_from = (plan.functions[id], outcome.compiled.nodes.all[id], *outcome.histories(id))
    asked = (given.start, given.end, given.horizon, given.question.from_incident)
    found = known.read(read_from, asked, lambda: _function(outcome, plan.functions[id]))
    if not why:
        return found
    return replace(found, bands=tuple(_explained(outcome, plan.functions[id], band) for band in found.bands))


def _function(outcome: Outcome, function: Function) -> FunctionAnswer:
    """What happens to one function, without why."""
    node = outcome.compiled.nodes.functions[function.id]
    bands = tuple(_band(outcome, function, number) for number in range(len(node.bands)))
    intervals = [interval for band in bands for interval in band.intervals]
    tail = sum((each.tail for each in intervals), NONE)
    return FunctionAnswer(
        function.id,
        bands,
        sum((each.cost for each in intervals), NONE) - tail,
        tail,
        _cover(outcome, function, intervals),
        gap(outcome, function.answer_within, node),
    )


class Span(NamedTuple):
    """A stretch of time in which one thing happens to a band, and one thing usually does."""

    start: Moment
    end: Moment
    state: BandState
    usually: BandState


def _band(outcome: Outcome, function: Function, number: int) -> BandAnswer:
    node, loss = outcome.compiled.nodes.functions[function.id], function.loss
    bands = node.bands
    rate = _share(bands, number) * outcome.compiled.worth(loss.money if loss else None)
    meter = outcome.given.seasons.meter(bool(loss and loss.open_days), node.hours)
    return BandAnswer(
        number,
        bands[number].over,
        bands[number].up_to,
        bands[number].share,
        tuple(_interval(outcome, span, rate, meter) for span in _spans(outcome, function.id, number)),
        tuple(_stop(outcome, function, number, *stop) for stop in stopped(outcome, function.id, number)),
    )


def _explained(outcome: Outcome, function: Function, band: BandAnswer) -> BandAnswer:
    """What happens to a band, with why it stops."""
    if not band.stops:
        return band
    spans = stopped(outcome, function.id, band.number)
    stops = zip(band.stops, spans, strict=True)
    return replace(
        band, stops=tuple(_why(outcome, function, band.number, stop, *span) for stop, span in stops)
    )


def _spans(outcome: Outcome, id: str, number: int) -> Iterator[Span]:
    """What happens and what usually does, cut wherever one of them changes in more than who could."""
    start, end = outcome.given.start, outcome.given.horizon
    mine, usual = outcome.world.histories[id], outcome.usual.histories[id]
    last: Span | None = None
    for moment in sorted({start, *(each for each in (*mine.times, *usual.times) if each > start)}):
        now, usually = (each.at(moment).state[number] for each in (mine, usual))
        if last is not None and now.told == last.state.told and usually.told == last.usually.told:
            continue
        if last is not None:
            yield last._replace(end=moment)
        last = Span(moment, end, now._replace(hands=()), usually._replace(hands=()))
    if last is not None:
        yield last


def _interval(outcome: Outcome, span: Span, loss: Fraction, meter: Meter) -> Interval:
    rate = loss * max(NONE, _undone(span.state) - _undone(span.usually))
    late = max(span.start, outcome.given.end)
    local = outcome.given.calendar.local
    return Interval(
        local(span.start),
        local(span.end),
        span.state,
        span.usually,
        rate * meter.between(span.start, span.end) if rate else NONE,
        rate * meter.between(late, span.end) if rate and span.end > late else NONE,
    )


def _undone(state: BandState) -> Fraction:
    return NONE if state.kind is Kind.CLOSED else WHOLE - state.capacity


def _share(bands: tuple[Band, ...], number: int) -> Fraction:
    """The share of a band. Where none is said, the highest band stands for all: it is down when any is."""
    known = bands[number].share
    if known is not None:
        return known
    return WHOLE if number == len(bands) - 1 else NONE


def stopped(outcome: Outcome, id: str, number: int) -> Iterator[tuple[Moment, Moment | None]]:
    """When a band stops, and when it is taken up; None where that is not within the look.

    A stop goes on over what is closed.
    """
    given, start = outcome.given, None
    for moment, _, value in outcome.world.histories[id].within(given.start, given.horizon):
        kind = value.state[number].kind
        if start is None and kind is Kind.STOPPED:
            start = moment
        elif start is not None and kind not in (Kind.STOPPED, Kind.CLOSED):
            yield start, moment
            start = None
    if start is not None:
        yield start, None


def stops_anyway(outcome: Outcome, id: str, number: int, start: Moment) -> bool:
    """Whether a band that stops at a moment is stopped then in the undisturbed world too."""
    return bool(outcome.usual.histories[id].at(start).state[number].kind is Kind.STOPPED)


def _stop(outcome: Outcome, function: Function, number: int, start: Moment, end: Moment | None) -> Stop:
    given = outcome.given
    limit = _limit(given, function, start)
    over = limit is not None and (given.horizon if end is None else end) > limit
    local = given.calendar.local_or_none
    return Stop(
        given.calendar.local(start),
        local(end),
        local(limit) if over else None,
        stops_anyway(outcome, function.id, number, start),
        causes=(),
        waits_for=(),
        promised=_promised(given, function.rto, start),
    )


def _why(
    outcome: Outcome, function: Function, number: int, stop: Stop, start: Moment, end: Moment | None
) -> Stop:
    """A stop with why it begins, and why it ends or does not."""
    node = outcome.compiled.nodes.functions[function.id]
    causes = node.why(number, outcome.at(start))
    if end is None:
        return replace(stop, causes=causes, still=_still(outcome, node, number, causes))
    path, hours = critical_path(outcome, node.key, end), _hours_of(outcome, node, end)
    return replace(stop, causes=causes, waits_for=path, hours_of=hours)


def _hours_of(outcome: Outcome, node: FunctionNode, end: Moment) -> str | None:
    """Whose hours begin at the end of a stop."""
    view = outcome.at(end)
    for member in node.members:
        if view.value(member.who).up and member.at_work(end) and not member.at_work(end - 1):
            return member.who
    begins = node.hours is not None and node.hours.span(end) and not node.hours.span(end - 1)
    return node.key if begins else None


def _promised(given: Circumstances, rto: Target | None, start: Moment) -> datetime | None:
    """By when something is promised back that is down from a moment on."""
    return given.calendar.local(given.calendar.add(start, rto.duration)) if rto and rto.duration else None


def _limit(given: Circumstances, function: Function, start: Moment) -> Moment | None:
    """From when a stop that starts then is too long."""
    mtpd = function.mtpd.duration if function.mtpd else None
    if not mtpd:
        return None
    if given.question.from_incident:
        # What stops later than that is too long as soon as it stops.
        return max(start, given.calendar.add(given.start, mtpd))
    return given.calendar.add(start, mtpd)


def _still(outcome: Outcome, node: FunctionNode, number: int, first: tuple[Cause, ...]) -> tuple[Cause, ...]:
    """Why a band is down at the end of the look; empty if that is why it stopped."""
    last = replace(outcome.at(outcome.given.horizon - 1), lasting=True)
    lasting = tuple(cause for cause in node.why(number, last) if cause.why is not Why.OFF_WORK)
    return () if alike(lasting, first) else lasting


def _cover(outcome: Outcome, function: Function, intervals: Iterable[Interval]) -> Fraction:
    """Fees once, and the rate of each day begun on which somebody is called who is not called anyway."""
    worth, cost = outcome.compiled.worth, NONE
    called = [
        each
        for each in intervals
        if each.state.kind is Kind.PAID
        and (each.usually.kind, each.usually.who) != (Kind.PAID, each.state.who)
    ]
    for hand in function.by.hands:
        days = {day for each in called if each.state.who == hand.who for day in _days(each)}
        if days:
            cost += worth(hand.fee) + worth(hand.day_rate) * len(days)
    return cost


def _days(interval: Interval) -> Iterator[date]:
    """The days on which it goes on."""
    day = interval.start.date()
    while datetime.combine(day, time(), interval.end.tzinfo) < interval.end:
        yield day
        day += DAY


# --- the rest --------------------------------------------------------------------------------------


def _missed(outcome: Outcome) -> list[DutyAnswer]:
    duties = outcome.compiled.plan.obligations
    found = [each for id in duties if id in outcome.world.histories for each in _late(outcome, duties[id])]
    return sorted(found, key=lambda each: (each.late, each.duty))


def _late(outcome: Outcome, duty: Obligation) -> Iterator[DutyAnswer]:
    """The turns of a duty that are late and usually are not. A day that several are late is lost once."""
    calendar, end, worth = outcome.given.calendar, outcome.given.end, outcome.compiled.worth
    loss, fee = worth(duty.loss.money if duty.loss else None), worth(duty.fee)
    meter = outcome.given.meters[bool(duty.loss and duty.loss.open_days)]
    node = outcome.compiled.nodes.duties[duty.id]
    usual = {turn.day: late for turn, late in _lateness(outcome, node, outcome.usual)}
    counted = joined(usual.values())
    for turn, (late, done) in _lateness(outcome, node, outcome.world):
        if calendar.here.midnight(turn.day) >= end or turn.day in usual:
            continue
        days = less(((late, done),), counted)
        counted = joined((*counted, *days))
        cost = sum((loss * meter.between(*span) for span in days), NONE)
        tail = sum((loss * meter.between(max(first, end), last) for first, last in days if last > end), NONE)
        yield DutyAnswer(
            duty.id,
            turn.day,
            calendar.local_or_none(turn.done),
            turn.by,
            calendar.local(late),
            cost - tail + (fee if late < end else NONE),
            tail + (NONE if late < end else fee),
        )


def _lateness(outcome: Outcome, duty: DutyNode, world: World) -> Iterator[tuple[Turn, tuple[Moment, Moment]]]:
    """The turns of a duty that are done late or not at all, each with how long it is late."""
    for turn in world.memories[duty.key].values[-1].all:
        late = duty.late(turn.day, outcome.given.calendar)
        done = turn.done if turn.done is not None else outcome.given.horizon
        if done >= late:
            yield turn, (late, done)


def _down(outcome: Outcome) -> list[Down]:
    """What is neither function nor duty and down, from when it usually is not."""
    plan, given = outcome.compiled.plan, outcome.given
    found: list[tuple[str, Moment, Moment | None]] = []
    for key, history in outcome.world.histories.items():
        start: Moment | None = None
        other = key in plan.things and key not in plan.functions and key not in plan.obligations
        for moment, _, value in history.within(given.start, given.horizon) if other else ():
            if value.up and start is not None:
                found.append((key, start, moment))
                start = None
            elif not value.up and start is None and outcome.usual.histories[key].at(moment).up:
                start = moment
        if start is not None:
            found.append((key, start, None))
    local = given.calendar.local_or_none
    downs = [
        Down(
            key,
            given.calendar.local(start),
            local(end),
            outcome.at(start).why(key),
            _promised(given, plan.systems[key].rto if key in plan.systems else None, start),
        )
        for key, start, end in found
    ]
    return sorted(downs, key=lambda each: (each.start, each.node))
