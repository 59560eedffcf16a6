"""A runbook at a path of a site that is there: its pages are its own, everything else stays the site's."""

import json
import re
import shutil
from pathlib import Path

import pytest
from outlast.host.mounting import Place, with_belongings, without_guest
from outlast.languages import ENGLISH
from outlast.mkdocs_plugin.navigation import _in_place
from outlast.site import Tree

from tests.host.running import SMALL, run, succeed

SETTINGS = """
site_name: Docs of a shop
site_url: https://docs.example/
extra_css: [own.css]
theme:
  name: material
  features: [navigation.instant]
plugins:
  - search
  - outlast: {path: help/runbook%s}
"""
PAGES = {
    "index.md": (
        "---\ntitle: All <b>docs</b>\n---\n# Docs\n\nKim writes. [Refunds](help/runbook/serve/refunds.md)\n"
    ),
    "help/guide.md": "# Guide\n\nAsk [for help](https://elsewhere.example).\n",
    "help/runbook/notes.md": "# Notes\n\n[Refunds](serve/refunds.md)\n",
    "own.css": "body { outline: 0 }\n",
}
PASSPHRASE = "anvil harbour quiet lantern bicycle moss"


def host(folder: Path, option: str = "", settings: str = SETTINGS) -> Path:
    shutil.copytree(SMALL / "plan", folder / "plan")
    for name, text in PAGES.items():
        (folder / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / name).write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(settings % option, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = host(tmp_path_factory.mktemp("guest"))
    (folder / "site").mkdir()
    (folder / "site" / "old.html").write_text("made by MkDocs alone", encoding="utf-8")
    succeed("mkdocs", "build", "--strict", cwd=folder)
    return folder / "site"


def read(site: Path, page: str) -> str:
    return (site / page).read_text(encoding="utf-8")


OURS = ("help/runbook/index.html", "help/runbook/serve/refunds/index.html", "help/runbook/notes/index.html")
THEIRS = ("index.html", "help/guide/index.html", "404.html")


def test_pages_of_the_host_stay_as_they_are(site: Path) -> None:
    for page in THEIRS:
        html = read(site, page)
        assert "Content-Security-Policy" not in html, page
        assert "assets/outlast" not in html, page
        assert "Copy of" not in html, page
    assert "<b>docs</b>" in read(site, "index.html"), "its titles may hold HTML, as they did before"
    assert "Kim" in read(site, "index.html"), "what it says of people is its own affair"
    assert not (site / "old.html").exists()
    assert not (site / "contacts.vcf").exists()


def test_pages_of_the_runbook_bring_what_they_need(site: Path) -> None:
    for page in OURS:
        html = read(site, page)
        assert html.count("Content-Security-Policy") == 1, page
        assert "outlast/outlast.css" in html, page
        assert "outlast/base.js" in html, page
        assert "look.css" not in html, "colours and fonts are those of the host"
        assert "own.css" in html, page
        assert "Copy of" in html, page
        for link in re.findall(r'(?:href|src)="([^"]*assets/outlast[^"]*)"', html):
            assert (site / page).parent.joinpath(link).resolve().is_file(), link


def test_search_finds_both_and_the_navigation_has_one_entry(site: Path) -> None:
    index = json.loads(read(site, "search/search_index.json"))
    places = {entry["location"] for entry in index["docs"]}
    assert {"", "help/guide/", "help/runbook/serve/refunds/", "help/runbook/notes/"} <= places
    html = read(site, "index.html")
    assert re.search(r'href="help/runbook/"[^>]*>\s*<span[^>]*>\s*Start here', html)
    assert len(re.findall(r"<label[^>]*>\s*<span[^>]*>\s*Runbook", html)) == 1


def test_pages_of_the_runbook_search_the_runbook_and_those_of_the_host_everything(site: Path) -> None:
    for page in OURS:
        named = re.search(r'"search": "([^"]*)"', read(site, page))
        assert named, page
        worker, _, scope = named[1].partition("#")
        assert (site / page).parent.joinpath(
            worker
        ).resolve() == site / "help/runbook/assets/outlast/search.js"
        assert scope == "help/runbook/"
    assert "workers/search" in read(site, "help/guide/index.html")


def test_instant_navigation_loads_our_pages_whole(site: Path) -> None:
    assert "help/runbook" not in read(site, "sitemap.xml")
    assert "help/guide" in read(site, "sitemap.xml")
    assert "navigation.instant" in read(site, "index.html")
    for page in OURS:
        assert "navigation.instant" not in read(site, page), page


@pytest.mark.parametrize("edition", ["team", "full"])
def test_a_readable_guest_is_public(edition: str, tmp_path: Path) -> None:
    shop = host(tmp_path, f", edition: {edition}")
    done = run("mkdocs", "build", cwd=shop)
    assert done.returncode == 1
    assert "would index it" in done.stdout + done.stderr
    assert not (shop / "site").exists()


def test_a_guest_above_public_is_sealed_with_the_whole_site(tmp_path: Path) -> None:
    shop = host(tmp_path, ", edition: team")
    succeed("mkdocs", "build", cwd=shop, OUTLAST_PASSPHRASE=PASSPHRASE)
    for page in ("help/runbook/index.html", "help/guide/index.html"):
        assert "Refund" not in read(shop / "site", page)
        assert "outlast/lock.js" in read(shop / "site", page)
    assert json.loads(read(shop / "site", "search/search_index.json"))["docs"] == []


def test_pages_of_the_host_are_not_searched_and_those_of_the_runbook_are(tmp_path: Path) -> None:
    shop = host(tmp_path)
    (shop / "docs/help/guide.md").write_text("# Guide\n\nKim Peeters, ask her.\n", encoding="utf-8")
    assert run("outlast", "check", cwd=shop).returncode == 0
    (shop / "docs/help/runbook/notes.md").write_text("# Notes\n\nKim Peeters.\n", encoding="utf-8")
    done = run("outlast", "check", "--edition", "public", cwd=shop)
    assert "docs/help/runbook/notes.md:3:1: error[withheld-in-text]" in done.stdout


def test_a_guest_is_no_bundle(tmp_path: Path) -> None:
    done = run("outlast", "bundle", "--plain", cwd=host(tmp_path))
    assert done.returncode == 2
    assert "without the option path" in done.stderr


@pytest.mark.parametrize("path", ["../up", "a b", "Help", "a//b", "<b>"])
def test_a_path_that_is_no_folder_of_a_site_is_refused(path: str, tmp_path: Path) -> None:
    shop = host(tmp_path, settings=SETTINGS.replace("help/runbook", f'"{path}"'))
    done = run("mkdocs", "build", cwd=shop)
    assert done.returncode == 1
    assert "Write a folder of the site" in done.stdout + done.stderr


def test_instant_navigation_is_refused_only_for_what_is_opened_from_a_disk(tmp_path: Path) -> None:
    text = SETTINGS.replace("path: help/runbook", "edition: public")
    shop = host(tmp_path, settings=text)
    (shop / "docs/index.md").unlink()
    shutil.rmtree(shop / "docs" / "help")
    succeed("mkdocs", "build", cwd=shop)
    assert "navigation.instant" not in read(shop / "site", "index.html"), "each page has a policy of its own"
    (shop / "mkdocs.yml").write_text(
        (text % "").replace("- search", "- search\n  - offline"), encoding="utf-8"
    )
    assert "navigation.instant" in run("mkdocs", "build", cwd=shop).stderr


def test_a_host_can_name_the_entry_and_its_place() -> None:
    ours = ["runbook/index.md", {"Serve": ["runbook/serve/index.md"]}]
    paths = {"runbook", "runbook/", "runbook/index.md"}
    nav = ["index.md", {"Help": [{"In an emergency": "runbook/"}, "help.md"]}]
    assert [_in_place(entry, paths, ours) for entry in nav] == [
        "index.md",
        {"Help": [{"In an emergency": ours}, "help.md"]},
    ]
    assert _in_place("runbook/index.md", paths, ours) == {"Runbook": ours}


def test_a_site_without_a_path_is_as_it_was() -> None:
    tree = Tree("n", ENGLISH, "public", "UTC", (), (), {"a.css": b""})
    assert Place().mount(tree) is tree
    assert Place("x/y").mount(tree).files == {"x/y/a.css": b""}
    assert Place().holds("anything.md")
    assert not Place("run").holds("runbook/a.md")


def test_what_cannot_be_read_as_settings_stays() -> None:
    page = '<head></head><body><script id="__config" type="application/json">no</script></body>'
    assert with_belongings(page, ["a.css"], ["b.js"]) == (
        '<head><link rel="stylesheet" href="a.css"></head><body>'
        '<script id="__config" type="application/json">no</script><script src="b.js"></script></body>'
    )
    sitemap = "<urlset><url><loc>/a/</loc></url><url><loc>/run/b/</loc></url></urlset>"
    assert without_guest(sitemap, "/run/") == "<urlset><url><loc>/a/</loc></url></urlset>"
