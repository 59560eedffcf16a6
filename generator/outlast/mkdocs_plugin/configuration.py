"""What mkdocs.yml says on every page, as text that can be searched like any other."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from outlast.host.mounting import Place
from outlast.mkdocs_plugin.theme import brought_by
from outlast.source import Document, page

_SHOWN = (
    "site_name",
    "site_description",
    "site_author",
    "site_url",
    "copyright",
    "repo_url",
    "repo_name",
    "edit_uri",
    "nav",
    "theme",
    "extra",
)
"""The keys whose values a theme prints."""


def published(config: MkDocsConfig, gone: frozenset[str]) -> Iterator[Document]:
    """What the settings put on pages: mkdocs.yml with all else blank, and values that come from elsewhere.

    A value may come from the environment (`!ENV`) or from another file (`INHERIT`): it is called by its key.

    Args:
        gone: pages that are left out, whose names in the navigation are left out with them.
    """
    file = Path(config.config_file_path)
    written, seen = _written(file, gone)
    yield page(shown(file), written)
    for key in _SHOWN:
        for value in _values(_given(config, key), gone):
            if value not in seen and any(sign.isalnum() for sign in value):
                yield page(f"{shown(file)} ({key})", value)


def _given(config: MkDocsConfig, key: str) -> Any:
    """What was given for a key, after INHERIT and !ENV; of a theme not what the theme itself brings along."""
    if key != "theme":
        return config.get(key)
    brought = brought_by(config.theme.name)
    return {name: value for name, value in config.theme.items() if value != brought.get(name)}


def refuse_files(config: MkDocsConfig, place: Place) -> None:
    """Raise PluginError for what lies in docs/ or in the theme's custom_dir and must not be built.

    What lies there and belongs to the host of the runbook is the host's.

    A link that leads out of it: MkDocs would publish what lies there. A name with signs that begin a tag or
    end an attribute: themes print names of files and folders as they are.
    """
    for top in (Path(config.docs_dir, place.path),) if place.path else own_folders(config):
        for folder, folders, files in os.walk(top):  # follows no links
            for file in (Path(folder) / name for name in (*folders, *files)):
                if file.is_symlink() and not file.resolve().is_relative_to(top.resolve()):
                    raise PluginError(
                        f"{shown(file.parent)}/{file.name} is a link that leads out of {top.name}/, and"
                        " what lies there would be published. Put the file itself there, or delete the link."
                    )
                if set(file.name) & set('<>"'):
                    raise PluginError(
                        f"{shown(file.parent)}/{file.name} has a name that would be read as HTML, and that no"
                        " drive takes. Rename it."
                    )


def own_folders(config: MkDocsConfig) -> Iterator[Path]:
    """The folders of the user whose files MkDocs copies into the site."""
    yield Path(config.docs_dir)
    if config.theme.custom_dir:
        yield Path(config.theme.custom_dir)


def shown(file: Path) -> str:
    """A path as short as it can be said from where the command runs."""
    try:
        return file.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return file.as_posix()


def _written(file: Path, gone: frozenset[str]) -> tuple[str, frozenset[str]]:
    """The text of the file with blanks for what is not published, and the values that are left."""
    text = file.read_text(encoding="utf-8-sig")
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return "", frozenset()  # MkDocs has read it with a loader of its own
    kept = [" " if sign not in "\r\n" else sign for sign in text]
    seen = set()
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if key.value in _SHOWN:
            for scalar in _scalars(value, gone):
                start, end = scalar.start_mark.index, scalar.end_mark.index
                kept[start:end] = text[start:end]
                if scalar.tag.startswith("tag:yaml.org"):
                    seen.add(str(scalar.value))
    return "".join(kept), frozenset(seen)


def _scalars(node: yaml.Node, gone: frozenset[str]) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for part in node.value:
            yield from _scalars(part, gone)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if not (isinstance(value, yaml.ScalarNode) and value.value in gone):
                yield from (*_scalars(key, gone), *_scalars(value, gone))


def _values(value: Any, gone: frozenset[str]) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _values(part, gone)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            if not (isinstance(part, str) and part in gone):
                yield from (str(key), *_values(part, gone))
