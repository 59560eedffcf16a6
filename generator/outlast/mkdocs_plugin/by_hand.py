"""Pages by hand: what stands on them once they are drawn.

Extensions and plugins bring in more than the files in docs/ say: an include from elsewhere, who wrote a page
according to git, the expansion of a macro.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

from outlast.diagnostics import Diagnostic
from outlast.model import Edition, Plan
from outlast.redact import Origin, Outgoing, find_leaks
from outlast.source import page

_READ = frozenset({"alt", "content", "href", "label", "title", "value"})
"""Attributes that are read or followed."""
_WITHIN = frozenset(
    {"a", "abbr", "b", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small", "span", "strong"}
)
"""Tags that do not end a line."""


@dataclass(frozen=True)
class Drawn:
    """A page by hand, drawn."""

    source: str
    """The text of its file, which was searched when the plan was checked."""
    html: str

    def added(self) -> str:
        """The lines that do not stand in the file as they are."""
        return "\n".join(line for line in words(self.html).splitlines() if line.strip() not in self.source)


def leaks(plan: Plan | None, edition: Edition, pages: Mapping[str, Drawn]) -> tuple[Diagnostic, ...]:
    """An error for everything that drawing brought onto pages and that is a secret, or withheld.

    Args:
        pages: each page by its file.
    """
    texts = (Outgoing(page(path, drawn.added()), Origin.BROUGHT_IN) for path, drawn in pages.items())
    return find_leaks(plan, [edition], texts).diagnostics


def words(html: str) -> str:
    """What a reader sees of a page and what its links lead to, in lines."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "\n".join((reader.text, *reader.aside))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.aside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.text += "" if tag in _WITHIN else "\n"
        self.aside += (value for name, value in attrs if name in _READ and value)

    def handle_endtag(self, tag: str) -> None:
        self.text += "" if tag in _WITHIN else "\n"

    def handle_data(self, data: str) -> None:
        self.text += data
