"""A site before and after it is drawn. Types only: nothing here knows a plan, a template or a host."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from outlast.languages import Language
from outlast.site.paper import FirstSteps, NoSheet, Sheet
from outlast.site.places import Address, Link, Part

if TYPE_CHECKING:
    from outlast.site.blocks import Section

__all__ = [
    "TRUSTED_FOR",
    "Address",
    "Asset",
    "BuildInfo",
    "DrawnLayer",
    "DrawnPage",
    "DrawnSection",
    "Layer",
    "Link",
    "NavItem",
    "Page",
    "Part",
    "Site",
    "Tree",
]


ID = re.compile(r'\sid="([^"]*)"')
"""An id in HTML of ours."""
TRUSTED_FOR = timedelta(days=90)
"""How long a copy may be trusted: in a quarter of a year a number, a name or a limit has changed."""


@dataclass(frozen=True)
class BuildInfo:
    """All that varies from outside, so that the same input and the same info give the same bytes."""

    as_of: date
    """The day that the copy is of."""
    version: str
    """Of Outlast."""
    trusted_for: timedelta = TRUSTED_FOR
    """How long after that day the copy may be trusted."""

    @property
    def until(self) -> date:
        """The last day on which to trust the copy."""
        return self.as_of + min(self.trusted_for, date.max - self.as_of)


@dataclass(frozen=True)
class Page:
    """What a page says, as sections of blocks. How a block looks is the renderer's."""

    path: str
    title: str
    part: Part
    sections: tuple[Section, ...] = ()
    sheet: Sheet | NoSheet = NoSheet.SCREEN_ONLY
    """Where it stands in the binder."""
    description: str = ""
    also: tuple[str, ...] = ()
    """Other words that people search for."""
    wide: bool = False
    """Whether it needs the whole width of a desk, so that no table of contents stands beside it."""


@dataclass(frozen=True)
class NavItem:
    """An entry of the navigation: a page, or a part with its index page first."""

    title: str
    page: str
    part: Part
    children: tuple[NavItem, ...] = ()


@dataclass(frozen=True)
class Asset:
    """A file that travels with the pages."""

    path: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Layer:
    """What sections of a page say on other days than that of the copy."""

    name: str
    """As sections that show it name it; often the path of the page."""
    page: str
    """From where its links lead."""
    moments: Mapping[str, tuple[Section, ...]]
    """Its sections by the key of each moment: `2026-12-20`, or `2026-12-20.1` where a variant begins then."""


@dataclass(frozen=True)
class Site:
    """All that is to be drawn."""

    name: str
    language: Language
    edition: str
    info: BuildInfo
    pages: tuple[Page, ...]
    nav: tuple[NavItem, ...]
    links: Mapping[str, Link]
    """How text and templates lead to a thing, by its id. What an edition lacks is not in it."""
    timezone: str
    first: FirstSteps
    """What the first page of paper says."""
    paper: tuple[Page, ...] = ()
    """Sheets that only the binder has; each says its chapter."""
    assets: tuple[Asset, ...] = ()
    key: str = ""
    """The name under which a browser keeps its ticks, the same in every language."""
    foreign: Mapping[str, str] = field(default_factory=dict)
    """The language of texts that the plan does not have in that of the site."""


@dataclass(frozen=True)
class DrawnSection:
    """A stretch of a drawn page: its heading, if it has one, and what stands under it."""

    level: int
    """2 or 3; 0 for what stands before the first heading."""
    id: str
    heading: str
    """Plain text."""
    html: str = field(repr=False)
    """A fragment without the heading."""
    language: str = ""
    """Of the heading, where it is not that of the site."""


@dataclass(frozen=True)
class DrawnPage:
    """A page as it goes to a host: title and ordered sections."""

    path: str
    title: str
    part: Part
    description: str
    also: tuple[str, ...]
    sections: tuple[DrawnSection, ...] = field(repr=False)
    wide: bool = False
    """Whether no table of contents stands beside it."""
    language: str = ""
    """Of the title, where it is not that of the site."""

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every id below its title."""
        headings = (each.id for each in self.sections if each.level and each.heading)
        return frozenset((*headings, *(id for each in self.sections for id in ID.findall(each.html))))


@dataclass(frozen=True)
class DrawnLayer:
    """A layer, drawn."""

    name: str
    page: str
    moments: Mapping[str, Mapping[str, tuple[str, ...]]]
    """For the key of each moment its sections by their ids, as lines of HTML."""


@dataclass(frozen=True)
class Tree:
    """A drawn site, and the other files that belong to it."""

    name: str
    language: Language
    edition: str
    timezone: str
    pages: tuple[DrawnPage, ...]
    nav: tuple[NavItem, ...]
    files: Mapping[str, bytes] = field(repr=False)
    key: str = ""
    """That of the site from which it was drawn."""
