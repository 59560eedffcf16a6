"""A copy in several languages: which ones are made, what lies where, and what opens and checks all of it."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from outlast.build import LANGUAGE, asked_languages, build
from outlast.bundle import bundle
from outlast.envelope import decrypt, lock
from outlast.host.marker import Marker, marker_of
from outlast.host.sealing import Seal, seal_files
from outlast.host.switch import language_of, other_languages, own_name, with_switch
from outlast.languages import Language, speaker
from outlast.languages.programs import in_languages
from outlast.model import Edition
from outlast.verify import verify

from tests.envelope.vectors import ROUNDS, WORDS, stream
from tests.host.running import SMALL, contents, run, succeed
from tests.two_languages import two_languages

ENGLISH_DUTCH = tuple(each for code in ("en", "nl") if (each := speaker(code)))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The readable copy. Not to be changed."""
    return two_languages(tmp_path_factory.mktemp("languages") / "shop")


def spoken(*codes: str) -> tuple[Language, ...]:
    return tuple(each for code in codes if (each := speaker(code)))


def test_the_environment_names_several_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LANGUAGE, " en, nl,en,")
    assert asked_languages() == ("en", "nl")
    monkeypatch.setenv(LANGUAGE, "nl,en")
    tree = build(SMALL / "plan", Edition.PUBLIC).tree
    assert tree
    assert tree.language.code == "nl", "what is made in one language is in the first"
    monkeypatch.setenv(LANGUAGE, "")
    assert asked_languages() == ()


@pytest.mark.parametrize(
    ("arguments", "setting", "said"),
    [
        (("--language", "en", "--language", "tlh"), "", "there is no language tlh"),
        ((), "language: [en, tlh]", 'There is no language "tlh"'),
        ((), "language: [en, nl]\n      path: runbook", "A runbook inside another site has one language"),
    ],
)
def test_languages_that_cannot_be_made_are_refused(
    arguments: tuple[str, ...], setting: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "plan").mkdir()
    settings = f"site_name: S\nplugins:\n  - outlast:\n      edition: full\n      {setting}\n"
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    done = run("outlast", "build", *arguments, cwd=tmp_path)
    assert done.returncode
    assert said in done.stdout + done.stderr


def test_each_language_has_every_page_at_the_same_address(shop: Path) -> None:
    site = shop / "site"
    pages = {page.relative_to(site).as_posix() for page in site.rglob("*.html")} - {"404.html"}
    dutch = {page for page in pages if page.startswith("nl/")}
    assert {page.removeprefix("nl/") for page in dutch} == pages - dutch
    for page in pages:
        html = (site / page).read_text(encoding="utf-8")
        assert ('<html lang="nl"' in html) == (page in dutch)
        assert html.count("class=ol-language ") == 1
    refunds = (site / "nl" / "serve" / "refunds.html").read_text(encoding="utf-8")
    assert '<p lang="en">Give customers their money back.</p>' in refunds, "the plan has it in English only"
    by_hand = (site / "nl" / "by-hand.html").read_text(encoding="utf-8")
    key = re.search('data-ol-plan="([^"]+)"', by_hand)
    assert key
    assert f'data-ol-plan="{key[1]}"' in (site / "index.html").read_text(encoding="utf-8"), "one log for all"
    assert "maandag" in (site / "nl" / "assets/outlast/base.js").read_text(encoding="utf-8")
    assert not (site / "nl" / "404.html").exists()
    marker = marker_of(site)
    assert marker
    assert [each.code for each in marker.languages] == ["en", "nl"]


def test_a_page_by_hand_in_the_place_of_a_language_stops_the_build(shop: Path) -> None:
    before = contents(shop / "site")
    (shop / "docs" / "nl").mkdir()
    (shop / "docs" / "nl" / "index.md").write_text("# Eigen\n", encoding="utf-8")
    done = run("outlast", "build", cwd=shop)
    (shop / "docs" / "nl" / "index.md").unlink()
    assert done.returncode
    assert "docs/nl stands where the pages in the language nl go" in done.stdout + done.stderr
    assert contents(shop / "site") == before


def test_a_drive_has_a_first_page_in_each_language(shop: Path, tmp_path: Path) -> None:
    papers = {"wallet-card.pdf": b"card", "nl/wallet-card.pdf": b"kaart", "what-changed.html": b"<p>"}
    file = bundle(shop / "site", tmp_path, papers=papers)
    assert not verify(file).problems
    with zipfile.ZipFile(file) as archive:
        english, dutch = (archive.read(f"START-HERE{end}.html").decode() for end in ("", ".nl"))
        names = set(archive.namelist())
        assert "Vergelijk het met het nummer" in archive.read("verify.py").decode()
    assert '<a lang="nl" hreflang="nl" href="START-HERE.nl.html">Nederlands</a>' in english
    assert '<a lang="en" hreflang="en" href="START-HERE.html">English</a>' in dutch
    assert 'lang="nl"' in dutch.partition("<head>")[0]
    for page, start in ((english, "site/index.html"), (dutch, "site/nl/index.html")):
        links = set(re.findall('href="([^"#]+)"', page)) - {"plan/"}
        assert start in links
        assert links <= names
    assert "nl/wallet-card.pdf" in dutch
    assert '"wallet-card.pdf"' in english
    assert "what-changed.html" in dutch


def test_a_copy_in_three_languages_leads_from_each_to_each(tmp_path: Path) -> None:
    shutil.copytree(SMALL, shop := tmp_path / "shop")
    asked = [word for code in ("en", "nl", "fr") for word in ("--language", code)]
    succeed("outlast", "build", *asked, cwd=shop, OUTLAST_AHEAD="0")
    for page, others in (("nl/index.html", ("index", "fr/index")), ("fr/index.html", ("index", "nl/index"))):
        html = (shop / "site" / page).read_text(encoding="utf-8")
        assert [other for other in others if f'href="../{other}.html"' not in html] == []


def said_by(program: Path, language: str) -> str:
    """What a program of a copy says of an empty folder on a computer in that language."""
    (nothing := program.parent / "nothing").mkdir(exist_ok=True)
    words = ["-I", str(program), str(nothing)]
    done = subprocess.run(
        [sys.executable, *words],
        env={**os.environ, "LC_ALL": language, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode
    return done.stderr


def test_the_programs_of_a_copy_speak_its_languages(tmp_path: Path) -> None:
    for place, english, dutch in (
        ("verify.py", "There is no copy of a runbook", "Op die plaats ligt geen kopie"),
        ("envelope/decrypt.py", "holds no encrypted runbook", "bevat geen versleuteld draaiboek"),
    ):
        source = (files("outlast") / place).read_text(encoding="utf-8")
        assert in_languages(source, place, spoken("en")) == source, "one program to compare"
        program = tmp_path / "program.py"
        program.write_text(in_languages(source, place, ENGLISH_DUTCH), encoding="utf-8")
        assert dutch in said_by(program, "nl_BE.UTF-8")
        assert english in said_by(program, "en_GB.UTF-8")
        assert english in said_by(program, "fr_FR.UTF-8"), "the first language of the copy"
        program.write_text(in_languages(source, place, spoken("nl")), encoding="utf-8")
        assert dutch in said_by(program, "en_GB.UTF-8")


def test_what_was_sealed_in_several_languages_opens_as_one(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for folder in (site, site / "nl"):
        (folder / "search").mkdir(parents=True)
        (folder / "index.html").write_text(f"<html><p>{folder.name}</p></html>", encoding="utf-8")
        (folder / "search" / "search_index.json").write_text('{"docs": [1]}', encoding="utf-8")
        (folder / "search" / "search_index.js").write_text("var __index", encoding="utf-8")
    seal = Seal(lock([WORDS], stream("two"), ROUNDS), frozenset(), stream("files"))
    seal_files(site, seal, languages=ENGLISH_DUTCH)
    locked = (site / "nl" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="nl">' in locked
    assert 'href="../index.html"' in locked
    assert 'src="../assets/outlast/lock.js"' in locked
    assert "bevat geen versleuteld draaiboek" in (site / "decrypt.py").read_text(encoding="utf-8")
    assert "window.outlastSpeech" in (site / "nl/assets/outlast/envelope.js").read_text(encoding="utf-8")
    assert '"docs": []' in (site / "nl/search/search_index.json").read_text(encoding="utf-8")
    opened = {}
    for path, file in decrypt.find(site):
        found = (decrypt.PAGE if file.suffix == ".html" else decrypt.FILE).search(file.read_text("utf-8"))
        assert found
        opened[path] = decrypt.open_sealed(found[1], WORDS, path, ROUNDS)
    assert b"<p>nl</p>" in opened["nl/index.html"]
    assert b"<p>site</p>" in opened["index.html"]
    decrypt.write(tmp_path / "open", {**decrypt.readable(site, opened), **opened}, drive=True)
    left = {path.relative_to(tmp_path / "open").as_posix() for path in (tmp_path / "open").rglob("*.*")}
    assert left == {f"{at}{name}" for at in ("", "nl/") for name in ("index.html", *INDEXES)}
    assert (tmp_path / "open/nl/search/search_index.js").read_text(encoding="utf-8").endswith('{"docs": [1]}')


INDEXES = ("search/search_index.json", "search/search_index.js")


def test_a_marker_of_one_language_names_no_others(tmp_path: Path) -> None:
    alone = Marker("Shop", "team", date(2026, 11, 22), "1", language="nl")
    assert b"others" not in alone.content()
    (tmp_path / ".outlast").write_bytes(
        Marker("S", "team", date(2026, 11, 22), "1", others=("nl",)).content()
    )
    found = marker_of(tmp_path)
    assert found
    assert found.languages == ENGLISH_DUTCH


def test_a_language_names_its_country_where_a_copy_has_it_twice() -> None:
    both = spoken("en", "en-US", "nl")
    assert [own_name(each, both) for each in both] == [
        "English (United Kingdom)",
        "English (United States)",
        "Nederlands",
    ]
    assert language_of("en-US/index.html", both).code == "en-US"
    assert language_of("nobody/index.html", both).code == "en"


def test_three_languages_are_behind_one_button_in_any_theme() -> None:
    links = other_languages(spoken("en", "nl", "de"), ENGLISH_DUTCH[0], "../", "serve/index.html")
    assert [re.findall('href="([^"]+)"', link) for link in links] == [
        ["../nl/serve/index.html"],
        ["../de/serve/index.html"],
    ]
    other_theme = with_switch("<body class=x><main></main></body>", links)
    assert other_theme.startswith('<body class=x><details class="ol-languages"><summary>Language</summary>')
    material = '<nav><label class="md-header__button md-icon" for="__search">'
    assert with_switch(material, links[:1]) == f"<nav>{links[0]}{material[5:]}"
    assert with_switch(material, []) == material
