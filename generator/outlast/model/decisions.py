"""Decision tables: if this, then that, with these words."""

from __future__ import annotations

from typing import ClassVar

from outlast.languages import Sentence
from outlast.model.base import Model, Thing, public
from outlast.model.shorthand import Many
from outlast.model.value import DoerRef, MessageRef, Text


class Case(Model):
    """One line of the table."""

    when: Text = public()
    """In which case."""
    then: Text = public()
    """What to do."""
    by: DoerRef | None = public(None)
    """Who does it."""
    message: MessageRef | None = public(None)
    """What is said."""


class Decision(Thing):
    """A table that decides, so that nobody has to."""

    collection: ClassVar[str] = "decisions"
    one: ClassVar[Sentence] = Sentence("a decision table")

    asks: Text = public()
    """The question that it answers."""
    cases: Many[Case] = public(min_length=1)
    """The cases; the first that fits counts."""
    otherwise: Text | None = public(None)
    """What to do when none fits."""
