"""Where the shop works and keeps its things."""

from __future__ import annotations

from typing import ClassVar

from outlast.languages import Sentence
from outlast.model.base import Edition, Model, Thing, full, team
from outlast.model.scalars import Duration, PostalAddress
from outlast.model.shorthand import Many
from outlast.model.value import DoerRef, LocationRef, Text, Word


class Key(Model):
    """Somebody who can open the door."""

    who: DoerRef = full()
    """Who has a key."""
    note: Word | None = full(None)
    """What to know about it: `knows the alarm code`."""


class Fallback(Model):
    """Where to work instead."""

    to: LocationRef | None = team(None)
    """Another location of this plan."""
    name: Word | None = team(None)
    """A place that is not in this plan."""
    ready_in: Duration | None = team(None)
    """How soon one can work there."""
    notes: Text | None = team(None)
    """What to know about working there."""


class Pack(Model):
    """The emergency pack: what one grabs."""

    at: Word = full()
    """Where it stands."""
    contains: Many[Word] = full(())
    """What is in it."""


class Location(Thing):
    """A stockroom, an office, a home where work is done."""

    collection: ClassVar[str] = "locations"
    one: ClassVar[Sentence] = Sentence("a location")
    identity: ClassVar[Edition] = Edition.TEAM

    name: Word = team()
    """What people call it."""
    address: PostalAddress | None = team(None)
    """Where it is."""
    keys: Many[Key] = full(())
    """Who has keys."""
    fallback: Many[Fallback] = team(())
    """Where to work instead, best first."""
    pack: Pack | None = full(None)
    """The emergency pack."""
    landlord: Text | None = team(None)
    """Whom to tell when something is wrong with it."""
