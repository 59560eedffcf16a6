"""The theme of a build, without the work that MkDocs has it do anew each time and for nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import mkdocs
from jinja2 import Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme

from outlast.render.compiled import keep_compiled


def speed_up(config: MkDocsConfig) -> None:
    """Have the theme list only files that MkDocs copies, and keep its templates as they are compiled."""
    if type(config.theme) is Theme:  # another plugin may have put a kind of its own there
        config.theme = QuickTheme(config.theme)


def keep_templates(environment: Environment) -> None:
    """Keep the compiled templates of a theme for the next build."""
    keep_compiled(environment, f"mkdocs {mkdocs.__version__}")


@cache
def brought_by(name: str | None) -> Mapping[str, Any]:
    """What a theme sets where mkdocs.yml says nothing."""
    return MappingProxyType(dict(Theme(name=name).items()))


class QuickTheme(Theme):
    """A theme that is read already."""

    def __init__(self, theme: Theme) -> None:
        self.__dict__ = theme.__dict__  # what either of them is told, both know

    def get_env(self) -> Environment:
        """Make an environment for the templates of the theme."""
        environment = super().get_env()
        environment.loader = VisibleFiles(self.dirs)
        keep_templates(environment)
        return environment


class VisibleFiles(FileSystemLoader):
    """Finds every template, and lists those that are not hidden.

    MkDocs lists templates to copy what the theme brings along, and leaves out each path in which a name
    begins with a dot (`Files.add_files_from_theme`). In Material, 14,000 icons have such paths.
    """

    def list_templates(self) -> list[str]:
        """List the paths of all files, as seen from the folder of the theme in which they lie."""
        listed: set[str] = set()
        for top in self.searchpath:
            for folder, folders, files in os.walk(top):
                folders[:] = [name for name in folders if not name.startswith(".")]
                shown = (Path(folder, name) for name in files if not name.startswith("."))
                listed.update(file.relative_to(top).as_posix() for file in shown)
        return sorted(listed)
