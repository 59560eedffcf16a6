"""Drills: what was tried, by whom, and what came out of it."""

from __future__ import annotations

from typing import ClassVar, Literal

from outlast.model.base import Edition, Model, Thing, team
from outlast.model.scalars import Day, Duration, Flag
from outlast.model.shorthand import Many
from outlast.model.value import DrillRef, PersonRef, Text, Word


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
    one: ClassVar[str] = "an exercise"
    identity: ClassVar[Edition] = Edition.TEAM

    name: Word = team()
    """What people call it."""
    of: DrillRef = team()
    """The function, system or scenario that was tried."""
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
    findings: Many[Text] = team(())
    """What was learned."""
    actions: Many[Action] = team(())
    """What is to be mended."""
