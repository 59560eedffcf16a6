"""Money that lies somewhere and is used up: an account, a card, a prepaid credit."""

from __future__ import annotations

from typing import ClassVar

from outlast.languages import Sentence
from outlast.model.base import Edition, Model, Thing, full
from outlast.model.scalars import Day, Duration, Flag, Loss, Money
from outlast.model.shorthand import Many
from outlast.model.value import DoerRef, NodeRef, Text, Word


class TopUp(Model):
    """How a fund is filled again."""

    at: Money | None = full(None)
    """At which balance."""
    amount: Money | None = full(None)
    """With how much."""
    by: Many[DoerRef] = full(())
    """Who can do it, best first."""
    lead_time: Duration | None = full(None)
    """How long until the money is there."""
    notes: Text | None = full(None)
    """What else to know when filling it."""


class Fund(Thing):
    """An account, a card, a credit that something is paid from."""

    collection: ClassVar[str] = "funds"
    one: ClassVar[Sentence] = Sentence("a fund")
    identity: ClassVar[Edition] = Edition.FULL

    name: Word = full()
    """What people call it."""
    holders: Many[DoerRef] = full(())
    """Who can use it."""
    balance: Money | None = full(None)
    """What is in it, usually."""
    burn: Loss | None = full(None)
    """What is used up: `22 EUR per day`."""
    seasonal: Flag = full(Flag(False))
    """Whether more is used up in a season, by its factor: labels for parcels are, a rent is not."""
    expires: Day | None = full(None)
    """When the card or the mandate ends."""
    refill: TopUp | None = full(None)
    """How it is filled again."""
    pays: Many[NodeRef] = full(())
    """What is paid from it."""
