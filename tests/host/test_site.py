"""The site that MkDocs builds: whole, the same everywhere, and searchable without a network."""

import json
import shutil
from datetime import date
from pathlib import Path

from outlast.host.join import TITLE_ID, anchors, body
from outlast.host.links import problems
from outlast.host.marker import marker_of
from outlast.host.not_found import PAGE
from outlast.host.output import reader
from outlast.mkdocs_plugin.navigation import without

from tests.drawing import seen_in
from tests.host.running import contents, run, succeed
from tests.shared import example_tree


def test_every_page_and_file_of_the_example_stands_in_the_site(example: Path) -> None:
    tree = example_tree()
    assert len(tree.pages) > 3
    site = example / "site"
    expected = [(f"{page.path}.html", anchors(body(page))) for page in tree.pages]
    assert [ids for _, ids in expected] == [{TITLE_ID, *page.ids} for page in tree.pages]
    assert list(problems(reader(site), expected)) == []
    for path, content in tree.files.items():
        assert (site / path).read_bytes() == content, path


def test_missing_pages_parts_and_targets_are_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<a href="b.html#there">b</a><p id="top"><a href="c.html">c</a>')
    (tmp_path / "b.html").write_text(
        '<p id="here"><a href="a.html?x=1#top">a</a><a href="https://x.example">'
    )
    wanted = [
        ("a.html", frozenset({"top", "end"})),
        ("b.html", frozenset({"here"})),
        ("d.html", frozenset[str]()),
    ]
    assert list(problems(reader(tmp_path), wanted)) == [
        "a.html lacks the part #end",
        "a.html links to b.html#there, and there is no such place on that page",
        "a.html links to c.html, which is not in the site",
        "d.html is missing from the site",
    ]


def test_nothing_is_loaded_from_a_network(example: Path) -> None:
    for page in (example / "site").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for loaded in ('src="http', 'src="//', "unpkg.com", "fonts.googleapis.com", 'rel="preconnect"'):
            assert loaded not in text, f"{page.name}: {loaded}"
        if page.name == PAGE:  # shown at any address, it loads nothing at all
            assert not [tag for tag, given in seen_in(text).tags if {"src", "srcset"} & {*dict(given)}]
        else:
            assert "assets/outlast/iframe-worker.js" in text, page.name


def test_other_words_find_their_page(shop: Path) -> None:
    succeed("mkdocs", "build", "--strict", cwd=shop)
    index = json.loads((shop / "site/search/search_index.json").read_text(encoding="utf-8"))
    found = {
        entry["location"].split("#")[0] for entry in index["docs"] if "chargeback" in entry.get("tags", ())
    }
    assert len(found) == 1
    assert "refunds" in found.pop()
    assert index["config"]["fields"]["tags"]["boost"] > index["config"]["fields"]["title"]["boost"]


def test_pages_of_the_plan_are_found_before_those_written_by_hand(shop: Path) -> None:
    succeed("mkdocs", "build", "--strict", cwd=shop)
    index = json.loads((shop / "site/search/search_index.json").read_text(encoding="utf-8"))
    boosts = {entry["location"].split("#")[0]: entry.get("boost", 1) for entry in index["docs"]}
    assert boosts.pop("by-hand.html") < min(boosts.values())


def test_pages_written_by_hand_stand_under_help(shop: Path) -> None:
    succeed("mkdocs", "build", "--strict", cwd=shop)
    page = (shop / "site/by-hand.html").read_text(encoding="utf-8")
    assert "quixotic marmalade" in page
    tabs = page.split("class=md-tabs__list>")[1].split("</ul>")[0]
    active = tabs.split("md-tabs__item--active")[1].split("</li>")[0]
    assert "Help" in active


def test_a_page_by_hand_in_the_place_of_a_page_of_the_plan_is_refused(shop: Path) -> None:
    (shop / "docs/index.md").write_text("# Mine", encoding="utf-8")
    done = run("mkdocs", "build", cwd=shop)
    assert done.returncode == 1
    assert "index.md" in done.stderr
    assert "Rename it" in done.stderr
    assert "Traceback" not in done.stderr


def test_two_builds_of_the_example_have_the_same_pages_to_the_byte(
    example: Path, example_stick: Path
) -> None:
    """They were built in different places, by `mkdocs` and by `outlast`, with other hash seeds and zones."""
    site, stick = contents(example / "site"), contents(example_stick / "stick" / "site")
    assert {path for path in site if path.endswith(".html")} - stick.keys() == {"404.html"}
    assert stick.keys() - site.keys() == {"assets/outlast/unpacked.css"}
    assert {path: site[path] for path in stick if path in site} == {
        path: stick[path] for path in stick if path in site
    }


def test_two_builds_are_the_same_to_the_byte(shop: Path, tmp_path: Path) -> None:
    other = tmp_path / "another place with blanks"
    shutil.copytree(shop, other)
    succeed("mkdocs", "build", "--strict", cwd=shop, PYTHONHASHSEED="1", TZ="UTC")
    succeed("outlast", "build", "--strict", cwd=other, PYTHONHASHSEED="7", TZ="Asia/Tokyo", LC_ALL="C")
    assert contents(other / "site") == contents(shop / "site")


def test_the_marker_says_which_copy_it_is(example: Path) -> None:
    found = marker_of(example / "site")
    assert found is not None
    assert (found.edition, found.as_of) == ("full", date(2026, 11, 22))


def test_instant_navigation_is_refused(shop: Path) -> None:
    settings = shop / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").replace(
        "[navigation.tabs", "[navigation.instant, navigation.tabs"
    )
    settings.write_text(text, encoding="utf-8")
    done = run("mkdocs", "build", cwd=shop)
    assert done.returncode == 1
    assert "Remove navigation.instant" in done.stderr


def test_a_font_that_was_chosen_stays(shop: Path) -> None:
    settings = shop / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").replace(
        "name: material", "name: material\n  font: {text: Ubuntu}"
    )
    settings.write_text(text, encoding="utf-8")
    succeed("mkdocs", "build", cwd=shop)
    assert "family=Ubuntu" in (shop / "site/index.html").read_text(encoding="utf-8")


HEAVIEST = 150_000
"""Bytes of a page, its pictures included: more than that a phone opens slowly from a stick."""


def test_no_page_is_heavy(example: Path) -> None:
    pages = list((example / "site").rglob("*.html"))
    assert len(pages) > 60
    heavy = {each.name: size for each in pages if (size := each.stat().st_size) > HEAVIEST}
    assert not heavy


def test_a_navigation_less_what_is_gone_has_no_empty_section() -> None:
    nav = ["a.md", {"Deep": ["b.md", {"Deeper": ["c.md", "d.md"]}]}, {"Named": "e.md"}, {"One": ["f.md"]}]
    assert without(nav, frozenset()) == nav
    assert without(nav, frozenset({"b.md", "c.md", "d.md"})) == ["a.md", {"Named": "e.md"}, {"One": ["f.md"]}]
    assert without(nav, frozenset({"c.md", "e.md", "f.md"})) == [
        "a.md",
        {"Deep": ["b.md", {"Deeper": "d.md"}]},
    ]
