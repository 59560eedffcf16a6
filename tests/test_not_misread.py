"""Sentences that a cold reader of the example took for something else."""

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache

from outlast.analysis.whatif.outlook import SinglePoint
from outlast.pages.weak_spots import weaknesses
from outlast.site import Tree

from tests.builders import make_plan
from tests.drawing import facts_of, page_of, text_of, tree_of

SHOP = """
people:
  sam: {name: Sam Okafor, role: Founder, reach: [{phone: "+32 470 00 01 02"}]}
  joris: {name: Joris Wachter, role: Packer, reach: [{phone: "+32 470 00 05 06"}]}
  second: {role: Second packer}
documents:
  policy: {name: Insurance policy, about: Without it no plant may be sold.}
locations:
  depot: {name: Depot, fallback: [{name: Garage, ready_in: 4h}]}
systems:
  labels: {name: Label tool, access: [joris, sam]}
  mail: {name: Mail}
funds:
  limit: {name: Limit of the card, balance: 9000 EUR, pays: [labels]}
obligations:
  pay-labels:
    {name: Pay labels, due: every week on tuesday, automatic: yes, fund: limit, grace: 1d, stops: [labels]}
  renew-mail: {name: Renew the mail, due: every week on tuesday, automatic: yes, grace: 1d, stops: [mail]}
  check-mail: {name: Check the mail, due: every week on monday, by: [second, sam], grace: 7d, stops: [mail]}
functions:
  shipping: {name: Ship parcels, by: [joris, second, sam], needs: [labels, mail, depot], mtpd: 2d}
  relay: {name: Relay, by: [sam], needs: [labels], workaround: {do: By hand, by: [second]}}
promises:
  three-weeks: {name: Three weeks, when: {away: [joris], for: 21d}, keep: [shipping]}
scenarios:
  fire:
    name: Fire
    invoke: {by: [sam], when: It burns}
    lost: [{what: depot, for: 21d}]
    serve: {first-hour: [{do: Close the shop, when: a price is wrong}, Call everyone]}
  flood:
    name: Flood
    invoke: {by: [sam], when: It is wet}
    lost: [{what: labels, for: 2d}]
    serve: {first-hour: [{do: Close the door, when: water comes in}]}
"""


@cache
def tree() -> Tree:
    return tree_of(make_plan(SHOP))


def said(path: str) -> str:
    return " ".join(text_of(page_of(tree(), path)).split())


def test_a_thing_that_no_task_needs_does_not_promise_that_all_goes_on_without_it() -> None:
    assert "What happens without it: No task in this plan depends on Insurance policy." in said(
        "people/documents"
    )
    assert "depends on Limit of the card" not in said("serve/funds"), "the labels are paid from it"


def test_nobody_is_sent_to_a_role_that_nobody_has() -> None:
    assert "Joris Wachter or Sam Okafor" in said("serve/index")
    assert "Ask Joris Wachter. Then ask Sam Okafor." in said("help/questions")
    assert "Does it if Joris Wachter cannot." in said("people/sam")
    duties = said("serve/obligations")
    assert "By: Sam Okafor." in duties
    assert "Second packer. Nobody has this role yet." in duties
    assert "Second packer. Nobody has this role yet." in said("serve/relay")


def test_what_happens_by_itself_is_not_said_to_wait_for_somebody() -> None:
    duties = said("serve/obligations")
    assert "If this payment fails, this stops Label tool" in duties
    assert "If it does not happen, this stops Mail" in duties
    assert "If this payment fails: You cannot use Label tool" in duties


def test_the_first_acts_of_a_scenario_have_their_conditions() -> None:
    fire, flood = said("scenarios/fire"), said("scenarios/flood")
    assert "In the first hour Only if: a price is wrong Close the shop Call everyone Not sure?" in fire
    assert "In the first hour Only if: water comes in Close the door Not sure?" in flood


def test_a_place_that_is_replaced_within_hours_is_back_the_same_day() -> None:
    fire = said("scenarios/fire")
    assert "The same day Depot" in fire
    assert "The same day Ship parcels" in fire
    assert "Sun 22 Nov 04:00" not in fire


def test_a_limit_that_begins_anew_is_not_called_a_balance() -> None:
    assert "Usually available €9,000" in said("serve/funds")


def test_the_first_page_says_first_what_may_have_been_missed() -> None:
    first = said("index")
    assert "Nobody knows whether these were done." in first
    nothing = "On Sunday 22 November 2026, nothing else is due that would stop a task."
    assert first.index("Nobody knows whether these were done.") < first.index(nothing)


def test_the_pair_that_is_said_to_lose_most_is_the_one_of_the_table_that_does() -> None:
    plan = make_plan(SHOP)
    facts = facts_of(plan)
    people, systems = (
        SinglePoint(nodes, Fraction(lost), Fraction(0), ("shipping",), ())
        for nodes, lost in ((("joris", "sam"), 15_000), (("labels", "mail"), 21_000))
    )
    outlook = replace(facts.outlook, pairs=(people, systems))
    found = weaknesses(plan, replace(facts, outlook=outlook))
    pairs = next(each for each in found if each.id == "pairs")
    assert pairs.result == "You lose most without both {labels} and {mail}: about €21,000."


def test_a_promise_that_is_kept_is_not_said_without_how_much_was_tried() -> None:
    assert "The plan keeps its 1 promise. This is calculated. 0 of the 1 sign-ins" in said("readiness/index")


STORES = """
people:
  sam: {name: Sam, role: Founder}
stock: {jars: {name: Jars, cover: 9d, feeds: [sell], refill: {at: 5d, by: sam, lead_time: 2d}}}
funds: {float: {name: Float, balance: 90, burn: 10 EUR per day, pays: [sell], refill: {at: 50, by: sam}}}
functions:
  sell: {name: Sell, by: [sam], mtpd: 2d}
scenarios:
  theft: {name: Theft, invoke: {by: [sam], when: The jars are gone}, lost: [jars]}
"""


def test_a_date_to_order_says_that_it_counts_from_a_full_store() -> None:
    shop = tree_of(make_plan(STORES))
    first = " ".join(text_of(page_of(shop, "index")).split())
    assert re.search(r"Order Jars again .*This assumes that the store is full on [^.]+\. If less", first)
    assert re.search(r"Top up Float .*This assumes the usual amount on [^.]+\. If less", first)
    theft = " ".join(text_of(page_of(shop, "scenarios/theft")).split())
    assert "Order Jars again" in theft
    assert "the store is full" not in theft, "it is empty"


def test_a_supplier_is_paid_by_whoever_the_duty_names() -> None:
    """The page of the supplier names one person; with the duty comes the day, and who else may."""
    text = """
people: {sam: {name: Sam, role: Founder}, ilse: {name: Ilse, role: Partner}}
funds: {till: {name: Till, balance: 900 EUR, burn: 10 EUR per day}}
suppliers: {grower: {name: The grower, payment: {by: sam, with: till, due: on delivery}}}
obligations:
  pay-plants:
    {name: Plants, due: 2026-12-01, by: [sam, {who: ilse, up_to: 500 EUR}], %sstops: [grower]}
"""
    answers = [
        text_of(page_of(tree_of(make_plan(text % fund)), "help/questions"))
        for fund in ("fund: till, amount: 90 EUR, ", "")
    ]
    with_duty, without = (re.split(r"How do we pay The grower\?", each, maxsplit=1)[1] for each in answers)
    told = " ".join(with_duty.split())
    # The page is read on other days, too: the next time is that of the copy.
    assert told.startswith("Plants: As of Sunday 22 November 2026, next time: Tuesday 1 December 2026.")
    assert "Ask Sam and Ilse (for up to €500), in this order." in told
    assert " ".join(without.split()).startswith("Sam pays. Pay from Till. When: on delivery.")


def test_what_stops_if_nobody_does_anything_has_its_reason_beside_it() -> None:
    stops = said("readiness/nobody").rpartition("What is due says")[2]
    assert stops.startswith(
        " what happens if only one duty is not done. Tue 1 Dec: Ship parcels stops. Mail does not"
    )
