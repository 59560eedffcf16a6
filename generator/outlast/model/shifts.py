"""Hours that must be staffed."""

from __future__ import annotations

from typing import ClassVar

from outlast.languages import Sentence
from outlast.model.base import Thing, public, team
from outlast.model.people import Schedule
from outlast.model.scalars import Count, Day, Duration, Share
from outlast.model.shorthand import Many
from outlast.model.value import FunctionRef, PersonRef, Term


class Shift(Thing):
    """Hours in which enough people with the right skills must be there."""

    collection: ClassVar[str] = "shifts"
    one: ClassVar[Sentence] = Sentence("a shift")

    hours: Schedule = public(min_length=1)
    """When."""
    staff: Many[PersonRef] = team(())
    """Who works in it, best first."""
    minimum: Count = public(Count(1))
    """How many must be there."""
    skills: Many[Term] = team(())
    """What somebody among them must be able to do."""
    serves: Many[FunctionRef] = public(())
    """What is done in it."""
    capacity: Share | None = team(None)
    """How much gets done with the least number."""
    priority: Count | None = team(None)
    """Which shift is filled first when people are few; 1 is first."""
    rest: Duration | None = team(None)
    """How long somebody rests between two shifts."""
    suspended_from: Day | None = team(None)
    """From which day it is not staffed."""
    suspended_until: Day | None = team(None)
    """Until which day, that one included."""
