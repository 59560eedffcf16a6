"""Changes of the plan that a log speaks for, each with its reason in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from outlast import words
from outlast.analysis.step_keys import Located, step_at
from outlast.languages import say
from outlast.learning.lesson import Lesson, Missed, minutes
from outlast.learning.record import Added, as_duration, cut, record
from outlast.load import Origins
from outlast.model.people import Person
from outlast.model.prose import literal
from outlast.model.systems import System
from outlast.reasons import plain
from outlast.source import KeyPath
from outlast.source.scalar import scalar
from outlast.writing import Change, Contents, Unwritable, add, set_key

FACTOR = 1.5
"""A time is proposed where it was so many times longer or shorter than the plan says."""
LEAST = timedelta(minutes=2)
"""A difference that is worth a change."""


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
    if added := record(lesson):
        real = lesson.log.drill is None
        why = say("Keep a record of this incident.") if real else say("Keep a record of this drill.")
        yield Proposal(why, added)


def _whole(lesson: Lesson) -> Iterator[Proposal]:
    """How long it takes to bring a system back, and when its copy was last brought back."""
    thing, log = lesson.thing, lesson.log
    if not isinstance(thing, System) or lesson.result != "worked" or log.drill is None:
        return
    took = as_duration(minutes(log.lasted))
    values = {"system": thing.title, "time": _rounded(log.lasted)}
    said = thing.restore.takes if thing.restore else None
    if thing.restore and _differs(log.lasted, said.length if said else None):
        planned = words.duration(said)
        if said:
            why = say("To restore {system} took {time}. The plan says {planned}.", planned=planned, **values)
        else:
            why = say("To restore {system} took {time}.", **values)
        yield Proposal(why, Edited(thing.id, ("restore",), "takes", took))
    if log.drill.way == "restore" and thing.backups:
        backup = plain(lesson.plan, thing.backups[0].what)
        for why, key, text in (
            (say("The backup “{backup}” was restored.", backup=backup), "tested", str(lesson.day)),
            (say("That took {time}.", time=_rounded(log.lasted)), "took", took),
        ):
            yield Proposal(why, Edited(thing.id, ("backups", 0), key, text, "what"))


def _times(lesson: Lesson) -> Iterator[Proposal]:
    """Real minutes of steps."""
    for place, took in lesson.took.items():
        said = step_at(lesson.plan, place).takes
        if _differs(took, said.length if said else None):
            values = {**_step(lesson, place), "time": _rounded(took), "planned": words.duration(said)}
            if said:
                why = say(
                    "Step {number} of {thing}, “{step}”, took {time}. The plan says {planned}.", **values
                )
            else:
                why = say(
                    "Step {number} of {thing}, “{step}”, took {time}. The plan does not say how long it "
                    "takes.",
                    **values,
                )
            change = Edited(place.thing, place.path, "takes", as_duration(minutes(took)), "do")
            yield Proposal(why, change)


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
                say(
                    "Step {number} of {thing}, “{step}”, stopped somebody who was new to it. The plan says "
                    "that it needs no experience.",
                    **_step(lesson, place),
                ),
                Edited(place.thing, place.path, "novice", "no", "do"),
            )
        if step.unverified is None:
            told = literal(stuck.entry.text) if stuck.entry.text != stuck.asked else ""
            where = say("Somebody was stuck here on {day}.", day=str(lesson.day))
            text = f"{where} {told}".rstrip()
            yield Proposal(
                say(
                    "Step {number} of {thing}, “{step}”, needs more words. Until then its page says that "
                    "somebody was stuck.",
                    **_step(lesson, place),
                ),
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
    day, known = str(lesson.day), ways[number].note
    if known and day in known:
        return
    if known:
        text = say("{note}; no answer on {day}", note=known, day=day)
    else:
        text = say("no answer on {day}; check it", day=day)
    yield Proposal(
        say(
            "{person} did not answer the telephone. The number gets a note until it is checked.",
            person=thing.title,
        ),
        Edited(missed.who, ("reach", number), "note", scalar(text), "phone"),
    )


def _step(lesson: Lesson, place: Located) -> Mapping[str, object]:
    """How a step is named in a sentence."""
    step = step_at(lesson.plan, place)
    told = plain(lesson.plan, str(step.do or step.use or step.command or "…"))
    title = lesson.plan.things[place.thing].title
    return {"number": int(place.path[-1]) + 1, "thing": title, "step": cut(told, 50)}


def _rounded(took: timedelta) -> str:
    """Whole minutes, in words."""
    return words.length(timedelta(minutes=minutes(took)))


def _differs(took: timedelta, said: timedelta | None) -> bool:
    if said is None:
        return True
    longer, shorter = max(took, said), min(took, said)
    return longer - shorter >= LEAST and longer >= FACTOR * shorter
