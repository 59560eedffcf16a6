"""Duties with a date: what must be done by when, and what stops when it is not."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import model_validator

from outlast.languages import Sentence
from outlast.model.base import Thing, full, public, team
from outlast.model.functions import Hand
from outlast.model.needs import Needs
from outlast.model.recurrence import Recurrence
from outlast.model.scalars import Duration, Flag, Loss, Money, Target
from outlast.model.shorthand import Many, ShortId
from outlast.model.steps import Steps
from outlast.model.value import DutyRef, FundRef, NodeRef, ObligationRef, wrong


class Doer(Hand):
    """Somebody who does a duty: a person, a supplier, or whoever does a function."""

    who: DutyRef = public()  # type: ignore[assignment]  # wider: a function too
    """The person, the supplier, or the function whose people do it."""


class Obligation(Thing):
    """A duty that comes round, or comes once."""

    collection: ClassVar[str] = "obligations"
    one: ClassVar[Sentence] = Sentence("an obligation")

    due: Recurrence | None = team(None)
    """When it is due: a date, or `every month on 25`."""
    after: ObligationRef | None = team(None)
    """The duty that it follows, instead of a date of its own."""
    by: Many[Annotated[Doer, ShortId("who")]] = public(())
    """Who does it, best first."""
    automatic: Flag = public(Flag(False))
    """Whether it is done by itself, as a standing order is, while what it needs and its fund hold."""
    needs: Needs = public(())
    """What it takes to do it."""
    steps: Steps = public(())
    """How it is done."""
    amount: Money | None = full(None)
    """What is paid."""
    fund: FundRef | None = full(None)
    """What it is paid from."""
    grace: Duration | None = team(None)
    """How long after the day nothing happens yet."""
    stops: Many[NodeRef] = public(())
    """What fails when it is missed."""
    recovers_in: Duration | None = team(None)
    """How long after it is done late until that works again."""
    fee: Money | None = full(None)
    """What being late costs, once."""
    loss: Loss | None = full(None)
    """What each day of being late costs."""
    mtpd: Target | None = public(None)
    """How late it may be before the harm is unacceptable."""

    @model_validator(mode="after")
    def _has_a_day(self) -> Obligation:
        if (self.due is None) == (self.after is None):
            raise wrong(
                "duty-without-day",
                Sentence("a duty is due on a day, or after another duty: one of both"),
                Sentence("give it `due: every month on 25` or `after: another-duty`"),
            )
        return self

    def pays(self, creditor: str) -> bool:
        """Whether this thing is what is paid for, and stops if it is not."""
        return self.fund is not None and creditor in self.stops
