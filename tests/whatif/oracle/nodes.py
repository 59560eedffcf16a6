"""The first law: what is up, and what holds for whom."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.model.documents import Document
from outlast.model.equipment import Equipment
from outlast.model.funds import Fund
from outlast.model.locations import Location
from outlast.model.needs import Choice, Requirement
from outlast.model.people import Person
from outlast.model.scalars import Duration
from outlast.model.stock import Stock
from outlast.model.suppliers import Supplier
from outlast.model.systems import System
from outlast.model.value import NodeRef

from tests.whatif.oracle.clock import EVER
from tests.whatif.oracle.routes import opened, reached
from tests.whatif.oracle.stores import is_empty
from tests.whatif.oracle.world import Key, World

Need = Requirement | Choice


def settle(world: World, t: int) -> None:
    """All that can comes up, all that must goes down, and once more all that can comes up (first law, 3)."""
    _sweep(world, t, rising=True)
    _sweep(world, t, rising=False)
    _sweep(world, t, rising=True)


def as_of(world: World, t: int) -> dict[str, bool]:
    """What was up on the day of a moment before the start, the shop being in order."""
    midnight = world.clock.midnight_of(world.clock.day(t))
    if midnight not in world.past:
        now, world.up = world.up, dict.fromkeys(world.up, True)
        settle(world, midnight)
        world.past[midnight], world.up = world.up, now
    return world.past[midnight]


def _sweep(world: World, t: int, *, rising: bool) -> None:
    changed = True
    while changed:
        changed = False
        for id, up in world.up.items():
            # Functions follow when their hands are known.
            if up is not rising and id not in world.plan.functions and may_be_up(world, t, id) is rising:
                world.up[id] = rising
                changed = True


def may_be_up(world: World, t: int, id: str) -> bool:
    """Whether this is up, as all others are."""
    thing = world.plan.things[id]
    if id in world.held:
        return False
    coasts = thing.coasts if isinstance(thing, System) else None
    if not holds(world, t, (id,), world.needs[id], None, coasts=coasts):
        return False
    lost = world.lost(id, t)
    match thing:
        case Person():
            return not world.away(id, t)
        case Equipment():
            return _equipment_is_up(world, t, thing)
        case Location():
            return not lost or any(
                world.question.ask
                and t >= world.clock.add(world.noticed_at, other.ready_in)
                and (other.to is None or world.up[other.to])
                for other in thing.fallback
            )
        case Supplier():
            return not lost or _is_replaced(world, t, thing)
        case Document():
            held = not thing.held_by and not thing.kept_in
            held |= any(not world.away(holder, t) for holder in thing.held_by)
            held |= thing.kept_in is not None and world.in_reach(thing.id, thing.kept_in, t)
            return held and not lost and not _expired(world, t, thing)
        case Stock():
            # A lost stock is empty, which its store knows; it is no longer lost when it was filled.
            reached = thing.kept_in is None or world.in_reach(thing.id, thing.kept_in, t)
            return reached and not is_empty(world, t, id)
        case Fund():
            return not lost and not is_empty(world, t, id) and not _expired(world, t, thing)
        case _:
            return not lost


def node_needs(world: World, id: str) -> tuple[Need, ...]:
    """What a node needs to run: its own needs, the stock that feeds it, the fund that pays it."""
    thing = world.plan.things[id]
    own: tuple[Need, ...] = getattr(thing, "needs", ()) if isinstance(thing, System | Equipment) else ()
    return (*own, *world.implied[id])


NOTHING = Duration.parse("0m")


def implied(world: World, id: str) -> tuple[Need, ...]:
    """The needs that stocks and funds say (first law, 10).

    Reading: a duty pays for a node from a fund when it names the fund and `stops` that node.
    """
    fed = [stock.id for stock in world.plan.stock.values() if id in stock.feeds and stock.share is None]
    paid = [
        fund.id
        for fund in world.plan.funds.values()
        if id in fund.pays
        and not any(d.fund == fund.id and id in d.stops for d in world.plan.obligations.values())
    ]
    return tuple(Requirement(what=NodeRef(store), coasts=NOTHING) for store in (*fed, *paid))


def _equipment_is_up(world: World, t: int, thing: Equipment) -> bool:
    if at_hand(world, t, thing):
        return True
    if not thing.spares or (thing.kept_in and not world.stands(thing.kept_in, t)):
        return False
    # Reading: without `fetch` a spare is at hand at once; a place that comes back does not start it anew.
    gone = world.since.get(("gone", thing.id), t)
    return t >= (world.clock.add(gone, thing.fetch) if thing.fetch else gone)


def at_hand(world: World, t: int, thing: Equipment) -> bool:
    """Whether the thing itself is there, without a spare.

    Reading: with `stays` the absence of a holder counts for nothing.
    """
    if world.lost(thing.id, t):
        return False
    if not thing.held_by and not thing.kept_in:
        return True
    carried = any(thing.stays or not world.away(holder, t) for holder in thing.held_by)
    return carried or (thing.kept_in is not None and world.in_reach(thing.id, thing.kept_in, t))


def _is_replaced(world: World, t: int, thing: Supplier) -> bool:
    """Reading: `rto` counts where the question says no length; a length is the asker's word.

    An alternative of the plan must be up itself, and where the entry says no `lead_time` its own counts.
    It makes ready only on days on which it is not closed; once ready it is, closed or not.
    """
    for other in thing.alternatives:
        firm = world.plan.suppliers[other.who] if other.who else None
        lead = other.lead_time or (firm.lead_time if firm else None)
        if (
            world.question.ask
            and t >= world.clock.delivered(world.noticed_at, lead, firm.closures if firm else ())
            and (firm is None or world.up[firm.id])
        ):
            return True
    unsaid = world.question.losses[thing.id] is None
    return unsaid and thing.rto is not None and t >= world.clock.add(0, thing.rto.duration)


def _expired(world: World, t: int, thing: Document | Fund) -> bool:
    return thing.expires is not None and t >= world.clock.day_end(thing.expires.date)


def holds(
    world: World,
    t: int,
    key: Key,
    needs: tuple[Need, ...],
    who: str | None,
    *,
    coasts: Duration | None = None,
    tolerant: bool = True,
    glass: bool = False,
) -> bool:
    """Whether all needs hold for somebody; `who` None asks for nobody's access.

    `coasts` is what needs use that say nothing, `tolerant` whether a need that coasts will do, `glass`
    whether open break-glass routes count as access. `key` tells these needs from all others.
    """
    return not needs or all(
        _holds(world, t, (*key, number), need, who, coasts, tolerant, glass)
        for number, need in enumerate(needs)
    )


def _holds(
    world: World,
    t: int,
    key: Key,
    need: Need,
    who: str | None,
    coasts: Duration | None,
    tolerant: bool,
    glass: bool,
) -> bool:
    if isinstance(need, Choice):
        parts = (
            _holds(world, t, (*key, number), part, who, coasts, tolerant, glass)
            for number, part in enumerate(need.any)
        )
        return sum(parts) >= need.count
    if holds_now(world, t, need, who, glass=glass):
        return True
    coasts = need.coasts or coasts
    if not tolerant or coasts is None:
        return False
    lost = world.since.get((*key, who), t if t >= 0 else EVER)
    return lost != EVER and t < world.clock.add(lost, coasts)


def holds_now(world: World, t: int, need: Requirement, who: str | None, *, glass: bool = False) -> bool:
    """Whether a need holds for somebody without being tolerated."""
    return is_there(world, t, need) and (
        who is None or lets_in(world, t, need.what, who, need.as_, glass=glass)
    )


def is_there(world: World, t: int, need: Requirement) -> bool:
    """Whether what is needed is up, whoever may get into it."""
    return world.serves(need.what, t) or _is_forgiven(world, t, world.plan.systems.get(need.what))


def is_admitted(world: World, t: int, need: Need, who: str, *, in_role: bool) -> bool:
    """Whether somebody gets into what is needed, whether it works or not; by break-glass too."""
    if isinstance(need, Choice):
        return sum(is_admitted(world, t, part, who, in_role=in_role) for part in need.any) >= need.count
    return lets_in(world, t, need.what, who, need.as_ if in_role else None, glass=True)


def lets_in(world: World, t: int, id: str, who: str, role: str | None, *, glass: bool) -> bool:
    """Whether somebody has access to something, whether it is up or not."""
    system = world.plan.systems.get(id)
    if system is None or not system.access or (who in world.plan.suppliers and role is None):
        return True
    return _gets_in(world, t, system, who, role) or (glass and opened(world, t, system, who, role))


def _is_forgiven(world: World, t: int, system: System | None) -> bool:
    """Whether nothing but a missed duty or an empty store holds a system down that the duty itself stops.

    Reading: what the system needs is not forgiven.
    """
    if system is None or system.id not in world.forgiven or world.lost(system.id, t):
        return False
    forgiven, world.forgiven = world.forgiven, frozenset()
    fit = holds(world, t, (system.id,), system.needs, None, coasts=system.coasts)
    world.forgiven = forgiven
    return fit


def _gets_in(
    world: World, t: int, system: System, who: str, role: str | None, vaults: tuple[str, ...] = ()
) -> bool:
    """Whether the access list lets somebody in.

    Reading: the code from a vault takes a way into the vault by its list, not by break-glass; `vaults` are
    those on the way: no code is got from a vault by way of itself.
    """
    return any(
        entry.who == who
        and entry.confirmed.on
        and (role is None or role in reached(system, entry.as_))
        and (
            not entry.second_factor
            or any(_gives(world, t, factor, who, vaults) for factor in entry.second_factor)
        )
        and (entry.until is None or t < world.clock.day_end(entry.until.date))
        and (
            entry.starts_in is None
            or (
                not world.calm
                and world.question.ask
                and t >= world.clock.add(world.noticed_at, entry.starts_in)
            )
        )
        for entry in system.access
    )


def _gives(world: World, t: int, factor: str, who: str, vaults: tuple[str, ...]) -> bool:
    """Whether somebody has the code from a second factor."""
    vault = world.plan.systems.get(factor)
    if vault is None or not vault.access:
        return world.up[factor]
    return (
        factor not in vaults and world.up[factor] and _gets_in(world, t, vault, who, None, (*vaults, factor))
    )


def leaves(key: Key, needs: tuple[Need, ...]) -> Iterator[tuple[Key, Requirement]]:
    """Each requirement in needs, with the key under which it coasts, without who."""
    for number, need in enumerate(needs):
        if isinstance(need, Choice):
            yield from leaves((*key, number), need.any)
        else:
            yield (*key, number), need
