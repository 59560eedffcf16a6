"""Work, duties and scenarios of the catalogue, put into a plan that has little and into one that has much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from textwrap import indent

import pytest
from outlast import checks
from outlast.analysis import analyse
from outlast.catalogue import CATEGORIES
from outlast.catalogue.fragments import Fragment, Situation, fragments, situation
from outlast.catalogue.templates import _LACKING, Entry, Kind, _ids, _text, _without_lacking, entries, entry
from outlast.diagnostics import render
from outlast.load import Loaded, load
from outlast.model import Plan
from outlast.model.base import Edition
from outlast.model.recurrence import Recurrence
from outlast.redact import find_leaks
from outlast.source import Document, parse

from tests.builders import BUSINESS
from tests.drawing import TODAY, dead_links, tree_of

LITTLE = f"""{BUSINESS}
people:
  ann: {{name: Ann, role: Founder}}
systems:
  till: {{name: Till}}
"""
MUCH = f"""{BUSINESS}
people:
  ann: {{name: Ann, role: Founder, may: {{refund: any, pay: any, spend: any}}}}
  bob: {{name: Bob, role: Support, may: {{refund: 50 EUR}}}}
  cat: {{name: Cat, role: Packer}}
locations:
  stockroom: {{name: Warehouse}}
  home: {{name: Home office}}
suppliers:
  potter: {{name: Potter}}
  weaver: {{name: Weaver}}
stock:
  pots: {{name: Pots}}
equipment:
  laptop: {{name: Laptop}}
systems:
  shopify: {{name: Shopify, vendor: shopify}}
  stripe:
    name: Stripe
    vendor: stripe
    roles: [Support Specialist, Owner]
    stand_in_role: Support Specialist
{"".join(f"  {category}: {{name: {category}}}" + chr(10) for category in CATEGORIES)}"""
WITHOUT = {f"{each}: {{name: {each}}}" for each in ("ads", "marketplace", "email-marketing")}
PLANS = {"little": LITTLE, "much": MUCH}
SHOPS = {**PLANS, "without": "".join(line for line in MUCH.splitlines(True) if line.strip() not in WITHOUT)}
KINDS: tuple[Kind, ...] = ("functions", "duties", "scenarios")
ENTRIES = [each for kind in KINDS for each in entries(kind)]
COUNTRIES = (None, "GB", "US", "DE")


def documents(*texts: str) -> list[Document]:
    return [parse(f"plan/{number}.yml", text.encode()) for number, text in enumerate(texts)]


def as_file(fragment: Fragment) -> str:
    return f"{fragment.collection}:\n{indent(fragment.text, '  ')}"


def the(id: str) -> Entry:
    found = entry(id)
    assert found is not None
    return found


@cache
def known(plan: str, country: str | None = None) -> Situation:
    return replace(situation(planned(load(documents(SHOPS[plan])))), country=country)


def planned(loaded: Loaded) -> Plan:
    assert loaded.plan is not None, "\n" + render(loaded.diagnostics)
    return loaded.plan


@cache
def with_everything(plan: str, country: str) -> Plan:
    """The plan after every entry was added, one after the other."""
    now, texts = known(plan, country), [PLANS[plan]]
    for each in ENTRIES:
        added = fragments(each, now)
        texts += map(as_file, added)
        now = replace(now, things={**now.things, **{one.id: one.collection for one in added}})
    return planned(load(documents(*texts)))


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("each", ENTRIES, ids=lambda each: f"{each.kind}-{each.id}")
def test_entry_loads_without_a_complaint(each: Entry, plan: str) -> None:
    # Only some sentences differ by country.
    countries = COUNTRIES if "country" in each.body else each.countries[:1] or (None,)
    for country in countries:
        added = fragments(each, known(plan, country))
        assert added[0].collection == ("obligations" if each.kind == "duties" else each.kind)
        loaded = load(documents(PLANS[plan], *map(as_file, added)))
        assert loaded.diagnostics == (), "\n" + render(loaded.diagnostics)
        for fragment in added:
            assert fragment.text.startswith(f"{fragment.id}:\n")
            assert fragment.text.endswith("\n")
            assert not re.search(r"<<|>>|<%|%%|\0|[ \t]$", fragment.text, re.MULTILINE)


@pytest.mark.parametrize("plan", PLANS)
def test_all_entries_make_a_site_in_every_edition(plan: str) -> None:
    whole = with_everything(plan, "GB")
    for edition in Edition:
        assert find_leaks(whole, [edition]).findings == ()
        assert list(dead_links(tree_of(whole, edition))) == []


@pytest.mark.parametrize(
    "each", [one for one in ENTRIES if one.needs[:1] != ("ads",)], ids=lambda each: f"{each.kind}-{each.id}"
)
def test_shop_without_ads_or_marketplace_reads_nothing_about_its_own(each: Entry) -> None:
    for one in fragments(each, known("without")):
        lines = [line for line in one.text.splitlines() if not line.lstrip().startswith("also:")]
        assert not re.findall(r"(?i)\bads?\b|who: marketplaces$|shopify payments|paypal", "\n".join(lines))


@pytest.mark.parametrize("each", ENTRIES, ids=lambda each: f"{each.kind}-{each.id}")
def test_entry_has_a_source_or_says_what_is_unverified(each: Entry) -> None:
    assert each.sources or each.unverified
    assert all(re.fullmatch(r"[A-Z]{2}", country) for country in each.countries)


def test_each_id_stands_for_one_entry() -> None:
    ids = [each.id for each in ENTRIES]
    assert sorted(ids) == sorted(set(ids))
    assert entry("refunds") in ENTRIES
    assert entry("refund") is None


def test_entry_that_the_plan_has_is_not_added_again() -> None:
    refunds = the("refunds")
    text = f"{LITTLE}functions:\n  refunds: {{name: Money back, by: ann}}\n"
    assert fragments(refunds, situation(planned(load(documents(text))))) == ()


def test_message_that_the_plan_has_is_used_as_it_is() -> None:
    refunds = the("refunds")
    mine = "{name: Mine, to: customers, text: {en: {body: Here it is.}}}"
    text = f"{LITTLE}messages:\n  refund-done: {mine}\n"
    added = fragments(refunds, situation(planned(load(documents(text)))))
    assert [each.id for each in added] == ["refunds", "refund-promise"]


def test_id_that_something_else_has_is_not_taken() -> None:
    assert fragments(the("ads"), known("much"))[0].id == "ads-function"


def test_nobody_is_said_to_do_the_work_before_the_owner_says_so() -> None:
    alone, two = (fragments(the("refunds"), known("much"), by=by)[0].text for by in ([], ["bob"]))
    assert "\n  by: ann   # and whoever else can: [ann, bob, cat]\n" in alone
    assert "\n  by: [ann, bob]   #" in two


def test_words_that_find_an_entry_find_the_page_too() -> None:
    assert "fire" in with_everything("much", "GB").scenarios["warehouse-fire"].also


def test_step_takes_place_in_what_the_plan_has() -> None:
    refunds = the("refunds")
    assert "in: shopify" in fragments(refunds, known("much"))[0].text
    assert "in:" not in fragments(refunds, known("little"))[0].text


def test_work_needs_the_role_that_a_stand_in_gets() -> None:
    refunds = the("refunds")
    assert "{what: stripe, as: Support Specialist}" in fragments(refunds, known("much"))[0].text


def test_every_message_and_procedure_is_used() -> None:
    for collection in ("messages", "procedures"):
        assert set(_ids(collection)) <= set(getattr(with_everything("much", "GB"), collection))


@pytest.mark.parametrize("plan", PLANS)
def test_rules_find_only_what_the_owner_has_to_say(plan: str) -> None:
    whole = with_everything(plan, "GB")
    found = checks.run(whole, analyse(whole, TODAY)).findings
    assert {finding.rule for finding in found} <= {"unknown-need", "sole-holder", "unfilled"}


@pytest.mark.parametrize("each", entries("duties"), ids=lambda each: each.id)
def test_duty_proposes_days_that_can_be_put_in_its_place(each: Entry) -> None:
    days = re.findall(r"(?m)^(?:# )?due: ([^#\n]+)", each.body)
    assert [str(Recurrence.parse(day.strip())) for day in days]
    assert len(days) > 1 or days != ["unknown   "]


@pytest.mark.parametrize("each", entries("duties"), ids=lambda each: each.id)
def test_duty_of_a_country_sends_the_reader_to_an_adviser(each: Entry) -> None:
    if each.countries:
        about = str(with_everything("much", "GB").obligations[each.id].about)
        assert "with your adviser" in about


@pytest.mark.parametrize("country", ["GB", "BE", "NL", "DE", "FR", "IE", "US", "CA", "AU"])
def test_country_has_its_taxes_its_payroll_and_its_yearly_filing(country: str) -> None:
    assert len([each for each in entries("duties") if country in each.countries]) >= 3


@pytest.mark.parametrize("each", entries("scenarios"), ids=lambda each: each.id)
def test_scenario_has_both_halves_and_says_what_it_does_not_touch(each: Entry) -> None:
    scenario = with_everything("much", "GB").scenarios[each.id]
    for half in (scenario.serve, scenario.restore):
        assert half.first_hour or half.first_day
        assert half.stand_down
    for said in (scenario.signs, scenario.tell, scenario.never, scenario.not_affected, scenario.evidence):
        assert said
    assert scenario.invoke
    assert scenario.over_when


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a: 1\nin: \0\nb: 2\n", "a: 1\nb: 2\n"),
        ("by: \0   # who\n", ""),
        ("stop_call: [\0]\n", ""),
        ("- {who: x, by: \0, within: 1d}\n", "- {who: x, within: 1d}\n"),
        ("- {by: \0, within: 1d}\n", "- {within: 1d}\n"),
        ("by: [ann, \0]\n", "by: [ann]\n"),
        ("by: [\0, ann]\n", "by: [ann]\n"),
    ],
)
def test_key_without_a_value_disappears(text: str, left: str) -> None:
    assert _without_lacking(text) == left


def test_sentence_about_what_is_lacking_is_an_error() -> None:
    with pytest.raises(ValueError, match="what the plan lacks"):
        _without_lacking(f"do: Open {{{_LACKING}}}.\n")


def texts() -> Iterator[tuple[str, str]]:
    for folder in ("functions", "duties", "scenarios", "messages", "procedures"):
        for id in _ids(folder):
            yield f"{folder}/{id}", _text(folder, id)


def test_templates_are_plain_text_with_unix_line_ends() -> None:
    for name, text in texts():
        assert "\r" not in text, name
        assert "\t" not in text, name
        assert text.endswith("\n"), name
