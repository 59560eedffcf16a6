"""Text of a plan is set as text, in every script, and never read as the typesetter's markup."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from outlast.binder import printed
from outlast.binder.coverage import INSTEAD, letters, undrawn, without
from outlast.binder.typeset import own_fonts, own_letters
from outlast.pages.addresses import GLOSSARY
from outlast.render.paper import Ink, direction
from outlast.site import Site
from outlast.site.blocks import Words, section
from outlast.site.parts import Fact

from tests.binder.paper import book, leaves, squeezed, texts
from tests.builders import make_plan
from tests.drawing import site_of
from tests.pdf import read_quickly

ONE = "people: {a: {name: A, role: B}}"
HOSTILE = (
    '#import "binder.typ": *',
    "#panic(1) #sys.inputs.data #read(1)",
    "$x^2 + alpha$ $",
    "@founder <label> </label>",
    "= heading == heading",
    "- item + item / term: x",
    "// comment /* comment */",
    "#[content] #{1 + 1} #(1 + 1)",
    '\\u{1F600} \\ backslash "quotes" \\"',
    "~ -- --- ... 'single' `raw",
    "</script> &amp; <!-- x -->",
    "#let x = 1; #show: none",
    "[bracket] (paren) ]] [[",
)
SCRIPTS = (
    "Grüße aus Łódź, Đà Nẵng, Reykjavík",
    "Позвоните Олене Кравець",
    "Καλέστε τον λογιστή",
    "景德镇青禾陶坊的订单，请确认。",
)
ARABIC = ("اتصل", "بالمحاسب", "فورا")


def written(*lines: str) -> str:
    """A plan with these lines as names, steps, commands and words of a message."""
    texts = [repr_yaml(line) for line in lines]
    steps = "\n".join(f"      - {{do: {text}, command: {text}, expect: {text}}}" for text in texts)
    messages = "\n".join(
        f"  m{n}: {{name: {text}, to: {text}, text: {{en: {{subject: {text}, body: {text}}}}}}}"
        for n, text in enumerate(texts)
    )
    return (
        "people: {a: {name: A, role: B}}\n"
        f"functions:\n  f:\n    name: {texts[0]}\n    by: [a]\n    steps:\n{steps}\n"
        f"messages:\n{messages}\n"
    )


def repr_yaml(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def test_markup_of_the_typesetter_is_text() -> None:
    text = "".join(texts(*book(make_plan(written(*HOSTILE))).volumes))
    # As a command to the letter, and in a name, where no small Markdown is read either.
    assert [line for line in HOSTILE if squeezed(line) not in text] == []


def test_small_markdown_is_drawn_and_the_rest_is_text() -> None:
    plan = written("Press **Send** *now* and type `a_b`, 3 * 4 _x_ #tag")
    text = "".join(texts(*book(make_plan(plan)).volumes))
    assert squeezed("Press Send now and type a_b, 3 * 4 _x_ #tag") in text


def test_an_id_like_a_word_of_ours_leads_to_its_own_page() -> None:
    plan = make_plan(
        "people: {glossary: {name: Ann, role: R}}\n"
        "functions: {calendar: {name: Keep the dates, by: [glossary], steps: [Begin]},"
        " copies: {name: Copy all, by: [glossary], mtpd: 1d, steps: ['See {calendar}']}}\n"
        "obligations: {pay: {name: Pay, due: every month on 25, by: [glossary]}}"
    )
    first, rest = (texts(volume) for volume in book(plan).volumes)
    named = re.search(r"SeeKeepthedates\(Therest,page(\d+)\)", "".join(first))
    assert named
    assert "Begin" in rest[int(named[1]) - 1]


@pytest.mark.parametrize("line", SCRIPTS)
def test_every_script_can_be_searched_for(line: str) -> None:
    plan = make_plan(written(line))
    assert squeezed(line) in "".join(texts(*book(plan).volumes))


def test_arabic_can_be_searched_for_and_runs_from_right_to_left() -> None:
    """The typesetter writes words from left to right as they stand, so the last word comes first."""
    volumes = book(make_plan(written(" ".join(ARABIC)))).volumes
    text = "".join(leaf.text for leaf in leaves(*volumes))
    assert " ".join(reversed(ARABIC)) in text
    assert " ".join(ARABIC) not in text


@pytest.mark.parametrize(
    ("text", "runs"),
    [("اتصل Sam", "rtl"), ("Sam اتصل", "ltr"), ("12 שלום", "rtl"), ("12", "ltr"), ("", "ltr")],
)
def test_a_line_runs_as_its_first_letter_does(text: str, runs: str) -> None:
    assert direction(text) == runs
    assert Ink({}).line(text).get("dir", "ltr") == runs


def test_a_letter_that_no_font_has_is_told_and_replaced() -> None:
    made = printed(site_of(make_plan(written("Smile 😀 at 서울, twice 😀"))))
    assert made.undrawn == ("서", "울", "😀")
    assert f"Smile{INSTEAD}at{INSTEAD}{INSTEAD},twice{INSTEAD}" in "".join(texts(*made.binder.values()))


def test_signs_without_a_shape_vanish_and_are_not_told() -> None:
    assert without({"a": ["x\U000e0041y\ufe0f"]}, ("\U000e0041", "\ufe0f")) == {"a": ["xy"]}
    assert undrawn({"钥": "a\nb"}, frozenset(map(ord, "ab"))) == ()
    made = printed(with_words(site_of(make_plan(ONE)), "I ❤\ufe0f it\u0338\ufeff"))
    assert made.undrawn == ("❤",)


def test_a_folder_of_fonts_lends_its_letters(tmp_path: Path) -> None:
    plan = make_plan(written("Call 陈文 and Ann"))
    plain = tuple(font for font in own_fonts() if "SC" not in font.name)
    (chinese,) = (font for font in own_fonts() if "SC" in font.name)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "More.TTF").write_bytes(chinese.read_bytes())
    (tmp_path / "broken.ttf").write_bytes(b"\x00\x01\x00\x00 no font at all")
    made = printed(site_of(plan), fonts=(tmp_path,))
    assert made.undrawn == ()
    assert not letters(plain) & set(map(ord, "陈文"))
    assert letters((tmp_path / "deep" / "More.TTF",)) >= set(map(ord, "陈文"))


def test_what_is_said_to_be_drawn_is_drawn() -> None:
    """The typesetter refuses a text with a sign that no font has: that all of these pass is the proof."""
    assert own_letters() == letters(own_fonts())
    drawn = [chr(code) for code in sorted(own_letters())]
    assert len(drawn) > 11_000
    lines = ["".join(drawn[at : at + 400]) for at in range(0, len(drawn), 400)]
    made = printed(with_words(site_of(make_plan(ONE)), *lines))
    assert made.undrawn == ()
    assert "文" in "".join(texts(*made.binder.values()))


def with_words(site: Site, *meanings: str) -> Site:
    """The site with these in its list of words."""
    words = section("words", "Words", Words(tuple(Fact("Word", each) for each in meanings)))
    pages = (replace(page, sections=words) if page.path == GLOSSARY.page else page for page in site.pages)
    return replace(site, pages=tuple(pages))


def test_pages_are_read_quickly_as_pypdf_reads_them() -> None:
    reader = book(make_plan(ONE)).binder
    slowly = [page.extract_text() for page in reader.pages]
    with read_quickly():
        assert [page.extract_text() for page in reader.pages] == slowly
