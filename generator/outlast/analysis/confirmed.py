"""What an owner has confirmed of a system, and what is only a proposal of the catalogue.

Whoever counts on a way in, on a backup or on the order of roles asks here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from outlast.catalogue import vendor
from outlast.kept import once_each
from outlast.model import Plan
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
    """Systems that the catalogue describes, and whose page nobody has read and found true."""
    return frozenset(system.id for system in plan.systems.values() if system.vendor and not system.reviewed)


def _has_unread_roles(system: System) -> bool:
    entry = vendor(system.vendor) if system.vendor and system.roles and not system.reviewed else None
    return entry is not None and entry.system.roles == system.roles
