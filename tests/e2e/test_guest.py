"""A runbook at a path of another site, in a browser: its pages work, and those of the host are left alone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.hosting import hosting
from tests.e2e.test_policy import WATCH
from tests.host.running import succeed
from tests.host.test_guest import host

pytestmark = pytest.mark.e2e

PALETTE = "  palette: {scheme: custom, primary: pink}\n  font: false\n"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = host(tmp_path_factory.mktemp("guest"))
    settings = folder / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").replace("theme:\n", f"theme:\n{PALETTE}")
    settings.write_text(text, encoding="utf-8")
    own = "[data-md-color-scheme=custom] { --md-default-bg-color: #102030; --md-default-fg-color: #f0f0e0 }"
    (folder / "docs" / "own.css").write_text(own, encoding="utf-8")
    succeed("mkdocs", "build", cwd=folder)
    with hosting(Path(folder / "site")) as served:
        # The sitemap, by which instant navigation chooses, names the address that is in mkdocs.yml.
        sitemap = folder / "site" / "sitemap.xml"
        sitemap.write_text(
            sitemap.read_text(encoding="utf-8").replace("https://docs.example/", served), encoding="utf-8"
        )
        yield served


def is_the_same_document(page: Page) -> bool:
    return bool(page.evaluate("window.mark === 1"))


def test_pages_of_the_runbook_are_loaded_whole_in_both_directions(address: str, browser: Browser) -> None:
    page = browser.new_page()
    page.add_init_script(WATCH)
    page.goto(address)
    page.evaluate("window.mark = 1")
    page.get_by_role("link", name="Refunds").click()
    expect(page.locator("h1")).to_have_text("Refund customers")
    assert not is_the_same_document(page)
    expect(page.locator("html")).to_have_class(re.compile(r"\bol-js\b"))  # the scripts come after the heading
    assert page.evaluate("refused") == []
    page.evaluate("window.mark = 1")
    page.locator(".md-logo").first.click()
    expect(page.locator("h1")).to_have_text("Docs")
    assert not is_the_same_document(page), "else the policy of the runbook would go along"
    page.close()


def test_the_host_keeps_instant_navigation(address: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1300, "height": 800})
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.evaluate("window.mark = 1")
    page.locator(".md-nav--primary a[href$='help/guide/']").evaluate("link => link.click()")
    expect(page.locator("h1")).to_have_text("Guide")
    assert is_the_same_document(page)
    page.close()


def test_a_guest_takes_the_colours_of_its_host(address: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{address}help/runbook/serve/refunds/")
    colours = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, "
        "getComputedStyle(document.querySelector('.md-typeset h1')).color, "
        "getComputedStyle(document.querySelector('.md-header')).backgroundColor]"
    )
    assert colours == ["rgb(16, 32, 48)", "rgb(240, 240, 224)", "rgb(233, 32, 99)"]
    page.close()
