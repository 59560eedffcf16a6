"""An encrypted site that somebody changed: browser and decrypt.py say the same, and open nothing of it."""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from outlast.envelope import decrypt, lock
from playwright.sync_api import Browser, Page, expect

from tests.envelope.vectors import RECOVERY, WORDS, stream
from tests.host.running import SMALL, succeed
from tests.host.sealed import decrypted
from tests.shared import OPENING

pytestmark = pytest.mark.e2e

INDEX = "search/search_index.json.sealed.js"
LIST = "assets/outlast/files.json.sealed.js"


@dataclass(frozen=True)
class Copies:
    """The same shop, encrypted twice with the same phrases and once with another."""

    site: Path
    earlier: Path
    foreign: Path


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Copies:
    folder = tmp_path_factory.mktemp("attacked")
    made = []
    for name, opening in (
        ("foreign", {"OUTLAST_PASSPHRASE": RECOVERY}),
        ("earlier", OPENING),
        ("site", OPENING),
    ):
        shop = folder / name
        shutil.copytree(SMALL, shop)
        succeed("mkdocs", "build", cwd=shop, **opening)
        made.append(shop / "site")
    foreign, earlier, site = made
    return Copies(site, earlier, foreign)


def envelope(file: Path) -> dict[str, object]:
    found = decrypt.PAGE.search(file.read_text(encoding="utf-8"))
    assert found
    told: dict[str, object] = json.loads(found[1])
    return told


def put(file: Path, told: dict[str, object]) -> None:
    """Another envelope into a page."""
    text = file.read_text(encoding="utf-8")
    found = decrypt.PAGE.search(text)
    assert found
    file.write_text(text[: found.start(1)] + json.dumps(told) + text[found.end(1) :], encoding="utf-8")


def rounds(number: str) -> Callable[[Copies, Path], None]:
    def attack(copies: Copies, site: Path) -> None:
        told = envelope(site / "index.html")
        slots = told["slots"]
        assert isinstance(slots, list)
        put(site / "index.html", {**told, "slots": [{**slot, "rounds": number} for slot in slots]})

    return attack


def cut(copies: Copies, site: Path) -> None:
    told = envelope(site / "index.html")
    put(site / "index.html", {**told, "data": str(told["data"])[:4000]})


def another_page(copies: Copies, site: Path) -> None:
    put(site / "index.html", envelope(site / "help" / "index.html"))


def whole_other_page(copies: Copies, site: Path) -> None:
    shutil.copyfile(site / "by-hand.html", site / "index.html")


def data_of_another_build(copies: Copies, site: Path) -> None:
    told, other = envelope(site / "index.html"), envelope(copies.earlier / "index.html")
    put(site / "index.html", {**told, "data": other["data"], "nonce": other["nonce"]})


def page_of_another_phrase(copies: Copies, site: Path) -> None:
    shutil.copyfile(copies.foreign / "index.html", site / "index.html")


def sealed_by_somebody_else(copies: Copies, site: Path) -> None:
    """A page with a lie in it, in an envelope that is whole, made with a phrase that the attacker knows."""
    foreign = lock(["a phrase that the attacker made up"], stream("attack"))
    put(site / "index.html", json.loads(foreign.seal("index.html", b"<h1>Pay to me</h1>", stream("lie"))))


PAGES: dict[str, Callable[[Copies, Path], None]] = {
    "fewer rounds": rounds("1000"),
    "just too few rounds": rounds("599999"),
    "so many rounds that a browser would stand still": rounds("2000000000"),
    "cut": cut,
    "the envelope of another page": another_page,
    "another page": whole_other_page,
    "what an earlier build held": data_of_another_build,
    "a page that another phrase opens": page_of_another_phrase,
    "a page that was sealed by somebody else": sealed_by_somebody_else,
}


def attacked(copies: Copies, tmp_path: Path, attack: Callable[[Copies, Path], None]) -> Path:
    site = tmp_path / "site"
    shutil.copytree(copies.site, site)
    attack(copies, site)
    return site


def visited(browser: Browser, site: Path) -> Page:
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    page.get_by_label("Passphrase, or recovery phrase").fill(WORDS)
    page.get_by_role("button", name="Open").click()
    return page


def refused_by_decrypt(site: Path, tmp_path: Path) -> None:
    done = decrypted(site / "decrypt.py", WORDS, str(site), str(tmp_path / "open"))
    assert done.returncode == 1
    assert decrypt.not_opened() in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "open").exists()


@pytest.mark.parametrize("what", PAGES)
def test_a_changed_page_says_the_one_message(
    what: str, copies: Copies, tmp_path: Path, browser: Browser
) -> None:
    site = attacked(copies, tmp_path, PAGES[what])
    page = visited(browser, site)
    expect(page.locator("#status.wrong")).to_contain_text("This did not open.", timeout=30_000)
    expect(page.locator("#status")).to_contain_text(
        re.compile("passphrase is wrong, or this copy was changed")
    )
    expect(page).to_have_title("Locked page")
    assert page.evaluate("sessionStorage.length") == 0, "nothing is kept of what did not open"
    page.close()
    refused_by_decrypt(site, tmp_path)


def index_cut(copies: Copies, site: Path) -> None:
    text = (site / INDEX).read_text(encoding="utf-8")
    (site / INDEX).write_text(text[: len(text) // 2], encoding="utf-8")


def index_emptied(copies: Copies, site: Path) -> None:
    (site / INDEX).write_text("", encoding="utf-8")


def index_of_another_path(copies: Copies, site: Path) -> None:
    text = (site / LIST).read_text(encoding="utf-8")
    (site / INDEX).write_text(
        text.replace('"assets/outlast/files.json"', '"search/search_index.json"', 1), encoding="utf-8"
    )


def index_of_another_build(copies: Copies, site: Path) -> None:
    shutil.copyfile(copies.earlier / INDEX, site / INDEX)


SEARCH = (index_cut, index_emptied, index_of_another_path, index_of_another_build)


@pytest.mark.parametrize("attack", SEARCH, ids=lambda attack: str(attack.__name__))
def test_a_changed_index_is_told_and_the_page_opens_without_it(
    attack: Callable[[Copies, Path], None], copies: Copies, tmp_path: Path, browser: Browser
) -> None:
    site = attacked(copies, tmp_path, attack)
    page = visited(browser, site)
    expect(page.get_by_role("alert")).to_contain_text("missing, damaged or from another copy", timeout=30_000)
    expect(page.locator("h1")).to_contain_text("Start here")
    page.close()
    refused_by_decrypt(site, tmp_path)


def test_untouched_it_opens(copies: Copies, tmp_path: Path, browser: Browser) -> None:
    """Else the tests above would prove nothing."""
    site = attacked(copies, tmp_path, lambda copies, site: None)
    page = visited(browser, site)
    expect(page.locator("h1")).to_contain_text("Start here", timeout=30_000)
    expect(page.get_by_role("alert")).to_have_count(0)
    page.close()
    assert decrypted(site / "decrypt.py", WORDS, str(site), str(tmp_path / "open")).returncode == 0
