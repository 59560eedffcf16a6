"""What was never tested or confirmed, and what is overdue on the day of the copy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.freshness import ended, late_actions, late_readings, old_tests
from outlast.languages import say, say_count
from outlast.model import Plan
from outlast.model.prose import literal
from outlast.model.systems import System
from outlast.reasons import name, names
from outlast.site.blocks import Table

Late = tuple[date, str, str, str]
"""By when, what it is about, what is to be done, and who does it."""


def table(plan: Plan, facts: Facts) -> Table | None:
    """What is overdue, the oldest first, then what nobody ever tested or confirmed."""
    late = (
        (name(about), do, who, say("since {day}", day=words.day(day)))
        for day, about, do, who in overdue(plan, facts)
    )
    untried = ((name(id), say("Test it once"), "", say("never tested")) for id in facts.untried)
    rows = (*late, *untried, *unconfirmed(plan, facts))
    heads = (say("About"), say("What to do"), say("Who"), say("Overdue"))
    return Table(say("The oldest first"), heads, rows) if rows else None


def result(plan: Plan, facts: Facts) -> str:
    """How much of it there is, in sentences."""
    late, untried, doubtful = len(overdue(plan, facts)), len(facts.untried), len(unconfirmed(plan, facts))
    told = (
        say_count("{count} thing is overdue.", "{count} things are overdue.", late) if late else "",
        say_count("{count} thing was never tested.", "{count} things were never tested.", untried)
        if untried
        else "",
        say_count("You have not confirmed {count} thing.", "You have not confirmed {count} things.", doubtful)
        if doubtful
        else "",
    )
    return " ".join(filter(None, told))


def unconfirmed(plan: Plan, facts: Facts) -> tuple[tuple[str, ...], ...]:
    """Rows of the pages, accesses and backups that are proposals until somebody confirms them."""
    systems = (
        (name(system.id), do, name(who) if who else "")
        for system in plan.systems.values()
        for do, who in _unconfirmed(system, facts)
    )
    read = say("Read its page, and correct it")
    others = ((name(id), read, "") for id in plan.things if id in facts.unread and id not in plan.systems)
    return tuple((*each, say("You have not confirmed this.")) for each in (*systems, *others))


def _unconfirmed(system: System, facts: Facts) -> Iterator[tuple[str, str | None]]:
    """What is to be done, and by whom."""
    if system.id in facts.unread:
        yield say("Read its page, and correct it"), system.owner
    yield from ((say("Sign in once"), way.who) for way in system.access if not way.confirmed)
    for copy in system.backups:
        if not copy.confirmed:
            yield say("Make this backup: {backup}", backup=literal(copy.what)), copy.by


def overdue(plan: Plan, facts: Facts) -> tuple[Late, ...]:
    """What somebody had to do by a day that is gone: fix, check, test or renew. The oldest comes first."""
    found = (*_actions(plan, facts), *_readings(plan, facts), *_tests(plan, facts), *_ended(plan, facts))
    return tuple(sorted(found))


def _actions(plan: Plan, facts: Facts) -> Iterator[Late]:
    for drill, number, day in late_actions(plan, facts.as_of):
        action = drill.actions[number]
        yield day, drill.id, action.do, name(action.owner) if action.owner else say("nobody")


def _readings(plan: Plan, facts: Facts) -> Iterator[Late]:
    for id, day in late_readings(facts.review_due, facts.as_of):
        owner = plan.things[id].owner
        yield day, id, say("Read it again"), name(owner) if owner else ""


def _tests(plan: Plan, facts: Facts) -> Iterator[Late]:
    for test in old_tests(plan, facts.as_of):
        route = plan.break_glass.get(test.thing)
        if route:
            do, who = say("Test it again for {system}", system=name(test.system)), names(route.holders)
        else:
            owner = plan.things[test.thing].owner
            do = say("Restore this backup to test it: {backup}", backup=literal(test.what))
            who = name(owner) if owner else ""
        yield test.due, test.thing, do, who


def _ended(plan: Plan, facts: Facts) -> Iterator[Late]:
    for ending in ended(plan, facts.as_of):
        owner = plan.things[ending.thing].owner
        do = say("Renew the access of {person}, or end it", person=name(ending.who)) if ending.who else ""
        yield ending.on, ending.thing, do or say("Renew it"), name(owner) if owner else ""
