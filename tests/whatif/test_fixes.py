"""Each kind of change is found where it helps, and is worth what is no longer lost."""

from datetime import date

import pytest
from outlast.analysis import Facts, analyse
from outlast.analysis.whatif.outlook import Change, Fix

from tests.builders import make_plan

TODAY = date(2026, 11, 22)
PEOPLE = "people: {sam: {name: Sam, role: Founder}, kim: {name: Kim, role: Support}}\n"


def facts(plan: str) -> Facts:
    return analyse(make_plan(PEOPLE + plan), TODAY)


def sell(more: str) -> str:
    return f"functions:\n  sell: {{name: Sell, mtpd: 1d, loss: 100 EUR per day, {more}}}\n"


HELPING = {
    Change.SPARE: (
        "kettle",
        None,
        sell("by: automatic, needs: [kettle]") + "equipment: {kettle: {name: Kettle}}",
    ),
    Change.DEPUTY: ("sell", None, sell("by: sam")),
    Change.ACCESS: (
        "till",
        "kim",
        sell("by: [sam, kim], needs: [till]") + "systems: {till: {name: Till, access: [{who: sam}]}}",
    ),
    Change.LIMIT: (
        "sell",
        "kim",
        sell("by: [sam, {who: kim, up_to: 50}], amounts: [{up_to: 60, share: 90%}, {over: 60, share: 10%}]"),
    ),
    Change.SECOND_DOER: (
        "rent",
        None,
        sell("by: automatic")
        + "obligations: {rent: {name: Rent, due: every month on 1, by: sam, stops: [sell], grace: 1d}}",
    ),
    Change.SOURCE: (
        "a",
        None,
        sell("by: automatic")
        + "obligations: {rent: {name: R, due: every month on 1, by: [sam, kim], fund: a, stops: [sell]}}\n"
        + "funds: {a: {name: Account}}",
    ),
    Change.ALTERNATIVE: (
        "dairy",
        None,
        sell("by: automatic, needs: [dairy]") + "suppliers: {dairy: {name: Dairy}}",
    ),
}


@pytest.mark.parametrize("change", HELPING)
def test_a_change_is_found_where_it_helps(change: Change) -> None:
    subject, who, plan = HELPING[change]
    found = [fix for fix in facts(plan).outlook.fixes if fix.change is change]
    assert [(fix.subject, fix.who) for fix in found] == [(subject, who)]
    assert found[0].saved > 0


RENT = (
    sell("by: automatic")
    + "obligations: {rent: {name: R, due: every month on 1, amount: 100, by: BY, stops: [sell], grace: 1d}}"
)


def test_a_limit_below_the_amount_of_a_duty_is_raised_in_the_duty() -> None:
    plan = RENT.replace("BY", "[sam, {who: kim, up_to: 50}]")
    found = [fix for fix in facts(plan).outlook.fixes if fix.change is Change.LIMIT]
    assert [(fix.subject, fix.who, fix.of) for fix in found] == [("rent", "kim", ("sam",))]
    assert facts(plan.replace("up_to: 50", "up_to: 100")).outlook.fixes == ()


def test_a_limit_of_a_function_that_does_a_duty_is_raised_in_the_duty() -> None:
    plan = RENT.replace("BY", "[sam, {who: pay, up_to: 50}]").replace(
        "functions:\n", "functions:\n  pay: {name: Pay, by: kim}\n"
    )
    found = [fix for fix in facts(plan).outlook.fixes if fix.change is Change.LIMIT]
    assert [(fix.subject, fix.who, fix.of) for fix in found] == [("rent", "pay", ("sam",))]


def test_nobody_in_the_plan_is_taken_for_the_deputy_who_is_tried() -> None:
    plan = "people: {somebody-else: {name: Kim, role: Support}}\n" + sell("by: somebody-else")
    (fix,) = analyse(make_plan(plan), TODAY).outlook.fixes
    assert (fix.change, fix.subject, fix.of) == (Change.DEPUTY, "sell", ("somebody-else",))


def only(plan: str) -> Fix:
    (fix,) = facts(plan).outlook.fixes
    return fix


def test_a_spare_is_worth_all_that_stops_without_the_thing() -> None:
    fix = only(HELPING[Change.SPARE][2])
    assert (int(fix.saved), fix.of) == (21 * 100, ("kettle",))


def test_a_change_is_worth_the_sum_of_what_it_helps_in() -> None:
    _, _, plan = HELPING[Change.SPARE]
    scenario = (
        "\nscenarios: {theft: {name: Theft, lost: [{what: kettle, for: 7d}], serve: {first-hour: [Look]}}}"
    )
    fix = only(plan + scenario)
    assert (int(fix.saved), fix.of) == (28 * 100, ("kettle", "theft"))


def test_what_saves_most_stands_first() -> None:
    plan = (
        "functions:\n"
        "  sell: {name: Sell, mtpd: 1d, loss: 100 EUR per day, by: automatic, needs: [kettle]}\n"
        "  mend: {name: Mend, mtpd: 1d, loss: 300 EUR per day, by: automatic, needs: [drill]}\n"
        "equipment: {kettle: {name: Kettle}, drill: {name: Drill}}\n"
    )
    assert [(fix.subject, int(fix.saved)) for fix in facts(plan).outlook.fixes] == [
        ("drill", 6300),
        ("kettle", 2100),
    ]


def test_a_plan_that_loses_nothing_needs_no_change() -> None:
    assert facts(sell("by: automatic")).outlook.fixes == ()
    assert facts(sell("by: [sam, kim]")).outlook.fixes == ()
