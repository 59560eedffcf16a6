"""What may happen, and the two halves of the answer: keep serving, and restore."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from outlast.languages import Sentence
from outlast.model.base import Model, Thing, public, team
from outlast.model.scalars import Duration
from outlast.model.shorthand import Many, ShortId
from outlast.model.steps import Steps
from outlast.model.value import DecisionRef, DoerRef, MessageRef, NodeRef, PersonRef, Text, Word

PHASES = ("first-hour", "first-day", "first-week", "until-over", "stand-down")
"""The phases of a half, in order of time."""


class Invocation(Model):
    """Who may say that this is it, and when."""

    by: Many[PersonRef] = public(min_length=1)
    """Who decides; any one of them."""
    when: Text = public()
    """When to decide it."""


class Lost(Model):
    """What is gone."""

    what: NodeRef = public()
    """The thing that is gone."""
    for_: Duration | None = public(None, alias="for")
    """How long; left out: until it is restored."""


class Half(Model):
    """One half of the answer, in the phases that it needs."""

    first_hour: Steps = public((), alias="first-hour")
    """What cannot wait."""
    first_day: Steps = public((), alias="first-day")
    """What is done before the first day ends."""
    first_week: Steps = public((), alias="first-week")
    """What is done in the days after."""
    until_over: Steps = public((), alias="until-over")
    """What goes on as long as it lasts."""
    stand_down: Steps = public((), alias="stand-down")
    """How to go back to the usual way."""

    def phase(self, name: str) -> Steps:
        """The steps of one of the PHASES."""
        found: Steps = getattr(self, name.replace("-", "_"))
        return found


class Notice(Model):
    """Somebody who must be told."""

    who: Word = public()
    """Who is told: `customers`, `the data protection authority`."""
    message: MessageRef | None = public(None)
    """What they are told."""
    by: DoerRef | None = public(None)
    """Who tells them."""
    deputy: DoerRef | None = public(None)
    """Who tells them when that one cannot."""
    within: Duration | None = public(None)
    """How soon."""
    every: Duration | None = public(None)
    """How often they are told again, as long as it lasts."""
    counted_from: Word | None = public(None)
    """From when the time counts; left out: from the start."""
    only_if: Text | None = public(None)
    """In which case."""
    approved_by: DoerRef | None = public(None)
    """Who must agree to the words first."""


class Variant(Model):
    """The same thing, but shorter, longer or at a worse time."""

    name: Word = public()
    """What this one is called."""
    when: Text = public()
    """How you know that it is this one."""
    lost: Many[Annotated[Lost, ShortId("what")]] = public(())
    """What is gone in it, instead."""
    do: Text | None = public(None)
    """What is different."""


class Scenario(Thing):
    """Something that may happen."""

    collection: ClassVar[str] = "scenarios"
    one: ClassVar[Sentence] = Sentence("a scenario")

    icon: Literal["bed", "shop", "key", "money", "box", "fire", "globe", "person", "question"] = public(
        "question"
    )
    """The picture on its card."""
    likely: Literal["high", "medium", "low"] = public("medium")
    """How likely it is; the likeliest stand first."""
    signs: Many[Text] = public(())
    """How you know that this is it."""
    invoke: Invocation | None = public(None)
    """Who may say so, and when."""
    lost: Many[Annotated[Lost, ShortId("what")]] = public(())
    """What is gone."""
    noticed_after: Duration | None = public(None)
    """How long it goes on before anybody notices, such as `8h` at night. Nobody is asked for help before."""
    serve: Half = public(default_factory=Half)
    """Business continuity: how customers are served and bills are paid meanwhile."""
    restore: Half = public(default_factory=Half)
    """Disaster recovery: how what is broken comes back."""
    decisions: Many[DecisionRef] = public(())
    """Decision tables that are needed in it."""
    variants: Many[Variant] = public(())
    """Ways in which it may be shorter, longer or worse."""
    tell: Many[Notice] = public(())
    """Who must be told."""
    not_affected: Many[Text] = public(())
    """What goes on as always."""
    never: Many[Text] = public(())
    """What must not be done."""
    evidence: Many[Text] = public(())
    """What to keep: for the insurer, the bank, the police."""
    over_when: Text | None = public(None)
    """How you know that it is over."""
    hand_back: Many[Text] = team(())
    """What to hand back to whoever returns: promises made, money spent, access used."""
