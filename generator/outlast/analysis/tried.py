"""The plan as its drills found it: measured times, and nobody counts who failed the last time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from outlast.analysis.drills import DrillResult, last_drills
from outlast.analysis.sign_ins import without_broken
from outlast.model import Plan
from outlast.model.break_glass import BreakGlass
from outlast.model.exercises import Exercise
from outlast.model.functions import Function, Hand
from outlast.model.scalars import Duration
from outlast.model.systems import Restore, System
from outlast.model.value import DoerRef

MEASURED = frozenset({DrillResult.WORKED, DrillResult.TOO_SLOW})
"""Results whose time is that of the steps as they are."""
NEVER = Duration.parse("730d")
"""How long something takes that nobody could do: longer than any question looks."""


@dataclass(frozen=True)
class _Last:
    drill: Exercise
    result: DrillResult

    def failed(self, who: str) -> bool:
        return self.result is DrillResult.FAILED and who in self.drill.by


def as_tried(plan: Plan, drills: Mapping[str, DrillResult]) -> Plan:
    """The plan without ways in that failed; if it asks for that, the last drill wins over what it says.

    Args:
        drills: what came of each drill, from `drill_results`.
    """
    plan = without_broken(plan)
    if not plan.business.believe_drills:
        return plan
    last = {id: _Last(drill, drills[drill.id]) for id, drill in last_drills(plan, drills).items()}
    return plan.model_copy(
        update={
            "systems": {id: _system(each, last.get(id)) for id, each in plan.systems.items()},
            "functions": {id: _function(each, last.get(id)) for id, each in plan.functions.items()},
            "break_glass": {id: _route(each, last.get(id)) for id, each in plan.break_glass.items()},
        }
    )


def _system(system: System, last: _Last | None) -> System:
    restore = system.restore
    if last is None or restore is None:
        return system
    if last.result in MEASURED and last.drill.took:
        return _with(system, restore, restore.by, last.drill.took)
    left = tuple(who for who in restore.by if not last.failed(str(who)))
    if left == restore.by:
        return system
    return _with(system, restore, left, restore.takes) if left else _with(system, restore, restore.by, NEVER)


def _with(system: System, restore: Restore, by: tuple[DoerRef, ...], takes: Duration | None) -> System:
    return system.model_copy(update={"restore": restore.model_copy(update={"by": by, "takes": takes})})


def _function(function: Function, last: _Last | None) -> Function:
    if last is None or last.result is not DrillResult.FAILED:
        return function
    way = function.workaround
    by = function.by.model_copy(update={"hands": _left(function.by.hands, last)})
    less = way.model_copy(update={"by": _left(way.by, last)}) if way else None
    return function.model_copy(update={"by": by, "workaround": less})


def _left(hands: Iterable[Hand], last: _Last) -> tuple[Hand, ...]:
    return tuple(hand for hand in hands if not last.failed(str(hand.who)))


def _route(route: BreakGlass, last: _Last | None) -> BreakGlass:
    failed = last is not None and last.result is DrillResult.FAILED
    return route.model_copy(update={"tests": ()}) if failed else route
