"""What follows from a plan as a whole: what pages, checks and the command read of the what-if."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from outlast.analysis.shown import Amount, Id, Masked, OnlyFull, Shown, Whole
from outlast.analysis.whatif.answer import Answer, Stop
from outlast.analysis.whatif.causes import Cause
from outlast.analysis.whatif.question import BandState
from outlast.source import KeyPath


@dataclass(frozen=True)
class Ask:
    """A cover that must be asked for: notice, a sealed way, an access that takes time to open."""

    function: Id
    band: int
    who: Id
    through: Masked | None
    """The break-glass route or the system, where it is not the notice of the hand."""
    ready: datetime | None
    """When it begins if it is asked for at the start; None if never in sight."""
    stop: datetime
    """When the function stops if nobody is asked."""
    by: datetime | None
    """The latest moment to ask that still avoids the stop; None if even asking at once is too late."""
    breach: datetime | None
    """When the stop would have lasted longer than it may, if nobody is asked."""
    by_breach: datetime | None
    """The latest moment to ask that still avoids the breach."""
    duty: Masked | None = None
    """What they must do even sooner, where `by` is the latest moment to ask for that."""


@dataclass(frozen=True)
class Task:
    """A duty or a refilling that falls into the window, whose usual doer is not there or that is missed."""

    node: Id
    """The duty, the stock or the fund."""
    due: date
    last: datetime
    """The deadline: the end of the grace or of the money for it, or the last order that is there in time."""
    by: Masked | None
    """Who does it then; None if nobody can."""
    done: datetime | None
    stops: tuple[tuple[Id, datetime], ...]
    """Which functions stop, and when, if it is not done."""
    usual: bool = False
    """Whether the usual doer does it at the usual time."""
    missed: datetime | None = None
    """From when what it stops cannot be used, or nothing is left of it, if it is not done; None if never."""


@dataclass(frozen=True)
class Lately:
    """A turn of a duty that fell due shortly before the copy: nobody knows whether it was done."""

    node: Id
    due: date
    last: datetime
    """Its deadline."""
    missed: datetime
    """From when what it stops cannot be used if it was not done."""


@dataclass(frozen=True)
class Wait:
    """How long a function may be left alone, when nobody at all does anything for it from now on."""

    function: Id
    until: datetime | None
    """The earliest of when some of it is left undone and of the deadlines that belong to it; None if not
    within the look."""
    stop: datetime | None
    """When the first of its bands stops; None if not within the look."""
    due: Masked | None
    """The duty or the store that has that deadline; None where it stops no later."""
    bearable: bool
    """Whether the plan says how long it may be down."""


@dataclass(frozen=True)
class Used:
    """A system that somebody gets into who usually does not do the work."""

    who: Id
    system: Id
    through: Masked | None
    """The break-glass route; None for an access of their own."""


@dataclass(frozen=True)
class Backlog:
    """Work of one band of a function that was not done in the window and waits."""

    function: Id
    band: int
    stopped: timedelta
    """How long it stood still beyond the usual."""
    partly: timedelta
    """How long a part of it was done."""
    undone: timedelta
    """How long the whole band would have worked at what is left."""
    open: bool
    """Whether it still stands at the end of the look."""


@dataclass(frozen=True)
class Handback:
    """What whoever comes back finds changed."""

    used: tuple[Used, ...] = ()
    backlog: tuple[Backlog, ...] = ()


@dataclass(frozen=True)
class SinglePoint:
    """One thing, or two together, and what is lost without it."""

    nodes: Whole[tuple[Id, ...]]
    cost: Amount
    """In 21 days, in the currency of the business."""
    tail: Amount
    stopped: tuple[Id, ...]
    """Functions that stop, in the order in which they do."""
    breached: tuple[Id, ...]
    """Those of them that stay down longer than they may."""
    alone: Amount = Fraction(0)
    """Of two: what they lose each by itself, added, the tails too."""
    later: tuple[Id, ...] = ()
    """Functions that stop only after that time."""
    unknown: OnlyFull[tuple[str, ...]] = ()
    """Those that stop and of which nobody has said what that loses."""
    person: bool = False
    """Whether it is somebody, not something."""

    @property
    def lost(self) -> Fraction:
        """What is lost in all, the tail too."""
        return self.cost + self.tail


@dataclass(frozen=True)
class TooLate:
    """A cover that begins only after the function has stopped."""

    lost: Id
    function: Id
    band: int
    cover: Masked | None
    """Who or what takes over; None for a workaround without hands."""
    stop: datetime
    begins: datetime


class Flaw(StrEnum):
    """In which way a promise does not hold."""

    TOO_LONG = "too-long"
    TOO_DEAR = "too-dear"
    NOT_KNOWN = "not-known"


@dataclass(frozen=True)
class Failure:
    """Why a promise does not hold."""

    flaw: Flaw
    function: Masked | None
    """The function that is down too long, or of which a target is missing."""
    band: int = 0
    stop: Stop | None = None
    cost: Amount = Fraction(0)
    """What it costs in all, where that is too much."""


@dataclass(frozen=True)
class PromiseResult:
    """A promise, held against the what-if."""

    promise: Id
    answer: Answer
    failures: tuple[Failure, ...]
    sealed: bool = False
    """Whether it holds only because sealed ways in may be used."""

    @property
    def holds(self) -> bool:
        return not self.failures


class Change(StrEnum):
    """One change of a plan."""

    DEPUTY = "deputy"
    """Somebody else who can do all of the function `subject`."""
    SECOND_DOER = "second-doer"
    """Somebody else who can do the duty, or fill the store, `subject`."""
    LIMIT = "limit"
    """A higher limit in `subject` for `who`."""
    ACCESS = "access"
    """Access to the system `subject` for `who`."""
    CONFIRM = "confirm"
    """The access of `who` to the system `subject`, which the plan only proposes, is confirmed."""
    SPARE = "spare"
    """A second one of the device `subject`."""
    TEST = "test"
    """The break-glass route `subject` is tried and opens everything."""
    SOURCE = "source"
    """A second source of money beside the fund `subject`."""
    ALTERNATIVE = "alternative"
    """Another supplier, or a fallback for a place, within a week."""


TRIED = 20
"""How many changes are tried: those that stand in the way of most loss. Each costs about 0.15 s."""


@dataclass(frozen=True)
class Fix:
    """One change, and what is no longer lost with it."""

    change: Change
    subject: Id
    who: Id | None
    saved: Amount
    """Over all absences and scenarios that were asked, window and tail."""
    of: tuple[Id, ...]
    """The people who are away and the scenarios in which it helps, most first."""


class Happening(StrEnum):
    """What a calendar of idleness says of a day."""

    DUE = "due"
    MISSED = "missed"
    ORDER = "order"
    EMPTY = "empty"
    EXPIRES = "expires"
    STOPS = "stops"
    SEASON = "season"


@dataclass(frozen=True)
class Event:
    """Something that happens if nobody does anything."""

    when: datetime
    what: Happening
    node: Id
    """An id; the name of the season for a season."""
    causes: tuple[Cause, ...] = ()
    due: date | None = None
    """Which turn of a duty is missed."""


@dataclass(frozen=True)
class SinglePerson:
    """Something that only one can do, whatever the date."""

    who: Id
    kind: Shown[str]
    """`role`, `limit`, `approval`, `skill`, `duty` or `restore`."""
    subject: Id
    """The system, the function or the duty."""
    about: Shown[str] | None = None
    """The role, the limit, the skill."""


@dataclass(frozen=True)
class Anyway:
    """A function that stops though nothing is lost."""

    function: str
    band: int
    stop: Stop


@dataclass(frozen=True)
class Undone:
    """A duty that nobody ever does though nothing is lost."""

    duty: str
    due: date
    """The first day on which it is due."""
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class Cannot:
    """Somebody who is named in a function or a duty and cannot do any of that, though nothing is lost."""

    subject: str
    """The function or the duty."""
    who: str
    path: KeyPath
    """Of the field in which they are named."""
    causes: tuple[Cause, ...]


class Look(StrEnum):
    """How much of the what-if is worked out, which takes most of the time."""

    NONE = "none"
    RULES = "rules"
    """What rules judge."""
    WHOLE = "whole"
    """What pages show, too."""


@dataclass(frozen=True)
class Outlook:
    """Everything about a plan that the what-if says without being asked."""

    today: Mapping[Id, tuple[BandState, ...]] = field(default_factory=dict)
    """For each function, what holds for each of its bands when nothing is lost."""
    bands: Mapping[Id, tuple[tuple[Shown[str] | None, Shown[str] | None], ...]] = field(default_factory=dict)
    """For each function the bounds of its bands, over and up to, in the currency of the business: `80`."""
    without: Mapping[Id, Answer] = field(default_factory=dict)
    """For each person, device, system, supplier, place, paper, stock and fund: 21 days without it."""
    scenarios: Mapping[Id, Answer] = field(default_factory=dict)
    asks: Mapping[Id, tuple[Ask, ...]] = field(default_factory=dict)
    """For each person and each scenario: what must be asked for by when."""
    tasks: Mapping[Id, tuple[Task, ...]] = field(default_factory=dict)
    """For each person and each scenario: what must be done by when."""
    single_points: tuple[SinglePoint, ...] = ()
    """People, then things; in both what loses most without it first, then what stops most."""
    pairs: tuple[SinglePoint, ...] = ()
    """Two that cover for each other, where both away lose more than each alone."""
    too_late: tuple[TooLate, ...] = ()
    single_people: tuple[SinglePerson, ...] = ()
    promises: Mapping[Id, PromiseResult] = field(default_factory=dict)
    anyway: OnlyFull[tuple[Anyway, ...]] = ()
    undone: OnlyFull[tuple[Undone, ...]] = ()
    cannot: OnlyFull[tuple[Cannot, ...]] = ()
    fixes: tuple[Fix, ...] = ()
    """What saves most, first."""
    idle: tuple[Event, ...] = ()
    """If nobody does anything, by time."""
    upkeep: tuple[Task, ...] = ()
    """Every duty and refilling of the next three weeks when nothing is lost, by day."""
    rounds: Mapping[Id, tuple[Task, ...]] = field(default_factory=dict)
    """For each scenario: every duty and refilling that falls into its window, by day."""
    waits: tuple[Wait, ...] = ()
    """For each function: how long it may be left alone; what stands longest first."""
    lately: tuple[Lately, ...] = ()
    """What fell due shortly before, soonest deadline first."""
    handbacks: Mapping[Id, Handback] = field(default_factory=dict)
    """For each scenario: what there is to hand back."""


def over(outlook: Outlook, of_day: Outlook, *, duties: bool) -> Outlook:
    """An outlook with what is known of another day.

    Args:
        duties: whether what is due from that day on is among it.
    """
    due = of_day if duties else outlook
    return replace(
        outlook,
        upkeep=due.upkeep,
        waits=due.waits,
        lately=due.lately,
        idle=due.idle,
        scenarios=of_day.scenarios,
        asks={**outlook.asks, **of_day.asks},
        tasks={**outlook.tasks, **of_day.tasks},
        rounds=of_day.rounds,
        handbacks=of_day.handbacks,
    )
