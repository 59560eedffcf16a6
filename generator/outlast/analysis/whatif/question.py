"""What is asked of the what-if, and the states that an answer is made of, apart from what works it out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from outlast.analysis.shown import Id, Masked, Shown

WINDOW = timedelta(days=21)
"""How long something is gone when nothing else is said: the founder is in hospital for three weeks."""
LONGEST = timedelta(days=730)
"""The longest window: what takes a century would be worked out for hours, and shows nothing more."""
LOOK = timedelta(days=60)
"""How far it is looked at what can be left alone."""
TAIL = timedelta(days=90)
"""How far the answer looks beyond the window."""


class Kind(StrEnum):
    """What happens to a function at a moment, the rung of the ladder that holds."""

    BY = "by"
    BREAK_GLASS = "break-glass"
    CLOSED = "closed"
    COASTING = "coasting"
    UNATTENDED = "unattended"
    PAID = "paid"
    WORKAROUND = "workaround"
    STOPPED = "stopped"


WHOLE = Fraction(1)
NONE = Fraction(0)


class BandState(NamedTuple):
    """What happens to one band of a function."""

    kind: Kind
    who: Masked | None = None
    routes: tuple[Masked, ...] = ()
    capacity: Shown[Fraction] = WHOLE
    """How much of the work gets done."""
    hands: tuple[Id, ...] = ()
    """All who could do it now, listed or through break-glass."""

    @property
    def told(self) -> tuple[object, ...]:
        """All of it but who could."""
        return self[:-1]


class Unknown(NamedTuple):
    """Something that the plan does not say and an answer would need."""

    subject: Id
    field: Shown[str]
    """The key that is missing or does not say enough."""


@dataclass(frozen=True, order=True)
class Moment:
    """A day, and which variant of its scenario begins on it."""

    day: date
    variant: int = 0
    """0 for what the scenario itself loses, else the number of its variant."""

    @property
    def key(self) -> str:
        """How it is called in a layer: `2026-12-20`, `2026-12-20.1`."""
        return f"{self.day.isoformat()}.{self.variant}" if self.variant else self.day.isoformat()


@dataclass(frozen=True)
class Question:
    """What is gone from when for how long, and how the laws are read.

    An answer is a function of a plan and a question and of nothing else.
    """

    start: date
    """The first day."""
    lost: tuple[tuple[Id, timedelta | None], ...] = ()
    """What is gone, by id, and for how long; None until it is restored. Of two for one, the longer."""
    window: timedelta = WINDOW
    """How long the answer counts as the event; what comes later is the tail."""
    tail: timedelta = TAIL
    """How far it looks beyond that."""
    ask: bool = True
    """Whether notice, activation and break-glass are asked for at the start, or never."""
    break_glass: bool = True
    """Whether sealed ways in may be used."""
    limited_hands: bool = False
    """Whether a restorer brings back one system at a time."""
    from_incident: bool = False
    """Whether an MTPD counts from the start instead of from the stop."""
    measured: bool = False
    """Whether restoring takes as long as when it was last tried, where that is known."""
    idle: frozenset[Id] | None = frozenset()
    """Duties and stores whose duty nobody does; None means all that somebody must do."""
    idle_from: date | None = None
    """The first day from which what falls due is left undone; None for whatever day it falls due on."""
    clock: Shown[time] = time()
    """At what time of the first day it begins, by the clock of the business."""

    unnoticed: Masked | None = None
    """The scenario that says how long nobody notices it; None for as the people who are gone say."""
    noticed: datetime | None = None
    """When it is noticed; nobody is asked before. None at the start. The engine reads it off the plan."""
    noticed_by: Masked | None = None
    """Who notices it, where the plan says so."""

    @property
    def losses(self) -> dict[str, timedelta | None]:
        """What is gone, and for how long: absences of one thing that overlap are one absence."""
        found: dict[str, timedelta | None] = {}
        for what, length in self.lost:
            known = found.get(what, timedelta())
            found[what] = None if known is None or length is None else max(known, length)
        return found

    def is_idle(self, id: str, due: date) -> bool:
        """Whether nobody does this duty, or fills this store, when that falls due on a day."""
        in_time = self.idle_from is not None and due < self.idle_from
        return not in_time and (self.idle is None or id in self.idle)
