"""The ladder of a function: who does it, or what carries it for a while, or that it is stopped."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from outlast.analysis.whatif.business_calendar import EVER, NEVER, Moment, Windows, less
from outlast.analysis.whatif.crew import NOT_ABLE, Able, Member, able, watched
from outlast.analysis.whatif.needs import HELD, LOST, AnyOf, Formula, Part, Timing, keys, level
from outlast.analysis.whatif.node import Timers, Value, View
from outlast.analysis.whatif.question import Kind
from outlast.model.scalars import Duration

WHOLE = Fraction(1)
NONE = Fraction(0)
There = Callable[[str], bool]
"""Whether something is there."""


@dataclass(frozen=True)
class Approval:
    """Who prepares and who agrees, within a range of amounts."""

    create: Formula
    approve: Formula


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


@dataclass(frozen=True)
class Instead:
    """The workaround of a function."""

    members: tuple[Member, ...]
    needs: Formula
    hands: bool
    """Whether it takes hands at all."""
    capacity: Fraction
    at_most: Duration | None


class BandState(NamedTuple):
    """What happens to one band of a function."""

    kind: Kind
    who: str | None = None
    routes: tuple[str, ...] = ()
    capacity: Fraction = WHOLE
    """How much of the work gets done."""
    hands: tuple[str, ...] = ()
    """All who could do it now, listed or through break-glass."""


class BandMemory(NamedTuple):
    """What a band remembers."""

    stopped: bool = False
    chain: bool = True
    """Whether free hands have had it without a gap."""
    called: bool = False
    """Whether paid hands have it."""
    handless: Moment | None = None
    """Since when nobody has it."""
    outage: Moment | None = None
    """Since when only a workaround is left."""


class Memory(NamedTuple):
    timers: Timers
    bands: tuple[BandMemory, ...]


@dataclass(frozen=True)
class FunctionNode:
    """A function."""

    key: str
    members: tuple[Member, ...]
    """Who does it, then holders of sealed ways into it; empty if it takes no hands."""
    automatic: bool
    """Whether it takes no hands; also where nobody is named."""
    needs: Formula
    held_by: tuple[str, ...]
    """What must be up without any coasting: stores that feed it, duties that stop it."""
    bands: tuple[Band, ...]
    hours: Windows | None
    shifts: tuple[str, ...]
    unattended: Duration | None
    instead: Instead | None
    due: tuple[str, ...] | None
    """For a function that stops only when a duty is missed: those duties."""
    restores_in: Duration | None
    """How long until it is back when it is lost itself."""
    _gaps: dict[tuple[tuple[str, ...], Moment, Moment], tuple[Moment, ...]] = field(
        default_factory=dict, compare=False
    )
    """The edges of the hours in which none of some members is at work, by those members and the look."""

    @cached_property
    def inputs(self) -> frozenset[str]:
        return frozenset(self._watched())

    def _watched(self) -> Iterator[str]:
        yield from watched(self.members)
        yield from keys(self.needs)
        yield from self.held_by
        yield from self.shifts
        yield from self.due or ()
        for band in self.bands:
            for approval in band.approvals:
                yield from keys((*approval.create, *approval.approve))
        if self.instead:
            yield from watched(self.instead.members)
            yield from keys(self.instead.needs)

    def step(self, view: View, memory: Memory | None) -> tuple[Value, Memory]:
        memory = memory or Memory({}, tuple(BandMemory() for _ in self.bands))
        timing = Timing(view, memory.timers)
        scene = self._scene(view, timing)
        steps = [self._band(number, memory.bands[number], scene, view) for number in range(len(self.bands))]
        states = tuple(state for state, _ in steps)
        up = all(state.kind is not Kind.STOPPED for state in states)
        return Value(up, up, states), Memory(timing.after, tuple(after for _, after in steps))

    def _scene(self, view: View, timing: Timing) -> Scene:
        lost = lost_itself(self.key, self.restores_in, view)
        held = not lost and all(view.value(key).up for key in self.held_by)
        base = level(self.needs, view, timing)
        ables = tuple(able(member, view, timing) for member in self.members)
        instead = self._instead(view, timing)
        shifts = [view.value(key).state for key in self.shifts]
        done = min((shift for shift in shifts if shift is not None), default=WHOLE)
        return Scene(
            base=base if held else LOST,
            ables=ables if held else (NOT_ABLE,) * len(ables),
            instead=instead,
            filled=done > NONE,
            capacity=done,
        )

    def _instead(self, view: View, timing: Timing) -> tuple[tuple[Member, Able], ...] | None:
        """Who can do the workaround now; nobody where it takes no hands; None if it does not hold."""
        if self.instead is None:
            return None
        if not self.instead.hands:
            return () if level(self.instead.needs, view, timing) == HELD else None
        found = tuple((member, able(member, view, timing)) for member in self.instead.members)
        return tuple((member, each) for member, each in found if max(each.usual, each.sealed) == HELD) or None

    def _band(
        self, number: int, before: BandMemory, scene: Scene, view: View
    ) -> tuple[BandState, BandMemory]:
        band = self.bands[number]
        running = not before.stopped
        approved = all(approvable(approval, view) for approval in band.approvals)
        base = scene.base if approved else LOST
        ables = [
            (member, each)
            for member, each in zip(self.members, scene.ables, strict=True)
            if approved and member.who in band.within
        ]
        hands = tuple(dict.fromkeys(m.who for m, a in ables if max(a.usual, a.sealed) > LOST))
        free = [(m, a) for m, a in ables if not m.paid]
        chain = self._chain([m for m, a in free if a.usual > LOST], before.chain or running, view, base)
        full = [m for m, a in free if a.usual == HELD]
        doing = self._doing(full, scene, view, base == HELD) if chain else None
        sealed = [(m, a) for m, a in free if a.sealed == HELD and a.sealed > a.usual]
        opening = [m for m, _ in sealed if running or before.chain or self._begins(m, view)]
        broken = self._doing(opening, scene, view) if opening else None
        coasting = None
        if chain and doing is None:
            coasting = self._doing([m for m, a in free if a.usual > LOST], scene, view, base > LOST)
        paid = [m for m, a in ables if m.paid and max(a.usual, a.sealed) > LOST]
        called = bool(paid) and self._chain(paid, before.called or running, view, LOST)
        bought = self._doing(paid, scene, view) if called else None

        handless = None
        if doing is None and broken is None and coasting is None:
            handless = before.handless if before.handless is not None else EVER if view.before else view.now

        def state(kind: Kind, who: Member | str | None = None, capacity: Fraction = WHOLE) -> BandState:
            name = who.who if isinstance(who, Member) else who
            routes = next((a.routes for m, a in sealed if kind is Kind.BREAK_GLASS and m.who == name), ())
            return BandState(kind, name or None, routes, capacity, hands)

        outage: Moment | None = None
        if doing is not None:
            found = state(Kind.BY, doing, scene.capacity)
        elif broken is not None:
            found = state(Kind.BREAK_GLASS, broken, scene.capacity)
        elif self._closed(number, ables, scene, view):
            found = state(Kind.CLOSED)
            handless = None if any(max(a.usual, a.sealed) > LOST for _, a in free) else handless
        elif coasting is not None:
            found = state(Kind.COASTING, coasting, scene.capacity)
        elif running and handless is not None and self._runs_on(scene.base, handless, view):
            found = state(Kind.UNATTENDED)
        else:
            outage = before.outage if before.outage is not None else EVER if view.before else view.now
            stand_in = self._stand_in(outage, running, scene, view)
            whole = self.instead is not None and self.instead.capacity >= WHOLE
            if stand_in is not None and whole:
                found = state(Kind.WORKAROUND, stand_in, WHOLE)
            elif bought is not None:
                found = state(Kind.PAID, bought, scene.capacity)
            elif stand_in is not None and self.instead:
                found = state(Kind.WORKAROUND, stand_in, self.instead.capacity)
            else:
                found = state(Kind.STOPPED, None, NONE)
        if before.stopped and found.kind not in (Kind.STOPPED, Kind.CLOSED):
            # The stop has ended; from here on one takes over from another whatever the hour.
            return self._band(number, before._replace(stopped=False), scene, view)
        if self.due is not None:
            found = self._due(found, view)
        after = BandMemory(
            # A stop goes on over what is closed.
            stopped=found.kind is Kind.STOPPED or (found.kind is Kind.CLOSED and before.stopped),
            chain=chain,
            called=found.kind is Kind.PAID,
            handless=handless,
            outage=outage,
        )
        return found, after

    def _chain(self, who: list[Member], held: bool, view: View, base: int) -> bool:
        """Whether somebody has it now: without a gap, or because they are at work now and take it up."""
        if self.automatic:
            return base > LOST
        if held:
            return bool(who)
        beginning = [self._begins(member, view) for member in who]  # each says when it is at work
        return any(beginning)

    def _begins(self, member: Member, view: View) -> bool:
        view.wake(member.windows.next(view.now))
        return member.at_work(view.now)

    def _doing(
        self, who: list[Member], scene: Scene, view: View, by_itself: bool = False
    ) -> Member | str | None:
        """The first of these who does it now, in hours and shifts too; an empty name if it takes no hands."""
        if not scene.filled:
            return None
        if self.automatic:
            return "" if by_itself else None
        return who[0] if who and not self._bare(who, view) else None

    def _bare(self, who: list[Member], view: View) -> bool:
        """Whether this is one of its hours and none of these is at work in it."""
        if self.hours is None:
            return False
        key = (tuple(member.who for member in who), view.start, view.horizon)
        if key not in self._gaps:
            hours = self.hours.within(view.start, view.horizon)
            for member in who:
                hours = less(hours, member.windows.within(view.start, view.horizon))
            self._gaps[key] = tuple(moment for span in hours for moment in span)
        edges = self._gaps[key]
        number = bisect_right(edges, view.now)
        if number < len(edges):
            view.wake(edges[number])
        return number % 2 == 1

    def _closed(self, number: int, ables: list[tuple[Member, Able]], scene: Scene, view: View) -> bool:
        """Whether the undisturbed world has a gap here too."""
        calm = view.calm(self.key)
        if calm is not None:
            return bool(calm.state[number].kind is Kind.CLOSED)
        if self.automatic:
            return False
        could = [member for member, each in ables if max(each.usual, each.sealed) > LOST]
        if could:
            return not scene.filled or self._bare(could, view)
        return any(each.off for _, each in ables)

    def _runs_on(self, base: int, handless: Moment, view: View) -> bool:
        if self.unattended is None or base == LOST or handless <= EVER:
            return False
        end = view.calendar.add(handless, self.unattended)
        view.wake(end)
        return view.now < end

    def _stand_in(self, outage: Moment, running: bool, scene: Scene, view: View) -> Member | str | None:
        """Who does the workaround now; an empty name if it takes no hands."""
        if self.instead is None or scene.instead is None:
            return None
        if self.instead.at_most is not None:
            if outage <= EVER:
                return None
            end = view.calendar.add(outage, self.instead.at_most)
            view.wake(end)
            if view.now >= end:
                return None
        if not self.instead.hands:
            return ""
        who = [m for m, _ in scene.instead if running or self._begins(m, view)]
        return who[0] if who else None

    def _due(self, found: BandState, view: View) -> BandState:
        """A function that stops only when a duty is missed, whatever its hands."""
        if not all(view.value(key).kept for key in self.due or ()):
            return found._replace(kind=Kind.STOPPED, who=None, routes=(), capacity=NONE)
        if found.kind in (Kind.STOPPED, Kind.WORKAROUND):
            return found._replace(kind=Kind.UNATTENDED, who=None, capacity=WHOLE)
        return found


@dataclass(frozen=True)
class Scene:
    """What the bands of a function share at a moment."""

    base: int
    """How far the needs hold, whoever does it."""
    ables: tuple[Able, ...]
    """Of each member."""
    instead: tuple[tuple[Member, Able], ...] | None
    filled: bool
    """Whether each of its shifts that lasts now has its people."""
    capacity: Fraction


def lost_itself(key: str, restores_in: Duration | None, view: View) -> bool:
    """Whether a function itself is gone. Until it is restored: as long as that takes, if it is said."""
    outage = view.lost(key)
    if outage is None:
        return False
    if outage.end is not None or not restores_in:
        view.wake(outage.end or NEVER)
        return True
    back = view.calendar.add(outage.start, restores_in)
    view.wake(back)
    return view.now < back


def approvable(approval: Approval, view: View, *, off_too: bool = False) -> bool:
    """Whether different people can prepare it and agree to it now, those on holiday too if it is said."""

    def there(key: str) -> bool:
        value = view.value(key)
        return value.up or (off_too and value.kept)

    creators = tuple(_fillings(approval.create, there, frozenset()))
    return any(True for taken in creators for _ in _fillings(approval.approve, there, taken))


def _fillings(parts: tuple[Part, ...], there: There, taken: frozenset[str]) -> Iterator[frozenset[str]]:
    """The ways to fill all places with people who fill no other place: everybody taken, so far and here."""
    if not parts:
        yield taken
        return
    for more in _filling(parts[0], there, taken):
        yield from _fillings(parts[1:], there, more)


def _filling(part: Part, there: There, taken: frozenset[str]) -> Iterator[frozenset[str]]:
    if isinstance(part, AnyOf):
        yield from _some(part.parts, part.count, there, taken)
    elif part.key not in taken and there(part.key):
        yield taken | {part.key}


def _some(
    parts: tuple[Part, ...], count: int, there: There, taken: frozenset[str]
) -> Iterator[frozenset[str]]:
    if count <= 0:
        yield taken
        return
    for number, part in enumerate(parts):
        if len(parts) - number < count:
            return
        for more in _filling(part, there, taken):
            yield from _some(parts[number + 1 :], count - 1, there, more)
