"""Changes of the plan that a log speaks for, each with its reason in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from outlast.analysis.step_keys import Located, step_at, steps_key
from outlast.learning.lesson import Lesson, Missed, minutes
from outlast.load import Origins
from outlast.model.call_trees import CallTree
from outlast.model.people import Person
from outlast.model.prose import literal
from outlast.model.systems import System
from outlast.reasons import plain
from outlast.source import KeyPath
from outlast.writing import Change, Contents, Unwritable, add, scalar, set_key

FACTOR = 1.5
"""A time is proposed where it was so many times longer or shorter than the plan says."""
LEAST = timedelta(minutes=2)
"""A difference that is worth a change."""
WIDTH = 90
TYPES = {
    "cold": "steps",
    "practice": "steps",
    "table-top": "table-top",
    "calls": "calls",
    "restore": "restore",
}
"""The type of a record, by the way of a drill."""


@dataclass(frozen=True)
class Added:
    """A thing that the plan does not have."""

    collection: str
    id: str
    text: str


@dataclass(frozen=True)
class Edited:
    """A key of something that the plan has."""

    subject: str
    path: KeyPath
    """As the model has it."""
    key: str
    text: str
    """The value, in YAML."""
    alone: str = ""
    """What a text alone stands for there."""


@dataclass(frozen=True)
class Proposal:
    """One change, and why."""

    why: str
    """A plain sentence."""
    change: Added | Edited


def proposals(lesson: Lesson) -> tuple[Proposal, ...]:
    """What the plan should say now, the record first."""
    return (
        *_record(lesson),
        *_whole(lesson),
        *_times(lesson),
        *_gaps(lesson),
        *_numbers(lesson),
    )


def made(contents: Contents, prefix: str, origins: Origins, proposal: Proposal) -> Change:
    """The proposal as a change of the files. Raises Unwritable where it must be made by hand.

    Args:
        prefix: what stands before the paths of `contents` in those of `origins`.
    """
    change = proposal.change
    if isinstance(change, Added):
        return add(contents, [change])
    entry = origins.entries[change.subject]
    path = entry.document.path.removeprefix(f"{prefix}/")
    keys = (*entry.path, *entry.typed(change.path))
    try:
        return set_key(contents, path, keys, change.key, change.text, change.alone)
    except KeyError:
        raise Unwritable(
            f"{path} does not say {change.key} where it was looked for. Add it by hand."
        ) from None


def _record(lesson: Lesson) -> Iterator[Proposal]:
    """The drill or the incident as an entry of `exercises`."""
    plan, log, thing = lesson.plan, lesson.log, lesson.thing
    id = f"{thing.id}-{log.started:%Y-%m-%d-%H%M%S}"
    if id in plan.things:
        return
    way = {"cold": "First try", "practice": "Drill", "table-top": "Table-top", "calls": "Call drill"}
    name = way.get(log.drill.way, "Restore drill") if log.drill else "It happened"
    key = steps_key(plan, thing)
    lines = [
        f"{id}:",
        f"  name: {scalar(f'{name}: {thing.title}')}",
        f"  of: {thing.id}",
        *(["  real: yes"] if log.drill is None else []),
        f"  on: {lesson.day}",
        f"  by: [{', '.join(lesson.by)}]",
        *([f"  type: {TYPES[log.drill.way]}"] if log.drill else []),
        *([f"  again: {again}"] if (again := _again(lesson)) else []),
        *(["  cold: yes"] if log.drill and log.drill.way == "cold" else []),
        f"  took: {_length(minutes(log.lasted))}",
        f"  result: {lesson.result}",
        *([f"  tried: {scalar(key)}"] if key and log.drill and log.drill.way != "table-top" else []),
    ]
    if findings := list(_findings(lesson)):
        lines += ["  findings:", *(f"    - {scalar(each)}" for each in findings)]
    if actions := list(_actions(lesson)):
        lines.append("  actions:")
        for do in actions:
            lines.append(f"    - do: {scalar(do)}")
            if thing.owner:
                lines.append(f"      owner: {thing.owner}")
    text = "".join(f"{line}\n" for line in lines)
    what = "drill" if log.drill else "incident"
    yield Proposal(f"Keep a record of this {what}.", Added("exercises", id, text))


def _again(lesson: Lesson) -> str:
    """How often it is tried, as the drill before it says."""
    before = [each for each in lesson.plan.exercises.values() if each.of == lesson.thing.id and each.again]
    return str(max(before, key=lambda each: each.on).again) if before else ""


def _findings(lesson: Lesson) -> Iterator[str]:
    for stuck in lesson.stuck:
        knew = "Nobody knew" if lesson.log.drill and lesson.log.drill.way == "table-top" else "Stuck at"
        told = f" {literal(stuck.entry.text)}" if stuck.entry.text != stuck.asked else ""
        yield f"{knew} “{literal(_cut(stuck.asked))}”.{told}"
    for missed in lesson.missed:
        yield f"{{{missed.who}}} could not be reached. {literal(missed.entry.text)}".rstrip()
    if isinstance(lesson.thing, CallTree):
        called = [step for step in lesson.log.steps if step.id.startswith("call-")]
        yield f"{sum(step.id in lesson.log.ticked for step in called)} of {len(called)} answered in person."
    for note in lesson.log.said("note"):
        yield literal(note.text)
    if lesson.gone:
        yield f"{len(lesson.gone)} of the steps in the log are not in the plan any more."


def _actions(lesson: Lesson) -> Iterator[str]:
    table = lesson.log.drill is not None and lesson.log.drill.way == "table-top"
    for stuck in lesson.stuck:
        asked = literal(_cut(stuck.asked))
        yield f"Write into the plan: “{asked}”" if table else f"Say more at the step “{asked}”"
    for who in dict.fromkeys(each.who for each in lesson.missed):
        yield f"Check how {{{who}}} is reached."


def _whole(lesson: Lesson) -> Iterator[Proposal]:
    """How long it takes to bring a system back, and when its copy was last brought back."""
    thing, log = lesson.thing, lesson.log
    if not isinstance(thing, System) or lesson.result != "worked" or log.drill is None:
        return
    took = minutes(log.lasted)
    said = thing.restore.takes if thing.restore else None
    if thing.restore and _differs(log.lasted, said.length if said else None):
        before = f", and the plan says {said}" if said else ""
        yield Proposal(
            f"To bring {thing.title} back took {_length(took)}{before}.",
            Edited(thing.id, ("restore",), "takes", _length(took)),
        )
    if log.drill.way == "restore" and thing.backups:
        yield Proposal(
            f"The copy “{thing.backups[0].what}” was brought back.",
            Edited(thing.id, ("backups", 0), "tested", str(lesson.day), "what"),
        )
        yield Proposal(
            f"That took {_length(took)}.", Edited(thing.id, ("backups", 0), "took", _length(took), "what")
        )


def _times(lesson: Lesson) -> Iterator[Proposal]:
    """Real minutes of steps."""
    for place, took in lesson.took.items():
        said = step_at(lesson.plan, place).takes
        if _differs(took, said.length if said else None):
            before = f"the plan says {said}" if said else "the plan does not say how long"
            yield Proposal(
                f"{_step(lesson, place)} took {_length(minutes(took))}; {before}.",
                Edited(place.thing, place.path, "takes", _length(minutes(took)), "do"),
            )


def _gaps(lesson: Lesson) -> Iterator[Proposal]:
    """Steps that somebody could not do."""
    seen: set[Located] = set()
    for stuck in lesson.stuck:
        place = stuck.step
        if place is None or place in seen:
            continue
        seen.add(place)
        step = step_at(lesson.plan, place)
        if step.novice and lesson.log.drill and lesson.log.drill.way == "cold":
            yield Proposal(
                f"{_step(lesson, place)} stopped somebody new to it. The plan says that a novice can do it.",
                Edited(place.thing, place.path, "novice", "no", "do"),
            )
        if step.unverified is None:
            told = f": {literal(stuck.entry.text)}" if stuck.entry.text != stuck.asked else ""
            text = f"Somebody was stuck here on {lesson.day}{told}"
            yield Proposal(
                f"{_step(lesson, place)} needs more words. Until then its page says that somebody was stuck.",
                Edited(place.thing, place.path, "unverified", scalar(text), "do"),
            )


def _numbers(lesson: Lesson) -> Iterator[Proposal]:
    """Contacts that failed."""
    for missed in {each.who: each for each in lesson.missed}.values():
        yield from _number(lesson, missed)


def _number(lesson: Lesson, missed: Missed) -> Iterator[Proposal]:
    thing = lesson.plan.things[missed.who]
    ways = thing.reach if isinstance(thing, Person) else ()
    number = next((at for at, way in enumerate(ways) if way.channel == "phone"), None)
    if number is None:
        return
    note = f"no answer on {lesson.day}"
    known = ways[number].note
    if known and note in known:
        return
    text = f"{known}; {note}" if known else f"{note}; check it"
    yield Proposal(
        f"{thing.title} did not answer the telephone. The number gets a note until it is checked.",
        Edited(missed.who, ("reach", number), "note", scalar(text), "phone"),
    )


def _step(lesson: Lesson, place: Located) -> str:
    step = step_at(lesson.plan, place)
    number = int(place.path[-1]) + 1
    words = plain(lesson.plan, str(step.do or step.use or step.command or "the step"))
    return f"Step {number} of {lesson.plan.things[place.thing].title}, “{_cut(words, 50)}”,"


def _differs(took: timedelta, said: timedelta | None) -> bool:
    if said is None:
        return True
    longer, shorter = max(took, said), min(took, said)
    return longer - shorter >= LEAST and longer >= FACTOR * shorter


def _length(minutes: int) -> str:
    """`35m`, `1h 25m`, `3h`, `4d 2h`."""
    hours, rest = divmod(minutes, 60)
    days, hours = divmod(hours, 24) if hours > 48 else (0, hours)
    parts = (
        f"{days}d" if days else "",
        f"{hours}h" if hours else "",
        f"{rest}m" if rest and not days else "",
    )
    return " ".join(filter(None, parts)) or "1m"


def _cut(text: str, most: int = WIDTH) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
