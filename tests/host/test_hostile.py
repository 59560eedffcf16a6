"""A plan that attacks its reader in every text: the site, the search and the export stay inert."""

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from outlast.host.not_found import PAGE
from outlast.host.policy import inline
from outlast.mkdocs_plugin.looks import ALONE
from playwright.sync_api import Browser

from tests.drawing import seen_in
from tests.host.running import succeed
from tests.maximal import maximal

PAYLOADS = (
    "<script>window.owned=1</script>",
    '"><img src=x onerror=window.owned=1>',
    "' onmouseover='window.owned=1' x='",
    "</script><script>window.owned=1</script>",
    "</title><base href=//evil.example>",
    "<style>*{display:none}</style><iframe src=//evil.example></iframe>",
    "{: onclick=window.owned=1 .owned } {#owned}",
    '--8<-- "mkdocs.yml"',
    "{% include 'mkdocs.yml' %} {# x #} {{ config }}",
    "![x](https://evil.example/x.png) <https://evil.example>",
    "[x]: https://evil.example 'owned'",
    "<!-- x --> <![CDATA[x]]> <?php x ?>",
    "&lt;script&gt;window.owned=1&lt;/script&gt; &#60;b&#62;",
    "[TOC] :material-home: ==x== ^^x^^ $x$ ~~x~~",
    "=cmd|' /C calc'!A1",
    "# owned ## owned === --- ***",
    "<form action=//evil.example><button>owned</button></form>",
    "<a href=javascript:window.owned=1>owned</a> javascript:window.owned=1",
    "\\<script>window.owned=1</script> \\[x](https://evil.example)",
)
FOREIGN = {"base", "iframe", "object", "embed", "frame", "applet", "math", "template"}
OPEN = re.compile(r"(?:https?|mailto|tel|sms):|[^:]*$|[^:]*[/?#].*:", re.IGNORECASE)
"""What a link may be: of an allowed scheme, or without one."""


def attacking(part: Any, payloads: Iterator[str]) -> Any:
    """The raw data of a plan with a payload in every word and text."""
    if isinstance(part, dict):
        # `accepts` takes names of rules only, `count` a number that fits, `deputy` somebody else.
        kept = {key: value for key, value in part.items() if key not in ("accepts", "deputy")}
        return {key: "1" if key == "count" else attacking(value, payloads) for key, value in kept.items()}
    if isinstance(part, list):
        return [attacking(value, payloads) for value in part]
    if isinstance(part, str) and (found := re.fullmatch(r"(?:Word|Text|Quim) (q\d+z) here", part)):
        return f"{found[1]} {next(payloads)}"
    return part


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose plan attacks, built and exported; the export is built by MkDocs alone."""
    folder = tmp_path_factory.mktemp("attacked")
    made = maximal()
    raw = attacking(made.raw, itertools.cycle(PAYLOADS))
    (folder / "plan").mkdir()
    (folder / "docs").mkdir()
    made.attach(folder / "plan")
    (folder / "plan" / "shop.yml").write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    settings = {
        "site_name": "Attacked",
        "use_directory_urls": False,
        "theme": {"name": "material", "font": False},
        "plugins": ["search", "offline", {"outlast": {"edition": "full"}}],
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    succeed("mkdocs", "build", cwd=folder)
    succeed("outlast", "export", "out", cwd=folder)
    succeed("mkdocs", "build", cwd=folder / "out")
    return folder


@pytest.fixture(params=["site", "out/site"])
def site(attacked: Path, request: pytest.FixtureRequest) -> Path:
    """The site that our plugin makes, and the one that another builder makes of the export."""
    return attacked / str(request.param)


def pages(site: Path) -> dict[str, str]:
    return {
        page.relative_to(site).as_posix(): page.read_text(encoding="utf-8") for page in site.rglob("*.html")
    }


def test_the_attack_is_on_the_pages(site: Path) -> None:
    """Else the tests below would prove nothing."""
    shown = "\n".join(seen_in(html).text for html in pages(site).values())
    for payload in PAYLOADS:
        word = max(re.split(r"[^a-z.=]+", payload), key=len)
        assert word in shown, payload
    assert shown.count("window.owned=1") > 100


def test_no_text_runs_loads_or_sends(site: Path) -> None:
    for path, html in pages(site).items():
        assert not [script for script in inline(html).scripts if "owned" in script], path
        assert inline(html).attributes == (), path
        assert {*inline(html).styles} <= {ALONE} or path == PAGE, path
        assert "owned" not in str(inline(html).styles), path
        for tag, attributes in seen_in(html).tags:
            assert tag not in FOREIGN, path
            assert tag != "form" or ("name", "search") in attributes or "ol-" in str(attributes), path
            for name, value in attributes:
                assert not name.startswith("on"), f"{path}: {tag} {name}"
                assert "owned" not in name, path
                if name in ("src", "action", "data", "srcset", "poster", "formaction"):
                    assert "evil" not in value, f"{path}: {tag} {name}={value}"
                if name == "href" and (path, tag, value) != (PAGE, "link", "data:,"):  # no icon
                    assert OPEN.match(value), f"{path}: {value}"
                    assert not value.startswith("//"), f"{path}: {value}"
                if name in ("id", "class"):
                    assert "owned" not in value.split(), f"{path}: {value}"


def test_every_page_has_its_own_headings_and_no_more(site: Path) -> None:
    for path, html in pages(site).items():
        assert sum(tag == "h1" for tag, _ in seen_in(html).tags) == 1, path
        assert "use_directory_urls" not in html, f"{path}: mkdocs.yml was included"


def test_the_search_finds_words_and_no_markup(site: Path) -> None:
    """Search puts its entries into the page as HTML."""
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert "owned" in json.dumps(index)
    for entry in index["docs"]:
        for part in (entry["title"], entry["text"], *entry.get("tags", ())):
            seen = seen_in(part)
            bad = [
                tag for tag, given in seen.tags if tag in FOREIGN | {"script", "img", "style", "a", "form"}
            ]
            assert not bad, f"{entry['location']}: {part[:200]}"
            assert not [given for _, given in seen.tags if any(name.startswith("on") for name, _ in given)]


def test_a_file_of_scripts_holds_no_end_of_one(site: Path) -> None:
    """search_index.js is the index as a script."""
    text = (site / "search" / "search_index.js").read_text(encoding="utf-8")
    assert text.startswith("var __index = {")
    assert json.loads(text.removeprefix("var __index = "))


@pytest.mark.e2e
def test_a_browser_runs_and_asks_for_nothing(attacked: Path, browser: Browser) -> None:
    page = browser.new_page(offline=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(
        "window.refused = []; addEventListener('securitypolicyviolation', e => refused.push(e.blockedURI))"
    )
    paths = sorted((attacked / "site").rglob("*.html"))
    for path in paths:
        page.goto(path.as_uri())
        assert page.evaluate("[window.owned, refused]") == [None, []], path.name
    page.goto((attacked / "site" / "index.html").as_uri())
    field = page.locator(".md-search__input")
    field.click()
    field.fill("owne")
    field.press("d")
    page.locator(".md-search-result__item").first.wait_for(state="visible")
    assert page.evaluate("[window.owned, refused]") == [None, []]
    assert not [url for url in asked if not url.startswith(("file:", "data:", "about:"))]
