"""Compiled templates are kept for the next run, and never stand for a template that was changed."""

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment
from outlast.render.compiled import keep_compiled


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OUTLAST_CACHE", str(tmp_path / "outlast"))
    return tmp_path / "outlast"


def drawn(source: str, **settings: bool) -> str:
    environment = Environment(loader=DictLoader({"page": source}), autoescape=True, **settings)  # type: ignore[arg-type]
    keep_compiled(environment, "tests")
    return environment.get_template("page").render(word="<b>")


def test_a_changed_template_is_compiled_anew(folder: Path) -> None:
    assert drawn("one {{ word }}") == drawn("one {{ word }}") == "one &lt;b&gt;"
    kept = [file for file in folder.rglob("*") if file.is_file()]
    assert len(kept) == 1
    assert drawn("two {{ word }}") == "two &lt;b&gt;"


def test_other_settings_have_a_folder_of_their_own(folder: Path) -> None:
    source = "a\n{% if true %}\nb\n{% endif %}\n"
    assert drawn(source) != drawn(source, trim_blocks=True)
    assert len([*(folder / "templates").iterdir()]) == 2


@pytest.mark.skipif("os.name == 'nt'", reason="Windows has no such bits")
def test_nobody_else_can_write_there(folder: Path) -> None:
    drawn("one")
    (made,) = (folder / "templates").iterdir()
    assert made.stat().st_mode & 0o077 == 0


def test_without_a_cache_folder_everything_is_drawn(folder: Path) -> None:
    folder.write_text("a file where the folder should be")
    assert drawn("one {{ word }}") == "one &lt;b&gt;"
