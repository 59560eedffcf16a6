"""Pages by hand: what the plugin adds to them, and what stands on them once they are drawn.

Extensions and plugins bring in more than the files in docs/ say: an include from elsewhere, who wrote a page
according to git, the expansion of a macro.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape
from html.parser import HTMLParser
from typing import Any

from mkdocs.utils import get_relative_url

from outlast.diagnostics import Diagnostic
from outlast.host.output import Output
from outlast.model import Edition, Plan
from outlast.pages.addresses import INCIDENT_LOG
from outlast.redact import leaks_by_hand
from outlast.render import url
from outlast.source import conceal, page

_READ = frozenset({"alt", "content", "href", "label", "title", "value"})
"""Attributes that are read or followed."""
_WITHIN = frozenset(
    {"a", "abbr", "b", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small", "span", "strong"}
)
"""Tags that do not end a line."""
_HINT = "an extension or a plugin in mkdocs.yml put it there: look what the page includes"


def meta(front: Mapping[str, Any]) -> dict[str, Any]:
    """The front matter of a page as text: a theme prints it as it is, titles on every page.

    Search lists pages of the plan before those written by hand about the same words.
    """
    return {"search": {"boost": 0.5}, **{key: _escaped(value) for key, value in front.items()}}


def note(output: Output, address: str, *, directory_urls: bool) -> str:
    """What stands below a page: of which copy it is, and where scripts find the incident log."""
    tree = output.tree
    log = get_relative_url(url(INCIDENT_LOG.page, directory_urls=directory_urls), address)
    mine = f'data-ol-plan="{escape(tree.name)}" data-ol-home="{escape(tree.timezone)}" data-ol-log="{log}"'
    return f'\n<p class="ol-age" data-search-exclude {mine}>{escape(output.copy)}</p>'


def _escaped(value: Any) -> Any:
    """A value of front matter without HTML in it."""
    if isinstance(value, str):
        return escape(value)
    return [_escaped(part) for part in value] if isinstance(value, list) else value


@dataclass(frozen=True)
class Drawn:
    """A page by hand, drawn."""

    source: str
    """The text of its file, which was searched when the plan was checked."""
    html: str

    def added(self) -> str:
        """The lines that do not stand in the file as they are."""
        return "\n".join(line for line in words(self.html).splitlines() if line.strip() not in self.source)


def said(plan: Plan, edition: Edition, pages: Mapping[str, Drawn]) -> tuple[Diagnostic, ...]:
    """An error for everything that drawing brought onto pages and that is a secret, or withheld.

    Args:
        pages: each page by its file.
    """
    documents = tuple(page(path, drawn.added()) for path, drawn in pages.items())
    found = [diagnostic for document in documents for diagnostic in document.diagnostics]
    found += leaks_by_hand(plan, edition, documents)
    # Lines of what was drawn are nobody's lines.
    told = (replace(each, span=None, source_line="", hint=_HINT) for each in conceal(found, documents))
    return tuple(dict.fromkeys(told))


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
