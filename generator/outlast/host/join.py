"""The sections of a drawn page joined to one body of HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from outlast.languages import say
from outlast.site import ID, DrawnPage, DrawnSection, NavItem, Tree

TITLE_ID = "page-title"
"""The id of every page's first heading."""


@dataclass(frozen=True)
class Heading:
    """A heading with those below it. `text` is HTML."""

    level: int
    id: str
    text: str
    children: tuple[Heading, ...] = ()


def body(page: DrawnPage) -> str:
    """The title and all sections."""
    return "\n".join(
        [_headline(1, TITLE_ID, page.title, page.language), *(_section(section) for section in page.sections)]
    )


def headings(page: DrawnPage) -> Heading:
    """The title with the headings below it: what a table of contents lists."""
    tops: list[Heading] = []
    for section in page.sections:
        if not section.level or not section.heading:
            continue
        found = Heading(section.level, section.id, escape(section.heading))
        if section.level > 2 and tops:
            last = tops[-1]
            tops[-1] = Heading(last.level, last.id, last.text, (*last.children, found))
        else:
            tops.append(found)
    return Heading(1, TITLE_ID, escape(page.title), tuple(tops))


def anchors(html: str) -> frozenset[str]:
    """Every id in HTML of ours."""
    return frozenset(ID.findall(html))


def nav_titles(tree: Tree) -> Mapping[str, str]:
    """What the navigation calls each page that is in it, by path."""
    titles: dict[str, str] = {}

    def collect(items: tuple[NavItem, ...]) -> None:
        for item in items:
            titles.setdefault(item.page, item.title)
            collect(item.children)

    collect(tree.nav)
    return titles


def _section(section: DrawnSection) -> str:
    if not section.level or not section.heading:
        return section.html
    return f"{_headline(section.level, section.id, section.heading, section.language)}\n{section.html}"


def _headline(level: int, id: str, text: str, language: str) -> str:
    title = escape(say("Link to this heading"))
    link = f'<a class="headerlink" href="#{escape(id)}" title="{title}">¶</a>'
    spoken = f' lang="{escape(language)}"' if language else ""
    return f'<h{level} id="{escape(id)}"{spoken}>{escape(text)}{"" if level == 1 else link}</h{level}>'
