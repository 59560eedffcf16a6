"""The page model: every kind of block has a form on a screen and on paper, and every page is found."""

import re
from collections.abc import Iterator
from dataclasses import fields
from importlib import import_module
from importlib.resources import files
from pkgutil import iter_modules
from typing import get_args

import pytest
from outlast import pages
from outlast.load.collect import OF_OURS
from outlast.model import Edition, Plan
from outlast.pages.addresses import OWN_PAGE
from outlast.pages.indexes import indexed, leads_to
from outlast.render import PAPER_ONLY, _environment, macro_name
from outlast.render.paper import Ink
from outlast.render.pen import Pen
from outlast.site import Address, Link, Page, Part
from outlast.site.blocks import (
    Block,
    Bullets,
    FromDay,
    Links,
    Matrix,
    Picture,
    Prose,
    Section,
    Timed,
    WaysIn,
    opening,
    present,
    section,
)
from outlast.site.paper import Chapter, NoSheet, Sheet
from outlast.site.parts import Cell, Column, Fact, LinkNote, MatrixRow, WayIn
from outlast.site.places import words_to
from outlast.site.walk import values

from tests.builders import make_plan
from tests.drawing import TODAY, site_of
from tests.maximal import whole_plan
from tests.shared import example_pages

KINDS: tuple[type, ...] = get_args(Block)
LINKS = {"sam": Link("Sam", Address("people/sam"))}


@pytest.fixture(scope="module")
def whole() -> Plan:
    return whole_plan()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in PAPER_ONLY])
def test_every_kind_of_block_has_a_macro(kind: type) -> None:
    module = _environment(Pen({}, directory_urls=False)).get_template("blocks.html.j2").module
    assert callable(getattr(module, macro_name(kind.__name__)))


def test_a_page_with_every_kind_of_block_goes_to_paper(whole: Plan) -> None:
    """mypy holds that no kind is forgotten; here each is drawn, all but those of the what-if and of a day."""
    ink = Ink(site_of(whole).links)
    drawn: set[type] = set()
    for block in blocks_of(site_of(whole)):
        ink.block(block)
        drawn.add(type(block))
    assert set(KINDS) - drawn == {FromDay, Matrix, Picture, Timed, WaysIn}


def test_only_a_script_shows_what_a_copy_says_from_a_later_day_on() -> None:
    warning = FromDay((Prose("It expired."),), TODAY)
    assert Ink(LINKS).block(warning) == []
    module = _environment(Pen(LINKS, directory_urls=False)).get_template("blocks.html.j2").module
    drawn = str(module.from_day(warning))  # type: ignore[attr-defined]  # a macro
    assert f'data-ol-since="{TODAY}" data-search-exclude hidden>' in drawn


def test_a_grid_is_a_table_on_paper() -> None:
    grid = Matrix((MatrixRow("sam", (Cell("stops", "stop", "at once"),)),), "Hits", "Who", (Column("sam"),))
    (table,) = Ink(LINKS).block(grid)
    assert table["heads"] == ["Who", "Sam"]
    assert table["rows"][0]["cells"][1]["parts"] == [{"kind": "plain", "text": "at once"}]


def test_paper_says_where_a_way_in_stands() -> None:
    way = WayIn(
        "shop", "Shop", "(sign in as owner)", (Fact("Password", "in the vault"), Fact("Code", "phone"))
    )
    (data,) = Ink(LINKS).block(WaysIn((way,)))
    assert data["ways"] == [{"name": "Shop (sign in as owner)", "id": "_ways-in-shop"}]
    (two,) = Ink(LINKS).block(WaysIn((way, way)))
    assert two["all"] == "{0} and {1}", "places for the names in the list that the typesetter sets"


def test_what_paper_draws_has_a_function_in_the_typesetter(whole: Plan) -> None:
    ink = Ink(site_of(whole).links)
    typst = (files("outlast") / "binder" / "blocks.typ").read_text(encoding="utf-8")
    _, _, kinds = typst.partition("let kinds = (")
    known = set(re.findall(r"(\w+): ", kinds.partition("\n  )")[0]))
    used = {
        str(data["kind"])
        for page in (*site_of(whole).pages, *site_of(whole).paper)
        for data in ink.sections(page.sections)
    }
    assert used <= known


def blocks_of(part: object) -> Iterator[Block]:
    """Every block in a site, those inside others too."""
    if isinstance(part, KINDS):
        yield part  # type: ignore[misc]  # it is one of the union
    if isinstance(part, tuple):
        for each in part:
            yield from blocks_of(each)
    elif hasattr(part, "__dataclass_fields__"):
        for each in fields(part):  # type: ignore[arg-type]
            yield from blocks_of(getattr(part, each.name))


def test_a_block_with_nothing_to_show_is_left_out() -> None:
    assert present((Prose(""), Bullets(()), None, Prose("x"))) == (Prose("x"),)
    assert section("id", "Heading", Prose(""), None) == ()


@pytest.mark.parametrize("edition", list(Edition))
def test_every_page_is_found_by_following_links_from_the_first(whole: Plan, edition: Edition) -> None:
    site = site_of(whole, edition)
    ways = {page.path: leads_to(page, site.links) for page in site.pages}
    reached = {each.page for each in site.nav if each.part in Part}
    fresh = set(reached)
    while fresh:
        fresh = {path for each in fresh for path in ways.get(each, ()) if path in ways} - reached
        reached |= fresh
    assert {page.path for page in site.pages} - reached == set()


def test_a_page_that_nothing_lists_is_in_the_index_of_its_part() -> None:
    index = Page("serve/index", "Keep serving", Part.SERVE, opening(Prose("x")), NoSheet.ELSEWHERE)
    new = Page("serve/new", "Something new", Part.SERVE, opening(Prose("x")), NoSheet.SCREEN_ONLY)
    other = Page("people/index", "People", Part.PEOPLE, opening(Prose("x")), NoSheet.ELSEWHERE)
    found, *_ = indexed((index, new, other), {})
    assert found.sections[-1] == Section(
        2,
        "lists",
        "Lists",
        (Links((LinkNote("Something new", Address("serve/new")),)),),
        on_paper=False,
    )


def test_a_page_that_nothing_lists_joins_the_lists_that_are_there() -> None:
    old, end = LinkNote("Old", Address("serve/old")), opening(Prose("end"))
    lists = section("lists", "Lists", Links((old,)), on_paper=False)
    index = Page("serve/index", "Keep serving", Part.SERVE, (*lists, *end), NoSheet.ELSEWHERE)
    known = Page("serve/old", "Old", Part.SERVE, opening(Prose("x")), NoSheet.SCREEN_ONLY)
    new = Page("serve/new", "New", Part.SERVE, opening(Prose("x")), NoSheet.SCREEN_ONLY)
    found, *_ = indexed((index, known, new), {})
    joined = Links((old, LinkNote("New", Address("serve/new"))))
    assert found.sections == (*section("lists", "Lists", joined, on_paper=False), *end)


def test_a_page_that_the_index_leads_to_over_another_is_not_listed_again() -> None:
    to = {name: words_to(name, Address(f"serve/{name}")) for name in ("list", "entry")}
    index = Page("serve/index", "Keep serving", Part.SERVE, opening(Prose(to["list"])), NoSheet.ELSEWHERE)
    between = Page("serve/list", "List", Part.SERVE, opening(Prose(to["entry"])), NoSheet.ELSEWHERE)
    entry = Page("serve/entry", "Entry", Part.SERVE, opening(Prose("x")), NoSheet.ELSEWHERE)
    assert indexed((index, between, entry), {}) == (index, between, entry)


def test_a_page_leads_to_the_things_and_places_that_its_blocks_name() -> None:
    page = Page(
        "serve/x",
        "X",
        Part.SERVE,
        opening(Prose(f"{{sam}} {words_to('here', Address('help/index', 'part'))}"), Bullets(("{nobody}",))),
        NoSheet.ELSEWHERE,
    )
    assert leads_to(page, LINKS) == {"people/sam", "help/index"}


def test_every_chapter_of_the_binder_has_a_page_that_stands_in_it(whole: Plan) -> None:
    # In the plan that has everything, all are lost at once, and nobody is left whose weeks could be printed.
    sites = (site_of(whole), example_pages())
    every = [page for site in sites for page in (*site.pages, *site.paper)]
    sheets = [page.sheet for page in every if isinstance(page.sheet, Sheet)]
    used = {chapter for each in sheets for chapter in (each.chapter, *dict(each.apart).values())}
    assert used == {*Chapter} - {Chapter.ELSEWHERE}


def test_every_module_that_makes_pages_is_found_and_has_a_place_of_its_own() -> None:
    orders = [kind.ORDER for kind in pages.kinds()]
    names = [each.name for each in iter_modules(pages.__path__, f"{pages.__name__}.")]
    makers = {
        name
        for name in names
        if getattr(getattr(import_module(name), "pages", None), "__module__", "") == name
    }
    found = {kind.__name__ for kind in pages.kinds()}  # type: ignore[attr-defined]
    assert makers == found, "a module with `pages(copy)` needs an ORDER, and one with an ORDER needs `pages`"
    assert len(orders) == len(set(orders))
    assert pages.kinds()[0].__name__ == "outlast.pages.start"  # type: ignore[attr-defined]


def test_a_place_that_an_edition_lacks_is_said_in_words_without_a_link() -> None:
    pen = Pen(LINKS, directory_urls=False, pages=frozenset({"index"}), page="index")
    there, gone = words_to("there", Address("index", "x")), words_to("gone", Address("help/none"))
    assert str(pen.line(f"{there} {gone}")) == '<a href="#x">there</a> gone'


def test_a_text_of_a_plan_cannot_lead_into_the_site_by_our_own_scheme() -> None:
    with pytest.raises(AssertionError, match="page:"):
        make_plan("systems: {s: {name: S, about: 'See [this](page:serve/index)'}}")


def test_values_are_read_off_a_block_in_order() -> None:
    assert list(values(Links((LinkNote("a", Address("p"), "b"),)))) == ["a", Address("p"), "b"]


def test_no_thing_can_be_called_like_a_page_beside_those_of_its_kind(whole: Plan) -> None:
    """Its page would stand in the place of ours."""
    site = site_of(whole)
    ours = [page.path for page in site.pages if page.path.rpartition("/")[2] not in site.links]
    beside = [path.rpartition("/") for path in ours if path.partition("/")[0] in OWN_PAGE.values()]
    assert len(beside) > 10
    taken = {"/".join((part, name)) for part, _, name in beside if name not in OF_OURS}
    assert taken == set(), f"move these to the top of the site, or below help/: {taken}"
