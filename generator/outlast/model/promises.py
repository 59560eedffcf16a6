"""What the plan promises to withstand."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import model_validator

from outlast.languages import Sentence
from outlast.model.base import Edition, Model, Thing, full, team
from outlast.model.scalars import Day, Duration, Money
from outlast.model.shorthand import Many
from outlast.model.value import FunctionRef, NodeRef, PersonRef, ScenarioRef, Word, wrong


class Disruption(Model):
    """What is supposed to happen."""

    away: Many[PersonRef] = team(())
    """Who is away."""
    out: Many[NodeRef] = team(())
    """What is gone."""
    scenario: ScenarioRef | None = team(None)
    """Or everything that a scenario takes."""
    for_: Duration | None = team(None, alias="for")
    """How long."""
    from_: Day | None = team(None, alias="from")
    """From which day."""

    @model_validator(mode="after")
    def _hits_something(self) -> Disruption:
        if not self.away and not self.out and self.scenario is None:
            raise wrong(
                "missing-key",
                Sentence("a promise says what happens"),
                Sentence("give it `away`, `out` or `scenario`"),
            )
        return self


class Promise(Thing):
    """An assertion: when this happens, that keeps going."""

    collection: ClassVar[str] = "promises"
    one: ClassVar[Sentence] = Sentence("a promise")
    identity: ClassVar[Edition] = Edition.TEAM

    name: Word = team()
    """What people call it."""
    when: Disruption = team()
    """What happens."""
    keep: Many[FunctionRef] = team(min_length=1)
    """What keeps going."""
    within: Literal["mtpd", "rto"] = team("mtpd")
    """How long it may stop at most: no longer than its own MTPD, or its own RTO."""
    costs_under: Money | None = full(None)
    """What it may cost at most."""
