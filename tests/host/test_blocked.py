"""What the policy blocks is said while a site is built, by name."""

from pathlib import Path

import pytest
from outlast.host.blocked import blocked

from tests.host.running import run
from tests.host.sealed import settings


@pytest.mark.parametrize(
    ("html", "named"),
    [
        ('<img src="https://img.shields.io/x.svg">', "a picture from img.shields.io"),
        ('<img src="//img.shields.io/x.svg">', "a picture from img.shields.io"),
        ('<iframe src="https://www.youtube.com/embed/x"></iframe>', "a frame from www.youtube.com"),
        ('<video src="https://cdn.example/clip.mp4"></video>', "a video from cdn.example"),
        ('<audio><source src="//cdn.example/clip.ogg"></audio>', "a video or sound from cdn.example"),
        ('<video src="clip.mp4"><source src="clip.webm"></video><audio src="call.ogg"></audio>', ""),
        ('<script src="https://cdn.other/x.js"></script>', "a script from cdn.other"),
        ('<link rel="stylesheet" href="https://cdn.other/x.css">', "a style from cdn.other"),
        ('<form action="https://form.example/f"></form>', "a form that goes to form.example"),
        ('<p onclick="go()">', "a script in an attribute, such as onclick"),
        ('<img src="here.png"><a href="https://x.example">x</a><script>here()</script>', ""),
        ('<script src="https://cdn.example/x.js"></script><link rel="icon" href="https://x.example/i">', ""),
    ],
)
def test_what_a_browser_will_not_load_has_a_name(html: str, named: str) -> None:
    assert blocked(html * 2, {"https://cdn.example"}) == ((named,) if named else ())


def test_a_build_says_what_the_policy_blocks(shop: Path) -> None:
    page = shop / "docs" / "by-hand.md"
    badge = "\n![Badge](https://img.shields.io/x.svg)\n"
    page.write_text(page.read_text(encoding="utf-8") + badge, encoding="utf-8")
    settings(shop, extra={"analytics": {"provider": "google", "property": "G-X"}})
    done = run("outlast", "build", cwd=shop)
    assert done.returncode == 0, done.stderr
    assert "by-hand.md: the policy of the runbook blocks a picture from img.shields.io" in done.stderr
    assert "extra.analytics in mkdocs.yml names google" in done.stderr
