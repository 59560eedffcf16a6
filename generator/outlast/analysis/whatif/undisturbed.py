"""What cannot be done though nothing is lost: the undisturbed world, read for itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from outlast.analysis.whatif.answer import Answer
from outlast.analysis.whatif.causes import Why
from outlast.analysis.whatif.engine import Engine, Outcome
from outlast.analysis.whatif.outlook import Anyway, Cannot, Undone
from outlast.analysis.whatif.question import Question

OWN = (Why.NO_ACCESS, Why.UNCONFIRMED, Why.ACCESS_ENDED, Why.SECOND_FACTOR, Why.LIMIT, Why.UNSKILLED)
"""Causes that lie with somebody who is there, and that no waiting ends."""


def undisturbed(engine: Engine, start: date) -> Outcome:
    """The world in which nothing is lost, as what happens."""
    outcome = engine.outcome(Question(start))
    return replace(outcome, world=outcome.usual)


def anyway(calm: Answer) -> tuple[Anyway, ...]:
    """Functions that stop in the window though nothing is lost: of each the first stop, by time."""
    first = []
    for function in calm.functions.values():
        stops = [
            Anyway(function.function, band.number, stop)
            for band in function.bands
            for stop in band.stops
            if stop.start < calm.end
        ]
        first += sorted(stops, key=lambda each: each.stop.start)[:1]
    return tuple(sorted(first, key=lambda each: (each.stop.start, each.function)))


def undone(calm: Outcome) -> Iterator[Undone]:
    """Duties that come round and that nobody ever does, with why at the first of them."""
    given = calm.given
    for key, duty in calm.compiled.nodes.duties.items():
        turns = calm.usual.memories[key].values[-1].all
        late = min((duty.late(turn.day, given.calendar) for turn in turns), default=given.horizon)
        if late < given.horizon and all(turn.done is None for turn in turns):
            missed = calm.at(late).why(key)
            yield Undone(key, turns[0].day, tuple(cause for top in missed for cause in top.of))


def cannot(calm: Outcome) -> Iterator[Cannot]:
    """Listed hands who, asked long ago, cannot do any of a function for a reason that lies with them.

    Of duties only those whose limit is below the amount, which holds whenever the duty comes round.
    """
    yield from _cannot_do(calm)
    yield from _cannot_pay(calm)


def _cannot_pay(calm: Outcome) -> Iterator[Cannot]:
    view = calm.at(calm.given.start)
    for duty in calm.compiled.plan.obligations.values():
        crew = calm.compiled.nodes.duties[duty.id].crew
        direct = [doer for doer in crew.doers if doer.through is None]
        able = {doer.member.who for doer in direct if doer.reaches}
        short = {*crew.short, *(doer.member.who for doer in direct)} - able
        for place, hand in enumerate(duty.by):
            if hand.who in short:
                yield Cannot(duty.id, place, (view.cause(Why.LIMIT, str(hand.who), duty.id),))


def _cannot_do(calm: Outcome) -> Iterator[Cannot]:
    view = calm.at(calm.given.horizon - 1)
    for function in calm.compiled.plan.functions.values():
        node = calm.compiled.nodes.functions[function.id]
        values = calm.usual.histories[function.id].values
        able = {who for value in values for band in value.state for who in band.hands}
        members = {member.who: member for member in node.members if member.listed}
        for place, hand in enumerate(function.by.hands):
            who = str(hand.who)
            if who in able:
                continue
            if who in node.unskilled:
                yield Cannot(function.id, place, (view.cause(Why.UNSKILLED, who, function.id),))
            elif who in members:
                causes = node.why_not(members[who], view)
                # Somebody who is not there, or waits for a thing that is down, may do it on another day.
                if causes and all(cause.why in OWN for cause in causes):
                    yield Cannot(function.id, place, causes)
