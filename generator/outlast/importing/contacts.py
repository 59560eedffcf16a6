"""People and suppliers from the cards of an address book: those that the plan does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pydantic_core import PydanticCustomError

from outlast.importing import phones
from outlast.importing.cards import Card
from outlast.importing.outcome import LeftOut, Outcome, Proposal
from outlast.importing.pieces import LONGEST_NAME, Ids, line, name_of, piece, remark
from outlast.importing.tables import folded
from outlast.model import Plan, Thing, visit
from outlast.model.people import Person
from outlast.model.scalars import Email, PersonName, Phone
from outlast.model.suppliers import Supplier
from outlast.model.value import Setting

BLANK = "TBD"
"""What stands for a role until the owner writes it; the rule `unfilled` reports it."""
_MOST = 6
"""Ways to reach somebody; more would be a list and no help."""


def contacts(cards: Iterable[Card], plan: Plan, setting: Setting, choice: str) -> Outcome:
    """What a plan may get of these cards.

    Args:
        choice: `person` or `supplier`: what all of them are. Empty: a card with a firm and no name of a
            person is a supplier.
    """
    known = _Known.of(plan)
    usable: list[_Contact] = []
    left: list[LeftOut] = []
    for card in cards:
        contact = _Contact.of(card, setting)
        if why := contact.wrong or known.has(contact):
            left.append(LeftOut(card.shown[:LONGEST_NAME], card.place, why))
        else:
            usable.append(contact)
    firms = {folded(each.firm) for each in usable if each.is_firm(choice)}
    people = _together(each for each in usable if folded(each.firm or each.name) not in firms)
    suppliers = [each for each in usable if folded(each.firm or each.name) in firms]
    ids = Ids(plan.things)
    return Outcome(
        (
            *(_person(contact, ids) for contact in people),
            *(_supplier(group, ids) for group in _by_firm(suppliers)),
        ),
        tuple(left),
    )


@dataclass(frozen=True)
class _Contact:
    """A card with what it says made ready for a plan."""

    card: Card
    name: str
    """Of the person; empty where the card is of a firm only."""
    firm: str
    numbers: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    wrong: str = ""

    @classmethod
    def of(cls, card: Card, setting: Setting) -> _Contact:
        firm = name_of(card.organisation)
        name = name_of(card.full)
        if folded(name) == folded(firm) or (card.is_firm and not card.given):
            name, firm = "", firm or name
        read = [phones.number(text, setting) for text in card.phones]
        mails = [mail for text in card.mails if (mail := _mail(text))]
        wrong = card.wrong
        if not wrong and not (name or firm):
            wrong = "it has no name"
        if not wrong and max(len(name), len(firm)) > LONGEST_NAME:
            wrong = "its name is too long to be one"
        return cls(
            card,
            name,
            firm,
            tuple(dict.fromkeys(number for number, _ in read if number)),
            tuple(dict.fromkeys(mails)),
            tuple(dict.fromkeys(note for _, note in read if note)),
            wrong,
        )

    def is_firm(self, choice: str) -> bool:
        if choice:
            return choice == "supplier"
        return self.card.is_firm or bool(self.firm and not (self.name and self.card.given))

    @property
    def reach(self) -> list[str]:
        """The ways to reach them, each a line of a list."""
        ways = [*(("phone", one) for one in self.numbers), *(("email", one) for one in self.mails)]
        return [f"- {line(channel, address)}" for channel, address in ways[:_MOST]]


@dataclass(frozen=True)
class _Known:
    """What a plan says of people and firms, each with the words for who it is."""

    names: dict[str, str] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    """Names of people of one word, who may be anybody of this name."""
    firms: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    """Numbers, by what `phones.alike` makes of them, and mail addresses."""

    @classmethod
    def of(cls, plan: Plan) -> _Known:
        known = cls()
        for thing in (*plan.people.values(), *plan.suppliers.values()):
            known._add(thing)
        return known

    def _add(self, thing: Thing) -> None:
        who = f"{thing.title} ({thing.id})"
        for seen in visit(thing):
            if isinstance(seen.value, Phone):
                self.addresses.setdefault(phones.alike(seen.value), who)
            elif isinstance(seen.value, Email):
                self.addresses.setdefault(seen.value.casefold(), who)
            elif isinstance(seen.value, PersonName):
                name = folded(seen.value)
                (self.names if " " in name else self.given).setdefault(name, who)
        if isinstance(thing, Person) and thing.name:
            self.names.setdefault(folded(thing.name), who)
        if isinstance(thing, Supplier):
            self.firms.setdefault(folded(thing.name), who)

    def has(self, contact: _Contact) -> str:
        """Why the plan needs no contact of this kind; empty where it does."""
        name, firm = folded(contact.name), folded(contact.firm)
        if who := self.names.get(name) or (not name and self.firms.get(firm)):
            return f"the plan has {who}{self._lacks(contact)}"
        for address in (*map(phones.alike, contact.numbers), *map(str.casefold, contact.mails)):
            if who := self.addresses.get(address):
                return f"the plan has its number or address, at {who}{self._lacks(contact)}"
        if who := self.given.get(name.partition(" ")[0]):
            return f"the plan has {who}, who may be the same person"
        if who := self.firms.get(firm):
            return f"the plan has the firm, {who}: add the person there under `contacts`"
        return ""

    def _lacks(self, contact: _Contact) -> str:
        new = [one for one in contact.numbers if phones.alike(one) not in self.addresses]
        new += [one for one in contact.mails if one.casefold() not in self.addresses]
        return f", but not {', '.join(new[:_MOST])}" if new else ""


def _mail(text: str) -> str:
    try:
        return str(Email.parse(text))
    except PydanticCustomError:
        return ""


def _together(contacts: Iterable[_Contact]) -> list[_Contact]:
    """The contacts with all cards of one person as one."""
    merged: dict[str, _Contact] = {}
    for contact in contacts:
        key = folded(contact.name or contact.firm) or contact.name or contact.firm
        merged[key] = _joined(merged[key], contact) if key in merged else contact
    return [*merged.values()]


def _joined(first: _Contact, second: _Contact) -> _Contact:
    alike = {phones.alike(number) for number in first.numbers}
    numbers = (number for number in second.numbers if phones.alike(number) not in alike)
    mails = dict.fromkeys((*first.mails, *second.mails))
    twice = f"{second.card.place} has the same name: both are taken together"
    notes = dict.fromkeys((*first.notes, *second.notes, twice))
    return replace(first, numbers=(*first.numbers, *numbers), mails=tuple(mails), notes=tuple(notes))


def _by_firm(contacts: Iterable[_Contact]) -> Iterator[list[_Contact]]:
    groups: dict[str, list[_Contact]] = {}
    for contact in contacts:
        groups.setdefault(folded(contact.firm or contact.name), []).append(contact)
    yield from groups.values()


def _person(contact: _Contact, ids: Ids) -> Proposal:
    name = contact.name or contact.firm
    told = ", ".join(part for part in map(name_of, (contact.card.title, contact.firm)) if part)
    lines = [line("name", name), line("role", BLANK, "what they do here")]
    if told and contact.name:
        lines.append(remark(f"The address book says: {told}"))
    lines += _reach(contact)
    lines += [remark(f"Check: {note}") for note in contact.notes]
    notes = (*((f"{contact.firm}",) if contact.firm and contact.name else ()), *contact.notes)
    return Proposal(piece(Person.collection, ids.new(name, "person"), lines), name, contact.card.place, notes)


def _supplier(group: Sequence[_Contact], ids: Ids) -> Proposal:
    name = group[0].firm or group[0].name
    lines = [line("name", name), "# provides: [what comes from them]"]
    lines += ["contacts:"]
    for contact in _together(group):
        title = name_of(contact.card.title)
        lines.append(f"  - {line('name', contact.name or contact.firm)}")
        lines += [f"    {line('role', title)}"] if title and len(title) <= LONGEST_NAME else []
        lines += [f"    {each}" for each in _reach(contact)]
        lines += [f"    {remark(f'Check: {note}')}" for note in contact.notes]
    notes = tuple(dict.fromkeys(note for contact in group for note in contact.notes))
    place = ", ".join(contact.card.place for contact in group[:3]) + (", …" if len(group) > 3 else "")
    return Proposal(piece(Supplier.collection, ids.new(name, "supplier"), lines), name, place, notes)


def _reach(contact: _Contact) -> list[str]:
    ways = contact.reach
    return ["reach:", *(f"  {way}" for way in ways)] if ways else [remark("No way to reach them is known.")]
