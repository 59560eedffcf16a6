"""What nobody has confirmed: proposals count for nothing, and it is said that they are proposals."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from outlast.analysis import Look, analyse
from outlast.analysis.whatif.answering import answer
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.outlook import Change
from outlast.analysis.whatif.question import Question
from outlast.model import Plan
from outlast.reasons.causes import CauseWording

from tests.builders import make_plan

TODAY = date(2026, 11, 29)


def shop(access: str, more: str = "", needs: str = "[pay]") -> Plan:
    return make_plan(
        f"""
        business: {{format: 1, name: Shop, timezone: Europe/London, currency: GBP}}
        people:
          nell: {{name: Nell, role: Founder}}
          ilse: {{name: Ilse, role: Help}}
        systems:
          pay:
            name: Payments
            access: {access}
            {more}
        functions:
          refunds: {{name: Refund, by: [nell, ilse], needs: {needs}, mtpd: 1d, loss: 100 GBP per day}}
        """
    )


def why_it_stops(plan: Plan) -> list[str]:
    """What stops refunds while Nell is away, in sentences; nothing where they go on."""
    length = timedelta(days=21)
    found = answer(Engine(plan), Question(TODAY, (("nell", length),), length))
    wording = CauseWording(plan, TODAY)
    stops = [stop for band in found.functions["refunds"].bands for stop in band.stops]
    return [line.text for stop in stops for line in wording.chain(stop.causes, stop.start)]


def test_access_that_nobody_confirmed_is_no_way_in() -> None:
    assert why_it_stops(shop("[{who: nell}, {who: ilse}]")) == []
    assert why_it_stops(shop("[{who: nell}, {who: ilse, confirmed: no}]")) == [
        "{nell} is away.",
        "{ilse}'s access to {pay} is not confirmed.",
    ]


def test_access_that_would_not_do_if_confirmed_is_none() -> None:
    more = "roles: [viewer, owner]"
    access = "[{who: nell, as: owner}, {who: ilse, as: viewer, confirmed: no}]"
    told = why_it_stops(shop(access, more, "[{what: pay, as: owner}]"))
    assert told == ["{nell} is away.", "{ilse} has no access to {pay}."]


def test_system_with_nothing_but_proposals_lets_nobody_in() -> None:
    access = "[{who: nell, confirmed: no}, {who: ilse, confirmed: no}]"
    assert len(analyse(shop(access), TODAY).outlook.anyway) == 1


STRIPE = "vendor: stripe"
AS_SUPPORT = "[{what: pay, as: Support Specialist}]"


def with_role(role: str, more: str = STRIPE) -> list[str]:
    access = f"[{{who: nell, as: Owner}}, {{who: ilse, as: {role}}}]"
    return why_it_stops(shop(access, more, AS_SUPPORT))


def test_order_of_roles_from_the_catalogue_counts_when_somebody_has_read_it() -> None:
    assert with_role("Administrator") == ["{nell} is away.", "{ilse}'s access to {pay} is not confirmed."]
    assert with_role("Administrator", f"{STRIPE}\n            reviewed: 2026-11-28") == []
    own = "roles: [Analyst, Support Specialist, Administrator, Owner]"
    assert with_role("Administrator", f"{STRIPE}\n            {own}") == []


@pytest.mark.parametrize("role", ["Support Specialist", "Owner"])
def test_the_same_role_and_the_strongest_count_unread(role: str) -> None:
    assert with_role(role) == []


@pytest.mark.parametrize(
    ("access", "more", "needs"),
    [
        ("[{who: nell}, {who: ilse, confirmed: no}]", "", "[pay]"),
        ("[{who: nell, as: Owner}, {who: ilse, as: Administrator}]", STRIPE, AS_SUPPORT),
        ("[{who: nell, as: Owner}, {who: ilse, as: Administrator, confirmed: no}]", STRIPE, AS_SUPPORT),
    ],
    ids=["an access", "roles", "both"],
)
def test_confirming_is_the_change_that_helps(access: str, more: str, needs: str) -> None:
    fixes = analyse(shop(access, more, needs), TODAY).outlook.fixes
    (fix,) = [each for each in fixes if each.change is Change.CONFIRM]
    assert (fix.subject, fix.who) == ("pay", "ilse")
    assert fix.saved >= 20 * 100


def test_only_a_confirmed_access_makes_a_second_holder() -> None:
    def holders(access: str) -> list[str]:
        plan = shop(access, "roles: [staff, owner]", "[{what: pay, as: owner}]")
        return [each.who for each in analyse(plan, TODAY, Look.RULES).outlook.single_people]

    assert holders("[{who: nell, as: owner}, {who: ilse, as: owner}]") == []
    assert holders("[{who: nell, as: owner}, {who: ilse, as: owner, confirmed: no}]") == ["nell"]
