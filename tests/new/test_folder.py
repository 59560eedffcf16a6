"""What `outlast new` writes works at once, for different shops in different countries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from outlast.build import check
from outlast.diagnostics import Severity, render
from outlast.model import Edition
from outlast.new import Folder, Kept, folder, read, shelf
from outlast.pages import compose
from outlast.redact import redact
from outlast.render import draw
from outlast.source import parse

from tests.new.stacks import COUNTRIES, STACKS, answers

TODAY = date(2026, 11, 22)
SHELF = replace(shelf(), requirement="")
"""As if this Outlast was installed from a folder, as it is here."""


def kept_of(stack: str, country: str) -> Kept:
    """The answers of a shop."""
    kept, wrong = read(parse("answers.yml", answers(stack, country).encode()), SHELF, whole=True)
    assert wrong == ()
    return kept


def made(stack: str, country: str) -> Folder:
    return folder(kept_of(stack, country), SHELF, TODAY)


def written(files: Folder, to: Path) -> Path:
    for path, text in files.files.items():
        (to / path).parent.mkdir(parents=True, exist_ok=True)
        (to / path).write_text(text, encoding="utf-8", newline="\n")
    return to


PAIRS = [*zip(STACKS, [*COUNTRIES] * 2, strict=True)]
"""Each stack in one country, each country twice."""
OTHERS = [(stack, country) for stack in STACKS for country in COUNTRIES if (stack, country) not in PAIRS]


@pytest.mark.parametrize(("stack", "country"), [each for each in OTHERS if each[0] != "a big one"])
def test_every_stack_makes_a_plan_that_loads_in_every_country(stack: str, country: str) -> None:
    files = made(stack, country).files
    assert yaml.safe_load(files["mkdocs.yml"])["plugins"][-1]["outlast"]["edition"] == "public"
    assert f"\n  country: {country}\n" in files["plan/business.yml"]  # it raises where the plan does not load


@pytest.mark.parametrize(("stack", "country"), PAIRS)
def test_a_new_plan_has_no_error_in_any_edition_and_pages(stack: str, country: str, tmp_path: Path) -> None:
    plan = written(made(stack, country), tmp_path) / "plan"
    checked = check(plan, *Edition, today=TODAY)
    errors = [one for one in checked.diagnostics if one.severity is Severity.ERROR]
    assert errors == [], render(errors)
    assert checked.plan is not None
    shown = redact(checked.plan, checked.facts, Edition.PUBLIC)
    assert draw(compose(*shown, checked.info, Edition.PUBLIC, checked.files)).pages


def test_a_limit_for_refunds_bounds_the_work_and_the_owner_has_none() -> None:
    said = """
        shop: S
        country: GB
        people: [{name: Ana}, {name: Ben, can_do: [refunds], may_refund: 60}]
        never_stops: [refunds]
    """
    kept, wrong = read(parse("answers.yml", said.encode()), SHELF, whole=True)
    assert wrong == ()
    files = folder(kept, SHELF, TODAY).files
    assert "may: {refund: any}" in files["plan/people.yml"]
    assert "may: {refund: 60 GBP}" in files["plan/people.yml"]
    assert "\n    limit: refund\n" in files["plan/functions/refunds.yml"]


def test_what_people_type_in_the_languages_of_the_country_finds_a_task() -> None:
    for country, found in (("GB", {"money back"}), ("BE", {"money back", "geld terug", "rembourser"})):
        said = f"shop: S\ncountry: {country}\npeople: [{{name: Ana}}]\nnever_stops: [refunds, returns]\n"
        kept, wrong = read(parse("answers.yml", said.encode()), SHELF, whole=True)
        assert wrong == ()
        files = folder(kept, SHELF, TODAY).files
        also = {
            id: yaml.safe_load(files[f"plan/functions/{id}.yml"])["functions"][id]["also"]
            for id in ("refunds", "returns")
        }
        assert found == {"money back", "geld terug", "rembourser"} & set(also["refunds"])
        assert len(also["returns"]) == len({word.casefold() for word in also["returns"]})


def test_a_tool_is_found_by_what_people_call_it() -> None:
    """Gmail is the free one: who says so has no administrator and no domain of their own there."""
    for called, id in (("Gmail", "gmail"), ("G Suite", "google-workspace")):
        said = f"shop: S\ncountry: GB\npeople: [{{name: Ana}}]\nruns_on: [{called}]\n"
        kept, wrong = read(parse("answers.yml", said.encode()), SHELF, whole=True)
        assert wrong == ()
        assert kept["runs_on"] == [id]


def shop_of(**answers: str) -> dict[str, object]:
    """The plan of two people in Ghent, as one document; answers are YAML."""
    lines = {"shop": "S", "country": "BE", "people": "[{name: Ana}, {name: Ben}]", **answers}
    said = "".join(f"{key}: {value}\n" for key, value in lines.items())
    kept, wrong = read(parse("answers.yml", said.encode()), SHELF, whole=True)
    assert wrong == ()
    files = folder(kept, SHELF, TODAY).files
    return {path.removeprefix("plan/"): text for path, text in files.items()}


def test_what_is_one_of_many_has_the_name_that_the_shop_gives_it() -> None:
    files = shop_of(runs_on="[sendcloud, bank, stripe]", called="{shipping-labels: Sendcloud}")
    systems = {id: str(files[f"systems/{id}.yml"]) for id in ("shipping-labels", "business-bank", "stripe")}
    named = [text.split("name: ")[1].split("\n")[0] for text in systems.values()]
    assert named == ["Sendcloud", "Business bank", "Stripe"]
    assert "vendor: shipping-labels" in systems["shipping-labels"]


def test_whoever_can_do_none_of_the_work_does_not_step_in() -> None:
    for can_do, named in (("[]", False), ("[refunds]", True)):
        people = f"[{{name: Ana}}, {{name: Ben, can_do: {can_do}}}]"
        files = shop_of(people=people, never_stops="[refunds]", worst="[founder-in-hospital]")
        assert ("by: ben" in str(files["scenarios/founder-in-hospital.yml"])) is named


def test_free_mailbox_does_not_stop_with_the_web_address() -> None:
    for mail, stops in (("gmail", "[domain-registrar]"), ("google-workspace", "[domain-registrar, google")):
        files = shop_of(runs_on=f"[{mail}, domain-registrar]")
        assert f"stops: {stops}" in str(files["obligations/renew-domain.yml"])


def test_only_what_fits_the_answers_is_proposed() -> None:
    small = shop_of(runs_on="[woocommerce]", worst="[founder-in-hospital]")
    large = shop_of(
        runs_on="[woocommerce, google-ads, payroll]",
        worst="[founder-in-hospital]",
        people="[{name: Ana}, {name: Ben}, {name: Cleo}]",
    )
    told = [str(each["scenarios/founder-in-hospital.yml"]) for each in (small, large)]
    for words in ("the ads", "work more hours"):
        assert [words in text for text in told] == [False, True]
    assert ["obligations/pay-wages.yml" in each for each in (small, large)] == [False, True]
    assert "obligations/pay-wages.yml" in shop_of(runs_on="[woocommerce]", duties="all")


def test_what_holds_in_one_country_is_told_only_there() -> None:
    for country, there in (("GB", True), ("BE", False)):
        files = shop_of(country=country, worst="[founder-in-hospital]", never_stops="[refunds, returns]")
        paths = ("scenarios/founder-in-hospital", "functions/refunds", "functions/returns")
        told = [str(files[f"{path}.yml"]) for path in paths]
        assert ["UK" in each or "England" in each for each in told] == [there] * 3


def test_sealed_envelope_opens_what_sends_its_codes_to_the_owner() -> None:
    people = "[{name: Ana, codes_for: [stripe]}, {name: Ben, opens_envelope: yes}, {name: Cleo}]"
    files = shop_of(runs_on="[woocommerce, stripe]", people=people)
    made = yaml.safe_load(str(files["break_glass.yml"]))["break_glass"]["sealed-codes"]
    assert (made["holders"], made["opens"]) == (["ben"], [{"system": "stripe", "as": "Owner"}])
    assert "tests" not in made
    assert "break_glass.yml" not in shop_of(runs_on="[stripe]")
