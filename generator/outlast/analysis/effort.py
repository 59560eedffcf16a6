"""How long steps take at least.

The what-if does not say this: it goes by what is promised of the whole (`restore.takes`, else `rto`), and
reads no steps. They are what that promise is held against.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from outlast.analysis.lengths import at_least
from outlast.graph import layers
from outlast.model import Plan
from outlast.model.steps import Step

NOTHING = timedelta()


def least_times(plan: Plan) -> Mapping[str, timedelta]:
    """The least time of the steps of each procedure and function, and of each system's restore.

    One after the other, parallel ones as long as the longest, of choices the shortest. Steps that are taken
    in some cases only, and steps that do not say how long they take, count nothing.
    """
    procedures = plan.procedures
    uses = {id: {str(use) for use in _uses(procedure.steps)} for id, procedure in procedures.items()}
    known: dict[str, timedelta] = {}
    for group in layers(uses):
        known |= {id: _together(procedures[id].steps, known) for id in group}
    times = dict(known)
    for function in plan.functions.values():
        times[function.id] = _together(function.steps, known)
    for system in plan.systems.values():
        times[system.id] = _together(system.restore.steps, known) if system.restore else NOTHING
    return times


def _uses(steps: Iterable[Step]) -> Iterator[str]:
    for step in steps:
        if step.use:
            yield step.use
        yield from _uses(step.parallel)
        for branch in step.choose:
            yield from _uses(branch.steps)


def _together(steps: Iterable[Step], known: Mapping[str, timedelta]) -> timedelta:
    return sum((_one(step, known) for step in steps), NOTHING)


def _one(step: Step, known: Mapping[str, timedelta]) -> timedelta:
    if step.when:
        return NOTHING
    if step.takes:
        return at_least(step.takes)
    used = known.get(step.use, NOTHING) if step.use else NOTHING
    parallel = max((_one(inner, known) for inner in step.parallel), default=NOTHING)
    chosen = min((_together(branch.steps, known) for branch in step.choose), default=NOTHING)
    return used + parallel + chosen
