"""What sort of change it is, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """A sort of change, by its heading; what matters most to a stand-in comes first."""

    STOPS = "What stops"
    PROMISES = "Promises"
    COST = "What it costs"
    EXPIRED = "What ran out"
    PEOPLE = "People and numbers"
    ACCESS = "Who gets in"
    STEPS = "Steps and words"
    THINGS = "New and gone"
    DOUBTS = "Not right"
    REST = "Details"


@dataclass(frozen=True)
class Difference:
    """One change."""

    sort: Sort
    sentence: str
    """Plain text: it holds no telephone number and no address. Only what COST says holds amounts lost."""
