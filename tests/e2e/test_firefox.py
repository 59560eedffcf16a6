"""The unpacked stick in Firefox, from file:// and without a network."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.firefox import Firefox, running

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def program() -> Iterator[Firefox]:
    with running() as firefox:
        yield firefox


@pytest.fixture
def firefox(program: Firefox) -> Iterator[Firefox]:
    """A tab that fails the test on an error in its console and on any request that leaves the machine."""
    program.wrong.clear()
    yield program
    program.ask("0")  # what was said meanwhile is heard
    assert program.wrong == []


@pytest.fixture
def stick(shop: Path) -> str:
    return (shop / "stick").as_uri()


def test_the_first_page_leads_into_the_runbook(firefox: Firefox, stick: str) -> None:
    firefox.open(f"{stick}/START-HERE.html")
    assert firefox.ask("getComputedStyle(document.querySelector('#zipped')).display") == "none"
    assert firefox.ask("document.querySelector('#age-words').textContent").strip()
    firefox.click("a.go")
    firefox.wait("location.pathname.endsWith('/site/index.html') && document.readyState === 'complete'")
    assert firefox.ask("document.querySelector('h1').textContent").strip() == "Start here"


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ("refund", "serve/refunds.html"),
        ("geld terug", "serve/refunds.html"),
        ("hospital", "founder-in-hospital.html"),
    ],
)
def test_search_finds(query: str, page: str, firefox: Firefox, stick: str) -> None:
    firefox.open(f"{stick}/site/index.html")
    firefox.click(".md-search__input")
    firefox.type(query)
    link = firefox.wait("document.querySelector('a.md-search-result__link')?.getAttribute('href')")
    firefox.wait(f"document.querySelector('a.md-search-result__link').href.includes({page!r})")
    assert link


def test_ticks_survive(firefox: Firefox, stick: str) -> None:
    firefox.open(f"{stick}/site/serve/refunds.html")
    firefox.click(".ol-step__box")
    firefox.wait("/^1 of/.test(document.querySelector('.ol-progress [role=status]').textContent)")
    firefox.reload()
    assert firefox.ask("document.querySelector('.ol-step__box').checked") is True
    assert firefox.ask("document.querySelector('.ol-step__time').textContent").startswith("Done ")


def test_a_message_is_filled_and_copied(firefox: Firefox, stick: str) -> None:
    firefox.open(f"{stick}/site/serve/refunds.html")
    firefox.click("details:has(.ol-msg) > summary")
    firefox.click(".ol-msg [data-ol-fill=order]")
    firefox.type("FF-10482")
    assert "FF-10482" in firefox.ask("document.querySelector('.ol-msg__text:not([hidden])').textContent")
    firefox.click(".ol-msg [data-ol-copy=body]")
    firefox.wait("/Copied/.test(document.querySelector('.ol-msg__foot [role=status]').textContent)")


def test_the_network_is_cut_and_watched(tmp_path: Path) -> None:
    (tmp_path / "free.html").write_text("<h1>A page without a policy</h1>", encoding="utf-8")
    with running() as firefox:  # of its own, since its console speaks of it later, too
        firefox.open((tmp_path / "free.html").as_uri())
        assert firefox.ask("fetch('http://outlast.invalid/').then(() => 'reached', () => 'cut')") == "cut"
        assert "left the machine: http://outlast.invalid/" in firefox.wrong


def test_every_kind_of_page_opens(firefox: Firefox, stick: str, kinds: tuple[str, ...]) -> None:
    for kind in kinds:
        firefox.open(f"{stick}/site/{kind}.html")
        assert firefox.ask("document.querySelectorAll('h1').length") == 1, kind
        assert firefox.ask("document.documentElement.classList.contains('ol-js')"), kind
