"""Everybody who can be reached: people, suppliers, those who help at a vendor, those who take a claim."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from outlast import words
from outlast.languages import say
from outlast.model import Plan
from outlast.model.base import Attachment
from outlast.model.people import Reach
from outlast.source import is_picture

_PHOTO = re.compile(r"\b(?:photo|portrait)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Contact:
    """Somebody with a way to reach them."""

    key: str
    """Stays the same from copy to copy: `people/maya`, `suppliers/glassworks/1`."""
    name: str
    role: str
    organisation: str
    reach: tuple[Reach, ...]
    """Best way first."""
    latin_name: str = ""
    hours: str = ""
    languages: str = ""
    person: bool = False
    """Whether it is one of the shop's people, not a desk somewhere."""
    photo: str = ""
    """The attached picture of this person, by its path in the plan."""
    title: str = ""
    """What a telephone shows when they ring: no two contacts have the same."""


def contacts(plan: Plan) -> tuple[Contact, ...]:
    """In the order of the plan; who cannot be reached is left out."""
    found = (*_people(plan), *_suppliers(plan), *_support(plan), *_claims(plan))
    return _told_apart(tuple(contact for contact in found if contact.reach))


def _told_apart(contacts: tuple[Contact, ...]) -> tuple[Contact, ...]:
    """The contacts with their titles: the firm first, and what it is for where names are the same."""
    titles = [_title(contact) for contact in contacts]
    for more in (_role, _number):
        often = Counter(title.casefold() for title in titles)
        turns: Counter[str] = Counter()
        for place, title in enumerate(titles):
            if often[title.casefold()] > 1:
                turns[title.casefold()] += 1
                titles[place] += more(contacts[place], turns[title.casefold()])
    return tuple(replace(contact, title=title) for contact, title in zip(contacts, titles, strict=True))


def _role(contact: Contact, turn: int) -> str:
    return f", {contact.role}" if contact.role else ""


def _number(contact: Contact, turn: int) -> str:
    return f" ({turn})"


def _title(contact: Contact) -> str:
    """The name of a person; of a desk, its firm and what it is for."""
    firm, name = contact.organisation, contact.name
    if contact.person or name.casefold().startswith(firm.casefold()):
        return name
    role = contact.role if contact.role.casefold() not in name.casefold() else ""
    return f"{firm}: {name}" + (f", {role}" if role else "")


def _people(plan: Plan) -> Iterator[Contact]:
    for person in plan.people.values():
        yield Contact(
            key=f"people/{person.id}",
            name=person.title,
            role=str(person.role),
            person=True,
            organisation=str(plan.business.name),
            reach=person.reach,
            latin_name=str(person.latin_name or ""),
            hours=words.hours(person.works, plan.business.timezone),
            languages=words.some(words.language_in_english(code) for code in person.languages),
            photo=next((str(each.file) for each in person.attachments if _is_photo(each)), ""),
        )


def _is_photo(attachment: Attachment) -> bool:
    """Whether a file shows the person: a picture that is called a photo, not the scan of a paper."""
    return is_picture(attachment.file) and bool(_PHOTO.search(attachment.name))


def _suppliers(plan: Plan) -> Iterator[Contact]:
    for supplier in plan.suppliers.values():
        for number, contact in enumerate(supplier.contacts, 1):
            yield Contact(
                key=f"suppliers/{supplier.id}/{number}",
                name=str(contact.name),
                role=str(contact.role or ""),
                organisation=supplier.title,
                reach=contact.reach,
                hours=words.hours(supplier.hours, plan.business.timezone),
            )


def _support(plan: Plan) -> Iterator[Contact]:
    for system in plan.systems.values():
        if system.support:
            yield Contact(
                key=f"systems/{system.id}",
                name=say("{system}: help", system=system.title),
                role=say("Helps when it does not work"),
                organisation=system.title,
                reach=system.support.reach,
                hours=words.hours(system.support.hours, plan.business.timezone),
            )


def _claims(plan: Plan) -> Iterator[Contact]:
    for document in plan.documents.values():
        yield Contact(
            key=f"documents/{document.id}",
            name=say("{document}: claims", document=document.title),
            role=say("Takes claims"),
            organisation=document.title,
            reach=document.claims,
        )
