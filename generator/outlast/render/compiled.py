"""Templates as Jinja compiles them, kept for the next run: compiling takes longer than drawing."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

import jinja2
from jinja2 import Environment, FileSystemBytecodeCache

from outlast import __version__
from outlast.kept import cache_folder


def keep_compiled(environment: Environment, kind: str) -> None:
    """Have an environment keep what it compiles, in the cache folder of this user; without one, nothing.

    Jinja itself looks whether the source of a template is the same. The folder is named after all else that
    compiled code depends on: call this again after something was added.

    Args:
        kind: a word for what the filters and functions of the environment come from, with its version.
    """
    folder = cache_folder()
    if folder and isinstance(environment.bytecode_cache, _Kept | None):
        environment.bytecode_cache = _cache(folder / "templates" / _digest(environment, kind))


class _Kept(FileSystemBytecodeCache):
    """A folder of this module."""


def _cache(folder: Path) -> _Kept | None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return _Kept(str(folder))


def _digest(environment: Environment, kind: str) -> str:
    settings = (
        kind,
        __version__,
        jinja2.__version__,
        sys.implementation.cache_tag,
        environment.autoescape,
        environment.trim_blocks,
        environment.lstrip_blocks,
        environment.keep_trailing_newline,
        environment.optimized,
        sorted(environment.extensions),
        sorted(environment.filters),
    )
    return sha256(repr(settings).encode()).hexdigest()[:16]
