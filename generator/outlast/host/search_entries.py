"""What a search may know of a page, read off HTML that is ours, in the form of Material's search index.

Material reads each page with a parser of its own, which takes a tenth of a build. HTML of ours is well
formed, so one expression finds its tags. The entries are the same to the letter: where it looks odd here,
Material does so, and the tests hold both against each other (`tests/host/test_search_entries.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from math import inf
from typing import NamedTuple

from outlast.kept import once_a_text

_TAG = re.compile(r'<!--.*?-->|<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^>"]|"[^"]*")*)>', re.DOTALL)
_ID = re.compile(r'\sid="([^"]*)"')
_NOT_SEARCHED = re.compile(r'\sdata-search-exclude\b|\sclass="linenodiv"')
_EXCLUDED = "data-search-exclude"
_PERMALINK = 'class="headerlink"'
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_KEPT = frozenset({"p", "code", "pre", "li", "ol", "ul", "sub", "sup"})
_NEVER = frozenset({"object", "script", "style"})
_ALONE = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "wbr"}) | frozenset(
    {"link", "meta", "param", "source", "track"}
)
"""Tags that nothing closes."""


class SearchEntry(NamedTuple):
    """A heading with what stands below it, up to the next."""

    id: str
    """Of the heading; empty for what begins a page."""
    title: str
    """HTML, and so is the text; it keeps the tags of paragraphs, lists and code."""
    text: str


@dataclass
class _Section:
    """A section while it is read."""

    heading: str = ""
    """The tag of its heading."""
    depth: float = 0
    """How many tags are open at its heading, which is one of them."""
    id: str = ""
    excluded: bool = False
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


@once_a_text
def search_entries(html: str) -> tuple[SearchEntry, ...]:
    """The sections of a page, in the order in which they begin."""
    reader = _Reader()
    end = 0
    for tag in _TAG.finditer(html):
        if tag.start() > end:
            reader.read_text(html[end : tag.start()])
        end = tag.end()
        closing, name, attributes = tag.groups()
        if not name:
            continue
        if not closing:
            reader.open(name.lower(), attributes)
        if closing or attributes.endswith("/"):
            reader.close(name.lower())
    if html[end:]:
        reader.read_text(html[end:])
    return tuple(reader.entries())


class _Reader:
    """Takes tags and texts as they come."""

    def __init__(self) -> None:
        self.tags: list[str] = []
        """Those that are open, from the outside inwards."""
        self.permalinks = 0
        """How many of them lead from a heading to itself."""
        self.skipped = set(_NEVER)
        """Tags in which nothing is searched at the moment, wherever they stand."""
        self.sections: list[_Section] = []
        self.section: _Section | None = None

    def open(self, name: str, attributes: str) -> None:
        if name in _ALONE:
            return
        self.tags.append(name)
        if name == "a" and _PERMALINK in attributes:
            self.permalinks += 1
        if name in _HEADINGS and (id := _ID.search(attributes)):
            # A question that opens its answer: what it says ends with the fold, not with the line to press.
            depth = len(self.tags) - (self.tags[-2:-1] == ["summary"])
            if name != "h1" and not self.sections:
                self._begin(_Section(depth=depth))
            own = unescape(id[1]) if self.sections else ""
            self._begin(_Section(name, depth, own, _EXCLUDED in attributes))
        section = self._now()
        if _NOT_SEARCHED.search(attributes):
            self.skipped.add(name)
        elif name in _KEPT and self.skipped.isdisjoint(self.tags):
            self._said_in(section).append(f"<{name}>")

    def close(self, name: str) -> None:
        if not self.tags or self.tags[-1] != name:
            return
        section = self._now()
        if section.depth > len(self.tags):
            # What held the heading ends: what follows belongs to the section around it.
            around = (each for each in reversed(self.sections) if each.depth <= len(self.tags))
            if outer := next(around, None):
                section.depth = inf
                self.section = section = outer
        self.tags.pop()
        if name == "a" and self.permalinks:
            self.permalinks -= 1
        if name in self.skipped:
            self.skipped -= {name} - _NEVER
        elif name in _KEPT and self.skipped.isdisjoint(self.tags):
            said, opening = self._said_in(section), f"<{name}>"
            first = said.index(opening) if opening in said else len(said)
            if first < len(said) and all(part.isspace() for part in said[first + 1 :]):
                del said[first:]
            else:
                said.append(f"</{name}>")

    def read_text(self, html: str) -> None:
        if not self.skipped.isdisjoint(self.tags):
            return
        text = unescape(html)
        blank, verbatim = text.isspace(), "pre" in self.tags
        if not verbatim:
            text = " " if blank else text.replace("\n", " ")
        section = self._now()
        if section.heading in self.tags:
            if not self.permalinks:
                section.title.append(escape(text, quote=False))
        elif not blank or verbatim or not section.text or not section.text[-1].isspace():
            section.text.append(escape(text, quote=False))

    def entries(self) -> Iterator[SearchEntry]:
        for each in self.sections:
            if not each.excluded:
                yield SearchEntry(each.id, "".join(each.title).strip(), "".join(each.text).strip())

    def _now(self) -> _Section:
        """The section that is being read; one without a heading for what begins a page."""
        return self.section or self._begin(_Section())

    def _begin(self, section: _Section) -> _Section:
        self.sections.append(section)
        self.section = section
        return section

    def _said_in(self, section: _Section) -> list[str]:
        return section.title if section.heading in self.tags else section.text
