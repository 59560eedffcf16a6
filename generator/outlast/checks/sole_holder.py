"""A single point of failure: what only one person can do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from outlast import words
from outlast.analysis.whatif.outlook import SinglePerson
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.model import Plan

if TYPE_CHECKING:
    from outlast.analysis import Facts

SAID = {
    "role": "has a high enough role in",
    "limit": "may decide any amount in",
    "approval": "can approve",
    "skill": "has the skill for",
    "duty": "is listed for",
    "restore": "is listed to restore",
}
NAMED = 4
"""So many are named in a message."""


def _check(plan: Plan, facts: Facts, as_of: date) -> Iterator[Finding]:
    there = [person for person in plan.people.values() if person.id not in facts.vacant]
    if len(there) < 2:
        return  # there is nobody else
    by_person: dict[tuple[str, str], list[SinglePerson]] = {}
    for each in facts.outlook.single_people:
        if any(each.who == person.id for person in there):
            by_person.setdefault((each.who, each.kind), []).append(each)
    for (who, kind), each_of in by_person.items():
        subjects = list(dict.fromkeys(f'"{each.subject}"' for each in each_of))
        if len(subjects) > NAMED:
            subjects = [*subjects[:NAMED], f"{len(subjects) - NAMED} more"]
        yield Finding(
            RULE.id,
            who,
            (),
            f'only "{who}" {SAID[kind]} {words.some(subjects)}',
            "name a second person, or arrange emergency access and try it",
        )


RULE = Rule(
    "sole-holder",
    Severity.ADVICE,
    title="Only one person can do something: a single point of failure",
    why="When this person is away nobody can do it, however many others are there.",
    change=(
        "Give somebody else the access, the limit or the skill. Or seal emergency access for them and"
        " try it once."
    ),
    example="""
        systems:
          shop: {name: Web shop, restore: {by: sam, takes: 2h}}
    """,
    instead="""
        systems:
          shop: {name: Web shop, restore: {by: [sam, maya], takes: 2h}}
    """,
    false_alarm="If it can wait for as long as the longest absence, accept the warning.",
    check=_check,
    asks=True,
)
