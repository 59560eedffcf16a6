"""The bundle on a real FAT32 drive: an image written and read back with mtools, which needs no mount."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from outlast.bundle import bundle
from outlast.bundle.names import LONGEST_PATH
from outlast.verify import verify

from tests import shared
from tests.bundle.conftest import PLAN
from tests.host.running import contents

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="mtools is not for Windows")

SECTORS = 163_840
"""80 MB, since a much smaller image would be no FAT32."""


class Drive:
    """An image of a USB stick."""

    def __init__(self, image: Path) -> None:
        self._image = image
        for tool in ("mformat", "mcopy"):
            assert shutil.which(tool), (
                f"no {tool}: run `make test`, which installs it as root on Debian, or install mtools "
                "(apt-get install mtools, brew install mtools)"
            )
        self._run("mformat", "-C", "-F", "-T", str(SECTORS), "::")

    def write(self, folder: Path) -> None:
        """Copy what a folder holds to the top of the drive."""
        self._run("mcopy", "-s", "-o", *(str(entry) for entry in sorted(folder.iterdir())), "::/")

    def read(self, folder: Path) -> Path:
        """Copy all of the drive into a new folder."""
        folder.mkdir()
        self._run("mcopy", "-s", "-n", "::/*", str(folder))
        return folder

    def _run(self, tool: str, *arguments: str) -> None:
        done = subprocess.run(
            [tool, "-i", str(self._image), *arguments],
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"{tool} {arguments}: {done.stderr}"


@pytest.fixture
def drive(tmp_path: Path) -> Drive:
    return Drive(tmp_path / "stick.img")


def test_the_image_is_fat32(drive: Drive, tmp_path: Path) -> None:
    assert (tmp_path / "stick.img").read_bytes()[82:90] == b"FAT32   "


def test_the_example_survives_the_drive(drive: Drive, tmp_path: Path) -> None:
    (zipped,) = (shared.example_stick() / "dist").iterdir()
    unpacked = unpack(zipped, tmp_path / "unpacked")
    drive.write(unpacked)
    back = drive.read(tmp_path / "back")
    assert contents(back) == contents(unpacked)
    assert verify(back).problems == ()


def test_names_at_the_edge_survive_the_drive(drive: Drive, site: Path, tmp_path: Path) -> None:
    """Whatever `unsafe` lets pass: the longest path, other scripts, blanks, dots, names that begin alike."""
    longest = "d" * 60 + "/" + "e" * 60 + "/" + "f" * (LONGEST_PATH - len("plan/") - 122 - 4) + ".yml"
    names = [
        longest,
        "geschäftliches.yml",
        "陈文.yml",
        "Олена.yml",
        "two words.yml",
        "a.b.c.yml",
        ".dot/x.yml",
    ]
    names += [f"suppliers-of-the-shop-{number}.yml" for number in range(30)]
    plan = {**PLAN, **{name: name.encode() for name in names}}
    unpacked = unpack(bundle(site, tmp_path / "dist", plan=plan), tmp_path / "unpacked")
    assert max(len(path) for path in contents(unpacked)) == LONGEST_PATH
    drive.write(unpacked)
    back = drive.read(tmp_path / "back")
    assert contents(back) == contents(unpacked)
    assert verify(back).problems == ()


def unpack(zipped: Path, folder: Path) -> Path:
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(folder)
    return folder
