"""Where a build takes its phrases from, and what it refuses so that nothing stays open by mistake."""

import re
import sys
from pathlib import Path

import pytest
from outlast.envelope import phrases_of

from tests.envelope.vectors import RECOVERY, WORDS
from tests.host.running import run, succeed
from tests.host.sealed import decrypted, envelope, settings
from tests.shared import OPENING

SHARES = (
    "abacus tattoo cobweb unlined gravity swinger",
    "yo-yo preshow drop-down mumble sappy ramp",
    "zoom elf fidgety lather icing yelp",
)


def test_files_of_phrases_are_taken_from_mkdocs_yml_and_from_options(shop: Path) -> None:
    (shop / "a.passphrase").write_text("\ufeff" + WORDS.replace(" ", "\r\n") + "\r\n", encoding="utf-8")
    (shop / "b.passphrase").write_text(RECOVERY, encoding="utf-8")
    settings(shop, {"encrypt": True, "passphrase_file": "a.passphrase", "recovery_file": "b.passphrase"})
    succeed("mkdocs", "build", cwd=shop)
    assert slots(shop) == 2
    settings(shop, {"passphrase_file": None, "recovery_file": None})
    done = run("mkdocs", "build", cwd=shop)
    assert done.returncode == 1
    assert "There is no passphrase to encrypt with" in done.stderr
    assert slots(shop) == 2, "the old site stays"
    succeed("outlast", "build", "--passphrase-file", "b.passphrase", cwd=shop)
    assert slots(shop) == 1


def slots(shop: Path) -> int:
    return len(envelope(shop / "site")["slots"])


@pytest.mark.parametrize(
    ("chosen", "why"),
    [
        ({"OUTLAST_PASSPHRASE": "too short"}, "9 characters"),
        ({"OUTLAST_PASSPHRASE": "Small Shop runbook 2026"}, "easy to guess"),
        (
            {**OPENING, "OUTLAST_RECOVERY": "123456789012345678"},
            "recovery phrase in the variable OUTLAST_RECOVERY",
        ),
        ({"OUTLAST_RECOVERY": RECOVERY}, "There is no passphrase"),
        ({**OPENING, "OUTLAST_RECOVERY": WORDS}, "Make another one"),
        ({"OUTLAST_PASSPHRASE": WORDS.replace("scrabble", "scrable")}, "Word 4 is not on the list"),
        ({"OUTLAST_SHARES": "\n".join(SHARES)}, "There is no passphrase"),
        ({**OPENING, "OUTLAST_SHARES": "\n".join(SHARES[:2])}, "holds 2 different shares; 3 are needed"),
        ({**OPENING, "OUTLAST_SHARES": "one\ntwo\nthree"}, "as many words as the others, and 6 at least"),
        (
            {**OPENING, "OUTLAST_SHARES": "\n".join((*SHARES[:2], "of my own and no lot drew it"))},
            "as many words as",
        ),
        (
            {**OPENING, "OUTLAST_SHARES": "\n".join((*SHARES[:2], "of my own without any lot"))},
            "no words but those",
        ),
        ({"OUTLAST_PASSPHRASE_FILE": "missing.passphrase"}, "cannot be read"),
        ({"OUTLAST_PASSPHRASE_FILE": "docs/by-hand.md"}, "handed on with the site"),
        ({"OUTLAST_PASSPHRASE_FILE": "plan/shop.yml"}, "handed on with the site"),
        ({"OUTLAST_PASSPHRASE_FILE": "utf16.passphrase"}, "save it as UTF-8"),
        ({"OUTLAST_PASSPHRASE_FILE": "empty.passphrase"}, "holds no passphrase"),
    ],
)
def test_what_cannot_protect_is_refused(chosen: dict[str, str], why: str, shop: Path) -> None:
    (shop / "utf16.passphrase").write_bytes(WORDS.encode("utf-16"))
    (shop / "empty.passphrase").write_bytes(b"\n")
    done = run("outlast", "build", cwd=shop, **chosen)
    assert done.returncode == 1
    assert why in done.stderr
    assert "Traceback" not in done.stderr
    assert not any(phrase in done.stderr for phrase in chosen.values() if " " in phrase)
    assert not (shop / "site").exists()


def test_two_of_three_shares_open_it_without_outlast(shop: Path, tmp_path: Path) -> None:
    (shop / "three.shares").write_text("\n\n".join(SHARES).upper() + "\n", encoding="utf-8")
    succeed("outlast", "build", "--shares-file", "three.shares", cwd=shop, **OPENING)
    site = shop / "site"
    assert slots(shop) == 5
    assert "You can also ask two of the three people" in (site / "index.html").read_text(encoding="utf-8")
    first, second, third = SHARES
    opened = decrypted(site / "decrypt.py", f"{third} {first}", str(site), str(tmp_path / "open"))
    assert opened.returncode == 0, opened.stderr
    assert "Small Shop" in (tmp_path / "open" / "index.html").read_text(encoding="utf-8")
    assert not (tmp_path / "open" / "assets" / "outlast" / "words.js").exists()
    alone = decrypted(site / "decrypt.py", second, str(site), str(tmp_path / "alone"))
    assert alone.returncode == 1
    wrong = decrypted(site / "decrypt.py", WORDS.replace("scanner", "scaner"), str(site), str(tmp_path / "w"))
    assert wrong.returncode == 1
    assert "Word 3 is not on the list of words" in wrong.stderr
    assert "scan" not in wrong.stderr


def test_new_shares_are_three_papers(shop: Path) -> None:
    said = succeed("outlast", "passphrase", "--shares", "--out", "three.shares", cwd=shop)
    lines = (shop / "three.shares").read_text(encoding="utf-8").splitlines()
    assert [len(line.split()) for line in lines] == [6, 6, 6]
    assert len(phrases_of("\n".join(lines))) == 3
    assert "Keep the file in your vault" in said
    assert not any(line in said for line in lines)


def test_a_phrase_has_no_place_on_a_command_line() -> None:
    for command in ("build", "bundle", "passphrase"):
        told = run("outlast", command, "--help", cwd=Path()).stdout
        assert not re.search(r"--(passphrase|recovery|phrase)\b(?!-file)", told), command


def test_a_new_passphrase_goes_to_paper_or_into_a_file(shop: Path) -> None:
    told = run("outlast", "passphrase", cwd=shop).stdout
    assert len(told.split()) == 6
    said = succeed("outlast", "passphrase", "--out", "new.passphrase", cwd=shop)
    file = shop / "new.passphrase"
    assert len(file.read_text(encoding="utf-8").split()) == 6
    assert file.read_text(encoding="utf-8").split()[0] not in said
    if sys.platform != "win32":
        assert file.stat().st_mode & 0o077 == 0
    again = run("outlast", "passphrase", "--out", "new.passphrase", cwd=shop)
    assert again.returncode == 2
    assert "exists already" in again.stderr
    succeed("outlast", "build", "--passphrase-file", "new.passphrase", cwd=shop)
    assert run("outlast", "passphrase", "--words", "4", cwd=shop).returncode == 2


@pytest.mark.parametrize(
    ("folder", "edition"),
    [("docs", "full"), ("docs", "public"), ("overrides", "full"), ("overrides", "public")],
)
@pytest.mark.parametrize("option", ["passphrase_file", "recovery_file"])
def test_a_phrase_in_what_is_published_is_refused_in_every_edition(
    folder: str, edition: str, option: str, shop: Path
) -> None:
    (shop / folder).mkdir(exist_ok=True)
    (shop / folder / "shop.words").write_text(WORDS, encoding="utf-8")
    settings(
        shop,
        {option: f"{folder}/shop.words", "edition": edition},
        theme={"name": "material", "custom_dir": folder},
    )
    done = run("outlast", "build", cwd=shop)
    assert done.returncode == 1
    assert f"lies in {folder}/, which is handed on with the site" in done.stderr
    assert not (shop / "site").exists()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"passphrase": WORDS}, "A phrase must not stand in mkdocs.yml"),
        ({"Pass-Phrase": WORDS}, "A phrase must not stand in mkdocs.yml"),
        ({"recovery": WORDS}, "A phrase must not stand in mkdocs.yml"),
        ({"passphrase-file": "../x"}, 'did you mean "passphrase_file"?'),
        ({"encrypted": True}, 'did you mean "encrypt"?'),
        ({"audience": "public"}, "allowed here: plan, edition"),
    ],
)
def test_an_option_that_nothing_reads_builds_no_open_site(
    typed: dict[str, object], why: str, shop: Path
) -> None:
    """What was typed to protect must not be passed over."""
    settings(shop, typed)
    done = run("mkdocs", "build", cwd=shop)
    assert done.returncode == 1
    assert why in done.stderr
    assert WORDS not in done.stderr + done.stdout
    assert not (shop / "site").exists()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"encrypt": True}, "encrypt stands at the top of mkdocs.yml, where nothing reads it"),
        ({"passphrase": WORDS}, "A phrase must not stand in mkdocs.yml"),
    ],
)
def test_options_at_the_top_of_the_settings_are_refused(
    typed: dict[str, object], why: str, shop: Path
) -> None:
    settings(shop, {}, **typed)
    done = run("mkdocs", "build", cwd=shop)
    assert done.returncode == 1
    assert why in done.stderr
    assert WORDS not in done.stderr + done.stdout
    assert not (shop / "site").exists()
