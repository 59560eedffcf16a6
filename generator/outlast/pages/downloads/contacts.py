"""Everybody who can be reached: people, suppliers, those who help at a vendor, those who take a claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outlast import words
from outlast.model import Plan
from outlast.model.people import Reach


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


def contacts(plan: Plan) -> tuple[Contact, ...]:
    """In the order of the plan; who cannot be reached is left out."""
    found = (*_people(plan), *_suppliers(plan), *_support(plan), *_claims(plan))
    return tuple(contact for contact in found if contact.reach)


def _people(plan: Plan) -> Iterator[Contact]:
    for person in plan.people.values():
        yield Contact(
            key=f"people/{person.id}",
            name=person.title,
            role=str(person.role),
            organisation=str(plan.business.name),
            reach=person.reach,
            latin_name=str(person.latin_name or ""),
            hours=words.hours(person.works, plan.business.timezone),
            languages=words.some(words.language_in_english(code) for code in person.languages),
        )


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
                name=f"{system.title}: help",
                role="Help when it is down",
                organisation=system.title,
                reach=system.support.reach,
                hours=words.hours(system.support.hours, plan.business.timezone),
            )


def _claims(plan: Plan) -> Iterator[Contact]:
    for document in plan.documents.values():
        yield Contact(
            key=f"documents/{document.id}",
            name=f"{document.title}: claims",
            role="Takes a claim",
            organisation=document.title,
            reach=document.claims,
        )
