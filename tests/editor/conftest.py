"""The real yaml-language-server, fetched once from the registry of npm."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from outlast.schema import text

from tests.editor.language_server import LanguageServer

VERSION = "1.25.0"


@pytest.fixture(scope="session")
def program(request: pytest.FixtureRequest) -> Path:
    """The server's program. Without Node.js these tests fail: whoever runs them asked for them."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.fail("these tests need Node.js with npm")
    assert request.config.cache
    folder = Path(request.config.cache.mkdir(f"yaml-language-server-{VERSION}"))
    program = folder / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
    if not program.exists():
        wanted = f"yaml-language-server@{VERSION}"
        subprocess.run([npm, "install", "--no-audit", "--no-fund", "--prefix", folder, wanted], check=True)
    return program


@pytest.fixture(scope="session")
def server(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    """A server that knows a plan folder with the schema in `.schema.json`."""
    folder = tmp_path_factory.mktemp("shop") / "plan"
    folder.mkdir()
    (folder / ".schema.json").write_text(text(), encoding="utf-8")
    with LanguageServer(program, folder) as server:
        yield server
