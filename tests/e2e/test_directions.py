"""Long words, and languages from right to left, on a telephone: a small shop in two that nobody speaks."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from outlast.build import LANGUAGE
from outlast.bundle.start import SIGN, beside, start_pages
from outlast.envelope import lock
from outlast.host.marker import Marker
from outlast.host.sealing import Seal, seal_files
from outlast.languages import language, speaker
from outlast.mkdocs_plugin.run import build_site
from playwright.sync_api import Page

from tests.e2e.conftest import Visit
from tests.envelope.vectors import ROUNDS, WORDS, stream
from tests.host.running import SMALL
from tests.languages.pseudo import pseudo

pytestmark = pytest.mark.e2e
PATHS = ("wallet-card.pdf", "contacts.vcf", "verify.py")
PAGES = (
    "index",
    "serve/index",
    "serve/refunds",
    "restore/counter",
    "scenarios/founder-away",
    "people/index",
    "people/kim",
    "incident-log",
    "readiness/index",
    "help/index",
    "help/words",
)
WRONG = """() => {
    const root = document.documentElement, wide = root.clientWidth, found = [];
    if (root.scrollWidth > wide) found.push(`page: ${root.scrollWidth}`);
    const scrolls = (node) => node && node !== document.body
        && (getComputedStyle(node).overflowX !== "visible" || scrolls(node.parentElement));
    for (const node of document.querySelectorAll("main :is(p, li, a, button, h1, h2, h3, dd, td, summary)")) {
        const box = node.getBoundingClientRect(), words = node.textContent.trim().slice(0, 40);
        if (!box.width || node.closest(".ol-vh, .md-sidebar") || scrolls(node)) continue;
        if (box.left < -1 || box.right > wide + 1) found.push(`${node.tagName}: ${words}`);
        if (node.matches("button, .ol-btn, summary") && box.height < 43) found.push(`low: ${words}`);
    }
    return found;
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Every sentence half as long again: from left to right as in Finland, and from right to left in ar/."""
    folder = tmp_path_factory.mktemp("directions") / "shop"
    shutil.copytree(SMALL, folder)
    (long,) = pseudo("lengthened").catalogues
    known, catalogue = language._folders(), language.catalogue
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "_folders", lambda: (*known, "ar", "fi"))
        patch.setattr(language, "catalogue", lambda name: long if name in ("ar", "fi") else catalogue(name))
        patch.setenv(LANGUAGE, "fi,ar")
        speaker.cache_clear()
        built = build_site(folder / "mkdocs.yml", strict=False).folder
        locked = built.parent / "locked"
        for page in (locked / "index.html", locked / "ar" / "index.html"):
            page.parent.mkdir()
            page.write_text("<h1>Here</h1>", encoding="utf-8")
        seal = Seal(lock([WORDS], stream("turned"), ROUNDS), frozenset(), stream("files"))
        seal_files(locked, seal, languages=tuple(each for code in ("fi", "ar") if (each := speaker(code))))
        (built / SIGN.removeprefix("site/")).write_text(".unpacked{display:block}", encoding="utf-8")
        marker = Marker("Shop 4711", "team", date(2026, 11, 22), "1.2.3", True, None, "fi", ("ar",))
        for name, content in start_pages(marker, lambda at: beside(PATHS, at)).items():
            (built.parent / name).write_bytes(content)
        yield built
    speaker.cache_clear()


@pytest.fixture
def visit(site: Path) -> Visit:
    root = site.parent.as_uri() + "/"
    return Visit("stick", root, root)


@pytest.mark.parametrize(("folder", "direction"), [("", "ltr"), ("ar/", "rtl")])
def test_long_words_fit_on_a_telephone_in_both_directions(
    folder: str, direction: str, visit: Visit, page: Page
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    start = f"START-HERE.{folder[:-1]}" if folder else "START-HERE"
    for path in (start, f"locked/{folder}index", *(f"site/{folder}{each}" for each in PAGES)):
        page.goto(f"{visit.root}{path}.html")
        assert page.evaluate("getComputedStyle(document.body).direction") == direction
        assert page.evaluate(WRONG) == [], path
