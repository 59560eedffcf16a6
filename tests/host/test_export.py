"""The export: plain Markdown files that another builder makes the same site of."""

import json
import re
from pathlib import Path

import pytest
import yaml
from outlast.export import markdown
from outlast.host.join import anchors, body
from outlast.host.links import problems
from outlast.host.output import reader
from outlast.site import DrawnPage, DrawnSection, Part

from tests.builders import make_plan
from tests.drawing import page_of, seen_in, tree_of
from tests.host.running import contents, run, spoil, succeed


@pytest.fixture(scope="module")
def out(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example exported, and built by MkDocs alone in strict mode."""
    folder = tmp_path_factory.mktemp("exported") / "out"
    succeed("outlast", "export", str(folder), cwd=example)
    succeed("mkdocs", "build", "--strict", cwd=folder)
    return folder


def test_mkdocs_builds_it_without_our_plugin(example: Path, out: Path) -> None:
    assert "outlast" not in [str(plugin) for plugin in settings(out)["plugins"]]
    pages = {path: ids(path, example / "site") for path in contents(out / "docs") if path.endswith(".md")}
    assert len(pages) > 3
    assert list(problems(reader(out / "site"), [(html(path), found) for path, found in pages.items()])) == []


def test_no_page_loads_what_is_said_on_other_days(out: Path) -> None:
    layers = [
        path.relative_to(out / "docs").as_posix() for path in (out / "docs/assets/outlast/days").rglob("*.js")
    ]
    named = settings(out)["extra_javascript"]
    assert layers
    assert "assets/outlast/outlast.js" in named
    assert not {*layers} & {*named}


def test_tick_boxes_and_pictures_survive(example: Path, out: Path) -> None:
    ticks = 0
    for page in (out / "docs").rglob("*.md"):
        path = html(page.relative_to(out / "docs").as_posix())
        there, here = (article(folder / "site" / path) for folder in (example, out))
        for mark in ('type="checkbox"', "<svg", "<pre", "<table", "<li", "<a "):
            assert here.count(mark) >= there.count(mark), f"{path}: {mark}"
        ticks += here.count('type="checkbox"')
    assert ticks


def test_titles_are_text_and_no_markup() -> None:
    page = page_called("A *b* [c](d) {#e} <script> & `f`", heading="# 1. _x_ {.y}")
    lines = markdown(page).splitlines()
    assert lines[0].endswith("{#page-title}")
    assert "<script>" not in lines[0]
    assert r"\*b\*" in lines[0]
    assert r"\{\.y\} {#part}" in lines[2]


def test_signs_that_no_backslash_goes_before_are_spelled() -> None:
    """Python-Markdown would show the backslash."""
    lines = markdown(page_called("Sam's <b> = 1: ok", heading="a|b")).splitlines()
    assert lines[0] == "# Sam&#39;s ‹b› &#61; 1&#58; ok {#page-title}"
    assert lines[2] == "## a&#124;b {#part}"


def test_no_blank_line_ends_a_block_too_early() -> None:
    text = markdown(page_called("Page", heading="Part"))
    block = text.split("{#part}\n\n")[1].rstrip("\n")
    assert "\n\n" not in block


def test_two_exports_are_the_same(shop: Path) -> None:
    succeed("outlast", "export", "one", cwd=shop, PYTHONHASHSEED="1")
    succeed("outlast", "export", "two", cwd=shop, PYTHONHASHSEED="2")
    assert contents(shop / "one") == contents(shop / "two")


def test_a_broken_plan_leaves_the_old_export(shop: Path) -> None:
    succeed("outlast", "export", "out", cwd=shop)
    before = contents(shop / "out")
    spoil(shop / "plan")
    done = run("outlast", "export", "out", cwd=shop)
    assert done.returncode == 1
    assert "error[" in done.stderr
    assert contents(shop / "out") == before


def page_called(title: str, heading: str) -> DrawnPage:
    section = DrawnSection(2, "part", heading, "<p>one</p>\n<pre>a&#10;&#10;b</pre>")
    return DrawnPage("serve/page", title, Part.SERVE, "", (), (section,))


def settings(out: Path) -> dict[str, list[object]]:
    read: dict[str, list[object]] = yaml.safe_load((out / "mkdocs.yml").read_text(encoding="utf-8"))
    return read


def html(path: str) -> str:
    return path.removesuffix(".md") + ".html"


def ids(path: str, site: Path) -> frozenset[str]:
    """The ids in the words of a page, as the plugin drew it."""
    return anchors(article(site / html(path)))


def article(file: Path) -> str:
    found = re.search(r"<article.*?</article>", file.read_text(encoding="utf-8"), re.DOTALL)
    assert found, file
    return found[0]


def test_joined_and_exported_pages_have_the_same_ids() -> None:
    page = page_called("Page", heading="Part")
    assert anchors(body(page)) == {"page-title", *re.findall(r"\{#([a-z-]+)\}", markdown(page))} - {""}


def test_no_template_and_no_include_of_another_builder_begins_in_a_text() -> None:
    """Liquid, Jinja and Nunjucks are run on whole pages, inside blocks of HTML too."""
    bad = "{{ 7*7 }} {% include 'x' %} {{< x >}} {!/etc/passwd!} {# x #} --8<-- 'x'"
    quoted = json.dumps(bad)
    plan = make_plan(
        f"functions: {{f: {{name: F, about: {quoted}, steps: [{{do: {quoted}, command: {quoted}}}]}}}}"
    )
    page = page_of(tree_of(plan), "serve/f")
    text = markdown(page)
    blocks = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    assert "7*7" in blocks
    assert "{" not in blocks
    assert "--8<--" not in blocks
    assert bad in seen_in(blocks).text, "and is shown as it was typed"
