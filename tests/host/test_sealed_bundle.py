"""`outlast bundle` of an edition above public: encrypted, with phrases that somebody has."""

import os
import re
import sys
import zipfile
from html import unescape
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from outlast.cli import outlast
from outlast.envelope import decrypt
from outlast.verify import verify

from tests.envelope.vectors import RECOVERY, WORDS
from tests.host.running import DAY, run, succeed, surroundings
from tests.host.sealed import found_in, sound
from tests.maximal import maximal
from tests.shared import OPENING

NAME = "runbook-full-2026-11-22.zip"


def unpacked(file: Path, folder: Path) -> Path:
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder)
    return folder


def opened(drive: Path, phrase: str) -> dict[str, bytes]:
    return decrypt.open_all(drive / "site", dict(decrypt.find(drive / "site")), phrase)


def test_no_canary_is_in_any_byte_and_either_phrase_opens_all(shop: Path) -> None:
    """Every field of the model says something in this plan, each in words that stand nowhere else."""
    made = maximal()
    made.attach(shop / "plan")
    (shop / "plan" / "shop.yml").write_text(
        yaml.safe_dump(sound(made.raw), allow_unicode=True), encoding="utf-8"
    )
    said = succeed("outlast", "bundle", "--edition", "full", cwd=shop, **OPENING)
    assert "edition full, encrypted" in said
    (file,) = (shop / "dist").iterdir()
    drive = unpacked(file, shop / "drive")
    files = opened(drive, WORDS)
    assert files.keys() >= {
        "contacts.vcf",
        "assets/outlast/files/plan.zip",
        "assets/outlast/files/binder-1-first-week.pdf",
        "assets/outlast/files/wallet-card.pdf",
    }
    text = unescape(b"".join(files.values()).decode("utf-8", "replace"))
    words = {canary.text for canary in made.canaries if len(canary.text) > 7 and canary.text in text}
    assert len(words) > 400, "what is looked for is on the drive, when it is open"
    assert found_in(drive, words) == []
    names = zipfile.ZipFile(file).namelist()
    assert not [word for word in words for name in names if word in name]
    assert found_in(shop / "dist", words) == []
    assert verify(file).problems == verify(drive).problems == ()
    page = decrypt.PAGE.search((drive / "site/index.html").read_text(encoding="utf-8"))
    assert page
    assert decrypt.open_sealed(page[1], RECOVERY, "index.html") == files["index.html"]


def test_the_number_that_is_told_is_that_of_the_files(shop: Path) -> None:
    """Also where they are encrypted, which makes each copy another one."""
    numbers = []
    for name, arguments in (("one", ()), ("two", ()), ("plain", ("--plain",)), ("again", ("--plain",))):
        said = succeed("outlast", "bundle", *arguments, "--out", name, cwd=shop, **OPENING)
        (file,) = (shop / name).iterdir()
        assert f"Number of this copy: {verify(file).number}" in said
        assert "Write it on the binder and on the wallet card." in said
        numbers.append(verify(file).number)
    one, two, plain, again = numbers
    assert plain == again
    assert len({one, two, plain}) == 3


def test_without_a_passphrase_nothing_is_written(shop: Path) -> None:
    done = run("outlast", "bundle", cwd=shop)
    assert done.returncode == 2
    for word in ("no terminal", "--passphrase-file", "--plain"):
        assert word in done.stderr
    assert not (shop / "dist").exists()


def test_a_weak_passphrase_is_refused(shop: Path) -> None:
    done = run("outlast", "bundle", cwd=shop, OUTLAST_PASSPHRASE="small shop 2026")
    assert done.returncode == 2
    assert "easy to guess" in done.stderr
    assert not (shop / "dist").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_new_phrases_are_shown_once_on_the_terminal_and_written_nowhere(shop: Path) -> None:
    import pty
    import subprocess

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "outlast", "bundle"],
        cwd=shop,
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        seen = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # Linux says so when the other end is closed
                break
            if not part:
                break
            seen += part
        assert process.stdout
        told = process.stdout.read().decode()
    os.close(ours)
    assert process.returncode == 0, seen
    phrases = re.findall(r"^ +(?:Passphrase|Recovery phrase): +([a-z -]+)", seen.decode(), re.MULTILINE)
    assert [len(phrase.split()) for phrase in phrases] == [6, 6]
    assert not any(phrase in told for phrase in phrases)
    assert "To keep these for the next copy" in seen.decode()
    assert "  outlast bundle --edition full --passphrase-file FILE --recovery-file FILE" in seen.decode()
    drive = unpacked(shop / "dist" / NAME, shop / "drive")
    assert found_in(shop, set(phrases)) == []
    page = decrypt.PAGE.search((drive / "site/index.html").read_text(encoding="utf-8"))
    assert page
    for phrase in phrases:
        assert b"Small Shop" in decrypt.open_sealed(page[1], phrase, "index.html")


@pytest.mark.parametrize(
    ("asked", "how"),
    [(("bundle", "--edition", "public"), "--edition"), (("bundle", "--plain"), "leave out --plain"),
     (("build", "--edition", "public"), "--edition")],
)  # fmt: skip
def test_phrases_that_encrypt_nothing_are_told(shop: Path, asked: tuple[str, ...], how: str) -> None:
    (shop / "a.passphrase").write_text(WORDS, encoding="utf-8")
    done = run("outlast", *asked, "--passphrase-file", "a.passphrase", cwd=shop)
    assert done.returncode == 0, done.stderr
    assert "Your phrases were not used" in done.stderr
    assert how in done.stderr
    assert asked[0] == "build" or re.search(r", [1-9]\d* KB\.\n", done.stdout), "no 0.0 MB"


def test_one_phrase_alone_is_told_and_files_of_phrases_are_taken(shop: Path) -> None:
    (shop / "a.passphrase").write_text(WORDS, encoding="utf-8")
    said = succeed("outlast", "bundle", "--passphrase-file", "a.passphrase", cwd=shop)
    assert "One phrase alone opens it" in said
    drive = unpacked(shop / "dist" / NAME, shop / "drive")
    assert "index.html" in opened(drive, WORDS)


def test_without_the_extra_it_says_that_there_is_no_binder(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shop)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    monkeypatch.setitem(sys.modules, "typst", None)
    done = CliRunner().invoke(outlast, ["bundle", "--edition", "public"])
    assert done.exit_code == 0, done.output
    assert "This bundle has no binder" in done.stderr
    assert "pip install" in done.stderr
    (file,) = (shop / "dist").iterdir()
    assert not [name for name in zipfile.ZipFile(file).namelist() if name.endswith(".pdf")]


def test_a_plain_bundle_carries_the_binder_with_a_blank_for_its_number(shop: Path) -> None:
    from pypdf import PdfReader

    succeed("outlast", "bundle", "--plain", cwd=shop)
    (file,) = (shop / "dist").iterdir()
    drive = unpacked(file, shop / "drive")
    cover = PdfReader(drive / "binder-1-first-week.pdf").pages[0].extract_text()
    assert "Number of the stick" in cover
    assert verify(drive).number not in cover
    assert PdfReader(drive / "wallet-card.pdf").pages[0].extract_text()
