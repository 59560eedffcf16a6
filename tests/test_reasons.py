"""Causes and states in words."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from outlast.analysis.whatif.answering import answer
from outlast.analysis.whatif.causes import Cause, Why
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.question import WINDOW, BandState, Kind, Question, Unknown
from outlast.model import Plan
from outlast.reasons import CauseWording, again, band, plain, refill, state, unknown

from tests.builders import make_plan

START = date(2026, 12, 1)
SHOP = """
people:
  sam: {name: Sam, role: Founder, may: {refund: any}}
  maya: {name: Maya, role: Support, may: {refund: 80 EUR}}
  packer: {role: Second packer}
functions:
  refunds:
    name: Refund customers
    by: [maya, sam]
    limit: refund
    needs: [{what: paypal, as: owner}]
    amounts: [{up_to: 80 EUR, share: 78%}, {over: 80 EUR, share: 22%}]
  orders: {name: Take orders, by: automatic, needs: [shopify]}
equipment:
  sam-phone: {name: Sam's phone, held_by: sam}
  tokens: {name: Bank card, held_by: sam}
systems:
  paypal:
    name: PayPal
    access: [{who: maya, as: owner, second_factor: sam-phone}, {who: sam, as: owner}]
  shopify: {name: Shopify, needs: [domain]}
  domain: {name: Web address}
obligations:
  renew: {name: Renew the address, due: 2026-12-03, by: sam, stops: [domain]}
stock:
  labels: {name: Labels, cover: 20d}
funds:
  account: {name: Account}
locations:
  stockroom: {name: Stockroom, fallback: [{name: The shed, ready_in: 4h}]}
suppliers:
  bpost: {name: BPost}
"""


class Amounts(NamedTuple):
    over: Decimal | None = None
    up_to: Decimal | None = None


@pytest.fixture(scope="module")
def plan() -> Plan:
    return make_plan(SHOP)


def told(plan: Plan, *causes: Cause, at: datetime | None = None) -> list[str]:
    return [plain(plan, line.text) for line in CauseWording(plan, START).chain(causes, at)]


def test_of_several_second_factors_it_says_that_none_is_there(plan: Plan) -> None:
    gone = (
        Cause(Why.SECOND_FACTOR, "sam-phone", "paypal", of=(WITH_SAM,)),
        Cause(Why.SECOND_FACTOR, "tokens", "paypal", of=(Cause(Why.LOST, "tokens"),)),
    )
    lines = told(plan, Cause(Why.CHOICE, "sam-phone", of=gone))
    assert lines[0] == (
        "You cannot sign in to PayPal without one of its second factors: Sam's phone or Bank card."
    )


AWAY = Cause(Why.AWAY, "sam")
WITH_SAM = Cause(Why.CARRIED, "sam-phone", "sam", of=(AWAY,))
THIRD = datetime(2026, 12, 3, 12, tzinfo=ZoneInfo("Europe/Brussels"))
FOURTH = THIRD + timedelta(days=1)


def test_a_vault_with_the_second_factor_says_who_it_does_not_let_in(plan: Plan) -> None:
    shut = Cause(Why.NO_ACCESS, "packer", "shopify")
    assert told(plan, Cause(Why.SECOND_FACTOR, "shopify", "paypal", of=(shut,))) == [
        "You cannot sign in to PayPal without its second factor: Shopify. "
        "Second packer has no access to Shopify."
    ]


PAYING = """
people:
  sam: {name: Sam, role: Founder, may: {payment: any}}
  lotte: {name: Lotte, role: Bookkeeper}
  ilse: {name: Ilse, role: Friend, may: {payment: 2500 EUR}}
  maya: {name: Maya, role: Support, may: {payment: any}}
systems:
  bank: {name: Bank, roles: [signer], access: [{who: sam, as: signer}, {who: lotte}, {who: ilse, as: signer}]}
functions:
  pay:
    name: Pay suppliers
    by: [sam, lotte, ilse]
    needs: [{what: bank, as: signer}]
    approvals: [{create: [{any: [lotte, sam]}], approve: [{any: [sam, ilse, maya]}]}]
    amounts: [{up_to: 2500 EUR, share: 60%}, {over: 2500 EUR, share: 40%}]
    limit: payment
"""


@pytest.mark.parametrize(
    ("away", "band", "first"),
    [
        (
            "sam lotte",
            0,
            "Somebody must prepare this for approval. Too few people can do that now. "
            "Lotte and Sam are away.",
        ),
        (
            "sam",
            1,
            "Somebody must approve this. Too few people can do that now. Sam is away. "
            "Ilse may only handle amounts up to €2,500. Maya has no access to Bank.",
        ),
        (
            "lotte",
            1,
            "Nobody may approve what they prepared. Besides Sam, too few people are available. "
            "Lotte is away. Ilse may only handle amounts up to €2,500. Maya has no access to Bank.",
        ),
    ],
)
def test_an_approval_says_which_side_lacks_people_and_why(away: str, band: int, first: str) -> None:
    plan = make_plan(PAYING)
    gone = tuple((who, timedelta(days=9)) for who in away.split())
    (stop,) = answer(Engine(plan), Question(START, gone)).functions["pay"].bands[band].stops
    assert told(plan, *stop.causes)[0] == first


def test_a_chain_of_single_causes_says_what_is_wrong_and_then_why(plan: Plan) -> None:
    found = told(plan, Cause(Why.SECOND_FACTOR, "sam-phone", "paypal", of=(WITH_SAM,)))
    assert found == [
        "You cannot sign in to PayPal without its second factor: Sam's phone. "
        "Sam's phone: kept only by Sam. Sam is away."
    ]


def test_names_are_mentions_for_pages(plan: Plan) -> None:
    (line,) = CauseWording(plan, START).chain((WITH_SAM,))
    assert line.text == "{sam-phone}: kept only by {sam}. {sam} is away."


def test_a_need_says_what_it_lacks_and_that_why(plan: Plan) -> None:
    missed = Cause(Why.MISSED, "renew", since=THIRD, of=(AWAY,))
    needs = Cause(Why.NEEDS, "shopify", of=(Cause(Why.NEEDS, "domain", of=(missed,)),))
    assert told(plan, needs) == [
        "Shopify needs Web address. Web address does not work. "
        "“Renew the address” was due on Thursday 3 December and was not done in time. Sam is away."
    ]


def test_a_need_that_only_repeats_its_cause_is_not_said(plan: Plan) -> None:
    assert told(plan, Cause(Why.NEEDS, "sam", of=(AWAY,))) == ["Sam is away."]


def test_a_duty_that_is_missed_three_times_is_one_reason(plan: Plan) -> None:
    causes = [
        Cause(Why.MISSED, "renew", since=THIRD + timedelta(days=days), of=(AWAY,)) for days in (0, 7, 14)
    ]
    assert len(told(plan, *causes)) == 1


def test_one_reason_of_several_things_is_said_once(plan: Plan) -> None:
    other = Cause(Why.CARRIED, "tokens", "sam", of=(AWAY,))
    assert told(plan, WITH_SAM, other) == ["Sam's phone and Bank card: kept only by Sam. Sam is away."]


def test_several_causes_of_one_thing_share_a_line_or_stand_below_it(plan: Plan) -> None:
    limit = Cause(Why.LIMIT, "maya", "refunds")
    short = Cause(Why.MISSED, "renew", since=THIRD, of=(AWAY, limit))
    assert told(plan, short) == [
        "“Renew the address” was due on Thursday 3 December and was not done in time. "
        "Sam is away. Maya may only handle amounts up to €80."
    ]
    long = Cause(Why.MISSED, "renew", since=THIRD, of=(WITH_SAM, limit))
    lines = CauseWording(plan, START).chain((long,))
    assert [line.depth for line in lines] == [0, 1, 1]
    assert lines[0].text.endswith("was not done in time.")


def test_what_holds_anyway_is_said_last(plan: Plan) -> None:
    causes = (Cause(Why.LIMIT, "maya", "refunds"), Cause(Why.VACANT, "packer"), AWAY)
    assert told(plan, *causes) == [
        "Sam is away.",
        "Maya may only handle amounts up to €80.",
        "Nobody has this role yet: Second packer.",
    ]


def test_what_begins_later_is_no_cause(plan: Plan) -> None:
    later = Cause(Why.EMPTY, "labels", of=(Cause(Why.NOT_FILLED, "labels", since=FOURTH, of=(AWAY,)),))
    assert told(plan, later, AWAY, at=THIRD) == ["Sam is away."]
    assert told(plan, later, at=FOURTH + timedelta(days=1)) == [
        "You have no Labels left. Nobody ordered Labels again. "
        "The order was due on Friday 4 December 12:00. Sam is away."
    ]


def test_each_kind_is_gone_and_back_in_its_own_words(plan: Plan) -> None:
    """A stock is no person, and a name may be one thing or several."""
    gone = [
        Cause(Why.LOST, id, until=FOURTH)
        for id in ("sam", "paypal", "tokens", "labels", "stockroom", "bpost")
    ]
    day = "This lasts until Friday 4 December 12:00."
    assert [line for each in gone for line in told(plan, each)] == [
        f"Sam cannot work. {day}",
        f"PayPal does not work. {day}",
        f"You cannot use Bank card. {day}",
        f"All of Labels was lost. {day}",
        f"You cannot use Stockroom. {day}",
        f"BPost is not available. {day}",
    ]
    empty = Cause(Why.EMPTY, "labels", until=FOURTH, of=(Cause(Why.LOST, "labels"),))
    assert told(plan, empty) == [f"You have no Labels left. {day} All of Labels was lost."]
    inside = (Cause(Why.LOST, "stockroom"),)
    shut = tuple(Cause(Why.OUT_OF_REACH, id, "stockroom", of=inside) for id in ("labels", "tokens"))
    assert told(plan, *shut) == [
        "You cannot get to Labels and Bank card in Stockroom. You cannot use Stockroom."
    ]
    mixed = tuple(Cause(Why.LOST, id) for id in ("paypal", "tokens"))
    assert told(plan, *mixed) == ["You cannot use PayPal and Bank card."]
    ids = ("sam", "paypal", "tokens", "labels", "stockroom", "bpost", "account")
    assert [plain(plan, again(plan, id)) for id in ids] == [
        "Sam is back",
        "PayPal works again",
        "Bank card can be used again",
        "In stock again: Labels",
        "Stockroom or the place that replaces it can be used",
        "BPost is available again",
        "Account can be used again",
    ]
    assert [plain(plan, refill(plan, id)) for id in ("labels", "account")] == [
        "Order Labels again",
        "Top up Account",
    ]


def test_what_is_lost_itself_needs_no_further_reason(plan: Plan) -> None:
    lost = Cause(Why.LOST, "shopify", until=FOURTH)
    both = Cause(Why.NEEDS, "shopify", of=(lost, Cause(Why.NEEDS, "domain", of=(AWAY,))))
    assert told(plan, both) == ["Shopify does not work. This lasts until Friday 4 December 12:00."]


@pytest.mark.parametrize("why", list(Why))
def test_every_kind_of_cause_has_words(plan: Plan, why: Why) -> None:
    people = {Why.AWAY, Why.HOLIDAY, Why.LIMIT, Why.UNSKILLED, Why.NOTICE, Why.OFF_WORK, Why.NO_ACCESS}
    node = "maya" if why in people else "paypal"
    about = "refunds" if why in (Why.LIMIT, Why.UNSKILLED, Why.NOTICE) else "paypal"
    for until in (None, FOURTH):
        for of in ((), (WITH_SAM,)):
            lines = told(plan, Cause(why, node, about, since=THIRD, until=until, of=of))
            assert lines
            for line in lines:
                assert not line[0].islower()
                assert line.endswith((".", ":"))
                assert "None" not in line
                assert "  " not in line


def test_a_cause_about_something_that_the_plan_does_not_hold_is_still_said() -> None:
    plan = make_plan("people: {sam: {name: Sam, role: Founder}}")
    assert told(plan, WITH_SAM) == ["sam-phone: kept only by Sam. Sam is away."]


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (BandState(Kind.BY, "maya"), "{maya} does it."),
        (BandState(Kind.BY), "Whoever is there does it."),
        (
            BandState(Kind.BREAK_GLASS, "maya", ("envelope",)),
            "{maya} does it with emergency access: {envelope}.",
        ),
        (
            BandState(Kind.WORKAROUND, "maya", (), Fraction(2, 5)),
            "{maya} uses the workaround. About 40% of the work gets done.",
        ),
        (BandState(Kind.WORKAROUND), "You use the workaround."),
        (BandState(Kind.UNATTENDED), "Nobody is needed for now."),
        (BandState(Kind.PAID, "maya"), "{maya} is called in to do it."),
        (
            BandState(Kind.COASTING, "maya"),
            "{maya} does it. Something that it needs is missing, but it still goes on.",
        ),
        (BandState(Kind.CLOSED), "It is closed."),
        (BandState(Kind.STOPPED, None, (), Fraction(0)), "It has stopped."),
    ],
)
def test_states(plan: Plan, now: BandState, words: str) -> None:
    assert state(plan, "refunds", now) == words


def test_what_runs_by_itself_says_so(plan: Plan) -> None:
    assert state(plan, "orders", BandState(Kind.BY)) == "It runs by itself."


def test_ranges(plan: Plan) -> None:
    assert band(plan, Amounts()) == ""
    assert band(plan, Amounts(over=Decimal(80))) == "over €80"
    assert band(plan, Amounts(Decimal("80.50"), Decimal(500))) == "over €80.50 and up to €500"


def test_reasons_from_a_real_answer(plan: Plan) -> None:
    found = answer(Engine(plan), Question(START, (("sam", WINDOW),))).functions["refunds"]
    dear = found.bands[1]
    assert dear.first
    lines = told(plan, *dear.first.causes, at=dear.first.start)
    assert "Sam is away." in lines
    assert "Maya may only handle amounts up to €80." in lines
    small = found.bands[0]
    assert small.first
    assert any(
        "its second factor: Sam's phone. Sam's phone: kept only by Sam. Sam is away." in line
        for line in told(plan, *small.first.causes, at=small.first.start)
    )


def test_what_is_not_known() -> None:
    assert unknown(Unknown("orders", "loss")) == "How much do you lose on a day without {orders}?"
    assert unknown(Unknown("orders", "some.key")) == "What is `some.key` of {orders}?"
