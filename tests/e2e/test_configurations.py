"""Pages can be read with every mkdocs.yml that the documentation shows, and with every kind of palette."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from tests.e2e.test_pages import AXE
from tests.host.running import ROOT, succeed
from tests.test_docs import WRITING, Shown, configurations, relative, write_plan

pytestmark = pytest.mark.e2e

AUDIT = "rules => axe.run({resultTypes: ['violations'], preload: {assets: ['media']}, ...rules})"
"""Styles cannot be fetched from a disk, and no rule asks for them."""
VISIBLE = (Path(__file__).parent / "visible.js").read_text(encoding="utf-8")
STYLES = (ROOT / "generator" / "outlast" / "templates" / "assets").glob("*.css")
VARIABLES = sorted(
    {
        name
        for file in STYLES
        for name in re.findall(r"var\((--ol-[\w-]+)\)", file.read_text(encoding="utf-8"))
    }
)
"""Variables that are used without a fallback: if one is not set, what it colours cannot be seen."""

NIGHT = {"icon": "material/weather-night", "name": "Switch to dark colours"}
SUN = {"icon": "material/weather-sunny", "name": "Switch to light colours"}
PALETTES: dict[str, Any] = {
    "no palette": None,
    "dark": {"scheme": "slate"},
    "a named colour": {"primary": "indigo", "accent": "lime"},
    "black": {"primary": "black"},
    "white": {"primary": "white"},
    "white in the dark": {"scheme": "slate", "primary": "white"},
    "a named colour in the dark": {"scheme": "slate", "primary": "amber", "accent": "amber"},
    "a scheme of its own": {"scheme": "youtube"},
    "a dark scheme of its own": {"scheme": "midnight"},
    "a switch": [{"scheme": "default", "toggle": NIGHT}, {"scheme": "slate", "toggle": SUN}],
    "as the system has it": [
        {"media": "(prefers-color-scheme)", "toggle": NIGHT},
        {"media": "(prefers-color-scheme: light)", "scheme": "default", "primary": "teal", "toggle": NIGHT},
        {"media": "(prefers-color-scheme: dark)", "scheme": "slate", "primary": "black", "toggle": SUN},
    ],
    "the example's": yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["theme"]["palette"],
}
OWN_STYLES = """
body { --ol-bar: #5b1d2a; }
[data-md-color-scheme="youtube"] { --md-primary-fg-color: #ee0f0f; --md-primary-fg-color--light: #ecb7b7; }
[data-md-color-scheme="midnight"] { color-scheme: dark; --md-default-bg-color: #222; --md-typeset-color: #eee;
  --md-default-fg-color: #eee; --md-typeset-a-color: #8be9fd; --md-primary-fg-color: #bd93f9; }
"""
BY_HAND = """# By hand

[A link](by-hand.md), <a class="md-button" href="#">a button</a>
<a class="md-button md-button--primary" href="#">another</a> and `code`.

<div class="highlight"><pre><code><span class="c1"># a remark</span></code></pre></div>
"""
STEPS, SCENARIO = "serve/refunds", "scenarios/founder-in-hospital"


@dataclass(frozen=True)
class Site:
    """A built site on a disk."""

    folder: Path
    schemes: frozenset[str | None]
    """Those that a reader can come to see; None where there is no palette."""

    def address(self, path: str) -> str:
        return (self.folder / f"{path}.html").as_uri()


@pytest.fixture(scope="module", params=configurations(), ids=lambda block: relative(block.page))
def stick(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The unpacked bundle of a small whole plan, with a mkdocs.yml as it is shown."""
    block: Shown = request.param
    folder = tmp_path_factory.mktemp("shown")
    site = build(folder, yaml.safe_load(block.text))
    succeed("outlast", "bundle", "--plain", cwd=folder)
    (bundle,) = (folder / "dist").glob("*.zip")
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(folder / "stick")
    (start,) = (folder / "stick").rglob("START-HERE.html")
    return Site(start.parent / "site", site.schemes)


@pytest.fixture(scope="module", params=PALETTES)
def coloured(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of a small whole plan, with a palette."""
    settings = yaml.safe_load(configurations()[0].text)
    settings["theme"]["palette"] = PALETTES[request.param]
    settings["extra_css"] = ["own.css"]
    return build(tmp_path_factory.mktemp("coloured"), settings)


def build(folder: Path, settings: dict[str, Any]) -> Site:
    write_plan(WRITING, folder)
    (folder / "docs").mkdir()
    (folder / "docs" / "by-hand.md").write_text(BY_HAND, encoding="utf-8")
    (folder / "docs" / "own.css").write_text(OWN_STYLES, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    succeed("outlast", "build", cwd=folder)
    palette = settings["theme"].get("palette")
    options = palette if isinstance(palette, list) else [palette]
    return Site(
        folder / settings.get("site_dir", "site"),
        frozenset(option and option.get("scheme", "default") for option in options),
    )


@contextmanager
def reading(browser: Browser, site: Site, prefers: Literal["light", "dark"], width: int) -> Iterator[Page]:
    """A page of a site, after an incident was started and a step ticked."""
    context = browser.new_context(
        color_scheme=prefers,
        viewport={"width": width, "height": 900},
        reduced_motion="reduce",
        offline=True,
    )
    context.add_init_script(path=AXE)
    page = context.new_page()
    page.goto(site.address(SCENARIO))
    page.get_by_role("button", name="start an incident").click()
    page.goto(site.address(STEPS))
    page.locator(".ol-step__box").first.check()
    yield page
    context.close()


def problems(page: Page, site: Site, paths: Iterable[str], rules: dict[str, Any]) -> Iterator[str]:
    """What cannot be read on pages of a site, by our own rules and by those of axe."""
    for path in paths:
        if page.url != site.address(path):
            page.goto(site.address(path))
        expect(page.locator(".ol-incident")).to_be_visible()
        unset = page.evaluate(
            "names => names.filter(name => !getComputedStyle(document.body).getPropertyValue(name))",
            VARIABLES,
        )
        yield from (f"{path}: {name} is not set" for name in unset)
        yield from (f"{path}: {problem}" for problem in page.evaluate(VISIBLE))
        result = page.evaluate(AUDIT, rules)
        for violation in result["violations"]:
            yield f"{path}: {violation['id']}: {[node['html'][:140] for node in violation['nodes'][:3]]}"


def scheme(page: Page) -> str | None:
    return page.locator("body").get_attribute("data-md-color-scheme")


@pytest.mark.parametrize("width", [360, 1280])
def test_who_follows_the_documentation_gets_a_stick_that_can_be_read(
    width: int, stick: Site, browser: Browser
) -> None:
    """Every page of it on a phone, one of each kind on a desk, while an incident runs."""
    files = (file.relative_to(stick.folder) for file in sorted(stick.folder.rglob("*.html")))
    paths = [file.with_suffix("").as_posix() for file in files if file.name != "404.html"]
    some = (STEPS, SCENARIO, "index", "incident-log", "by-hand")
    assert {*some} <= {*paths}
    with reading(browser, stick, "light", width) as page:
        assert list(problems(page, stick, paths if width == 360 else some, {})) == []


def test_pages_can_be_read_with_any_palette(coloured: Site, browser: Browser) -> None:
    """Also after its switch was used, as often as it shows something else."""
    paths = (STEPS, "index", "incident-log", "by-hand")
    seen, found = set[str | None](), list[str]()
    with reading(browser, coloured, "dark", 1280) as page:
        for _ in range(page.locator(".md-option[name=__palette]").count() or 1):
            if (shown := scheme(page)) not in seen:
                seen.add(shown)
                found += problems(page, coloured, paths, {"runOnly": ["color-contrast"]})
            switch = page.locator("label[for^=__palette_]:visible")
            if switch.count():
                target = switch.get_attribute("for")
                switch.click()
                expect(switch).not_to_have_attribute("for", str(target))
            header = page.locator(".md-header")
            assert header.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(91, 29, 42)"
    assert found == []
    assert seen == coloured.schemes


def test_the_system_s_own_colours_and_paper_keep_boxes_and_ticks(stick: Site, browser: Browser) -> None:
    with reading(browser, stick, "light", 1280) as page:
        page.emulate_media(forced_colors="active")
        assert page.evaluate(VISIBLE) == []
        page.emulate_media(forced_colors="none", media="print")
        assert page.evaluate(VISIBLE) == []
        box = page.locator(".ol-step__box").first
        assert box.evaluate("e => getComputedStyle(e).borderTopColor") == "rgb(0, 0, 0)"
