"""The walk: one world after the other, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fractions import Fraction

from outlast.analysis.whatif.question import Kind, Question
from outlast.model import Plan
from outlast.model.needs import Requirement

from tests.whatif.oracle import accounts, duties, ladder, restoring, shifts, stores
from tests.whatif.oracle.clock import EVER, Clock
from tests.whatif.oracle.hands import bands, hands_of, novices, worth
from tests.whatif.oracle.nodes import Need, at_hand, implied, is_there, leaves, lets_in, node_needs, settle
from tests.whatif.oracle.routes import is_open
from tests.whatif.oracle.world import Band, Key, World

STEP = 30
"""Minutes."""
NODES = (
    "people",
    "equipment",
    "locations",
    "documents",
    "suppliers",
    "systems",
    "stock",
    "funds",
    "functions",
)
"""The collections of what is up or down."""


@dataclass
class Walk:
    """The states of a world at the first moments of its steps."""

    moments: list[datetime]
    """In the zone of the business."""
    bands: dict[Band, list[Kind]] = field(default_factory=dict)
    """By the id of a function and the number of a band: of its amounts, or of its limits upwards."""
    up: dict[str, list[bool]] = field(default_factory=dict)
    """Whether each node holds as a need, functions aside."""
    staffed: dict[str, list[bool]] = field(default_factory=dict)
    """Whether somebody is at work who can do a function that does not run by itself."""
    costs: dict[str, Fraction] = field(default_factory=dict)
    """What each function and duty loses beyond the undisturbed world."""
    breaches: dict[Band, list[datetime]] = field(default_factory=dict)
    """From when the stops of each band are too long."""


def walk(plan: Plan, question: Question, *, days: int, step: int = STEP) -> Walk:
    """The world of a question, from its first moment, so many days of the calendar.

    The undisturbed world goes first: the same question with nothing lost and no duty left undone.
    """
    clock = Clock(plan, question.start, question.clock, days, step)
    calm = replace(question, lost=(), idle=frozenset())
    gaps: dict[Band, list[bool]] = {}
    usual: list[tuple[dict[Band, Fraction], accounts.Late, accounts.Late]] = []
    timetable: dict[tuple[str, date | int], bool] = {}
    noticed = noticed_at(plan, question, clock)
    for world in _run(World(plan, calm, clock, timetable, noticed_at=noticed)):
        usual.append((accounts.undone(world), accounts.late(world), accounts.charged(world)))
        for band, kind in world.kinds.items():
            gaps.setdefault(band, []).append(kind is Kind.CLOSED)
    missed = {id: frozenset(day for *_, late in usual for day, _ in late[id]) for id in plan.obligations}
    found = Walk([clock.moment(t) for t in range(0, clock.end, step)])
    worlds = _run(World(plan, question, clock, timetable, gaps, noticed_at=noticed))
    charged: set[tuple[str, date, int]] = set()
    found.costs = {id: Fraction(0) for id in (*plan.functions, *plan.obligations)}
    for t, world, (undone, late, _) in zip(range(0, clock.end, step), worlds, usual, strict=True):
        for function in plan.functions.values():
            found.costs[function.id] += accounts.lost(world, t, function, undone)
            found.staffed.setdefault(function.id, []).append(function.id in world.staffed)
        overdue, failed = accounts.late(world), accounts.charged(world)
        for duty in plan.obligations.values():
            found.costs[duty.id] += accounts.lost_by_duty(world, t, duty.id, overdue, late, missed[duty.id])
            for day, turn in failed[duty.id]:
                if duty.fee and day not in missed[duty.id] and (duty.id, day, turn) not in charged:
                    charged.add((duty.id, day, turn))
                    found.costs[duty.id] += Fraction(worth(world, duty.fee))
        for band, kind in world.kinds.items():
            found.bands.setdefault(band, []).append(kind)
        for id in world.up:
            if id not in plan.functions:
                found.up.setdefault(id, []).append(world.serves(id, t))
    for (id, number), states in found.bands.items():
        breaches = accounts.breaches(world, plan.functions[id], states)
        found.breaches[id, number] = [clock.moment(t) for t in breaches]
    return found


def noticed_at(plan: Plan, question: Question, clock: Clock) -> int:
    """When somebody notices: as the question says, else at once, unless all who are gone are missed later.

    Reading: the undisturbed world asks nobody earlier.
    """
    if question.unnoticed and (length := plan.scenarios[question.unnoticed].noticed_after):
        return clock.add(0, length)
    after = [getattr(plan.things[id], "noticed_after", None) for id in question.losses]
    return min([clock.add(0, each) if each else 0 for each in after], default=0)


def _run(world: World) -> Iterator[World]:
    """The world after each step, always the same object."""
    _begin(world)
    for number, t in enumerate(range(0, world.clock.end, world.clock.step)):
        _advance(world, t, number)
        yield world


def _begin(world: World) -> None:
    """The shop in order, just before the start."""
    world.implied = {id: implied(world, id) for id in world.plan.things}
    world.needs = {id: node_needs(world, id) for id in world.plan.things}
    world.novices = {function.id: novices(world, function) for function in world.plan.functions.values()}
    world.ranges = {function.id: bands(world, function) for function in world.plan.functions.values()}
    world.up = {id: True for name in NODES for id in getattr(world.plan, name)}
    world.coasting = list(_coasting(world))
    stores.begin(world)
    # A spare serves because the thing itself has always been gone. A need that coasts is lost in one round,
    # and what needs it in the next.
    for _ in range(2 + len(world.coasting)):
        world.up = dict.fromkeys(world.up, True)
        settle(world, 0)
        _remember(world, EVER)
    duties.begin(world)
    shifts.begin(world)
    ladder.look(world, 0, 0)
    world.calm = False
    stores.lose(world)


def _advance(world: World, t: int, number: int) -> None:
    """One moment: what comes by itself, what people do, and what that does to the functions.

    A function that something needs is looked at with what needs it, again and again until both agree.
    """
    restoring.finish(world, t)
    stores.pass_time(world, t)
    since, stopped, chain = dict(world.since), set(world.stopped), dict(world.chain)
    resumed, sealed = set(world.resumed), set(world.sealed)
    for _ in range(1 + len(world.plan.functions)):
        _settle_with_duties(world, t)
        before = [world.up[function] for function in world.plan.functions]
        world.since, world.stopped, world.chain = dict(since), set(stopped), dict(chain)
        world.resumed, world.sealed = set(resumed), set(sealed)
        _remember(world, t)
        shifts.staff(world, t)
        ladder.look(world, t, number)
        if before == [world.up[function] for function in world.plan.functions]:
            break
    stores.order(world, t)
    restoring.start(world, t)


def _settle_with_duties(world: World, t: int) -> None:
    """What is late and cannot be done fails, then what can be done is done; either changes what is up."""
    while True:
        world.hold_down(t)
        settle(world, t)
        _hear(world, t)
        if not duties.fail(world, t) and not duties.do(world, t):
            break


def _hear(world: World, t: int) -> None:
    """Notice is heard and routes open at their moment, whether somebody looks or not."""
    for route in world.plan.break_glass.values():
        is_open(world, t, route)
    for function in world.plan.functions.values():
        for hands in (hands_of(world, function), function.workaround.by if function.workaround else ()):
            for number, hand in enumerate(hands):
                world.noticed(hands, number, t, hand.who)
    for duty in world.plan.obligations.values():
        for number, doer in enumerate(duty.by):
            if doer.who not in world.plan.functions:
                world.noticed(duty.by, number, t, doer.who)


def _remember(world: World, t: int) -> None:
    """Since when needs that may coast do not hold, and things are gone; `t` is EVER before the start."""
    now = max(t, 0)
    states: dict[Key, bool] = {
        ("gone", thing.id): at_hand(world, now, thing) for thing in world.plan.equipment.values()
    }
    everybody = (*world.plan.people, *world.plan.suppliers)
    for key, need in world.coasting:
        duty = world.plan.obligations.get(str(key[0]))
        world.forgiven = frozenset(str(each) for each in duty.stops) if duty else frozenset()
        states[*key, None] = there = is_there(world, now, need)
        for who in everybody:
            states[*key, who] = there and lets_in(world, now, need.what, who, need.as_, glass=False)
    world.forgiven = frozenset()
    for key, holds in states.items():
        if holds:
            world.since.pop(key, None)
        else:
            world.since.setdefault(key, t)


def _coasting(world: World) -> Iterator[tuple[Key, Requirement]]:
    """Every need that may coast."""
    plan = world.plan
    for key, needs in _all_needs(world):
        system = plan.systems.get(str(key[0])) if len(key) == 1 else None
        for leaf, need in leaves(key, needs):
            if need.coasts or (system and system.coasts):
                yield leaf, need


def _all_needs(world: World) -> Iterator[tuple[Key, tuple[Need, ...]]]:
    plan = world.plan
    for device in plan.equipment.values():
        yield (device.id,), node_needs(world, device.id)
    for system in plan.systems.values():
        yield (system.id,), node_needs(world, system.id)
        if system.restore:
            yield (system.id, "restore"), system.restore.needs
    for function in plan.functions.values():
        yield (function.id,), function.needs
        for hand in function.by.hands:
            yield (function.id, "hand", hand.who), hand.needs
        if way := function.workaround:
            yield (function.id, "way"), way.needs
            for hand in way.by:
                yield (function.id, "way hand", hand.who), hand.needs
    for duty in plan.obligations.values():
        yield (duty.id,), duty.needs
        for doer in duty.by:
            yield (duty.id, "hand", doer.who), doer.needs
