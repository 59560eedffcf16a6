"""Whom the shop buys from and pays."""

from __future__ import annotations

from typing import Annotated, ClassVar

from outlast.languages import Sentence
from outlast.model.base import Edition, Model, Thing, full, public, team
from outlast.model.people import Schedule, Ways
from outlast.model.scalars import AccountId, BankAccount, ContactName, Day, Duration, Iban, Money, Target
from outlast.model.shorthand import Many, Short
from outlast.model.steps import Steps
from outlast.model.value import DoerRef, Name, SupplierRef, Text, Word


class Contact(Model):
    """Somebody at the supplier's."""

    name: ContactName = team()
    """Their name, or what their desk is called."""
    role: Word | None = team(None)
    """What they do there: `order desk`."""
    reach: Ways = team(())
    """How to reach them, best way first."""


class Closure(Model):
    """Days on which they are closed, first and last included."""

    from_: Day = team(alias="from")
    """The first day."""
    to: Day = team()
    """The last day."""
    why: Word | None = team(None)
    """Why: `summer holidays`."""


class Alternative(Model):
    """Another who could deliver."""

    who: SupplierRef | None = team(None)
    """A supplier of this plan."""
    name: Name | None = team(None)
    """A firm that is not in this plan yet."""
    lead_time: Duration | None = team(None)
    """How long they take from order to delivery."""
    notes: Text | None = team(None)
    """What differs from the usual one."""


class Payment(Model):
    """How they are paid."""

    by: DoerRef | None = team(None)
    """Who pays."""
    with_: Word | None = full(None, alias="with")
    """From which account or card."""
    iban: Iban | None = full(None)
    """Their account, to compare with the one on an invoice: `BE71 0961 2345 6769`."""
    account: BankAccount | None = full(None)
    """The same without an IBAN: `sort code 20-00-00, account 12345678`; or `BSB`, `routing`, `IFSC`."""
    due: Word | None = team(None)
    """When: `30 days after the invoice`."""
    steps: Steps = team(())
    """How it is done, where the way differs from the usual."""


class Supplier(Thing):
    """A firm that delivers goods or services."""

    collection: ClassVar[str] = "suppliers"
    one: ClassVar[Sentence] = Sentence("a supplier")
    identity: ClassVar[Edition] = Edition.TEAM

    name: Name = team()
    """What people call it."""
    provides: Many[Word] = public(())
    """What comes from them."""
    contacts: Many[Annotated[Contact, Short("name")]] = team(())
    """Whom to speak to, first one first."""
    customer_number: AccountId | None = full(None)
    """What they ask for."""
    hours: Schedule = team(())
    """When they answer."""
    closures: Many[Closure] = team(())
    """When they are closed."""
    lead_time: Duration | None = team(None)
    """How long from order to delivery."""
    minimum_order: Money | None = team(None)
    """The least they deliver."""
    payment: Payment | None = team(None)
    """How they are paid."""
    alternatives: Many[Alternative] = team(())
    """Who else could deliver."""
    rto: Target | None = team(None)
    """By when they promise to deliver again after a trouble of their own."""
