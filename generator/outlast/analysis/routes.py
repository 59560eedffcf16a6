"""Break-glass routes, and what the last try of each said."""

from __future__ import annotations

from collections.abc import Mapping

from outlast.model import Plan
from outlast.model.break_glass import BreakGlass, Opening, RouteTest


def last_tests(route: BreakGlass) -> Mapping[str, RouteTest]:
    """The last test of the route for each system; of two on one day the one that stands later."""
    last: dict[str, RouteTest] = {}
    for test in route.tests:
        known = last.get(test.system)
        if known is None or known.on <= test.on:
            last[str(test.system)] = test
    return last


def may_open(plan: Plan, opening: Opening, who: str) -> bool:
    """Whether somebody may open a system: not where the rules forbid to sign in as somebody else."""
    return not plan.business.own_accounts or opening.account in (None, who)


def forbidden(plan: Plan, route: BreakGlass, opening: Opening) -> bool:
    """Whether no holder of a route may open a system with it."""
    return not any(may_open(plan, opening, str(holder)) for holder in route.holders)


def working_routes(plan: Plan) -> Mapping[str, tuple[str, ...]]:
    """For each system the routes that may be used and opened it when they were last tried, sorted."""
    found: dict[str, list[str]] = {}
    for route in plan.break_glass.values():
        tests = last_tests(route)
        allowed = [opening for opening in route.opens if not forbidden(plan, route, opening)]
        for system in dict.fromkeys(str(opening.system) for opening in allowed):
            if system in tests and tests[system].worked:
                found.setdefault(system, []).append(route.id)
    return {system: tuple(sorted(routes)) for system, routes in sorted(found.items())}
