"""The second law, 6 to 10: what happens to each band of a function at a moment."""

from __future__ import annotations

from dataclasses import dataclass

from outlast.analysis.whatif.question import Kind
from outlast.model.functions import Function, Hand

from tests.whatif.oracle import shifts
from tests.whatif.oracle.clock import EVER
from tests.whatif.oracle.hands import (
    can_work_around,
    hands_of,
    is_able,
    is_able_as_novice,
    is_approved,
    is_held_up,
    is_serving,
    needs_hold,
    needs_of_way_hold,
    part_done,
    runs_by_itself,
)
from tests.whatif.oracle.world import Band, Range, World

Who = list[str | None]
"""Those who can do it in some way; None is the function that runs by itself."""


def look(world: World, t: int, step: int) -> None:
    """Notes what happens to every band of every function, and which functions are up as a need.

    Reading: a function is up as a need while all of its bands are done, in whatever way.
    """
    for function in world.plan.functions.values():
        kinds = []
        world.staffed.discard(function.id)
        for number, band in enumerate(world.ranges[function.id]):
            able = _able(world, t, function, band)
            if any(one is not None and world.at_work(one, t) for one in able.all):
                world.staffed.add(function.id)
            kind = _kind(world, t, step, function, (function.id, number), band, able)
            world.kinds[function.id, number] = kind
            kinds.append(kind)
        world.up[function.id] = not {Kind.STOPPED, Kind.CLOSED} & {*kinds}


@dataclass(frozen=True)
class _Able:
    """Who can do a band in which way, their working time aside."""

    usual: Who
    through: Who
    coasting: Who
    paid: Who

    @property
    def all(self) -> Who:
        return [*self.usual, *self.through, *self.coasting, *self.paid]


def _able(world: World, t: int, function: Function, band: Range) -> _Able:
    """Reading: who is paid stands on the rung of the paid also while needs coast or by break-glass."""
    if not is_approved(world, t, function, band):
        return _Able([], [], [], [])
    if runs_by_itself(function):
        strict, tolerant = (
            [None] if needs_hold(world, t, function, None, tolerant=way) else [] for way in (False, True)
        )
        return _Able([*strict], [], [*tolerant], [])
    hands = hands_of(world, function)
    ready = [(n, hand) for n, hand in enumerate(hands) if world.noticed(hands, n, t, hand.who)]
    paid = [hand for n, hand in ready if n and (hand.fee or hand.day_rate)]
    unpaid = [hand for n, hand in ready if not (n and (hand.fee or hand.day_rate))]

    def able(some: list[Hand], *, tolerant: bool = False, glass: bool = False) -> Who:
        return [
            hand.who
            for hand in some
            if is_able(world, t, function, band, hand, tolerant=tolerant, glass=glass)
        ]

    led = [
        hand.who for hand in world.novices[function.id] if is_able_as_novice(world, t, function, band, hand)
    ]
    usual = able(unpaid)
    others = [hand for hand in unpaid if hand.who not in usual]  # who can do it, can do it with less too
    return _Able(
        usual=usual,
        through=[*usual, *able(others, glass=True), *led],
        coasting=[*usual, *able(others, tolerant=True)],
        paid=able(paid, tolerant=True, glass=True),
    )


def _kind(world: World, t: int, step: int, function: Function, key: Band, band: Range, able: _Able) -> Kind:
    gap = not _done(world, t, function, [*able.usual, *able.through]) and _is_off(
        world, t, function, band, able
    )
    if world.gaps is not None and not world.calm:
        gap = world.gaps[key][step]
    _count_lost_hands(world, t, function, key, able, gap=gap)
    before = dict(world.since), dict(world.chain)
    kind = _rung(world, t, function, key, able, gap=gap)
    if key in world.stopped and kind is Kind.PAID:
        world.resumed.add(key)  # who is paid keeps it until somebody who is not comes to work
    elif key in world.stopped and kind not in (Kind.STOPPED, Kind.CLOSED):
        # The stop has ended; from here on one takes over from another whatever the hour.
        world.stopped.discard(key)
        world.since, world.chain = before
        kind = _rung(world, t, function, key, able, gap=gap)
    if function.only_when_due:
        return _when_due(world, t, function, kind)
    if kind not in (Kind.PAID, Kind.CLOSED) or world.chain[key]:
        world.resumed.discard(key)
    world.sealed.discard(key)
    if kind is Kind.BREAK_GLASS:
        world.sealed.add(key)
    if kind is Kind.STOPPED:
        world.stopped.add(key)
        if function.hours:
            world.chain[key] = False  # who could, but was not at work in its hours, let it stop too
    elif kind is not Kind.CLOSED:  # a stop goes on over what is closed (second law, 11)
        world.stopped.discard(key)
    return kind


def _is_off(world: World, t: int, function: Function, band: Range, able: _Able) -> bool:
    """Whether somebody could, but for a holiday, the hours or the shifts."""
    if runs_by_itself(function):
        return False
    if able.all:
        return not _done(world, t, function, able.all)
    hands = hands_of(world, function)
    return is_approved(world, t, function, band) and any(
        world.at_leisure(hand.who, t)
        and (number == 0 or hand.starts_in is None)
        and is_able(world, t, function, band, hand, tolerant=True, off_too=True)
        for number, hand in enumerate(hands)
    )


def _done(world: World, t: int, function: Function, who: Who, *, work: bool = False) -> bool:
    """Whether one of them does it, in shifts that are filled; at work where `work` or the hours say so."""
    if not who:
        return False
    work = work or bool(function.hours and world.clock.served(function.hours, t))
    can = shifts.are_filled(world, t, function.id) and bool(part_done(world, function))
    return can and any(not work or world.at_work(one, t) for one in who)


def _count_lost_hands(world: World, t: int, function: Function, key: Band, able: _Able, *, gap: bool) -> None:
    """Since when a band has no hands.

    Reading: who would be there but for a gap that the undisturbed world has too is not lost.
    """
    who = [*able.usual, *able.through, *able.coasting]
    if not _keeps(world, key) and not (gap and who) and not _take_up(world, t, function, who):
        world.since.setdefault(("hands", *key), EVER if world.calm else t)
    elif _done(world, t, function, who) or (gap and who):
        world.since.pop(("hands", *key), None)
    else:
        world.since.setdefault(("hands", *key), EVER if world.calm else t)


def _rung(world: World, t: int, function: Function, key: Band, able: _Able, *, gap: bool) -> Kind:
    """The first rung that holds; notes since when none of the first five does.

    What is stopped is taken up by the first rung that has somebody at work; `unattended` has nobody and takes
    nothing up, what runs by itself needs nobody. Hands who could all through a gap in hours or shifts have
    never let go, and take nothing up when it ends.
    """
    stopped = key in world.stopped
    outage = ("outage", *key)
    free = [*able.usual, *able.coasting]
    keeps = _keeps(world, key)
    through = keeps or key in world.sealed
    chain = bool(free) and (keeps or _take_up(world, t, function, free))
    world.chain[key] = chain
    if chain and _done(world, t, function, able.usual):
        above = Kind.BY
    elif _done(world, t, function, able.through, work=not through) and (
        through or is_serving(world, t, function)
    ):
        above = Kind.BREAK_GLASS
    elif gap:
        above = Kind.CLOSED
    elif chain and _done(world, t, function, able.coasting):
        above = Kind.COASTING
    elif not stopped and key not in world.resumed and _runs_on(world, t, function, key):
        above = Kind.UNATTENDED
    else:
        began = world.since.setdefault(outage, EVER if world.calm else t)
        around = _is_worked_around(world, t, function, began, stopped or key in world.resumed)
        way = function.workaround
        if around and way and way.capacity and way.capacity.fraction == 1:
            return Kind.WORKAROUND
        if _done(world, t, function, able.paid, work=stopped) and (
            not stopped or is_serving(world, t, function)
        ):
            return Kind.PAID
        return Kind.WORKAROUND if around else Kind.STOPPED
    world.since.pop(outage, None)
    return above


def _keeps(world: World, key: Band) -> bool:
    """Whether hands who are not paid need not be at work to have a band: they never let go of it."""
    return world.chain.get(key, True) or (key not in world.stopped and key not in world.resumed)


def _take_up(world: World, t: int, function: Function, who: Who) -> bool:
    """Whether somebody takes up what was stopped: at work, at a time at which it is done."""
    if None in who:
        return True
    return is_serving(world, t, function) and any(world.at_work(one, t) for one in who)


def _runs_on(world: World, t: int, function: Function, key: Band) -> bool:
    if function.unattended is None or not needs_hold(world, t, function, None, tolerant=True):
        return False
    lost = world.since.get(("hands", *key), t)
    return lost != EVER and t < world.clock.add(lost, function.unattended)


def _is_worked_around(world: World, t: int, function: Function, began: int, stopped: bool) -> bool:
    """Reading: hours and shifts are not asked. Hands begin once the loss is noticed, and last from then."""
    way = function.workaround
    if way is None:
        return False
    hands = way.by
    if hands and began != EVER:
        began = max(began, world.noticed_at)
    if t < began or (way.at_most is not None and t >= world.clock.add(began, way.at_most)):
        return False
    if not hands:
        return needs_of_way_hold(world, t, function, way)
    return any(
        can_work_around(world, t, function, way, hands, number)
        and (not stopped or world.at_work(hand.who, t))
        for number, hand in enumerate(hands)
    )


def _when_due(world: World, t: int, function: Function, kind: Kind) -> Kind:
    """Stopped while a duty that failed is open or something holds it down, and only then (second law, 10)."""
    missed = not is_held_up(world, t, function) or any(
        instance.failed
        and instance.done is None
        and any(doer.who == function.id for doer in world.plan.obligations[instance.duty].by)
        for instance in world.instances
    )
    if missed:
        return Kind.STOPPED
    return Kind.UNATTENDED if kind is Kind.STOPPED else kind
