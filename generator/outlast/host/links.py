"""Whether a built site holds all of its pages, and whether each link in them leads somewhere."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

Read = Callable[[str], str | None]
"""The text of a file of a site by its path, "" for what is no text; None where there is none."""


def problems(read: Read, pages: Iterable[tuple[str, frozenset[str]]]) -> Iterator[str]:
    """A sentence for each thing that is missing.

    Args:
        read: the files of the site.
        pages: for each page its file in the site (`serve/refunds.html`) and the ids that must stand in it.
    """
    files: dict[str, _Reader | None] = {}

    def read_once(path: str) -> _Reader | None:
        if path not in files:
            files[path] = _Reader.of(read(path))
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


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []

    @classmethod
    def of(cls, text: str | None) -> _Reader | None:
        """What stands in a file; None where there is none."""
        if text is None:
            return None
        reader = cls()
        reader.feed(text)
        reader.close()
        return reader

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if not value:
                continue
            if name == "id":
                self.ids.add(value)
            elif name in ("href", "src"):
                self.links.append(value)
