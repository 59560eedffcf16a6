"""Start here and the scenarios as a handbook: what waits, what must happen when, what to hand back."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

from outlast.analysis import Facts, analyse
from outlast.analysis.whatif.afterwards import handback, waits
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.outlook import Wait
from outlast.model import Edition, Plan
from outlast.pages import compose
from outlast.redact import redact
from outlast.render import draw
from outlast.site import Tree

from tests.builders import make_plan
from tests.drawing import INFO, dead_links, html_of, page_of, seen_in

START = date(2026, 11, 22)
SHOP = """
people:
  sam: {name: Sam Okafor, role: Founder, reach: [{phone: "+32 470 00 01 02"}], may: {refund: any}}
  maya: {name: Maya Reyes, role: Support, reach: [{phone: "+32 470 00 03 04"}], may: {refund: 80 EUR}}
  joris: {name: Joris Wachter, role: Packer, reach: [{phone: "+32 470 00 05 06"}]}
systems:
  shop:
    name: Webshop
    roles: [staff]
    access: [{who: sam, as: staff}, {who: maya, as: staff}]
  labels: {name: Label tool}
funds:
  credit:
    name: Label credit
    balance: 100 EUR
    burn: 10 EUR per day
    pays: [labels]
    refill: {at: 50 EUR, amount: 100 EUR, by: [sam, joris], lead_time: 1d}
obligations:
  pay-shop:
    name: Pay the shop
    due: every week on tuesday
    by: [sam, maya]
    grace: 1d
    stops: [shop]
    recovers_in: 1d
  tidy: {name: Tidy up, due: every week on monday, by: maya}
functions:
  refunds:
    name: Refund customers
    by: [sam, maya]
    limit: refund
    amounts: [{up_to: 80 EUR, share: 75%}, {over: 80 EUR, share: 25%}]
    needs: [{what: shop, as: staff}]
    mtpd: 5d
    workaround: {do: Promise it, by: [maya], capacity: 40%, at_most: 7d}
    pause: {steps: [Hide the form], undo: Show the form again}
  shipping: {name: Ship parcels, by: [joris], needs: [labels], mtpd: 2d}
  ads: {name: Run the ads, by: [joris], unattended: 20d, mtpd: 30d}
  stories: {name: Write stories, by: [joris]}
call_trees:
  chain: {name: The chain, starts: maya, calls: [{who: maya, calls: [joris, sam]}], wait: 15m}
scenarios:
  hospital:
    name: In hospital
    invoke: {by: [maya], when: She says so}
    lost: [{what: sam, for: 21d}]
    serve: {first-hour: [Sit down], first-week: [Look again], until-over: [Go on]}
    restore: {first-day: [Change nothing]}
    tell:
      - {who: the team, by: maya, within: 2h}
      - {who: the bank, by: maya, within: 3d, counted_from: the first day}
    not_affected: [The weather]
    over_when: Sam is back
    hand_back: [The list]
"""


@cache
def plan() -> Plan:
    return make_plan(SHOP)


@cache
def facts() -> Facts:
    return analyse(plan(), START)


@cache
def tree(edition: Edition = Edition.FULL) -> Tree:
    return draw(compose(*redact(plan(), facts(), edition), INFO, edition))


def said(path: str, section: str, edition: Edition = Edition.FULL) -> str:
    html = "".join(s.html for s in page_of(tree(edition), path).sections if s.id == section)
    return re.sub(r" ([,.:;)])", r"\1", " ".join(" ".join(seen_in(html).chunks).split()))


def sections(path: str, edition: Edition = Edition.FULL) -> list[str]:
    return [each.id for each in page_of(tree(edition), path).sections]


# What is worked out.


def test_every_duty_and_refilling_of_the_next_weeks_is_told_with_what_stops_without_it() -> None:
    upkeep = {(each.node, each.due): each for each in facts().outlook.upkeep}
    pay = upkeep["pay-shop", date(2026, 11, 24)]
    assert (pay.by, pay.last.date(), pay.usual) == ("sam", date(2026, 11, 25), True)
    assert [function for function, _ in pay.stops] == ["refunds"]
    assert pay.stops[0][1].date() == date(2026, 12, 3), (
        "missed from the 26th, and seven days by the workaround"
    )
    refill = next(each for each in facts().outlook.upkeep if each.node == "credit")
    assert (refill.due, [f for f, _ in refill.stops]) == (date(2026, 11, 27), ["shipping"])
    assert upkeep["tidy", date(2026, 11, 23)].stops == ()


def test_in_a_scenario_those_that_another_one_does_are_told_apart_from_the_usual() -> None:
    rounds = facts().outlook.rounds["hospital"]
    assert {each.node: each.usual for each in rounds} == {"pay-shop": False, "credit": False, "tidy": True}
    assert {each.by for each in rounds if each.node == "pay-shop"} == {"maya"}
    assert {each.node for each in facts().outlook.tasks["hospital"]} == {"pay-shop", "credit"}


def test_what_can_be_left_alone_longest_stands_first() -> None:
    found = waits(Engine(plan()), START)
    assert found == facts().outlook.waits
    by_name = {each.function: each for each in found}
    ads = by_name["ads"]
    assert ads.until is not None
    assert (ads.until, ads.until.date(), ads.due) == (ads.stop, START + timedelta(days=20), None), (
        "it may be down for 30 days, and yet nobody is told to leave it alone after it has stopped"
    )
    assert by_name["shipping"].until is not None
    assert by_name["shipping"].until.date() == START, "nobody ships from the first moment on"
    assert not by_name["stories"].bearable
    order = [each.function for each in found]
    assert order.index("ads") < order.index("refunds") < order.index("shipping")


def test_hand_back_knows_who_got_in_where_and_what_was_left() -> None:
    back = handback(plan(), facts().outlook.scenarios["hospital"])
    assert [(each.who, each.system, each.through) for each in back.used] == [("maya", "shop", None)]
    (large,) = back.backlog
    assert (large.function, large.band, large.stopped, large.partly) == (
        "refunds",
        1,
        timedelta(days=14),
        timedelta(days=7),
    )
    # Seven days at 40% and fourteen at nothing.
    assert large.undone == timedelta(days=7) * 0.6 + timedelta(days=14)
    assert not large.open


# Start here.


def test_the_first_page_answers_in_the_order_in_which_people_ask() -> None:
    assert sections("index")[:6] == ["", "what-has-happened", "call", "waits", "due", "age"]


def test_what_may_wait_is_told_with_its_day_and_what_is_not_known_is_said() -> None:
    text = said("index", "waits")
    note = "The plan says that nobody is needed for 20 days. It keeps running until then."
    assert f"Run the ads {note} After that it stops. until Fri 11 Dec" in text
    assert "Ship parcels" not in text
    assert "do not let them wait: Write stories." in text


def test_what_must_be_done_before_a_wait_is_over_is_an_act() -> None:
    """Also where it is a store: `Order jars again`, and not `jars`."""
    shop = make_plan(
        "people: {sam: {name: Sam, role: Founder}}\n"
        "stock: {jars: {name: Jars, cover: 60d, feeds: [sell], refill: {at: 40d, by: sam, lead_time: 20d}}}\n"
        "functions: {sell: {name: Sell, by: automatic, mtpd: 9d}}\n"
    )
    found = analyse(shop, START)
    wait = Wait("sell", datetime(2026, 12, 20, tzinfo=UTC), None, "jars", bearable=True)
    waiting = replace(found, outlook=replace(found.outlook, waits=(wait,)))
    drawn = draw(compose(shop, waiting, INFO, Edition.FULL))
    html = "".join(each.html for each in page_of(drawn, "index").sections if each.id == "waits")
    assert "Do this by then: Order Jars again." in " ".join(" ".join(seen_in(html).chunks).split())


def test_what_must_happen_stands_by_date_with_what_stops_and_when() -> None:
    text = said("index", "due")
    assert "On Sunday 22 November 2026, nothing else is due that would stop a task." in text
    assert (
        "Tue 24 Nov Pay the shop By: Sam Okafor. Deadline: Wednesday 25 November. If nobody does it: "
        "You cannot use Webshop from Thursday 26 November. Refund customers stops on Thursday 3 December."
        in text
    )
    assert "Top up Label credit" in text
    assert "Tidy up" not in text, "what stops nothing does not stand among what must be done"
    html = html_of(page_of(tree(), "index"))
    days = re.findall(r'data-ol-day="([^"]+)"', html)
    assert days == sorted(days)
    assert days[0] == "2026-11-24"


def test_harm_is_counted_from_when_a_task_was_left_alone_and_never_before_it_stops() -> None:
    grows = SHOP.replace(
        "unattended: 20d, mtpd: 30d",
        "unattended: 20d, impact: [{after: 25d, what: Lost}, {after: 9d, what: Dull}]",
    ).replace("needs: [labels], mtpd: 2d", "needs: [labels], impact: [{after: 1d, what: Late}]")
    small = make_plan(grows)
    drawn = draw(compose(*redact(small, analyse(small, START), Edition.FULL), INFO, Edition.FULL))

    def text(path: str, section: str) -> str:
        html = "".join(each.html for each in page_of(drawn, path).sections if each.id == section)
        return " ".join(" ".join(seen_in(html).chunks).split())

    rows = "Mon 23 Nov Late Ship parcels Sat 12 Dec Dull Run the ads Thu 17 Dec Lost Run the ads"
    assert rows in text("readiness/nobody", "alone")
    assert "Calculated from Sunday 22 November 2026 (day 0)." in text("help/questions", "happened")
    assert "Monday 23 November: Ship parcels . Late" in text("help/questions", "happened")


def test_without_anything_worked_out_the_first_page_still_answers() -> None:
    text = said("index", "waits", Edition.PUBLIC)
    assert (
        "The plan says that these run by themselves. Every other task is more urgent. "
        "Run the ads runs" in text
    )
    assert "2026" not in said("index", "due", Edition.PUBLIC)
    assert "ask what is due today" in said("index", "due", Edition.PUBLIC)


# The handbook of a scenario.


def test_it_says_first_what_to_do_now_and_where_the_rest_is() -> None:
    html = page_of(tree(), "scenarios/hospital").sections[0].html
    text = said("scenarios/hospital", "")
    assert text.startswith("In the first hour Sit down Not sure? Call Maya Reyes +32 470 00 03 04.")
    assert "Now Today Day by day Who must be told When it is over" in text
    assert re.findall(r'class="ol-btn[^"]*" href="#([^"]+)"', html) == [
        "what-to-do",
        "restore-first-day",
        "days",
        "tell",
        "over",
    ]
    assert not list(dead_links(tree()))


def test_first_acts_name_who_does_them_once_and_whom_they_reach() -> None:
    steps = """
      first-hour:
        - do: >-
            Stop the sale. In the shop, mark every product that was stored there, then hide each one, and
            look at the website.
          by: maya
        - {use: ring, by: maya}
        - {do: Move out, by: joris, when: It smells}
        - {do: Rest}
        - {do: Wait}
"""
    plan = make_plan(
        SHOP.replace("{first-hour: [Sit down], first-week: [Look again], until-over: [Go on]}", steps)
        + "procedures: {ring: {name: Call all, steps: ['Call {sam}, then {joris}', 'Tell {maya}']}}"
    )
    shop = draw(compose(plan, analyse(plan, START), INFO, Edition.FULL))
    text = seen_in(page_of(shop, "scenarios/hospital").sections[0].html).text
    shown = " ".join(text[: text.index("Not sure?")].split())
    assert "Maya Reyes Call Maya Reyes: +32 470 00 03 04" in shown
    assert shown.count("+32 470 00 03 04") == 1, "said once"
    assert "Stop the sale. … Call all Joris Wachter: +32 470 00 05 06" in shown
    assert "+32 470 00 01 02" not in shown, "who is gone cannot be reached"
    assert "Only if: It smells Move out" in shown
    assert "Rest 1 more step" in shown
    assert "Wait" not in shown


def test_phases_say_by_when_counted_from_the_decision() -> None:
    text = said("scenarios/hospital", "what-to-do")
    assert "In the first hour (keep serving), within one hour Sit down" in text
    assert "On the first day (restore), within 24 hours Change nothing" in text
    assert "Until it is over (keep serving) 1 step Go on" in text


def test_each_day_brings_its_notices_duties_stops_and_returns() -> None:
    text = said("scenarios/hospital", "days")
    days = dict(re.findall(r"(Day \d+) \w{3} \d+ \w{3} (.*?)(?= Day \d+ \w{3} \d|$)", text))
    assert "Tell the team: within 2 hours By: Maya Reyes." in days["Day 0"]
    assert (
        "Refund customers, over €80: Maya Reyes uses the workaround. About 40% of the work" in days["Day 0"]
    )
    assert (
        "Pay the shop By: Maya Reyes. Deadline: Wednesday 25 November (day 3). If nobody does it: "
        "You cannot use Webshop" in days["Day 2"]
    )
    assert "Tell the bank: within 3 days of the first day" in days["Day 3"]
    assert days["Day 7"].startswith("Refund customers, over €80 stops")
    assert "Refund customers, over €80 has now been stopped for too long" in days["Day 12"]
    assert "Sam Okafor is back" in days["Day 21"]
    assert "As usual again: Refund customers" in days["Day 21"]
    assert "go as usual: Tidy up." in text
    assert "The dates below are right if that is Sunday 22 November 2026." in text


def test_a_scenario_says_which_other_place_its_days_count_on_and_when_it_is_ready() -> None:
    floor = """
locations:
  shed:
    name: The shed
    fallback: [{to: flat, ready_in: 4h}, {name: the library}, {name: a hall, ready_in: 2d}]
  flat: {name: The flat}
"""
    burnt = "  fire: {name: Burnt, lost: [{what: shed, for: 9d}, {what: labels, for: 9d}]}\n"
    small = make_plan(
        SHOP.replace("by: [joris], needs: [labels]", "by: [joris], needs: [labels, shed]") + burnt + floor
    )
    drawn = draw(compose(*redact(small, analyse(small, START), Edition.FULL), INFO, Edition.FULL))
    html = "".join(each.html for each in page_of(drawn, "scenarios/fire").sections if each.id == "days")
    text = " ".join("".join(seen_in(html).chunks).split())
    others = "The flat (ready in 4 hours) or a hall (ready in 2 days)"
    assert f"for another place instead of The shed: {others}. The dates count on it." in text


def test_it_is_said_who_calls_whom_and_whom_next_if_nobody_answers() -> None:
    text = said("scenarios/hospital", "calls")
    assert "Joris Wachter Maya Reyes calls. If nobody answers, call Sam Okafor." in text


def test_pausing_and_taking_up_again_stand_on_the_page_for_what_is_touched() -> None:
    assert "Hide the form" in said("scenarios/hospital", "pause")
    assert "Refund customers: Show the form again" in said("scenarios/hospital", "paused")


def test_the_hand_back_lists_work_that_waits_and_ways_in_that_were_used() -> None:
    text = said("scenarios/hospital", "backlog")
    assert "It was stopped for 14 days. Only part of it was done for 7 days." in text
    assert "Refund customers, over €80: what came in during about 18 days is waiting." in text
    assert "Maya Reyes signed in to Webshop" in said("scenarios/hospital", "used")


def test_the_public_handbook_stands_without_what_was_worked_out() -> None:
    there = sections("scenarios/hospital", Edition.PUBLIC)
    assert {"what-to-do", "tell", "not-affected", "pause", "over"} <= {*there}
    assert not {"days", "without"} & {*there}
    assert not {"backlog", "used"} & {*there}
    assert "Sam is back" in said("scenarios/hospital", "over", Edition.PUBLIC)
