"""Disaster recovery: what runs the shop, who gets in, and how it comes back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from outlast.languages import Sentence
from outlast.model.base import Model, Thing, full, public, team
from outlast.model.needs import Needs
from outlast.model.people import Schedule, Ways
from outlast.model.scalars import (
    AccountId,
    Count,
    Day,
    Duration,
    Flag,
    Money,
    Pointer,
    RoleName,
    Target,
    Url,
    VendorId,
)
from outlast.model.shorthand import Many, Short, ShortId
from outlast.model.steps import Steps
from outlast.model.value import (
    DoerRef,
    FactorRef,
    KeeperRef,
    Text,
    Word,
)


class Login(Model):
    """Where the secret is kept; never the secret."""

    kept_in: KeeperRef = full()
    """The password manager, the safe."""
    at: Pointer | None = full(None)
    """Where in there: `Shop › Stripe`."""


class Access(Model):
    """Somebody's way in."""

    who: DoerRef = team()
    """Who."""
    as_: RoleName | None = team(None, alias="as")
    """In which role."""
    second_factor: Many[FactorRef] = team(())
    """The device, key or vault that the code comes from; any one of several. A vault must let them in too."""
    login: Annotated[Login | None, ShortId("kept_in")] = full(None)
    """Where their own password is kept; left out: where `login` of the system says."""
    starts_in: Duration | None = team(None)
    """How long until the way in is open."""
    until: Day | None = team(None)
    """When it ends."""
    confirmed: Flag = team(Flag(True))
    """Whether somebody has tried it. `no` is a proposal: it counts as no way in."""


class Backup(Model):
    """A copy of data that can be brought back."""

    what: Word = public()
    """What is in it."""
    how: Text | None = public(None)
    """How it is made."""
    every: Duration | None = public(None)
    """How often."""
    kept_for: Duration | None = public(None)
    """How long each copy is kept before it is overwritten."""
    where: Word | None = full(None)
    """Where it lies."""
    by: DoerRef | None = team(None)
    """Who makes it, when it is not made by itself."""
    tested: Day | None = team(None)
    """When somebody last brought it back for a test."""
    took: Duration | None = team(None)
    """How long that took."""
    confirmed: Flag = public(Flag(True))
    """Whether it is made. `no` is a proposal: it counts as no backup."""


class Symptom(Model):
    """What one sees, what it means, what to do."""

    see: Word = public()
    """What one sees: `The bar is red`."""
    means: Word = public()
    """What that means."""
    do: Text = public()
    """What to do then."""


class Restore(Model):
    """How it comes back."""

    by: Many[DoerRef] = public(())
    """Who can bring it back, best first."""
    needs: Needs = public(())
    """What it takes only to come back."""
    takes: Duration | None = public(None)
    """How long it takes, hands on."""
    priority: Count | None = public(None)
    """Which comes first when hands are few; 1 is first."""
    steps: Steps = public(())
    """How it is done."""


class Support(Model):
    """Who helps, at the vendor's."""

    reach: Ways = team(())
    """How to reach them."""
    hours: Schedule = public(())
    """When they answer."""
    status_page: Url | None = public(None)
    """Where they say that they are down."""
    account: AccountId | None = full(None)
    """What they ask for: a customer number."""
    notes: Text | None = public(None)
    """What to know before calling."""


class Bill(Model):
    """What keeps it switched on."""

    amount: Money | None = full(None)
    """What it costs each time."""
    every: Duration | None = team(None)
    """How often it is paid."""
    paid_with: Word | None = full(None)
    """The card or account it is paid from."""
    if_unpaid: Text | None = public(None)
    """What happens when it is not paid, and when."""


@dataclass(frozen=True)
class _Rate(Short):
    """A bill in a text: `29 EUR a month`."""

    def spelled_out(self, raw: Any, annotation: Any) -> Any:
        by = r"(.*\d.*?)\s*(?:/|\b(?:per|an?|each|every)\b)\s*(\w+)|(.*\d.*?) (\w+ly)"
        match = re.fullmatch(by, raw) if isinstance(raw, str) and len(raw) < 100 else None
        if not match:
            return super().spelled_out(raw, annotation)
        return {"amount": match[1] or match[3], "every": f"1 {match[2]}" if match[2] else match[4]}


class System(Thing):
    """Software, an account or a service that the shop runs on."""

    collection: ClassVar[str] = "systems"
    one: ClassVar[Sentence] = Sentence("a system")

    vendor: VendorId | None = public(None)
    """Its entry in the catalogue, which says what this plan leaves out."""
    url: Url | None = team(None)
    """Where to sign in."""
    symptoms: Many[Symptom] = public(())
    """What one sees when it is broken."""
    needs: Needs = public(())
    """What it takes to run."""
    coasts: Duration | None = public(None)
    """How long it goes on without a need that does not say so itself."""
    roles: Many[RoleName] = team(())
    """Roles in it, weakest first."""
    stand_in_role: RoleName | None = public(None)
    """The weakest role that lets a stand-in do the usual work."""
    access: Many[Annotated[Access, ShortId("who")]] = team(())
    """Who gets in."""
    owner_only: Many[Word] = public(())
    """What only its owner can do."""
    if_owner_gone: Text | None = public(None)
    """The vendor's own way when its owner is ill or has died."""
    lockout: Steps = public(())
    """The way back in when the second factor is lost."""
    login: Annotated[Login | None, ShortId("kept_in")] = full(None)
    """Where the password is kept."""
    rto: Target | None = public(None)
    """By when it is promised back (recovery time objective)."""
    rpo: Target | None = public(None)
    """How much data may be lost (recovery point objective)."""
    backups: Many[Annotated[Backup, Short("what")]] = public(())
    """Copies of its data."""
    exports: Many[Text] = public(())
    """What can be exported from it, and how."""
    not_restored: Many[Text] = public(())
    """What the vendor does not bring back."""
    restore: Restore | None = public(None)
    """How it comes back."""
    support: Annotated[Support | None, Short("reach")] = public(None)
    """Who helps, at the vendor's."""
    bill: Annotated[Bill | None, _Rate("amount")] = public(None)
    """What keeps it switched on."""
    mistakes: Many[Text] = public(())
    """Mistakes that others have made with it."""
    unverified: Text | None = public(None)
    """What is said here and was not tried or confirmed."""
