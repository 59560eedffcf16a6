"""The theme of a build does less than that of MkDocs, and comes to the same."""

from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from outlast.mkdocs_plugin.theme import QuickTheme, keep_templates, speed_up

from tests.host.sealed import settings


def test_the_same_files_are_copied(shop: Path) -> None:
    for path in (
        "shown/mark.svg",
        "shown/.hidden.svg",
        "shown/.hidden/mark.svg",
        ".hidden/mark.svg",
        "main.css",
    ):
        (shop / "own" / path).parent.mkdir(parents=True, exist_ok=True)
        (shop / "own" / path).touch()
    settings(shop, theme={"name": "material", "custom_dir": "own"})
    config = load_config(str(shop / "mkdocs.yml"))
    before = copied(config)
    assert {path for path, folder in before if folder == str(shop / "own")} == {"shown/mark.svg", "main.css"}
    speed_up(config)
    assert isinstance(config.theme, QuickTheme)
    assert copied(config) == before


def copied(config: MkDocsConfig) -> list[tuple[str, str | None]]:
    files = Files([])
    files.add_files_from_theme(config.theme.get_env(), config)
    return [(file.src_uri, file.src_dir) for file in files]


def test_a_hidden_template_is_found(shop: Path) -> None:
    config = load_config(str(shop / "mkdocs.yml"))
    speed_up(config)
    assert "<svg" in config.theme.get_env().get_template(".icons/material/lifebuoy.svg").render()


def test_what_one_theme_is_told_the_other_knows(shop: Path) -> None:
    config = load_config(str(shop / "mkdocs.yml"))
    held_by_a_plugin = config.theme
    speed_up(config)
    held_by_a_plugin["language"] = "nl"
    assert config.theme["language"] == "nl"


def test_templates_are_kept_apart_where_a_plugin_adds_a_filter(
    shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OUTLAST_CACHE", str(tmp_path / "cache"))
    config = load_config(str(shop / "mkdocs.yml"))
    speed_up(config)
    environment = config.theme.get_env()
    keep_templates(environment)
    kept = tmp_path / "cache/templates"
    assert len([*kept.iterdir()]) == 1
    environment.filters["loud"] = str.upper
    keep_templates(environment)
    assert len([*kept.iterdir()]) == 2
