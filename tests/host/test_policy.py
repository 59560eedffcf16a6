"""The content-security policy: on every page, before every script, and right to the letter."""

import re
from base64 import b64encode
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest
from outlast.host.policy import NAME, inline, origin, policy, with_policy

from tests.host.running import run, succeed

META = re.compile(rf'<meta http-equiv="{NAME}" content="([^"]*)">')


def directives(html: str) -> dict[str, list[str]]:
    """The policy that a page carries, by directive."""
    (found,) = META.findall(html)
    parts = (part.split() for part in unescape(found).split(";"))
    return {name: sources for name, *sources in parts}


def hashed(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def scripts_in(html: str) -> list[str]:
    """The scripts in a page that a browser would run, found by a way of its own."""
    found = re.findall(r"<script([^>]*)>(.*?)</script>", html, re.DOTALL)
    return [text for given, text in found if "src=" not in given and "application/json" not in given]


def test_every_page_of_the_example_has_one_that_fits(example: Path) -> None:
    pages = sorted((example / "site").rglob("*.html"))
    assert len(pages) > 30
    differing = set()
    for page in pages:
        html = page.read_text(encoding="utf-8")
        found = directives(html)
        place = META.search(html)
        assert place, page.name
        assert place.start() < html.index("<script"), page.name
        assert place.start() < html.index("<link"), page.name
        assert place.end() < 4096, page.name
        assert found["default-src"] == ["'none'"]
        allowed = {source for source in found["script-src"] if source.startswith("'sha256-")}
        assert allowed == {hashed(text) for text in scripts_in(html)}, page.name
        assert len(allowed) >= (1 if page.name == "404.html" else 2), page.name
        assert "unsafe" not in place[1], page.name
        differing.add(frozenset(allowed))
    assert len(differing) > 1, "the way to the root stands in a script, so that hashes differ by depth"


def test_nothing_but_the_site_is_allowed(example: Path) -> None:
    html = (example / "site" / "serve" / "refunds.html").read_text(encoding="utf-8")
    for name, sources in directives(html).items():
        plain = [source for source in sources if not source.startswith("'sha256-")]
        inside = {"data:"} if name in ("img-src", "media-src") else set()
        allowed = {"'self'", "file:", *inside}
        assert plain == ["'none'"] or set(plain) <= allowed, name


def test_a_script_that_came_out_of_a_plan_gets_no_permission() -> None:
    theirs, ours = "alert(1)", "var theme = 1"
    content = f'<script>{theirs}</script><p style="color:red">'
    html = f"<html><head><script>{ours}</script></head><body>{content}</body></html>"
    guarded = with_policy(html, plan=content)
    assert hashed(ours) in directives(guarded)["script-src"]
    assert hashed(theirs) not in guarded
    assert "style-src-attr" not in guarded
    assert hashed(theirs) in directives(with_policy(html))["script-src"]


def test_styles_that_a_page_by_hand_brings_are_allowed_one_by_one() -> None:
    html = '<head></head><style>p{top:0}</style><table><td style="text-align: right;">'
    found = directives(with_policy(html))
    assert hashed("p{top:0}") in found["style-src"]
    assert found["style-src-attr"] == ["'unsafe-hashes'", hashed("text-align: right;")]


@pytest.mark.parametrize(
    ("html", "scripts"),
    [
        ("<script>a</script><SCRIPT>b</SCRIPT>", ("a", "b")),
        ('<script type="application/json">{}</script>', ()),
        ('<script type="module">a</script>', ("a",)),
        ('<script src="a.js"></script>', ()),
        ("<!-- <script>a</script> -->", ()),
        ("<script>if (a < b && c) '<b>'</script>", ("if (a < b && c) '<b>'",)),
        ("<script></script>", ("",)),
    ],
)
def test_scripts_are_read_as_a_browser_reads_them(html: str, scripts: tuple[str, ...]) -> None:
    assert inline(html).scripts == scripts


def test_the_encoding_stays_the_first_word() -> None:
    """A browser looks for it in the first 1024 bytes only."""
    html = with_policy('<!doctype html><head>\n<meta charset="utf-8">\n<script>a</script></head>')
    assert html.index("charset") < html.index(NAME) < html.index("<script")


def test_what_is_no_page_stays_as_it_is() -> None:
    assert with_policy("<svg></svg>") == "<svg></svg>"


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://cdn.example/a.js", "https://cdn.example"),
        ("//cdn.example:8080/a.js", "https://cdn.example:8080"),
        ("assets/a.js", None),
        ("javascript:alert(1)", None),
        ("https://a.example;script-src/x", None),
        ("https://a.example'/x", None),
    ],
)
def test_places_on_the_web(url: str, place: str | None) -> None:
    assert origin(url) == place


def test_places_that_the_settings_name_are_allowed(shop: Path) -> None:
    settings = shop / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text + "\nextra_javascript: [https://cdn.example/a.js]\n", encoding="utf-8")
    succeed("mkdocs", "build", cwd=shop)
    found = directives((shop / "site" / "index.html").read_text(encoding="utf-8"))
    assert "https://cdn.example" in found["script-src"]
    assert "https://cdn.example" not in found["img-src"]


def test_no_page_of_the_small_shop_is_without(shop: Path) -> None:
    assert run("outlast", "build", cwd=shop).returncode == 0
    for page in (shop / "site").rglob("*.html"):
        assert META.search(page.read_text(encoding="utf-8")), page.name


def test_the_policy_has_no_way_around() -> None:
    text = policy(inline("<script>a</script>"))
    for way in ("unsafe-inline", "unsafe-eval", " *", "http:", "https:", "blob:"):
        assert way not in text
