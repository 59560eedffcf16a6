"""Who needs what, and in which order systems come back."""

from __future__ import annotations

from collections.abc import Mapping

from outlast.graph import layers
from outlast.model import Plan
from outlast.model.needs import requirements


def dependents(plan: Plan) -> Mapping[str, tuple[str, ...]]:
    """For each id that something needs to run: the ids of what needs it, directly, sorted."""
    found: dict[str, set[str]] = {}
    needs = {user.id: user.needs for user in plan.functions.values()}
    needs |= {user.id: user.needs for user in plan.systems.values()}
    for id, needed in needs.items():
        for requirement in requirements(needed):
            found.setdefault(requirement.what, set()).add(id)
    for stock in plan.stock.values():
        for function in stock.feeds:
            found.setdefault(stock.id, set()).add(function)
    return {id: tuple(sorted(users)) for id, users in sorted(found.items())}


def restore_order(plan: Plan) -> tuple[tuple[str, ...], ...]:
    """Systems in groups: each waits only for systems of earlier groups.

    A system waits for the systems that it needs to run and for those that only its restoring needs. Where a
    need gives a choice, it waits for all of it: the order stays right whichever is taken.
    """
    waits = {
        system.id: {
            str(requirement.what)
            for needs in (system.needs, system.restore.needs if system.restore else ())
            for requirement in requirements(needs)
            if requirement.what in plan.systems
        }
        for system in plan.systems.values()
    }
    return layers(waits)
