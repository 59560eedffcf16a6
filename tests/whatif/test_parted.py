"""Plans on which engine and oracle parted once, each as small as it got."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from outlast.analysis.whatif.answering import answer
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.question import Question

from tests.builders import make_plan
from tests.whatif.agreement import Answered, disagreements
from tests.whatif.oracle import walk
from tests.whatif.plans import HORIZON

TWO = "people: {sam: {name: Sam, role: A}, ada: {name: Ada, role: B}}\n"
LETTER = """
break_glass:
  letter:
    name: Letter
    holders: [ada]
    opens: [{system: shop}]
    tests: [{system: shop, on: 2026-05-01, worked: yes}]
"""
EASY = "steps: [{do: Do it., novice: yes}]"


def gone(*what: str) -> Question:
    lost = tuple((each, timedelta(days=9)) for each in what)
    return Question(date(2026, 12, 1), lost, window=timedelta(days=HORIZON))


@pytest.mark.parametrize("access", ["", ", access: [{who: sam}]", ", access: [{who: ada}, {who: sam}]"])
def test_a_novice_opens_a_sealed_way_whether_or_not_a_list_says_who_gets_in(access: str) -> None:
    plan = (
        f"{TWO}systems: {{shop: {{name: Shop{access}}}}}\n"
        f"functions: {{sell: {{name: Sell, by: sam, needs: [shop], {EASY}}}}}\n{LETTER}"
    )
    question = gone("sam")
    assert not disagreements(make_plan(plan), question, Answered)
    assert "break-glass" in walk(make_plan(plan), question, days=2).bands["sell", 0]


def test_a_novice_is_no_hand_while_a_need_only_coasts() -> None:
    plan = (
        f"{TWO}systems: {{shop: {{name: Shop, access: [{{who: sam}}]}}}}\n"
        "equipment: {till: {name: Till}}\n"
        "functions: {sell: {name: Sell, by: sam, needs: [shop, {what: till, coasts: 5d}],"
        f" answer_within: 1d, {EASY}}}}}\n{LETTER}"
    )
    question = gone("sam", "till")
    assert not disagreements(make_plan(plan), question, Answered)
    assert not any(walk(make_plan(plan), question, days=9).staffed["sell"])


def test_steps_lead_nobody_beyond_the_limit_that_a_duty_gives_them() -> None:
    plan = (
        "people: {ada: {name: Ada, role: B}}\n"
        "systems: {shop: {name: Shop, access: [{who: ada}]}, host: {name: Host}}\n"
        "functions: {pay: {name: Pay, by: ada}}\n"
        "obligations: {bill: {name: Bill, due: 2026-12-02, by: [{who: pay, up_to: 100}], amount: 200,"
        f" needs: [shop], stops: [host], {EASY}}}}}\n{LETTER}"
    )
    question = gone()
    assert not disagreements(make_plan(plan), question, Answered)
    assert not all(walk(make_plan(plan), question, days=4).up["host"])


def test_who_is_paid_and_ended_a_stop_keeps_it_until_somebody_else_is_at_work() -> None:
    """Something else that comes back meanwhile changes nothing."""
    plan = (
        "people: {sam: {name: Sam, role: A}, ada: {name: Ada, role: B}}\n"
        "systems: {host: {name: Host}}\n"
        "suppliers: {van: {name: Van, alternatives: [{name: Another, lead_time: 1d}]}}\n"
        "functions: {send: {name: Send, by: [sam, {who: ada, day_rate: 100}], unattended: 3d,"
        " needs: [van, {any: [host, van]}]}}\n"
    )
    lost = (("van", None), ("sam", timedelta(days=5)), ("host", timedelta(hours=36)))
    question = replace(gone(), lost=lost)
    assert not disagreements(make_plan(plan), question, Answered)
    kinds = walk(make_plan(plan), question, days=6).bands["send", 0]
    assert list(dict.fromkeys(kinds)) == ["stopped", "paid", "by"]


def test_a_duty_follows_each_turn_of_another_once_whichever_is_settled_first() -> None:
    plan = (
        "people:\n"
        "  sam: {name: Sam, role: A}\n"
        "  ada: {name: Ada, role: B, works: [{days: wed, from: '22:00', to: '02:00'}]}\n"
        "obligations:\n"
        "  count: {name: Count, due: every working day, recovers_in: 2d,"
        " by: [sam, {who: ada, starts_in: 1h}]}\n"
        "  file: {name: File, after: count, by: ada, fee: 25}\n"
    )
    question = gone("sam")
    assert not disagreements(make_plan(plan), question, Answered)


def test_a_novice_with_a_limit_does_what_lies_within_it() -> None:
    plan = (
        "people: {sam: {role: A}, ada: {name: Ada, role: B, may: {refund: 100}}}\n"
        "systems: {shop: {name: Shop}}\n"
        f"functions: {{pay: {{name: Pay, by: sam, limit: refund, needs: [shop], {EASY}}}}}\n{LETTER}"
    )
    assert not disagreements(make_plan(plan), gone(), Answered)
    assert set(walk(make_plan(plan), gone(), days=2).bands["pay", 0]) == {"break-glass"}


def test_a_spare_that_always_served_stands_in_a_circle_of_needs() -> None:
    plan = (
        "people: {sam: {role: A}}\nsystems: {shop: {name: Shop, needs: [till]}}\n"
        "equipment: {till: {name: Till, needs: [shop], held_by: sam, spares: 1, fetch: 36h}}\n"
    )
    assert not disagreements(make_plan(plan), gone(), Answered)
    assert all(walk(make_plan(plan), gone(), days=2).up["till"])


@pytest.mark.parametrize("thursday", [True, False])
@pytest.mark.parametrize(
    ("bill", "rest"),
    [
        ("by: sam, needs: [bank]", "systems: {{bank: {{name: Bank, access: [{{who: sam, until: {day}}}]}}}}"),
        (
            "by: sam, needs: [bank]",
            "systems: {{bank: {{name: Bank, access: [{{who: sam, second_factor: safe}}]}},"
            " safe: {{name: Safe, access: [{{who: sam, until: {day}}}]}}}}",
        ),
        (
            "by: sam, needs: [bank]",
            "systems: {{bank: {{name: Bank, needs: [paper]}}}}\n"
            "documents: {{paper: {{name: Paper, expires: {day}}}}}",
        ),
        ("by: sam, fund: card", "funds: {{card: {{name: Card, expires: {day}}}}}"),
        ("by: sam, needs: [ada]", ""),
        ("by: pay", "functions: {{pay: {{name: Pay, by: sam, approvals: [{{create: sam, approve: ada}}]}}}}"),
    ],
)
def test_a_duty_was_done_before_the_start_by_who_could_do_it_on_that_day(
    bill: str, rest: str, thursday: bool
) -> None:
    """Sam's time for Sunday was Thursday the 26th; something ended on that day, or the day before."""
    away = "{from: 2026-11-27, to: 2026-11-30}" if thursday else "{from: 2026-11-24, to: 2026-11-26}"
    plan = make_plan(
        "people: {sam: {name: Sam, role: A, works: [thu]},"
        f" ada: {{name: Ada, role: B, holidays: [{away}]}}}}\n"
        "locations: {shop: {name: Shop}}\n"
        f"obligations: {{bill: {{name: Bill, due: 2026-11-29, stops: [shop], {bill}}}}}\n"
        + rest.format(day="2026-11-26" if thursday else "2026-11-25")
    )
    question = replace(gone(), start=date(2026, 11, 28))
    assert not disagreements(plan, question, Answered)
    assert all(walk(plan, question, days=3).up["shop"]) is thursday


def test_what_coasts_to_bring_itself_back_is_lost_with_it_and_not_when_somebody_comes() -> None:
    """The code for the mail lies in the bank. Sam is there on Friday, when the day without it has passed."""
    plan = make_plan(
        "people: {sam: {name: Sam, role: A, works: [fri]}}\n"
        "systems:\n"
        "  bank: {name: Bank, restore: {by: sam, needs: [{what: mail, coasts: 1d}], takes: 2h}}\n"
        "  mail: {name: Mail, access: [{who: sam, second_factor: bank}]}\n"
    )
    question = replace(gone(), lost=(("bank", None),))
    assert not disagreements(plan, question, Answered)
    assert not any(walk(plan, question, days=7).up["bank"])


@pytest.mark.parametrize("skills", ["[]", "[packing]"])
def test_whoever_is_named_twice_stands_where_they_can_do_it(skills: str) -> None:
    """Sam works on Wednesdays only. Behind Ada, who works on Tuesday, he does not do it six days early."""
    plan = make_plan(
        f"people: {{sam: {{name: Sam, role: A, works: [wed], skills: {skills}}},"
        " ada: {name: Ada, role: B}}\n"
        "functions: {pay: {name: Pay, by: sam, skills: [packing]}}\n"
        "equipment: {till: {name: Till}}\n"
        "locations: {shop: {name: Shop}}\n"
        "obligations:"
        " {bill: {name: Bill, due: 2026-12-01, by: [pay, ada, sam], needs: [till], stops: [shop]}}\n"
    )
    question = replace(gone(), start=date(2026, 11, 30), lost=(("till", timedelta(days=4)),))
    assert not disagreements(plan, question, Answered)
    assert all(walk(plan, question, days=5).up["shop"]) is (skills == "[packing]")


@pytest.mark.parametrize(("due", "done"), [("2026-12-19", True), ("2026-12-20", False)])
def test_nobody_does_a_duty_more_than_30_days_early(due: str, done: bool) -> None:
    """Sam's last working day is 19 November."""
    plan = make_plan(
        "people: {sam: {name: Sam, role: A, holidays: [{from: 2026-11-20, to: 2027-01-31}]}}\n"
        "locations: {shop: {name: Shop}}\n"
        f"obligations: {{bill: {{name: Bill, due: {due}, by: sam, stops: [shop]}}}}\n"
    )
    question = replace(gone(), start=date(2026, 12, 10))
    assert not disagreements(plan, question, Answered)
    assert all(walk(plan, question, days=12).up["shop"]) is done


def test_a_store_runs_dry_between_two_steps_of_the_walk() -> None:
    """The walk sees it half an hour later at most; the engine says the minute, worked out by hand.

    Six days last from 20 November 15:30. Until the season begins on the 24th, 80.5 of 144 hours have gone.
    The 63.5 that are left last half as long: 31 hours and 45 minutes.
    """
    plan = make_plan(
        "business: {format: 1, name: Shop, timezone: Europe/Brussels, currency: EUR,"
        " seasons: [{name: Peak, from: 11-24, to: 12-31, factor: 2}]}\n"
        "people: {sam: {name: Sam, role: B}}\n"
        "stock: {jars: {name: Jars, cover: 6d, feeds: [sell], refill: {at: 2d, by: sam, lead_time: 1d}}}\n"
        "functions: {sell: {name: Sell, by: sam, unattended: 9d}}\n"
    )
    question = replace(gone("sam"), start=date(2026, 11, 20), clock=time(15, 30))
    (stop,) = answer(Engine(plan), question).functions["sell"].bands[0].stops
    assert stop.start.isoformat() == "2026-11-25T07:45:00+01:00"


def test_what_coasts_on_what_coasts_was_down_before_the_start() -> None:
    plan = make_plan(
        """documents: {paper: {name: Paper, expires: 2026-11-20}}
systems:
  office: {name: Office, needs: [{what: paper, coasts: 2d}]}
  shop: {name: Shop, needs: [{what: office, coasts: 5d}]}
functions: {sell: {name: Sell, needs: [shop], workaround: {do: Keep a list., at_most: 1d}}}
"""
    )
    assert not disagreements(plan, gone(), Answered)
    assert walk(plan, gone(), days=2).bands["sell", 0][0] == "stopped"
