"""An encrypted copy of the example in a browser: over http and from a disk."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from outlast.envelope import decrypt, lock
from outlast.host.sealing import Seal, seal_files
from outlast.languages import speaking
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.e2e.conftest import Visit, hosted_only
from tests.e2e.hosting import hosting
from tests.e2e.test_policy import WATCH, allowed
from tests.envelope.vectors import RECOVERY, WORDS
from tests.host.running import ROOT, SMALL, succeed
from tests.languages.pseudo import accented, pseudo
from tests.shared import OPENING, sealed_example

pytestmark = pytest.mark.e2e

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
DAMAGED, SWAPPED, MIXED = "serve/watering.html", "serve/vat.html", "help/index.html"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The encrypted site; three of its pages were changed afterwards."""
    folder = tmp_path_factory.mktemp("locked")
    site = shutil.copytree(sealed_example() / "site", folder / "site")
    damaged = (site / DAMAGED).read_text(encoding="utf-8")
    (site / DAMAGED).write_text(re.sub(r'("data":")(.)', flip, damaged), encoding="utf-8")
    shutil.copyfile(site / "serve" / "refunds.html", site / SWAPPED)
    small = shutil.copytree(SMALL, folder / "small")
    succeed("outlast", "build", cwd=small, **OPENING)
    shutil.copyfile(small / "site" / MIXED, site / MIXED)  # of another build, with the same phrases
    return site


def flip(found: re.Match[str]) -> str:
    return found[1] + ("B" if found[2] == "A" else "A")


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    with hosting(site) as address:
        yield address


@pytest.fixture(params=["hosted", "stick"])
def visit(request: pytest.FixtureRequest, site: Path, served: str) -> Visit:
    """The two ways to it. `page` watches for errors and for requests that leave the machine."""
    root = served if request.param == "hosted" else site.as_uri() + "/"
    return Visit(request.param, root, root)


def unlock(page: Page, phrase: str = WORDS) -> None:
    page.get_by_label("Passphrase, or recovery phrase").fill(phrase)
    page.get_by_role("button", name="Open").click()


def test_one_prompt_opens_all_pages_of_a_visit_and_search_and_ticks_stay(visit: Visit, page: Page) -> None:
    page.goto(f"{visit.root}serve/refunds.html#questions")
    expect(page).to_have_title("Locked page")
    unlock(page)
    expect(page.locator("h1")).to_have_text("Refund customers")
    expect(page).to_have_title(re.compile("Refund customers"))
    expect(page.locator("#questions")).to_be_in_viewport()
    box = page.locator(".ol-step__box").first
    box.check()
    page.reload()
    expect(box).to_be_checked()
    page.locator(".md-header .md-logo").click()
    expect(page.locator("h1")).to_contain_text("Start here")
    field = page.locator(".md-search__input")
    field.click()
    field.fill("parce")
    field.press("l")
    first = page.locator(".md-search-result__item").first.locator("a.md-search-result__link").first
    first.wait_for(state="visible", timeout=15_000)
    first.click()
    expect(page.locator("h1")).to_have_text("Pack and ship")
    expect(page.locator("article mark").first).to_be_visible()
    page.reload()
    expect(page.locator("h1")).to_have_text("Pack and ship")
    page.go_back()
    expect(page.locator("h1")).to_contain_text("Start here")


def test_the_recovery_phrase_opens_it_however_it_is_typed(visit: Visit, page: Page) -> None:
    page.goto(f"{visit.root}index.html")
    unlock(page, f"  {RECOVERY.replace(' ', '   ')} ".replace("uncut", "uncutt"))
    expect(page.locator("#status.wrong")).to_contain_text("Check word 6: it is not on the list of words")
    unlock(page, f"  {RECOVERY.title().replace(' ', '-')}. ")
    expect(page.locator("h1")).to_contain_text("Start here")


def test_a_wrong_phrase_and_a_changed_page_say_the_same(visit: Visit, page: Page) -> None:
    said = []
    page.goto(f"{visit.root}index.html")
    unlock(page, "a phrase that nobody ever drew")
    expect(page.locator("#status.wrong")).to_be_visible()
    said.append(page.locator("#status").inner_text())
    for path in (DAMAGED, SWAPPED):
        page.goto(f"{visit.root}{path}")
        unlock(page)
        expect(page.locator("#status.wrong")).to_be_visible()
        said.append(page.locator("#status").inner_text())
    assert len(set(said)) == 1
    assert "changed or damaged" in said[0]
    page.goto(f"{visit.root}{MIXED}")  # it is whole, but of another build: the phrase opens it, and says so
    unlock(page)
    expect(page.get_by_role("alert")).to_contain_text("Search finds nothing")


def test_a_changed_page_does_not_open_within_a_visit_either(visit: Visit, page: Page) -> None:
    page.goto(f"{visit.root}index.html")
    unlock(page)
    expect(page.locator("h1")).to_contain_text("Start here")
    for path in (DAMAGED, SWAPPED):
        page.goto(f"{visit.root}{path}")
        expect(page.locator("#status.wrong")).to_contain_text("changed or damaged")
    page.goto(f"{visit.root}{MIXED}")
    expect(page.get_by_role("button", name="Open")).to_be_visible()
    page.goto(f"{visit.root}serve/refunds.html")
    expect(page.locator("h1")).to_have_text("Refund customers")


def test_the_phrase_is_kept_nowhere_and_it_can_be_locked_again(visit: Visit, page: Page) -> None:
    page.goto(f"{visit.root}index.html")
    unlock(page)
    expect(page.locator("h1")).to_contain_text("Start here")
    kept = page.evaluate(
        "JSON.stringify([location.href, document.cookie, {...localStorage}, {...sessionStorage}, name])"
    )
    assert not any(word in kept for word in WORDS.split())
    (key,) = (
        value
        for name, value in page.evaluate("Object.entries(sessionStorage)")
        if name.startswith("outlast:")
    )
    assert len(key) == 44, "32 bytes: the key of this build and nothing else"
    assert key not in json.dumps(page.evaluate("({...localStorage})"))
    page.get_by_role("button", name="Lock this copy again").click()
    expect(page.get_by_role("button", name="Open")).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0
    page.goto(f"{visit.root}serve/refunds.html")
    expect(page).to_have_title("Locked page")


def test_pictures_are_seen_and_files_can_be_fetched_also_attached_ones_which_are_sealed(
    visit: Visit, site: Path, page: Page
) -> None:
    page.goto(f"{visit.root}house.html")
    unlock(page)
    picture = page.get_by_alt_text("House")
    expect(picture).to_be_visible()
    assert picture.evaluate("e => e.complete && e.naturalWidth") == 1
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Prices").click()
    assert waiting.value.suggested_filename == "prices.csv"
    assert Path(waiting.value.path()).read_text(encoding="utf-8") == "marzipan;12\n"
    there = [file.name for file in (site / "attachments").rglob("*") if file.is_file()]
    assert len(there) > 3
    assert [name for name in there if not name.endswith(".sealed.js")] == []
    page.goto(f"{visit.root}serve/shipping.html")
    picture = page.locator(".ol-files img")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("e => e.naturalWidth") > 300
    page.goto(f"{visit.root}people/documents.html")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Packing list to print").click()
    assert waiting.value.suggested_filename == "packing-list-to-print.pdf"
    assert waiting.value.path().read_bytes() == (ROOT / "plan/files/packing-list.pdf").read_bytes()


@hosted_only
def test_servers_may_leave_out_the_ends_of_addresses(visit: Visit, page: Page, site: Path) -> None:
    files = {
        f"{visit.root}serve/refunds": "serve/refunds.html",
        f"{visit.root}serve/refunds.html?utm=1": "serve/refunds.html",
        f"{visit.root}serve/": "serve/index.html",
        visit.root: "index.html",
        f"{visit.root}serve/?a=/b/": "serve/index.html",
    }
    page.route(lambda url: url in files, lambda route: route.fulfill(path=site / files[route.request.url]))
    for number, address in enumerate(files):
        page.goto(address)
        if not number:  # the key of the visit opens the others, at the same places
            unlock(page)
        expect(page.locator("h1#page-title"), address).to_be_visible()


def test_an_empty_phrase_is_not_tried(visit: Visit, page: Page) -> None:
    page.goto(f"{visit.root}index.html")
    unlock(page, "   ")
    expect(page.locator("#status")).to_have_text("Type the passphrase first.")
    page.get_by_label("Show what I type").check()
    expect(page.locator("#phrase")).to_have_attribute("type", "text")


def test_the_locked_page_on_paper_says_that_it_is_locked(visit: Visit, page: Page) -> None:
    page.goto(f"{visit.root}index.html")
    page.emulate_media(media="print")
    expect(page.get_by_text("This paper is empty")).to_be_visible()
    expect(page.locator("form")).to_be_hidden()


@hosted_only
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_locked_page(scheme: Any, visit: Visit, page: Page) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{visit.root}index.html")
    for phrase in ("", "wrong phrase"):
        unlock(page, phrase)
        expect(page.locator("#status.wrong")).to_be_visible()
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    unlock(page)
    page.get_by_role("button", name="Lock this copy again").scroll_into_view_if_needed()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    assert [one["id"] for one in found] == []


@pytest.fixture
def watched(context: BrowserContext) -> Iterator[Page]:
    """A tab that writes down what the policy refuses, and may have errors."""
    page = context.new_page()
    page.add_init_script(WATCH)
    yield page
    page.close()


def test_a_reader_of_opened_pages_meets_no_refusal(visit: Visit, page: Page) -> None:
    """Neither while it is locked nor after: they open it, switch colours, tick, search and go on.

    A refusal is an error in the console, for which `page` fails.
    """
    page.goto(f"{visit.root}serve/refunds.html")
    unlock(page)
    expect(page.locator("h1")).to_have_text("Refund customers")
    page.locator("label[title='Switch to dark colours']").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.locator(".ol-step__box").first.check()
    field = page.locator(".md-search__input")
    field.click()
    field.fill("parce")
    field.press("l")
    page.locator(".md-search-result__item").first.wait_for(state="visible", timeout=15_000)
    page.goto(f"{visit.root}house.html")
    expect(page.get_by_alt_text("House")).to_be_visible()
    expect(page.locator("#run")).to_have_text("It ran")
    expect(page.locator("#run")).to_have_css("order", "7")


@pytest.mark.parametrize("opened", [False, True], ids=["locked", "opened"])
def test_what_was_not_sealed_is_refused(opened: bool, visit: Visit, watched: Page) -> None:
    """A page that is written by a script has the policy of the page that stood there, and its own."""
    watched.goto(f"{visit.root}index.html")
    if opened:
        unlock(watched)
        expect(watched.locator("h1")).to_contain_text("Start here")
        watched.evaluate(WATCH)  # opening takes away who listened
    assert watched.evaluate("refused") == []
    assert allowed(watched) == []


def test_a_locked_page_speaks_the_language_of_its_copy(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<h1>Here</h1>", encoding="utf-8")
    with speaking(pseudo()):
        seal_files(tmp_path, Seal(lock([WORDS], os.urandom), frozenset(), os.urandom))
    page = browser.new_page()
    page.goto((tmp_path / "index.html").as_uri())
    expect(page.locator("html")).to_have_attribute("lang", "qps")
    seen = page.locator("main").inner_text().replace("https", "").replace("http", "")
    assert not re.search("[a-z]{2}", seen), seen
    page.locator("#phrase").fill(RECOVERY.replace("uncut", "uncutt"))
    page.locator("form button").click()
    wrong = page.locator("#status.wrong")
    expect(wrong).to_contain_text(f"{accented('Check word ')}6: ", timeout=30_000)
    expect(wrong).to_contain_text(accented("This did not open."))
    page.close()


def test_without_javascript_it_explains(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    expect(page.get_by_text("Switch JavaScript on")).to_be_visible()
    expect(page.locator("form")).to_be_hidden()
    context.close()


def test_over_plain_http_it_explains(browser: Browser, site: Path) -> None:
    """Browsers have no WebCrypto there. `localhost` would count as secure, so a name of its own is played."""
    context = browser.new_context()
    page = context.new_page()

    def serve(route: Route) -> None:
        route.fulfill(path=site / route.request.url.removeprefix("http://shop.example/"))

    page.route("http://shop.example/**", serve)
    page.goto("http://shop.example/serve/refunds.html")
    expect(page.get_by_text("not secure")).to_be_visible()
    expect(page.locator("form")).to_be_hidden()
    context.close()


def test_an_opened_page_is_what_was_sealed(site: Path) -> None:
    """The site of these tests is a real one: 1,000,000 rounds, and the limits of every reader."""
    text = (site / "serve" / "refunds.html").read_text(encoding="utf-8")
    found = decrypt.PAGE.search(text)
    assert found
    assert b"Refund customers" in decrypt.open_sealed(found[1], WORDS, "serve/refunds.html")


def test_an_incident_runs_on_opened_pages(visit: Visit, page: Page) -> None:
    page.goto(f"{visit.root}scenarios/founder-in-hospital.html")
    unlock(page)
    page.get_by_role("button", name="start an incident").click()
    whole = page.locator(".ol-step").first
    whole.locator(".ol-step__box").first.click()
    expect(whole.locator(".ol-step__time").first).to_contain_text("5 of 5 steps inside are still open")
    for box in whole.locator(".ol-in .ol-step__box").all():
        box.check()
    expect(whole.locator(".ol-step__box").first).to_be_checked()
    page.get_by_role("link", name="Open the log").first.click()
    expect(page.locator(".ol-log__entries > li")).not_to_have_count(0)
    expect(page.locator(".ol-log__entries")).to_contain_text("Incident started")
    expect(page.get_by_text("The log is not encrypted")).to_be_visible()
    page.get_by_label("Add a note: what happened").fill("Opened")
    page.get_by_role("button", name="Add to the log").click()
    page.reload()
    expect(page.locator(".ol-log__entries")).to_contain_text("Opened")
