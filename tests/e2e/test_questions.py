"""What a stand-in asks on the worst day: in three clicks or one search the answer's words are in sight."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit, stick_only
from tests.e2e.test_ways import ask, enter, find, is_first

pytestmark = pytest.mark.e2e


@dataclass(frozen=True)
class Way:
    """How a reader gets to an answer, and what they read there."""

    says: tuple[str, ...]
    """Words of the answer."""
    under: str
    """The heading that they stand under."""
    clicks: tuple[str, ...] = ()
    """What is pressed, by the words on it: links, and questions that open."""
    search: str = ""
    """Or what is typed."""
    page: str = ""
    """And which page the search names first."""


ANSWERS = "Questions and answers"
WAYS = {
    "where do we work tomorrow morning": Way(
        ("To the desk at the founder's home", "from tomorrow noon", "Stay at home, stay reachable"),
        "Where everybody works tomorrow",
        ("Keep serving", "Decision tables"),
    ),
    "where do we work if the stockroom is gone": Way(
        ("Heated shed at Kwekerij Zilvervaren", "ready in 2 days", "ready in 4 hours"),
        "Where we work",
        (ANSWERS, "Where we work", "Where do we work if we cannot use Varenhof unit 3?"),
    ),
    "how do the open orders ship if the stock is ash": Way(
        ("Ship it from there", "No more than ten a day", "Joris De Wachter", "Refund it, and say sorry"),
        "What happens to each open order when the stock is gone",
        ("Keep serving", "Decision tables"),
    ),
    "who talks to the angry customers": Way(
        ("Maya Reyes", "Sam Okafor", "+351 910 00 02 03"),
        "Who does it",
        ("Keep serving", "Answer and call customers"),
    ),
    "what do they say to the angry customers": Way(
        ("We are slower this week", "Our small team is working a little slower", "Nederlands"),
        "Messages ready to send",
        search="angry customer",
        page="serve/customer-messages.html",
    ),
    "how are suppliers paid if the finance laptop is dead": Way(
        ("No payment needs that machine", "Ilse Claes signs up to her limit at the bank", "current account"),
        "Questions",
        ("Keep serving", "Pay suppliers"),
    ),
    "the same, by a search": Way(
        ("No payment needs that machine",),
        "Questions",
        search="laptop is dead",
        page="serve/supplier-payments.html",
    ),
    "who refunds, up to how much, without the founder": Way(
        ("Up to €80", "Maya Reyes", "Over €80 and up to €500", "Ilse Claes does it"),
        "Who does it",
        ("Keep serving", "Refund customers"),
    ),
    "who refunds, in a sentence": Way(
        ("Ask Maya Reyes: up to €80", "Then ask Sam Okafor: any amount", "can start 1 day after you ask"),
        "Who does what, and up to which amount",
        (
            ANSWERS,
            "Who does what, and up to which amount",
            "Refund customers: who does it, and up to which amount?",
        ),
    ),
    "who pays the ads bill, from what, by when": Way(
        ("next time: Friday", "Sam Okafor", "Monthly limit of the company card", "more than 2 days late"),
        "What you must pay or do, and by when",
        (
            ANSWERS,
            "What you must pay or do, and by when",
            "Pay the ads: who, by when, and from which account?",
        ),
    ),
    "who reorders, by when, or what runs out": Way(
        (
            "Sam Okafor or Joris De Wachter orders more",
            "the rest lasts only 56 days",
            "18 days",
            "Take orders",
        ),
        "What runs out",
        (ANSWERS, "What runs out", "Glassware on the shelves: who reorders, and when?"),
    ),
    "what ends when the founder is away": Way(
        ("By when", "Ask Ilse Claes"),
        "If Sam Okafor is away for 21 days",
        ("Sam Okafor",),
    ),
    "how do I get the products back": Way(
        ("From the copies of Product backup app", "by Daan Mertens or Sam Okafor", "about five hours"),
        "Questions",
        ("Restore", "Shopify"),
    ),
    "the products, by a search": Way(
        ("Daan Mertens", "5 hours", "Export the broken state"),
        "How to restore it",
        search="get the products back",
        page="restore/shopify.html",
    ),
    "who may talk to the press": Way(
        ("Only Sam Okafor", "say nothing else"),
        "Questions",
        search="press",
        page="serve/customer-messages.html",
    ),
    "who must not talk to the press": Way(
        ("Maya Reyes",),
        "What somebody must not do",
        (ANSWERS, "What somebody must not do", "Who must not do this: talk to the press?"),
    ),
    "what may I not do": Way(
        ("Never change the bank account that money is paid out to", "Never delete anything to tidy up"),
        "Something has happened",
        (ANSWERS, "Something has happened", "What must I never do?"),
    ),
    "who holds the key and the code of the bank": Way(
        ("with the code from", "The password:"),
        "Who can sign in, and who has the code",
        (
            ANSWERS,
            "Who can sign in, and who has the code",
            "Who can sign in to Business bank account, and who has the code?",
        ),
    ),
}

SECTION = """heading => {
    const clean = text => text.replace("¶", "").trim();
    const all = [...document.querySelectorAll("article h2")];
    let next = all.find(each => clean(each.textContent) === heading), said = "";
    while (next && (next = next.nextElementSibling) && next.tagName !== "H2") said += " " + next.innerText;
    return said;
}"""
"""What can be seen between a heading and the next one: what is folded away is not in it."""


@pytest.mark.parametrize(
    ("asked", "visit"),
    [(asked, "stick" if way.search else "light") for asked, way in WAYS.items()],  # the theme only searches
    indirect=["visit"],
)
def test_an_answer_is_in_sight(asked: str, visit: Visit, page: Page) -> None:
    way = WAYS[asked]
    enter(visit, page)
    assert len(way.clicks) <= 3
    for words in way.clicks:
        press(page, words)
    if way.search:
        find(page, way.search, way.page)
    seen = re.sub(r"\s+", " ", page.evaluate(SECTION, way.under))
    missing = [words for words in way.says if words not in seen]
    assert not missing, f"{page.url}: under “{way.under}” stands: {seen}"


@stick_only
@pytest.mark.parametrize(
    ("query", "address", "heading"),
    [
        ("seal", "restore/break-glass.html", "Opening the envelope with the recovery codes"),
        ("reorders", "help/questions.html", "Glassware on the shelves: who reorders"),
        ("2FA", "help/words.html", "How you sign in"),
    ],
)
def test_a_search_shows_the_section_and_opens_there(
    query: str, address: str, heading: str, visit: Visit, page: Page
) -> None:
    """What stands in one part of a long page is found with its heading, not only with its page."""
    enter(visit, page)
    ask(page, query)
    found = page.locator(f"a.md-search-result__link[href*='{address}']", has_text=heading).first
    more = page.locator(".md-search-result__more summary")
    for number in range(more.count()):
        more.nth(number).click()
    found.click()
    page.wait_for_url(f"**/{address}*#*")
    expect(page.locator("article :is(h2, h3):target")).to_contain_text(heading)


TYPED = {
    "gehackt": "scenarios/account-taken-over.html",
    "pakje": "serve/shipping.html",
    "factuur": "serve/supplier-payments.html",
    "ziekenhuis": "scenarios/founder-in-hospital.html",
    "brand": "scenarios/stockroom-fire.html",
    "boze klant": "serve/customer-messages.html",
    "producten weg": "scenarios/store-wiped.html",
    "btw": "serve/vat.html",
    "wachtwoord": "restore/vault.html",
    "who refunds": "serve/refunds.html",
    "ads bill": "serve/ads-bill.html",
    "second factor": "restore/vault.html",
}


@stick_only
def test_the_words_that_people_use_find_the_page_first(visit: Visit, page: Page) -> None:
    enter(visit, page)
    for query, address in TYPED.items():
        is_first(page, query, address)


@stick_only
def test_a_page_says_what_time_it_is_there(visit: Visit, page: Page) -> None:
    """On a Monday at noon in Ghent one is at work, in Shanghai it is evening; on a holiday nobody is."""
    page.clock.set_fixed_time("2026-11-23T11:30:00Z")
    page.goto(visit.root + "people/index.html")
    rows = page.locator("#call ~ .ol-calls").first.locator("li")
    expect(rows.filter(has_text="Maya Reyes")).to_contain_text(
        "It is Mon 11:30 there. At work now, until 13:00."
    )
    expect(rows.filter(has_text="陈文")).to_contain_text(
        "It is Mon 19:30 there. Not at work now. Back at work on Tue at 09:00."
    )
    expect(rows.filter(has_text="Noor Haddad")).to_contain_text("Back at work on Sat at 10:00.")
    page.clock.set_fixed_time("2026-12-22T11:30:00Z")
    page.goto(visit.root + "people/maya.html")
    expect(page.locator(".ol-now")).to_contain_text(
        "Not at work now. Away until the end of Sat 26 Dec. Back at work on Mon at 09:00."
    )


@stick_only
def test_a_call_tree_says_who_is_next_and_when_to_stop_stands_before_the_steps(
    visit: Visit, page: Page
) -> None:
    page.goto(visit.root + "people/index.html")
    tree = page.locator("article li", has_text="Call Daan Mertens next. Also make the calls of").first
    expect(tree).to_contain_text("No answer within 15 minutes?")
    expect(tree.get_by_role("link", name=re.compile("Text .*Joris De Wachter"))).to_be_visible()
    page.goto(visit.root + "serve/refunds.html")
    line, first = page.locator(".ol-stopline").bounding_box(), page.locator(".ol-step").first.bounding_box()
    assert line
    assert first
    assert line["y"] < first["y"]
    expect(page.locator(".ol-stopline").get_by_role("link", name=re.compile("Call"))).to_have_attribute(
        "href", re.compile("^tel:")
    )


def press(page: Page, words: str) -> None:
    """A link or a fold that can be seen, by the words on it, exactly or with more, or by its heading."""
    article, bar = page.locator("article"), page.locator(".md-tabs")
    ways = (
        article.get_by_role("link", name=words, exact=True),
        bar.get_by_role("link", name=words, exact=True),
        article.locator("summary", has_text=words),
        article.get_by_role("link", name=words),
        article.locator(f"xpath=.//h2[contains(., '{words}')]/following::summary[1]"),
    )
    next(way for way in ways if way.count()).first.click()
    page.wait_for_selector("article h1")
