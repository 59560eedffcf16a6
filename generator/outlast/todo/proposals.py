"""What the catalogue or a draft proposes, and the owner has not confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from outlast import words
from outlast.analysis.confirmed import unread
from outlast.model import Plan
from outlast.model.systems import System
from outlast.reasons import plain
from outlast.todo.items import Item, Kind


def proposals(plan: Plan) -> Iterator[Item]:
    """Each proposal of a plan, in its order: accesses, copies of data, and systems that nobody has read."""
    unread_systems = unread(plan)
    for system in plan.systems.values():
        yield from _accesses(plan, system)
        yield from _backups(plan, system)
        if system.id in unread_systems:
            yield _review(plan, system)


def _accesses(plan: Plan, system: System) -> Iterator[Item]:
    for number, way in enumerate(system.access):
        if not way.confirmed:
            who = plain(plan, f"{{{way.who}}}")
            role = f" as {way.as_}" if way.as_ else ""
            yield Item(
                Kind.ACCESS,
                system.id,
                ("access", number),
                f"Does {who} get into {system.title}{role}? Say yes only if somebody has tried it.",
                "confirmed: yes",
            )


def _backups(plan: Plan, system: System) -> Iterator[Item]:
    for number, backup in enumerate(system.backups):
        if not backup.confirmed:
            every = f", every {words.duration(backup.every)}" if backup.every else ""
            how = (f"How: {plain(plan, backup.how)}",) if backup.how else ()
            yield Item(
                Kind.BACKUP,
                system.id,
                ("backups", number),
                f"Is this copy of {system.title} really made: {backup.what}{every}?",
                "confirmed: yes",
                how,
            )


def _review(plan: Plan, system: System) -> Item:
    return Item(
        Kind.REVIEW,
        system.id,
        ("reviewed",),
        f"Is what the catalogue says about {system.title} true for your account?",
        "reviewed: {today}",
        tuple(_told(plan, system)),
    )


def _told(plan: Plan, system: System) -> Iterator[str]:
    """What the catalogue says that matters most, in lines, each with the key that holds it."""
    if system.roles:
        yield f"Roles, the weakest first (roles): {words.some(map(str, system.roles))}"
    if system.stand_in_role:
        yield f"Enough for a stand-in (stand_in_role): {system.stand_in_role}"
    if system.owner_only:
        yield f"Only its owner can (owner_only): {'; '.join(map(str, system.owner_only))}"
    if system.not_restored:
        yield f"Never comes back (not_restored): {plain(plan, ' '.join(map(str, system.not_restored)))}"
    if system.bill and system.bill.if_unpaid:
        yield f"If its bill is not paid (bill: {{if_unpaid: …}}): {plain(plan, system.bill.if_unpaid)}"
    if system.if_owner_gone:
        yield f"If its owner is gone (if_owner_gone): {plain(plan, system.if_owner_gone)}"
