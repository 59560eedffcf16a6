"""What sort of change it is, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from outlast.languages import mark


class Sort(StrEnum):
    """A sort of change, by its marked heading; what matters most to a stand-in comes first."""

    STOPS = mark("What stops")
    PROMISES = mark("Promises")
    COST = mark("What it costs")
    EXPIRED = mark("What ran out")
    PEOPLE = mark("People and numbers")
    ACCESS = mark("Who gets in")
    STEPS = mark("Steps and words")
    THINGS = mark("New and gone")
    DOUBTS = mark("Not right")
    REST = mark("Details")


@dataclass(frozen=True)
class Difference:
    """One change."""

    sort: Sort
    sentence: str
    """Plain text: it holds no telephone number and no address. Only what COST says holds amounts lost."""
