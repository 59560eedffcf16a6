"""Questions with their answers, ways in, call trees and clocks: what the plan says, and nothing beyond it."""

from datetime import date

import pytest
from outlast.analysis import Facts, Look, analyse
from outlast.analysis.needs import need_graph
from outlast.model import Edition, Plan
from outlast.pages import at_hand, handbook, ways_in
from outlast.pages.age import age
from outlast.pages.chain import chains
from outlast.pages.clocks import clock
from outlast.pages.copy import Copy
from outlast.pages.glossary import glossary
from outlast.pages.questions import pages
from outlast.site import BuildInfo
from outlast.site.blocks import Answers, Fold
from outlast.site.parts import Clock

from tests.builders import make_plan
from tests.drawing import page_of, text_of, tree_of

AS_OF = date(2026, 11, 22)

SHOP = """
people:
  sam:
    name: Sam
    role: Founder
    reach: [{phone: "+32 470 00 01 02"}]
    may: {refund: any, talk to the press: any}
  maya:
    name: Maya
    role: Support
    timezone: Europe/Lisbon
    works: [{days: mon-fri, from: "09:00", to: "13:00", timezone: Europe/Lisbon}, sat]
    holidays: [{from: 2026-12-21, to: 2026-12-26}]
    may: {refund: 80 EUR}
    may_not: [talk to the press]
  joris: {name: Joris, role: Packer, works: [{days: mon, to: "12:00"}]}
  helper: {role: Helper}
equipment:
  phone: {name: Blue phone, held_by: sam}
  card: {name: Bank card, kept_in: office, at: top drawer}
  letter: {name: Sealed letter, kept_in: office}
locations:
  office: {name: Office, fallback: [{name: the library, ready_in: 1h, notes: Bring a charger.}]}
systems:
  shop:
    name: Webshop
    url: https://shop.example
    roles: [reader, staff, owner]
    login: {kept_in: vault, at: Shop › Owner}
    access:
      - {who: sam, as: owner, second_factor: phone}
      - {who: maya, as: staff, second_factor: phone}
      - {who: joris, as: reader}
      - {who: helper, as: staff}
  vault: {name: Vault, login: {kept_in: letter, at: first line}, access: [{who: sam}]}
  bank:
    name: Bank
    access:
      - {who: sam, as: signer, second_factor: card}
      - {who: maya, until: 2026-01-01}
      - {who: joris, starts_in: 2d}
break_glass:
  seal:
    name: The seal
    holders: sam
    delay: 2h
    opens: [{system: shop, as: owner}, {system: bank}, {system: vault}]
    tests:
      - {system: shop, on: 2026-09-01, worked: yes}
      - {system: bank, on: 2026-09-01, worked: no}
stock:
  glass:
    name: Glass
    cover: 35d
    refill: {at: 21d, by: [sam], from: works, lead_time: 18d}
    feeds: [refunds]
  rest: {name: The rest}
suppliers:
  works: {name: Glassworks}
call_trees:
  tree:
    name: Tree
    starts: maya
    calls: [{who: maya, calls: [sam, joris]}, {who: sam, calls: works}]
    wait: 15m
procedures:
  look: {name: Look, steps: [{do: Look at the bank, in: bank}]}
functions:
  refunds:
    name: Refund customers
    by: [maya, {who: sam, starts_in: 2h}]
    limit: refund
    needs: [{what: shop, as: staff}, phone, {any: [bank, shop]}]
    steps: [{do: Pay it back, in: shop}, {use: look}]
    workaround: {do: Promise it}
  orders: {name: Take orders, by: automatic, needs: [shop]}
  ads: {name: Pay the ads}
"""


@pytest.fixture(scope="module")
def shop() -> Plan:
    return make_plan(SHOP)


@pytest.fixture(scope="module")
def facts(shop: Plan) -> Facts:
    return analyse(shop, AS_OF, Look.NONE)


def answers(plan: Plan, facts: Facts) -> dict[str, str]:
    (page,) = pages(Copy(plan, facts, age(BuildInfo(AS_OF, "0"), Edition.FULL, "Europe/Brussels")))
    folds = [block for section in page.sections for block in section.blocks if isinstance(block, Fold)]
    blocks = [block for fold in folds for block in fold.blocks]
    return {each.q: each.a for block in blocks if isinstance(block, Answers) for each in block.questions}


def test_an_answer_says_what_the_plan_says(shop: Plan, facts: Facts) -> None:
    said = answers(shop, facts)
    assert said["Refund customers: who does it, and up to which amount?"] == (
        "Ask {maya}: up to €80. Then ask {sam}: any amount. {sam} can start 2 hours after you ask."
    )
    assert said["Take orders: who does it?"].startswith("It runs by itself")
    assert said["Glass: who reorders, and when?"] == (
        "{sam} orders more. Order from {works}. Order when the rest lasts only 21 days. "
        "It arrives 18 days after the order. A full stock lasts 35 days. "
        "When it is empty, this stops: {refunds}."
    )
    assert said["Where do we work if we cannot use Office?"] == (
        "Work here: the library. It is ready in 1 hour. Bring a charger."
    )
    assert said["Who must not do this: talk to the press?"] == (
        "These people must not do it: {maya}. These people may do it: {sam}."
    )
    assert said["Refund customers: what if you cannot reach Maya?"] == "Ask {sam}."


def test_what_is_not_said_is_not_guessed(shop: Plan, facts: Facts) -> None:
    said = answers(shop, facts)
    assert said["Pay the ads: who does it?"] == "This copy does not say."
    assert said["The rest: who reorders, and when?"] == "This copy does not say."
    assert said["How do I restore Bank?"] == "This copy does not say."


def test_a_public_copy_answers_without_names_limits_or_anything_worked_out(shop: Plan) -> None:
    text = text_of(page_of(tree_of(shop, Edition.PUBLIC), "help/questions"))
    assert "Ask Support. Then ask Founder. Founder can start 2 hours after you ask." in text
    for withheld in ("Maya", "Sam", "€80", "talk to the press", "Blue phone", "Calculated"):
        assert withheld not in text


def test_every_system_that_a_task_works_in_has_its_way_in_on_the_page(shop: Plan, facts: Facts) -> None:
    """Those of steps and of procedures that it uses, too, and what keeps their passwords."""
    task = shop.functions["refunds"]
    ways = {way.id: way for way in ways_in.ways_in(shop, facts, task.needs, task.steps)}
    assert list(ways) == ["shop", "bank", "vault"]
    assert {fact.label: fact.value for fact in ways["shop"].facts} == {
        "Sign in at": "[https://shop.example](https://shop.example)",
        "Password": "{vault}, under Shop › Owner",
        "Who can sign in": "{sam} signs in with the code from {phone}. "
        "{maya} signs in with the code from {phone} (held by {sam}).",
        "If none of them can": "{seal}",
    }
    assert ways["shop"].role == "(sign in as staff)"
    kept = {fact.label: fact.value for fact in ways["vault"].facts}["Password"]
    assert kept == "{letter}, under first line ({letter} is here: {office})"
    rows = at_hand.beside_systems(shop, task.needs)
    assert [(row.id, row.note) for row in rows] == [("phone", ""), ("", "{bank} or {shop}.")]


def test_any_one_of_several_second_factors_is_said_with_where_it_is(facts: Facts) -> None:
    plan = make_plan(
        SHOP.replace(
            "{who: maya, as: staff, second_factor: phone}", "{who: maya, second_factor: [phone, card]}"
        ).replace("{who: sam, as: owner, second_factor: phone}", "{who: sam, second_factor: [card, phone]}")
    )
    table = ways_in.access(plan, facts, plan.systems["shop"])
    assert table
    assert [(row[1], row[3]) for row in table.rows[:2]] == [
        ("**Yes.**", "{card} or {phone}"),
        ("**Yes**, with {phone} (held by {sam}) or {card} (kept in {office}).", "{phone} or {card}"),
    ]


def test_a_vault_that_gives_the_code_must_let_them_in(facts: Facts) -> None:
    plan = make_plan(SHOP.replace("second_factor: phone}", "second_factor: vault}"))
    table = ways_in.access(plan, facts, plan.systems["shop"])
    assert table
    assert [(row[1], row[3]) for row in table.rows[:2]] == [
        ("**Yes.**", "{vault}"),
        ("**No.** The code is in {vault}, and they cannot open it.", "{vault}"),
    ]
    assert "It gives the code for" in text_of(page_of(tree_of(plan), "restore/vault"))


def test_a_device_says_what_it_takes_and_when_it_is_back() -> None:
    plan = make_plan(SHOP.replace("held_by: sam}", "held_by: sam, needs: [bank], rto: 2d}"))
    text = text_of(page_of(tree_of(plan), "restore/equipment"))
    assert "What it needs to work" in text
    assert "If it is lost, back within (RTO, recovery time objective)" in text
    assert need_graph(plan).stopped("bank") == ("phone",)


def test_who_really_gets_in_is_said_in_words(shop: Plan, facts: Facts) -> None:
    table = ways_in.access(shop, facts, shop.systems["shop"])
    assert table
    assert [row[:2] for row in table.rows] == [
        ("{sam}", "**Yes.**"),
        ("{maya}", "**Only with {phone} (held by {sam}).**"),
        ("{joris}", "**Yes.**"),
        ("{helper}", "**No.** Nobody has this role."),
        ("{seal}", "**After 2 hours.** It worked on Tuesday 1 September 2026."),
    ]
    table = ways_in.access(shop, facts, shop.systems["bank"])
    assert table
    assert [row[1] for row in table.rows] == [
        "**Yes**, with {card} (kept in {office}).",
        "**No.** Their access ended on Thursday 1 January 2026.",
        "**2 days after somebody asks.**",
        "**Do not count on it.** It failed on Tuesday 1 September 2026.",
    ]
    table = ways_in.access(shop, facts, shop.systems["vault"])
    assert table
    assert table.rows[-1][1] == "**Do not count on it.** Nobody has tried it."


def test_a_call_tree_says_at_each_call_who_is_next(shop: Plan) -> None:
    found = chains(shop, shop.call_trees["tree"])
    assert [(chain.says, [(call.who, call.next) for call in chain.calls]) for chain in found] == [
        (
            "Call {maya} first:",
            [("maya", "No answer within 15 minutes? Make their calls yourself: Sam and Joris.")],
        ),
        (
            "{maya} calls these, in this order:",
            [
                (
                    "sam",
                    "No answer within 15 minutes? Call Joris next. Also make the calls of Sam: Glassworks.",
                ),
                ("joris", "No answer within 15 minutes? This is the last of these calls."),
            ],
        ),
        ("{sam} calls:", [("works", "No answer within 15 minutes? This is the last of these calls.")]),
    ]


def test_a_call_tree_says_at_each_call_what_to_say() -> None:
    plan = make_plan("""
people:
  sam: {name: Sam, role: Founder}
  maya: {name: Maya, role: Support}
suppliers:
  insurer: {name: Insurer}
messages:
  alarm: {name: The alarm, to: the team, channel: sms, text: {en: {body: Come.}}}
  claim: {name: First notice, to: the insurer, text: {en: {subject: Damage, body: It burns.}}}
call_trees:
  tree:
    name: Tree
    starts: maya
    calls: [{who: maya, calls: [sam, {who: insurer, message: claim}]}]
    message: alarm
scenarios:
  fire: {name: Fire, lost: [insurer], invoke: {by: [maya], when: It burns.}}
""")
    said = [call.next for chain in chains(plan, plan.call_trees["tree"]) for call in chain.calls]
    assert [each.partition(" No answer?")[0] for each in said[1:]] == [
        "What to say: The alarm.",
        "What to say: First notice.",
    ]
    (who_calls,) = handbook.tree(plan, plan.scenarios["fire"])
    assert "What to say: First notice." in str(who_calls)
    assert {"alarm", "claim"} <= {*plan.call_trees["tree"].messages}


def test_a_clock_has_the_zone_the_hours_and_the_days_off(shop: Plan) -> None:
    people = shop.people
    assert clock(shop, people["maya"]) == Clock(
        "Europe/Lisbon",
        "12345 09:00 13:00 Europe/Lisbon;6 00:00 24:00 Europe/Brussels",
        "2026-12-21/2026-12-26",
    )
    assert clock(shop, people["joris"]) == Clock("Europe/Brussels", "1 00:00 12:00 Europe/Brussels", "")
    assert clock(shop, people["sam"]) is None  # nothing is known of the hours
    assert clock(shop, people["helper"]) is None  # nobody is there


def test_when_to_stop_stands_before_the_steps() -> None:
    plan = make_plan(
        """
        people: {sam: {name: Sam, role: Founder, reach: [{phone: "+32 470 00 01 02"}]}}
        functions:
          pack: {name: Pack, by: sam, steps: [Take a box], stop_when: It leaks., stop_call: [sam]}
        """
    )
    text = text_of(page_of(tree_of(plan), "serve/pack"))
    assert text.index("Stop and call Sam. Stop when: It leaks.") < text.index("Take a box")


def test_each_word_is_explained_once() -> None:
    known = [word for entries in glossary().values() for word in entries]
    assert len(known) == len(set(known))
    for short in ("BC", "DR", "RTO", "RPO", "MTPD", "MBCO", "BIA", "break-glass", "pointer"):
        assert any(f"({short})" in word for word in known), short


def test_whoever_has_a_password_of_their_own_is_not_sent_to_that_of_the_owner() -> None:
    own = SHOP
    for who in ("{who: sam, as: owner, second_factor: phone", "{who: maya, as: staff, second_factor: phone"):
        own = own.replace(who, f"{who}, login: {{kept_in: vault, at: Own › Shop}}")
    said = {plan: text_of(page_of(tree_of(make_plan(plan)), "serve/refunds")) for plan in (SHOP, own)}
    assert "Shop › Owner" in said[SHOP]
    assert "Shop › Owner" not in said[own]
    assert said[own].count("Own › Shop") == 2


def test_where_one_has_a_password_of_their_own_it_is_said_of_each_which_is_theirs() -> None:
    one = SHOP.replace(
        "as: staff, second_factor: phone", "as: staff, login: {kept_in: vault, at: Own › Shop}", 1
    )
    text = " ".join(text_of(page_of(tree_of(make_plan(one)), "serve/refunds")).split())
    assert "Sam signs in with the code from Blue phone. The password: Vault, under Shop › Owner." in text
    assert "Maya can sign in. The password: Vault, under Own › Shop." in text
