"""What is known of a shop when a piece of its plan is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from outlast.catalogue.entries import CATEGORIES, Category, vendor
from outlast.model import Plan
from outlast.model.systems import System

_FOUNDER = re.compile(r"\b(?:founder|owner|proprietor)\b", re.IGNORECASE)
"""What the role of whoever the shop belongs to says."""


@dataclass(frozen=True)
class Situation:
    """What is known of a shop when a piece of its plan is written."""

    owner: str | None
    """The id of the person who owns the shop."""
    stand_ins: tuple[str, ...]
    """Ids of the others, in the order of the plan."""
    systems: Mapping[Category, tuple[str, ...]]
    """Ids of systems, by what the shop uses them for, where the catalogue or their id says so."""
    free: frozenset[str]
    """Ids of systems that have nothing to do with the web address of the shop, such as a free mailbox."""
    roles: Mapping[str, str]
    """The role that a stand-in needs in a system, by its id."""
    limits: frozenset[str]
    """What the amounts of people are limited for: the keys of `may`."""
    things: Mapping[str, str]
    """The part of the plan that each id is defined in."""
    country: str | None
    """Two letters of ISO 3166."""
    currency: str
    names: Mapping[str, str]
    """What each thing of the plan is called, by id."""

    @property
    def functions(self) -> tuple[str, ...]:
        return self.of("functions")

    @property
    def scenarios(self) -> tuple[str, ...]:
        return self.of("scenarios")

    def of(self, collection: str) -> tuple[str, ...]:
        """The ids of one part of the plan, in its order."""
        return tuple(id for id, found in self.things.items() if found == collection)


def situation(plan: Plan) -> Situation:
    """What a plan says of its shop."""
    here = [person.id for person in plan.people.values() if person.name]
    # Where no role says it, whoever was written down first: that is the founder, as a rule.
    first = here[0] if here else None
    owner = next((id for id in here if _FOUNDER.search(plan.people[id].role)), first)
    systems: dict[Category, list[str]] = {}
    for system in plan.systems.values():
        if category := _category(system):
            systems.setdefault(category, []).append(system.id)
    return Situation(
        owner=owner,
        stand_ins=tuple(id for id in here if id != owner),
        systems={category: tuple(found) for category, found in systems.items()},
        free=frozenset(one.id for one in plan.systems.values() if _is_free(one)),
        roles={one.id: str(one.stand_in_role) for one in plan.systems.values() if one.stand_in_role},
        limits=frozenset(str(limit) for person in plan.people.values() for limit in person.may),
        things={id: thing.collection for id, thing in plan.things.items()},
        country=str(plan.business.country) if plan.business.country else None,
        currency=str(plan.business.currency),
        names={id: thing.title for id, thing in plan.things.items()},
    )


def _is_free(system: System) -> bool:
    entry = vendor(system.vendor or system.id)
    return entry is not None and not entry.on_own_domain


def _category(system: System) -> Category | None:
    if entry := vendor(system.vendor or system.id):
        return entry.category
    return next((category for category in CATEGORIES if category == system.id), None)
