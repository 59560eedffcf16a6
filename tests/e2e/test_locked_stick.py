"""The encrypted stick, opened with a double click and without a network, in Chromium and in Firefox."""

import io
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader

from tests.e2e.conftest import Visit
from tests.e2e.firefox import running
from tests.e2e.test_locked import unlock
from tests.envelope.vectors import WORDS
from tests.host.running import SMALL, contents, succeed
from tests.shared import OPENING

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small shop with a duty, and its encrypted stick in stick/."""
    folder = tmp_path_factory.mktemp("locked-stick") / "shop"
    shutil.copytree(SMALL, folder)
    plan = folder / "plan" / "shop.yml"
    with plan.open("a", encoding="utf-8") as written:
        written.write("\nobligations: {rent: {name: Rent, due: every month on 1, by: kim}}\n")
    succeed("outlast", "bundle", "--edition", "full", cwd=folder, **OPENING)
    (file,) = (folder / "dist").iterdir()
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder / "stick")
    return folder


@pytest.fixture
def visit(shop: Path) -> Visit:
    """`page` watches for errors and for requests that leave the stick."""
    start = (shop / "stick/START-HERE.html").as_uri()
    return Visit("stick", start, start.replace("START-HERE.html", "site/"))


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that is cut off from the network."""
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
    yield context
    context.close()


def test_from_the_first_page_to_search_and_ticks(visit: Visit, page: Page) -> None:
    page.goto(visit.start)
    expect(page.get_by_text("It is locked.")).to_be_visible()
    assert "Small" not in page.content()
    page.get_by_role("link", name="Open the runbook").click()
    unlock(page)
    expect(page.locator("article h1")).to_have_text("Start here")
    field = page.locator(".md-search__input")
    field.click()
    field.fill("refun")
    field.press("d")
    first = page.locator('a.md-search-result__link[href*="serve/refunds"]').first
    first.wait_for(state="visible", timeout=15_000)
    first.click()
    expect(page.locator("h1")).to_have_text("Refund customers")
    box = page.locator(".ol-step__box").first
    box.check()
    page.reload()
    expect(box).to_be_checked()


def test_files_to_take_along_open_with_the_same_phrase(visit: Visit, page: Page, shop: Path) -> None:
    page.goto(visit.start)
    page.get_by_role("link", name="Files to take along").click()
    unlock(page)
    expect(page.locator("h1")).to_have_text("Files to take along")
    fetched = {}
    for name in ("binder-1-first-week.pdf", "wallet-card.pdf", "contacts.vcf", "duties.ics", "plan.zip"):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=name).click()
        assert waiting.value.suggested_filename == name
        fetched[name] = Path(waiting.value.path()).read_bytes()
    assert len(PdfReader(io.BytesIO(fetched["binder-1-first-week.pdf"])).pages) > 5
    assert fetched["contacts.vcf"].startswith(b"BEGIN:VCARD")
    with zipfile.ZipFile(io.BytesIO(fetched["plan.zip"])) as archive:
        plan = {path.removeprefix("plan/"): archive.read(path) for path in archive.namelist()}
    assert plan == contents_of(shop / "plan")
    page.get_by_role("link", name="Open the runbook").click()
    expect(page.locator("article h1")).to_have_text("Start here")


def contents_of(folder: Path) -> dict[str, bytes]:
    return {path: (folder / path).read_bytes() for path in contents(folder)}


def test_it_opens_in_firefox(shop: Path) -> None:
    with running() as firefox:
        firefox.open((shop / "stick/START-HERE.html").as_uri())
        firefox.click("a.go")
        firefox.wait("location.pathname.endsWith('/site/index.html') && !!document.querySelector('#phrase')")
        firefox.wait("!document.querySelector('form').hidden")
        firefox.click("#phrase")
        firefox.type(WORDS)
        firefox.click("form button[type=submit]")
        firefox.wait("document.querySelector('article h1')?.textContent.trim() === 'Start here'")
        firefox.click(".md-search__input")
        firefox.type("refund")
        firefox.wait("document.querySelector('a.md-search-result__link')?.href.includes('serve/refunds')")
        firefox.click("a.md-search-result__link[href*='serve/refunds']")
        firefox.wait("!!document.querySelector('.ol-step__box')")
        firefox.click(".ol-step__box")
        firefox.wait("/^Done /.test(document.querySelector('.ol-step__time').textContent)")
        firefox.reload()
        firefox.wait("document.querySelector('.ol-step__box')?.checked")
        assert firefox.wrong == []
