"""How much that is not public stands in an edition: what becomes known if everybody reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from outlast.model import Edition, Plan
from outlast.model.people import Person
from outlast.model.scalars import (
    AccountId,
    BankAccount,
    ContactName,
    Email,
    Iban,
    Limit,
    Loss,
    Money,
    PersonName,
    Phone,
    Pointer,
)
from outlast.redact.plan import names_in, placed


class Kind(NamedTuple):
    """What one of these values is called, and several of them."""

    one: str
    several: str


_KINDS: Mapping[type, Kind] = {
    PersonName: (_PEOPLE := Kind("person by name", "people by name")),
    ContactName: _PEOPLE,
    Phone: Kind("telephone number", "telephone numbers"),
    Email: Kind("mail address", "mail addresses"),
    Pointer: Kind("place where a secret is kept", "places where secrets are kept"),
    Limit: Kind("limit on what somebody may do", "limits on what people may do"),
    AccountId: (_ACCOUNTS := Kind("account number", "account numbers")),
    Iban: _ACCOUNTS,
    BankAccount: _ACCOUNTS,
    Money: (_AMOUNTS := Kind("amount of money", "amounts of money")),
    Loss: _AMOUNTS,
}


def exposed(plan: Plan, edition: Edition) -> Mapping[Kind, int]:
    """How many values of each kind this edition shows and `public` does not; kinds without any are left out.

    A limit or an amount counts wherever it stands, any other value once, and somebody with two names once.
    """
    names = names_in(plan, edition)
    found: dict[Kind, set[object]] = {kind: set() for kind in _KINDS.values()}
    for thing in (plan.business, *(plan.thing(id) for id in names)):
        for seen in placed(thing):
            kind = _KINDS.get(type(seen.value))
            if kind and seen.edition is not Edition.PUBLIC and edition.shows(seen.edition):
                if isinstance(seen.value, PersonName):
                    if seen.value.islower() and not isinstance(thing, Person):
                        continue  # a desk of another firm: `orders`
                    value: object = (id(thing), seen.path[:-1])
                elif isinstance(seen.value, Limit | Money | Loss):
                    value = (id(thing), seen.path)
                else:
                    value = str(seen.value)
                found[kind].add(value)
    return {kind: len(values) for kind, values in found.items() if values}
