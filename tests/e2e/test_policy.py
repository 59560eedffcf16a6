"""The content-security policy in a browser: what belongs to the site works, what does not is refused."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import Visit

pytestmark = pytest.mark.e2e

PAGES = ("index", "serve/refunds", "about-this-example")
ADD = "const add = (tag, given) => document.head.append(Object.assign(document.createElement(tag), given));"
THERE = "https://evil.example"
REFUSED = {
    "a script": ("add('script', {text: 'window.owned = 1'})", "script-src-elem inline"),
    "a handler": (
        "document.body.insertAdjacentHTML('beforeend', `<img src=x: onerror=\"window.owned = 1\">`)",
        "script-src-attr inline",
    ),
    "a link": (
        "add('a', {href: 'javascript:window.owned = 1', id: 'link'}); document.all.link.click()",
        "script-src-elem inline",
    ),
    "a script from elsewhere": (f"add('script', {{src: '{THERE}/x.js'}})", f"script-src-elem {THERE}/x.js"),
    "a picture from elsewhere": (f"new Image().src = '{THERE}/x.png'", f"img-src {THERE}/x.png"),
    "a video from elsewhere": (f"add('video', {{src: '{THERE}/x.mp4'}})", f"media-src {THERE}/x.mp4"),
    "a message to elsewhere": (f"fetch('{THERE}/').catch(() => 0)", f"connect-src {THERE}/"),
    "a frame": (f"add('iframe', {{src: '{THERE}/'}})", f"frame-src {THERE}"),
    "a plug-in": (
        f"document.body.append(Object.assign(document.createElement('embed'), {{src: '{THERE}/'}}))",
        f"object-src {THERE}",
    ),
    "another root": (f"add('base', {{href: '{THERE}/'}})", f"base-uri {THERE}/"),
    "a form": (
        f"add('form', {{action: '{THERE}/', id: 'form'}}); document.all.form.submit()",
        f"form-action {THERE}/?",
    ),
}
"""What somebody may try, and what the policy says of it."""
WATCH = """
window.refused = [];
addEventListener('securitypolicyviolation', e => refused.push(e.effectiveDirective + ' ' + e.blockedURI));
"""
TRY = """(async () => {
  const said = () => refused.filter(each => each === "REFUSAL").length, before = said();
  ATTEMPT;
  for (let n = 0; n < 200 && said() === before; n++) await new Promise(done => setTimeout(done, 50));
  return said() > before;
})()"""


@pytest.fixture
def watched(context: BrowserContext) -> Iterator[Page]:
    """A tab that writes down what the policy refuses, and may have errors."""
    page = context.new_page()
    page.add_init_script(WATCH)
    yield page
    page.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_reader_meets_no_refusal(name: str, visit: Visit, watched: Page) -> None:
    """They switch colours, tick a step and search; nothing of it is refused, and all of it works."""
    watched.goto(f"{visit.root}{name}.html")
    watched.locator("label[title='Switch to dark colours']").click()
    expect(watched.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    box = watched.locator("article ol input[type=checkbox]").first
    if box.count():
        box.check(force=True)
        expect(box).to_be_checked()
    field = watched.locator(".md-search__input")
    field.click()
    field.fill("refun")  # search listens to keys
    field.press("d")
    expect(watched.locator(".md-search-result__item").first).to_be_visible()
    assert watched.evaluate("refused") == []


def test_a_video_of_the_site_may_load(visit: Visit, watched: Page) -> None:
    watched.goto(visit.start)
    for address in ("attachments/tour.mp4", "data:video/mp4;base64,AAAA"):
        watched.evaluate(
            "src => new Promise(onerror => Object.assign(document.createElement('video'), {onerror, src}))",
            address,
        )
    assert watched.evaluate("refused") == []


def test_what_does_not_belong_to_the_site_is_refused(visit: Visit, watched: Page) -> None:
    watched.goto(f"{visit.root}404.html" if visit.name == "hosted" else visit.start)
    assert allowed(watched) == []


def allowed(page: Page) -> list[str]:
    """What the policy of a page does not refuse, or not for what it is."""
    tried = {
        what: page.evaluate(TRY.replace("REFUSAL", refusal).replace("ATTEMPT", f"{ADD} {attempt}"))
        for what, (attempt, refusal) in REFUSED.items()
    }
    assert page.evaluate("window.owned") is None
    return [what for what, refused in tried.items() if not refused]


def test_without_the_policy_the_same_would_run(browser: Browser) -> None:
    """Else the test above would prove nothing."""
    page = browser.new_page()
    page.goto("about:blank")
    for what in ("a script", "a handler"):
        attempt, _ = REFUSED[what]
        page.evaluate(f"(() => {{ {ADD} window.owned = 0; {attempt} }})()")
        page.wait_for_function("window.owned == 1")
    page.close()
