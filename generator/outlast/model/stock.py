"""Goods that run down and are bought again."""

from __future__ import annotations

from typing import ClassVar

from outlast.languages import Sentence
from outlast.model.base import Model, Thing, public, team
from outlast.model.scalars import Duration, Share
from outlast.model.shorthand import Many
from outlast.model.value import DoerRef, FunctionRef, LocationRef, Text


class Refill(Model):
    """How a store is filled again."""

    at: Duration | None = public(None)
    """At how much cover left it must be ordered."""
    by: Many[DoerRef] = team(())
    """Who orders, best first."""
    from_: DoerRef | None = team(None, alias="from")
    """Who delivers."""
    lead_time: Duration | None = public(None)
    """How long from order to shelf."""
    notes: Text | None = public(None)
    """What else to know when ordering."""


class Stock(Thing):
    """Goods that run down and are bought again."""

    collection: ClassVar[str] = "stock"
    one: ClassVar[Sentence] = Sentence("a stock")

    cover: Duration | None = public(None)
    """How long it lasts when full."""
    refill: Refill | None = public(None)
    """How it is filled again."""
    feeds: Many[FunctionRef] = public(())
    """What stops when it is empty."""
    share: Share | None = public(None)
    """How much of what it feeds hangs on it, where that goes on in part without. Left out: all of it."""
    kept_in: LocationRef | None = team(None)
    """Where it lies."""
