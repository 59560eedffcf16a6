"""Where something stands in a site, and what leads there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
    phrase: bool = False
    """Whether its name is a sentence of its own, which plain text puts in quotation marks: `Pay the rent`."""


def words_to(text: str, to: Address) -> str:
    """A link to a place in the site, in small Markdown.

    The scheme `page:` is ours: texts of a plan may not use it, only what pages say themselves.
    """
    return f"[{text}]({PAGE_SCHEME}{to.page}{f'#{to.fragment}' if to.fragment else ''})"


PAGE_SCHEME = "page:"
BLANK_SCHEME = "blank:"
"""The same of a place in a text that somebody fills in while they follow it."""
EACH = "#each"
"""What the address of such a place ends with where it is of one case, not of the whole incident."""


def place_of(href: str) -> Address:
    """The place that such a link leads to."""
    page, _, fragment = href.removeprefix(PAGE_SCHEME).partition("#")
    return Address(page, fragment)
