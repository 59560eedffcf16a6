"""Laws that hold for every plan, on random ones."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from functools import cache
from itertools import count

import pytest
from outlast.analysis.whatif.answer import Answer, Stop
from outlast.analysis.whatif.answering import answer
from outlast.analysis.whatif.causes import Cause, Why
from outlast.analysis.whatif.engine import Engine, Outcome
from outlast.analysis.whatif.fixes import Candidate, changed
from outlast.analysis.whatif.outlook import Change
from outlast.analysis.whatif.question import Kind
from outlast.analysis.whatif.rounds import rounds
from outlast.model.needs import Requirement
from outlast.model.value import NodeRef

from tests.builders import make_plan
from tests.whatif import plans
from tests.whatif.plans import Case

drawn = cache(plans.drawn)
SOME = pytest.mark.parametrize("number", range(40))
DOWN = (Kind.STOPPED, Kind.CLOSED)


WITHOUT = ("shifts", "stock", "funds")
"""What the laws about taking away and about adding are not meant for."""


@cache
def without(number: int, *collections: str) -> Case:
    """A case of its own for each number, with a plan that has nothing of these collections."""
    found = (drawn(other) for other in count(1000 * (number + 1)))
    return next(case for case in found if not any(f"\n{each}:" in case.text for each in collections))


@cache
def engine_of(number: int) -> Engine:
    return Engine(drawn(number).plan)


@cache
def answered(number: int) -> Answer:
    """What the engine answers about the plan of a number."""
    return answer(engine_of(number), drawn(number).question)


def down(outcome: Outcome, key: str, number: int, moment: int) -> bool:
    return outcome.at(moment).value(key).state[number].kind in DOWN


def moments(*outcomes: Outcome) -> list[int]:
    """Every moment at which anything changes, in any of the worlds."""
    found = {
        time
        for outcome in outcomes
        for world in (outcome.usual, outcome.world)
        for history in world.histories.values()
        for time in history.times
        if time >= outcome.given.start
    }
    return sorted({outcomes[0].given.start, *found})


@SOME
def test_taking_more_away_brings_nothing_up(number: int) -> None:
    case = without(number, *WITHOUT)
    plan = case.plan
    things = sorted([*plan.people, *plan.systems, *plan.equipment])
    more = things[number % len(things)]
    question = replace(case.question, limited_hands=False)
    engine = Engine(plan)
    less = engine.outcome(question)
    lost = engine.outcome(replace(question, lost=(*question.lost, (more, timedelta(days=9)))))
    if question.losses.get(more, timedelta()) is None:
        return
    for moment in moments(less, lost):
        for function in plan.functions:
            bands = range(len(less.usual.histories[function].values[0].state))
            for band in bands:
                if down(less, function, band, moment):
                    assert down(lost, function, band, moment), (function, band, moment, more, case.text)


@SOME
def test_the_cost_is_the_sum_over_the_intervals(number: int) -> None:
    reply = answered(number)
    for function in reply.functions.values():
        intervals = [interval for band in function.bands for interval in band.intervals]
        assert function.cost + function.tail == sum((each.cost for each in intervals), Fraction(0))
        assert all(each.cost >= 0 and each.tail <= each.cost for each in intervals)
        for band in function.bands:
            for before, after in zip(band.intervals, band.intervals[1:], strict=False):
                assert before.end == after.start


@SOME
def test_nothing_lost_changes_nothing_and_costs_nothing(number: int) -> None:
    case = drawn(number)
    engine = Engine(case.plan)
    outcome = engine.outcome(replace(case.question, lost=(), idle=frozenset()))
    assert not outcome.world.histories
    reply = answer(engine, replace(case.question, lost=(), idle=frozenset()))
    assert reply.cost == Fraction(0)
    assert reply.tail == Fraction(0)
    assert reply.cover == Fraction(0)


@SOME
def test_ids_and_the_order_of_things_change_nothing(number: int) -> None:
    case = drawn(number)
    ids = sorted(case.plan.things)
    names = {id: f"renamed-{id}" for id in ids}
    renamed = re.sub(r"[a-z0-9]+(?:-[a-z0-9]+)+", lambda match: names.get(match[0], match[0]), case.text)
    one = answered(number)
    lost = tuple((names[what], length) for what, length in case.question.lost)
    idle = case.question.idle and frozenset(names[id] for id in case.question.idle)
    unnoticed = case.question.unnoticed and names[case.question.unnoticed]
    question = replace(case.question, lost=lost, idle=idle, unnoticed=unnoticed)
    other = answer(Engine(make_plan(renamed)), question)
    assert (one.cost, one.tail, one.cover) == (other.cost, other.tail, other.cover)
    assert {names[id] for id in one.functions} == set(other.functions)
    for id, function in one.functions.items():
        told = [[(i.start, i.end, i.state.kind) for i in band.intervals] for band in function.bands]
        again = [
            [(i.start, i.end, i.state.kind) for i in b.intervals] for b in other.functions[names[id]].bands
        ]
        assert told == again


@SOME
def test_a_need_that_is_never_lost_changes_nothing(number: int) -> None:
    """A rock that nobody can lose, needed by every function."""
    case = without(number, "documents")
    plan = make_plan(case.text + "\ndocuments: {the-rock: {name: A rock}}\n")
    rock = Requirement(what=NodeRef("the-rock"))
    functions = {
        id: function.model_copy(update={"needs": (*function.needs, rock)})
        for id, function in plan.functions.items()
    }
    needing = plan.model_copy(update={"functions": functions})
    one, other = answer(Engine(plan), case.question), answer(Engine(needing), case.question)
    assert (one.cost, one.tail, one.cover) == (other.cost, other.tail, other.cover)
    assert json.dumps({id: str(f.stop and f.stop.start) for id, f in one.functions.items()}) == json.dumps(
        {id: str(f.stop and f.stop.start) for id, f in other.functions.items()}
    )


@SOME
def test_a_spare_an_access_or_a_deputy_takes_nothing_down(number: int) -> None:
    case = without(number, *WITHOUT)
    plan = case.plan
    candidates = [Candidate(Change.SPARE, id) for id in plan.equipment]
    candidates += [
        Candidate(Change.ACCESS, s.id, who) for s in plan.systems.values() if s.access for who in plan.people
    ]
    candidates += [
        Candidate(Change.CONFIRM, s.id, who) for s in plan.systems.values() if s.access for who in plan.people
    ]
    candidates += [Candidate(Change.DEPUTY, id) for id, f in plan.functions.items() if f.by.hands]
    candidate = candidates[number % len(candidates)]
    question = replace(case.question, limited_hands=False)
    before, after = Engine(plan).outcome(question), Engine(changed(plan, candidate)).outcome(question)
    for moment in moments(before, after):
        for function in plan.functions:
            for band in range(len(before.usual.histories[function].values[0].state)):
                if not down(before, function, band, moment):
                    assert not down(after, function, band, moment), (candidate, function, moment, case.text)


@cache  # three laws ask for the stops of the same plans
def stops(number: int) -> tuple[tuple[Case, Outcome, str, int, Stop], ...]:
    """Every stop of a random plan that would not have come anyway."""
    return tuple(_stops(number))


def _stops(number: int) -> Iterator[tuple[Case, Outcome, str, int, Stop]]:
    case = drawn(number)
    outcome = engine_of(number).outcome(case.question)
    for function in answered(number).functions.values():
        for band in function.bands:
            for stop in band.stops:
                if not stop.anyway:
                    yield case, outcome, function.function, band.number, stop


NO_LEAVES = {
    *(Why.NEEDS, Why.CHOICE, Why.PREPARING, Why.APPROVAL),
    *(Why.SECOND_FACTOR, Why.CARRIED, Why.OUT_OF_REACH),
}
"""Causes that say nothing that anybody could act on unless they say why."""


def left_undone(cause: Cause, case: Case) -> bool:
    idle = case.question.idle  # None: nobody does anything
    return cause.why in (Why.MISSED, Why.NOT_FILLED, Why.EMPTY) and (idle is None or cause.node in idle)


@SOME
def test_every_stop_has_a_cause_down_to_a_leaf(number: int) -> None:
    for case, _, function, band, stop in stops(number):
        assert stop.causes, (function, band, stop.start, case.text)
        for leaf in (leaf for cause in stop.causes for leaf in cause.leaves()):
            bare = leaf.why in NO_LEAVES or (leaf.why is Why.MISSED and not left_undone(leaf, case))
            assert not bare, (function, band, stop.start, leaf, case.text)


@SOME
def test_nobody_who_could_do_it_is_a_reason_that_it_stops(number: int) -> None:
    for case, outcome, function, band, stop in stops(number):
        moment = outcome.given.calendar.moment(stop.start)
        state = outcome.at(moment).value(function).state[band]
        hours = (Why.OFF_WORK, Why.MISSED, Why.NEEDS)
        for cause in stop.causes:
            if cause.node in state.hands and cause.node in case.plan.people:
                assert cause.why in hours, (function, band, cause, case.text)


NOT_THERE = {
    *(Why.AWAY, Why.HOLIDAY, Why.VACANT, Why.LOST, Why.RESTORING, Why.CARRIED, Why.OUT_OF_REACH),
    *(Why.NEEDS, Why.EXPIRED, Why.EMPTY, Why.NOT_FILLED, Why.MISSED),
}
"""Causes that say of something that it is not there, or does not work."""


@SOME
def test_no_cause_is_contradicted_by_the_same_answer(number: int) -> None:
    for case, outcome, function, band, stop in stops(number):
        world = outcome.at(outcome.given.calendar.moment(stop.start))
        for cause in (each for top in stop.causes for each in top.all()):
            # A function that is lost itself may have a workaround.
            if cause.why in NOT_THERE and cause.node not in case.plan.functions:
                assert not world.value(cause.node).up, (function, band, stop.start, cause, case.text)


@SOME
def test_no_cause_begins_after_what_it_causes(number: int) -> None:
    for case, _, function, band, stop in stops(number):
        for cause in (each for top in stop.causes for each in top.all()):
            late = cause.since is not None and cause.since.date() > stop.start.date()
            assert not late, (function, band, stop.start, cause, case.text)


@SOME
def test_no_duty_stops_anything_before_its_day(number: int) -> None:
    case = drawn(number)
    for task in rounds(Engine(case.plan), case.question):
        for function, at in task.stops:
            assert at.date() >= task.due, (task, function, case.text)
