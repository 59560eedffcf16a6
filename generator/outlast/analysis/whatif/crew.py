"""The second law: who can do something at a moment, after which notice, and through which sealed way in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from outlast.analysis.whatif.business_calendar import DAY, EVER, NEVER, Moment, Windows
from outlast.analysis.whatif.needs import LOST, Formula, Opened, Seeker, Timing, keys, level
from outlast.analysis.whatif.node import View
from outlast.model.scalars import Duration


@dataclass(frozen=True)
class Route:
    """A break-glass route, with what it opened when it was last tried."""

    id: str
    holders: tuple[str, ...]
    place: str | None
    delay: Duration | None
    windows: Windows
    opens: tuple[Opened, ...]


@dataclass(frozen=True)
class Member:
    """Somebody who is listed for something, or who holds a sealed way into it."""

    who: str
    person: bool
    windows: Windows
    needs: Formula
    """What they need: what everybody needs, and what only this one does."""
    notice: Duration | None = None
    paid: bool = False
    listed: bool = True
    """Not listed: counts only through break-glass."""
    routes: tuple[Route, ...] = ()
    """Ways that this one may open for what is needed here."""

    def at_work(self, moment: Moment) -> bool:
        return self.windows.span(moment) is not None


class Able(NamedTuple):
    """How far a member can do it at a moment: see `needs.level`."""

    usual: int = LOST
    sealed: int = LOST
    """With what break-glass opens."""
    routes: tuple[str, ...] = ()
    """The routes that this takes."""
    off: bool = False
    """Could, but is on holiday."""


NOT_ABLE = Able()


def able(member: Member, view: View, timing: Timing) -> Able:
    """How far a member can do it now."""
    here = view.value(member.who)
    off = not here.up and here.kept if member.person else here.up and _closed(member, view)
    opened = _opened(member, view)
    usual = level(member.needs, view, timing, Seeker(member.who, member.person)) if member.listed else LOST
    sealed = LOST
    if opened:
        sealed = level(member.needs, view, timing, Seeker(member.who, member.person, opened))
    if off:
        return Able(off=usual > LOST and member.notice is None)
    if not here.up or not _ready(member, view):
        return NOT_ABLE
    used = tuple(dict.fromkeys(each.route for each in opened)) if sealed > usual else ()
    return Able(usual, sealed, used)


def _closed(member: Member, view: View) -> bool:
    """Whether a supplier is closed today."""
    here, closed = view.calendar.here, False
    for first, last in member.windows.off:
        start, end = here.midnight(first), here.midnight(last + DAY)
        view.wake(start)
        view.wake(end)
        closed = closed or start <= view.now < end
    return closed


def ready(member: Member, view: View, asked: Moment) -> Moment:
    """When somebody who is there now is ready, if asked at a moment."""
    if member.notice is None:
        return EVER
    heard = member.windows.next(max(asked, view.there(member.who)))
    return member.windows.next(view.calendar.add(heard, member.notice)) if heard < NEVER else NEVER


def _ready(member: Member, view: View) -> bool:
    if member.notice is None:
        return True
    if view.before:
        return False
    at = ready(member, view, view.asked)
    view.wake(at)
    return view.now >= at


def opens(route: Route, holder: str, view: View, asked: Moment) -> Moment:
    """When a route is open for a holder who is there now, if asked at a moment."""
    start = max(asked, view.there(holder))
    return route.windows.next(view.calendar.add(start, route.delay) if route.delay else start)


def _opened(member: Member, view: View) -> tuple[Opened, ...]:
    if not member.routes or view.before or not view.question.break_glass:
        return ()
    found: list[Opened] = []
    for route in member.routes:
        if not view.value(member.who).up or (route.place and not view.value(route.place).kept):
            continue
        at = opens(route, member.who, view, view.asked)
        view.wake(at)
        if view.now >= at:
            found += route.opens
    return tuple(found)


def watched(members: tuple[Member, ...]) -> Iterator[str]:
    """The nodes that decide what members can do."""
    for member in members:
        yield member.who
        yield from keys(member.needs)
        yield from (route.place for route in member.routes if route.place)


class Slot(NamedTuple):
    """A time that somebody has for a duty."""

    start: Moment
    end: Moment


def slots(member: Member, view: View, day: date) -> tuple[Slot, ...]:
    """The working time of a local day; of the last day before that has any, if it has none."""
    here = view.calendar.here
    for back in range(31):
        start = here.midnight(date.fromordinal(day.toordinal() - back))
        end = here.midnight(date.fromordinal(day.toordinal() - back + 1))
        if found := member.windows.within(start, end):
            return tuple(Slot(*span) for span in found)
    return ()
