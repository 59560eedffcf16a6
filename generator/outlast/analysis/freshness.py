"""By when each thing is to be read again, and what nobody has tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from outlast.analysis.drills import DrillResult, last_drills
from outlast.analysis.routes import last_tests
from outlast.model import Plan, Thing
from outlast.model.documents import Document
from outlast.model.exercises import Exercise
from outlast.model.functions import Function
from outlast.model.funds import Fund
from outlast.source import KeyPath

LONGEST = timedelta(days=365)
"""Between two tests of a backup, or of emergency access."""

_DONE = (DrillResult.WORKED, DrillResult.TOO_SLOW, DrillResult.IN_PART)
RECORDS = frozenset({"exercises"})
"""What happened is not read again to see whether it is still true."""


def review_due(plan: Plan) -> Mapping[str, date | None]:
    """The last day for reading it again, for each thing that has a rhythm, its own or the business's.

    None where nobody ever said that it was read.
    """
    due: dict[str, date | None] = {}
    for id, thing in plan.things.items():
        every = thing.review_every or plan.business.review_every
        if every is None or thing.collection in RECORDS:
            continue
        due[id] = _later(thing.reviewed.date, every.length) if thing.reviewed else None
    return due


def late_readings(due: Mapping[str, date | None], as_of: date) -> Iterator[tuple[str, date]]:
    """What was to be read again by a day that is gone, with that day; from what `review_due` gives."""
    return ((id, day) for id, day in due.items() if day is not None and day < as_of)


def late_actions(plan: Plan, as_of: date) -> Iterator[tuple[Exercise, int, date]]:
    """What a drill found to be mended by a day that is gone: the drill, the number of its action, the day."""
    for drill in plan.exercises.values():
        for number, action in enumerate(drill.actions):
            if action.done is None and action.due and action.due.date < as_of:
                yield drill, number, action.due.date


class Ending(NamedTuple):
    """Something that is valid until a day."""

    thing: str
    field: KeyPath
    who: str | None
    """Whose access it is; None where the thing itself ends."""
    on: date


def endings(plan: Plan) -> Iterator[Ending]:
    """Cards, papers and access, with the day on which each ends."""
    things: tuple[Fund | Document, ...] = (*plan.funds.values(), *plan.documents.values())
    for thing in things:
        if thing.expires:
            yield Ending(thing.id, ("expires",), None, thing.expires.date)
    for system in plan.systems.values():
        for number, way in enumerate(system.access):
            if way.until and way.confirmed:
                yield Ending(system.id, ("access", number, "until"), str(way.who), way.until.date)


def ended(plan: Plan, as_of: date) -> Iterator[Ending]:
    """What is no longer valid on a day."""
    return (each for each in endings(plan) if each.on < as_of)


class OldTest(NamedTuple):
    """A test that worked, too long ago."""

    thing: str
    """The emergency access, or the system with the backup."""
    field: KeyPath
    """Where the plan says it: what emergency access opens, or the backup."""
    system: str
    on: date
    what: str = ""
    """What is in the backup."""

    @property
    def due(self) -> date:
        """The last day on which it was not too long ago."""
        return _later(self.on, LONGEST)


def old_tests(plan: Plan, as_of: date) -> Iterator[OldTest]:
    """Backups that nobody restored, and emergency access that nobody opened, for more than a year."""
    for system in plan.systems.values():
        for number, copy in enumerate(system.backups):
            if copy.confirmed and copy.tested and as_of - copy.tested.date > LONGEST:
                yield OldTest(
                    system.id, ("backups", number, "tested"), system.id, copy.tested.date, copy.what
                )
    for route in plan.break_glass.values():
        tests = last_tests(route)
        for number, opening in enumerate(route.opens):
            test = tests.get(str(opening.system))
            if test and test.worked and as_of - test.on.date > LONGEST:
                yield OldTest(route.id, ("opens", number), str(opening.system), test.on.date)


def untried(plan: Plan, drills: Mapping[str, DrillResult]) -> tuple[str, ...]:
    """Scenarios that no drill was ever about, in the order of the plan."""
    tried = last_drills(plan, drills)
    return tuple(id for id in plan.scenarios if id not in tried)


def answers_for(thing: Thing) -> str | None:
    """Who answers for a thing: its owner, or the first who does it."""
    hands = thing.by.hands if isinstance(thing, Function) else ()
    return thing.owner or next((str(hand.who) for hand in hands), None)


def done_by_others(plan: Plan, drills: Mapping[str, DrillResult]) -> Mapping[str, str]:
    """For each thing that somebody other than its owner has done: the last drill in which it worked."""
    done: dict[str, Exercise] = {}
    for drill in sorted(plan.exercises.values(), key=lambda each: (each.on.date, each.id)):
        owner = answers_for(plan.things[str(drill.of)])
        others = [who for who in drill.by if who != owner]
        if others and drills[drill.id] in _DONE:
            done[str(drill.of)] = drill
    return {id: drill.id for id, drill in done.items()}


def _later(day: date, length: timedelta) -> date:
    # A rhythm may be a hundred years, and a day the last that there is.
    return day + min(length, date.max - day)
