"""Two shops to build: a small one to change, and the example."""

import shutil
from pathlib import Path

import pytest

from tests import shared
from tests.host.running import SMALL


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A folder with the small shop, to be changed at will."""
    folder = tmp_path / "shop"
    shutil.copytree(SMALL, folder)
    return folder


@pytest.fixture(scope="session")
def example() -> Path:
    """A copy of the example shop with its site/. Not to be changed."""
    return shared.example_site()


@pytest.fixture(scope="session")
def example_stick() -> Path:
    """Another one with its bundle, which is unpacked in stick/. Not to be changed."""
    return shared.example_stick()
