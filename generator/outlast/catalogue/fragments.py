"""Pieces of a plan made from the catalogue, as text to put into an owner's files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from outlast.catalogue.entries import Category, Vendor, vendor
from outlast.model import Plan
from outlast.model.systems import System


@dataclass(frozen=True)
class Fragment:
    """The text of one thing of a plan."""

    collection: str
    """The top-level key that it goes under."""
    id: str
    text: str
    """YAML that begins in the first column with its id and a colon; lines end in LF."""


@dataclass(frozen=True)
class Situation:
    """What is known of a shop when a piece of its plan is written."""

    owner: str | None
    """The id of the person who owns the shop."""
    stand_ins: tuple[str, ...]
    """Ids of the others, in the order of the plan."""
    systems: Mapping[Category, tuple[str, ...]]
    """Ids of the systems that come from the catalogue, by what the shop uses them for."""
    functions: tuple[str, ...]
    scenarios: tuple[str, ...]
    country: str | None
    """Two letters of ISO 3166."""
    currency: str
    names: Mapping[str, str]
    """What each thing of the plan is called, by id."""


def situation(plan: Plan) -> Situation:
    """What a plan says of its shop."""
    here = [person.id for person in plan.people.values() if person.name]
    answers = [str(thing.owner) for thing in plan.things.values() if thing.owner in here]
    # Whoever answers for most things; the founder stands first in the list where nobody does.
    owner = max(here, key=answers.count, default=None)
    systems: dict[Category, list[str]] = {}
    for system in plan.systems.values():
        if entry := vendor(system.vendor or ""):
            systems.setdefault(entry.category, []).append(system.id)
    return Situation(
        owner=owner,
        stand_ins=tuple(id for id in here if id != owner),
        systems={category: tuple(found) for category, found in systems.items()},
        functions=tuple(plan.functions),
        scenarios=tuple(plan.scenarios),
        country=None,
        currency=str(plan.business.currency),
        names={id: thing.title for id, thing in plan.things.items()},
    )


def system(entry: Vendor, situation: Situation) -> Fragment:
    """A system that refers to its entry, with the accesses and the backups that its owner has to confirm."""
    lines = [f"{entry.id}:", f"  name: {entry.name}", f"  vendor: {entry.id}"]
    return Fragment(System.collection, entry.id, "\n".join(lines) + "\n")
