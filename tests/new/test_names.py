"""People and cards called like words of every day: what the catalogue says does not speak of them."""

from __future__ import annotations

import pytest
from outlast.catalogue.own_words import is_own_id, is_own_text
from outlast.load import load
from outlast.model import Edition
from outlast.new import folder, put
from outlast.redact import find_leaks
from outlast.source import parse

from tests.builders import make_plan
from tests.new.test_folder import SHELF, TODAY, kept_of

NAMES = ("Mark Price", "Will Open", "Bill Page", "Grace Export", "May Order")
CARDS = ("Business account", "Company card", "Bank account", "The owner", "Payment page")


def test_no_name_of_every_day_is_seen_in_what_the_catalogue_says() -> None:
    kept = kept_of("store, cards, vault", "GB")
    kept = put(kept, ("people",), [{"name": name, "role": f"Role {at}"} for at, name in enumerate(NAMES)])
    kept = put(kept, ("money",), [{"name": name} for name in CARDS])
    for every in ("never_stops", "worst"):
        kept = put(kept, (every,), [each.id for each in (*SHELF.functions, *SHELF.scenarios)])
    files = folder(kept, SHELF, TODAY).files
    loaded = load(parse(path, text.encode()) for path, text in files.items() if path.startswith("plan/"))
    found = find_leaks(loaded.plan, Edition).findings
    assert [(each.subject, each.field, each.message) for each in found] == []


def test_tools_and_people_that_are_called_alike_get_ids_of_their_own() -> None:
    kept = kept_of("nothing known", "GB")
    kept = put(kept, ("people",), [{"name": name, "role": "Founder"} for name in ("Ana B", "Ana C", "Till")])
    kept = put(kept, ("also_runs_on",), ["Ana phone", "Till", "Refunds", "Till", "Ransomware", "Mailchimp"])
    kept = put(kept, ("money",), [{"name": "Till"}, {"name": "Ana"}])
    kept = put(kept, ("never_stops",), ["refunds"])
    kept = put(kept, ("worst",), ["ransomware"])
    files = folder(kept, SHELF, TODAY).files  # it raises where an id is taken twice
    assert "vendor: mailchimp" in files["plan/systems/mailchimp.yml"], "it is known by its name"


@pytest.mark.parametrize(
    "said",
    [
        "Mark it.",
        "Ask Mark Price to mark all of it.",
        "Mark Price knows all of that.",
    ],
)
def test_the_same_name_in_a_text_of_the_owner_is_still_a_leak(said: str) -> None:
    plan = make_plan(
        "people: {mark: {name: Mark Price, role: Founder}}",
        f"functions: {{sell: {{name: Sell, about: '{said}', by: mark}}}}",
    )
    assert not is_own_text(said)
    assert [each.subject for each in find_leaks(plan, [Edition.PUBLIC]).findings] == ["sell"]


def test_a_text_is_the_catalogues_whatever_the_shop_calls_its_things() -> None:
    own = "Match the payouts of {stripe} and {my-paypal} with the lines of the bank, and book the fees apart."
    assert is_own_text(own)
    assert not is_own_text(own.replace("the fees", "Mark's fees"))
    for end in ("on marketplaces and in ads", "on marketplaces"):
        joint = "," if "ads" in end else " and"
        assert is_own_text(f"Stop selling the product in the shop{joint} {end}."), "a choice of a template"
    assert not is_own_text("Match the")
    assert is_own_id("stripe")
    assert not is_own_id("my-stripe")
