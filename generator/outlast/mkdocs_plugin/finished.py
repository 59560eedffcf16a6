"""Finished pages, kept under all that they depend on: those that say the same are not made again.

What the theme may read of a page, of the navigation and of the settings is part of the key; `kept` adds the
program. Where something in the settings cannot be compared, nothing is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import blake2b
from pathlib import Path, PurePath
from types import FunctionType
from typing import Any, NamedTuple

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from mkdocs.theme import Theme

from outlast.host.search_entries import SearchEntry, search_entries
from outlast.kept import keep, recalled, tidy
from outlast.mkdocs_plugin.page import ModelPage

_FOLDER = "pages"
_MOST = 240_000_000
"""Bytes of the pages that stay on the disk, some two thousand; the ones unused for longest go first."""
_NOT_READ = frozenset({"site_dir", "nav", "watch", "dev_addr", "exclude_docs", "draft_docs", "not_in_nav"})
"""Settings that say where a site is written and which pages there are: those are compared themselves."""


class Finished(NamedTuple):
    """A page as it lies in the site."""

    html: str
    entries: tuple[SearchEntry, ...]
    """What search knows of it."""


class Differs(PluginError):
    """A page is not what it would be, were it made anew."""


class FinishedPages:
    """The pages of the builds before and of this one."""

    def __init__(self) -> None:
        self._held: dict[bytes, Finished] = {}
        """Those of this build, by what they depend on, where they are not kept on the disk."""
        self._last: Mapping[bytes, Finished] = {}
        """Those of the build before."""
        self._build: bytes | None = None
        """What all pages of a build depend on; None where nothing is kept."""
        self._nav: Navigation | None = None
        self._key = b""
        self._found: Finished | None = None
        self._verified = self._on_disk = False

    def begin(self, build: bytes | None, *, on_disk: bool = False, verified: bool = False) -> None:
        """Begin a build.

        Args:
            build: what all pages depend on; None: each page is made.
            on_disk: whether pages are kept for other processes, too.
            verified: whether each page is made, and compared with what was kept.
        """
        self._build, self._on_disk, self._verified = build, on_disk, verified
        self._nav, self._found = None, None
        self._last, self._held = self._held, {}

    def look(self, page: object, nav: Navigation) -> Finished | None:
        """What is kept of a page that is about to be rendered, if it can be used."""
        self._key, self._found = b"", None
        if self._build is None or not isinstance(page, ModelPage):
            return None
        try:
            if self._nav is not nav:
                self._nav = nav
                self._build = _digest(self._build, repr([_entry(item) for item in nav.items]))
            # The key says all of the page, so nobody can compute it who does not know the page.
            content = page.content or ""
            other = (content,) if content != page.drawn_content else ()
            self._key = _digest(self._build, repr(_page(page)), page.drawn_content, *other)
        except _NotPlain:
            return None
        if not self._on_disk:
            self._found = self._last.get(self._key)
        elif isinstance(kept := recalled(self._key, _FOLDER), Finished):
            self._found = kept
        if usable := self.usable:
            self._hold(usable)
        return usable

    @property
    def usable(self) -> Finished | None:
        """What is kept of the page that is being rendered; None if it is to be made."""
        return None if self._verified else self._found

    def keep(self, page: Page, html: str) -> None:
        """Keep a page that is finished. Raises Differs."""
        if not self._key or not isinstance(page, ModelPage):
            return
        finished = Finished(html, search_entries(page.drawn_content))
        if self._found and self._found != finished:
            raise Differs(differing(page.file.src_uri, self._found.html, html))
        self._hold(finished)

    def _hold(self, page: Finished) -> None:
        if not self._on_disk:
            self._held[self._key] = page
        elif not self._found:
            keep(self._key, page, _FOLDER)

    def end(self) -> None:
        """Let go of what is too old."""
        if self._on_disk and self._build is not None:
            tidy(_FOLDER, _MOST)


def differing(page: str, kept: str, made: str) -> str:
    """Where two texts of a page begin to differ."""
    pairs = zip(kept, made, strict=False)
    at = next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(kept), len(made)))
    around = slice(max(at - 60, 0), at + 60)
    return f"{page} differs at character {at}: kept {kept[around]!r}, made anew {made[around]!r}"


def of_build(config: MkDocsConfig, *more: object) -> bytes | None:
    """What all pages of a build depend on; None where that cannot be said."""
    try:
        settings = {key: _plain(value) for key, value in config.items() if key not in _NOT_READ}
    except _NotPlain:
        return None
    templates = [(str(file), file.stat().st_size, file.stat().st_mtime_ns) for file in _templates(config)]
    return _digest(repr((settings, templates, more)))


def _digest(*parts: bytes | str) -> bytes:
    digest = blake2b()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        digest.update(len(content).to_bytes(8) + content)
    return digest.digest()


def _templates(config: MkDocsConfig) -> Iterator[Path]:
    for folder in map(Path, config.theme.dirs):
        yield from sorted(folder.glob("*.html"))
        yield from sorted(folder.glob("partials/**/*.html"))


class _NotPlain(Exception):
    """A value of which nothing says whether it is equal to another."""


def _plain(value: Any) -> object:
    """A value as something whose `repr` says all of it. Raises _NotPlain."""
    if value is None or isinstance(value, bool | int | float | str | bytes | date | PurePath):
        return value
    if isinstance(value, Theme):
        return value.name, value.dirs, _plain(dict(value))
    if isinstance(value, BasePlugin):
        return type(value).__qualname__, _plain(value.config)
    if isinstance(value, Mapping | Config):
        return [(_plain(key), _plain(each)) for key, each in value.items()]
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, set | frozenset):
        return sorted(repr(_plain(each)) for each in value)
    if isinstance(value, FunctionType | type) and "<" not in value.__qualname__:
        return value.__module__, value.__qualname__
    said = repr(value)
    if " at 0x" in said:
        raise _NotPlain
    return type(value).__qualname__, said


def _entry(item: StructureItem) -> object:
    """What a theme may read of an entry of the navigation."""
    meta = {**(getattr(item, "meta", None) or {})}
    meta.pop("description", None)  # which a page says of itself: it may be the text that was edited
    own = (type(item).__name__, item.title, getattr(item, "url", None), _plain(meta))
    return own, [_entry(each) for each in getattr(item, "children", None) or ()]


def _page(page: ModelPage) -> object:
    """What a theme may read of a page beside its content."""
    around = [(each.url, each.title) if each else None for each in (page.previous_page, page.next_page)]
    own = (page.url, page.title, page.canonical_url, page.edit_url, page.update_date, page.file.src_uri)
    return own, around, _plain(page.meta), [_heading(each) for each in page.toc]


def _heading(link: AnchorLink) -> object:
    return link.title, link.id, link.level, [_heading(each) for each in link.children]
