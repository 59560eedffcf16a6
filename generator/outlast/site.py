"""A site before and after it is drawn. Types only: nothing here knows a plan, a template or a host."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


@dataclass(frozen=True)
class BuildInfo:
    """All that varies from outside, so that the same input and the same info give the same bytes."""

    as_of: date
    """The day that the copy is of."""
    version: str
    """Of Outlast."""


class Part(StrEnum):
    """The parts of the site, in the order of its navigation."""

    START = "start"
    SERVE = "serve"
    RESTORE = "restore"
    SCENARIOS = "scenarios"
    PEOPLE = "people"
    READINESS = "readiness"
    HELP = "help"


@dataclass(frozen=True)
class Address:
    """A place in the site: a page, by its path without ending (`serve/refunds`), and a heading on it."""

    page: str
    fragment: str = ""


@dataclass(frozen=True)
class Link:
    """What leads somewhere, in the words that stand on it."""

    text: str
    to: Address
    half: Part | None = None
    """`serve` or `restore` where the target belongs to one of the halves."""


@dataclass(frozen=True)
class Page:
    """What a page says. How it looks is its template's."""

    path: str
    title: str
    kind: str
    """The name of its template: `function`, `system`, `scenario` …"""
    part: Part
    view: Any
    """A frozen dataclass of the page's own module: final strings, rows and ids, nothing to compute."""
    description: str = ""
    also: tuple[str, ...] = ()
    """Other words that people search for."""


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
class Site:
    """All that is to be drawn."""

    name: str
    language: str
    edition: str
    info: BuildInfo
    pages: tuple[Page, ...]
    nav: tuple[NavItem, ...]
    links: Mapping[str, Link]
    """How text and templates lead to a thing, by its id. What an edition lacks is not in it."""
    timezone: str
    assets: tuple[Asset, ...] = ()


@dataclass(frozen=True)
class Section:
    """A stretch of a drawn page: its heading, if it has one, and what stands under it."""

    level: int
    """2 or 3; 0 for what stands before the first heading."""
    id: str
    heading: str
    """Plain text."""
    html: str = field(repr=False)
    """A fragment without the heading."""


@dataclass(frozen=True)
class DrawnPage:
    """A page as it goes to a host: title and ordered sections."""

    path: str
    title: str
    kind: str
    part: Part
    description: str
    also: tuple[str, ...]
    sections: tuple[Section, ...] = field(repr=False)


@dataclass(frozen=True)
class Tree:
    """A drawn site, and the other files that belong to it."""

    name: str
    language: str
    edition: str
    timezone: str
    pages: tuple[DrawnPage, ...]
    nav: tuple[NavItem, ...]
    files: Mapping[str, bytes] = field(repr=False)
