"""The third law: when duties are done, and what fails when they are not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from outlast.model.functions import Hand
from outlast.model.obligations import Doer, Obligation
from outlast.model.scalars import Money

from tests.whatif.oracle.clock import DAY, EVER
from tests.whatif.oracle.hands import (
    hands_of,
    has_a_route,
    holders_led,
    is_able,
    is_able_as_novice,
    is_approved,
    lies_in,
    needs_hold,
    reaches,
    runs_by_itself,
)
from tests.whatif.oracle.nodes import as_of, holds
from tests.whatif.oracle.world import Instance, Place, World

Can = Callable[[World, int, str, Place], bool]


def begin(world: World) -> None:
    """All duties with a day of their own; what could be done before the start was done then."""
    clock = world.clock
    last = clock.day(clock.end) + 31 * DAY  # what is due later may be done early
    for duty in world.plan.obligations.values():
        if duty.due:
            world.instances += [
                Instance(duty.id, day, EVER, _opens(world, duty, day))
                for day in duty.due.days(clock.first, last, clock.works_on)
            ]
    for instance in world.instances:
        if _done_before(world, instance):
            instance.done = EVER


def _opens(world: World, duty: Obligation, due: date) -> date:
    days = [world.day_of_doing(who, due) for _, _, who in _doers(world, duty)]
    return min((day for day in days if day is not None), default=due)


def _done_before(world: World, instance: Instance) -> bool:
    """Whether somebody's time for it lay before the start, and they could do it, the shop being in order."""
    places = _doers(world, world.plan.obligations[instance.duty])
    itself = [place for place in places if place[-1] is None]
    if itself:  # nobody does early what is done by itself on its day
        begins = world.clock.midnight_of(instance.day)
        idle = world.question.idle is not None and world.question.is_idle(instance.duty, instance.day)
        return begins < 0 and not idle and any(_can(world, begins, instance.duty, each) for each in itself)
    for place in places:
        who = place[-1]
        day = world.day_of_doing(who, instance.day)
        if day is not None and day <= world.clock.first:
            times = (t for t in world.steps_of(day) if t < 0 and world.works(who, t))
            early = day < instance.day
            if any(
                _could(world, t, instance.duty, place)
                and not (early and _is_awaited(world, t, instance, place, _could))
                for t in times
            ):
                return True
    return False


def _could(world: World, t: int, id: str, place: Place) -> bool:
    """Whether somebody could do a duty at a moment before the start, from their place.

    Reading: holidays, ways in and days of expiry count as of that day, all else as it is at the start.
    """
    world.up, now = as_of(world, t), world.up
    could = _can(world, t, id, place)
    world.up = now
    return could


def _is_awaited(world: World, t: int, instance: Instance, place: Place, can: Can) -> bool:
    """Whether somebody named before them can do it and works on its day: then they do not do it early.

    Reading: whoever is named twice stands where they can do it.
    """
    places = _doers(world, world.plan.obligations[instance.duty])
    return any(
        before[-1] is not None
        and world.works_on(before[-1], instance.day)
        and can(world, t, instance.duty, before)
        for before in places[: places.index(place)]
    )


def do(world: World, t: int) -> bool:
    """Does what can be done at a moment; whether anything was."""
    done = [instance for instance in world.instances if _can_now(world, t, instance)]
    for instance in done:
        instance.done = t
        for duty in world.plan.obligations.values():
            if duty.after == instance.duty:
                world.instances.append(Instance(duty.id, world.clock.day(t), t, world.clock.day(t)))
    return bool(done)


def _can_now(world: World, t: int, instance: Instance) -> bool:
    return (
        instance.done is None
        and t >= instance.known
        and world.clock.day(t) >= instance.opens
        and any(
            _may(world, t, instance, place)
            for place in _doers(world, _duty(world, instance))
            if not world.question.is_idle(instance.duty, instance.day)
            or (world.question.idle is None and place[-1] is None)
        )
    )


def fail(world: World, t: int) -> bool:
    """Notes what has not been done by the end of its grace; whether there is any."""
    late = [
        instance
        for instance in world.instances
        if instance.done is None and not instance.failed and t >= _deadline(world, instance)
    ]
    for instance in late:
        instance.failed = True
    return bool(late)


def _deadline(world: World, instance: Instance) -> int:
    grace, end = _duty(world, instance).grace, world.clock.day_end(instance.day)
    return world.clock.add(end, grace) if grace else end


def _duty(world: World, instance: Instance) -> Obligation:
    return world.plan.obligations[instance.duty]


def _may(world: World, t: int, instance: Instance, place: Place) -> bool:
    """Whether somebody does it now from their place: in their time for it, or at any work after the day.

    Reading: of several doers the earliest counts. A duty that follows another is not done before it.
    """
    day, who = world.clock.day(t), place[-1]
    if day > instance.day:
        fits = True
    elif instance.known != EVER:
        fits = day == instance.day
    else:
        fits = day == world.day_of_doing(who, instance.day)
        if day < instance.day:
            itself = [each for each in _doers(world, _duty(world, instance)) if each[-1] is None]
            fits = fits and not _is_awaited(world, t, instance, place, _can)
            fits = fits and not any(_can(world, t, instance.duty, each) for each in itself)
    return fits and world.at_work(who, t) and _can(world, t, instance.duty, place)


def _doers(world: World, duty: Obligation) -> tuple[Place, ...]:
    """See `_listed`."""
    if duty.id not in world.places:
        world.places[duty.id] = tuple(_listed(world, duty))
    return world.places[duty.id]


def _listed(world: World, duty: Obligation) -> Iterator[Place]:
    """The places from which a duty is done, best first.

    Who is led by the steps of the duty stands in no list.
    """
    if duty.automatic:
        yield (), 0, None
    doers = duty.by
    for number, doer in enumerate(doers):
        function = world.plan.functions.get(doer.who)
        if function is None:
            yield doers, number, doer.who
        elif runs_by_itself(function):
            yield doers, number, None
        else:
            names = [str(hand.who) for hand in hands_of(world, function)]
            names += [hand.who for hand in world.novices[function.id]]
            for name in dict.fromkeys(names):
                yield doers, number, name
    for hand in _led(world, duty):
        yield (), 0, hand.who


def _led(world: World, duty: Obligation) -> tuple[Hand, ...]:
    """Holders of break-glass routes whom the steps of a duty lead, and nothing else names for it."""
    functions = [world.plan.functions[each.who] for each in duty.by if each.who in world.plan.functions]
    of_functions = [hand for each in functions for hand in (*hands_of(world, each), *world.novices[each.id])]
    listed = {str(each.who) for each in (*duty.by, *of_functions)}
    return holders_led(world, duty.steps, listed, duty.needs)


def _can(world: World, t: int, id: str, place: Place) -> bool:
    """Whether somebody can do a duty from their place, as a doer or as a hand of a function that does it."""
    duty, who = world.plan.obligations[id], place[-1]
    if duty.fund is not None and not world.up[duty.fund]:
        return False
    world.forgiven = frozenset(str(each) for each in duty.stops)
    can = holds(world, t, (id,), duty.needs, who, glass=True) and _can_as(world, t, duty, *place)
    world.forgiven = frozenset()
    return can


def _can_as(
    world: World, t: int, duty: Obligation, doers: tuple[Doer, ...], number: int, who: str | None
) -> bool:
    if not doers:
        return who is None or (world.present(who, t) and has_a_route(world, t, who, duty.needs))
    doer = doers[number]
    if doer.up_to is not None and duty.amount is not None and not reaches(world, doer.up_to, duty.amount):
        return False
    if not holds(world, t, (duty.id, "hand", doer.who), doer.needs, who, glass=True):
        return False
    if doer.who in world.plan.functions:
        return _does(world, t, doer.who, duty.amount, who)
    assert who is not None
    return world.present(who, t) and world.noticed(doers, number, t, who)


def _does(world: World, t: int, id: str, amount: Money | None, who: str | None) -> bool:
    """Whether somebody does a function, as far as an amount asks for.

    Reading: a workaround does no duties.
    """
    function = world.plan.functions[id]
    bands = [band for band in world.ranges[id] if amount is None or lies_in(world, amount, band)]
    if who is None:
        return needs_hold(world, t, function, None, tolerant=True) and any(
            is_approved(world, t, function, band) for band in bands
        )
    hands = hands_of(world, function)
    return any(
        is_able(world, t, function, band, hand, tolerant=True, glass=True)
        and is_approved(world, t, function, band)
        and world.noticed(hands, number, t, hand.who)
        for band in bands
        for number, hand in enumerate(hands)
        if hand.who == who
    ) or any(
        hand.who == who
        and is_able_as_novice(world, t, function, band, hand, tolerant=True)
        and is_approved(world, t, function, band)
        for band in bands
        for hand in world.novices[function.id]
    )
