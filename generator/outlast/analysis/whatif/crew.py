"""The second law: who can do something at a moment, after which notice, and through which sealed way in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from outlast.analysis.whatif.access import Opened, Principal, Route, opens
from outlast.analysis.whatif.business_calendar import EVER, NEVER, Moment, Windows
from outlast.analysis.whatif.causes import Cause, Why
from outlast.analysis.whatif.needs import LOST, Formula, Timing, admits, ends, keys, lacks, level
from outlast.analysis.whatif.node import Hindsight, View
from outlast.model.scalars import Duration


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

    @cached_property
    def principal(self) -> Principal:
        """For whom needs are looked at while nothing sealed is open."""
        return Principal(self.who, self.person)

    def at_work(self, moment: Moment) -> bool:
        return self.windows.span(moment) is not None

    def begins(self, view: View) -> bool:
        """Whether they are at work now, and can take something up; else that is looked at when they are."""
        view.wake(self.windows.next(view.now))
        return self.at_work(view.now)

    def is_free(self, view: Hindsight) -> bool:
        """Whether they are there and lack nothing."""
        return view.value(self.who).up and not any(self._lacks(view))

    def _lacks(self, view: Hindsight) -> Iterator[Cause]:
        principal = Principal(self.who, self.person, _opened(self, view), self.routes)
        return lacks(self.needs, view, principal)

    def unable(self, view: Hindsight, of: str) -> Iterator[Cause]:
        """Why they cannot do something, whatever the hour."""
        if not view.value(self.who).up:
            yield from view.why(self.who)
            return
        at = ready(self, view, view.asked)
        if self.notice is not None and view.now < at:
            yield view.cause(Why.NOTICE, self.who, of, until=at)
        yield from self._lacks(view)

    def hindered(self, view: Hindsight, of: str) -> Iterator[Cause]:
        """Why they cannot do something at a moment."""
        causes = tuple(self.unable(view, of))
        yield from causes
        if not causes and not self.at_work(view.now):
            yield view.cause(Why.OFF_WORK, self.who, of, until=self.windows.next(view.now))


class Able(NamedTuple):
    """How far a member can do it at a moment: see `needs.level`."""

    usual: int = LOST
    sealed: int = LOST
    """With what break-glass opens."""
    routes: tuple[str, ...] = ()
    """The routes that this takes."""
    off: bool = False
    """Could, but is on holiday."""

    @property
    def best(self) -> int:
        """How far, one way or the other."""
        return max(self.usual, self.sealed)


NOT_ABLE = Able()


def able(member: Member, view: View, timing: Timing) -> Able:
    """How far a member can do it now."""
    here = view.value(member.who)
    off = not here.up and here.kept if member.person else here.up and _closed(member, view)
    opened = _opened(member, view)
    usual = sealed = LOST
    if member.listed:
        usual = level(member.needs, view, timing, member.principal)
    elif member.routes and not opened:
        # Looked at before it opens too: the timer of a need that coasts starts when that is lost.
        level(member.needs, view, timing, member.principal)
    if opened:
        sealed = level(member.needs, view, timing, Principal(member.who, member.person, opened))
    if off:
        return Able(off=usual > LOST and member.notice is None)
    if not here.up or not _ready(member, view):
        return NOT_ABLE
    used = tuple(dict.fromkeys(each.route for each in opened)) if sealed > usual else ()
    return Able(usual, sealed, used)


def admitted(member: Member, view: View) -> bool:
    """Whether somebody is there and gets into what they need, whatever the hour, and whether it works."""
    there = view.value(member.who).up and not (not member.person and _closed(member, view))
    opened = _opened(member, view)
    let_in = admits(member.needs, view, Principal(member.who, member.person, opened))
    return _ready(member, view) and there and let_in


def _closed(member: Member, view: View) -> bool:
    """Whether a supplier is closed today."""
    return view.is_among(member.windows.free)


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


def _opened(member: Member, view: View) -> tuple[Opened, ...]:
    if not member.routes or view.before or not view.break_glass:
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


def dates(members: Iterable[Member]) -> Iterator[Moment]:
    """When the calendar alone changes what members can do: as they are closed, and as a way in ends."""
    for member in members:
        yield from (edge for stretch in member.windows.free for edge in stretch)
        yield from ends(member.needs)


def watched(members: Iterable[Member]) -> Iterator[str]:
    """The nodes that decide what members can do."""
    for member in members:
        yield member.who
        yield from keys(member.needs)
        yield from (route.place for route in member.routes if route.place)


def count_from_return(members: Iterable[Member]) -> Iterator[str]:
    """Those of some members who are asked, or open a sealed way, only when they are there again."""
    return (member.who for member in members if member.notice is not None or member.routes)
