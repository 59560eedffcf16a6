"""Whether a built site holds all of its pages, and whether each link in them leads somewhere."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


def problems(site: Path, pages: Iterable[tuple[str, frozenset[str]]]) -> Iterator[str]:
    """A sentence for each thing that is missing.

    Args:
        site: the folder of the built site.
        pages: for each page its file in the site (`serve/refunds.html`) and the ids that must stand in it.
    """
    files: dict[str, _File] = {}
    for path, ids in pages:
        page = files.setdefault(path, _File(site / path))
        if not page.there:
            yield f"{path} is missing from the site"
            continue
        yield from (f"{path} lacks the part #{id}" for id in sorted(ids - page.ids))
        for link in dict.fromkeys(page.links):
            target, fragment = leads_to(path, link)
            if target is None:
                continue
            found = files.setdefault(target, _File(site / target))
            if not found.there:
                yield f"{path} links to {link}, which is not in the site"
            elif fragment and target.endswith(".html") and fragment not in found.ids:
                yield f"{path} links to {link}, and there is no such place on that page"


def leads_to(page: str, link: str) -> tuple[str | None, str]:
    """The file that a link leads to and the place in it; no file for what leaves the site."""
    parts = urlsplit(link)
    # Absolute paths are those of the 404 page, which is served from anywhere.
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return None, ""
    path = unquote(parts.path)
    if not path:
        return page, unquote(parts.fragment)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    if path.endswith(("/", "/.", "/..")) or path in (".", ".."):
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    return target, unquote(parts.fragment)


@dataclass
class _File:
    path: Path

    @cached_property
    def there(self) -> bool:
        return self.path.is_file()

    @cached_property
    def _read(self) -> _Reader:
        reader = _Reader()
        reader.feed(self.path.read_text(encoding="utf-8"))
        reader.close()
        return reader

    @property
    def ids(self) -> set[str]:
        return self._read.ids

    @property
    def links(self) -> list[str]:
        return self._read.links


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if not value:
                continue
            if name == "id":
                self.ids.add(value)
            elif name in ("href", "src"):
                self.links.append(value)
