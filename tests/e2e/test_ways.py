"""What a stand-in looks for is reached by plain words: in three clicks, or by one search."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Visit, hosted_only, light_only

pytestmark = pytest.mark.e2e

WALKS = {
    "how to refund": (["Keep serving", "Refund customers"], "Refund customers", "Press the button"),
    "who calls customers": (
        ["Keep serving", "Answer and call customers"],
        "Answer and call customers",
        "Maya Reyes",
    ),
    "how suppliers get paid": (["Keep serving", "Pay suppliers"], "Pay suppliers", "Steps"),
    "how to restore the products": (
        ["Restore", "Shopify", "Go to the restore steps"],
        "Shopify",
        "How to restore it",
    ),
    "what to do when the founder is in hospital": (
        ["The founder is in hospital", "Now"],
        "The founder is in hospital",
        "In the first hour",
    ),
    "what is due": (["Keep serving", "What is due"], "What is due", "Pay the rent"),
    "how to get in when nobody can": (
        ["Restore", "Emergency access"],
        "Emergency access",
        "Who may open it",
    ),
    "where to work tomorrow": (
        ["Fire or water in the stockroom"],
        "Fire or water",
        "Where everybody works tomorrow",
    ),
}
"""A goal, the words of the links, the page, and what stands on it."""


@light_only
@pytest.mark.parametrize("goal", WALKS)
def test_it_takes_three_clicks_at_most(goal: str, visit: Visit, page: Page) -> None:
    """Only links that are seen on the page itself are used, by the words that stand on them."""
    clicks, title, content = WALKS[goal]
    assert len(clicks) <= 3
    enter(visit, page)
    for words in clicks:
        page.locator("article").get_by_role("link", name=words, exact=False).first.click()
    expect(page.locator("h1")).to_contain_text(title)
    expect(page.locator("article")).to_contain_text(content)


SEARCHES = {
    "refund": "serve/refunds.html",
    "money back": "serve/refunds.html",
    "geld terug": "serve/refunds.html",
    "pay supplier": "serve/supplier-payments.html",
    "restore products": "restore/shopify.html",
    "who calls customers": "serve/customer-messages.html",
    "parcel": "serve/shipping.html",
    "hacked": "scenarios/account-taken-over.html",
    "hospital": "scenarios/founder-in-hospital.html",
}


def test_the_right_page_is_found_first(visit: Visit, page: Page) -> None:
    enter(visit, page)
    followed, *others = SEARCHES.items()
    find(page, *followed)
    for query, address in others:
        is_first(page, query, address)


@hosted_only
def test_the_start_page_says_what_to_do_in_order(visit: Visit, page: Page) -> None:
    enter(visit, page)
    headings = [text.replace("¶", "").strip() for text in page.locator("article h2").all_inner_texts()]
    assert headings == [
        "1. What has happened?",
        "2. Call these people now",
        "3. These things may wait",
        "4. These must happen today",
        "5. How old this copy is",
        "Warnings",
        "Look something up",
    ]
    assert page.locator("a[href^='tel:']").count() >= 5


@hosted_only
@pytest.mark.parametrize(("width", "beside"), [(1280, True), (360, False)])
def test_the_two_halves_stand_side_by_side_on_a_desk_and_one_after_the_other_on_a_phone(
    visit: Visit, page: Page, width: int, beside: bool
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{visit.root}scenarios/founder-in-hospital.html")
    serve, restore = (
        page.locator(f"#what-to-do ~ .ol-two > .ol-{half}").first for half in ("serve", "restore")
    )
    one, other = serve.bounding_box(), restore.bounding_box()
    assert one
    assert other
    assert (other["x"] >= one["x"] + one["width"]) == beside
    assert (other["y"] >= one["y"] + one["height"]) == (not beside)


@hosted_only
def test_a_scenario_says_first_what_is_done_and_what_is_not(visit: Visit, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 780})
    page.goto(f"{visit.root}scenarios/index.html")
    scenarios = [link.get_attribute("href") for link in page.locator("article .ol-card__link").all()]
    assert len(scenarios) >= 6
    for path in scenarios:
        page.goto(f"{visit.root}scenarios/{path}")
        acts = page.locator(".ol-first li .ol-act").all()
        number = page.locator(".ol-first a[href^='tel:']").first
        never = page.locator(".ol-box--stop")
        for what, limit in (
            (acts[0], 350),
            (acts[1], 500),
            (number, 500),
            (never, 1170),
        ):
            area = what.bounding_box()
            assert area
            assert area["y"] + min(area["height"], 90) < limit, f"{path}: {what} stands too low"
        step = acts[-1].get_attribute("href") or ""
        acts[-1].click()
        box = page.locator(f"[id='{step[1:]}']").bounding_box()
        assert box
        assert 40 <= box["y"] < 390, f"{path}: {step} is not in sight"


@hosted_only
def test_a_folded_message_opens_for_whoever_comes_by_its_link_and_for_paper(visit: Visit, page: Page) -> None:
    page.goto(f"{visit.root}scenarios/founder-in-hospital.html")
    message = page.locator("#message-refund-promise")
    expect(message).to_be_hidden()
    page.locator("a[href='#message-refund-promise']").first.click()
    expect(message).to_be_visible()
    other = page.locator("#message-accountant-notice")
    expect(other).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(other).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(other).to_be_hidden()
    expect(message).to_be_visible()


def enter(visit: Visit, page: Page) -> None:
    """Open the site as the reader does: from a stick that is one more click, which they cannot miss."""
    page.goto(visit.start)
    if visit.name == "stick":
        page.get_by_role("link").first.click()
    page.wait_for_selector("article h1")


def ask(page: Page, query: str) -> None:
    field = page.locator(".md-search__input")
    field.click()
    field.fill("")
    expect(page.locator(".md-search-result__item")).to_have_count(0)  # what was asked before is gone
    field.fill(query[:-1])  # search listens to keys: so it is asked once, with the whole query
    field.press(query[-1])
    page.locator(".md-search-result__item").first.wait_for(state="visible", timeout=15_000)


def is_first(page: Page, query: str, address: str) -> Locator:
    """The link that a search names first, which leads to this address."""
    ask(page, query)
    first = page.locator(".md-search-result__item").first.locator("a.md-search-result__link").first
    href = (first.get_attribute("href") or "").partition("?")[0].partition("#")[0]
    assert href.endswith(address), (query, href)
    return first


def find(page: Page, query: str, address: str) -> None:
    """Search, on whatever page the reader is, and follow what is named first."""
    first = is_first(page, query, address)
    with page.expect_navigation(url=f"**/{address}*"):  # the page may be the one that the reader is on
        first.click()
    expect(page.locator("h1")).to_be_visible()
