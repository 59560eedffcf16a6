"""Sealed ways in, for when the usual one is gone."""

from __future__ import annotations

from typing import ClassVar

from outlast.languages import Sentence
from outlast.model.base import Edition, Model, Thing, full
from outlast.model.people import Schedule
from outlast.model.scalars import Day, Duration, Flag, Pointer, RoleName
from outlast.model.shorthand import Many
from outlast.model.steps import Steps
from outlast.model.value import LocationRef, PersonRef, SystemRef, Word


class RouteTest(Model):
    """Somebody tried whether the route opens a system."""

    system: SystemRef = full()
    """Which system."""
    on: Day = full()
    """When."""
    worked: Flag = full()
    """Whether it opened; a failed test is as good as no route."""


class Opening(Model):
    """A system that the route opens."""

    system: SystemRef = full()
    """Which system."""
    as_: RoleName | None = full(None, alias="as")
    """In which role."""
    account: PersonRef | None = full(None)
    """Whose own account it is, where whoever opens it signs in as that person."""


class BreakGlass(Thing):
    """A sealed envelope, a recovery contact, a second admin that nobody uses."""

    collection: ClassVar[str] = "break_glass"
    one: ClassVar[Sentence] = Sentence("a way of emergency access")
    identity: ClassVar[Edition] = Edition.FULL

    name: Word = full()
    """What people call it."""
    holders: Many[PersonRef] = full(min_length=1)
    """Who may open it; any one of them."""
    kept_in: LocationRef | None = full(None)
    """Where it lies."""
    at: Pointer | None = full(None)
    """Where in there."""
    delay: Duration | None = full(None)
    """How long from asking until it is open."""
    hours: Schedule = full(())
    """When it can be opened."""
    opens: Many[Opening] = full(min_length=1)
    """What it opens."""
    tests: Many[RouteTest] = full(())
    """When somebody tried it, system by system."""
    steps: Steps = full(())
    """How it is opened, and how it is sealed again."""
