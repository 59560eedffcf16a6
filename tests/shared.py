"""What takes long to make: made once in a session, by whichever worker needs it first, and only read."""

import os
import pickle
import shutil
import time
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest
from babel.messages.catalog import Catalog
from jinja2.bccache import Bucket, BytecodeCache
from outlast.analysis import Look
from outlast.build import Checked, check
from outlast.languages import extraction
from outlast.model import Edition, Plan
from outlast.pages import compose
from outlast.redact import redact
from outlast.render import draw
from outlast.site import Site, Tree

from tests.drawing import TODAY
from tests.envelope.vectors import RECOVERY, WORDS
from tests.host.running import ROOT, succeed
from tests.host.sealed import PICTURE

T = TypeVar("T")
OPENING = {"OUTLAST_PASSPHRASE": WORDS, "OUTLAST_RECOVERY": RECOVERY}
PATIENCE = 900
"""Seconds after which a worker stops waiting for what another one makes."""
_BASES: list[Path] = []


def share(factory: pytest.TempPathFactory) -> None:
    """Set the folder that all workers of this session share."""
    base = factory.getbasetemp()
    _BASES[:] = [base.parent if "PYTEST_XDIST_WORKER" in os.environ else base]


def session_folder() -> Path:
    """The folder that all workers of this session share."""
    (base,) = _BASES
    return base


def once(name: str, make: Callable[[Path], None]) -> Path:
    """The folder of this name, filled by `make` in one worker while the others wait for it."""
    base = session_folder()
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
        except Exception as failed:
            error = repr(failed)
            raise
        finally:
            written = base / f"{name}.written"
            written.write_text(error, encoding="utf-8")
            written.replace(result)
    assert result.exists(), f"{name} was not made in time"
    error = result.read_text(encoding="utf-8")
    assert not error, f"{name} could not be made: {error}"
    return folder


def kept(name: str, make: Callable[[], T]) -> T:
    """What `make` gives, computed in one worker and read by the others."""
    folder = once(name, lambda folder: write(folder / "it", make()))
    made: T = pickle.loads((folder / "it").read_bytes())
    return made


def write(file: Path, made: object) -> None:
    file.write_bytes(pickle.dumps(made))


@cache
def example() -> Checked:
    """The plan of the example shop with all that follows from it on the day of the tests."""
    return kept("the example", lambda: check(ROOT / "plan", Edition.FULL, today=TODAY, look=Look.WHOLE))


def example_plan() -> Plan:
    plan = example().plan
    assert plan is not None
    return plan


@cache
def example_pages(edition: Edition = Edition.FULL) -> Site:
    """The pages of the example before they are drawn, as `build` makes them."""
    plan, facts = redact(example_plan(), example().facts, edition)
    return compose(plan, facts, example().info, edition, example().files)


@cache
def example_tree(edition: Edition = Edition.FULL, directory_urls: bool = False) -> Tree:
    """The example drawn, as a host gets it."""
    name = f"tree of the example {edition} {directory_urls}"
    return kept(name, lambda: draw(example_pages(edition), directory_urls=directory_urls))


@cache
def messages() -> Catalog:
    """All that the program says, gathered from its files; nobody may change it."""
    return kept("messages", extraction.messages)


class Compiled(BytecodeCache):
    """Templates as Jinja compiles them: without it every site that a test draws compiles them anew."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


def copy_example(folder: Path) -> Path:
    """The example shop as a folder of its own."""
    shutil.copy2(ROOT / "mkdocs.yml", folder)
    for part in ("plan", "docs/runbook"):
        shutil.copytree(ROOT / part, folder / part)
    return folder


def example_site() -> Path:
    """The example with its site/, built by MkDocs in strict mode, its pages both quickly and by the theme."""

    def make(folder: Path) -> None:
        settings = copy_example(folder) / "mkdocs.yml"
        verified = settings.read_text(encoding="utf-8").replace(
            "edition: full", "edition: full\n      fast: verify"
        )
        settings.write_text(verified, encoding="utf-8")
        succeed("mkdocs", "build", "--strict", cwd=folder, TZ="UTC", LC_ALL="C", PYTHONHASHSEED="1")

    return once("example", make)


def example_stick() -> Path:
    """The example with its site/, the bundle in dist/ and the same unpacked in stick/.

    The bundle is of another build, by `outlast` and with other surroundings.
    """
    built = example_site()

    def make(folder: Path) -> None:
        around = {"TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "7", "USER": "somebody"}
        shutil.copytree(built, folder, dirs_exist_ok=True)
        succeed("outlast", "bundle", "--plain", cwd=folder, **around)
        (bundle,) = (folder / "dist").glob("*.zip")
        with zipfile.ZipFile(bundle) as archive:
            archive.extractall(folder / "stick")

    return once("example with a stick", make)


def sealed_example() -> Path:
    """The example with its encrypted site/, in which house.html is by hand, with files and a script."""

    def make(folder: Path) -> None:
        by_hand = copy_example(folder) / "docs" / "runbook"
        (by_hand / "files").mkdir()
        (by_hand / "files" / "house.png").write_bytes(PICTURE)
        (by_hand / "files" / "prices.csv").write_text("marzipan;12\n", encoding="utf-8")
        text = "# The house\n\n![House](files/house.png)\n\n[Prices](files/prices.csv)\n\n"
        text += "<p id=run style='order: 7'></p><script>document.all.run.textContent = 'It ran'</script>\n"
        (by_hand / "house.md").write_text(text, encoding="utf-8")
        succeed("mkdocs", "build", "--strict", cwd=folder, **OPENING)

    return once("sealed example", make)
