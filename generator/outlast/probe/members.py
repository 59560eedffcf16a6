"""Who is let into a system, as its vendor lists it, beside who the plan lets in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from outlast.analysis.confirmed import ways_in
from outlast.languages import Sentence
from outlast.model import Plan
from outlast.model.people import Person
from outlast.model.systems import System
from outlast.probe.web import Difference


@dataclass(frozen=True)
class Member:
    """A row of a list that a vendor exports."""

    name: str
    email: str
    role: str = ""

    @property
    def title(self) -> str:
        return self.name or self.email


def compared(plan: Plan, system: System, members: Iterable[Member]) -> tuple[Difference, ...]:
    """What differs between the list and `access`: who is missing, who is too many, who has another role."""
    return tuple(_compared(plan, system, tuple(members)))


def _compared(plan: Plan, system: System, members: tuple[Member, ...]) -> Iterator[Difference]:
    allowed = {str(way.who): way for way in ways_in(system)}
    listed = [(member, _person(plan, member)) for member in members]
    there = {id for _, id in listed if id}
    for number, way in enumerate(system.access):
        who = str(way.who)
        if who in allowed and who in plan.people and who not in there:
            told = Sentence(
                "The plan lets {person} into {system}, and its list of members does not have them.",
                person=plan.people[who].title,
                system=system.title,
            )
            yield Difference(system.id, ("access", number, "who"), told)
    for member, id in listed:
        if id is None:
            told = Sentence(
                "{person} gets into {system}, and nobody in the plan has that name or address.",
                person=member.title,
                system=system.title,
            )
            yield Difference(system.id, ("access",), told)
        elif id not in allowed:
            told = Sentence(
                "{person} gets into {system}, and the plan does not say so.",
                person=plan.people[id].title,
                system=system.title,
            )
            yield Difference(system.id, ("access",), told)
        else:
            role = allowed[id].as_
            if role and member.role and folded(role) != folded(member.role):
                number = next(n for n, way in enumerate(system.access) if way.who == id)
                told = Sentence(
                    "{person} is “{role}” in {system}; the plan says “{planned}”.",
                    person=plan.people[id].title,
                    role=member.role,
                    system=system.title,
                    planned=role,
                )
                yield Difference(system.id, ("access", number, "as"), told)


def _person(plan: Plan, member: Member) -> str | None:
    """The person of the plan with that address, else with that name."""
    email, name = member.email.casefold(), folded(member.name)
    for id, person in plan.people.items():
        if email and email in _addresses(person):
            return id
    return next((id for id, person in plan.people.items() if name and folded(person.title) == name), None)


def _addresses(person: Person) -> set[str]:
    return {str(way.email).casefold() for way in person.reach if way.email}


def folded(text: str) -> str:
    """A text as it is compared: without regard to case, accents and what stands between words."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", plain).casefold().strip()
