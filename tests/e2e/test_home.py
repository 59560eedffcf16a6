"""A hosted copy on a telephone: it opens without a network, whole, and says when a newer one is there."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.hosting import hosting
from tests.envelope.vectors import WORDS
from tests.host.running import SMALL, succeed

KEPT = """async () => {
  await navigator.serviceWorker.ready;
  const found = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) found[request.url] = await (await cache.match(request)).text();
  }
  return found;
}"""

INSTALLING = """async () => {
  const found = await navigator.serviceWorker.getRegistration();
  return Boolean(found && found.installing);
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 700})
    page = context.new_page()
    page.clock.install()
    yield page
    context.close()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small shop with its site/."""
    folder = shutil.copytree(SMALL, tmp_path_factory.mktemp("home") / "shop")
    succeed("mkdocs", "build", "--strict", cwd=folder)
    return folder


@pytest.fixture
def shop(built: Path, tmp_path: Path) -> Path:
    """A copy of it, which a test may change."""
    return shutil.copytree(built, tmp_path / "shop")


def keep(page: Page, address: str) -> dict[str, str]:
    """Stay on a page until the device keeps the copy; what it keeps, by address."""
    page.goto(address)
    page.clock.fast_forward(6000)
    kept: dict[str, str] = page.evaluate(KEPT)
    return kept


def test_a_copy_opens_without_a_network_until_a_newer_one_is_asked_for(page: Page, shop: Path) -> None:
    with hosting(shop / "site") as address:
        kept = keep(page, address)
        assert {address + "index.html", address + "outlast.webmanifest"} <= {*kept}
        assert page.locator("link[rel=manifest]").count() == 1
        page.context.set_offline(True)
        page.goto(address + "people/index.html")
        assert page.locator("h1").inner_text().startswith("People")
        page.context.set_offline(False)
        plan = shop / "plan" / "shop.yml"
        plan.write_text(plan.read_text("utf-8").replace("name: ", "name: New ", 1), "utf-8")
        succeed("mkdocs", "build", "--strict", cwd=shop)
        page.goto(address)
        newer = page.get_by_role("button", name="Show the newer copy")
        newer.wait_for(timeout=20_000)
        lead = page.locator(".ol-lead").first
        expect(lead).to_contain_text("at Small Shop")  # the old copy, whole, until somebody asks
        newer.click()
        expect(lead).to_contain_text("at New Small Shop", timeout=20_000)


def test_an_encrypted_copy_keeps_only_what_is_sealed(page: Page, shop: Path) -> None:
    environment = {"OUTLAST_EDITION": "full", "OUTLAST_PASSPHRASE": WORDS}
    succeed("mkdocs", "build", "--strict", cwd=shop, **environment)
    secret = "Kim Peeters"
    assert secret in (shop / "plan" / "shop.yml").read_text("utf-8")
    with hosting(shop / "site") as address:
        page.goto(address)
        page.get_by_label("Passphrase", exact=False).first.fill(WORDS)
        page.keyboard.press("Enter")
        page.locator(".md-header").wait_for()
        page.clock.fast_forward(6000)
        kept: dict[str, str] = page.evaluate(KEPT)
        assert kept
        assert all(secret not in text for text in kept.values())
        assert '"name": "Runbook"' in kept[address + "outlast.webmanifest"]
        page.context.set_offline(True)
        page.goto(address + "people/index.html")
        page.locator("h1").wait_for()


def test_the_worker_takes_no_file_that_was_changed_on_the_way(page: Page, shop: Path) -> None:
    (shop / "site" / "people" / "index.html").write_text("<h1>Forged</h1>", "utf-8")
    with hosting(shop / "site") as address:
        page.goto(address)
        page.clock.fast_forward(6000)
        page.wait_for_timeout(1500)
        for _ in range(100):  # until it gave up
            if not page.evaluate(INSTALLING):
                break
            page.wait_for_timeout(150)
        assert page.evaluate("async () => (await caches.keys()).length") == 0


def test_a_page_that_is_opened_alone_begins_with_its_text(page: Page, shop: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alone.html"
    shutil.copy(shop / "site" / "people" / "index.html", alone)
    page.goto(alone.as_uri())
    assert page.locator("h1").bounding_box()["y"] < 200  # type: ignore[index]
    sizes = page.eval_on_selector_all(".ol-i", "list => list.map(one => one.getBoundingClientRect().width)")
    assert all(size < 40 for size in sizes)


def test_the_text_is_as_wide_as_the_screen_where_the_page_has_its_styles(page: Page, shop: Path) -> None:
    for width, left in ((360, 300), (1280, 500)):
        page.set_viewport_size({"width": width, "height": 700})
        page.goto((shop / "site" / "people" / "index.html").as_uri())
        assert page.locator("article").bounding_box()["width"] > left  # type: ignore[index]
    expect(page.locator(".md-sidebar--primary")).to_be_in_viewport()
