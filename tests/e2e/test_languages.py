"""A copy in two languages in a browser: over http in a folder of a site, and from a disk."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit, hosted_only
from tests.e2e.hosting import hosting
from tests.e2e.test_pages import AXE
from tests.envelope.vectors import WORDS
from tests.two_languages import two_languages

pytestmark = pytest.mark.e2e
SCENARIO = "scenarios/founder-away.html"
WIDE = "document.documentElement.scrollWidth - innerWidth"


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the readable copy and the locked one."""
    folder = tmp_path_factory.mktemp("languages")
    two_languages(folder / "readable")
    two_languages(folder / "locked", OUTLAST_PASSPHRASE=WORDS)
    return folder


@pytest.fixture(scope="module")
def served(shops: Path) -> Iterator[str]:
    with hosting(shops) as address:
        yield address


@pytest.fixture(params=["hosted", "stick"])
def visit(request: pytest.FixtureRequest, shops: Path, served: str) -> Visit:
    """The two ways to both copies. `page` watches for errors and for requests that leave the machine."""
    root = served if request.param == "hosted" else shops.as_uri() + "/"
    return Visit(request.param, root, root)


def switch(page: Page, language: str) -> None:
    page.locator(f".md-header a[hreflang={language}]").press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", language)


def finds_in_dutch(page: Page) -> None:
    field = page.locator(".md-search__input")
    expect(page.locator("html")).to_have_class(re.compile(r"\bjs\b"))  # from here on the theme hears keys
    page.keyboard.press("s")
    expect(field).to_be_focused()
    field.press_sequentially("draaiboek", delay=20)
    found = page.locator(".md-search-result__link").first
    expect(found).to_have_attribute("href", re.compile("/site/nl/"), timeout=30_000)


def test_the_switch_keeps_page_place_incident_and_reader(visit: Visit, page: Page) -> None:
    english = f"{visit.root}readable/site/"
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{english}nl/index.html")
    finds_in_dutch(page)
    page.clock.set_fixed_time("2026-11-24T10:00:00Z")
    page.goto(english + SCENARIO)
    page.get_by_role("button", name="start an incident").click()
    page.locator(".ol-step__box").first.check()
    switch(page, "nl")
    expect(page).to_have_url(re.compile(re.escape(f"{english}nl/{SCENARIO}")))
    expect(page.locator(".ol-step__box").first).to_be_checked()
    expect(page.get_by_role("complementary", name="Incident")).to_be_visible()
    page.locator(".ol-step__box").first.uncheck()
    switch(page, "en")
    expect(page.locator(".ol-step__box").first).not_to_be_checked()

    page.goto(f"{english}serve/refunds.html")
    page.locator("h2#steps").evaluate("node => node.scrollIntoView()")
    switch(page, "nl")
    expect(page).to_have_url(f"{english}nl/serve/refunds.html#steps")
    expect(page.locator("h2#steps")).to_be_in_viewport()
    link = page.locator(".md-header a[hreflang=en]")
    assert (link.inner_text(), link.get_attribute("lang")) == ("English", "en")
    box = link.bounding_box()
    assert box
    assert box["height"] >= 44
    assert page.evaluate(WIDE) <= 0

    page.goto(f"{english}today.html")
    page.get_by_role("button", name="Kim Peeters").click()
    page.get_by_role("link", name="Lees deze pagina in het Nederlands").click()
    expect(page).to_have_url(f"{english}nl/today.html#kim")
    expect(page.locator("[aria-pressed=true]")).to_have_text("Kim Peeters")
    expect(page.locator("article .ol-language")).to_have_count(0)
    page.goto(f"{english}people/kim.html")
    expect(page.get_by_role("link", name="Lees deze pagina in het Nederlands")).to_be_visible()

    page.goto(f"{english}nl/index.html")
    expect(page.locator("[data-ol-today]")).to_have_text(re.compile("24 november 2026.* klopt"))


@hosted_only
def test_axe_finds_nothing_in_dutch(visit: Visit, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 900})
    for path in ("index", "serve/refunds", SCENARIO.removesuffix(".html"), "today"):
        page.goto(f"{visit.root}readable/site/nl/{path}.html")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert page.evaluate("axe.run({resultTypes: ['violations']})")["violations"] == [], path


def test_one_phrase_opens_all_languages_of_a_copy(visit: Visit, page: Page) -> None:
    page.goto(f"{visit.root}locked/site/serve/refunds.html#steps")
    page.get_by_role("link", name="Nederlands").click()
    expect(page).to_have_url(f"{visit.root}locked/site/nl/serve/refunds.html#steps")
    expect(page).to_have_title("Vergrendelde pagina")
    page.locator("#phrase").fill(WORDS)
    page.locator("form button").click()
    expect(page.locator("h2#steps")).to_be_visible(timeout=30_000)
    switch(page, "en")
    expect(page.locator("h1")).to_contain_text("Refund customers")
    switch(page, "nl")
    expect(page.locator("h1")).to_contain_text("Refund customers")
    finds_in_dutch(page)
