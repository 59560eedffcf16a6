"""What cannot be done though nothing is lost: the undisturbed world, read for itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from outlast.analysis.whatif.causes import Why
from outlast.analysis.whatif.duties import DutyNode
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.outlook import Anyway, Cannot, Undone
from outlast.analysis.whatif.question import Question
from outlast.analysis.whatif.reader import Reader
from outlast.analysis.whatif.work import FunctionNode

OWN = (Why.NO_ACCESS, Why.ACCESS_ENDED, Why.SECOND_FACTOR, Why.LIMIT, Why.UNSKILLED)
"""Causes that lie with somebody who is there, and that no waiting ends."""


def undisturbed(engine: Engine, start: date) -> Reader:
    """A reader of the world in which nothing is lost."""
    outcome = engine.outcome(Question(start))
    return Reader(engine, replace(outcome, world=outcome.usual))


def anyway(calm: Reader) -> tuple[Anyway, ...]:
    """Functions that stop in the window though nothing is lost: of each the first stop, by time."""
    found = calm.answer()
    first = []
    for function in found.functions.values():
        stops = [
            Anyway(function.function, band.number, stop)
            for band in function.bands
            for stop in band.stops
            if stop.start < found.end
        ]
        first += sorted(stops, key=lambda each: each.stop.start)[:1]
    return tuple(sorted(first, key=lambda each: (each.stop.start, each.function)))


def undone(calm: Reader) -> tuple[Undone, ...]:
    """Duties that come round and that nobody ever does, with why at the first of them."""
    return tuple(_undone(calm))


def _undone(calm: Reader) -> Iterator[Undone]:
    for key in calm.plan.obligations:
        duty = calm.nodes[key]
        if not isinstance(duty, DutyNode):
            continue
        turns = calm.outcome.usual.memories[key].values[-1].all
        late = [duty.late(turn.day, calm.past.view()) for turn in turns]
        if turns and all(turn.done is None for turn in turns) and min(late) < calm.outcome.horizon:
            missed = calm.at(min(late)).node(key)
            yield Undone(key, turns[0].day, tuple(cause for top in missed for cause in top.of))


def cannot(calm: Reader) -> tuple[Cannot, ...]:
    """Listed hands who, asked long ago, cannot do any of a function for a reason that lies with them."""
    return tuple(_cannot(calm))


def _cannot(calm: Reader) -> Iterator[Cannot]:
    past = calm.at(calm.outcome.horizon - 1)
    for function in calm.plan.functions.values():
        work = calm.nodes[function.id]
        if not isinstance(work, FunctionNode):
            continue
        values = calm.outcome.usual.histories[function.id].values
        able = {who for value in values for band in value.state for who in band.hands}
        members = {member.who: member for member in work.members if member.listed}
        unskilled = calm.engine.compiled.unskilled.get(function.id, frozenset())
        for place, hand in enumerate(function.by.hands):
            who = str(hand.who)
            if who in able:
                continue
            if who in unskilled:
                yield Cannot(function.id, place, past.lacks(who, function.id))
            elif who in members:
                causes = past.hand(work, members[who])
                own = tuple(cause for cause in causes if cause.why in OWN)
                # Somebody who is not there, or waits for a thing that is down, may do it on another day.
                if own and len(own) == len(causes):
                    yield Cannot(function.id, place, own)
