"""An encrypted site: nothing of the plan is in any byte, its phrases open it, none is half encrypted."""

import itertools
import json
import re
import shutil
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path

import pytest
import yaml
from outlast.envelope import decrypt, lock
from outlast.host.not_found import not_found
from outlast.host.policy import for_lock, with_policy
from outlast.host.refusal import Refusal
from outlast.host.sealing import Seal, seal_files
from outlast.host.static_assets import with_static_assets

from tests import shared
from tests.envelope.vectors import RECOVERY, ROUNDS, WORDS, stream
from tests.host.running import COMMITTING, SMALL, contents, remote, run, succeed
from tests.host.sealed import PICTURE, decrypted, envelope, found_in, readable, settings, sound
from tests.maximal import maximal
from tests.shared import OPENING

CSP = re.compile('<meta http-equiv="Content-Security-Policy"[^>]*>')
BY_HAND = "document.documentElement.dataset.house = 4711"


@dataclass(frozen=True)
class House:
    """The small shop with a picture, a file to fetch, a style and a page that shows them; built twice."""

    folder: Path
    plain: Path
    """Its site as it is without a passphrase."""
    site: Path
    said: str
    """What the second build printed."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    folder = tmp_path_factory.mktemp("house") / "shop"
    shutil.copytree(SMALL, folder)
    docs = folder / "docs"
    (docs / "files").mkdir()
    (docs / "files" / "plan of the house.png").write_bytes(PICTURE)
    (docs / "files" / "prices.csv").write_text("marzipan;12\n", encoding="utf-8")
    (docs / "mine.css").write_text("p { margin: 1em }\n", encoding="utf-8")
    (docs / "house.md").write_text(
        "# The house\n\n![House](files/plan%20of%20the%20house.png)\n\n[Prices](files/prices.csv)\n\n"
        f"<script>{BY_HAND}</script>\n<style>.pin {{}}</style>\n<p style='order: 4711'>Here</p>\n",
        encoding="utf-8",
    )
    settings(folder, extra_css=["mine.css"])
    succeed("mkdocs", "build", cwd=folder)
    shutil.copytree(folder / "site", folder.parent / "plain")
    said = succeed("mkdocs", "build", cwd=folder, **OPENING)
    return House(folder, folder.parent / "plain", folder / "site", said)


# Nothing can be read


def test_no_canary_is_in_any_byte(shop: Path) -> None:
    """Every field of the model says something in this plan, each in words that stand nowhere else."""
    made = maximal()
    made.attach(shop / "plan")
    (shop / "plan" / "shop.yml").write_text(
        yaml.safe_dump(sound(made.raw), allow_unicode=True), encoding="utf-8"
    )
    succeed("outlast", "build", cwd=shop, **OPENING)
    site = shop / "site"
    text = unescape(b"".join(decrypt.open_all(site, dict(decrypt.find(site)), WORDS).values()).decode())
    words = {canary.text for canary in made.canaries if len(canary.text) > 7 and canary.text in text}
    assert len(words) > 400, "what is looked for is in the site, when it is open"
    assert found_in(site, words) == []


@pytest.fixture(scope="module")
def sealed_example() -> Path:
    return shared.sealed_example()


def test_no_title_and_no_name_of_the_example_is_in_any_byte(sealed_example: Path, example: Path) -> None:
    """Titles, headings, entries of menus and names, of the plan and of the pages written by hand."""
    told = set()
    for file in {*(example / "site").rglob("*.html")} - {example / "site" / "404.html"}:
        html = file.read_text(encoding="utf-8")
        for text in re.findall(r"<(?:title|h[1-6])[^>]*>(.*?)</", html, re.DOTALL):
            told.add(unescape(re.sub(r"<[^>]+>|¶", "", text)).strip())
        told |= {
            unescape(text).strip()
            for text in re.findall(r"<span class=md-ellipsis>(.*?)</span>", html, re.DOTALL)
        }
    told = {text for text in told if len(text) > 6} | {
        "Fern & Flask",
        "Maya Reyes",
        "Okafor",
        "+32 4",
    }  # chance spells "Fern"
    lock_itself = Path(decrypt.__file__).parent
    of_everybody = "".join(
        text
        for place in (example / "site" / "assets", lock_itself)
        for path, text in readable(place)
        # What happens on a day, or if nobody does anything, is told by the plan.
        if not path.endswith(".ics") and "outlast/days/" not in path
    )
    of_everybody += not_found("Copy of Sunday 22 November 2026 (full edition)")  # locked pages say this, too
    told = {text for text in told if text not in of_everybody}
    assert len(told) > 300
    assert {"Fern & Flask", "Maya Reyes", "Refund customers"} <= told
    assert found_in(sealed_example / "site", told) == []


def test_only_locked_pages_and_what_says_nothing_is_left(sealed_example: Path, example: Path) -> None:
    site = sealed_example / "site"
    pages = {"house.html", *(path for path in contents(example / "site") if path.endswith(".html"))}
    assert {path for path in contents(site) if path.endswith(".html")} == pages
    assert "(full edition)" in (site / "404.html").read_text(encoding="utf-8")
    for path in pages - {"404.html"}:
        html = (site / path).read_text(encoding="utf-8")
        assert "<title>Locked page</title>" in html
        assert "(full edition)" in html
        assert re.search(r"<script(?! src=| type=\"application/json\")", html) is None, (
            "no script stands in a page"
        )
        assert "style=" not in html
    assert not (site / "sitemap.xml").exists()
    assert not (site / "sitemap.xml.gz").exists()
    assert json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))["docs"] == []
    marker = json.loads((site / ".outlast").read_text(encoding="utf-8"))
    assert marker == {**marker, "name": "Runbook", "encrypted": True, "edition": "full"}


def test_sizes_of_pages_are_steps(sealed_example: Path) -> None:
    sizes = {
        len(json.loads(found[1])["data"])
        for file in (sealed_example / "site" / "serve").glob("*.html")
        if (found := decrypt.PAGE.search(file.read_text(encoding="utf-8")))
    }
    assert 1 < len(sizes) < 8


def test_the_phrases_are_written_nowhere_and_said_nowhere(house: House) -> None:
    assert "edition full, encrypted" in house.said
    secrets = {WORDS, RECOVERY, *parts(WORDS), *parts(RECOVERY)}
    assert not any(words in house.said for words in secrets)
    assert found_in(house.folder, secrets) == []


def parts(phrase: str) -> set[str]:
    """Each two words that follow each other."""
    words = phrase.split()
    return {" ".join(pair) for pair in itertools.pairwise(words)}


def test_two_builds_share_nothing(shop: Path, house: House) -> None:
    succeed("outlast", "build", cwd=shop, **OPENING)
    seen = []
    for site in (house.site, shop / "site"):
        told = envelope(site)
        seen.append({told["build"], told["nonce"], *(slot["salt"] for slot in told["slots"])})
        assert [slot["rounds"] for slot in told["slots"]] == ["1000000", "1000000"]
    assert seen[0].isdisjoint(seen[1])


# The phrases open it


@pytest.mark.parametrize("phrase", [WORDS, RECOVERY])
def test_python_alone_opens_all_of_it(phrase: str, house: House, tmp_path: Path) -> None:
    done = decrypted(house.site / "decrypt.py", phrase, str(house.site), str(tmp_path / "open"))
    assert done.returncode == 0, done.stderr
    for file in (tmp_path / "open").rglob("*.html"):  # links to sealed files bear a mark
        file.write_bytes(re.sub(rb' (data-outlast-sealed|nonce)="[^"]*"', b"", file.read_bytes()))
    plain, opened = contents(house.plain), contents(tmp_path / "open")
    gone = {"404.html", ".outlast", "sitemap.xml", "sitemap.xml.gz"}
    gone |= {"outlast-worker.js"}  # it names the files as they lie there, sealed or not
    (page,) = [path for path in plain if path in ("house.html", "house/index.html")]
    assert opened.keys() - gone == plain.keys() - gone
    assert [path for path in plain.keys() - gone - {page} if opened[path] != plain[path]] == []
    assert "data:image/png;base64," in (tmp_path / "open" / page).read_text(encoding="utf-8")


def test_python_says_what_is_wrong(house: House, tmp_path: Path) -> None:
    site, out = tmp_path / "site", tmp_path / "open"
    shutil.copytree(house.site, site)
    program = site / "decrypt.py"
    assert decrypt.not_opened() in decrypted(program, "other words", str(site), str(out)).stderr
    page = site / "index.html"
    good = page.read_text(encoding="utf-8")
    page.write_text(good.replace('"data":"', '"data":"AAAA'), encoding="utf-8")
    assert decrypt.not_opened() in decrypted(program, WORDS, str(site), str(out)).stderr
    other = next(file for file in site.rglob("*.html") if file.parent != site)
    page.write_text(other.read_text(encoding="utf-8"), encoding="utf-8")
    assert decrypt.not_opened() in decrypted(program, WORDS, str(site), str(out)).stderr
    assert not out.exists()
    page.write_text(good, encoding="utf-8")
    for spoilt in ("assets/outlast/outlast.js", "assets/outlast/files.json.sealed.js", other):
        file = site / spoilt
        was = file.read_bytes()
        file.unlink() if file == other else file.write_bytes(was.replace(b"e", b"E", 1))
        assert decrypt.not_opened() in decrypted(program, WORDS, str(site), str(out)).stderr, spoilt
        file.write_bytes(was)
    assert not out.exists()
    assert "exists already" in decrypted(program, WORDS, str(site), str(tmp_path)).stderr
    assert "exists already, or lies inside" in decrypted(program, WORDS, str(site), str(site / "x")).stderr
    assert "no encrypted runbook" in decrypted(program, WORDS, str(house.folder / "docs"), str(out)).stderr
    assert "asks for the passphrase" in decrypted(program, WORDS, "--help").stderr
    assert "no encrypted runbook" in decrypted(program, WORDS, str(tmp_path / "missing"), str(out)).stderr


def rewritten(path: str, old: str, new: str) -> Callable[[Path], object]:
    def attack(site: Path) -> None:
        text = (site / path).read_text(encoding="utf-8")
        assert old in text
        (site / path).write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")

    return attack


FORGED: dict[str, Callable[[Path], object]] = {
    "the loader passes on the phrase": rewritten(
        "assets/outlast/lock.js", "field.value.trim()", "steal(field.value)"
    ),
    "the reader of envelopes": rewritten("assets/outlast/envelope.js", "function forms(", "function f0rms("),
    "the style of the loader": rewritten("assets/outlast/lock.css", "{", "{background:url(//evil.example);"),
    "decrypt.py itself": rewritten("decrypt.py", "getpass.getpass(", "input("),
    "the page for wrong addresses": rewritten("404.html", "<body", "<body onload=steal()"),
    "a script in a page": rewritten("index.html", "</head>", '<script src="added.js"></script></head>'),
    "no policy on a page": rewritten("index.html", "script-src ", "script-src * "),
    "words on a page": rewritten("index.html", "Type the passphrase", "Mail the passphrase"),
    "a script before an envelope": rewritten(
        "search/search_index.json.sealed.js", "outlast", "steal();outlast"
    ),
    "the loader is missing": lambda site: (site / "assets/outlast/lock.js").unlink(),
    "the list is missing": lambda site: (site / "assets/outlast/files.json.sealed.js").unlink(),
}


@pytest.mark.parametrize("attack", FORGED)
def test_python_of_ones_own_refuses_what_would_take_the_phrase(
    attack: str, house: House, tmp_path: Path
) -> None:
    site, out, mine = tmp_path / "site", tmp_path / "open", tmp_path / "decrypt.py"
    shutil.copytree(house.site, site)
    shutil.copyfile(decrypt.__file__, mine)
    FORGED[attack](site)
    done = decrypted(mine, WORDS, str(site), str(out))
    assert done.returncode == 1
    assert decrypt.not_opened() in done.stderr
    assert "Traceback" not in done.stderr
    assert not out.exists()


# Editions and hosts


def test_the_public_edition_is_not_encrypted(shop: Path) -> None:
    succeed("outlast", "build", "--edition", "public", cwd=shop, **OPENING)
    assert "Refund customers" in (shop / "site" / "index.html").read_text(encoding="utf-8")


def test_an_encrypted_edition_may_be_deployed(shop: Path) -> None:
    deployed = remote(shop)
    succeed("mkdocs", "gh-deploy", cwd=shop, **OPENING, **COMMITTING)
    seen = deployed()
    assert seen
    assert (seen / "index.html").is_file()
    assert found_in(seen, {"Refund customers", "Noor", "Small Shop"}) == []


def test_a_part_cannot_be_encrypted(shop: Path) -> None:
    done = run("mkdocs", "build", "--dirty", cwd=shop, **OPENING)
    assert done.returncode == 1
    assert "without --dirty" in done.stderr


def test_a_plain_bundle_is_plain(shop: Path) -> None:
    succeed("outlast", "bundle", "--plain", cwd=shop, **OPENING)
    (bundle,) = (shop / "dist").glob("*.zip")
    with zipfile.ZipFile(bundle) as archive:
        (page,) = [name for name in archive.namelist() if re.search(r"/refunds(/index)?\.html$", name)]
        assert "Open the order" in archive.read(page).decode()


# Files that belong to pages


def test_files_of_pages_are_sealed_and_styles_are_not(house: House) -> None:
    there = contents(house.site)
    assert "files/prices.csv.sealed.js" in there
    assert "files/plan of the house.png.sealed.js" in there
    assert "mine.css" in there
    assert not {"files/prices.csv", "files/plan of the house.png"} & there.keys()
    assert found_in(house.site, {"marzipan"}) == []


def test_files_of_a_theme_of_ones_own_are_sealed(shop: Path) -> None:
    """Also those that replace one of the installed theme. What mkdocs.yml names as a style stays readable."""
    files = {"keys.txt": "marzipan", "assets/images/favicon.png": "marzipan", "mine.css": "p{}"}
    for path, text in files.items():
        (shop / "overrides" / path).parent.mkdir(parents=True, exist_ok=True)
        (shop / "overrides" / path).write_text(text, encoding="utf-8")
    settings(shop, theme={"name": "material", "custom_dir": "overrides"}, extra_css=["mine.css"])
    succeed("outlast", "build", cwd=shop, **OPENING)
    there = contents(shop / "site")
    assert {"keys.txt.sealed.js", "assets/images/favicon.png.sealed.js", "mine.css"} <= there.keys()
    assert not {"keys.txt", "assets/images/favicon.png"} & there.keys()
    assert found_in(shop / "site", {"marzipan"}) == []
    opened = decrypt.open_all(shop / "site", dict(decrypt.find(shop / "site")), WORDS)
    assert opened["keys.txt"] == b"marzipan"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets only some users make links")
def test_a_link_that_leads_out_of_a_theme_of_ones_own_is_refused(shop: Path) -> None:
    (shop / "shop.words").write_text(WORDS, encoding="utf-8")
    (shop / "overrides").mkdir()
    (shop / "overrides" / "x.txt").symlink_to(shop / "shop.words")
    settings(shop, theme={"name": "material", "custom_dir": "overrides"})
    done = run("outlast", "build", "--edition", "public", cwd=shop)
    assert done.returncode == 1
    assert "overrides/x.txt is a link that leads out of overrides/" in done.stderr
    assert not (shop / "site").exists()


def test_a_page_that_could_not_be_drawn_stops_the_build(shop: Path) -> None:
    (shop / "docs" / "frame.txt").write_text("inside", encoding="utf-8")
    (shop / "docs" / "frame.md").write_text(
        '# Frame\n\n<iframe src="frame.txt"></iframe>\n', encoding="utf-8"
    )
    settings(shop, use_directory_urls=False)
    done = run("outlast", "build", cwd=shop, **OPENING)
    assert done.returncode == 1
    assert "frame.html needs frame.txt to be drawn" in done.stderr
    assert not (shop / "site").exists(), "nothing that is half encrypted is kept"


def test_what_a_page_shows_moves_into_it_and_links_are_marked() -> None:
    page = """<p>\n<a href="../f/a.csv" class=x>A</a> <a href='b.html'>B</a><img alt="é" src=../f/p.png>
<link rel="icon" href="../f/p.png"><a href="https://x.example/f/a.csv">C</a><!-- <img src="../f/p.png"> -->"""
    inlined = '"data:image/png;base64,UA=="'
    expected = page.replace('href="../f/a.csv"', 'href="../f/a.csv" data-outlast-sealed="f/a.csv"', 1)
    expected = expected.replace("src=../f/p.png", f"src={inlined}").replace(
        'href="../f/p.png"', f"href={inlined}"
    )
    assert with_static_assets(page, "serve/x.html", {"f/a.csv": b"A", "f/p.png": b"P"}) == expected
    assert with_static_assets(page, "serve/x.html", {"other": b""}) == page


@pytest.mark.parametrize(
    "html",
    [
        '<script src="f.x"></script>',
        '<link rel="stylesheet" href="f.x">',
        '<object data="f.x"></object>',
        '<img srcset="f.x 2x, g.x">',
    ],
)
def test_what_would_be_lost_in_silence_is_refused(html: str) -> None:
    with pytest.raises(Refusal, match=re.escape("f.x")):
        with_static_assets(html, "index.html", {"f.x": b""})


def test_a_file_that_was_added_is_not_taken_for_one_of_ours(house: House, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(house.site, site)
    (site / "assets" / "added.js").write_text("alert(1)", encoding="utf-8")
    assert decrypted(site / "decrypt.py", WORDS).returncode == 0
    assert (tmp_path / "site-open" / "index.html").is_file()
    assert not (tmp_path / "site-open" / "assets" / "added.js").exists()


def test_a_folder_that_is_called_like_a_page_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "x.html").mkdir()
    (tmp_path / "y.sealed.js").mkdir()
    assert list(decrypt.find(tmp_path)) == []


def test_a_site_without_search_can_be_sealed(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<h1>Here</h1>", encoding="utf-8")
    (tmp_path / "404.html").write_text("<h1>Shop of Kim</h1>", encoding="utf-8")
    seal_files(tmp_path, Seal(lock([WORDS], stream("bare"), ROUNDS), frozenset(), stream("files")))
    assert 'data-search=""' in (tmp_path / "index.html").read_text(encoding="utf-8")
    nowhere = (tmp_path / "404.html").read_text(encoding="utf-8")
    assert "Kim" not in nowhere
    assert "default-src 'none'" in nowhere


def test_a_policy_holds_from_the_first_byte_of_a_locked_page(tmp_path: Path) -> None:
    script = "go('4711')"
    plain = with_policy(f"<html><head><script>{script}</script><title>{escape('T & U')}</title>")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.html").write_text(plain, encoding="utf-8")
    made = lock([WORDS], stream("policy"), ROUNDS)
    seal_files(tmp_path, Seal(made, frozenset(), stream("files")))
    locked = (tmp_path / "a" / "b.html").read_text(encoding="utf-8")
    assert locked.index("script-src 'self' file: 'nonce-") < locked.index("<script")
    assert 'src="../assets/outlast/lock.js"' in locked
    assert "T &" not in locked
    found = decrypt.PAGE.search(locked)
    assert found
    opened = decrypt.open_sealed(found[1], WORDS, "a/b.html", ROUNDS).decode()
    nonce = f' nonce="{made.name}"'
    assert opened == plain.replace("<script>", f"<script{nonce}>"), "its own policy is in it, hashes and all"


def test_what_no_policy_allows_gets_no_nonce() -> None:
    """A script that came out of a plan has no hash in the policy of its page."""
    theirs = "<script>alert(1)</script>"
    page = with_policy(f"<head><script>ours()</script></head>{theirs}<style>p{{}}</style>", plan=theirs)
    rules, html = for_lock(page, "bm9uY2U=")
    assert theirs in html
    assert '<script nonce="bm9uY2U=">ours()' in html
    assert '<style nonce="bm9uY2U=">' in html
    assert rules.count("'nonce-bm9uY2U='") == 2
    assert for_lock("<p>none</p>", "bm9uY2U=") == ("", "<p>none</p>")


def test_no_policy_of_a_locked_page_tells_anything_of_the_page(house: House) -> None:
    """A hash of a short script is as good as the script: whoever guesses it can compare."""
    assert any(BY_HAND in file.read_text(encoding="utf-8") for file in house.plain.rglob("*.html"))
    pages = [file.read_text(encoding="utf-8") for file in set(house.site.rglob("*.html"))]
    rules = {found[0] for html in pages if "Locked page" in html for found in [CSP.search(html)] if found}
    assert len(rules) == 1
    assert "sha256-" not in rules.pop()
