"""The entries of the catalogue, and the pieces of a plan that are made from them."""

from __future__ import annotations

import re

import pytest
from outlast import catalogue
from outlast.catalogue.entries import _read
from outlast.load.shapes import leaves
from outlast.model.prose import foreign_links, mentions
from outlast.model.systems import System
from outlast.model.value import Ref, Text

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
