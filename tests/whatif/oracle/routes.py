"""Break-glass routes: which are open, and what they give to whom (second law, 5)."""

from __future__ import annotations

from outlast import catalogue
from outlast.model.break_glass import BreakGlass, Opening
from outlast.model.systems import System

from tests.whatif.oracle.clock import NEVER
from tests.whatif.oracle.world import World


def opened(world: World, t: int, system: System, who: str, role: str | None) -> bool:
    """Whether an open route gives somebody this role in a system, or a higher one."""
    return any(
        who in route.holders
        and is_open(world, t, route)
        and serves(route, system.id)
        and any(
            entry.system == system.id
            and permits(world, entry, who)
            and (role is None or role in reached(system, entry.as_))
            for entry in route.opens
        )
        for route in world.plan.break_glass.values()
    )


def permits(world: World, entry: Opening, who: str) -> bool:
    """Whether somebody may use what a route opens: not where that means to sign in as somebody else."""
    return not (world.plan.business.own_accounts and entry.account and entry.account != who)


def serves(route: BreakGlass, system: str) -> bool:
    """Whether the route opened that system when it was last tried."""
    tries = [test for test in route.tests if test.system == system]
    return bool(tries) and bool(max(tries, key=lambda test: test.on).worked)


def is_open(world: World, t: int, route: BreakGlass) -> bool:
    """Whether somebody can go through it now, if it serves.

    Reading: once it is open it stays so, also outside its hours; a route with several holders is asked for by
    the first of them who is there, and then is open for all.
    """
    place = route.kept_in is None or world.stands(route.kept_in, t)
    return (
        _opened_at(world, t, route) <= t
        and place
        and any(not world.away(holder, t) for holder in route.holders)
    )


def _opened_at(world: World, t: int, route: BreakGlass) -> int:
    if world.calm or not (world.question.ask and world.question.break_glass):
        return NEVER
    asked, opening = ("asked", route.id), ("open", route.id)
    heard = t >= world.noticed_at
    if heard and asked not in world.memory and any(not world.away(holder, t) for holder in route.holders):
        world.memory[asked] = t
    start = world.memory.get(asked, NEVER)
    ready = world.clock.add(start, route.delay) if route.delay else start
    can_open = not route.hours or world.clock.in_hours(route.hours, t)
    if opening not in world.memory and t >= ready and can_open:
        world.memory[opening] = t
    return world.memory.get(opening, NEVER)


def reached(system: System, role: str | None) -> tuple[str, ...]:
    """Every role that this one is good for: itself and the weaker ones.

    Reading: the order of roles that the plan leaves to the catalogue is not known before the page of the
    system has a day in `reviewed`; only that the last one is good for all of them.
    """
    if role is None:
        return ()
    roles = tuple(str(each) for each in system.roles)
    known = catalogue.vendor(system.vendor) if system.vendor else None
    if known and known.system.roles == system.roles and system.reviewed is None and role != roles[-1]:
        return (role,)
    return roles[: roles.index(role) + 1] if role in roles else (role,)
