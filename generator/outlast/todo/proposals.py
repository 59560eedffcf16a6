"""What the catalogue or a draft proposes, and the owner has not confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from outlast import words
from outlast.analysis.confirmed import unread
from outlast.languages import say
from outlast.model import Plan
from outlast.model.systems import System
from outlast.reasons import plain
from outlast.todo.items import Item, Kind


def proposals(plan: Plan) -> Iterator[Item]:
    """Each proposal of a plan, in its order: accesses, copies of data, and what nobody has read."""
    not_read = unread(plan)
    for system in plan.systems.values():
        yield from _accesses(plan, system)
        yield from _backups(plan, system)
        if system.id in not_read:
            yield _review(plan, system)
    for id in plan.things:
        if id in not_read and id not in plan.systems:
            thing = plain(plan, f"{{{id}}}")
            ask = say("Are the steps of {thing} right for your shop? Read its page.", thing=thing)
            task = plan.functions.get(id)
            stop = words.target(task.mtpd) if task else ""
            facts = (say("Longest acceptable stop (mtpd): {time}", time=stop),) if stop else ()
            yield Item(Kind.REVIEW, id, ("reviewed",), ask, "reviewed: {today}", facts)


def _accesses(plan: Plan, system: System) -> Iterator[Item]:
    for number, way in enumerate(system.access):
        if not way.confirmed:
            who = plain(plan, f"{{{way.who}}}")
            values = {"person": who, "system": system.title}
            if way.as_:
                ask = say("Does {person} get into {system} as {role}?", role=way.as_, **values)
            else:
                ask = say("Does {person} get into {system}?", **values)
            yield Item(
                Kind.ACCESS,
                system.id,
                ("access", number),
                " ".join((ask, say("Say yes only if somebody has tried it."))),
                "confirmed: yes",
            )


def _backups(plan: Plan, system: System) -> Iterator[Item]:
    for number, backup in enumerate(system.backups):
        if not backup.confirmed:
            values = {"system": system.title, "backup": plain(plan, backup.what)}
            if backup.every:
                ask = say(
                    "Is this backup of {system} really made: {backup}, every {time}?",
                    time=words.duration(backup.every),
                    **values,
                )
            else:
                ask = say("Is this backup of {system} really made: {backup}?", **values)
            how = (say("How: {text}", text=plain(plan, backup.how)),) if backup.how else ()
            yield Item(
                Kind.BACKUP,
                system.id,
                ("backups", number),
                ask,
                "confirmed: yes",
                how,
            )


def _review(plan: Plan, system: System) -> Item:
    return Item(
        Kind.REVIEW,
        system.id,
        ("reviewed",),
        say("Is what the catalogue says about {system} true for your account?", system=system.title),
        "reviewed: {today}",
        tuple(_told(plan, system)),
    )


def _told(plan: Plan, system: System) -> Iterator[str]:
    """What the catalogue says that matters most, in lines, each with the key that holds it."""
    if system.roles:
        yield say("Roles, the weakest first (roles): {roles}", roles=words.some(map(str, system.roles)))
    if system.stand_in_role:
        yield say("Enough for a stand-in (stand_in_role): {role}", role=system.stand_in_role)
    if system.owner_only:
        acts = "; ".join(map(str, system.owner_only))
        yield say("Only its owner can (owner_only): {acts}", acts=acts)
    if system.not_restored:
        lost = plain(plan, " ".join(map(str, system.not_restored)))
        yield say("Never comes back (not_restored): {text}", text=lost)
    if system.bill and system.bill.if_unpaid:
        text = plain(plan, system.bill.if_unpaid)
        yield say("If its bill is not paid (bill: {{if_unpaid: …}}): {text}", text=text)
    if system.if_owner_gone:
        text = plain(plan, system.if_owner_gone)
        yield say("If its owner is gone (if_owner_gone): {text}", text=text)
