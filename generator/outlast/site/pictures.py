"""The picture of a what-if by day, placed: in percent across and in pixels down."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """How a stretch of time looks."""

    USUAL = "usual"
    """As in the undisturbed world."""
    OTHER = "other"
    """Somebody else does it."""
    SEALED = "sealed"
    """Somebody does it through a sealed way in."""
    RUNS = "runs"
    """It runs on, without hands or without something that it needs."""
    WORKAROUND = "workaround"
    STOPPED = "stopped"
    PAST = "past"
    """Stopped for longer than it may be."""
    CLOSED = "closed"


@dataclass(frozen=True)
class Bar:
    tone: Tone
    x: str
    width: str
    label: str
    fits: bool
    """Whether the label fits on a phone too."""


@dataclass(frozen=True)
class Row:
    title: tuple[tuple[str, int], ...]
    """Lines of the title, each with its height."""
    verdict: str
    verdict_y: int
    stops: bool
    bar_y: int
    bars: tuple[Bar, ...]
    limit: str
    """Where the stop becomes longer than it may be; empty where it does not."""
    line_y: int
    """Where the row ends."""


@dataclass(frozen=True)
class Tick:
    x: str
    anchor: str
    day: str
    weekday: str
    date: str
    roomy: bool
    """Whether it is shown on a desk only: on a phone it would run into the one before."""


@dataclass(frozen=True)
class Stripe:
    """A day on which most do not work."""

    x: str
    width: str


@dataclass(frozen=True)
class Timeline:
    """A picture, placed."""

    id: str
    title: str
    description: str
    height: int
    bar: int
    """Height of a bar."""
    head: int
    ticks: tuple[Tick, ...]
    weekends: tuple[Stripe, ...]
    rows: tuple[Row, ...]
    back: str
    """Where the loss ends; empty where that lies outside the picture."""
    tones: tuple[Tone, ...]
    """Those that occur, in the order of their kinds."""
    limits: bool
