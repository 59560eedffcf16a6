"""A single point of failure: what only one person can do."""

from __future__ import annotations

from collections.abc import Iterator

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.whatif.outlook import SinglePerson
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence, later, mark, say_count
from outlast.model import Plan

SAID = {
    "role": mark('only "{who}" has a high enough role in {things}'),
    "limit": mark('only "{who}" may decide any amount in {things}'),
    "approval": mark('only "{who}" can approve {things}'),
    "skill": mark('only "{who}" has the skill for {things}'),
    "duty": mark('only "{who}" is listed for {things}'),
    "restore": mark('only "{who}" is listed to restore {things}'),
}
NAMED = 4
"""So many are named in a message."""


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    there = [person for person in plan.people.values() if person.id not in facts.vacant]
    if len(there) < 2:
        return  # there is nobody else
    by_person: dict[tuple[str, str], list[SinglePerson]] = {}
    for each in facts.outlook.single_people:
        if any(each.who == person.id for person in there):
            by_person.setdefault((each.who, each.kind), []).append(each)
    for (who, kind), each_of in by_person.items():
        subjects = list(dict.fromkeys(f'"{each.subject}"' for each in each_of))
        yield Finding(
            who,
            (),
            Sentence(SAID[kind], who=who, things=later(_first, subjects)),
            Sentence("name a second person, or arrange emergency access and try it"),
        )


def _first(subjects: list[str]) -> str:
    """Those that are named, and how many more there are."""
    if more := len(subjects[NAMED:]):
        return words.some([*subjects[:NAMED], say_count("{count} more", "{count} more", more)])
    return words.some(subjects)


RULE = Rule(
    "sole-holder",
    Severity.ADVICE,
    title=Sentence("Only one person can do something: a single point of failure"),
    why=Sentence("When this person is away nobody can do it, however many others are there."),
    change=Sentence(
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
    false_alarm=Sentence("If it can wait for as long as the longest absence, accept the warning."),
    check=_check,
    asks=True,
)
