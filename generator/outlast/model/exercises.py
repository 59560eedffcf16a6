"""Drills: what was tried, by whom, and what came out of it."""

from __future__ import annotations

from typing import ClassVar, Literal

from outlast.languages import Sentence
from outlast.model.base import Edition, Model, Thing, full, team
from outlast.model.scalars import Day, Duration, Flag
from outlast.model.shorthand import Many
from outlast.model.value import DrillRef, Name, PersonRef, Text, Word


class Action(Model):
    """Something to be mended after a drill."""

    do: Text = team()
    """What."""
    owner: PersonRef | None = team(None)
    """Who does it."""
    due: Day | None = team(None)
    """By when."""
    done: Day | None = team(None)
    """When it was done."""


class Exercise(Thing):
    """One drill that was held."""

    collection: ClassVar[str] = "exercises"
    one: ClassVar[Sentence] = Sentence("an exercise")
    identity: ClassVar[Edition] = Edition.TEAM

    name: Word = team()
    """What people call it."""
    of: DrillRef = team()
    """The function, system, scenario, procedure, call tree or emergency access that was tried."""
    type: Literal["steps", "table-top", "calls", "restore"] | None = team(None)
    """How it was tried: its steps, a story at a table, a call chain, or data brought back."""
    again: Duration | None = team(None)
    """How long after it the same is tried again. After a failure it is due at once."""
    real: Flag = team(Flag(False))
    """Whether it was no drill: it really happened."""
    on: Day = team()
    """When."""
    by: Many[PersonRef] = team(min_length=1)
    """Who did it."""
    cold: Flag = team(Flag(False))
    """Whether they had never done it before."""
    took: Duration | None = team(None)
    """How long it took."""
    result: Literal["worked", "worked in part", "failed"] = team()
    """What came out."""
    tried: Name | None = full(None)
    """A key of the steps as they were then, written by `outlast learn`: it tells when they were changed."""
    findings: Many[Text] = team(())
    """What was learned."""
    actions: Many[Action] = team(())
    """What is to be mended."""
