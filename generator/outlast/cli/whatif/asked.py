"""What was typed, as a question; wrong use is refused with the nearest right one."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, timedelta

from pydantic_core import PydanticCustomError

from outlast.analysis.whatif.question import LONGEST, WINDOW
from outlast.host.refusal import Refusal
from outlast.load.nearest import nearest
from outlast.model import COLLECTIONS, Plan
from outlast.model.scalars import Clock, Duration
from outlast.model.scalars.dates import YEARS
from outlast.model.value import NodeRef

UNTIL_RESTORED = timedelta(-1)
"""Stands for `restored`, where a length could stand."""


def windows(typed: str | None) -> tuple[timedelta | None, ...]:
    """How long it lasts, once for each length with commas between them, shortest first. Raises Refusal."""
    if typed is None:
        return (None,)
    return tuple(sorted({window(each) for each in typed.split(",")}))


def window(typed: str) -> timedelta:
    """How long it lasts. Raises Refusal."""
    try:
        length = Duration.parse(typed)
    except PydanticCustomError as wrong:
        said = wrong.context or {}
        raise Refusal(f"--for: {said.get('message')}; {said.get('hint')}.") from None
    if length.clock is not Clock.ALWAYS:
        raise Refusal("--for counts days of the calendar: write it like 21d or 3w.")
    if not timedelta() < length.length <= LONGEST:
        raise Refusal(f"--for goes up to {LONGEST.days}d, and is more than nothing.")
    return length.length


def alone(others: tuple[str, ...], lengths: tuple[timedelta | None, ...]) -> None:
    """Raises Refusal where single points of failure are asked for together with something else."""
    if others or len(lengths) > 1:
        raise Refusal(
            "--single-points takes away each person and thing in turn, for one length of time:"
            " write it without --away, --out, --scenario and --compare."
        )


def first_day(day: date) -> date:
    """The day itself. Raises Refusal where it is out of every calendar."""
    if day.year not in YEARS:
        raise Refusal(f"--from lies between {YEARS[0]} and {YEARS[-1]}.")
    return day


def lost(
    plan: Plan,
    away: tuple[str, ...],
    out: tuple[str, ...],
    scenarios: tuple[str, ...],
    length: timedelta | None,
) -> tuple[tuple[str, timedelta | None], ...]:
    """What is gone and for how long, each id once, the longest of its lengths.

    What has a length of its own (`sam:21d`) is gone for that; `shop:restored` is gone until it is restored.
    Else people are away for the length, or for three weeks; things for the length, or until restored; what a
    scenario loses for as long as the scenario says. Raises Refusal.
    """
    found: dict[str, timedelta | None] = {}

    def lose(id: str, how_long: timedelta | None) -> None:
        known = found.get(id, timedelta())
        found[id] = None if known is None or how_long is None else max(known, how_long)

    for id, own in map(_timed, away):
        _one(plan, id, plan.people, "a person", "--away")
        if own is UNTIL_RESTORED:
            raise Refusal(f'"{id}" is a person: say for how long, such as {id}:21d.')
        lose(id, own or length or WINDOW)
    things = [
        id for id, thing in plan.things.items() if thing.collection in NodeRef.kinds and id not in plan.people
    ]
    for id, own in map(_timed, out):
        _one(plan, id, frozenset(things), "something that can be gone", "--out")
        lose(id, None if own is UNTIL_RESTORED else own or length)
    for id in scenarios:
        _one(plan, id, plan.scenarios, "a scenario", "--scenario")
        scenario = plan.scenarios[id]
        if not scenario.lost:
            raise Refusal(f'The scenario "{id}" does not say what is lost: give it `lost` in the plan.')
        for each in scenario.lost:
            lose(str(each.what), each.for_.length if each.for_ else None)
    if not found:
        raise Refusal("Say what is gone: --away PERSON, --out THING or --scenario SCENARIO.")
    return tuple(found.items())


def unnoticed(plan: Plan, scenarios: tuple[str, ...]) -> str | None:
    """The scenario that is noticed first; None where one of them is noticed at once."""
    lengths = {id: plan.scenarios[id].noticed_after for id in scenarios}
    known = {id: each.length for id, each in lengths.items() if each}
    return min(known, key=known.__getitem__) if known and len(known) == len(lengths) else None


def _timed(typed: str) -> tuple[str, timedelta | None]:
    """An id, and the length that stands behind it after a colon, if any. Raises Refusal."""
    id, colon, how_long = typed.partition(":")
    if how_long.strip() == "restored":
        return id.strip(), UNTIL_RESTORED
    return id.strip(), window(how_long.strip()) if colon else None


def _one(plan: Plan, id: str, allowed: Container[str], what: str, option: str) -> None:
    """Raises Refusal, with a cure, unless the id is one of those that are allowed."""
    if id in allowed:
        return
    thing = plan.things.get(id)
    if thing is None:
        close = nearest(id, (each for each in plan.things if each in allowed))
        close = close or _by_name(plan, id, allowed)
        raise Refusal(
            f'"{id}" is not in the plan. ' + (f'Did you mean "{close}"?' if close else "Ids stand in plan/.")
        )
    one = COLLECTIONS[thing.collection].one
    right = {"people": "--away", "scenarios": "--scenario"}.get(thing.collection, "--out")
    if right == "--out" and thing.collection not in NodeRef.kinds:
        raise Refusal(f'"{id}" is {one}, which cannot be gone. {option} takes {what}.')
    raise Refusal(f'"{id}" is {one}: write {right} {id}.')


def _by_name(plan: Plan, typed: str, allowed: Container[str]) -> str | None:
    """The id of what somebody called by its name."""
    named = {thing.title: id for id, thing in plan.things.items() if id in allowed}
    close = nearest(typed, named)
    return named[close] if close else None
