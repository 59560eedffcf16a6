"""What is due for somebody to look at, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.drills import last_drills
from outlast.analysis.freshness import RECORDS, endings, late_actions, old_tests
from outlast.analysis.whatif.answer import Answer
from outlast.languages import say, say_count
from outlast.model import COLLECTIONS, Plan
from outlast.model.exercises import Exercise
from outlast.reasons import plain
from outlast.source import KeyPath

FIRST = 5
"""So many are asked at a time: what ten minutes are enough for."""
SOON = timedelta(days=30)
"""What falls due before the next month's review is asked in this one."""


_ACTED_ON = frozenset({"procedures", "decisions"})
"""What a function that names it is done with."""


class Reason(StrEnum):
    """Why somebody must look; of two that protect as much, the one that stands first here comes first."""

    DOUBT = "doubt"
    ACTION = "action"
    EXPIRED = "expired"
    TEST = "test"
    DRILL = "drill"
    LATE = "late"
    NEVER = "never"
    SOON = "soon"


@dataclass(frozen=True)
class Due:
    """One thing to look at."""

    reason: Reason
    subject: str
    field: KeyPath
    """Where the answer goes, in the thing."""
    sentence: str
    """What to look at and why, without markup."""
    ask: str
    """The question that is answered with yes or no."""
    day: date | None
    """By when it was, or is, to be done."""
    lost: Fraction
    """What three weeks without it cost, or the dearest function that needs it."""
    stopped: int
    """How many functions cannot do without it."""
    opens: str = ""
    """The system that emergency access is to be tried for."""
    drill: Exercise | None = None
    """The last drill, where it is to be held again."""

    @property
    def renewed(self) -> bool:
        """Whether a yes needs the day until which it is valid now."""
        return self.field[-1] in ("expires", "until")

    @property
    def rank(self) -> tuple[bool, Fraction, int, int, date, str]:
        order = list(Reason).index(self.reason)
        return (
            self.reason is Reason.SOON,
            -self.lost,
            -self.stopped,
            order,
            self.day or date.min,
            self.subject,
        )


def due(plan: Plan, facts: Facts) -> tuple[Due, ...]:
    """All that is due on the day of the facts, the most protective first."""
    weights = _weights(plan, facts)
    kinds = (_readings, _actions, _endings, _tests, _drills)
    return tuple(sorted((each for kind in kinds for each in kind(plan, facts, weights)), key=_rank))


def _rank(each: Due) -> tuple[bool, Fraction, int, int, date, str]:
    return each.rank


def _readings(plan: Plan, facts: Facts, weights: Mapping[str, _Weight]) -> Iterator[Due]:
    for id, thing in plan.things.items():
        day, read = facts.review_due.get(id), thing.reviewed
        if thing.doubt and thing.collection not in RECORDS:
            reason = Reason.DOUBT
            why = say("You wrote: {doubt}", doubt=_ended(plain(plan, thing.doubt)))
        elif day and read and _near(day, read.date, facts.as_of):
            reason = Reason.LATE if day < facts.as_of else Reason.SOON
            why = say("It was last read on {day}.", day=words.day(read.date))
        elif id in facts.review_due and day is None:
            reason, why = Reason.NEVER, say("Nobody has read it yet.")
        else:
            continue
        weight, kind = weights[id], COLLECTIONS[thing.collection].one.told()
        told = [say("Read again: {thing}, {kind}.", thing=thing.title, kind=kind), why]
        if weight.stopped:
            told.append(
                say_count(
                    "{count} task cannot go on without it.",
                    "{count} tasks cannot go on without it.",
                    weight.stopped,
                )
            )
        yield Due(
            reason,
            id,
            ("reviewed",),
            " ".join(filter(None, told)),
            say("Is it right now?") if reason is Reason.DOUBT else say("Is all of it still true?"),
            day,
            weight.lost,
            weight.stopped,
        )


def _actions(plan: Plan, facts: Facts, weights: Mapping[str, _Weight]) -> Iterator[Due]:
    for drill, number, day in late_actions(plan, facts.as_of):
        action, weight = drill.actions[number], weights[str(drill.of)]
        values = {"day": words.day(day), "drill": drill.title, "act": _ended(plain(plan, action.do))}
        if action.owner:
            who = plain(plan, f"{{{action.owner}}}")
            told = say("{person} was to do this by {day}, after {drill}: {act}", person=who, **values)
        else:
            told = say("Somebody was to do this by {day}, after {drill}: {act}", **values)
        yield Due(
            Reason.ACTION,
            drill.id,
            ("actions", number, "done"),
            told,
            say("Is it done?"),
            day,
            weight.lost,
            weight.stopped,
        )


def _endings(plan: Plan, facts: Facts, weights: Mapping[str, _Weight]) -> Iterator[Due]:
    for ending in endings(plan):
        if ending.on > facts.as_of + SOON:
            continue
        over, weight = ending.on < facts.as_of, weights[ending.thing]
        values = {"thing": plan.things[ending.thing].title, "day": words.day(ending.on)}
        if ending.who:
            values["person"] = plan.things[ending.who].title
            told = (
                say("The access of {person} to {thing} expired on {day}.", **values)
                if over
                else say("The access of {person} to {thing} expires on {day}.", **values)
            )
        elif over:
            told = say("{thing} expired on {day}.", **values)
        else:
            told = say("{thing} expires on {day}.", **values)
        yield Due(
            Reason.EXPIRED if over else Reason.SOON,
            ending.thing,
            ending.field,
            told,
            say("Is it renewed?"),
            ending.on,
            weight.lost,
            weight.stopped,
        )


def _tests(plan: Plan, facts: Facts, weights: Mapping[str, _Weight]) -> Iterator[Due]:
    for test in old_tests(plan, facts.as_of):
        weight, opens = weights[test.thing], test.system if test.thing in plan.break_glass else ""
        values = {"thing": plan.things[test.thing].title, "day": words.day(test.on)}
        if opens:
            system = plan.things[opens].title
            told = say("Try {thing} again for {system}. It last opened on {day}.", system=system, **values)
            ask = say("Did it open?")
        else:
            told = say(
                "Restore a backup of {thing} again ({what}). The last test was on {day}.",
                what=test.what,
                **values,
            )
            ask = say("Did it come back?")
        yield Due(
            Reason.TEST,
            test.thing,
            ("tests",) if opens else test.field,
            told,
            ask,
            test.due,
            weight.lost,
            weight.stopped,
            opens,
        )


def _drills(plan: Plan, facts: Facts, weights: Mapping[str, _Weight]) -> Iterator[Due]:
    last = last_drills(plan, facts.drills)
    for id, day in facts.drills_due.items():
        drill, weight = last[id], weights[id]
        held = drill.on.date
        if not _near(day, held, facts.as_of):
            continue
        values = {"thing": plan.things[id].title, "day": words.day(held), "command": f"outlast drill {id}"}
        if day > held:
            told = say("Hold the drill of {thing} again: {command}. The last one was on {day}.", **values)
        else:
            told = say(
                "Hold the drill of {thing} again: {command}. The last one, on {day}, failed, or the steps "
                "were changed since then.",
                **values,
            )
        yield Due(
            Reason.SOON if day >= facts.as_of and day > held else Reason.DRILL,
            id,
            ("reviewed",),
            told,
            say("Was it held again, and did it work?"),
            day,
            weight.lost,
            weight.stopped,
            drill=drill,
        )


def _near(day: date, last: date, as_of: date) -> bool:
    """Whether it is due, or soon. What was just done is not, however often it is due."""
    return day <= as_of + min(SOON, (day - last) / 2)


def _ended(text: str) -> str:
    """The text of a plan with a full stop."""
    return text.rstrip(".") + "."


@dataclass(frozen=True)
class _Weight:
    lost: Fraction = Fraction(0)
    stopped: int = 0


def _weights(plan: Plan, facts: Facts) -> Mapping[str, _Weight]:
    """How much each thing protects: by what is lost without it, then by the functions that need it."""
    outlook = facts.outlook
    asked: dict[str, Answer] = {**outlook.without, **outlook.scenarios}
    own = {id: answer.cost + answer.tail for id, answer in asked.items()}
    for answer in asked.values():
        for id, function in answer.functions.items():
            own[id] = max(own.get(id, Fraction(0)), function.cost + function.tail)
    found = {}
    for id in plan.things:
        stopped = [user for user in facts.needs.stopped(id) if user in plan.functions]
        named = facts.referrers.get(id, ()) if plan.things[id].collection in _ACTED_ON else ()
        near = [*stopped, *(user for user in named if user in plan.functions)]
        lost = own.get(id) if id in own else max((own.get(user, Fraction(0)) for user in near), default=None)
        found[id] = _Weight(lost or Fraction(0), len(stopped))
    return found
