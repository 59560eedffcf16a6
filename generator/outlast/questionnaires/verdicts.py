"""Whether something is proven: of each thing that a question is about, and of all of them together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from outlast.analysis import Facts
from outlast.analysis.drills import DrillResult, last_drills
from outlast.analysis.sign_ins import HOLDS
from outlast.catalogue import Category
from outlast.catalogue.situation import Situation, situation
from outlast.languages import mark
from outlast.model import Plan, Thing
from outlast.site import Address


class Verdict(StrEnum):
    """The answer to a question."""

    YES = "yes"
    IN_PART = "in part"
    NO = "no"
    UNSAID = "unsaid"

    @property
    def worth(self) -> int:
        """How much of a yes it is."""
        return {Verdict.YES: 2, Verdict.IN_PART: 1}.get(self, 0)


def together(verdicts: Iterable[Verdict]) -> Verdict:
    """The answer where all of it is asked for: a yes only if each is one. Of nothing, nothing is said."""
    found = set(verdicts)
    if len(found) == 1:
        return found.pop()
    if found <= {Verdict.NO, Verdict.UNSAID}:
        return Verdict.NO if found else Verdict.UNSAID
    return Verdict.IN_PART


@dataclass(frozen=True)
class Item:
    """What the plan shows of one thing that a question is about."""

    thing: str
    """Its id; empty for the business itself."""
    verdict: Verdict
    why: str = ""
    """A marked sentence with `{things}`: what is missing. Empty where nothing is."""
    day: date | None = None
    """When it was last tested, tried or read."""


def best(items: Iterable[Item]) -> Item:
    """The item that proves most: where one of several ways is enough. A no is said before a gap."""
    return max(items, key=lambda item: (item.verdict.worth, item.verdict is Verdict.NO, item.day or date.min))


@dataclass(frozen=True)
class Proof:
    """One thing that must be proven."""

    told: str
    """A marked sentence with `{proven}` and `{total}`."""
    where: Address
    items: tuple[Item, ...]
    write: str
    """What would say it in the plan, in one line of YAML; `THING` stands for the id of what lacks it."""
    needed: bool = True
    """Whether it must be proven; else only what speaks against it counts."""

    @property
    def verdict(self) -> Verdict:
        """Of all that it is about."""
        return together(item.verdict for item in self.items)


@dataclass(frozen=True)
class Known:
    """The whole plan, and what follows from it."""

    plan: Plan
    facts: Facts
    steps: str = ""
    """The id of the steps that a question asks for."""

    @cached_property
    def situation(self) -> Situation:
        return situation(self.plan)

    def systems(self, category: Category, *words: str) -> frozenset[str]:
        """What the shop uses for something: by the catalogue, or by a word that people search for."""
        found = self.situation.systems.get(category, ())
        also = (each.id for each in self.plan.systems.values() if set(words) & called(each))
        return frozenset((*found, *also))

    def recent(self, day: date) -> bool:
        """Whether something on that day still proves anything: it has happened, and within the last year."""
        return day <= self.facts.as_of <= day + HOLDS

    def tried(self, id: str, untried: Verdict = Verdict.IN_PART) -> Item:
        """What the last drill of a thing proves.

        Args:
            untried: what it is worth if there was no drill.
        """
        drill = last_drills(self.plan, self.facts.drills).get(id)
        if drill is None:
            return Item(id, untried, NEVER_TRIED)
        day, result, due = drill.on.date, self.facts.drills[drill.id], self.facts.drills_due.get(id)
        if result is DrillResult.FAILED:
            return Item(id, Verdict.NO, FAILED, day)
        if result is DrillResult.TOO_SLOW:
            return Item(id, Verdict.IN_PART, TOO_SLOW, day)
        if result is not DrillResult.WORKED:
            return Item(id, Verdict.IN_PART, TRIED_IN_PART, day)
        if not self.recent(day) or (due and due < self.facts.as_of):
            return Item(id, Verdict.IN_PART, TRIED_LONG_AGO, day)
        return Item(id, Verdict.YES, day=day)

    def read(self, thing: Thing) -> Item:
        """Whether somebody has read a thing again, and found it true."""
        due = self.facts.review_due.get(thing.id)
        day = thing.reviewed.date if thing.reviewed else None
        if thing.doubt:
            return Item(thing.id, Verdict.IN_PART, DOUBTED, day)
        if day is None or day > self.facts.as_of:
            return Item(thing.id, Verdict.IN_PART, NEVER_READ)
        if due is None:
            return Item(thing.id, Verdict.IN_PART, NO_RHYTHM, day)
        if due < self.facts.as_of:
            return Item(thing.id, Verdict.IN_PART, READ_LONG_AGO, day)
        return Item(thing.id, Verdict.YES, day=day)


def called(thing: Thing) -> frozenset[str]:
    """The id of a thing, and the words that people search for, written like ids."""
    return frozenset((thing.id, *("-".join(word.casefold().split()) for word in thing.also)))


NEVER_TRIED = mark("Nobody has tested these: {things}.")
FAILED = mark("The last test of these failed: {things}.")
TOO_SLOW = mark("These took longer than promised in the last test: {things}.")
TRIED_IN_PART = mark("These worked only in part, or were changed after the last test: {things}.")
TRIED_LONG_AGO = mark("The last test of these is too long ago: {things}.")
DOUBTED = mark("Somebody doubts what the plan says of these: {things}.")
NEVER_READ = mark("Nobody has checked what the plan says of these: {things}.")
NO_RHYTHM = mark("The plan does not say how often somebody must check these: {things}.")
READ_LONG_AGO = mark("Somebody must check again what the plan says of these: {things}.")
