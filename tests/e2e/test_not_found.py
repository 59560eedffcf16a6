"""The page for what is not there, as hosts show it: at any address, also of a site in a folder."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.hosting import Quiet, hosting
from tests.e2e.test_policy import WATCH
from tests.host.running import SMALL, succeed
from tests.shared import OPENING

pytestmark = pytest.mark.e2e

DEEP = ("gone.html", "serve/gone.html", "a/b/c/d/", "serve/refunds.html/", "%22%3E%3Cb%3E/../x%2Fy/z")


class Host(Quiet):
    """Shows 404.html of the site at every address that there is not, as GitHub Pages does."""

    def send_error(self, code: int, *_: Any, **__: Any) -> None:
        page = (Path(self.directory) / "runbook" / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page)


@pytest.fixture(scope="module", params=["plain", "encrypted"])
def hosted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site that lies in a folder of its host."""
    shop = tmp_path_factory.mktemp("nowhere") / "shop"
    shutil.copytree(SMALL, shop)
    succeed("outlast", "build", cwd=shop, **(OPENING if request.param == "encrypted" else {}))
    root = shop.parent / "root"
    root.mkdir()
    (shop / "site").rename(root / "runbook")
    with hosting(root, Host) as address:
        yield address


@pytest.mark.parametrize("path", DEEP)
def test_it_leads_to_the_first_page_from_any_depth(path: str, hosted: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 640})
    page.add_init_script(WATCH)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{hosted}runbook/{path}")
    expect(page.locator("h1")).to_have_text("There is no page at this address")
    expect(page.get_by_text("(full edition)")).to_be_visible()
    link = page.get_by_role("link", name="Go to the first page")
    expect(link).to_be_visible()
    assert link.evaluate("link => link.href") == f"{hosted}runbook/index.html"
    assert page.evaluate("[refused, document.documentElement.scrollWidth]") == [[], 360]
    assert not [url for url in asked if not url.startswith(hosted) and not url.startswith("data:")]
    link.click()
    expect(page).to_have_title(re.compile("Start here|Locked page"))
    assert page.url == f"{hosted}runbook/index.html"
    page.close()


def test_an_address_cannot_send_a_reader_to_another_host(hosted: str, browser: Browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{hosted}/evil.example/runbook/gone/x.html")
    expect(page.locator("h1")).to_have_text("There is no page at this address")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith((hosted, "data:"))] == []
    expect(page.get_by_role("link")).to_have_count(0)
    expect(page.get_by_text("delete the end of the address")).to_be_visible()
    page.close()
