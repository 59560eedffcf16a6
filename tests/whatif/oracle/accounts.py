"""What the states of a world come to: losses, stops that last too long, and times without hands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from outlast.analysis.whatif.question import Kind
from outlast.model.functions import Function
from outlast.model.people import Hours
from outlast.model.scalars import Loss

from tests.whatif.oracle.clock import NEVER
from tests.whatif.oracle.hands import part_done, worth
from tests.whatif.oracle.world import Band, World, season

NOTHING = Fraction(0)
Late = dict[str, frozenset[tuple[date, int]]]
"""Of each duty, the turns that are late: the day of each, and which of those of that day it is."""


def late(world: World) -> Late:
    """What is late now and not done."""
    return _turns(world, done_too=False)


def _turns(world: World, *, done_too: bool) -> Late:
    if not any(each.failed for each in world.instances):
        return dict.fromkeys(world.plan.obligations, frozenset())
    found: dict[str, set[tuple[date, int]]] = {duty: set() for duty in world.plan.obligations}
    turns: Counter[tuple[str, date]] = Counter()
    for each in world.instances:
        turns[each.duty, each.day] += 1
        if each.failed and (done_too or each.done is None):
            found[each.duty].add((each.day, turns[each.duty, each.day]))
    return {duty: frozenset(days) for duty, days in found.items()}


def charged(world: World) -> Late:
    """What has been late so far, done by now or not."""
    return _turns(world, done_too=True)


def undone(world: World) -> dict[Band, Fraction]:
    """How much of each band is not done now."""
    functions = world.plan.functions
    return {key: _undone(world, functions[key[0]], kind) for key, kind in world.kinds.items()}


def lost(world: World, t: int, function: Function, usual: Mapping[Band, Fraction]) -> Fraction:
    """What a function loses in the step from a moment on, beyond what it would have lost anyway."""
    if function.loss is None:
        return NOTHING
    bands = world.ranges[function.id]
    undone = sum(
        (
            _share(function, number, len(bands))
            * max(NOTHING, _undone(world, function, world.kinds[key]) - usual[key])
            for number, _ in enumerate(bands)
            for key in [(function.id, number)]
        ),
        NOTHING,
    )
    part = _part(world, t, function.loss, function.hours) if undone else undone
    return undone * part * season(world, world.clock.day(t)) if part else part


def lost_by_duty(
    world: World, t: int, id: str, overdue: Late, usual: Late, missed: frozenset[date]
) -> Fraction:
    """What a duty loses in a step: while a turn is late that usually never is, and none usually is.

    Args:
        overdue: what is late now.
        usual: what is late now in the undisturbed world.
        missed: the days of which it is late at some time in the undisturbed world.
    """
    loss = world.plan.obligations[id].loss
    if loss is None or usual[id] or {day for day, _ in overdue[id]} <= missed:
        return NOTHING
    return _part(world, t, loss)


def _part(world: World, t: int, loss: Loss, hours: tuple[Hours, ...] = ()) -> Fraction:
    """What is lost in one step if all is: nothing on days that do not count, nor out of hours."""
    clock = world.clock
    day = clock.day(t)
    if loss.open_days and not clock.works_on(day):
        return NOTHING
    if hours:
        served = clock.served(hours, t)
        steps = sum(clock.served(hours, moment) for moment in world.steps_of(day)) if served else 0
        return Fraction(worth(world, loss.money)) / steps if steps else NOTHING
    minutes = clock.day_end(day) - clock.midnight_of(day)
    return Fraction(worth(world, loss.money)) * Fraction(clock.step, minutes)


def _share(function: Function, number: int, bands: int) -> Fraction:
    """Reading: where the shares are not known, the function loses all while its highest band is down."""
    if function.amounts:
        return Fraction(function.amounts[number].share.fraction)
    return Fraction(number == bands - 1)


def _undone(world: World, function: Function, kind: Kind) -> Fraction:
    """Reading: of a function that stops only by its duties all is done while it is not stopped."""
    if kind not in (Kind.STOPPED, Kind.CLOSED, Kind.WORKAROUND, Kind.UNATTENDED):
        part = part_done(world, function)
        return NOTHING if part == 1 else 1 - part
    way = function.workaround
    if kind is Kind.WORKAROUND and not function.only_when_due:
        return 1 - Fraction(way.capacity.fraction if way and way.capacity else 0)
    return Fraction(kind is Kind.STOPPED)


def breaches(world: World, function: Function, kinds: list[Kind]) -> list[int]:
    """From when each stop of a band is longer than its MTPD, where that is before the end.

    Reading: counted from the incident, a stop that begins later than that is too long from its beginning.
    """
    if function.mtpd is None:
        return []
    clock = world.clock
    found = []
    began = NEVER
    for number, kind in enumerate([*kinds, None]):
        t = number * clock.step
        if kind is Kind.STOPPED and began == NEVER:
            began = t
        elif kind not in (Kind.STOPPED, Kind.CLOSED) and began != NEVER:
            counted = 0 if world.question.from_incident else began
            limit = max(began, clock.add(counted, function.mtpd.duration))
            if t > limit:
                found.append(limit)
            began = NEVER
    return found
