"""What cannot be done though nothing is lost: the undisturbed world, read for itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from outlast.analysis.whatif.answer import Answer
from outlast.analysis.whatif.approvals import Place
from outlast.analysis.whatif.causes import Cause, Why
from outlast.analysis.whatif.engine import Engine, Outcome
from outlast.analysis.whatif.node import Hindsight
from outlast.analysis.whatif.outlook import Anyway, Cannot, Undone
from outlast.analysis.whatif.question import Question
from outlast.model.functions import Function
from outlast.model.obligations import Obligation
from outlast.source import KeyPath

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
    """Who is named and, asked long ago, cannot do any of it for a reason that lies with them."""
    view = calm.at(calm.given.horizon - 1)
    for function in calm.compiled.plan.functions.values():
        yield from _cannot_do(calm, function, view)
        yield from _cannot_work_around(calm, function, view)
        yield from _cannot_agree(calm, function, view)
    for duty in calm.compiled.plan.obligations.values():
        yield from _cannot_see_to(calm, duty, view)


def _cannot_do(calm: Outcome, function: Function, view: Hindsight) -> Iterator[Cannot]:
    node = calm.compiled.nodes.functions[function.id]
    values = calm.usual.histories[function.id].values
    able = {who for value in values for band in value.state for who in band.hands}
    members = {member.who: member for member in node.members if member.listed}
    for place, hand in enumerate(function.by.hands):
        who, path = str(hand.who), ("by", "hands", place, "who")
        if who in node.unskilled:
            yield Cannot(function.id, who, path, (view.cause(Why.UNSKILLED, who, function.id),))
        elif who in members and who not in able:
            yield from _told(function.id, who, path, node.why_not(members[who], view))


def _cannot_work_around(calm: Outcome, function: Function, view: Hindsight) -> Iterator[Cannot]:
    instead = calm.compiled.nodes.functions[function.id].instead
    members = {member.who: member for member in instead.members} if instead else {}
    for place, hand in enumerate(function.workaround.by if function.workaround else ()):
        if (who := str(hand.who)) in members:
            causes = tuple(members[who].unable(view, function.id))
            yield from _told(function.id, who, ("workaround", "by", place, "who"), causes)


def _cannot_agree(calm: Outcome, function: Function, view: Hindsight) -> Iterator[Cannot]:
    """Who can agree to amounts of one band only is needed for those."""
    places: dict[tuple[int, str, str], list[Place]] = defaultdict(list)
    for band in calm.compiled.nodes.functions[function.id].bands:
        for approval in band.approvals:
            for side, place in (("create", approval.create), ("approve", approval.approve)):
                for who in place.members:
                    places[approval.number, side, who].append(place)
    for (number, side, who), found in places.items():
        causes = [tuple(place.why_not(who, view, function.id)) for place in found]
        if all(causes):
            yield from _told(function.id, who, ("approvals", number, side), causes[0])


def _cannot_see_to(calm: Outcome, duty: Obligation, view: Hindsight) -> Iterator[Cannot]:
    crew = calm.compiled.nodes.duties[duty.id].crew
    direct = {doer.member.who: doer for doer in crew.doers if doer.through is None}
    for place, hand in enumerate(duty.by):
        who, path = str(hand.who), ("by", place, "who")
        if who in crew.short or (who in direct and not direct[who].reaches):
            yield Cannot(duty.id, who, path, (view.cause(Why.LIMIT, who, duty.id),))
        elif who in direct:
            yield from _told(duty.id, who, path, tuple(direct[who].member.unable(view, duty.id)))


def _told(subject: str, who: str, path: KeyPath, causes: tuple[Cause, ...]) -> Iterator[Cannot]:
    """Nothing for somebody who is not there, or waits for a thing that is down: another day they may."""
    leaves = [leaf for cause in causes for leaf in cause.leaves()]
    if leaves and all(leaf.why in OWN for leaf in leaves):
        yield Cannot(subject, who, path, causes)
