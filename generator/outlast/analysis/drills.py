"""What came of each drill, beside what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from outlast.analysis.lengths import surely_longer
from outlast.analysis.step_keys import steps_key
from outlast.model import Plan
from outlast.model.exercises import Exercise
from outlast.model.functions import Function
from outlast.model.systems import System


class DrillResult(StrEnum):
    """What a drill proves."""

    WORKED = "worked"
    TOO_SLOW = "worked, but took longer than promised"
    CHANGED = "worked, but the steps were changed since"
    IN_PART = "worked in part"
    FAILED = "failed"
    AHEAD = "still to be held"
    """Its day lies after the day of the copy: whatever it says, nothing was tried yet."""


def drill_results(plan: Plan, as_of: date) -> Mapping[str, DrillResult]:
    """What came of each drill of a plan, as of a day."""
    return {drill.id: _result(plan, drill, as_of) for drill in plan.exercises.values()}


def last_drills(plan: Plan, results: Mapping[str, DrillResult]) -> Mapping[str, Exercise]:
    """The last drill that was held of each thing; of two on one day the one whose id comes later."""
    held = (drill for drill in plan.exercises.values() if results.get(drill.id) is not DrillResult.AHEAD)
    return {str(drill.of): drill for drill in sorted(held, key=lambda drill: (drill.on.date, drill.id))}


def drills_due(plan: Plan, results: Mapping[str, DrillResult]) -> Mapping[str, date]:
    """By when each thing is to be tried again, where its last drill says how often; soonest first.

    What failed, and what was changed since it worked, is due from the day of that drill.
    """
    due = {}
    for id, drill in last_drills(plan, results).items():
        if drill.again:
            day = drill.on.date
            now = results[drill.id] in (DrillResult.FAILED, DrillResult.CHANGED)
            due[id] = day if now else day + min(drill.again.length, date.max - day)
    return dict(sorted(due.items(), key=lambda each: (each[1], each[0])))


def _result(plan: Plan, drill: Exercise, as_of: date) -> DrillResult:
    if drill.on.date > as_of:
        return DrillResult.AHEAD
    result = DrillResult(drill.result)
    if result is not DrillResult.WORKED:
        return result
    if _changed(plan, drill):
        return DrillResult.CHANGED
    return DrillResult.TOO_SLOW if _too_slow(plan, drill) else result


def _changed(plan: Plan, drill: Exercise) -> bool:
    """Whether the steps are known to be others than those that were tried."""
    return drill.tried is not None and drill.tried != steps_key(plan, plan.things[str(drill.of)])


def _too_slow(plan: Plan, drill: Exercise) -> bool:
    """Whether it surely took longer than what it was about is promised back within (RTO)."""
    thing = plan.things[str(drill.of)]
    target = thing.rto if isinstance(thing, Function | System) else None
    promised = target.duration if target else None
    return bool(drill.took and promised and surely_longer(drill.took, promised))
