"""Texts of a plan by language: in the plan itself, and in a file of translations beside it."""

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from outlast.build import build, check
from outlast.cli.languages import languages
from outlast.load import Loaded, in_language, load
from outlast.model import Edition, Plan
from outlast.model.needs import requirements
from outlast.model.plan import visit
from outlast.model.value import Name, Told, written
from outlast.render.paper import Ink
from outlast.source import parse, read

from tests.building.plans import plan as random_plan
from tests.host.running import ROOT
from tests.shared import example_plan

CASE = Path(__file__).parent.parent / "cases" / "good-languages" / "plan"
SHOP = """
business: {format: 1, name: Fern & Flask, timezone: Europe/Brussels, currency: EUR, languages: [en, nl]}
people:
  maya: {name: Maya, role: Support}
"""


def loaded(text: str, language: str = "", **files: str) -> Loaded:
    beside = [parse(f"plan/languages/{code}.po", words.encode()) for code, words in files.items()]
    return load([parse("plan/shop.yml", (SHOP + text).encode()), *beside], language=language)


def of_case(language: str) -> Plan:
    plan = load(read(CASE), language=language).plan
    assert plan
    return plan


def steps(plan: Plan) -> list[str]:
    return [str(step.do) for step in plan.functions["refunds"].steps]


NUMBERS = b"""
business: {format: 1, name: Fern, timezone: Europe/Brussels, currency: EUR}
suppliers:
  bank: {name: The bank, customer_number: FF-0117, contacts: [{name: the desk}, {name: Jan de Smet}]}
  post: {name: The bank, customer_number: on the card}
"""


def test_a_text_is_read_in_the_language_of_the_copy() -> None:
    english, dutch = of_case(""), of_case("nl")
    assert steps(english) == ["Ask {maya} who waits.", "Give the money back.", "Write to the customer."]
    # From the plan, from the file, and from the plan in its own language where the file is not sure.
    assert steps(dutch) == ["Vraag {maya} wie er wacht.", "Geef het geld terug.", "Write to the customer."]
    assert (english.functions["refunds"].title, dutch.functions["refunds"].title) == (
        "Refunds",
        "Terugbetalingen",
    )
    assert str(dutch.functions["refunds"].minimum).endswith("{maya} weet wie er wacht.")
    assert [str(person.role) for person in dutch.people.values()] == ["Oprichter", "Klantendienst"]
    assert dutch.functions["refunds"].skills == dutch.people["sam"].skills == ("pakjes",)
    assert of_case("nl-BE") == dutch
    assert of_case("en") == of_case("fr") == english


def test_every_kind_of_text_that_holds_a_sentence_can_be_translated() -> None:
    """Of the example: what is said in words of a language has one, whatever its field; `also` holds all."""
    plan = example_plan()
    values = [each.value for thing in (plan.business, *plan.things.values()) for each in visit(thing)]
    texts = [each for each in values if isinstance(each, Told) and not isinstance(each, Name)]
    assert len(texts) > 2000
    left = {
        (type(each).__name__, str(each))
        for each in texts
        if not each.varies(str(each))
        and sum(map(str.islower, re.findall(r"[^\W\d]+(?=[ ,]|$)", str(each)))) > 1
    }
    assert left == set()


def test_a_number_and_a_name_need_no_translation() -> None:
    loaded = load([parse("plan/shop.yml", NUMBERS)])
    assert [each.text for each in loaded.texts] == ["the desk", "on the card"]
    dutch = in_language(loaded, "nl").plan
    assert dutch is not None
    bank = dutch.suppliers["bank"]
    assert [each.name.foreign for each in bank.contacts] == ["en", ""]


def test_what_the_plan_says_itself_wins_over_the_file() -> None:
    text = "documents: {d: {name: {en: The lease, nl: De huur}}, e: {name: The lease}}"
    plan = loaded(text, "nl", nl='msgid "The lease"\nmsgstr "Het huurcontract"\n').plan
    assert plan
    assert [thing.title for thing in plan.documents.values()] == ["De huur", "Het huurcontract"]


def test_what_the_catalogue_knows_of_a_vendor_is_translated_too() -> None:
    shop = "systems: {pay: {name: Payments, vendor: stripe}}"
    found = {each.path: each.text for each in loaded(shop).texts if each.path.startswith("systems.pay.")}
    text = found["systems.pay.lockout.1.do"]
    plan = loaded(shop, "nl", nl=f'msgid "{text}"\nmsgstr "Doe het."\n').plan
    assert plan
    assert plan.systems["pay"].lockout[0].do == "Doe het."


def test_a_changed_text_loses_its_translation_at_once() -> None:
    file = 'msgid "Pay the lease."\nmsgstr "Betaal de huur."\n'
    for text, said in (("Pay the lease.", "Betaal de huur."), ("Pay the lease!", "Pay the lease!")):
        plan = loaded(f'documents: {{d: {{name: D, about: "{text}"}}}}', "nl", nl=file).plan
        assert plan
        assert plan.documents["d"].about == said


def test_a_thing_is_named_in_any_of_its_languages() -> None:
    lease = "documents: {d: {name: {en: The lease, nl: De huur}}}\n"
    for name in ("The lease", "de huur", "d"):
        plan = loaded(f"{lease}procedures: {{p: {{name: P, needs: {name}, steps: [Go]}}}}").plan
        assert plan
        assert [str(each.what) for each in requirements(plan.procedures["p"].needs)] == ["d"]


def test_words_that_other_parts_repeat_have_one_translation() -> None:
    found = loaded("functions: {f: {name: F, skills: [{en: parcels, nl: pakjes}]}}").diagnostics
    assert [each.rule for each in found] == ["wrong-shape"]


def test_a_language_that_a_plan_does_not_begin_with_is_no_language_of_its_texts() -> None:
    plan = loaded("documents: {d: {name: {nl: De huur}}}", "en").plan
    assert plan
    assert plan.documents["d"].title == "De huur"


def test_errors_are_the_same_in_every_language() -> None:
    folder = CASE.parent.parent / "bad-translation" / "plan"
    found = [load(read(folder), language=code).diagnostics for code in ("", "en", "nl", "fr")]
    assert found[0] == found[1] == found[2] == found[3]


@pytest.mark.parametrize("folder", [CASE, ROOT / "plan"])
def test_a_plan_read_in_another_language_later_is_as_if_it_had_been_read_in_it(folder: Path) -> None:
    def texts(plan: Plan | None) -> list[tuple[str, str, str]]:
        assert plan
        values = [each.value for thing in (plan.business, *plan.things.values()) for each in visit(thing)]
        return [(str(each), each.written, each.foreign) for each in values if isinstance(each, Told)]

    documents = read(folder)
    own = load(documents)
    for code in ("nl", "fr"):
        later, anew = in_language(own, code), load(documents, language=code)
        assert later == anew
        assert texts(later.plan) == texts(anew.plan) != texts(own.plan)


def placed(folder: Path, files: Mapping[str, str]) -> Path:
    for path, text in files.items():
        file = folder / "plan" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder / "plan"


def test_a_secret_is_found_in_a_translation_with_its_line(tmp_path: Path) -> None:
    key = "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc"
    file = f'msgid "Open it."\nmsgstr "Open het met {key}"\n'
    plan = placed(tmp_path, {"shop.yml": SHOP, "languages/nl.po": file})
    (found,) = [each for each in check(plan).diagnostics if each.rule == "secret"]
    assert found.path.endswith("languages/nl.po")
    assert found.span
    assert found.span.line == 2


def test_a_translation_gives_away_no_more_than_its_text(tmp_path: Path) -> None:
    shop = SHOP + "functions: {f: {name: F, by: maya, about: Somebody does it.}}\n"
    file = 'msgid "Somebody does it."\nmsgstr "Maya doet het."\n'
    plan = placed(tmp_path, {"shop.yml": shop, "languages/nl.po": file})
    for found in (check(plan, *Edition), build(plan, Edition.PUBLIC, language="nl")):
        assert "withheld-in-text" in {each.rule for each in found.diagnostics}
    assert "withheld-in-text" not in {each.rule for each in build(plan, Edition.PUBLIC).diagnostics}


def test_the_file_is_written_and_keeps_what_is_translated(tmp_path: Path) -> None:
    plan = placed(tmp_path, {"shop.yml": SHOP + "documents: {d: {name: The lease, about: Pay it.}}\n"})

    def run(*arguments: str) -> str:
        return CliRunner().invoke(languages, ["--plan", str(plan), *arguments]).output

    file = plan / "languages" / "nl.po"
    assert "no other language" in run()
    assert "wrote" in run("--write", "nl")
    text = file.read_text("utf-8")
    assert '#. documents.d.name\nmsgid "The lease"\nmsgstr ""' in text
    assert "Maya" not in text
    file.write_text(text.replace('"The lease"\nmsgstr ""', '"The lease"\nmsgstr "De huur"'), encoding="utf-8")
    assert run() == "nl      1 of 3 texts of the plan\n"
    assert "documents.d.about: no nl for: Pay it." in run("--check")
    placed(tmp_path, {"shop.yml": SHOP + "documents: {e: {name: The lease, about: Pay it soon.}}\n"})
    assert "wrote" in run("--write")
    assert run("--write") == ""
    assert '#. documents.e.name\nmsgid "The lease"\nmsgstr "De huur"' in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8") + "broken\n", encoding="utf-8")
    assert "cannot be read" in run("--write")
    assert file.read_text("utf-8").endswith("broken\n")


def test_a_text_without_a_translation_says_its_language(tmp_path: Path) -> None:
    plan = tmp_path / "plan"
    shutil.copytree(CASE, plan)
    dutch = build(plan, Edition.FULL, language="nl")
    assert dutch.tree
    assert dutch.site
    page = next(each for each in dutch.tree.pages if each.path == "serve/refunds")
    html = "".join(each.html for each in page.sections)
    assert '<span lang="en">Write to the customer.</span>' in html
    assert '<p lang="en">Nobody waits.</p>' in html or '<span lang="en">Nobody waits.</span>' in html
    for translated in ("Geef het geld terug.", "De bestelling zegt Terugbetaald."):
        assert translated in html
        assert f'lang="en">{translated}' not in html
    ink = Ink(dutch.site.links, (), dutch.site.foreign)
    assert ink.line("Write to the customer.")["lang"] == "en"
    assert "lang" not in ink.line("Geef het geld terug.")


def test_translations_change_nothing_in_a_copy_in_the_language_of_the_plan(tmp_path: Path) -> None:
    plan = tmp_path / "plan"
    shutil.copytree(CASE, plan)
    with_them = build(plan, Edition.FULL)
    shutil.rmtree(plan / "languages")
    shop = plan / "shop.yml"
    # What is said by language is said in English alone.
    by_language = r'\{en: (?:"([^"]*)"|([^,]*)), nl: (?:"[^"]*"|[^}]*)\}'
    shop.write_text(re.sub(by_language, r'"\1\2"', shop.read_text("utf-8")), encoding="utf-8")
    assert "nl:" in shop.read_text("utf-8")
    assert build(plan, Edition.FULL).tree == with_them.tree


def as_po(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


@pytest.mark.parametrize("number", [0, 1, 2, 5])
def test_a_plan_in_its_own_language_is_the_plan_without_translations(number: int) -> None:
    text = random_plan(number).text
    alone = load([parse("plan/shop.yml", text.encode())])
    texts = dict.fromkeys(each.text for each in alone.texts)
    file = "".join(f"msgid {as_po(each)}\nmsgstr {as_po(f'Ŋ{each}')}\n\n" for each in texts)
    documents = [parse("plan/shop.yml", text.encode()), parse("plan/languages/fr.po", file.encode())]
    assert load(documents).plan == load(documents, language=alone.language).plan == alone.plan
    french = load(documents, language="fr")
    assert french.diagnostics == alone.diagnostics
    assert alone.plan
    assert french.plan
    own, other = (
        [seen.value for thing in plan.things.values() for seen in visit(thing)]
        for plan in (alone.plan, french.plan)
    )
    for said, translation in zip(own, other, strict=True):
        assert written(translation) == str(said)
        if isinstance(said, Told) and said.varies(str(said)):
            assert translation.startswith("Ŋ")
