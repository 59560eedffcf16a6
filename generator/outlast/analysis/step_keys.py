"""What tells one step from another, and the steps of a thing as they are now from those that were tried."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from outlast.model import Plan, Thing
from outlast.model.base import Model
from outlast.model.functions import Function
from outlast.model.scenarios import Half, Scenario
from outlast.model.steps import Step
from outlast.model.systems import System
from outlast.model.value import written

LENGTH = 10
"""Signs of a key."""
UNTRIED = frozenset({"takes", "novice", "unverified", "rules"})
"""What a drill itself may change in a step, or what stands elsewhere: the same step is tried without it."""


class Located(NamedTuple):
    """Where a step stands in a plan."""

    thing: str
    path: tuple[str | int, ...]
    """In its thing, as the model has it."""


def words_of(step: Step) -> str:
    """What a step says, by which it is told from others; the same in every language of the plan."""
    return written(step.do or step.use or step.wait_until or step.message or step.command or "choose")


def digest(text: str) -> str:
    """A short key of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def steps_of(thing: Thing) -> tuple[Step, ...]:
    """The steps that a drill of a thing tries, in order."""
    if isinstance(thing, Scenario):
        return tuple(step for half in (thing.serve, thing.restore) for step in _of_half(half))
    if isinstance(thing, System):
        return thing.restore.steps if thing.restore else ()
    if isinstance(thing, Function):
        return thing.steps or (thing.workaround.steps if thing.workaround else ())
    return getattr(thing, "steps", ())


def steps_key(plan: Plan, thing: Thing) -> str:
    """The key of a thing's steps, with those of the procedures that they use; empty where it has none.

    It changes with every word that somebody follows, and not with how long a step takes.
    """
    steps = steps_of(thing)
    return digest("\n".join(_said(plan, steps, (thing.id,)))) if steps else ""


def by_digest(plan: Plan) -> Mapping[str, tuple[Located, ...]]:
    """All steps of a plan by the key of their words, in the order of the plan."""
    found: dict[str, list[Located]] = defaultdict(list)
    for thing in plan.things.values():
        for path, step in _steps(thing, ()):
            found[digest(words_of(step))].append(Located(thing.id, path))
    return {key: tuple(places) for key, places in found.items()}


def step_at(plan: Plan, place: Located) -> Step:
    """The step at a place. Raises KeyError where there is none."""
    for path, step in _steps(plan.things[place.thing], ()):
        if path == place.path:
            return step
    raise KeyError(place)


def _of_half(half: Half) -> tuple[Step, ...]:
    return (*half.first_hour, *half.first_day, *half.first_week, *half.until_over, *half.stand_down)


def _said(plan: Plan, steps: Iterable[Step], using: tuple[str, ...]) -> Iterator[str]:
    """Every word of the steps, a line each, white space evened out."""
    for step in steps:
        for key, _, value in step.parts():
            if key in UNTRIED or value in (None, ()) or key in ("choose", "parallel"):
                continue
            yield f"{key}: {' '.join(written(value).split())}"
        for way in step.choose:
            yield f"when: {way.when.written}"
            yield from _said(plan, way.steps, using)
        yield from _said(plan, step.parallel, using)
        if step.use in plan.procedures and step.use not in using:
            yield from _said(plan, plan.procedures[step.use].steps, (*using, str(step.use)))


def _steps(model: Model, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Step]]:
    for key, _, value in model.parts():
        inside = enumerate(value) if isinstance(value, tuple) else ((None, value),)
        for number, part in inside:
            here = (*path, key) if number is None else (*path, key, number)
            if isinstance(part, Step):
                yield here, part
            if isinstance(part, Model):
                yield from _steps(part, here)
