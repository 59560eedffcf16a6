"""For every reader: large letters, keyboards, ears instead of eyes, lines from right to left, and paper."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.e2e.conftest import Visit, hosted_only
from tests.host.running import SMALL, succeed

pytestmark = pytest.mark.e2e


@hosted_only
def test_every_picture_of_days_is_followed_by_a_table_of_its_rows(visit: Visit, page: Page) -> None:
    for path in ("people/sam", "scenarios/founder-in-hospital", "restore/shopify"):
        page.goto(f"{visit.root}{path}.html#without")
        pictures = page.locator("article svg[role=img]")
        assert pictures.count() >= 1, path
        for picture in pictures.all():
            lanes = picture.evaluate("e => [...e.querySelectorAll('.t-b')].map(t => t.textContent)")
            assert lanes, path
            table = picture.locator("xpath=following::table[1]")
            if path.startswith("scenarios/"):  # a handbook tells the days of its picture above it
                table = page.locator("article .ol-days").first
            expect(table).to_be_visible()
            said = "".join(str(table.text_content()).split())
            assert [lane for lane in lanes if "".join(str(lane).split()) not in said] == [], path


def test_a_picture_and_its_table_are_seen_from_a_stick(visit: Visit, page: Page) -> None:
    page.goto(f"{visit.root}people/sam.html#without")
    expect(page.locator("article svg[role=img]").first).to_be_visible()
    expect(page.locator("article svg[role=img]").first.locator("xpath=following::table[1]")).to_be_visible()


@hosted_only
def test_a_keyboard_skips_the_menus_sees_where_it_is_and_ticks(visit: Visit, page: Page) -> None:
    page.goto(f"{visit.root}serve/refunds.html")
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_be_focused()
    page.keyboard.press("Enter")
    box = page.locator("article .ol-step__box").first
    for _ in range(120):
        page.keyboard.press("Tab")
        shown = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e);
                       const around = e.closest('label, li, p') || e, a = getComputedStyle(around);
                       const inside = getComputedStyle(e, '::after');
                       return [s, a, inside].some(x => x.outlineStyle !== 'none') }"""
        )
        assert shown, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if box.evaluate("e => e === document.activeElement"):
            break
    expect(box).to_be_focused()
    page.keyboard.press("Space")
    expect(box).to_be_checked()


# Paper


@hosted_only
def test_any_page_is_printed_with_its_title_its_date_and_no_menu(visit: Visit, page: Page) -> None:
    for path, title, word in (
        ("serve/refunds", "Refund customers", "+351 910 00 02 03"),
        ("scenarios/store-wiped", "The store was wiped", "+32 470 00 09 10"),
        ("readiness/headings", "What standards ask for", "8.2.2"),
        ("readiness/index", "Readiness", "Overdue, or never tried"),
    ):
        page.goto(f"{visit.root}{path}.html")
        if path == "serve/refunds":
            page.locator(".ol-step__box").first.check()
        for paper, size in (("A4", (595, 842)), ("Letter", (612, 792))):
            made = PdfReader(BytesIO(page.pdf(format=paper, prefer_css_page_size=False)))
            leaves = (" ".join(leaf.extract_text().split()) for leaf in made.pages)
            box = made.pages[0].mediabox
            assert (round(box.width), round(box.height)) == pytest.approx(size, abs=1)
            first = next(leaves)
            assert title in first, path
            assert "Copy of Sunday 22 November 2026" in first, path
            assert word in first or any(word in leaf for leaf in leaves), path
            for menu in ("Skip to content", "Print this page", "Table of contents", "Switch to dark"):
                assert menu not in first, path
            assert f"1 / {len(made.pages)}" in first, path


# From right to left

HEBREW = """
people:
  kim:
    name: קים פרץ
    role: מייסדת
    reach: [{phone: "+32 470 11 22 33"}]
  noor: {name: Noor Claes, role: Support, reach: [{phone: "+32 470 44 55 66"}]}
functions:
  refunds:
    name: Refund customers
    about: החזר כספים ללקוחות. טלפון +32 470 11 22 33 בכל שעה.
    by: [kim, noor]
    mtpd: 5d
    steps:
      - להתקשר אל {noor} ולהחזיר 80 EUR.
      - Call {kim} and wait.
"""


@pytest.fixture(scope="module")
def turned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small shop whose words run in both directions, built."""
    folder = tmp_path_factory.mktemp("turned")
    (folder / "plan").mkdir()
    (folder / "docs").mkdir()
    settings = (SMALL / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    head = "business: {format: 1, name: Small Shop, timezone: Asia/Jerusalem, currency: EUR}\n"
    (folder / "plan" / "shop.yml").write_text(head + HEBREW, encoding="utf-8")
    succeed("outlast", "build", cwd=folder)
    return folder / "site"


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(offline=True)
    yield context.new_page()
    context.close()


ORDER = """(e, text) => { const walk = document.createTreeWalker(e, NodeFilter.SHOW_TEXT); let n;
    while ((n = walk.nextNode())) { const at = n.data.indexOf(text); if (at < 0) continue;
      return text.split('').map((_, i) => { const r = document.createRange();
        r.setStart(n, at + i); r.setEnd(n, at + i + 1); return r.getBoundingClientRect().x }) } }"""
"""Where each sign of a text stands across the screen."""


def test_lines_run_in_their_own_direction_and_numbers_as_they_are_dialled(turned: Path, reader: Page) -> None:
    reader.goto((turned / "serve" / "refunds.html").as_uri())
    article = reader.locator("article")
    about = article.locator("[dir=auto], bdi").filter(has_text="החזר כספים").first
    assert about.evaluate("e => getComputedStyle(e).direction") == "rtl"
    number = "+32 470 11 22 33"
    calls = article.locator(f"a[href='tel:{number.replace(' ', '')}']")
    assert calls.count() > 1, "at a step, and where who does it is called"
    for place in (about, *calls.all()):
        across = place.evaluate(ORDER, number)
        assert across == sorted(across)
    steps = article.locator(".ol-step__do")
    first, second = (steps.nth(at).locator("bdi").first for at in (0, 1))
    assert first.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert first.evaluate("(e, text) => e.textContent.includes(text)", "Noor Claes")
    assert second.evaluate("e => getComputedStyle(e).direction") == "ltr"
    assert second.evaluate("(e, text) => e.textContent.includes(text)", "קים פרץ")


@hosted_only
def test_how_much_is_done_can_be_seen_in_the_colours_of_a_system(visit: Visit, page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(f"{visit.root}serve/refunds.html")
    bar = page.locator(".ol-progress progress").first
    shades = set()
    for share in (0, 0.5, 1):
        bar.evaluate("(bar, share) => { bar.max = 1; bar.value = share; }", share)
        shades.add(bar.screenshot())
    assert len(shades) == 3


@hosted_only
def test_every_telephone_link_is_large_enough_for_a_thumb(visit: Visit, page: Page) -> None:
    """24 pixels or more in both directions, also where it stands in a line of text (WCAG 2.2, 2.5.8)."""
    seen = {360: 0, 1280: 0}
    for path in ("scenarios/founder-in-hospital", "index", "people/index", "serve/refunds"):
        page.goto(f"{visit.root}{path}.html")
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        for width in seen:
            page.set_viewport_size({"width": width, "height": 900})
            count, small = page.evaluate(
                """
                (links => [links.length, links.filter(each => {
                  const box = each.getBoundingClientRect();
                  return Math.min(box.width, box.height) < 24;
                }).map(each => each.parentElement.outerHTML.slice(0, 200))])(
                  [...document.querySelectorAll("article a[href^='tel:']")].filter(each => each.offsetParent))
                """
            )
            seen[width] += count
            assert small == [], (path, width)
    assert min(seen.values()) > 20
