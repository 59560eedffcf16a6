"""Who calls whom, and what happens when nobody answers."""

from __future__ import annotations

from typing import ClassVar

from outlast.languages import Sentence
from outlast.model.base import Edition, Model, Thing, team
from outlast.model.scalars import Duration
from outlast.model.shorthand import Many
from outlast.model.value import DoerRef, MessageRef, PersonRef, Text, Word


class Branching(Model):
    """One caller, and those whom they call."""

    who: PersonRef = team()
    """Who calls."""
    calls: Many[DoerRef] = team(min_length=1)
    """Whom they call, in order."""


class CallTree(Thing):
    """A chain of calls that reaches everybody."""

    collection: ClassVar[str] = "call_trees"
    one: ClassVar[Sentence] = Sentence("a call tree")
    identity: ClassVar[Edition] = Edition.TEAM

    name: Word = team()
    """What people call it."""
    starts: PersonRef = team()
    """Who makes the first call."""
    calls: Many[Branching] = team(min_length=1)
    """Who calls whom."""
    wait: Duration | None = team(None)
    """How long to wait for an answer before going on."""
    if_nobody: Text | None = team(None)
    """What to do when somebody does not answer."""
    message: MessageRef | None = team(None)
    """What to say."""
    leaves_out: Many[PersonRef] = team(())
    """Who is left out on purpose."""
