"""Two shops to build: a small one to change, and the example."""

import shutil
from pathlib import Path

import pytest

from tests.host.running import ROOT, SMALL, succeed


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A folder with the small shop, to be changed at will."""
    folder = tmp_path / "shop"
    shutil.copytree(SMALL, folder)
    return folder


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example shop, built by MkDocs in strict mode. Not to be changed."""
    folder = copy_example(tmp_path_factory.mktemp("example"))
    succeed("mkdocs", "build", "--strict", cwd=folder)
    return folder


def copy_example(folder: Path) -> Path:
    """The example shop as a folder of its own."""
    shutil.copy2(ROOT / "mkdocs.yml", folder)
    for part in ("plan", "docs"):
        shutil.copytree(ROOT / part, folder / part)
    return folder
