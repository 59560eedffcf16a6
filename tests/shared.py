"""What takes long to build: made once in a session, by whichever worker needs it first, and only read."""

import os
import shutil
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.envelope.vectors import RECOVERY, WORDS
from tests.host.running import ROOT, succeed

OPENING = {"OUTLAST_PASSPHRASE": WORDS, "OUTLAST_RECOVERY": RECOVERY}
PATIENCE = 900
"""Seconds after which a worker stops waiting for what another one makes."""


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder of this name, filled by `make` in one worker while the others wait for it."""
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:  # then each worker has a folder of its own in that of the session
        base = base.parent
    folder, result = base / name, base / f"{name}.result"
    try:
        folder.mkdir()
    except FileExistsError:
        end = time.monotonic() + PATIENCE
        while not result.exists() and time.monotonic() < end:
            time.sleep(0.2)
    else:
        error = "the worker that made it was stopped"
        try:
            make(folder)
            error = ""
        except AssertionError as failed:
            error = str(failed)
            raise
        finally:
            written = base / f"{name}.written"
            written.write_text(error, encoding="utf-8")
            written.replace(result)
    assert result.exists(), f"{name} was not made in time"
    error = result.read_text(encoding="utf-8")
    assert not error, f"{name} could not be made: {error}"
    return folder


def copy_example(folder: Path) -> Path:
    """The example shop as a folder of its own."""
    shutil.copy2(ROOT / "mkdocs.yml", folder)
    for part in ("plan", "docs/runbook"):
        shutil.copytree(ROOT / part, folder / part)
    return folder


def example_site(factory: pytest.TempPathFactory) -> Path:
    """The example with its site/, built by MkDocs in strict mode."""

    def make(folder: Path) -> None:
        copy_example(folder)
        succeed("mkdocs", "build", "--strict", cwd=folder, TZ="UTC", LC_ALL="C", PYTHONHASHSEED="1")

    return once(factory, "example", make)


def example_stick(factory: pytest.TempPathFactory) -> Path:
    """The example with its site/, the bundle in dist/ and the same unpacked in stick/.

    The bundle is of another build, by `outlast` and with other surroundings.
    """
    built = example_site(factory)

    def make(folder: Path) -> None:
        around = {"TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "7", "USER": "somebody"}
        shutil.copytree(built, folder, dirs_exist_ok=True)
        succeed("outlast", "bundle", "--plain", cwd=folder, **around)
        (bundle,) = (folder / "dist").glob("*.zip")
        with zipfile.ZipFile(bundle) as archive:
            archive.extractall(folder / "stick")

    return once(factory, "example with a stick", make)


def sealed_example(factory: pytest.TempPathFactory) -> Path:
    """The example with its encrypted site/."""

    def make(folder: Path) -> None:
        succeed("mkdocs", "build", "--strict", cwd=copy_example(folder), **OPENING)

    return once(factory, "sealed example", make)
