"""A log beside the plan that it is about: what was done, by whom, how long each step took, what failed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from outlast.analysis.step_keys import Located, by_digest, digest
from outlast.journal import Entry, Log
from outlast.languages import say
from outlast.model import Plan, Thing
from outlast.model.scenarios import Scenario
from outlast.model.value import DrillRef, written
from outlast.pages.addresses import address
from outlast.pages.drilling import call_key

LONGEST = timedelta(hours=4)
"""Between two ticks. What lies further apart was no work on one step."""


class Unclear(Exception):
    """Something that the log does not tell, and somebody must; the text asks for it."""

    def __init__(self, text: str, *, who: bool = False) -> None:
        super().__init__(text)
        self.who = who
        """Whether it is only who did it."""


@dataclass(frozen=True)
class Stuck:
    """A step that somebody could not do."""

    entry: Entry
    step: Located | None
    """None for a question of a table-top, and for a step that the plan no longer has."""
    asked: str
    """The words of the step or of the question."""


@dataclass(frozen=True)
class Missed:
    """A call that nobody answered."""

    entry: Entry
    who: str


@dataclass(frozen=True)
class Lesson:
    """What a log tells about a plan."""

    plan: Plan
    log: Log
    thing: Thing
    """What was tried, or what happened."""
    by: tuple[str, ...]
    """Ids of who did it."""
    day: date
    took: Mapping[Located, timedelta]
    """How long each step took, where that was measured."""
    stuck: tuple[Stuck, ...]
    missed: tuple[Missed, ...]
    gone: tuple[str, ...]
    """The words of steps in the log that the plan does not have any more."""

    @property
    def result(self) -> str:
        """What came out: as they said, else as the log shows it."""
        if self.log.result:
            return self.log.result
        return "worked" if not self.log.undone and not self.stuck and not self.missed else "worked in part"


def lesson(plan: Plan, log: Log, by: tuple[str, ...] = ()) -> Lesson:
    """The log beside the plan. Raises Unclear.

    Args:
        by: who did it, where somebody says so.
    """
    thing = _thing(plan, log)
    steps = _steps(plan, log, thing)
    words = {step.id: step.text for step in log.steps}
    called = {
        call_key(str(each.who), who): who
        for tree in plan.call_trees.values()
        for each in tree.calls
        for who in each.called
    }
    back = {digest(written(each)) for each in thing.hand_back} if isinstance(thing, Scenario) else ()
    return Lesson(
        plan,
        log,
        thing,
        by or _who(plan, log),
        log.started.date(),
        dict(_took(log, steps)),
        tuple(
            Stuck(each, steps.get(each.step), words.get(each.step, each.text)) for each in log.said("stuck")
        ),
        tuple(Missed(each, called[each.step]) for each in log.said("missed") if each.step in called),
        tuple(
            step.text
            for step in log.steps
            if step.id not in steps
            and step.id not in called
            and not step.id.startswith("turn-")
            and not any(key in step.id for key in back)
        ),
    )


def minutes(length: timedelta) -> int:
    """Whole minutes, at least one."""
    return max(1, math.ceil(length.total_seconds() / 60))


def _thing(plan: Plan, log: Log) -> Thing:
    if log.drill:
        thing = plan.things.get(log.drill.of)
        if thing is None or thing.collection not in DrillRef.kinds:
            raise Unclear(
                say('The log is of a drill of "{thing}", which this plan does not have.', thing=log.drill.of)
            )
        return thing
    for thing in plan.things.values():
        if thing.collection in DrillRef.kinds and log.page and address(thing).page == log.page:
            return thing
    raise Unclear(
        say('The log began on the page "{page}", and this plan has no scenario there.', page=log.page)
    )


def _who(plan: Plan, log: Log) -> tuple[str, ...]:
    named = [log.drill.who] if log.drill else [entry.text for entry in log.said("lead")]
    found = dict.fromkeys(id for name in named for id in _people(plan, name))
    if not found:
        told = say('The log says "{name}".', name=named[0]) if named and named[0] else ""
        unknown = say("The log does not say which person of the plan did it.")
        raise Unclear(f"{unknown} {told}".rstrip(), who=True)
    return tuple(found)


def _people(plan: Plan, named: str) -> Iterator[str]:
    """The people in a text: by their id, their whole name, or a first name that only one has."""
    low = f" {named.casefold().replace(',', ' ').replace(';', ' ')} "
    for id, person in plan.people.items():
        name = person.title.casefold()
        first = name.split()[0]
        alone = sum(each.title.casefold().split()[0] == first for each in plan.people.values()) == 1
        if f" {name} " in low or f" {id} " in low or (alone and f" {first} " in low):
            yield id


def _steps(plan: Plan, log: Log, thing: Thing) -> Mapping[str, Located]:
    """Where each step of the log stands in the plan; of several places that of what was tried."""
    known = by_digest(plan)
    found: dict[str, Located] = {}
    for id in {step.id for step in log.steps} | {entry.step for entry in log.entries}:
        page, _, key = id.rpartition("-")
        if key.isdigit() and len(key) < 4:  # the second of two steps with the same words
            page, _, key = page.rpartition("-")
        places = known.get(key, ())
        own = [place for place in places if place.thing == thing.id]
        there = [
            place for place in places if address(plan.things[place.thing]).page.replace("/", "-") == page
        ]
        if len(places) == 1 or own or len(there) == 1:
            found[id] = (own or there or [*places])[0]
    return found


def _took(log: Log, steps: Mapping[str, Located]) -> Iterator[tuple[Located, timedelta]]:
    """From the tick before it to its own, the last time that it was ticked.

    While somebody was stuck at another step, they did not work on this one.
    """
    before: datetime | None = log.started if log.drill else None
    stuck: dict[str, datetime] = {}
    for entry in log.lines:
        if entry.kind == "stuck":
            stuck[entry.step] = entry.at
        if entry.kind not in ("start", "done", "undone", "turn", "ran"):
            continue
        elsewhere = (at for step, at in stuck.items() if step != entry.step)
        gap = entry.at - max((before, *elsewhere)) if before else None
        if entry.kind == "done" and entry.step in steps and gap and timedelta() < gap <= LONGEST:
            yield steps[entry.step], gap
        before, stuck = entry.at, {}
