"""Which ways in are proven, which are only claimed, and which are broken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from outlast.analysis.confirmed import ways_in
from outlast.analysis.needs import STOPS, NeedGraph
from outlast.analysis.shown import Id
from outlast.analysis.whatif.answer import Answer
from outlast.model import Plan
from outlast.model.needs import requirements
from outlast.model.people import SignIn
from outlast.model.scalars import Flag
from outlast.model.systems import System

HOLDS = timedelta(days=365)
"""How long a proof holds: within a year telephones, roles and rules of vendors have changed."""
_NO = Flag(False)


class Proof(StrEnum):
    """What is known of a way in."""

    PROVEN = "proven"
    CLAIMED = "claimed"
    BROKEN = "broken"


@dataclass(frozen=True)
class WayIn:
    """Somebody's way into a system, and what is known of it."""

    who: Id
    system: Id
    proof: Proof
    on: date | None
    """The day of the last try; None if nobody ever tried."""
    covers: bool = False
    """Whether it stands in for the owner, in a system that something cannot do without."""


def last_sign_ins(plan: Plan, who: str) -> Mapping[str, SignIn]:
    """The last try of somebody for each system; of two on one day the one that stands later."""
    person = plan.people.get(who)
    tries = sorted(person.sign_ins, key=lambda each: each.on.date) if person else ()
    return {str(each.system): each for each in tries}


def way_in(plan: Plan, who: str, system: str, as_of: date) -> WayIn:
    """What is known of somebody's way into a system on a day."""
    tried = last_sign_ins(plan, who).get(system)
    if tried is None or tried.on.date > as_of:
        return WayIn(who, system, Proof.CLAIMED, None)
    day = tried.on.date
    held = Proof.PROVEN if as_of - day <= HOLDS else Proof.CLAIMED
    return WayIn(who, system, held if tried.worked else Proof.BROKEN, day)


def all_ways(plan: Plan, needs: NeedGraph, owner: str | None, as_of: date) -> tuple[WayIn, ...]:
    """The way of each person into each system, in the order of the plan."""
    found: dict[tuple[str, str], WayIn] = {}
    for system in plan.systems.values():
        needed = bool(needs.users(system.id, *STOPS))
        for way in ways_in(system):
            who = str(way.who)
            if who in plan.people:
                known = way_in(plan, who, system.id, as_of)
                found[who, system.id] = replace(known, covers=needed and who != owner)
    return tuple(found.values())


def rests_on(plan: Plan, answer: Answer) -> Iterator[WayIn]:
    """The ways in that an answer counts on for whoever does something in the place of others."""
    seen: set[tuple[str, str]] = set()
    for function in answer.functions.values():
        needed = {need.what for need in requirements(plan.functions[function.function].needs)}
        for band in function.bands:
            for who in dict.fromkeys(part.state.who for part in band.intervals if part.changed):
                for system in (each for each in plan.systems.values() if each.id in needed and who):
                    here = (str(who), system.id)
                    if here not in seen and any(way.who == who for way in ways_in(system)):
                        seen.add(here)
                        yield way_in(plan, *here, answer.start.date())


def without_broken(plan: Plan) -> Plan:
    """The plan in which nobody counts on a way in that did not work the last time."""
    failed = {
        (id, system)
        for id in plan.people
        for system, tried in last_sign_ins(plan, id).items()
        if not tried.worked
    }
    if not failed:
        return plan
    return plan.model_copy(
        update={"systems": {id: _system(each, failed) for id, each in plan.systems.items()}}
    )


def _system(system: System, failed: set[tuple[str, str]]) -> System:
    if not any((str(way.who), system.id) in failed for way in system.access):
        return system
    ways = (
        way.model_copy(update={"confirmed": _NO}) if (str(way.who), system.id) in failed else way
        for way in system.access
    )
    return system.model_copy(update={"access": tuple(ways)})
