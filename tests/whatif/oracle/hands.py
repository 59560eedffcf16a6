"""The second law, 1 to 4: who can do a band of a function, or a duty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from outlast.model.break_glass import BreakGlass
from outlast.model.functions import Approval, Function, Hand, Workaround
from outlast.model.needs import Choice, Requirement, requirements
from outlast.model.scalars import Limit, Money
from outlast.model.steps import Steps
from outlast.model.value import DoerRef

from tests.whatif.oracle.nodes import Need, holds, is_admitted
from tests.whatif.oracle.routes import is_open, permits, serves
from tests.whatif.oracle.world import Range, World

ALL = Fraction(1)


def bands(world: World, function: Function) -> tuple[Range, ...]:
    """What a function is split into: its amounts, or the limits of its hands, or one part.

    Reading: above the highest limit there is always one more band, without an end.
    """
    if function.amounts:
        return tuple(Range(band.over, band.up_to) for band in function.amounts)
    if function.limit is None:
        return (Range(None, None),)
    limits = [
        amount
        for hand in (*hands_of(world, function), *novices(world, function))
        for limit in [_limit(world, function, hand)]
        if limit is not None and not limit.any
        for amount in limit.amounts
    ]
    edges: list[Money | None] = [None]
    for amount in sorted(limits, key=lambda money: worth(world, money)):
        if edges[-1] is None or worth(world, amount) > worth(world, edges[-1]):
            edges.append(amount)
    return tuple(Range(over, up_to) for over, up_to in zip(edges, [*edges[1:], None], strict=True))


def worth(world: World, money: Money) -> Decimal:
    """An amount in the business's currency."""
    rates = {str(code): rate.number for code, rate in world.plan.business.rates.items()}
    return money.amount * rates.get(money.currency or "", Decimal(1))


def hands_of(world: World, function: Function) -> tuple[Hand, ...]:
    """Who is listed."""
    return function.by.hands


def is_serving(world: World, t: int, function: Function) -> bool:
    """Whether it is one of the hours of a function, if it has any."""
    return not function.hours or world.clock.served(function.hours, t)


def part_done(world: World, function: Function) -> Fraction:
    """How much of a function gets done with the stocks that are there."""
    gone = [
        Fraction(stock.share.fraction)
        for stock in world.plan.stock.values()
        if stock.share and function.id in stock.feeds and not world.up[stock.id]
    ]
    return max(Fraction(0), 1 - sum(gone, Fraction(0))) if gone else ALL


def runs_by_itself(function: Function) -> bool:
    """Whether a function takes no hands; where nobody is named it counts as such (second law)."""
    return bool(function.by.automatic) or not function.by.hands


def everybody(world: World) -> tuple[Hand, ...]:
    return tuple(Hand(who=DoerRef(person)) for person in world.plan.people)


def _limit(world: World, function: Function, hand: Hand) -> Limit | None:
    person = world.plan.people.get(hand.who)
    if hand.up_to is not None or person is None or function.limit is None:
        return hand.up_to
    return next((limit for key, limit in person.may.items() if str(key) == str(function.limit)), None)


def is_within(world: World, function: Function, hand: Hand, band: Range) -> bool:
    """Whether somebody's limit reaches to the upper end of a band.

    Reading: where a function has a limit, who says none may nothing.
    """
    limit = _limit(world, function, hand)
    if limit is None:
        return function.limit is None
    return reaches(world, limit, band.up_to)


def reaches(world: World, limit: Limit, amount: Money | None) -> bool:
    if limit.any:
        return True
    return amount is not None and any(worth(world, each) >= worth(world, amount) for each in limit.amounts)


def lies_in(world: World, amount: Money, band: Range) -> bool:
    """Whether a band holds an amount: above its lower end and up to its upper one."""
    above = band.over is None or worth(world, amount) > worth(world, band.over)
    return above and (band.up_to is None or worth(world, amount) <= worth(world, band.up_to))


def is_able(
    world: World,
    t: int,
    function: Function,
    band: Range,
    hand: Hand,
    *,
    tolerant: bool = False,
    glass: bool = False,
    off_too: bool = False,
) -> bool:
    """Whether somebody can do a band, notice, working time and approvals aside."""
    return (
        (world.up[hand.who] if off_too else world.present(hand.who, t))
        and is_skilled(world, function, hand)
        and is_within(world, function, hand, band)
        and needs_hold(world, t, function, hand.who, tolerant=tolerant, glass=glass)
        and holds(
            world,
            t,
            (function.id, "hand", hand.who),
            hand.needs,
            hand.who,
            tolerant=tolerant,
            glass=glass,
        )
    )


def is_skilled(world: World, function: Function, hand: Hand) -> bool:
    """Reading: suppliers are listed for what they can do, so skills are asked of people only."""
    person = world.plan.people.get(hand.who)
    if person is None or not function.skills:
        return True
    return {str(skill) for skill in function.skills} <= {str(s) for s in person.skills}


def novices(world: World, function: Function) -> tuple[Hand, ...]:
    """Holders of break-glass routes who are not listed, where every step of a function is marked `novice`."""
    listed = {str(hand.who) for hand in hands_of(world, function)}
    led = holders_led(world, function.steps, listed, function.needs) if listed else ()
    return tuple(hand for hand in led if is_skilled(world, function, hand))


def holders_led(world: World, steps: Steps, listed: set[str], needs: tuple[Need, ...]) -> tuple[Hand, ...]:
    """Holders of a way into what is needed who are not listed, where every one of some steps is `novice`."""
    if not steps or not all(step.novice for step in steps):
        return ()
    return tuple(
        hand
        for hand in everybody(world)
        if str(hand.who) not in listed and any(_ways_into(world, str(hand.who), needs))
    )


def is_able_as_novice(
    world: World, t: int, function: Function, band: Range, hand: Hand, *, tolerant: bool = False
) -> bool:
    """Whether a holder who is not listed can do a band."""
    return has_a_route(world, t, str(hand.who), function.needs) and is_able(
        world, t, function, band, hand, tolerant=tolerant, glass=True
    )


def has_a_route(world: World, t: int, who: str, needs: tuple[Need, ...]) -> bool:
    """Whether a route of somebody is open to a system that is needed.

    Reading: this is asked also where they would get into it without the route.
    """
    return any(is_open(world, t, route) for route in _ways_into(world, who, needs))


def _ways_into(world: World, who: str, needs: tuple[Need, ...]) -> Iterator[BreakGlass]:
    """The routes of somebody that serve a system that is needed."""
    needed = {str(need.what) for need in requirements(needs)}
    for route in world.plan.break_glass.values():
        if who in route.holders and any(
            str(entry.system) in needed and serves(route, entry.system) and permits(world, entry, who)
            for entry in route.opens
        ):
            yield route


def needs_hold(
    world: World, t: int, function: Function, who: str | None, *, tolerant: bool, glass: bool = False
) -> bool:
    """Whether what a function needs holds for somebody, or for nobody in particular.

    Reading: a missed duty that holds a function down, and losing a function itself, are needs that fail.
    """
    return is_held_up(world, t, function) and holds(
        world, t, (function.id,), function.needs, who, tolerant=tolerant, glass=glass
    )


def is_held_up(world: World, t: int, function: Function) -> bool:
    """Whether a function is there itself, fed, and stopped by no duty."""
    return (
        function.id not in world.held
        and not world.lost(function.id, t)
        and holds(world, t, (function.id, "implied"), world.implied[function.id], None)
    )


def can_work_around(
    world: World, t: int, function: Function, way: Workaround, hands: tuple[Hand, ...], number: int
) -> bool:
    """Whether a hand of the workaround can do it.

    Reading: it takes the place of needs, skills, limits and approvals of the function; notice holds here too.
    """
    hand = hands[number]
    return (
        world.present(hand.who, t)
        and world.noticed(hands, number, t, hand.who)
        and holds(world, t, (function.id, "way"), way.needs, hand.who, glass=True, tolerant=False)
        and holds(
            world, t, (function.id, "way hand", hand.who), hand.needs, hand.who, glass=True, tolerant=False
        )
    )


def needs_of_way_hold(world: World, t: int, function: Function, way: Workaround) -> bool:
    """Whether what a workaround needs holds, for one that takes no hands."""
    return holds(world, t, (function.id, "way"), way.needs, None, tolerant=False)


def is_approved(world: World, t: int, function: Function, band: Range) -> bool:
    """Whether for each approval that concerns a band different people can create and approve.

    Reading: each gets into the systems that the function needs, whether they work or not; who approves in the
    role that is needed and within their limit. Who is listed with notice is ready only then. The hour does
    not matter.
    """
    return all(
        any(
            created.isdisjoint(approved)
            for created in _ways(world, t, approval.create, _signer(world, t, function, None))
            for approved in _ways(world, t, approval.approve, _signer(world, t, function, band))
        )
        for approval in function.approvals
        if _overlaps(world, approval, band)
    )


def _overlaps(world: World, approval: Approval, band: Range) -> bool:
    floors = [worth(world, each) for each in (approval.over, band.over) if each is not None]
    ends = [worth(world, each) for each in (approval.up_to, band.up_to) if each is not None]
    return not ends or max([Decimal(0), *floors]) < min(ends)


def _signer(world: World, t: int, function: Function, band: Range | None) -> Callable[[str], bool]:
    """Whether somebody can create (no band), or approve amounts of a band."""
    hands = hands_of(world, function)

    def can(who: str) -> bool:
        number = next((number for number, hand in enumerate(hands) if hand.who == who), 0)
        person = who in world.plan.people
        return (
            world.present(who, t)
            and (band is None or not person or is_within(world, function, Hand(who=DoerRef(who)), band))
            and all(is_admitted(world, t, need, who, in_role=band is not None) for need in function.needs)
            and (not hands or world.noticed(hands, number, t, who))
        )

    return can


def _ways(world: World, t: int, needs: tuple[Need, ...], can: Callable[[str], bool]) -> list[frozenset[str]]:
    """Every set of people with whom all needs hold, nobody counted twice."""
    found = [frozenset[str]()]
    for need in needs:
        found = [one | other for one in found for other in _one(world, t, need, can) if one.isdisjoint(other)]
    return found


def _one(world: World, t: int, need: Need, can: Callable[[str], bool]) -> Iterator[frozenset[str]]:
    if isinstance(need, Choice):
        for some in combinations(need.any, need.count):
            yield from _ways(world, t, some, can)
    elif _signs(world, need):
        if can(need.what):
            yield frozenset({need.what})
    elif world.serves(need.what, t):
        yield frozenset()


def _signs(world: World, need: Requirement) -> bool:
    return need.what in world.plan.people or need.what in world.plan.suppliers
