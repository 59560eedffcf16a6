"""By when each thing is to be read again, and what nobody has tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from outlast.analysis.drills import DrillResult, last_drills
from outlast.model import Plan, Thing
from outlast.model.exercises import Exercise
from outlast.model.functions import Function

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
