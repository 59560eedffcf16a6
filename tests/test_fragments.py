"""Pieces of a plan that are made from the catalogue."""

from __future__ import annotations

from datetime import date
from textwrap import indent

import pytest
from outlast import catalogue
from outlast.analysis import analyse
from outlast.catalogue import fragments
from outlast.catalogue.fragments import Fragment, situation
from outlast.model import Plan
from outlast.source import parse
from outlast.source.scalar import scalar

from tests.builders import load_texts, make_plan

PEOPLE = """
people:
  nell: {name: Nell, role: Founder}
  ilse: {name: Ilse, role: Help}
"""
TODAY = date(2026, 11, 29)


def put(fragment: Fragment, people: str = PEOPLE) -> Plan:
    """The plan of a fragment and some people, which must have neither mistakes nor warnings of reading."""
    loaded = load_texts(people, f"{fragment.collection}:\n{indent(fragment.text, '  ')}")
    assert loaded.diagnostics == ()
    assert loaded.plan is not None
    return loaded.plan


def of(id: str, people: str = PEOPLE) -> Fragment:
    entry = catalogue.vendor(id)
    assert entry is not None
    return fragments.system(entry, situation(make_plan(people)))


@pytest.mark.parametrize("id", catalogue.ids())
@pytest.mark.parametrize(
    "people",
    [PEOPLE, "people: {nell: {name: Nell, role: Founder}}", "people: {help: {role: Help}}", ""],
    ids=["two", "one", "nobody yet", "none"],
)
def test_every_vendor_can_be_put_into_any_plan(id: str, people: str) -> None:
    entry = catalogue.vendor(id)
    assert entry is not None
    system = put(of(id, people), people).systems[id]
    assert (system.vendor, system.name) == (id, entry.name)
    assert [copy.what for copy in system.backups] == [copy.what for copy in entry.backups]
    assert not any(copy.confirmed for copy in system.backups)
    assert not any(way.confirmed for way in system.access)


def test_owner_gets_the_strongest_role_and_the_next_person_that_of_a_stand_in() -> None:
    access = put(of("stripe")).systems["stripe"].access
    assert [(way.who, way.as_) for way in access] == [("nell", "Owner"), ("ilse", "Support Specialist")]


def test_nothing_that_was_put_in_counts_as_cover() -> None:
    plan = put(of("stripe"))
    facts = analyse(plan, TODAY)
    assert facts.unread == {"stripe"}


@pytest.mark.parametrize("id", catalogue.ids())
def test_lines_to_fill_in_are_right_once_their_mark_is_deleted(id: str) -> None:
    text = of(id).text.replace("  # login:", "  login:").replace("  # bill:", "  bill:")
    filled = text.replace("kept_in: ID", "kept_in: drawer")
    plan = put(Fragment("systems", id, filled), PEOPLE + "locations: {drawer: {name: Drawer}}")
    system = plan.systems[id]
    assert system.login is not None
    assert system.bill is not None
    assert system.bill.amount is not None


def test_id_that_is_taken_gets_a_number() -> None:
    taken = PEOPLE + "suppliers: {stripe: {name: A painter}}"
    assert of("stripe", taken).id == "stripe-2"
    assert of("stripe", taken).text.startswith("stripe-2:\n")


def test_password_manager_of_the_plan_is_named() -> None:
    people = PEOPLE + "systems: {vault: {name: Vault, vendor: bitwarden}}"
    if "bitwarden" in catalogue.ids():
        assert "kept_in: vault" in of("stripe", people).text


@pytest.mark.parametrize(
    "text",
    [
        "No",
        "null",
        "a: b",
        "# a",
        "*Export*",
        '"quoted"',
        "Bob's",
        "back\\slash",
        "a, b",
        "[x]",
        "ends ",
        "é – ›",
    ],
)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert parse("a.yml", f"key: {scalar(text)}\nlist: [{scalar(text)}]\n".encode()).data == {
        "key": text,
        "list": [text],
    }


def test_situation_says_who_owns_and_who_could_step_in() -> None:
    plan = make_plan(
        """
        people:
          ilse: {name: Ilse, role: Help}
          nell: {name: Nell, role: Founder}
          cook: {role: Cook}
        systems:
          pay: {name: Card payments, vendor: stripe, owner: nell}
          till: {name: Till}
        """
    )
    found = situation(plan)
    assert (found.owner, found.stand_ins) == ("nell", ("ilse",))
    assert found.systems == {"payments": ("pay",)}
    assert (found.currency, found.names["pay"]) == ("EUR", "Card payments")
    assert found.country is None


def test_situation_says_the_country_as_a_code() -> None:
    at_home = (
        "business: {format: 1, name: S, timezone: Europe/London, currency: GBP, country: United Kingdom}"
    )
    assert situation(make_plan(at_home)).country == "GB"
