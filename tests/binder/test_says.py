"""What the binder says itself: in the language of the copy, and nothing around the catalogue."""

import re
from dataclasses import replace
from importlib.resources import files

from outlast.binder import printed
from outlast.binder import says as words
from outlast.binder.card import card
from outlast.binder.chapters import finder
from outlast.languages import speaking
from outlast.pages.addresses import GLOSSARY
from outlast.render.paper import Ink
from outlast.site import Site
from outlast.site.paper import Volume

from tests.binder.paper import Book, root, squeezed, texts
from tests.builders import make_plan
from tests.drawing import site_of
from tests.languages.pseudo import accented, pseudo

PLAN = """
people: {a: {name: ANN, role: BOSS, reach: [{phone: "+32 470 00 00 01"}]}}
systems: {s: {name: SHOP, access: [{who: a, as: owner}], roles: [owner]}}
functions: {f: {name: PACK, by: [a], steps: [{do: GO, in: s, expect: IT, if_not: NO, by: a}]}}
"""


def small() -> Site:
    return site_of(make_plan(PLAN))


def test_templates_have_all_the_words_that_they_name_and_no_others() -> None:
    site, ink = small(), Ink({})
    with speaking(site.language):
        blocks, sheet = set(words.blocks()), words.sheet("F", site.info.as_of)
        own = {
            "blocks": blocks,
            "binder": set(words.volume(site, Volume.FIRST)) - blocks,
            "sheet": set(sheet) - blocks,
            "kit": set(words.kit(site)),
            "card": set(card(site, ink, "", "")["say"]),
        }
    for name, given in own.items():
        template = (files("outlast") / "binder" / f"{name}.typ").read_text(encoding="utf-8")
        assert set(re.findall(r"\bsay\.(\w+)", template)) == given, name


def test_paper_says_its_language_and_nothing_in_another() -> None:
    language = pseudo()
    with speaking(language):
        site = replace(small(), language=language)
    book = Book(site, printed(site))
    for reader in (book.binder, book.card, book.kit):
        assert root(reader)["/Lang"] == "qps"
    paper = "".join(texts(*book.volumes, book.printed.card, book.printed.kit))
    assert squeezed(accented("Check:")) + "IT" in paper
    english = {**words.volume(site, Volume.FIRST), **words.kit(site)}.values()
    whole = [each for each in english if isinstance(each, str) and " " in each and "{" not in each]
    assert len(whole) > 40
    assert [each for each in whole if squeezed(each) in paper] == []


def test_words_with_accents_stand_beside_those_without() -> None:
    site = small()
    pages = (
        replace(page, also=("zebra", "Ämter", "amt", "éclair")) if page.path == GLOSSARY.page else page
        for page in site.pages
    )
    made = [{"sheets": [{"title": "x", "id": f"_{GLOSSARY.page.replace('/', '-')}"}]}]
    listed = finder(replace(site, pages=tuple(pages)), made, titles=False)
    assert [each["word"] for each in listed] == ["Amt", "Ämter", "Éclair", "Zebra"]
