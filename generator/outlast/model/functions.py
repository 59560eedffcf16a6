"""Business continuity: the work that serves customers and keeps the firm lawful and solvent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import model_validator

from outlast.languages import Sentence
from outlast.model.base import Model, Thing, full, public, team
from outlast.model.needs import Needs
from outlast.model.people import Schedule
from outlast.model.scalars import Duration, Flag, Limit, Loss, Money, Share, Target
from outlast.model.shorthand import Many, Shorthand, ShortId
from outlast.model.steps import Steps
from outlast.model.value import DoerRef, MessageRef, Term, Text, wrong


class Hand(Model):
    """Somebody who can do it, on which terms."""

    who: DoerRef = public()
    """The person or the supplier."""
    up_to: Limit | None = team(None)
    """How far they go, where it differs from what they may."""
    starts_in: Duration | None = public(None)
    """How long after being asked they can begin."""
    needs: Needs = public(())
    """What this one needs beside what everybody needs."""
    fee: Money | None = full(None)
    """What it costs to call them in, once."""
    day_rate: Money | None = full(None)
    """What each day of theirs costs."""


Hands = Many[Annotated[Hand, ShortId("who")]]


class By(Model):
    """Who does it, best first; or nobody, because it runs by itself."""

    hands: Hands = public(())
    """Who does it, best first."""
    automatic: Flag = public(Flag(False))
    """Whether it runs by itself."""


@dataclass(frozen=True)
class _AsBy(Shorthand):
    """What stands after `by:` as a By: the word `automatic`, or a list of hands."""

    def spelled_out(self, raw: Any, annotation: Any) -> Any:
        if isinstance(raw, By):
            return raw
        return {"automatic": "yes"} if raw == "automatic" else {"hands": raw}


class Band(Model):
    """A range of amounts, with its share of the cases."""

    over: Money | None = team(None)
    """Above which amount; left out: from nothing."""
    up_to: Money | None = team(None)
    """Up to which amount; left out: without an end."""
    share: Share = team()
    """How many of the cases."""


class Approval(Model):
    """A range of amounts for which one prepares and another agrees."""

    over: Money | None = team(None)
    """From above which amount."""
    up_to: Money | None = team(None)
    """Up to which amount."""
    create: Needs = team(min_length=1)
    """Who prepares it, in the grammar of `needs`."""
    approve: Needs = team(min_length=1)
    """Who must agree, in the grammar of `needs`; nobody fills both places."""


class Impact(Model):
    """What the harm has grown to after a time."""

    after: Duration = public()
    """How long after the start."""
    what: Text = public()
    """What has happened by then."""


class Workaround(Model):
    """How to go on for a while when the usual way is gone."""

    do: Text | None = public(None)
    """What to do instead, in a line."""
    steps: Steps = public(())
    """What to do instead, step by step."""
    by: Hands = public(())
    """Who does it this way."""
    needs: Needs = public(())
    """What it needs instead."""
    capacity: Share | None = public(None)
    """How much of the work gets done this way."""
    at_most: Duration | None = public(None)
    """How long this can last."""

    @model_validator(mode="after")
    def _says_something(self) -> Workaround:
        if self.do is None and not self.steps:
            raise wrong(
                "missing-key", Sentence("a workaround says what to do"), Sentence("give it `do` or `steps`")
            )
        return self


class Pause(Model):
    """How to stop it on purpose, and how to take it up again."""

    steps: Steps = public(min_length=1)
    """How it is stopped."""
    undo: Text = public()
    """How it is taken up again."""


class Function(Thing):
    """Something the business does, with hands or by itself."""

    collection: ClassVar[str] = "functions"
    one: ClassVar[Sentence] = Sentence("a function")

    by: Annotated[By, _AsBy()] = public(default_factory=By)
    """Who does it, best first, or `automatic`."""
    needs: Needs = public(())
    """What it takes to do it."""
    skills: Many[Term] = public(())
    """What one must be able to do."""
    hours: Schedule = public(())
    """When it must be staffed."""
    limit: Term | None = team(None)
    """Which limit of a person bounds it: a key of `may`."""
    amounts: Many[Band] = team(())
    """How the cases spread over amounts."""
    approvals: Many[Approval] = team(())
    """Who prepares and who agrees, by amount."""
    answer_within: Duration | None = public(None)
    """How soon a case must be taken up."""
    rto: Target | None = public(None)
    """By when it is promised back (recovery time objective)."""
    mtpd: Target | None = public(None)
    """How long it may stay down before the harm is unacceptable."""
    minimum: Text | None = public(None)
    """The least service that is still acceptable (MBCO)."""
    minimum_share: Share | None = public(None)
    """How much of the work that is: a workaround that gets less done falls short of it."""
    unattended: Duration | None = public(None)
    """How long it runs on without hands."""
    only_when_due: Flag = public(Flag(False))
    """Whether it stops only when a duty that is done by it is missed."""
    loss: Loss | None = full(None)
    """What a day of standstill costs."""
    impact: Many[Impact] = public(())
    """How the harm grows."""
    steps: Steps = public(())
    """How it is done."""
    workaround: Workaround | None = public(None)
    """How to go on when the usual way is gone."""
    pause: Pause | None = public(None)
    """How to stop it on purpose."""
    messages: Many[MessageRef] = public(())
    """Messages that are sent on the way."""
    stop_when: Text | None = public(None)
    """When to stop and call somebody."""
    stop_call: Many[DoerRef] = public(())
    """Whom to call then, in order."""


def below_minimum(function: Function) -> bool:
    """Whether the workaround of a function gets less done than the least that is acceptable."""
    way, least = function.workaround, function.minimum_share
    return bool(way and way.capacity and least and way.capacity.fraction < least.fraction)
