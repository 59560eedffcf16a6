"""An encrypted drive: what stays readable, and that all the rest opens as it was."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from outlast import comparing
from outlast.bundle import bundle, copy_of
from outlast.envelope import decrypt
from outlast.verify import MANIFEST, START

from tests.bundle.conftest import MADE, PLAN, seal
from tests.envelope.vectors import WORDS

FILES = "assets/outlast/files"
PAPERS = {"binder-1-first-week.pdf": b"%PDF binder", "wallet-card.pdf": b"%PDF card"}


@pytest.fixture
def drive(site: Path, tmp_path: Path) -> Path:
    """An encrypted drive with plan and papers, unpacked."""
    (site / "search").mkdir()
    (site / "search/search_index.json").write_text(
        json.dumps({"config": {"lang": ["en"]}, "docs": [{"text": "marzipan"}]}), encoding="utf-8"
    )
    (site / "search/search_index.js").write_text("var __index = {}", encoding="utf-8")
    file = bundle(site, tmp_path / "dist", plan=PLAN, papers=PAPERS, seal=seal())
    with zipfile.ZipFile(file) as archive:
        archive.extractall(tmp_path / "drive")
    assert file.name == "runbook-full-2026-11-22.zip", "its name does not tell whose it is"
    return tmp_path / "drive"


def test_only_what_says_nothing_is_readable(drive: Path) -> None:
    assert sorted(entry.name for entry in drive.iterdir()) == [MANIFEST, START, "site", "verify.py"]
    for file in drive.rglob("*"):
        if file.is_file():
            text = file.read_bytes()
            words = (b"Fern", b"Refunds", b"VCARD", b"systems:", b"%PDF", b"marzipan")
            assert not [word for word in words if word in text], file
            assert "systems/shop" not in file.as_posix()
    start = (drive / START).read_text(encoding="utf-8")
    assert "It is locked." in start
    for href in ("site/index.html", f"site/{FILES}/index.html", "site/decrypt.py", "verify.py"):
        assert f'href="{href}"' in start
        assert (drive / href).is_file()


def test_all_of_it_opens_as_it_was(drive: Path, site: Path) -> None:
    found = dict(decrypt.find(drive / "site"))
    opened = decrypt.open_all(drive / "site", found, WORDS)
    for path, text in copy_of(site, MADE, PLAN, PAPERS).items():
        if path.startswith("site/") and not path.endswith((".html", ".js", ".css")):
            assert opened[path.removeprefix("site/")] == text
    assert b"<h1>Refunds</h1>" in opened["serve/refunds.html"]
    assert {path: opened[f"{FILES}/{path}"] for path in PAPERS} == PAPERS
    with zipfile.ZipFile(io.BytesIO(opened[f"{FILES}/plan.zip"])) as archive:
        assert {path.removeprefix("plan/"): archive.read(path) for path in archive.namelist()} == PLAN
    page = opened[f"{FILES}/index.html"].decode()
    for path in (
        f"{FILES}/binder-1-first-week.pdf",
        f"{FILES}/wallet-card.pdf",
        f"{FILES}/plan.zip",
        "contacts.vcf",
    ):
        assert f'data-outlast-sealed="{path}"' in page
    assert b"marzipan" in opened["search/search_index.json"]


def test_a_comparison_finds_the_plan_in_the_folder_that_decrypt_makes(drive: Path, tmp_path: Path) -> None:
    files = decrypt.open_all(drive / "site", dict(decrypt.find(drive / "site")), WORDS)
    decrypt.write(tmp_path / "open", files, drive=True)
    found = comparing.opened(str(tmp_path / "open"), tmp_path, tmp_path / "room").folder
    assert {file.relative_to(found).as_posix(): file.read_bytes() for file in found.rglob("*.*")} == PLAN


def test_nothing_readable_is_left_beside_the_site(drive: Path, site: Path) -> None:
    assert drive.exists()
    aside = [file for file in site.parent.rglob("*") if file.is_file() and not file.is_relative_to(site)]
    assert not [file.name for file in aside if b"marzipan" in file.read_bytes()]
    assert any(b"marzipan" in file.read_bytes() for file in site.rglob("*") if file.is_file())
