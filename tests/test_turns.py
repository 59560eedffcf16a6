"""Who is next where a line names one person, and up to what."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from outlast.model import Plan
from outlast.model.value import Term
from outlast.pages import turns
from outlast.pages.turns import Turns
from outlast.site import Site
from outlast.site.blocks import Calls, StopLine, Table
from outlast.site.parts import Next, StepView

from tests import shared
from tests.builders import make_plan
from tests.drawing import site_of

SHOP = """
people:
  sam: {name: Sam, role: Founder, reach: "+32 470 00 01 02", may: {refund: any}}
  ilse: {name: Ilse, role: Partner, reach: "+32 470 00 05 06", may: {refund: 500 EUR}}
  maya: {name: Maya, role: Support, reach: "+32 470 00 02 03", may: {refund: 80 EUR}}
  packer: {role: Packer}
systems:
  shop: {name: Shop, access: [{who: maya, confirmed: yes}, {who: sam, confirmed: yes}]}
scenarios:
  away:
    name: Sam is away
    lost: [{what: sam, for: 21d}]
    likely: high
    invoke: {by: [ilse, maya], when: He is away.}
  fire: {name: Fire, likely: low, invoke: {by: [sam, maya], when: It burns.}}
functions:
  refunds:
    name: Refund customers
    by: [maya, ilse]
    limit: refund
    steps: [{do: Open the list., by: sam, expect: A list.}]
    stop_when: It is a fraud.
    stop_call: [sam]
"""


def plan(*more: str) -> Plan:
    return make_plan(SHOP, *more)


def test_next_is_the_next_hand_up_to_its_limit() -> None:
    shop = plan()
    assert turns.of_function(shop.functions["refunds"], shop).after("maya") == Next("ilse", "up to €500")


def test_next_without_hands_decides_when_the_person_is_gone() -> None:
    assert Turns(plan()).after("sam") == Next("ilse")


def test_next_gets_into_the_system_that_a_step_is_done_in() -> None:
    assert Turns(plan()).after("sam", "shop") == Next("maya")


def test_next_is_first_who_restores_the_system_too_or_does_what_needs_it() -> None:
    ways = "access: [{who: maya}, {who: olena}, {who: sam}, {who: ilse}]"
    tools = f"""
people:
  olena: {{name: Olena, role: Builder, reach: "+32 470 00 13 14"}}
systems:
  till: {{name: Till, {ways}, restore: {{by: [olena, sam], takes: 1h}}}}
  labels: {{name: Labels, {ways}}}
functions:
  packing: {{name: Pack, by: [olena, sam], needs: [labels]}}
"""
    found = Turns(plan(tools))
    assert [found.after("olena", place) for place in ("till", "labels", None)] == [
        Next("sam"),
        Next("sam"),
        Next("ilse"),
    ]
    assert found.after("maya", "till") == Next("ilse"), "who does not restore it has nobody beside them"


def test_nobody_is_next_who_may_not_do_what_the_step_takes() -> None:
    rules = """
people:
  sam: {name: Sam, role: Founder, reach: "+32 470 00 01 02", may: {order: any, refund: any}}
  ilse: {name: Ilse, role: Partner, reach: "+32 470 00 05 06", may: {refund: 500 EUR}, may_not: [sign]}
  maya: {name: Maya, role: Support, reach: "+32 470 00 02 03", may: {refund: 80 EUR}}
"""
    found = Turns(
        make_plan(SHOP[SHOP.index("scenarios") :].replace("stop_call: [sam]", "stop_call: [maya]"), rules)
    )
    assert found.after("sam", rules=[Term("order")]) is None
    assert found.after("sam", rules=[Term("refund")]) == Next("ilse")
    assert found.after("sam", rules=[Term("sign")]) == Next("maya")


def test_whoever_leads_is_next_in_a_scenario() -> None:
    money = "format: 1, name: Shop, timezone: Europe/Brussels, currency: EUR"
    roles = f"business: {{{money}, crisis: {{leads: [maya, sam]}}}}"
    shop = plan(roles)
    assert turns.of_scenario(shop.scenarios["fire"], shop).after("ilse") == Next("maya")
    assert turns.of_scenario(shop.scenarios["fire"], shop).after("maya") == Next("sam")
    assert turns.of_scenario(shop.scenarios["away"], shop).after("maya") == Next("ilse"), "Sam is away"


def test_next_signs_in_with_as_high_a_role() -> None:
    bank = """
systems:
  bank:
    name: Bank
    roles: [preparer, signer]
    access:
      - {who: maya, as: preparer, confirmed: yes}
      - {who: ilse, as: signer, confirmed: yes}
      - {who: sam, as: signer, confirmed: yes}
scenarios:
  robbed: {name: Robbed, likely: high, invoke: {by: [maya, ilse], when: It is empty.}}
"""
    assert Turns(plan(bank)).after("sam", "bank") == Next("ilse")
    without_ilse = Turns(plan(bank), gone=frozenset({"ilse"}))
    assert without_ilse.after("sam", "bank") is None  # who may only prepare a payment cannot sign it
    assert without_ilse.after("maya", "bank") == Next("sam")


def test_next_has_no_other_part_in_the_step() -> None:
    step = """
scenarios:
  wiped:
    name: Wiped
    invoke: {by: [ilse, maya], when: It is empty.}
    serve: {first-hour: [{do: "Ask {ilse} for the list.", by: sam}]}
"""
    steps = [each for each in parts(site_of(plan(step)), "scenarios/wiped") if isinstance(each, StepView)]
    assert [each.next for each in steps if each.by == "sam"] == [Next("maya")]


def test_next_has_a_key_to_the_place_that_a_step_is_done_in() -> None:
    place = """
locations:
  shed: {name: Shed, keys: [{who: maya}, {who: sam}]}
"""
    assert Turns(plan(place)).after("sam", "shed") == Next("maya")


FAR = """
business: {format: 1, name: Fern & Flask, timezone: Europe/Brussels, currency: EUR}
locations:
  shed: {name: Shed, keys: [{who: grower}]}
  room: {name: Room, keys: [{who: joris}]}
equipment:
  kit: {name: Watering kit, kept_in: shed}
  hose: {name: Hose, kept_in: room, held_by: noor}
suppliers:
  grower: {name: Grower}
people:
  maya: {name: Maya, role: Support, reach: "+32 470 00 02 03", timezone: Europe/Lisbon}
  joris: {name: Joris, role: Packer, reach: "+32 470 00 03 04", timezone: Europe/Brussels}
  sam: {name: Sam, role: Founder, reach: "+32 470 00 01 02"}
  noor: {name: Noor, role: Waterer, reach: "+32 470 00 11 12"}
decisions:
  tomorrow:
    name: Tomorrow
    asks: Who goes where?
    cases:
      - {when: You pack, then: "Go to {shed}.", by: joris}
      - {when: You answer customers, then: Stay where you are., by: joris}
scenarios:
  fire:
    name: Fire
    invoke: {by: [maya], when: It burns.}
    serve:
      first-hour: [{do: "Take {kit} along.", by: joris}, {do: Call the grower., by: joris}]
"""


def test_nobody_is_next_who_is_too_far_away_to_lend_a_hand() -> None:
    shop = make_plan(FAR)
    whose = {place: Turns(shop).after("joris", place) for place in ("shed", "room", "kit", "hose")}
    assert whose == {
        "shed": Next("sam"),
        "room": None,
        "kit": Next("sam"),
        "hose": Next("noor"),
    }, "whoever has a key or the thing itself, else somebody by the clock of the business"
    site = site_of(shop)
    steps = [each for each in parts(site, "scenarios/fire") if isinstance(each, StepView)]
    assert [each.next for each in steps] == [Next("sam"), Next("maya")], "a call can be made from anywhere"
    (table,) = (each for each in parts(site, "serve/decisions") if isinstance(each, Table))
    assert [row[2] for row in table.rows] == ["{joris}, otherwise {sam}", "{joris}, otherwise {maya}"]


def test_a_step_says_that_nobody_else_has_access() -> None:
    step = """
systems:
  safe: {name: Safe, access: [{who: sam, confirmed: yes}]}
scenarios:
  wiped:
    name: Wiped
    invoke: {by: [ilse, maya], when: It is empty.}
    serve: {first-hour: [{do: Open it., by: sam, in: safe}]}
"""
    site = site_of(plan(step))
    (found,) = (each for each in parts(site, "scenarios/wiped") if isinstance(each, StepView))
    assert (found.next, found.alone) == (None, True)


def test_next_at_a_procedure_signs_in_where_its_steps_are() -> None:
    pause = """
procedures:
  close: {name: Close the shop, steps: [Look at it., {do: Close it., in: shop}]}
scenarios:
  wiped:
    name: Wiped
    invoke: {by: [ilse, maya], when: It is empty.}
    serve: {first-hour: [{use: close, by: sam}]}
"""
    (step,) = (
        each
        for each in parts(site_of(plan(pause)), "scenarios/wiped")
        if isinstance(each, StepView) and each.by == "sam"
    )
    assert step.next == Next("maya")


def test_nobody_is_next_who_is_gone_or_has_no_number() -> None:
    assert Turns(plan(), gone=frozenset({"ilse", "maya"})).after("sam") is None


def inside(part: object) -> Iterator[object]:
    """A part of a page, and all parts of it."""
    yield part
    if isinstance(part, tuple):
        for each in part:
            yield from inside(each)
    elif is_dataclass(part):
        for field in fields(part):
            yield from inside(getattr(part, field.name))


def parts(site: Site, path: str) -> Iterator[object]:
    return inside(next(page for page in site.pages if page.path == path).sections)


def test_stop_line_with_one_name_goes_on_with_another() -> None:
    found = [part for part in parts(site_of(plan()), "serve/refunds") if isinstance(part, StopLine)]
    assert [call.who for line in found for call in line.calls] == ["sam", "maya"]


def able_too(step: StepView, page: str) -> set[str]:
    """Who else in the example may do a step and gets in as far as its doer: not who is lost or named."""
    plan = shared.example_plan()
    rules = {
        key for key in plan.people[str(step.by)].may if any(str(key) in rule.lower() for rule in step.rules)
    }
    place = step.where or next(each.where for each in step.steps if each.where)
    scenario = plan.scenarios.get(page)
    out = {step.by, *(lost.what for lost in scenario.lost)} if scenario else {step.by}
    if place in plan.locations:
        ranks = {str(key.who): 0 for key in plan.locations[place].keys}
    else:
        roles = plan.systems[place].roles
        ranks = {str(way.who): roles.index(way.as_) if way.as_ else 0 for way in plan.systems[place].access}
    return {
        who
        for who, rank in ranks.items()
        if who in plan.people and rank >= ranks.get(str(step.by), 0) and f"{{{who}}}" not in step.do
        if rules <= plan.people[who].may.keys()
    } - out


def test_no_line_of_the_example_ends_with_one_person() -> None:
    people = shared.example_plan().people
    for page in shared.example_pages().pages:
        for part in inside(page.sections):
            if isinstance(part, StepView) and part.by in people:
                if part.alone:
                    assert able_too(part, page.path.rpartition("/")[2]) == set(), (page.path, part.do)
                    continue
                assert part.next is not None, (page.path, part.do)
                assert part.next.who != part.by, (page.path, part.do)
            elif isinstance(part, StopLine):
                assert [call.who in people for call in part.calls] != [True], page.path
            elif isinstance(part, Calls):
                alone = len(part.rows) == 1 and part.rows[0].who in people
                assert not alone, (page.path, part.rows)


def test_approval_that_only_one_may_give_says_so() -> None:
    tables = parts(shared.example_pages(), "serve/supplier-payments")
    found = [
        row
        for table in tables
        if isinstance(table, Table) and "Who must approve it" in table.heads
        for row in table.rows
    ]
    assert found[-1][-1] == "Only {sam}"
