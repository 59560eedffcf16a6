"""Text is text, addresses are relative, and the same plan gives the same bytes."""

import hashlib
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from outlast.model import Edition, Model, Plan
from outlast.model.messages import Words
from outlast.model.prose import SCHEMES
from outlast.model.steps import Command
from outlast.render import own_assets, pen, url
from outlast.site import Tree

from tests.builders import make_plan
from tests.drawing import Seen, anchors_in, dead_links, html_of, page_of, seen_in, text_of, tree_of
from tests.maximal import WORDED, whole_plan, whole_tree

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '" autofocus onfocus="alert(1)',
    "</p></div></li></ol><h1>owned</h1>",
    "<svg/onload=alert(1)>",
    "<!-- x",
    "]]><!DOCTYPE x>",
    "<?php x ?>",
    "&lt;script&gt;&#60;b&#62;",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](java\\script:alert)",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "[x](//evil.example/x)",
    "[x](../people/sam.html)",
    '[x](https://a.example/"onclick="alert(1))',
    "[x](https://a.example/'><script>x</script>)",
    "[<b>](https://a.example/<b>)",
    "`<script>alert(1)</script>`",
    "**<b onclick=x>**",
    "{sam} {<b>} {{7*7}} {% raw %} {# x #}",
    "</style><style>*{display:none}",
    "</title><base href=//evil.example>",
    "\u2028<script>\u2029\x85",
]
MARKUP = {"strong", "em", "code", "p", "ul", "ol", "li", "a"}
"""What the small Markdown of a text may become."""
SAFE = {"class", "href", "lang"}


def rewritten(model: Any, text: str) -> Any:
    """A part of a plan in which every text that an author writes says `text`."""
    if isinstance(model, Model):
        return model.model_copy(
            update={name: rewritten(value, text) for name, value in model if name not in ("id", "audience")}
        )
    if isinstance(model, tuple):
        return tuple(rewritten(part, text) for part in model)
    if isinstance(model, dict):
        # The keys of `may` and of `blanks` are words of the author too.
        return {rewritten(key, text): rewritten(part, text) for key, part in model.items()}
    if type(model) in (*WORDED, Words, Command):
        return type(model)(text)
    return model


@cache
def hostile(text: str) -> Plan:
    return Plan.model_construct(**{name: rewritten(value, text) for name, value in whole_plan()})


def test_every_text_is_rewritten() -> None:
    shown = "\n".join(text_of(page) for page in harmless().pages)
    assert "Word q" not in shown
    assert "Text q" not in shown
    assert shown.count("Zebra") > 300


def skeleton(seen: Seen) -> list[tuple[str, tuple[str, ...]]]:
    """Tags and the names of their attributes, without those that markup in a text may bring."""
    return [
        (tag, tuple(name for name, _ in attrs))
        for tag, attrs in seen.tags
        if tag not in MARKUP and ("class", "ol-w") not in attrs  # one for each word of a command
    ]


@cache
def harmless() -> Tree:
    return tree_of(hostile("Zebra"))


@cache
def read_harmless() -> list[Seen]:
    return [seen_in(html_of(page)) for page in harmless().pages]


GROUPS = [" ".join(HOSTILE[n::4]) for n in range(4)]
"""Many at once, since each takes the whole plan to draw."""


@pytest.mark.parametrize("text", GROUPS)
def test_no_text_becomes_a_tag_an_attribute_or_a_foreign_link(text: str) -> None:
    for plain, drawn in zip(read_harmless(), tree_of(hostile(text)).pages, strict=True):
        seen = seen_in(html_of(drawn))
        assert skeleton(seen) == skeleton(plain), drawn.path
        assert seen.loose == []
        before = {name for _, attrs in plain.tags for name, _ in attrs}
        assert {name for _, attrs in seen.tags for name, _ in attrs} <= before | SAFE
        assert {tag for tag, _ in seen.tags} <= {tag for tag, _ in plain.tags} | MARKUP
        allowed = {f"{scheme}:" for scheme in SCHEMES}
        for link in seen.links:
            scheme, colon, _ = link.partition(":")
            assert not colon or f"{scheme.lower()}:" in allowed or "/" in scheme, link
            assert not link.startswith("//"), link


@pytest.mark.parametrize("text", [text for text in HOSTILE if not set(text) & set("[*`{\u2028\\")])
def test_a_hostile_text_is_shown_as_it_was_typed(text: str) -> None:
    plan = make_plan("functions: {f: {name: F, about: X, steps: [X]}}")
    function = rewritten(plan.functions["f"], text)
    drawn = tree_of(plan.model_copy(update={"functions": {"f": function}}))
    page = page_of(drawn, "serve/f")
    assert seen_in(html_of(page)).text.count(text) >= 2
    assert page.title == text


@cache
def in_three_places(text: str) -> str:
    """A page on which a text of the author stands in three ways."""
    plan = make_plan("functions: {f: {name: F, about: X, steps: [{do: X, expect: X, command: X}]}}")
    function = rewritten(plan.functions["f"], text)
    return html_of(page_of(tree_of(plan.model_copy(update={"functions": {"f": function}})), "serve/f"))


@given(st.text(alphabet="<>&\"'`*[](){}\\/:#=- \nabjx", max_size=40).filter(lambda text: text.strip()))
@settings(max_examples=40, deadline=None)
def test_any_text_leaves_the_page_as_it_is(text: str) -> None:
    seen = seen_in(in_three_places(text))
    assert skeleton(seen) == skeleton(seen_in(in_three_places("Zebra")))
    assert seen.loose == []
    assert not any(link.lower().startswith(("javascript", "data")) for link in seen.links)


def test_what_a_slip_of_ours_would_let_through_is_taken_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second lock: here nothing is escaped."""
    monkeypatch.setattr(pen, "escape", Markup)
    text = '<script>x</script><img src=x onerror=y>*a* [b](https://a.example) <a href="javascript:x">c</a>'
    plan = make_plan(f"functions: {{f: {{name: F, about: {json.dumps(text)}}}}}")
    html = html_of(page_of(tree_of(plan), "serve/f"))
    for bad in ("script", "onerror", "<img"):
        assert bad not in html
    assert '<em>a</em> <a href="https://a.example">b</a>' in html


def test_links_that_a_text_may_have_are_links() -> None:
    about = "[a](https://a.example/x?y=1&z=2) [b](mailto:a@b.example) [c](tel:+32470)"
    html = html_of(page_of(tree_of(make_plan(f"functions: {{f: {{name: F, about: '{about}'}}}}")), "serve/f"))
    assert set(anchors_in(html).links) >= {"https://a.example/x?y=1&z=2", "mailto:a@b.example", "tel:+32470"}


# Addresses.


@pytest.mark.parametrize(
    ("page", "plain", "directory"),
    [
        ("index", "index.html", "./"),
        ("serve/index", "serve/index.html", "serve/"),
        ("serve/refunds", "serve/refunds.html", "serve/refunds/"),
    ],
)
def test_where_a_page_is_served(page: str, plain: str, directory: str) -> None:
    assert url(page, directory_urls=False) == plain
    assert url(page, directory_urls=True) == directory


SHOP = """
people: {sam: {name: Sam, role: R, reach: [{phone: "123"}]}}
functions: {f: {name: F, by: sam, about: "{f} {sam} {e}"}}
equipment: {e: {name: E, held_by: sam, about: "{f} {e}"}}
"""


@pytest.mark.parametrize(
    ("directory_urls", "page", "links"),
    [
        (False, "serve/f", {"f.html", "../people/sam.html", "../restore/equipment.html#e"}),
        (True, "serve/f", {"./", "../../people/sam/", "../../restore/equipment/#e"}),
        (False, "restore/equipment", {"../serve/f.html", "#e"}),
        (True, "restore/equipment", {"../../serve/f/", "#e"}),
        (False, "index", {"serve/f.html", "people/sam.html", "serve/index.html"}),
        (True, "index", {"serve/f/", "people/sam/", "serve/"}),
        (True, "serve/index", {"f/", "../restore/"}),
    ],
)
def test_addresses_are_relative_to_their_page(directory_urls: bool, page: str, links: set[str]) -> None:
    drawn = tree_of(make_plan(SHOP), directory_urls=directory_urls)
    assert links <= set(anchors_in(html_of(page_of(drawn, page))).links)
    assert list(dead_links(drawn, directory_urls=directory_urls)) == []


def test_the_kind_of_addresses_changes_nothing_else() -> None:
    plain, directory = (tree_of(make_plan(SHOP), directory_urls=on) for on in (False, True))
    assert [text_of(page) for page in plain.pages] == [text_of(page) for page in directory.pages]
    assert plain.files == directory.files


# Sections.


@pytest.mark.parametrize("edition", Edition)
def test_no_section_holds_a_blank_line(edition: Edition) -> None:
    # It would end a block of raw HTML in Markdown.
    drawn = tree_of(hostile("One\n\nTwo\n \t\nThree\n\n\n- a\n\n- b"), edition)
    for page in drawn.pages:
        for section in page.sections:
            assert section.html.strip()
            assert not any(not line.strip() for line in section.html.split("\n")), (page.path, section.id)


def test_sections_begin_without_a_heading_and_have_ids_of_their_own() -> None:
    for page in whole_tree().pages:
        assert page.sections[0].level == 0
        assert all(section.level in (2, 3) for section in page.sections[1:])
        assert all(section.id and section.heading for section in page.sections[1:])


def test_no_script_and_no_style_stands_in_a_page() -> None:
    for page in whole_tree().pages:
        tags = seen_in(html_of(page)).tags
        assert not {tag for tag, _ in tags} & {"script", "style", "iframe", "object", "link", "base", "img"}
        for _, attrs in tags:
            assert not [name for name, _ in attrs if name == "style" or name.startswith("on")]


def test_nothing_is_loaded_from_a_network() -> None:
    for page in whole_tree().pages:
        for tag, attrs in seen_in(html_of(page)).tags:
            if tag == "use":  # an icon that the same page drew before
                assert all(value.startswith("#ol-i-") for name, value in attrs if name == "href")
                continue
            assert tag == "a" or not {"href", "src", "srcset"} & {name for name, _ in attrs}
    assert own_assets()
    for path, content in own_assets().items():
        if path.endswith(".css"):
            assert b"@import" not in content
            assert b"http" not in content.replace(b"http://www.w3.org/2000/svg", b"")


def test_an_icon_is_drawn_once_on_a_page_and_pointed_to_after_that() -> None:
    for page in whole_tree().pages:
        seen = seen_in(html_of(page))
        drawn = [dict(attrs)["id"] for tag, attrs in seen.tags if tag == "symbol" and "id" in dict(attrs)]
        assert drawn
        assert len(drawn) == len(set(drawn))
        used = {dict(attrs)["href"] for tag, attrs in seen.tags if tag == "use"}
        assert used <= {f"#{id}" for id in drawn}


# The same bytes.

PRINT = """
import hashlib
from tests.drawing import tree_of, everything
from tests.maximal import maximal
from outlast.model import Edition
plan = maximal().plan()
for edition in Edition:
    tree = tree_of(plan, edition)
    print(hashlib.sha256((everything(tree) + repr(sorted(tree.files.items()))).encode()).hexdigest())
"""


def test_the_same_plan_gives_the_same_bytes_whatever_the_hash_seed() -> None:
    root = Path(__file__).parent.parent
    made = set()
    for seed in ("0", "1", "4242"):
        done = subprocess.run(
            [sys.executable, "-c", PRINT],
            capture_output=True,
            text=True,
            cwd=root,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "UTC" if seed == "0" else "Asia/Tokyo"},
        )
        made.add(done.stdout)
    assert len(made) == 1
    assert len(set(made.pop().split())) == 3


def test_drawing_twice_gives_the_same() -> None:
    one, other = (hashlib.sha256(repr(tree_of(whole_plan())).encode()).hexdigest() for _ in range(2))
    assert one == other
    assert tree_of(whole_plan()).pages == tree_of(whole_plan()).pages
