"""Who calls whom, and what happens when nobody answers."""

from __future__ import annotations

from typing import Annotated, ClassVar

from outlast.languages import Sentence
from outlast.model.base import Edition, Model, Thing, team
from outlast.model.scalars import Duration
from outlast.model.shorthand import Many, ShortId
from outlast.model.value import DoerRef, MessageRef, PersonRef, Text, Word


class Called(Model):
    """Somebody who is called, and what to say to them."""

    who: DoerRef = team()
    """The person or the supplier."""
    message: MessageRef | None = team(None)
    """What to say to this one, where it differs from the message of the call tree."""


class Branching(Model):
    """One caller, and those whom they call."""

    who: PersonRef = team()
    """Who calls."""
    calls: Many[Annotated[Called, ShortId("who")]] = team(min_length=1)
    """Whom they call, in order."""

    @property
    def called(self) -> tuple[str, ...]:
        """The ids of those whom they call, in order."""
        return tuple(str(each.who) for each in self.calls)


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

    def words(self, called: Called) -> MessageRef | None:
        """What to say to somebody who is called."""
        return called.message or self.message

    @property
    def messages(self) -> tuple[str, ...]:
        """Everything that its callers say, each once."""
        said = (self.words(called) for branch in self.calls for called in branch.calls)
        return tuple(dict.fromkeys(str(each) for each in (self.message, *said) if each))
