"""Files that belong to a page, made to work when both are sealed: pictures move into it, links are marked."""

from __future__ import annotations

import base64
import html as entities
import mimetypes
import re
from collections.abc import Mapping
from html.parser import HTMLParser

from outlast.host.links import leads_to
from outlast.host.refusal import Refusal

_SHOWN = {
    ("img", "src"),
    ("source", "src"),
    ("video", "src"),
    ("video", "poster"),
    ("audio", "src"),
    ("input", "src"),
    ("image", "href"),
    ("image", "xlink:href"),
}
"""What a browser draws as a part of the page."""
_RUN = {
    ("script", "src"),
    ("iframe", "src"),
    ("embed", "src"),
    ("track", "src"),
    ("object", "data"),
}
_ICONS = ("icon", "apple-touch-icon")
_KINDS = mimetypes.MimeTypes()  # only what Python itself knows, so that each machine says the same


def with_static_assets(page: str, path: str, sealed: Mapping[str, bytes]) -> str:
    """The HTML of a page, ready to be sealed.

    Args:
        path: where the page lies in the site.
        sealed: the other files that are sealed, by path.

    Raises:
        Refusal: the page needs one of them as a script, a style or a frame.
    """
    if not sealed:
        return page
    editor = _Editor(page, path, sealed)
    editor.feed(page)
    editor.close()
    return editor.edited()


class _Editor(HTMLParser):
    def __init__(self, page: str, path: str, sealed: Mapping[str, bytes]) -> None:
        super().__init__(convert_charrefs=False)
        self._page, self._path, self._sealed = page, path, sealed
        self._lines = [0, *(match.end() for match in re.finditer("\n", page))]
        self._edits: list[tuple[int, str, str]] = []

    def edited(self) -> str:
        parts, at = [], 0
        for start, old, new in self._edits:
            parts += [self._page[at:start], new]
            at = start + len(old)
        return "".join([*parts, self._page[at:]])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        was = now = self.get_starttag_text() or ""
        told = {name: value or "" for name, value in attrs}
        for name, value in told.items():
            if name == "srcset":
                self._refuse_any(value)
                continue
            file, _ = leads_to(self._path, value)
            if file is None or file not in self._sealed:
                continue
            icon = tag == "link" and any(word in _ICONS for word in told.get("rel", "").split())
            if (tag, name) in _SHOWN or (icon and name == "href"):
                now = _replaced(now, name, _inline(file, self._sealed[file]))
            elif tag in ("a", "area") and name == "href":
                now = _replaced(now, name, value, f' data-outlast-sealed="{entities.escape(file)}"')
            elif (tag, name) in _RUN or (tag == "link" and "stylesheet" in told.get("rel", "")):
                self._refuse(file)
        if now != was:
            line, column = self.getpos()
            self._edits.append((self._lines[line - 1] + column, was, now))

    def _refuse_any(self, srcset: str) -> None:
        for candidate in srcset.split(","):
            words = candidate.split()
            file, _ = leads_to(self._path, words[0]) if words else (None, "")
            if file in self._sealed:
                self._refuse(str(file))

    def _refuse(self, file: str) -> None:
        raise Refusal(
            f"{self._path} needs {file} to be drawn, and encrypted it could not load it. "
            "Show a picture with src, link to the file, or name a style or script under extra_css or "
            "extra_javascript in mkdocs.yml: those stay readable for everybody."
        )


def _replaced(tag: str, name: str, value: str, more: str = "") -> str:
    """A start tag with another value of an attribute, and more behind it."""
    pattern = rf"""(\s{re.escape(name)}\s*=\s*)("[^"]*"|'[^']*'|[^\s>]+)"""
    written = f'"{entities.escape(value)}"{more}'
    return re.sub(pattern, lambda found: found[1] + written, tag, count=1, flags=re.IGNORECASE)


def _inline(path: str, content: bytes) -> str:
    kind = _KINDS.guess_type(path)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"
