"""The entries of the catalogue, and the pieces of a plan that are made from them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from outlast import catalogue, checks
from outlast.analysis import Look, analyse
from outlast.catalogue.entries import _read
from outlast.checks import RULES
from outlast.load.shapes import leaves
from outlast.model import visit
from outlast.model.prose import foreign_links, mentions
from outlast.model.systems import System
from outlast.model.value import Ref, Text

from tests.builders import load_texts, make_plan

LEFT_TO_THE_PLAN = {"name", "vendor", "owner", "access", "login", "needs", "backups", "reviewed", "accepts"}
"""Fields that say something of one shop, and nothing of its vendor."""


@pytest.mark.parametrize("id", catalogue.ids())
def test_entry_says_where_and_when_its_facts_were_read(id: str) -> None:
    entry = catalogue.vendor(id)
    assert entry is not None
    assert entry.sources
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(entry.checked))
    assert any(source.kind == "vendor" for source in entry.sources) or entry.unverified


@pytest.mark.parametrize("id", catalogue.ids())
def test_entry_speaks_of_the_vendor_and_of_no_shop(id: str) -> None:
    entry = catalogue.vendor(id)
    assert entry is not None
    assert not LEFT_TO_THE_PLAN & entry.fields.keys()
    found = list(leaves(System, dict(entry.fields)))
    assert [leaf.path for leaf in found if issubclass(leaf.kind, Ref)] == []
    texts = [leaf.raw for leaf in found if issubclass(leaf.kind, Text)]
    assert [text for text in texts if list(mentions(text)) or list(foreign_links(text))] == []


@pytest.mark.parametrize("id", catalogue.ids())
def test_stand_in_gets_a_role_that_the_vendor_has_and_not_the_strongest(id: str) -> None:
    entry = catalogue.vendor(id)
    assert entry is not None
    if entry.system.stand_in_role:
        assert entry.system.stand_in_role in entry.system.roles[:-1]


@pytest.mark.parametrize("id", catalogue.ids())
def test_proposed_backup_does_not_claim_to_have_been_made(id: str) -> None:
    entry = catalogue.vendor(id)
    assert entry is not None
    assert [copy for copy in entry.backups if copy.tested or copy.took or copy.by or copy.where] == []


def test_unknown_vendor_is_no_entry() -> None:
    assert catalogue.vendor("strpe") is None
    assert catalogue.vendor("../entries") is None


@pytest.mark.parametrize(
    "content",
    [
        b"name: A\ncategory: shop\nchecked: 2026-11-22\nsystem: {about: X}\n",
        b"name: A\ncategory: shop\nchecked: 2026-11-22\nsources: []\nsystem: {about: X}\n",
        b"name: A\ncategory: shop\nchecked: 2026-11-22\n"
        b"sources: [{name: S, url: https://a.example, kind: vendor}]\n",
        b"name: A\ncategory: shop\nchecked: 2026-11-22\n"
        b"sources: [{name: S, url: https://a.example, kind: vendor}]\nsystem: {lockuot: [X]}\n",
    ],
    ids=["no sources", "empty sources", "no system", "a field that systems lack"],
)
def test_malformed_entry_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"sources|system|lockuot"):
        _read("a", content)


def merged(text: str) -> System:
    return make_plan(f"systems: {{pay: {{name: Card payments, vendor: stripe, {text}}}}}").systems["pay"]


def test_plan_gets_what_the_catalogue_says_and_it_leaves_out() -> None:
    entry = catalogue.vendor("stripe")
    assert entry is not None
    system = merged("about: Ours.")
    assert (str(system.name), str(system.about)) == ("Card payments", "Ours.")
    assert system.roles == entry.system.roles
    assert system.lockout == entry.system.lockout
    assert system.backups == ()


def test_plan_completes_a_block_of_the_catalogue_key_by_key() -> None:
    entry = catalogue.vendor("stripe")
    assert entry is not None
    system = merged("restore: {takes: 5h}, roles: [Clerk], support: {notes: Ask for Ann.}")
    assert system.restore is not None
    assert system.support is not None
    assert entry.system.restore is not None
    assert entry.system.support is not None
    assert str(system.restore.takes) == "5h"
    assert system.restore.steps == entry.system.restore.steps
    assert system.support.status_page == entry.system.support.status_page
    assert str(system.support.notes) == "Ask for Ann."
    assert system.roles == ("Clerk",)


def test_mistake_beside_what_the_catalogue_says_has_its_own_place() -> None:
    loaded = load_texts(
        "systems:\n  pay:\n    name: P\n    vendor: stripe\n    restore:\n      takes: soon\n      by: smam\n"
    )
    assert [(each.rule, each.span and each.span.line) for each in loaded.diagnostics] == [
        ("bad-duration", 6),
        ("unknown-reference", 7),
    ]


def test_finding_about_what_the_catalogue_says_stands_at_the_system() -> None:
    text = (
        "people: {sam: {name: Sam, role: Founder}}\n"
        "systems:\n  pay:\n    name: P\n    vendor: stripe\n    access: [{who: sam, as: Boss}]\n"
    )
    loaded = load_texts(text)
    assert loaded.plan is not None
    assert loaded.origins.place("pay", ("roles", 1)).span == loaded.origins.place("pay").span


def test_only_the_plans_own_marks_of_doubt_are_reported() -> None:
    marked = next(
        entry.id
        for entry in catalogue.vendors()
        if any(seen.path[-1] == "unverified" for seen in visit(entry.system))
    )
    plan = make_plan(
        f"""
        systems:
          ours: {{name: Ours, vendor: {marked}, unverified: Who pays.}}
          theirs: {{name: Theirs, vendor: {marked}}}
        """
    )
    today = date(2026, 11, 29)
    found = checks.run(plan, analyse(plan, today, Look.RULES), [RULES["unverified"]])
    assert [(each.subject, each.field) for each in found.findings] == [("ours", ("unverified",))]
