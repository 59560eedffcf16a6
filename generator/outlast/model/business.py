"""The shop itself."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from outlast.languages import Sentence
from outlast.model.base import Model, Question, full, public, team
from outlast.model.people import Schedule
from outlast.model.scalars import (
    Country,
    Currency,
    Duration,
    Factor,
    Flag,
    Language,
    Loss,
    Money,
    Timezone,
    Url,
    YearDay,
)
from outlast.model.shorthand import Many, Short
from outlast.model.suppliers import Closure
from outlast.model.value import DoerRef, Name, PersonRef, Text, Word

FORMAT = "1"
"""The version of the plan language that this program reads."""


class Copy(Model):
    """A copy of this runbook that somebody keeps."""

    who: DoerRef | None = team(None)
    """Who has it."""
    where: Word = team()
    """Where it lies: `blue USB stick in the stockroom safe`."""
    language: Language | None = team(None)
    """In which language."""
    opened_by: Many[DoerRef] = team(())
    """Who can open it, where it is encrypted or locked away: who knows the passphrase or has the key."""


class Crisis(Model):
    """Who has which part when something has happened, in the order of succession."""

    leads: Many[PersonRef] = public(())
    """Who leads: the first who can be reached."""
    writes: Many[PersonRef] = public(())
    """Who keeps the log, so that whoever leads need not."""
    speaks: Many[PersonRef] = public(())
    """Who may speak for the business to customers and the authorities; nobody else does."""


class Season(Model):
    """A stretch of the year in which more is sold, first and last day included."""

    name: Word = full()
    """What it is called: `Christmas`."""
    from_: YearDay = full(alias="from")
    """Its first day."""
    to: YearDay = full()
    """Its last day."""
    factor: Factor = full()
    """How many times the usual."""


class ChangesCost(Model):
    """What it costs to make a change, by its kind: for the cheapest set of changes."""

    deputy: Money | None = full(None)
    """To train somebody for a task."""
    second_doer: Money | None = full(None)
    """To have somebody else for a duty."""
    limit: Money | None = full(None)
    """To let somebody go further."""
    access: Money | None = full(None)
    """To let somebody into a system: another seat."""
    confirm: Money | None = full(None)
    """To try whether somebody gets in."""
    spare: Money | None = full(None)
    """To have a second device."""
    test: Money | None = full(None)
    """To try a sealed way in."""
    source: Money | None = full(None)
    """To have another source of money."""
    alternative: Money | None = full(None)
    """To have another supplier, or another place."""


class Business(Model):
    """The shop: its name, its clock, its money."""

    collection: ClassVar[str] = "business"
    one: ClassVar[Sentence] = Sentence("the business")

    format: Literal["1"] = public()
    """The version of the plan language: `1`."""
    name: Name = public()
    """What customers call it."""
    about: Text | None = public(None)
    """What it sells, and to whom."""
    website: Url | None = public(None)
    """Where customers find it."""
    country: Country | None = public(None)
    """Where it is at home, as an ISO code: `GB`. Telephone numbers without a `+` are of this country."""
    timezone: Timezone = public()
    """The clock that dates and hours follow."""
    currency: Currency = public()
    """The currency of amounts that name none."""
    languages: Many[Language] = public(())
    """Languages of its customers, the most used first. A copy is made in the first that Outlast speaks."""
    revenue: Loss | None = full(None)
    """What it takes in: `610 EUR per day`."""
    seasons: Many[Season] = full(())
    """When more is sold than usual."""
    rates: dict[Currency, Factor] = full({})
    """What one unit of another currency is worth in the business's own."""
    opening_hours: Schedule = public(())
    """When customers can expect an answer."""
    closed: Many[Closure] = team(())
    """Days on which nobody works here: public holidays, the weeks between the years."""
    review_every: Duration | None = team(None)
    """How often each part of the plan must be read again, where it does not say so itself."""
    trusted_for: Duration | None = public(None)
    """How long a copy of this runbook may be trusted: 90 days if nothing is said here, half a year at most.
    For every day of that time the pages say what is due, what may wait and what stops."""
    copies: Many[Annotated[Copy, Short("where")]] = team(())
    """Where copies of this runbook are kept."""
    changes_cost: ChangesCost | None = full(None)
    """What changes cost, by their kind: `outlast fixes` finds the cheapest set."""
    own_accounts: Flag = public(Flag(False))
    """Whether nobody may sign in as somebody else, through break-glass neither."""
    believe_drills: Flag = team(Flag(False))
    """Whether drills win over the plan in the what-if: times as measured, and who failed does not count."""
    crisis: Crisis | None = public(None)
    """Who leads, who writes and who speaks when something has happened."""
    never: Many[Text] = public(())
    """What a stand-in must never do, whatever happened."""
    questions: Many[Question] = public(())
    """Questions that people ask about the shop as a whole, with answers."""
