"""How old a copy is, said on every page."""

from __future__ import annotations

from dataclasses import dataclass

from outlast import words
from outlast.model import Edition
from outlast.site import BuildInfo


@dataclass(frozen=True)
class Age:
    iso: str
    words: str
    edition: str


def age(info: BuildInfo, edition: Edition) -> Age:
    """The day of the copy, for a script and for people."""
    return Age(info.as_of.isoformat(), words.day(info.as_of), edition.value)
