"""The ladder of the second law: of what can happen to a band of a function, the first that holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from outlast.analysis.whatif.approvals import Approval
from outlast.analysis.whatif.business_calendar import EVER, Moment
from outlast.analysis.whatif.crew import Able, Member
from outlast.analysis.whatif.needs import HELD, LOST, TOLERATED
from outlast.analysis.whatif.node import View
from outlast.analysis.whatif.question import NONE, WHOLE, BandState, Kind
from outlast.model.scalars import Duration

if TYPE_CHECKING:
    from outlast.analysis.whatif.work import FunctionNode

NOBODY = ""
"""Who does what takes no hands."""


@dataclass(frozen=True)
class Band:
    """A range of amounts, with who is within the limit for it."""

    over: Decimal | None
    """In the currency of the business, as is `up_to`."""
    up_to: Decimal | None
    share: Fraction | None
    """How many of the cases; None where the plan does not say."""
    within: frozenset[str]
    """Who may go that far."""
    approvals: tuple[Approval, ...] = ()


class BandMemory(NamedTuple):
    """What a band remembers."""

    stopped: bool = False
    chain: bool = True
    """Whether free hands have had it without a gap."""
    called: bool = False
    """Whether paid hands have it."""
    resumed: bool = False
    """Whether paid hands took it up after a stop, and nobody of the usual ones was at work since."""
    sealed: bool = False
    """Whether hands have it who got in through break-glass."""
    handless: Moment | None = None
    """Since when nobody has it."""
    outage: Moment | None = None
    """Since when only a workaround is left."""


@dataclass(frozen=True)
class Scene:
    """What the bands of a function share at a moment."""

    base: int
    """How far the needs hold, whoever does it."""
    ables: tuple[tuple[Member, Able], ...]
    """Each member, and how far they can do it."""
    stand_ins: tuple[Member, ...] | None
    """Who can do the workaround; nobody where it takes no hands; None where its needs do not hold."""
    held: bool
    """Whether it is there itself, fed, and stopped by no duty."""
    approved: tuple[bool, ...]
    """For each band whether its approvals can be had."""


class Now(NamedTuple):
    """What a function is at a moment whoever can do it."""

    capacity: Fraction
    """How much its shifts get done; nothing where one of them has too few people."""
    serving: bool
    """Whether it is one of its hours; always where it has none."""


@dataclass
class Footing:
    """One band of a function at one moment: who could do it, and who does where a rung of the ladder holds.

    A rung gives NOBODY where it takes no hands, and None where it does not hold.
    """

    function: FunctionNode
    number: int
    """Of the band."""
    before: BandMemory
    scene: Scene
    moment: Now
    view: View

    def __post_init__(self) -> None:
        band, approved = self.function.bands[self.number], self.scene.approved[self.number]
        self.running = not (self.before.stopped or self.before.resumed)
        self.base = self.scene.base if approved else LOST
        self.ables = [each for each in self.scene.ables if approved and each[0].who in band.within]
        self.free = [each for each in self.ables if not each[0].paid]
        self.usual = [member for member, each in self.free if each.usual > LOST]
        self.held = self.before.chain or self.running
        """Whether free hands need not be at work to have it."""
        self.chain = self._has_it(self.usual, self.held, by_itself=self.base > LOST)
        """Whether free hands have it now."""

    def by(self) -> str | None:
        full = [member for member, each in self.free if each.usual == HELD]
        return self._doing(full, by_itself=self.base == HELD) if self.chain else None

    def break_glass(self) -> str | None:
        who = [member for member, _ in self._sealed]
        if not (self.held or self.before.sealed):
            beginning = [member for member in who if member.begins(self.view)]
            who = beginning if self.moment.serving else []
        return self._doing(who) if who else None

    def closed(self) -> str | None:
        undisturbed = self.view.usual_value(self.function.key)
        if undisturbed is not None:
            return NOBODY if undisturbed.state[self.number].kind is Kind.CLOSED else None
        could = [member for member, each in self.ables if _can(member, each)]
        if self.function.automatic:
            gap = False
        elif could:
            gap = not self.moment.capacity or self.function.unmanned(could, self.view)
        else:
            gap = any(each.off for _, each in self.ables)
        return NOBODY if gap else None

    def coasting(self) -> str | None:
        return self._doing(self.usual, by_itself=self.base > LOST) if self.chain else None

    def unattended(self) -> str | None:
        length = self.function.unattended
        if length is None or not self.running or self.scene.base == LOST:
            return None
        return NOBODY if self._lasts(self.handless, length) else None

    def whole_workaround(self) -> str | None:
        instead = self.function.instead
        return self.workaround() if instead is not None and instead.capacity >= WHOLE else None

    def paid(self) -> str | None:
        who = [member for member, each in self.ables if member.paid and each.best > LOST]
        return self._doing(who) if self._has_it(who, self.before.called or not self.before.stopped) else None

    def workaround(self) -> str | None:
        instead, members = self.function.instead, self.scene.stand_ins
        if instead is None or members is None:
            return None
        begins = instead.begins(self.outage, self.view)
        if self.view.now < begins:
            self.view.wake(begins)
            return None
        if instead.at_most is not None and not self._lasts(begins, instead.at_most):
            return None
        if not instead.hands:
            return NOBODY
        return next((each.who for each in members if self.running or each.begins(self.view)), None)

    def stopped(self) -> str:
        return NOBODY

    @property
    def hands(self) -> tuple[str, ...]:
        """All who could do it."""
        return tuple(dict.fromkeys(member.who for member, each in self.ables if _can(member, each)))

    @property
    def handless(self) -> Moment:
        """Since when nobody has it, if nobody has it now."""
        return self._since(self.before.handless)

    @property
    def outage(self) -> Moment:
        """Since when only a workaround is left, if no more is left now."""
        return self._since(self.before.outage)

    def routes(self, who: str) -> tuple[str, ...]:
        """The sealed ways by which somebody gets in."""
        return next((each.routes for member, each in self._sealed if member.who == who), ())

    @property
    def _sealed(self) -> list[tuple[Member, Able]]:
        return [each for each in self.free if each[1].sealed == HELD and each[1].sealed > each[1].usual]

    def _since(self, known: Moment | None) -> Moment:
        return known if known is not None else EVER if self.view.before else self.view.now

    def _lasts(self, since: Moment, length: Duration) -> bool:
        """Whether a length from a moment on is not over; before any moment it is."""
        if since <= EVER:
            return False
        end = self.view.calendar.add(since, length)
        self.view.wake(end)
        return self.view.now < end

    def _has_it(self, who: list[Member], held: bool, *, by_itself: bool = False) -> bool:
        """Whether somebody has it now: without a gap, or because they are at work now and take it up."""
        if self.function.automatic:
            return by_itself
        if held:
            return bool(who)
        beginning = [member.begins(self.view) for member in who]  # each says when it is at work
        return self.moment.serving and any(beginning)

    def _doing(self, who: list[Member], *, by_itself: bool = False) -> str | None:
        """The first of these who does it now, in hours and shifts too."""
        if not self.moment.capacity:
            return None
        if self.function.automatic:
            return NOBODY if by_itself else None
        return who[0].who if who and not self.function.unmanned(who, self.view) else None


def _can(member: Member, able: Able) -> bool:
    """Whether a rung is theirs. Through a sealed way only paid hands do it while a need coasts."""
    return able.usual > LOST or able.sealed > (LOST if member.paid else TOLERATED)


class Rung(NamedTuple):
    """One rung of the ladder."""

    kind: Kind
    holds: Callable[[Footing], str | None]
    """Who does it then; NOBODY where that takes no hands, None where the rung does not hold."""
    capacity: Callable[[Footing], Fraction]
    """How much of the work gets done."""


def _in_shifts(at: Footing) -> Fraction:
    return at.moment.capacity


def _wholly(at: Footing) -> Fraction:
    return WHOLE


def _in_part(at: Footing) -> Fraction:
    return at.function.instead.capacity if at.function.instead else NONE


def _not_at_all(at: Footing) -> Fraction:
    return NONE


LADDER = (
    Rung(Kind.BY, Footing.by, _in_shifts),
    Rung(Kind.BREAK_GLASS, Footing.break_glass, _in_shifts),
    Rung(Kind.CLOSED, Footing.closed, _wholly),
    Rung(Kind.COASTING, Footing.coasting, _in_shifts),
    Rung(Kind.UNATTENDED, Footing.unattended, _wholly),
    Rung(Kind.WORKAROUND, Footing.whole_workaround, _wholly),
    Rung(Kind.PAID, Footing.paid, _in_shifts),
    Rung(Kind.WORKAROUND, Footing.workaround, _in_part),
    Rung(Kind.STOPPED, Footing.stopped, _not_at_all),
)
"""From the top; the first that holds is what happens."""
HANDED = (Kind.BY, Kind.BREAK_GLASS, Kind.COASTING)
"""Somebody who is not paid for it has it, or it runs by itself."""
OUT = (Kind.WORKAROUND, Kind.PAID, Kind.STOPPED)
"""What happens during an outage."""


def climb(
    function: FunctionNode, number: int, before: BandMemory, scene: Scene, now: Now, view: View
) -> tuple[BandState, BandMemory]:
    """What happens to a band now, and what it must remember."""
    at = Footing(function, number, before, scene, now, view)
    rung, who = next((rung, who) for rung in LADDER if (who := rung.holds(at)) is not None)
    if before.stopped and rung.kind not in (Kind.STOPPED, Kind.CLOSED, Kind.PAID):
        # The stop has ended; from here on one takes over from another whatever the hour. Who is paid keeps it
        # until somebody who is not comes to work.
        return climb(function, number, before._replace(stopped=False), scene, now, view)
    routes = at.routes(who) if rung.kind is Kind.BREAK_GLASS else ()
    state = BandState(rung.kind, who or None, routes, rung.capacity(at), at.hands)
    if function.due is not None:
        state = _when_due(state, function.due, view, held=scene.held)
    could = rung.kind is Kind.CLOSED and any(_can(*each) for each in at.free)
    return state, BandMemory(
        # A stop goes on over what is closed.
        stopped=state.kind is Kind.STOPPED or (state.kind is Kind.CLOSED and before.stopped),
        # Who could but was not at work in its hours let it stop, and takes it up like anybody else.
        chain=at.chain and not (function.hours and state.kind is Kind.STOPPED),
        called=state.kind is Kind.PAID,
        sealed=state.kind is Kind.BREAK_GLASS,
        resumed=(before.resumed or (before.stopped and state.kind is Kind.PAID))
        and not at.chain
        and state.kind in (Kind.PAID, Kind.CLOSED),
        handless=None if could or rung.kind in HANDED else at.handless,
        outage=at.outage if rung.kind in OUT else None,
    )


def _when_due(state: BandState, due: Iterable[str], view: View, *, held: bool) -> BandState:
    """The state of a function that stops only when a duty is missed, whatever its hands."""
    if not (held and all(view.value(key).kept for key in due)):
        return state._replace(kind=Kind.STOPPED, who=None, routes=(), capacity=NONE)
    if state.kind in (Kind.STOPPED, Kind.WORKAROUND):
        return state._replace(kind=Kind.UNATTENDED, who=None, capacity=WHOLE)
    return state
