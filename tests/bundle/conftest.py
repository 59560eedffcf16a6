"""A small copy of a runbook, made by the real bundle from a site of three pages."""

import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest
from outlast.bundle import Seal, bundle
from outlast.envelope import lock
from outlast.host.folder import MARKER
from outlast.host.marker import Marker

from tests.envelope.vectors import FLOOR, WORDS, stream
from tests.host.running import SMALL

MADE = Marker("Fern & Flask runbook", "full", date(2026, 11, 22), "1.2.3")
PLAN = {"shop.yml": b"business: {name: Fern}\n", "systems/shop.yml": b"systems: {}\n"}


def seal() -> Seal:
    """What encrypts a drive, the same each time, with as few rounds as readers accept."""
    return Seal(lock([WORDS], stream("drive"), FLOOR), frozenset(), stream("files"))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder that passes for a built site."""
    folder = tmp_path / "site"
    pages = {
        "index.html": "<h1>Start here</h1>",
        "serve/refunds.html": "<h1>Refunds</h1>" * 50,
        "people/index.html": "<h1>People</h1>",
        "contacts.vcf": "BEGIN:VCARD\r\nEND:VCARD\r\n",
    }
    for path, text in pages.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    (folder / MARKER).write_bytes(MADE.content())
    return folder


@pytest.fixture
def zipped(site: Path, tmp_path: Path) -> Path:
    """The zip of that site."""
    return bundle(site, tmp_path / "dist", plan=PLAN)


@pytest.fixture
def stick(zipped: Path, tmp_path: Path) -> Path:
    """The same, unpacked."""
    folder = tmp_path / "stick"
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A folder with the small shop, to be changed at will."""
    folder = tmp_path / "shop"
    shutil.copytree(SMALL, folder)
    return folder
