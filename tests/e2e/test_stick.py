"""START-HERE.html as it is met: unpacked, inside a zip, in a folder that will not stay, years later."""

import os
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.e2e

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
START = "START-HERE.html"


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """A tab without a network, on the day of the copy."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.clock.set_fixed_time(datetime(2026, 11, 22, 12, tzinfo=UTC))
    yield page
    context.close()


def start(folder: Path) -> str:
    return (folder / START).as_uri()


def test_unpacked_it_leads_on_and_warns_of_nothing(shop: Path, reader: Page) -> None:
    reader.goto(start(shop / "stick"))
    expect(reader.locator("h1")).to_have_text("Fern & Flask runbook: what to do when something is wrong")
    expect(reader.locator("#zipped")).to_be_hidden()
    expect(reader.locator("#passing")).to_be_hidden()
    for link in reader.locator("li a").all():
        assert (shop / "stick" / str(link.get_attribute("href"))).exists()
    assert reader.locator("li a").count() == 9  # two volumes, the card and the kit among them
    reader.get_by_role("link", name="Open the runbook").click()
    expect(reader.locator("article h1")).to_have_text("Start here")


ZIPS = {
    "windows": "AppData/Local/Temp/Temp1_fern-flask-runbook-full-2026-11-22.zip",
    "windows-11": "AppData/Local/Temp/0d9f3c1e-77aa_fern-flask-runbook-full-2026-11-22.zip.e11",
    "7-zip": "AppData/Local/Temp/7zO4C1F0A2B",
    "winrar": "AppData/Local/Temp/Rar$EXa0.123",
    "mac": "private/var/folders/zz/zyxvpxvq6csfxvn_n0000000000000/T/abc",
    "linux": ".cache/.fr-Xy12ab",
}
"""Where programs put what is opened inside a zip."""


@pytest.mark.parametrize("where", ZIPS)
def test_alone_inside_a_zip_it_says_how_to_unpack(
    where: str, shop: Path, tmp_path: Path, reader: Page
) -> None:
    folder = tmp_path / ZIPS[where]
    folder.mkdir(parents=True)
    shutil.copy(shop / "stick" / START, folder)
    reader.goto(start(folder))
    expect(reader.get_by_text("Unpack first.")).to_be_visible()
    expect(reader.get_by_role("link", name="Open the runbook")).to_be_hidden()
    shown = [name for name in ("windows", "mac", "linux") if reader.locator(f"#how-{name}").is_visible()]
    system = {"7-zip": "windows", "winrar": "windows", "windows-11": "windows"}.get(where, where)
    assert shown == [system]


@pytest.mark.parametrize("where", ZIPS)
def test_in_a_folder_that_will_not_stay_it_says_so_and_leads_on(
    where: str, shop: Path, tmp_path: Path, reader: Page
) -> None:
    folder = tmp_path / ZIPS[where]
    shutil.copytree(shop / "stick", folder, copy_function=os.link)
    reader.goto(start(folder))
    expect(reader.get_by_text("This folder will not stay.")).to_be_visible()
    expect(reader.locator("#zipped")).to_be_hidden()
    reader.get_by_role("link", name="Open the runbook").click()
    expect(reader.locator("article h1")).to_have_text("Start here")


@pytest.mark.parametrize("packed", [False, True])
def test_it_needs_no_script(packed: bool, shop: Path, tmp_path: Path, browser: Browser) -> None:
    folder = shop / "stick"
    if packed:
        folder = tmp_path
        shutil.copy(shop / "stick" / START, folder)
    context = browser.new_context(offline=True, java_script_enabled=False)
    page = context.new_page()
    page.goto(start(folder))
    expect(page.locator("#zipped")).to_be_visible(visible=packed)
    expect(page.locator("a.go")).to_be_visible(visible=not packed)
    expect(page.locator("#age")).to_contain_text("Sunday 22 November 2026")
    expect(page.locator("#age")).to_contain_text("It is valid until Saturday 20 February 2027")
    context.close()


AGES = [
    ("2026-11-20", "box", "clock of this computer may be wrong"),
    ("2026-11-21", "box", "made today"),
    ("2026-11-22", "box", "It was made today."),
    ("2026-11-23", "box", "It is 1 day old."),
    ("2026-12-22", "box", "It is 30 days old."),
    ("2026-12-23", "box ageing", "Numbers and limits may have changed"),
    ("2027-02-20", "box ageing", "It is 90 days old"),
    ("2027-02-21", "box old", "It is 91 days old. Look for a newer copy"),
    ("2031-11-22", "box old", "It is 1826 days old. Look for a newer copy"),
]


@pytest.mark.parametrize(("today", "look", "words"), AGES)
def test_it_gets_louder_with_age(today: str, look: str, words: str, shop: Path, reader: Page) -> None:
    reader.clock.set_fixed_time(datetime.fromisoformat(f"{today}T12:00:00+00:00"))
    reader.goto(start(shop / "stick"))
    expect(reader.locator("#age")).to_have_class(look)
    expect(reader.locator("#age")).to_contain_text(words)
    reader.goto(f"{(shop / 'stick/site/serve/refunds.html').as_uri()}")
    state = reader.locator(".ol-age").get_attribute("data-ol-state")
    assert state == {"box": None, "box ageing": "ageing", "box old": "old"}[look]
    expect(reader.locator(".ol-age")).to_contain_text("Valid until Saturday 20 February 2027")


def test_the_first_page_says_how_to_check_the_copy_and_shows_no_number(shop: Path, reader: Page) -> None:
    reader.goto(start(shop / "stick"))
    expect(reader.get_by_text("Use a verify.py from another place")).to_be_visible()
    assert not re.search(r"[0-9a-f]{4}-[0-9a-f]{4}|[0-9a-f]{20}", reader.content())


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("people/index.html", "contacts.vcf"),
        ("people/index.html", "contacts.csv"),
        ("serve/obligations.html", "duties.ics"),
        ("readiness/index.html", "duties.ics"),
    ],
)
def test_files_are_taken_from_their_pages(page: str, file: str, shop: Path, reader: Page) -> None:
    reader.goto((shop / "stick/site" / page).as_uri())
    with reader.expect_download() as taken:
        reader.locator(f"article a[href$='{file}']").click()
    assert taken.value.path().read_bytes() == (shop / "stick" / file).read_bytes()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("today", ["2026-11-22", "2026-12-31", "2027-12-31"])
@pytest.mark.parametrize("packed", [False, True])
def test_axe_finds_nothing_and_it_fits_a_phone(
    packed: bool, today: str, scheme: Any, shop: Path, tmp_path: Path, reader: Page
) -> None:
    folder = shop / "stick"
    if packed:
        folder = tmp_path / ZIPS["windows"]
        folder.mkdir(parents=True)
        shutil.copy(shop / "stick" / START, folder)
    reader.clock.set_fixed_time(datetime.fromisoformat(f"{today}T12:00:00+00:00"))
    reader.emulate_media(color_scheme=scheme)
    reader.set_viewport_size({"width": 360, "height": 780})
    reader.goto(start(folder))
    assert reader.evaluate("document.documentElement.scrollWidth") <= 360
    reader.evaluate(AXE.read_text(encoding="utf-8"))
    found = reader.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    assert [(one["id"], [node["html"][:140] for node in one["nodes"]]) for one in found] == []
