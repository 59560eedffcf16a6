"""Whether a built site holds all of its pages, and whether each link in them leads somewhere."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from outlast.kept import once_a_text

Read = Callable[[str], str | None]
"""The text of a file of a site by its path, "" for what is no text; None where there is none."""


def problems(read: Read, pages: Iterable[tuple[str, frozenset[str]]]) -> Iterator[str]:
    """A sentence for each thing that is missing.

    Args:
        read: the files of the site.
        pages: for each page its file in the site (`serve/refunds.html`) and the ids that must stand in it.
    """
    files: dict[str, _Places | None] = {}

    def read_once(path: str) -> _Places | None:
        if path not in files:
            html = read(path)
            files[path] = None if html is None else _places(html)
        return files[path]

    for path, ids in pages:
        page = read_once(path)
        if page is None:
            yield f"{path} is missing from the site"
            continue
        yield from (f"{path} lacks the part #{id}" for id in sorted(ids - page.ids))
        for link in dict.fromkeys(page.links):
            target, fragment = leads_to(path, link)
            if target is None:
                continue
            found = read_once(target)
            if found is None:
                yield f"{path} links to {link}, which is not in the site"
            elif fragment and target.endswith(".html") and fragment not in found.ids:
                yield f"{path} links to {link}, and there is no such place on that page"


def leads_to(page: str, link: str) -> tuple[str | None, str]:
    """The file that a link leads to and the place in it; no file for what leaves the site."""
    target, fragment = _from(posixpath.dirname(page), link)
    return (page if target == "" else target), fragment


@lru_cache(maxsize=20_000)
def _from(folder: str, link: str) -> tuple[str | None, str]:
    """The same from any page of a folder, many of which have the same links; "" for the page itself."""
    parts = urlsplit(link)
    # Absolute paths are those of the 404 page, which is served from anywhere.
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return None, ""
    path = unquote(parts.path)
    if not path:
        return "", unquote(parts.fragment)
    target = posixpath.normpath(posixpath.join(folder, path))
    if path.endswith(("/", "/.", "/..")) or path in (".", ".."):
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    return target, unquote(parts.fragment)


@dataclass(frozen=True)
class _Places:
    ids: frozenset[str]
    links: tuple[str, ...]


@once_a_text
def _places(html: str) -> _Places:
    """Where one can go in a page and from it."""
    found = [node.attributes for node in LexborHTMLParser(html).css("[id], [href], [src]")]
    return _Places(
        frozenset(id for each in found if (id := each.get("id"))),
        tuple(link for each in found for name in ("href", "src") if (link := each.get(name))),
    )
