"""What an owner has confirmed of a system, and what is only a proposal of the catalogue.

Whoever counts on a way in, on a backup or on the order of roles asks here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from outlast.catalogue import vendor
from outlast.catalogue.templates import entry
from outlast.kept import once_each
from outlast.model import Plan, Thing
from outlast.model.systems import Access, Backup, System


@dataclass(frozen=True)
class Roles:
    """Which roles of a system are good for which others."""

    covers: Mapping[str, frozenset[str]]

    def suffices(self, held: str | None, wanted: str | None) -> bool:
        """Whether a role is the one that is wanted, or higher."""
        return wanted is None or held == wanted or (held is not None and wanted in self.covers.get(held, ()))


def ways_in(system: System) -> tuple[Access, ...]:
    """The accesses that somebody has tried."""
    return tuple(way for way in system.access if way.confirmed)


def copies(system: System) -> tuple[Backup, ...]:
    """The backups that are really made."""
    return tuple(backup for backup in system.backups if backup.confirmed)


@once_each
def roles(system: System) -> Roles:
    """How the roles of a system stand to each other, as far as the owner has confirmed it."""
    ordered = ranked(system)
    if not _has_unread_roles(system):
        return ordered
    # A vendor may have moved the roles between; that the owner's is good for all of them is safe to say.
    strongest = str(system.roles[-1])
    return Roles({strongest: ordered.covers[strongest]})


def ranked(system: System) -> Roles:
    """How the roles of a system stand to each other if their order is right, confirmed or not."""
    names = [str(role) for role in system.roles]
    return Roles({name: frozenset(names[:end]) for end, name in enumerate(names, 1)})


def unread(plan: Plan) -> frozenset[str]:
    """Systems, tasks and scenarios with the words of the catalogue that nobody has read and found true."""
    systems = {each.id for each in plan.systems.values() if each.vendor and not each.reviewed}
    proposed = (*plan.functions.values(), *plan.scenarios.values())
    return frozenset(systems | {each.id for each in proposed if not each.reviewed and _borrowed(plan, each)})


def _borrowed(plan: Plan, thing: Thing) -> bool:
    """Whether a step comes from the entry of the catalogue, word for word."""
    proposed = entry(thing.id)
    if proposed is None or proposed.kind != thing.collection:
        return False
    steps = (str(seen.value) for seen in plan.visited.get(thing.id, ()) if seen.path[-1:] == ("do",))
    return any(step in proposed.body for step in steps)


def _has_unread_roles(system: System) -> bool:
    entry = vendor(system.vendor) if system.vendor and system.roles and not system.reviewed else None
    return entry is not None and entry.system.roles == system.roles
