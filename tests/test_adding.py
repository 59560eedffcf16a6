"""`outlast add`: one entry of the catalogue is brought into a plan, and nothing of it is lost."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from outlast import adding, source
from outlast.adding import NotOffered, Offer, change, find, offers, problems
from outlast.catalogue.fragments import Fragment, situation
from outlast.cli import outlast
from outlast.load import load
from outlast.model import Plan
from outlast.source import parse
from outlast.writing import Change, Contents

SHOP = b"""\
# Ours
business:
  format: 1
  name: Fern
  timezone: Europe/London
  currency: GBP

people:
  nell: {name: Nell Hart, role: Founder}
  tom: {name: Tom Reed, role: Packs}
"""


def plan_of(contents: Contents) -> Plan:
    loaded = load(parse(f"plan/{path}", content) for path, content in contents.items())
    assert loaded.plan is not None, loaded.diagnostics
    return loaded.plan


def run(folder: Path, *typed: str) -> Result:
    return CliRunner().invoke(outlast, ["add", "--plan", str(folder), *typed])


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "shop.yml").write_bytes(SHOP)
    return tmp_path / "plan"


@cache
def with_every_vendor() -> Contents:
    """A plan that runs on everything there is."""
    made = Change({"shop.yml": SHOP})
    for offer in offers():
        if offer.kind == "vendor":
            made = change(made.after, plan_of({"shop.yml": SHOP}), offer)
    return made.after


def test_every_vendor_can_be_added() -> None:
    vendors = {offer.id for offer in offers() if offer.kind == "vendor"}
    assert {str(one.vendor) for one in plan_of(with_every_vendor()).systems.values()} == vendors
    assert with_every_vendor()["shop.yml"] == SHOP


OTHERS = [each for each in offers() if each.kind != "vendor"]


@pytest.mark.parametrize("offer", OTHERS, ids=lambda each: each.id)
def test_everything_else_can_be_added_to_a_plan_that_says_little(offer: Offer) -> None:
    contents = {"shop.yml": SHOP}
    made = change(contents, plan_of(contents), offer)
    assert problems("plan", made) == ()
    assert made.after["shop.yml"] == SHOP


def test_everything_else_can_be_added_to_a_plan_that_runs_on_every_vendor() -> None:
    contents = with_every_vendor()
    plan = plan_of(contents)
    files: dict[str, bytes] = {}
    for offer in OTHERS:
        files |= change(contents, plan, offer).files
    assert problems("plan", Change(contents, files)) == ()


def test_shop_belongs_to_whoever_has_the_role() -> None:
    people = b"people:\n  tom: {name: Tom, role: Packs}\n  nell: {name: Nell, role: Owner and baker}\n"
    business = b"business: {format: 1, name: Fern, timezone: Europe/London, currency: GBP}\n"
    assert situation(plan_of({"a.yml": business, "b.yml": people})).owner == "nell"
    nobody = people.replace(b"Owner and baker", b"Bakes")
    assert situation(plan_of({"a.yml": business, "b.yml": nobody})).owner == "tom"


@pytest.mark.parametrize(
    ("typed", "kind", "id"),
    [
        (["stripe"], "vendor", "stripe"),
        (["Google", "Workspace"], "vendor", "google-workspace"),
        (["function", "refunds"], "function", "refunds"),
        (["refunds"], "function", "refunds"),
        (["vendor", "payroll"], "vendor", "payroll"),
        (["Gmail"], "vendor", "gmail"),
        (["Sendcloud"], "vendor", "shipping-labels"),
        (["function", "payroll"], "function", "payroll"),
    ],
)
def test_an_offer_is_found_by_its_kind_its_id_or_its_name(typed: list[str], kind: str, id: str) -> None:
    found = find(typed)
    assert (found.kind, found.id) == (kind, id)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        (["payroll"], "may be `outlast add vendor payroll` or `outlast add function payroll`"),
        (["shoppify"], "Did you mean `outlast add vendor shopify`?"),
        (["function", "stripe"], 'no function called "stripe"'),
        (["scenario", "hospital"], "Did you mean `outlast add scenario founder-in-hospital`?"),
        (["supplier"], "your suppliers.*`suppliers`.*Did you mean `outlast add scenario supplier-fails`?"),
        (["something else"], "`outlast add` lists what there is"),
    ],
)
def test_what_is_not_offered_is_refused_with_what_is_meant(typed: list[str], reason: str) -> None:
    with pytest.raises(NotOffered, match=reason):
        find(typed)


def test_what_the_plan_has_is_not_added_again() -> None:
    contents = {"shop.yml": SHOP, "s.yml": b"systems:\n  cards: {name: Cards, vendor: stripe}\n"}
    with pytest.raises(NotOffered, match='it is the system "cards"'):
        change(contents, plan_of(contents), find(["stripe"]))
    contents = {"shop.yml": SHOP, "f.yml": b"functions:\n  refunds: {name: Refunds, by: nell}\n"}
    with pytest.raises(NotOffered, match='The plan has "refunds" already'):
        change(contents, plan_of(contents), find(["refunds"]))


def test_vendor_whose_id_is_taken_by_another_thing_gets_another_id() -> None:
    contents = {"shop.yml": SHOP, "s.yml": b"suppliers:\n  stripe: {name: Stripe}\n"}
    made = change(contents, plan_of(contents), find(["stripe"]))
    assert plan_of(made.after).systems["stripe-2"].vendor == "stripe"


def test_those_who_do_the_work_are_people_of_the_plan() -> None:
    contents = {"shop.yml": SHOP}
    made = change(contents, plan_of(contents), find(["refunds"]), ["tom"])
    hands = plan_of(made.after).functions["refunds"].by.hands
    assert [str(hand.who) for hand in hands] == ["nell", "tom"]
    with pytest.raises(NotOffered, match='Did you mean "tom"'):
        change(contents, plan_of(contents), find(["refunds"]), ["tomm"])


def test_command_lists_what_there_is(shop: Path) -> None:
    result = run(shop)
    assert result.exit_code == 0
    assert "Payments:\n" in result.output
    assert "  stripe " in result.output
    assert "Work:\n" in result.output


def test_command_writes_and_says_where(shop: Path) -> None:
    result = run(shop, "stripe")
    assert result.exit_code == 0, result.output
    assert f"{shop.as_posix()}/systems/stripe.yml:2  stripe" in result.output
    assert "behind a #, if you know it: login, bill.\n" in result.output
    assert (shop / "shop.yml").read_bytes() == SHOP
    assert "stripe" in plan_of(source.contents(shop)).systems


def test_dry_run_shows_what_would_be_written_and_writes_nothing(shop: Path) -> None:
    result = run(shop, "stripe", "--dry-run")
    assert "  vendor: stripe\n" in result.output
    assert result.output.endswith("Nothing was written.\n")
    assert source.contents(shop) == {"shop.yml": SHOP}


@pytest.mark.parametrize(
    ("typed", "code", "reason"),
    [
        (["nothing-such"], 2, "The catalogue has no entry"),
        (["refunds", "--by", "ann"], 2, 'Nobody in the plan has the id "ann"'),
    ],
)
def test_command_refuses_in_a_sentence(shop: Path, typed: list[str], code: int, reason: str) -> None:
    result = run(shop, *typed)
    assert result.exit_code == code
    assert reason in result.stderr
    assert source.contents(shop) == {"shop.yml": SHOP}


def test_nothing_is_added_to_a_plan_with_errors(shop: Path) -> None:
    (shop / "more.yml").write_bytes(b"functions:\n  post: {name: Post, by: ann}\n")
    result = run(shop, "stripe")
    assert result.exit_code == 1
    assert "unknown-reference" in result.stderr
    assert sorted(source.contents(shop)) == ["more.yml", "shop.yml"]


def test_nothing_is_written_that_the_plan_could_not_be_read_with(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fragment = Fragment("systems", "stripe", "stripe:\n  name: Stripe\n  needs: nobody-knows\n")
    monkeypatch.setattr(adding, "system", lambda *_: fragment)
    result = run(shop, "stripe")
    assert result.exit_code == 1
    assert 'nobody-knows" is not in the plan' in result.stderr or "unknown-reference" in result.stderr
    assert source.contents(shop) == {"shop.yml": SHOP}
