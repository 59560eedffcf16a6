"""What an edition must not hold, it does not hold: in no value, no address, no text, no fact."""

import re
from itertools import pairwise
from typing import Any, get_args
from unittest.mock import Mock

import pytest
from outlast.analysis import Facts, analyse
from outlast.analysis.needs import edges
from outlast.checks import Finding
from outlast.languages import speaker, speaking
from outlast.model import COLLECTIONS, Edition, Model, Plan, Thing, Visit, visit
from outlast.model.base import edition_of
from outlast.model.business import Business
from outlast.model.people import Person
from outlast.model.procedures import Procedure
from outlast.model.scalars import (
    AccountId,
    BankAccount,
    ChatName,
    Email,
    Iban,
    Loss,
    Money,
    PersonName,
    Phone,
    Pointer,
    PostalAddress,
)
from outlast.model.value import Ref, Text
from outlast.redact import Origin, Outgoing, find_leaks, redact
from outlast.redact.plan import all_placed, names_in
from outlast.redact.withheld import Withheld
from outlast.source import page
from pydantic.fields import FieldInfo

from tests.builders import make_plan
from tests.drawing import TODAY, everything, facts_of, text_of, tree_of
from tests.maximal import ORDER, shapes, thing_id, whole, whole_plan, whole_tree

BELOW = (Edition.PUBLIC, Edition.TEAM)
HIDES = [(low, high) for low in BELOW for high in ORDER if not low.shows(high)]


def made(edition: Edition) -> tuple[Plan, Facts]:
    return redact(whole_plan(), facts_of(whole_plan()), edition)


def values(plan: Plan) -> str:
    """Everything in a plan as it was typed, with its place."""
    things = (plan.business, *plan.things.values())
    return "\n".join(f"{seen.path} {seen.value}" for thing in things for seen in visit(thing))


def test_every_field_names_its_edition_and_what_names_none_is_for_the_full_copy() -> None:
    seen: set[type[Model]] = set()
    nameless = []
    todo: list[Any] = [Business, *COLLECTIONS.values()]
    while todo:
        kind = todo.pop()
        todo += get_args(kind)
        if not (isinstance(kind, type) and issubclass(kind, Model)) or kind in seen:
            continue
        seen.add(kind)
        kind.model_rebuild()
        for name, field in kind.model_fields.items():
            todo.append(field.annotation)
            extra = field.json_schema_extra
            if not (isinstance(extra, dict) and extra.get("edition") in {*Edition}):
                nameless.append(f"{kind.__name__}.{name}")
    assert nameless == []
    assert len(seen) > 60
    assert edition_of(FieldInfo()) is Edition.FULL


def test_the_plan_says_something_in_every_field() -> None:
    # Otherwise the tests below would look for nothing.
    assert len(whole().canaries) > 500
    assert {canary.edition for canary in whole().canaries} == set(Edition)
    assert {thing.collection for thing in whole_plan().things.values()} == set(COLLECTIONS)
    for thing in (whole_plan().business, *whole_plan().things.values()):
        for name, value in thing:
            empty = value in (None, (), {}) and name not in ("audience", "after")
            assert not empty or isinstance(thing, Procedure), (type(thing), name)


@pytest.mark.parametrize("edition", BELOW)
def test_no_withheld_value_is_in_the_plan_of_an_edition(edition: Edition) -> None:
    said = repr(made(edition)) + values(made(edition)[0])
    found = [c.path for c in whole().canaries if not edition.shows(c.edition) and c.text in said]
    assert found == []


@pytest.mark.parametrize("edition", BELOW)
def test_no_withheld_value_is_on_a_page_of_an_edition(edition: Edition) -> None:
    drawn = everything(whole_tree(edition))
    hidden = [canary for canary in whole().canaries if not edition.shows(canary.edition)]
    assert len(hidden) > 50
    assert [(c.path, shape) for c in hidden for shape in shapes(c) if shape in drawn] == []


@pytest.mark.parametrize("edition", Edition)
def test_what_an_edition_may_show_stays_in_its_plan(edition: Edition) -> None:
    said = values(made(edition)[0])
    lost = [(c.path, c.text) for c in whole().canaries if edition.shows(c.edition) and c.text not in said]
    assert lost == []


@pytest.mark.parametrize("edition", BELOW)
def test_every_field_of_a_wider_edition_is_as_if_nobody_had_written_it(edition: Edition) -> None:
    kept, _ = made(edition)
    seen = 0

    def walk(model: Model) -> None:
        nonlocal seen
        for name, info in type(model).model_fields.items():
            value = getattr(model, name)
            if not edition.shows(edition_of(info)):
                seen += 1
                assert value == (None if info.is_required() else info.get_default(call_default_factory=True))
            for part in value if isinstance(value, tuple) else (value,):
                if isinstance(part, Model):
                    walk(part)

    for thing in (kept.business, *kept.things.values()):
        walk(thing)
    assert seen > 20


@pytest.mark.parametrize("edition", BELOW)
def test_the_id_of_a_withheld_thing_is_nowhere(edition: Edition) -> None:
    drawn = everything(whole_tree(edition)) + repr(made(edition))
    hidden = [kind for kind in COLLECTIONS.values() if not edition.shows(kind.identity)]
    assert hidden
    for kind in hidden:
        assert thing_id(kind.collection) not in drawn, kind.collection
    for kind in COLLECTIONS.values():
        if edition.shows(kind.identity) and kind is not Person:
            assert thing_id(kind.collection) in drawn, kind.collection


@pytest.mark.parametrize("edition", BELOW)
def test_every_reference_of_an_edition_leads_to_a_thing_of_it(edition: Edition) -> None:
    kept, _ = made(edition)
    for thing in (kept.business, *kept.things.values()):
        for seen in visit(thing):
            if isinstance(seen.value, Ref):
                assert seen.value in kept.things, (thing, seen.path)


def test_the_full_edition_is_the_plan_itself() -> None:
    facts = facts_of(whole_plan())
    assert redact(whole_plan(), facts, Edition.FULL) == (whole_plan(), facts)


def test_what_was_given_is_not_changed() -> None:
    before = repr(whole_plan())
    for edition in BELOW:
        made(edition)
    assert repr(whole_plan()) == before


PEOPLE = """
people:
  sam: {name: Sam Okafor, role: "Founder & owner", reach: [{phone: "+32 470 00 01 02"}], may: {refund: any}}
  maya: {name: Maya Reyes, role: Support, reach: [{email: maya@fern.example}], may: {refund: 80 EUR}}
  olena: {name: Olena, role: Support}
  support: {name: Wen, role: Support}
functions:
  refunds:
    name: Refunds
    about: "Ask {maya}, then {sam}."
    by: [maya, {who: sam, up_to: 500 EUR}, olena]
    limit: refund
    needs: {any: [maya, sam-phone]}
    steps: [{do: "Call {sam} on {sam-phone}", by: sam}, {do: Pay, in: sam-phone}]
equipment:
  sam-phone: {name: Sam's phone, held_by: sam}
scenarios:
  hospital: {name: Hospital, invoke: {by: [maya, sam], when: No answer}}
suppliers:
  glassworks: {name: Glaswerk NV, provides: [glass]}
"""


def test_people_become_their_roles_in_public() -> None:
    kept, _ = redact(make_plan(PEOPLE), Facts(), Edition.PUBLIC)
    assert len(set(kept.people)) == 4
    assert [person.title for person in kept.people.values()] == [
        "Founder & owner",
        "Support",
        "Support",
        "Support",
    ]
    assert all(id == person.id for id, person in kept.people.items())
    for id in kept.people:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id)
        assert not re.search("sam|maya|olena|wen", id)


def test_references_follow_people_to_their_roles() -> None:
    kept, _ = redact(make_plan(PEOPLE), Facts(), Edition.PUBLIC)
    founder, first, second, _ = kept.people
    refunds = kept.functions["refunds"]
    assert [hand.who for hand in refunds.by.hands] == [first, founder, second]
    assert refunds.steps[0].by == founder
    assert kept.scenarios["hospital"].invoke is not None
    assert kept.scenarios["hospital"].invoke.by == (first, founder)


def test_mentions_follow_people_and_what_is_withheld_is_a_plain_word() -> None:
    kept, _ = redact(make_plan(PEOPLE), Facts(), Edition.PUBLIC)
    founder, first, *_ = kept.people
    refunds = kept.functions["refunds"]
    assert refunds.about is not None
    assert refunds.about == f"Ask {{{first}}}, then {{{founder}}}."
    assert refunds.steps[0].do == f"Call {{{founder}}} on the device"
    assert refunds.steps[1].in_ is None


def test_the_plain_word_is_in_the_language_of_the_text_and_no_key_of_a_step_is() -> None:
    dutch = speaker("nl")
    assert dutch
    with speaking(dutch):
        kept, _ = redact(make_plan(PEOPLE), Facts(), Edition.PUBLIC)
    founder, *_ = kept.people
    do = kept.functions["refunds"].steps[0].do
    assert (do, do and do.written) == (
        f"Call {{{founder}}} on het apparaat",
        f"Call {{{founder}}} on the device",
    )


def test_a_person_whose_role_has_the_id_of_another_thing_takes_another() -> None:
    kept, _ = redact(
        make_plan("people: {sam: {name: Sam, role: Shop}}\nsystems: {shop: {name: Shop}}"),
        Facts(),
        Edition.PUBLIC,
    )
    assert kept.systems["shop"].name == "Shop"
    (id,) = kept.people
    assert id != "shop"
    assert id != "sam"
    assert kept.thing(id).title == "Shop"


@pytest.mark.parametrize("role", ["创始人", "Основатель", "!!!"])
def test_a_role_in_other_letters_gives_an_address_too(role: str) -> None:
    kept, _ = redact(make_plan(f'people: {{sam: {{name: Sam, role: "{role}"}}}}'), Facts(), Edition.PUBLIC)
    (id,) = kept.people
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id)
    assert id != "sam"
    assert kept.thing(id).title == role


def test_team_keeps_names_and_numbers_but_no_money() -> None:
    kept, _ = redact(make_plan(PEOPLE), Facts(), Edition.TEAM)
    assert kept.people["sam"].name == "Sam Okafor"
    assert str(kept.people["sam"].reach[0].address) == "+32 470 00 01 02"
    assert kept.suppliers["glassworks"].name == "Glaswerk NV"
    lossy = make_plan(
        "functions: {refunds: {name: R, loss: 35 EUR per day, by: [{who: a, fee: 9 EUR}]}}\n"
        "people: {a: {name: A, role: B}}"
    )
    shown, _ = redact(lossy, Facts(), Edition.TEAM)
    assert shown.functions["refunds"].loss is None
    assert shown.functions["refunds"].by.hands[0].fee is None


AUDIENCE = """
functions:
  secret: {name: Secret work, audience: team, needs: bank, messages: [words]}
  open: {name: Open work, needs: [bank, shop], steps: [{do: "Like {secret}"}]}
systems:
  bank: {name: The bank, audience: full}
  shop: {name: The shop, needs: bank}
messages:
  words: {name: Words, to: customers, text: {en: {body: Hello}}}
break_glass:
  envelope: {name: The envelope, audience: public, holders: sam, opens: [{system: bank}]}
people:
  sam: {name: Sam, role: Founder}
"""


def test_audience_narrows_a_whole_thing() -> None:
    given = make_plan(AUDIENCE)
    public, _ = redact(given, Facts(), Edition.PUBLIC)
    team, _ = redact(given, Facts(), Edition.TEAM)
    assert set(public.functions) == {"open"}
    assert set(team.functions) == {"open", "secret"}
    assert set(public.systems) == set(team.systems) == {"shop"}
    assert [need.what for need in team.functions["open"].needs if hasattr(need, "what")] == ["shop"]
    assert public.systems["shop"].needs == ()
    assert public.functions["open"].steps[0].do == "Like the task"
    assert team.functions["open"].steps[0].do == "Like {secret}"


def test_audience_widens_the_name_and_nothing_else() -> None:
    public, _ = redact(make_plan(AUDIENCE), Facts(), Edition.PUBLIC)
    envelope = public.break_glass["envelope"]
    assert envelope.name == "The envelope"
    assert not envelope.opens
    assert not envelope.holders


def test_an_edition_with_a_widened_thing_is_drawn() -> None:
    drawn = tree_of(make_plan(AUDIENCE), Edition.PUBLIC)
    assert any("The envelope" in text_of(page) for page in drawn.pages)
    assert "The bank" not in everything(drawn)


HIDDEN = """
people:
  sam: {name: Sam, role: Founder, audience: full}
  maya: {name: Maya, role: Support}
systems:
  bank: {name: The bank}
break_glass:
  envelope: {name: The envelope, holders: maya, opens: [{system: bank}]}
procedures:
  sealed: {name: Break the seal, audience: full, steps: [Break it]}
messages:
  quiet: {name: Quiet words, audience: full, to: the bank, text: {en: {body: Hello}}}
call_trees:
  tree: {name: The tree, starts: sam, calls: [{who: sam, calls: maya}]}
exercises:
  tried: {name: The envelope was tried, of: envelope, on: 2026-01-02, by: maya, result: worked}
  blind: {name: Payouts were tried, of: payouts, on: 2026-01-02, by: sam, result: worked}
functions:
  payouts:
    name: Payouts
    steps: [Look, {use: sealed}, {message: quiet}, {do: Wait, use: sealed}]
"""


@pytest.mark.parametrize("edition", BELOW)
def test_what_cannot_stand_without_a_withheld_thing_is_left_out_with_it(edition: Edition) -> None:
    kept, _ = redact(make_plan(HIDDEN), analyse(make_plan(HIDDEN), TODAY), edition)
    assert not {"tree", "tried", "sam", "sealed", "quiet", "envelope"} & set(kept.things)
    assert "The tree" not in everything(tree_of(make_plan(HIDDEN), edition))


@pytest.mark.parametrize("edition", BELOW)
def test_a_step_that_only_named_a_withheld_thing_is_no_step(edition: Edition) -> None:
    kept, _ = redact(make_plan(HIDDEN), Facts(), edition)
    assert [step.do for step in kept.functions["payouts"].steps] == ["Look", "Wait"]


def test_no_facts_in_public_and_only_known_ids_above() -> None:
    given = make_plan(AUDIENCE)
    facts = analyse(given, TODAY)
    assert redact(given, facts, Edition.PUBLIC)[1] == Facts()
    team = repr(redact(given, facts, Edition.TEAM)[1])
    assert "bank" in repr(facts)
    assert "bank" not in team
    assert "'shop'" in team
    assert "'open'" in team


def test_facts_of_an_edition_know_only_its_ids() -> None:
    kept, facts = made(Edition.TEAM)
    known = {*kept.things, "business"}
    named = {id for edge in facts.needs.edges for id in (edge.of, edge.what, edge.thing)}
    named |= {id for group in facts.restoring.order for id in group}
    named |= {edge.what for parts in facts.restoring.waits.values() for edge in edges(parts)}
    assert named
    assert named <= known


LEAKING = """
people:
  sam: {name: Sam Okafor, role: Founder, reach: [{phone: "+32 470 00 01 02"}, {email: sam@fern.example}],
        may: {refund: 80 EUR}, notes: Call Sam Okafor at night}
  will: {name: Will, role: Support}
  chloe: {name: "Chloé", role: Support}
  wen: {name: 陈文, latin_name: Chen Wen, role: Agent, reach: [{chat: fern-wen-9}]}
suppliers:
  glassworks: {name: Glaswerk NV, customer_number: FF-0117, payment: {iban: BE68 5390 0754 7034}}
locations:
  home: {name: The office upstairs, address: "Klimopstraat 4, 9000 Gent"}
funds:
  cash-box: {name: Cash box, balance: 1250 EUR}
systems:
  vault: {name: Vault}
  shop: {name: Shop, login: {kept_in: vault, at: Shop › Owner}}
functions:
  refunds: {name: Refunds, loss: 35 EUR per day, about: "%s"}
"""


def leaks(plan: Plan, *editions: Edition) -> tuple[Finding, ...]:
    return find_leaks(plan, editions).findings


@pytest.mark.parametrize(
    ("text", "edition", "found"),
    [
        ("Ask Sam Okafor first", Edition.PUBLIC, "Sam Okafor"),
        ("Ask Sam first", Edition.PUBLIC, "Sam"),
        ("Ask Sam.", Edition.PUBLIC, "Sam"),
        ("Call +32 470 00 01 02", Edition.PUBLIC, "+32 470 00 01 02"),
        ("Write to sam@fern.example.", Edition.PUBLIC, "sam@fern.example"),
        ("Up to 80 EUR", Edition.PUBLIC, "80 EUR"),
        ("Up to €80, no more", Edition.PUBLIC, "€80"),
        ("Up to 80 euros", Edition.PUBLIC, "80 euros"),
        ("Order at Glaswerk NV", Edition.PUBLIC, "Glaswerk NV"),
        ("Under Shop › Owner", Edition.PUBLIC, "Shop › Owner"),
        ("Under Shop › Owner", Edition.TEAM, "Shop › Owner"),
        ("Ask {sam} first", Edition.PUBLIC, ""),
        ("Samples are free", Edition.PUBLIC, ""),
        ("It costs 180 EUR", Edition.PUBLIC, ""),
        ("It costs €800", Edition.PUBLIC, ""),
        ("It costs €80.50", Edition.PUBLIC, ""),
        ("Ask SAM OKAFOR first", Edition.PUBLIC, "SAM OKAFOR"),
        ("Ask SAM first", Edition.PUBLIC, "SAM"),
        ("Ask Mr Okafor", Edition.PUBLIC, "Okafor"),
        ("Ask Sam  Okafor", Edition.PUBLIC, "Sam  Okafor"),
        ("Ask S\u200bam, please", Edition.PUBLIC, "Sam"),
        ("Ask \uff33am, please", Edition.PUBLIC, "Sam"),
        ("Ask Chloe\u0301", Edition.PUBLIC, "Chlo\u00e9"),
        ("\u8bf7\u8054\u7cfb\u9648\u6587\u3002", Edition.PUBLIC, "\u9648\u6587"),
        ("Ask Chen Wen", Edition.PUBLIC, "Chen Wen"),
        ("Call 0470 00 01 02", Edition.PUBLIC, "0470 00 01 02"),
        ("Call 0032.470.000.102", Edition.PUBLIC, "0032.470.000.102"),
        ("Write to Sam@Fern.Example", Edition.PUBLIC, "Sam@Fern.Example"),
        ("Chat with fern-wen-9", Edition.PUBLIC, "fern-wen-9"),
        ("See [her](https://pages.example/sam-okafor)", Edition.PUBLIC, "https://pages.example/sam-okafor"),
        ("See https://pages.example/samples", Edition.PUBLIC, ""),
        ("They know us as FF-0117", Edition.TEAM, "FF-0117"),
        ("Ask at Klimopstraat 4, 9000 Gent", Edition.PUBLIC, "Klimopstraat 4, 9000 Gent"),
        ("There are 1 250,00 EUR", Edition.TEAM, "1 250,00 EUR"),
        ("There are EUR 1.250", Edition.TEAM, "EUR 1.250"),
        ("There are \u20ac1,250.00", Edition.TEAM, "\u20ac1,250.00"),
        ("Take it from the Cash Box", Edition.TEAM, "Cash Box"),
        ("There are 11 250 EUR", Edition.TEAM, ""),
        ("Order 100470000102 is late", Edition.PUBLIC, "100470000102"),
        ("Order 4700001021 is late", Edition.PUBLIC, ""),
        ("He will come, and so may the rest", Edition.PUBLIC, ""),
        ("Ask Sam Okafor first", Edition.TEAM, ""),
        ("Call +32 470 00 01 02", Edition.TEAM, ""),
        ("Ask Sam Okafor first, under Shop › Owner", Edition.FULL, ""),
    ],
)
def test_texts_that_say_what_is_withheld(text: str, edition: Edition, found: str) -> None:
    said = [finding for finding in leaks(make_plan(LEAKING % text), edition) if finding.subject == "refunds"]
    assert [finding.field for finding in said] == ([("about",)] if found else [])
    if found:
        assert f'"{found}"' in said[0].message
        assert said[0].rule == "withheld-in-text"


LEADING = (PersonName, Phone, Email, Iban, BankAccount, AccountId, ChatName, Pointer, PostalAddress)
"""Kinds of values that lead to one person, one place or one account."""


@pytest.mark.parametrize("edition", BELOW)
def test_every_withheld_value_that_leads_to_somebody_is_found_in_a_text(edition: Edition) -> None:
    """In whatever field of the model it stands."""
    withheld = Withheld.of(whole_plan(), edition, names_in(whole_plan(), edition))
    hidden = [c for c in whole().canaries if c.kind in LEADING and not edition.shows(c.edition)]
    assert {c.kind for c in hidden} >= (
        {*LEADING} if edition is Edition.PUBLIC else {Iban, BankAccount, AccountId, Pointer}
    )
    assert [c.path for c in hidden if not any(withheld.said_in(f"Ask there: {c.text}, at once"))] == []


@pytest.mark.parametrize("edition", BELOW)
def test_texts_that_are_searched_together_say_what_each_says_alone(edition: Edition) -> None:
    withheld = Withheld.of(whole_plan(), edition, names_in(whole_plan(), edition))
    texts = [str(seen.value) for _, placed in all_placed(whole_plan()) for seen in placed]
    texts += [f"Ask {one} or {other}: https://{one}.example" for one, other in pairwise(texts[::7])]
    alone = [(number, said) for number, text in enumerate(texts) for said in withheld.said_in(text)]
    assert list(withheld.said_in_each(texts)) == alone
    assert len({said.what for _, said in alone}) > 5
    assert list(withheld.said_in_each([])) == []


ELSEWHERE = """
business: {format: "1", name: Okafor Ceramics, timezone: Europe/Brussels, currency: EUR,
           website: "https://www.okafor.example"}
people:
  sam: {name: Sam Okafor, role: Founder, notes: Their customer service and every order desk give support.}
  duty: {name: Joris Maes, role: Duty officer, audience: public}
suppliers:
  glass:
    name: Glaswerk NV
    contacts:
      - {name: Els Vuurman, role: orders}
      - {name: Jan de Vries, reach: [{phone: 0800 112 112, audience: public}, {phone: 09 300 00 01}]}
      - {name: 李晓梅 (Li Xiaomei)}
      - {name: order desk}
      - {name: Customer Service}
      - {name: Stripe support}
      - {name: the Atelier}
systems:
  vault: {name: Vault}
  stripe: {name: Stripe, roles: [Owner], login: {kept_in: vault, at: Stripe}, support: {account: MD-8817}}
  shop: {name: Shop, needs: {what: stripe, as: Owner}, login: {kept_in: vault, at: Owner}}
  till: {name: Till, login: {kept_in: vault, at: bed}}
scenarios:
  ill: {name: Somebody is ill, icon: bed}
functions:
  refunds: {name: Refunds, about: "%s"}
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ask Els Vuurman", "Els Vuurman"),
        ("Ask Els first", "Els"),
        ("Mail https://glass.example/els", "https://glass.example/els"),
        ("Ask Jan, not the others", "Jan"),
        ("Ask Mr de Vries", "Vries"),
        ("Ask Li Xiaomei", "Li Xiaomei"),
        ("请联系李晓梅。", "李晓梅"),
        ("Ring the Atelier", "the Atelier"),
        ("Ask Customer Service", "Customer Service"),
        ("They know us as MD-8817", "MD-8817"),
        ("Call 09 300 00 01", "09 300 00 01"),
        ("Ask Okafor", "Okafor"),
        ("It lies under bed", "bed"),
        ("Call 0800 112 112", ""),
        ("Ask Joris Maes, who is on duty", ""),
        ("Their customer service answers, and the order desk", ""),
        ("Customer Stripe: pay in Stripe, as Owner", ""),
        ("Okafor Ceramics is closed: see https://www.okafor.example/closed", ""),
    ],
)
def test_texts_that_say_who_is_at_another_firm_and_what_is_public_anyway(text: str, found: str) -> None:
    said = list(leaks(make_plan(ELSEWHERE % text), Edition.PUBLIC))
    assert [finding.subject for finding in said] == (["refunds"] if found else [])
    if found:
        assert f'"{found}"' in said[0].message


def test_a_number_for_everybody_is_shown_to_everybody() -> None:
    text = """
        people:
          sam: {name: Sam, role: Boss, reach: [{phone: 09 300 00 01}, {phone: 09 300 00 02, audience: full}]}
        systems:
          bank:
            name: The bank
            support:
              reach: [{phone: 0800 112 112, note: day and night, audience: public}, {phone: 09 300 00 03}]
    """
    numbers = {
        edition: {str(seen.value) for seen in map_visits(text, edition) if isinstance(seen.value, Phone)}
        for edition in Edition
    }
    assert numbers[Edition.PUBLIC] == {"0800 112 112"}
    assert numbers[Edition.TEAM] == {"0800 112 112", "09 300 00 01", "09 300 00 03"}
    assert len(numbers[Edition.FULL]) == 4
    drawn = everything(tree_of(make_plan(text), Edition.PUBLIC))
    assert "0800 112 112" in drawn
    assert "09 300" not in drawn


def map_visits(text: str, edition: Edition) -> list[Visit]:
    kept, _ = redact(make_plan(text), Facts(), edition)
    return [seen for thing in kept.things.values() for seen in visit(thing)]


def test_a_narrower_thing_takes_its_public_number_along() -> None:
    text = """
        systems:
          bank: {name: B, audience: full, support: {reach: [{phone: 0800 112 112, audience: public}]}}
        functions: {pay: {name: Pay, about: Call 0800 112 112}}
    """
    (said,) = leaks(make_plan(text), Edition.PUBLIC)
    assert said.subject == "pay"


def test_somebody_who_is_known_to_all_makes_nobody_else_known() -> None:
    """Nor does a thing that is called like somebody; and the name that is shown is reported nowhere."""
    text = """
        people:
          sam: {name: Sam Kim Maes, role: Founder, audience: public}
          kim: {name: Kim Maes, role: Baker}
        systems: {till: {name: Kim}}
        functions: {pay: {name: Pay, about: "Ask Maes, or Kim"}}
    """
    said = [(each.subject, each.message.split('"')[1]) for each in leaks(make_plan(text), Edition.PUBLIC)]
    assert said == [("pay", "Kim"), ("till", "Kim")]


def test_what_costs_a_standstill_is_withheld_in_text_too() -> None:
    said = list(leaks(make_plan(LEAKING % "We lose 35 EUR per day"), Edition.TEAM))
    assert [finding.subject for finding in said] == ["refunds"]


@pytest.mark.parametrize("text", ["It costs us £1,000 per hour", "1000 GBP an hour", "£24,000 a day"])
def test_what_an_hour_costs_is_withheld_as_it_was_written(text: str) -> None:
    plan = LEAKING.replace("35 EUR per day", '"£1,000 per hour"') % text
    assert [finding.subject for finding in leaks(make_plan(plan), Edition.TEAM)] == ["refunds"]


@pytest.mark.parametrize("text", ["Call +32 470 000 102", "Call +32470000102", "Call +32-470-00-01-02"])
def test_a_number_is_found_however_it_is_spaced(text: str) -> None:
    said = list(leaks(make_plan(LEAKING % text), Edition.PUBLIC))
    assert [finding.subject for finding in said] == ["refunds"]


def test_a_leak_in_several_editions_is_told_once_and_names_them() -> None:
    found = leaks(make_plan(LEAKING % "There are 1 250,00 EUR, ask Sam Okafor"), *BELOW)
    said = {each.message.split('"')[1]: each.message for each in found if each.subject == "refunds"}
    assert "in the public and team editions and says" in said["1 250,00 EUR"]
    assert "in the public edition and says" in said["Sam Okafor"]
    assert len(found) == len({(each.subject, each.field, each.message) for each in found})


def test_everything_that_goes_out_passes_one_search() -> None:
    """Each text in the editions that it goes out with, and a secret in all of them."""
    plan = make_plan(LEAKING % "Nothing")
    secret = "orchid" + "-Bay9"
    texts = [
        Outgoing(page("a.md", "Ask Sam Okafor"), Origin.BY_HAND),
        Outgoing(page("b.md", "Ask Sam Okafor"), Origin.BY_HAND, frozenset({Edition.FULL})),
        Outgoing(page("plan/c.txt", "Ask Sam Okafor"), Origin.ATTACHED, file="c.txt"),
        Outgoing(page("d.md", "Ask Sam Okafor"), Origin.BROUGHT_IN),
        Outgoing(page("e.md", f"The password is {secret}"), Origin.BY_HAND),
    ]
    found = find_leaks(plan, Edition, texts).diagnostics
    assert [(each.path, each.rule, each.span is None) for each in found] == [
        ("e.md", "secret", False),
        ("a.md", "withheld-in-text", False),
        ("d.md", "withheld-in-text", True),
    ]
    assert [each.path for each in find_leaks(None, Edition, texts).diagnostics] == ["e.md"]


def test_a_plan_is_gone_through_once_for_all_texts_that_go_out(monkeypatch: pytest.MonkeyPatch) -> None:
    once = Mock(side_effect=all_placed)
    monkeypatch.setattr("outlast.redact.leaks.all_placed", once)
    plan, other = make_plan(LEAKING % "Ask Sam Okafor"), make_plan(LEAKING % "Ask Lotte Maes")
    texts = [Outgoing(page("a.md", "Ask Sam Okafor"), Origin.BROUGHT_IN)]
    for _ in range(2):
        assert len(find_leaks(plan, [Edition.PUBLIC]).findings) == 1
        assert len(find_leaks(plan, [Edition.PUBLIC], texts).diagnostics) == 1
    assert once.call_count == 1
    assert find_leaks(other, [Edition.PUBLIC]).findings != find_leaks(plan, [Edition.PUBLIC]).findings


def test_an_id_that_is_a_name_is_found_where_it_is_an_address() -> None:
    text = (
        "people: {sam: {name: Sam Okafor, role: Founder}}\n"
        "functions: {sam-calls: {name: Call}, samples: {name: Send samples}}\n"
        "equipment: {okafor-phone: {name: A telephone}}"
    )
    (said,) = leaks(make_plan(text), Edition.PUBLIC)
    assert (said.subject, said.rule) == ("sam-calls", "withheld-in-text")
    assert list(leaks(make_plan(text), Edition.TEAM)) == []


def test_a_text_within_a_withheld_field_may_say_everything() -> None:
    """Its own key belongs to everybody (`q`, `a`, `days`), what it stands in does not."""
    text = (
        "people:\n  sam: {name: Sam Okafor, role: Founder, questions: [{q: Who?, a: Sam Okafor}]}\n"
        "suppliers: {glass: {name: Glass, payment: {steps: [Call Sam Okafor]}}}"
    )
    assert list(leaks(make_plan(text), Edition.PUBLIC)) == []


def test_no_text_of_a_withheld_field_is_a_leak() -> None:
    said = list(leaks(make_plan(LEAKING % "Nothing"), Edition.PUBLIC))
    assert said == []


def test_a_leak_deep_in_a_plan_is_found_at_its_place() -> None:
    plan = make_plan(
        "people: {sam: {name: Sam Okafor, role: Founder}}\n"
        "functions: {r: {name: R, steps: [a, {do: b, if_not: Call Sam Okafor}]}}"
    )
    (said,) = leaks(plan, Edition.PUBLIC)
    assert said.field == ("steps", 1, "if_not")


def test_a_text_is_text_after_redaction() -> None:
    kept, _ = made(Edition.PUBLIC)
    types = {type(seen.value) for thing in kept.things.values() for seen in visit(thing)}
    assert Text in types
    assert str not in {
        type(value)
        for thing in kept.things.values()
        for seen in visit(thing)
        if isinstance(value := seen.value, str) and seen.path[0] in ("about", "steps")
    }


def test_money_is_withheld_wherever_it_stands() -> None:
    kept, _ = made(Edition.PUBLIC)
    left = [
        (thing.id if isinstance(thing, Thing) else "business", seen.path)
        for thing in (kept.business, *kept.things.values())
        for seen in visit(thing)
        if isinstance(seen.value, Money | Loss)
    ]
    assert left == []
