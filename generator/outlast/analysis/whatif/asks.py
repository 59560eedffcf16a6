"""Whom to ask for cover, and by when, so that nothing stops."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from outlast.analysis.whatif.access import AccessEntry, Route, opens
from outlast.analysis.whatif.answer import Stop
from outlast.analysis.whatif.answering import answer
from outlast.analysis.whatif.business_calendar import EVER, MINUTE, NEVER, Moment
from outlast.analysis.whatif.crew import Member, ready
from outlast.analysis.whatif.deadlines import last_in_time
from outlast.analysis.whatif.engine import Engine, Outcome
from outlast.analysis.whatif.needs import admits, requirements_in
from outlast.analysis.whatif.node import Hindsight
from outlast.analysis.whatif.outlook import Ask
from outlast.analysis.whatif.question import Question

Begins = Callable[[Moment], Moment]
"""When a cover begins, by when it is asked for."""


def asks(engine: Engine, question: Question) -> tuple[Ask, ...]:
    """Covers that must be asked for, with the latest moment that still helps, by that moment.

    A function that stops though nobody need be asked, or that stops whoever is asked, has none. Who is asked
    for a function, and does a duty too, is asked in time for both.
    """
    unasked = answer(engine, replace(question, ask=False), why=False)
    asked = engine.outcome(replace(question, ask=True))
    found = (
        each
        for id, function in unasked.functions.items()
        for band in function.bands
        if band.first is not None
        for each in _covers(asked, id, band.number, band.first)
    )
    duties = dict(_for_duties(asked))
    each_in_time = (_sooner(each, duties.get(each.who), asked) for each in found)
    return tuple(
        sorted(each_in_time, key=lambda each: (each.by or each.stop, each.function, each.band, each.who))
    )


def _covers(asked: Outcome, function: str, band: int, stop: Stop) -> Iterator[Ask]:
    calendar, start = asked.given.calendar, asked.at(asked.given.start).asked
    history = asked.history(function)
    stops_at = calendar.moment(stop.start)
    breach = calendar.moment(stop.breached) if stop.breached else None
    ends_at = calendar.moment(stop.end) if stop.end else NEVER
    members = asked.compiled.nodes.functions[function].members
    for member in members:
        for through, begins in _begins(asked, member):
            at = begins(start)
            # One that could not even then, or whose return ends the stop anyway, is no cover; nor is one that
            # begins when it goes on again, or when somebody could do it whom nobody need ask.
            if at >= ends_at or member.who not in (hands := history.at(at).state[band].hands):
                continue
            if any(each.who in hands and _can_unasked(each, asked.at(at)) for each in members):
                continue
            yield Ask(
                function,
                band,
                member.who,
                through,
                calendar.local_or_none(at),
                stop.start,
                calendar.local_or_none(_latest(begins, start, stops_at)),
                stop.breached,
                calendar.local_or_none(_latest(begins, start, breach)) if breach is not None else None,
            )


def _for_duties(asked: Outcome) -> Iterator[tuple[str, tuple[Moment, str]]]:
    """Who does a duty in time only after notice, the latest moment to ask them, and which; the last first."""
    given, found = asked.given, []
    for duty in asked.compiled.nodes.duties.values():
        members = {doer.member.who: doer.member for doer in duty.crew.doers if doer.member.notice is not None}
        turns = asked.at(given.horizon).memory(duty.key).all if members else ()
        for turn in turns:
            member, limit = members.get(turn.by or ""), last_in_time(asked, duty, turn.day)
            if member and turn.done is not None and given.start < turn.done <= limit < given.end:
                begins = partial(_is_ready, asked, member)
                latest = _latest(begins, asked.at(given.start).asked, limit)
                if latest != EVER:
                    found.append((latest, duty.key, member.who))
    for latest, duty_id, who in sorted(found, reverse=True):
        yield who, (latest, duty_id)


def _sooner(ask: Ask, duty: tuple[Moment, str] | None, asked: Outcome) -> Ask:
    """The same with the earlier moment, where a duty of theirs comes first."""
    if duty is None or ask.through or ask.by is None:
        return ask
    by = asked.given.calendar.local(duty[0])
    return replace(ask, by=by, duty=duty[1]) if by < ask.by else ask


def _begins(asked: Outcome, member: Member) -> Iterator[tuple[str | None, Begins]]:
    """What of a member must be asked for, and when it begins by when it is asked for."""
    if member.notice is not None:
        yield None, partial(_is_ready, asked, member)
    for route in member.routes if asked.given.question.break_glass else ():
        yield route.id, partial(_opens, asked, member, route)
    for system, way in _opened_for(member):
        yield system, partial(_starts, asked, way)


def _opened_for(member: Member) -> Iterator[tuple[str, AccessEntry]]:
    """The systems to which somebody has access only some time after it is asked for."""
    for requirement in requirements_in(member.needs):
        for way in requirement.access.ways.get(member.who, ()) if requirement.access else ():
            if way.starts_in:
                yield requirement.key, way


def _can_unasked(member: Member, view: Hindsight) -> bool:
    """Whether somebody takes no notice, no sealed way and no access that must be opened first."""
    if not member.listed or member.notice is not None or any(_opened_for(member)):
        return False
    return admits(member.needs, view, member.principal)


def _is_ready(asked: Outcome, member: Member, moment: Moment) -> Moment:
    return ready(member, asked.at(moment), moment)


def _opens(asked: Outcome, member: Member, route: Route, moment: Moment) -> Moment:
    return opens(route, member.who, asked.at(moment), moment)


def _starts(asked: Outcome, way: AccessEntry, moment: Moment) -> Moment:
    return asked.given.calendar.add(moment, way.starts_in) if way.starts_in else moment


def _latest(begins: Begins, start: Moment, limit: Moment) -> Moment:
    """The latest whole minute to ask so that it begins by a limit; EVER if asking at once is too late."""
    if begins(start) > limit:
        return EVER
    low, high = 0, max(0, (limit - start) // MINUTE)
    while low < high:
        middle = (low + high + 1) // 2
        if begins(start + middle * MINUTE) <= limit:
            low = middle
        else:
            high = middle - 1
    return start + low * MINUTE
