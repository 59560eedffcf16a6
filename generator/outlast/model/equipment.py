"""Things that lie somewhere or go with somebody."""

from __future__ import annotations

from typing import ClassVar

from outlast.languages import Sentence
from outlast.model.base import Edition, Thing, full, team
from outlast.model.needs import Needs
from outlast.model.scalars import Count, Duration, Flag, Target
from outlast.model.shorthand import Many
from outlast.model.value import LocationRef, PersonRef, Text, Word


class Equipment(Thing):
    """A phone, a laptop, a key, a secret on paper: something that lies somewhere or goes with somebody."""

    collection: ClassVar[str] = "equipment"
    one: ClassVar[Sentence] = Sentence("a piece of equipment")
    identity: ClassVar[Edition] = Edition.TEAM

    name: Word = team()
    """What people call it."""
    needs: Needs = team(())
    """What it takes to work: the account that a telephone number hangs on."""
    rto: Target | None = team(None)
    """After how long it is back when it is lost (recovery time objective)."""
    held_by: Many[PersonRef] = team(())
    """Who carries it; any one of them."""
    stays: Flag = team(Flag(False))
    """Whether it stays where it is when its holder is away."""
    kept_in: LocationRef | None = full(None)
    """Where it lies."""
    at: Word | None = full(None)
    """Where in there."""
    fetch: Duration | None = team(None)
    """How long it takes to get it."""
    spares: Count | None = team(None)
    """How many more there are."""
    replace: Text | None = team(None)
    """How to go on when it is gone."""
