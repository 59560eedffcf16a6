"""The example shop, built and unpacked once, and a browser that fails a test on anything unexpected."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests import shared
from tests.e2e.hosting import Light, hosting

# The stick holds the very files of the site (tests/host/test_site.py): what is about words is looked at once.
hosted_only = pytest.mark.parametrize("visit", ["hosted"], indirect=True)
light_only = pytest.mark.parametrize("visit", ["light"], indirect=True)
stick_only = pytest.mark.parametrize("visit", ["stick"], indirect=True)


@dataclass(frozen=True)
class Visit:
    """A way to the example site, as a reader has it."""

    name: str
    start: str
    """The address that they open first: the site itself, or START-HERE.html of the stick."""
    root: str
    """Where the site's own index.html lies, with a slash at its end."""


@pytest.fixture(scope="session")
def shop() -> Path:
    """A copy of the example with site/ and an unpacked stick/."""
    return shared.example_stick()


@pytest.fixture(scope="session")
def kinds(shop: Path) -> tuple[str, ...]:
    """The path of one page of each kind, and of those by hand: a new kind is among them by itself.

    Things of one collection have pages of one kind; every other page is a kind of its own.
    """
    things = shared.example_plan().things
    first: dict[str, str] = {}
    for page in shared.example_pages().pages:
        thing = things.get(page.path.rpartition("/")[2])
        first.setdefault(thing.collection if thing else page.path, page.path)
    by_hand = sorted(page.stem for page in (shop / "docs" / "runbook").glob("*.md"))
    return (*first.values(), *by_hand)


@pytest.fixture(scope="session")
def hosted(shop: Path) -> Iterator[str]:
    """The address of site/ on this machine."""
    with hosting(shop / "site") as address:
        yield address


@pytest.fixture(scope="session")
def light(shop: Path) -> Iterator[str]:
    """The address of site/ without the script of the theme."""
    with hosting(shop / "site", Light) as address:
        yield address


@pytest.fixture(scope="session", params=["hosted", "stick"])
def visit(request: pytest.FixtureRequest, shop: Path, hosted: str) -> Visit:
    """Both ways to the site: over http, and from the unpacked zip without a network; or as `Light` says."""
    if request.param == "hosted":
        return Visit("hosted", hosted, hosted)
    if request.param == "light":
        address = request.getfixturevalue("light")
        return Visit("light", address, address)
    (start,) = (shop / "stick").rglob("START-HERE.html")
    return Visit("stick", start.as_uri(), (start.parent / "site").as_uri() + "/")


@pytest.fixture
def context(browser: Browser, visit: Visit) -> Iterator[BrowserContext]:
    """A reader's browser: fresh, and cut off from the network when they read from a stick."""
    context = browser.new_context(offline=visit.name == "stick", viewport={"width": 1280, "height": 900})
    if visit.name == "hosted":
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=visit.root.rstrip("/"))
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, visit: Visit) -> Iterator[Page]:
    """A tab that fails the test on an error in its console and on any request that leaves the machine."""
    wrong: list[str] = []
    here = visit.start[: visit.start.rindex("/") + 1]  # a stick is all that its reader has
    allowed = ("data:", "blob:", "about:", here)

    def console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            wrong.append(f"console {message.type}: {message.text}")

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a page left before all of it was there
            wrong.append(f"failed: {request.url} {request.failure}")

    def requested(request: Request) -> None:
        if not request.url.startswith(allowed):
            wrong.append(f"left the machine: {request.url}")

    page = context.new_page()
    page.on("console", console)
    page.on("pageerror", lambda error: wrong.append(f"page error: {error}"))
    page.on("requestfailed", failed)
    page.on("request", requested)
    yield page
    assert not wrong, "\n".join(wrong)
