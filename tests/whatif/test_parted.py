"""Plans on which engine and oracle parted once, each as small as it got."""

from datetime import date, timedelta

import pytest
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
