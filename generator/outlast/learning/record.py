"""The record of a drill or of an incident, as an entry of `exercises`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from outlast.analysis.step_keys import steps_key
from outlast.languages import mark, say
from outlast.learning.lesson import Lesson, minutes
from outlast.model import Plan, Thing
from outlast.model.call_trees import CallTree
from outlast.model.exercises import Exercise
from outlast.model.prose import literal
from outlast.source.scalar import scalar

WIDTH = 90
TYPES = {
    "cold": "steps",
    "practice": "steps",
    "table-top": "table-top",
    "calls": "calls",
    "restore": "restore",
}
"""The type of a record, by the way of a drill."""
NAMES = {
    "cold": mark("First try: {title}"),
    "practice": mark("Drill: {title}"),
    "table-top": mark("Table-top drill: {title}"),
    "calls": mark("Call drill: {title}"),
    "restore": mark("Restore drill: {title}"),
    "": mark("It happened: {title}"),
}
"""What a record is called, by the way of a drill; without one it is no drill."""


@dataclass(frozen=True)
class Added:
    """A thing that the plan does not have."""

    collection: str
    id: str
    text: str


def record(lesson: Lesson) -> Added | None:
    """What came of it, in the words of the log; None where the plan has it already."""
    plan, log, thing = lesson.plan, lesson.log, lesson.thing
    id = f"{thing.id}-{log.started:%Y-%m-%d-%H%M%S}"
    if id in plan.things:
        return None
    way = log.drill.way if log.drill else ""
    values = {
        "name": scalar(_named(NAMES[way], thing.title)),
        "of": thing.id,
        "real": "" if way else "yes",
        "on": str(lesson.day),
        "by": f"[{', '.join(lesson.by)}]",
        "type": TYPES.get(way, ""),
        "again": _again(lesson),
        "cold": "yes" if way == "cold" else "",
        "took": as_duration(minutes(log.lasted)),
        "result": lesson.result,
        "tried": _tried(plan, thing) if way not in ("", "table-top") else "",
    }
    lines = [*_lines(id, values)]
    if findings := list(_findings(lesson)):
        lines += ["  findings:", *(f"    - {scalar(each)}" for each in findings)]
    if actions := list(_actions(lesson)):
        lines.append("  actions:")
        for do in actions:
            lines.append(f"    - do: {scalar(do)}")
            if thing.owner:
                lines.append(f"      owner: {thing.owner}")
    return Added("exercises", id, "".join(f"{line}\n" for line in lines))


def held_again(plan: Plan, last: Exercise, day: date, by: tuple[str, ...]) -> Added:
    """A drill that worked once more, as somebody says: what the one before it was, on another day."""
    thing = plan.things[str(last.of)]
    id = f"{thing.id}-{day}"
    values = {
        "name": scalar(str(last.name)),
        "of": thing.id,
        "on": str(day),
        "by": f"[{', '.join(map(scalar, by))}]",
        "type": last.type or "",
        "again": str(last.again or ""),
        "result": "worked",
        "tried": _tried(plan, thing) if last.type != "table-top" else "",
    }
    return Added("exercises", id, "".join(f"{line}\n" for line in _lines(id, values)))


def as_duration(minutes: int) -> str:
    """`35m`, `1h 25m`, `3h`, `4d 2h`."""
    hours, rest = divmod(minutes, 60)
    days, hours = divmod(hours, 24) if hours > 48 else (0, hours)
    parts = (
        f"{days}d" if days else "",
        f"{hours}h" if hours else "",
        f"{rest}m" if rest and not days else "",
    )
    return " ".join(filter(None, parts)) or "1m"


def cut(text: str, most: int = WIDTH) -> str:
    """The text, or its beginning."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _named(name: str, title: str) -> str:
    """What the record of a thing is called; the thing itself may be called so, as *Restore drill: till*."""
    before = re.escape(say(name, title="").rstrip(" :"))
    return title if re.match(rf"{before}\b", title, re.IGNORECASE) else say(name, title=title)


def _lines(id: str, values: Mapping[str, str]) -> Iterator[str]:
    yield f"{id}:"
    yield from (f"  {key}: {value}" for key, value in values.items() if value)


def _tried(plan: Plan, thing: Thing) -> str:
    key = steps_key(plan, thing)
    return scalar(key) if key else ""


def _again(lesson: Lesson) -> str:
    """How often it is tried, as the drill before it says."""
    before = [each for each in lesson.plan.exercises.values() if each.of == lesson.thing.id and each.again]
    return str(max(before, key=lambda each: each.on).again) if before else ""


def _findings(lesson: Lesson) -> Iterator[str]:
    for stuck in lesson.stuck:
        asked = literal(cut(stuck.asked))
        if lesson.log.drill and lesson.log.drill.way == "table-top":
            where = say("Nobody knew “{question}”.", question=asked)
        else:
            where = say("Stuck at “{step}”.", step=asked)
        yield f"{where} {literal(stuck.entry.text)}" if stuck.entry.text != stuck.asked else where
    for missed in lesson.missed:
        told = say("{person} could not be reached.", person=f"{{{missed.who}}}")
        yield f"{told} {literal(missed.entry.text)}".rstrip()
    if isinstance(lesson.thing, CallTree):
        called = [step for step in lesson.log.steps if step.id.startswith("call-")]
        answered = sum(step.id in lesson.log.ticked for step in called)
        yield say("{number} of {count} answered in person.", number=answered, count=len(called))
    for note in lesson.log.said("note"):
        yield literal(note.text)
    if lesson.gone:
        yield say("Steps in the log that are not in the plan any more: {count}.", count=len(lesson.gone))


def _actions(lesson: Lesson) -> Iterator[str]:
    table = lesson.log.drill is not None and lesson.log.drill.way == "table-top"
    for stuck in lesson.stuck:
        asked = literal(cut(stuck.asked))
        if table:
            yield say("Write into the plan: “{question}”", question=asked)
        else:
            yield say("Say more at the step “{step}”", step=asked)
    for who in dict.fromkeys(each.who for each in lesson.missed):
        yield say("Check how {person} is reached.", person=f"{{{who}}}")
