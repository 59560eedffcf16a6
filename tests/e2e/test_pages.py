"""Every page of the example holds: for eyes, for keyboards, for phones, for paper."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit

pytestmark = pytest.mark.e2e

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
KINDS = (
    "index",
    "serve/index",
    "serve/refunds",
    "serve/messages",
    "serve/obligations",
    "serve/decisions",
    "restore/index",
    "restore/shopify",
    "restore/break-glass",
    "scenarios/index",
    "scenarios/founder-in-hospital",
    "people/index",
    "people/maya",
    "people/suppliers",
    "people/glassworks",
    "people/call-trees",
    "people/documents",
    "readiness/index",
    "help/index",
    "tutorial",
)
"""One page of each kind."""
LINKS = "[...document.querySelectorAll('a[href]')].map(a => a.href.split('#')[0].split('?')[0])"


def test_every_page_has_one_heading_and_fits_a_phone(visit: Visit, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    problems = []
    for address in every_page(visit, page):
        page.goto(address)
        if (count := page.locator("h1").count()) != 1:
            problems.append(f"{address}: {count} headings of the first level")
        if (width := page.evaluate("document.documentElement.scrollWidth")) > 360:
            problems.append(f"{address}: {width} px wide")
        twice = page.evaluate(
            """() => { const ids = [...document.querySelectorAll('article [id]')].map(e => e.id);
                       return ids.filter((id, at) => ids.indexOf(id) !== at) }"""
        )
        if twice:
            problems.append(f"{address}: ids stand twice: {twice}")
    assert not problems, "\n".join(problems)


def test_ticks_survive_and_are_counted(visit: Visit, page: Page) -> None:
    page.goto(f"{visit.root}serve/refunds.html")
    box = page.locator("#steps ~ ol input[type=checkbox], h2#steps ~ * input[type=checkbox]").first
    progress = page.locator(".ol-progress [role=status]").first
    expect(progress).to_contain_text("0 of")
    box.check()
    expect(progress).to_contain_text("1 of")
    page.reload()
    expect(box).to_be_checked()


def test_a_message_is_filled_in_both_languages_and_copied(visit: Visit, page: Page) -> None:
    page.goto(f"{visit.root}serve/refunds.html")
    message = page.locator(".ol-msg").first
    message.locator("[data-ol-fill=order]").fill("FF-10482")
    shown = message.locator(".ol-msg__text:visible")
    expect(shown).to_contain_text("FF-10482")
    message.get_by_role("radio", name="Nederlands").check(force=True)
    expect(shown).to_contain_text("FF-10482")
    message.get_by_role("button", name="Copy the text").click()
    expect(message.locator(".ol-msg__foot [role=status], .ol-said").last).to_contain_text("Copied")
    if visit.name == "hosted":
        assert "Fern & Flask" in page.evaluate("navigator.clipboard.readText()")


def test_dark_colours_stay_from_page_to_page(visit: Visit, page: Page) -> None:
    page.goto(f"{visit.root}index.html")
    page.locator("label[for=__palette_1]:visible, label[for=__palette_0]:visible").first.click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(f"{visit.root}serve/refunds.html")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_paper_has_numbers_and_boxes_and_no_menus(visit: Visit, page: Page) -> None:
    page.goto(f"{visit.root}serve/refunds.html")
    page.emulate_media(media="print")
    expect(page.locator(".md-header")).to_be_hidden()
    expect(page.locator("a[href^='tel:']").first).to_contain_text("+351")
    box = page.locator(".ol-step__box").first
    width, border = box.evaluate("e => { const s = getComputedStyle(e); return [s.width, s.borderTopWidth] }")
    assert float(width.removesuffix("px")) >= 10
    assert float(border.removesuffix("px")) >= 1


@pytest.mark.parametrize("visit", ["hosted"], indirect=True)  # the stick holds the same bytes
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(scheme: Any, width: int, visit: Visit, page: Page) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    found = []
    for kind in KINDS:
        page.goto(f"{visit.root}{kind}.html")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        result = page.evaluate("axe.run({resultTypes: ['violations']})")
        for violation in result["violations"]:
            nodes = [node["html"][:140] for node in violation["nodes"][:3]]
            found.append(f"{kind}: {violation['id']} ({violation['impact']}): {nodes}")
    assert not found, "\n".join(found)


def every_page(visit: Visit, page: Page) -> Iterator[str]:
    """The address of every page that links lead to from the first one, each once."""
    waiting, seen = [f"{visit.root}index.html"], set[str]()
    while waiting:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        yield address
        found = page.evaluate(
            "[...document.querySelectorAll('a[href]')].map(a => a.href.split('#')[0].split('?')[0])"
        )
        waiting += [link for link in found if link.startswith(visit.root) and link.endswith(".html")]
    assert len(seen) > 80
