"""Pages put together from what is known: the same bytes as if all were made anew."""

import random
import re
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from outlast import kept
from outlast.host.refusal import Failure
from outlast.mkdocs_plugin import finished
from outlast.mkdocs_plugin.fast import hindered
from outlast.mkdocs_plugin.finished import FinishedPages
from outlast.mkdocs_plugin.run import build_site
from outlast.mkdocs_plugin.spliced import Spliced

from tests.builders import edited
from tests.host.running import DAY, contents
from tests.host.test_works_with import DATES, LATE_HTML, with_hook

DIFFERS = "made anew"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OUTLAST_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    return tmp_path / "cache" / "pages"


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages of which something was kept, as they are looked for."""
    pages: list[str] = []
    look = FinishedPages.look

    def looked(self: FinishedPages, page: Any, nav: Any) -> Any:
        usable = look(self, page, nav)
        pages.extend([page.url] if self._found else [])
        return usable

    monkeypatch.setattr(FinishedPages, "look", looked)
    return pages


def said(shop: Path, fast: str = "verify", **changes: str) -> Path:
    """The settings of a shop, with other values."""
    file = shop / "mkdocs.yml"
    text = re.sub("\n      fast: .*", "", file.read_text(encoding="utf-8"))
    text = text.replace("      edition: full", f"      edition: full\n      fast: {fast}")
    for key, value in changes.items():
        text = re.sub(rf"(?m)^{key}: .*\n|\Z", f"{key}: {value}\n", text, count=1)
    file.write_text(text, encoding="utf-8")
    return file


def test_after_random_edits_pages_are_those_of_a_clean_build(
    shop: Path, found: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    dice, plan, failed = random.Random(20), shop / "plan/shop.yml", 0
    settings = said(shop)
    for number in range(12):
        text = plan.read_text(encoding="utf-8")
        plan.write_text(edited(text, dice), encoding="utf-8")
        if number % 5 == 4:
            said(shop, site_name=f"Shop {number}")
        try:
            build_site(settings, strict=False)
        except Failure:
            failed += 1
            plan.write_text(text, encoding="utf-8")
        assert DIFFERS not in caplog.text
    assert failed < 6
    assert len(found) > 40, "nothing was kept"


def test_a_page_that_says_the_same_is_not_made_again(shop: Path, found: list[str], place: Path) -> None:
    """Though the settings of the whole site, or the title of another page, may change all of them."""
    settings, plan = said(shop, "yes"), shop / "plan/shop.yml"
    first = contents(build_site(settings, strict=False).folder)
    assert not found
    assert contents(build_site(settings, strict=False).folder) == first
    pages = len(found)
    assert pages == len(list(place.iterdir())) > 10
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("Open the order", "Open their order"), encoding="utf-8")
    build_site(settings, strict=False)
    assert pages < len(found) < 2 * pages
    known = len(found)
    plan.write_text(text.replace("Give customers their money back", "Give money back"), encoding="utf-8")
    build_site(settings, strict=False)
    assert known + pages / 2 < len(found) < known + pages
    known = len(found)
    build_site(said(shop, "yes", site_name="Another"), strict=False)
    plan.write_text(text.replace("Refund customers", "Give money back"), encoding="utf-8")
    build_site(settings, strict=False)
    assert len(found) == known


def test_what_is_kept_holds_no_words_of_a_plan(shop: Path, place: Path) -> None:
    build_site(said(shop, "yes"), strict=False)
    for file in place.iterdir():
        assert b"<" + b"html" not in file.read_bytes()
        assert b"Refund" not in file.read_bytes()


@pytest.mark.parametrize("urls", ["true", "false"])
def test_the_navigation_of_a_section_is_rendered_once(
    shop: Path, urls: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    filled = Mock(side_effect=Spliced._filled)
    monkeypatch.setattr(Spliced, "_filled", lambda *given: filled(*given))
    build_site(said(shop, use_directory_urls=urls), strict=False)
    assert DIFFERS not in caplog.text
    assert filled.call_count > 2


def test_verify_names_the_page_that_differs_and_shows_where(
    shop: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    settings = said(shop)
    build_site(settings, strict=False)
    recalled = kept.recalled
    monkeypatch.setattr(finished, "recalled", lambda *asked: other(recalled(*asked)))
    with pytest.raises(Failure):
        build_site(settings, strict=False)
    assert re.search(r"\w+\.md differs at character \d+: kept '.*Refound customers", caplog.text)
    monkeypatch.setattr(finished, "recalled", recalled)
    monkeypatch.setattr(Spliced, "_filled", lambda *given: "<nav>")
    with pytest.raises(Failure):
        build_site(settings, strict=False)
    assert re.search(r"The navigation of \S+\.md differs at character 0: kept '<nav>'", caplog.text)


def test_serve_renders_the_pages_that_say_something_else(shop: Path, found: list[str], place: Path) -> None:
    plan = shop / "plan/shop.yml"
    text = plan.read_text(encoding="utf-8")
    for words in ("Open the order", "Open their order"):
        plan.write_text(text.replace("Open the order", words), encoding="utf-8")
        config = load_config(str(said(shop, "yes")), site_dir=str(shop / "served"))
        config.plugins.on_startup(command="serve", dirty=False)
        build(config)
        config.plugins.on_startup(command="build", dirty=False)
    assert len(found) > 10
    assert "serve/refunds.html" not in found
    assert "Open their order" in (shop / "served/serve/refunds.html").read_text(encoding="utf-8")
    assert not place.exists()


@pytest.mark.parametrize("hook", [DATES, LATE_HTML, "def on_env(env, config, files): pass\n"])
def test_where_others_have_a_part_in_pages_all_are_made_anew(
    shop: Path, hook: str, found: list[str], place: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (shop / "docs/by-hand.md").write_text("---\ntitle: By hand\n---\n# By hand\n", encoding="utf-8")
    settings = said(with_hook(shop, hook), "yes")
    with caplog.at_level("DEBUG", "mkdocs"):
        build_site(settings, strict=False)
    assert re.search("Each page is made anew: .* has a part in pages", caplog.text)
    assert not place.exists()


def test_templates_of_ones_own_are_always_rendered(shop: Path) -> None:
    (shop / "own/partials").mkdir(parents=True)
    settings = said(shop)
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        text.replace("  name: material", "  name: material\n  custom_dir: own"), encoding="utf-8"
    )
    assert not hindered(load_config(str(settings)))
    (shop / "own/partials/nav.html").touch()
    assert "has templates of its own" in hindered(load_config(str(settings)))


def other(page: Any) -> Any:
    return page and page._replace(html=page.html.replace("Refund customers", "Refound customers"))
