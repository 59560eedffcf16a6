"""Where the shops below a folder are."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from outlast.host.folder import MARKER

PLAN = "plan"
"""The folder of a plan, where no settings name another one."""
_OTHERS = frozenset({"node_modules", "venv", "__pycache__"})
"""Folders of other programs, which may hold anything."""
_PLUGIN = re.compile(rb"""^[ \t]*(?:-[ \t]*)?["']?outlast["']?[ \t]*:?""", re.MULTILINE)
"""The plugin, in settings that may be too broken to be read."""


def find(root: Path, settings: str) -> Iterator[Path]:
    """The folder of each shop, by name: `root` or any folder below it that has a plan.

    A folder has a plan if its settings name the plugin outlast, or if files lie in its folder `plan`. Hidden
    folders, links and what Outlast made are left alone.

    Args:
        settings: the name of the file with the settings of a site, such as `mkdocs.yml`.
    """
    for name, folders, _ in os.walk(root):
        folder = Path(name)
        shop = _has_settings(folder / settings) or _has_plan(folder / PLAN)
        if shop:
            yield folder
        folders[:] = sorted(
            each
            for each in folders
            if not (each.startswith(".") or each in _OTHERS or (shop and each == PLAN))
            and not (folder / each / MARKER).is_file()
        )


def names(root: Path, folders: Iterable[Path]) -> Mapping[str, Path]:
    """A name of small letters, digits and dashes for each folder, by its path below `root`."""
    named: dict[str, Path] = {}
    for folder in folders:
        path = folder.relative_to(root).as_posix()
        bare = unicodedata.normalize("NFKD", path.lower()).encode("ascii", "ignore").decode()
        plain = re.sub(r"[^a-z0-9]+", "-", bare).strip("-") or "shop"
        name, number = plain, 2
        while name in named:
            name, number = f"{plain}-{number}", number + 1
        named[name] = folder
    return named


def _has_settings(file: Path) -> bool:
    return file.is_file() and _PLUGIN.search(file.read_bytes()) is not None


def _has_plan(folder: Path) -> bool:
    return any(file.suffix in (".yml", ".yaml") for file in folder.rglob("*.y*ml"))
