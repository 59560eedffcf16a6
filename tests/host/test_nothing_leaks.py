"""Every byte that a lesser edition writes or says, searched for every value that it withholds.

The plan says something in every field of the model, in words that stand nowhere else. Archives are opened
and codes taken back; the machine that builds carries words of its own, in its paths, its names and its git.
"""

import base64
import gzip
import io
import json
import os
import re
import subprocess
import zipfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from outlast.model import COLLECTIONS, Edition

from tests.host.running import SMALL, run
from tests.host.sealed import sound
from tests.host.undone import readings
from tests.maximal import ORDER, WORDED, Canary, maximal, shapes, thing_id

BELOW = (Edition.PUBLIC, Edition.TEAM)
MACHINE = {"HOME": "zqhome", "USER": "zquser", "LOGNAME": "zquser", "HOSTNAME": "zqhost", "EMAIL": "zq@mail"}
OF_THE_MACHINE = (
    "zqfolder",
    "zqhome",
    "zquser",
    "zqhost",
    "zq@mail",
    "zqgit",
    "zqmessage",
    "zqenv",
    "zqcomment",
)


@dataclass(frozen=True)
class Written:
    """What an edition left behind."""

    names: tuple[str, ...]
    """Of the files, by their folder: the site, the bundle, the export."""
    texts: dict[str, str]
    """What can be read in the files and in their names, none twice, with the first file that says it."""
    said: str
    """What the commands told, as a log of CI keeps it."""

    @cached_property
    def runs(self) -> "Runs":
        return Runs(self.texts)


@cache
def shop_of(edition: Edition, folder: Path) -> Path:
    """A project whose plan says something in every field."""
    shop = folder / "zqfolder" / edition.value
    shop.mkdir(parents=True)
    settings = (SMALL / "mkdocs.yml").read_text(encoding="utf-8")
    (shop / "mkdocs.yml").write_text(
        settings.replace("edition: full", f"edition: {edition}"), encoding="utf-8"
    )
    (shop / "docs").mkdir()
    (shop / "docs" / "by-hand.md").write_text("# By hand\n\nzqbyhand\n", encoding="utf-8")
    full = maximal()
    raw = full.raw
    plan = yaml.safe_dump(sound(raw), allow_unicode=True)
    (shop / "plan").mkdir()
    full.attach(shop / "plan")
    (shop / "plan" / "shop.yml").write_text(f"# zqcomment\n{plan}", encoding="utf-8")
    _remember(shop)
    return shop


def told(command: tuple[str, ...], shop: Path, folder: Path) -> str:
    """What a command says that writes something; of a check, what it says beside its findings."""
    around = {name: str(folder / word) if name == "HOME" else word for name, word in MACHINE.items()}
    done = run("outlast", *command, cwd=shop, **around, OUTLAST_ZQ="zqenv", OUTLAST_LANGUAGE="en")
    assert "Traceback" not in done.stderr
    assert done.returncode == 0 or command == ("check",), done.stdout + done.stderr
    return done.stdout + done.stderr if command != ("check",) else done.stderr


@cache
def site_of(edition: Edition, folder: Path) -> str:
    """Builds the site; what was said meanwhile."""
    return told(("build",), shop_of(edition, folder), folder)


@cache
def written(edition: Edition, folder: Path) -> Written:
    shop = shop_of(edition, folder)
    bundle = ("bundle",) if edition is Edition.PUBLIC else ("bundle", "--plain")
    said = told(("check",), shop, folder) + site_of(edition, folder)
    said += told(bundle, shop, folder) + told(("export", "out"), shop, folder)
    made = [file for part in ("site", "dist", "out") for file in (shop / part).rglob("*") if file.is_file()]
    kinds = {".html", ".json", ".js", ".css", ".xml", ".gz", ".zip", ".md"}
    kinds |= set() if edition is Edition.PUBLIC else {".ics", ".vcf", ".csv"}
    assert {file.suffix for file in made} >= kinds
    names = tuple(file.relative_to(shop).as_posix() for file in made)
    texts = {"\n".join(names): "a name"}
    for name, file in zip(names, made, strict=True):
        for text in readings(file.read_bytes()):
            texts.setdefault(text, name)
    return Written(names, texts, said)


def _remember(shop: Path) -> None:
    """A repository around it, since MkDocs and themes like to tell who changed a page."""
    names = {f"GIT_{who}_{what}": "zqgit" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    for arguments in (["init", "-q", "-b", "zqgit"], ["add", "-A"], ["commit", "-q", "-m", "zqmessage"]):
        subprocess.run(
            ["git", *arguments],
            cwd=shop,
            env={**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull},
            check=True,
        )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("leaks")


def hidden(edition: Edition) -> list[Canary]:
    return [canary for canary in maximal().canaries if not edition.shows(canary.edition)]


RUN = re.compile("[ -~]{6,}")
"""What is looked for is nothing but such signs, so it stands within one run of them or nowhere."""

WORD = re.compile("[0-9A-Za-z]+")


class Runs:
    """Each run of printable signs of ASCII in some texts, none twice, with the first file that says it.

    Pages have most of their lines in common, and bytes that are read as UTF-16 and are not have no run.
    """

    def __init__(self, texts: dict[str, str]) -> None:
        self._lines: dict[str, str] = {}
        for text, name in texts.items():
            for each in RUN.findall(text):
                self._lines.setdefault(each, name)
        self._all = "\n".join(self._lines)
        self._words = "\n".join(set(WORD.findall(self._all)))

    def __contains__(self, shape: str) -> bool:
        """A shape stands nowhere unless all its words are within words: few are left to be looked for."""
        assert RUN.fullmatch(shape)
        return all(word in self._words for word in WORD.findall(shape)) and shape in self._all

    def where(self, shapes: Collection[str]) -> Iterator[tuple[str, str]]:
        """Which of these shapes stand there, each with the first file that says it."""
        for shape in shapes:
            if shape in self:
                yield from (
                    (name, shape)
                    for line, name in self._lines.items()
                    if shape in line and stands(shape, line)
                )


def stands(shape: str, text: str) -> bool:
    """Whether a number stands in a text for itself, and is no part of a code in hexadecimal digits."""
    return not shape.isdigit() or re.search(rf"(?<![0-9A-Fa-f]){shape}(?![0-9A-Fa-f])", text) is not None


@pytest.mark.parametrize("edition", BELOW)
def test_no_withheld_value_is_in_any_byte(edition: Edition, folder: Path) -> None:
    looked_for = {shape: canary.path for canary in hidden(edition) for shape in shapes(canary)}
    assert len(looked_for) > 200
    found = written(edition, folder).runs.where(looked_for)
    assert [(name, looked_for[shape], shape) for name, shape in found] == []


@pytest.mark.parametrize("edition", BELOW)
def test_no_withheld_value_is_said_while_building(edition: Edition, folder: Path) -> None:
    said = written(edition, folder).said
    assert [canary.path for canary in hidden(edition) for shape in shapes(canary) if shape in said] == []


@pytest.mark.parametrize("edition", BELOW)
def test_the_id_of_a_withheld_thing_is_in_no_file_and_no_name(edition: Edition, folder: Path) -> None:
    ids = [thing_id(name) for name, kind in COLLECTIONS.items() if not edition.shows(kind.identity)]
    ids += [thing_id("people")] if edition is Edition.PUBLIC else []
    assert ids
    made = written(edition, folder).texts
    assert [(name, id) for text, name in made.items() for id in ids if id in text] == []


@pytest.mark.parametrize("edition", BELOW)
def test_files_go_only_where_they_may(edition: Edition, folder: Path) -> None:
    """What stands in them; and what the author calls them goes nowhere."""
    made, files = written(edition, folder), maximal().files
    shown = {canary.path for canary in files.values() if canary.text in made.runs}
    assert shown == {canary.path for canary in files.values() if edition.shows(canary.edition)}
    assert len(shown) > 10
    assert [path for path in files if Path(path).stem in made.runs] == []


@pytest.mark.parametrize("edition", BELOW)
def test_what_an_edition_may_show_is_found(edition: Edition, folder: Path) -> None:
    """Else the tests above would prove nothing."""
    written(edition, folder)
    shop = folder / "zqfolder" / edition.value
    site = runs_in((shop / "site").rglob("*.html"))
    archive = runs_in((shop / "dist").iterdir())
    shown = [c for c in maximal().canaries if edition.shows(c.edition) and c.kind in WORDED]
    assert len(shown) > 100
    papers = list(papers_of(shop / "dist"))
    assert papers, "the bundle has a binder"
    for runs in (site, archive, Runs(dict.fromkeys(papers, "paper"))):
        assert sum(canary.text in runs for canary in shown) > 0.9 * len(shown)
    assert "zqbyhand" in site
    assert "zqbyhand" in archive


def runs_in(files: Iterable[Path]) -> Runs:
    return Runs({text: file.name for file in files for text in readings(file.read_bytes())})


def papers_of(dist: Path) -> Iterator[str]:
    """All readings of the PDFs in the bundle."""
    for bundle in dist.glob("*.zip"):
        with zipfile.ZipFile(bundle) as archive:
            for name in archive.namelist():
                if name.endswith(".pdf"):
                    yield from readings(archive.read(name))


@pytest.mark.parametrize("edition", BELOW)
def test_the_machine_that_builds_is_not_told(edition: Edition, folder: Path) -> None:
    made = written(edition, folder)
    outside = [str(folder), str(Path.home()), *OF_THE_MACHINE]
    assert [(name, word) for text, name in made.texts.items() for word in outside if word in text] == []
    assert [word for word in OF_THE_MACHINE if word in made.said] == []


@pytest.mark.parametrize("edition", ORDER)
def test_the_edition_stands_on_every_page(edition: Edition, folder: Path) -> None:
    site_of(edition, folder)
    site = shop_of(edition, folder) / "site"
    pages = list(site.rglob("*.html"))
    assert len(pages) > 15
    assert site / "404.html" in pages
    for page in pages:
        assert f"({edition} edition)" in page.read_text(encoding="utf-8"), page.name


def test_every_wrapping_is_taken_off() -> None:
    """What is looked for is found in each of them."""
    word = "Word q0007z here"
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.json", json.dumps({"x": base64.b64encode(word.encode()).decode()}))
    wrapped = {
        "HTML": "".join(f"&#{ord(sign)};" for sign in word).encode(),
        "an address": quote(word, safe="").encode(),
        "JSON": "".join(f"\\u{ord(sign):04x}" for sign in word).encode(),
        "folded": b"SUMMARY:Word q00\r\n 07z here",
        "gzip": gzip.compress(word.encode()),
        "base64": base64.urlsafe_b64encode(b"--" + word.encode()),
        "an archive": zipped.getvalue(),
        "UTF-16": word.encode("utf-16-le"),
        "an outline": b"/Title<FEFF" + word.encode("utf-16-be").hex().upper().encode() + b">",
        "tags": b"Word <b>q00</b>07z here",
    }
    texts = {name: dict.fromkeys(readings(content), name) for name, content in wrapped.items()}
    assert [name for name, found in texts.items() if not any(Runs(found).where([word]))] == []
