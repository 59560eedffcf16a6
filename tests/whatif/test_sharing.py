"""What the engine does not work out again: an answer is the same whatever was asked before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from outlast.analysis.whatif.answering import answer
from outlast.analysis.whatif.causes import Why
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.fixes import Candidate, changed
from outlast.analysis.whatif.outlook import Change
from outlast.analysis.whatif.question import Question

from tests.builders import make_plan
from tests.whatif.plans import drawn

MONDAY = date(2026, 11, 23)
WEEKLY = """
people: {sam: {name: Sam, role: Founder, works: [{days: mon-fri, from: "09:00", to: "17:00"}]}}
systems: {bank: {name: Bank, access: [{who: sam, until: 2026-12-20}]}}
obligations: {rent: {name: Rent, due: every friday, by: sam, needs: [bank], grace: 1d, stops: [sell]}}
functions: {sell: {name: Sell, by: automatic, needs: [bank]}}
"""
JOE = """
people: {joe: {name: Joe, role: Packer, works: [{days: mon-fri, from: "10:00", to: "17:00"}]}}
"""


@pytest.mark.parametrize("number", range(5))
def test_an_answer_does_not_depend_on_what_was_asked_before(number: int) -> None:
    case = drawn(number)
    asked = [case.question]
    asked += [replace(case.question, lost=case.question.lost[:1])]
    asked += [replace(each, ask=False) for each in asked]
    asked += [replace(each, idle=None) for each in asked]
    asked += [replace(each, break_glass=False, limited_hands=True) for each in asked[:2]]
    engine = Engine(case.plan)
    for question in (*asked, *reversed(asked)):
        assert answer(engine, question) == answer(Engine(case.plan), question)


@pytest.mark.parametrize("number", range(5))
def test_a_plan_with_one_change_is_answered_as_if_it_stood_alone(number: int) -> None:
    case = drawn(number)
    engine = Engine(case.plan)
    answer(engine, case.question)
    for function in case.plan.functions:
        plan = changed(case.plan, Candidate(Change.DEPUTY, str(function)))
        assert answer(Engine(plan, engine), case.question) == answer(Engine(plan), case.question)
    assert answer(engine, case.question) == answer(Engine(case.plan), case.question)


def test_what_an_answer_was_told_apart_by_is_held_as_long_as_the_answer_is_known() -> None:
    engine = Engine(make_plan(WEEKLY))
    given = engine.outcome(Question(MONDAY, (("bank", timedelta(days=2)),), timedelta(days=9))).given
    known, usual = engine._known[given.start, given.horizon], engine.outcome(given.question).usual
    held = {id(each) for timelines in known._timelines.values() for each in timelines}
    assert held >= {id(each) for each in (*usual.histories.values(), *usual.memories.values())}


@pytest.mark.parametrize("number", range(5))
def test_a_duty_that_goes_on_as_usual_remembers_what_was_otherwise(number: int) -> None:
    start = MONDAY + timedelta(days=number)
    engine = Engine(make_plan(WEEKLY.replace("by: sam, needs: [bank]", "by: [sam, joe]"), JOE))
    outcome = engine.outcome(Question(start, (("sam", timedelta(days=14)),)))
    turns = outcome.world.memories["rent"].values[-1].all
    assert [turn.by for turn in turns[:2]] == ["joe", "joe"]
    assert {turn.by for turn in turns[2:]} == {"sam"}
    usual = outcome.usual.memories["rent"].values[-1].all
    assert [turn.day for turn in turns] == [turn.day for turn in usual]


def test_what_became_as_usual_again_is_explained_by_what_happens_later() -> None:
    question = Question(MONDAY, (("bank", timedelta(days=2)),))
    (band,) = answer(Engine(make_plan(WEEKLY)), question).functions["sell"].bands
    later = [stop for stop in band.stops if stop.anyway]
    assert [(cause.why, cause.node) for cause in later[0].causes] == [(Why.MISSED, "rent")]


def test_days_that_are_over_are_forgotten() -> None:
    engine, question = Engine(make_plan(WEEKLY)), Question(MONDAY, (("bank", timedelta(days=2)),))
    first = engine.outcome(question)
    assert engine.outcome(question) is first
    engine.forget(MONDAY)
    again = engine.outcome(question)
    assert again is not first
    assert again.world.histories == first.world.histories
