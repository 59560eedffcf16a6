"""The headings that ISO 22301 and Ready.gov ask a plan for, in our own words, and what answers each.

Clause numbers are those of ISO 22301:2019, topics those of the business pages of Ready.gov. Both are pointers
for somebody who is asked for them; no sentence of either stands here. What answers is counted in the plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from outlast import words
from outlast.analysis.confirmed import copies
from outlast.languages import mark, say, say_count
from outlast.model import Edition, Plan
from outlast.model.prose import literal
from outlast.model.scalars import Stated, Target
from outlast.pages import addresses
from outlast.pages.copy import Copy
from outlast.site import Address, Page, Part
from outlast.site.blocks import (
    Buttons,
    CopyAge,
    OnScreen,
    Prose,
    Table,
    Tone,
    opening,
    section,
)
from outlast.site.paper import Chapter, Sheet
from outlast.site.parts import LinkNote
from outlast.site.places import words_to

ORDER = 100
TITLE = mark("What standards ask for")


class Count(NamedTuple):
    """Something that answers a heading."""

    key: str
    """Where it is written."""
    what: str
    """What is counted, marked."""
    to: Address
    """Where they stand."""
    each: bool = False
    """Whether each should have it: each function needs a limit, and not each place a second one."""
    of: Callable[[Plan], Iterable[object]] | None = None
    """What may be there, one after the other: true where it is. None: what the key says."""


class Found(NamedTuple):
    """What was counted in a plan."""

    what: Count
    number: int
    of: int
    """How many there should be; 0 where any number will do."""


@dataclass(frozen=True)
class Answered:
    """A heading with what this copy has for it."""

    title: str
    iso: str
    ready: str
    answers: tuple[LinkNote, ...]
    """What answers it, each with where it stands."""
    partly: bool
    """Whether some have what each of them should."""
    lacking: str
    """What stands where nothing answers."""
    keys: tuple[str, ...]
    """What one would write into the plan for it. Empty where it has an answer, or may have one elsewhere."""


class Heading(NamedTuple):
    """One heading, and where a plan says something about it.

    What no plan file can hold has no keys. `*` in a key stands for the id of a thing.
    """

    title: str
    iso: str
    ready: str
    keys: tuple[str, ...] = ()


def pages(copy: Copy) -> Iterator[Page]:
    """One page, where there is a scenario: below that there is no plan to hold against anything."""
    if not copy.plan.scenarios:
        return
    rows = answered(copy)
    there = sum(1 for row in rows if row.answers)
    partly = sum(1 for row in rows if row.partly)
    asked = say("What ISO 22301 and Ready.gov ask a plan for, and where this plan answers it.")
    whom = say("Show this page if an insurer, a bank or an auditor asks.")
    note = say(
        "A heading is answered if the plan says something about it. It is answered in part if some tasks, "
        "systems or scenarios lack what each of them needs. Only people can judge whether that is enough. "
        "The numbers are the clauses of ISO 22301:2019. The topics are those of Ready.gov. "
        "The words are ours. This page certifies nothing."
    )
    count = say_count(
        "**The plan answers {answered} of {count} heading.**",
        "**The plan answers {answered} of {count} headings.**",
        len(rows),
        answered=there,
    )
    if partly:
        count += " " + say_count(
            "It answers {count} of them only in part.", "It answers {count} of them only in part.", partly
        )
    heads = (say("Heading"), "ISO 22301", "Ready.gov", say("Where the plan answers it"))
    cells = tuple((literal(row.title), row.iso, row.ready, _cell(row)) for row in rows)
    yield Page(
        path=addresses.HEADINGS.page,
        title=say(TITLE),
        part=Part.READINESS,
        sections=(
            *opening(
                Prose(f"{asked} {whom}", Tone.LEAD),
                CopyAge(copy.age),
                Buttons(()),
                Prose(count),
                OnScreen((Prose(note, Tone.NOTE),)),
            ),
            *section(
                "headings",
                say("All headings"),
                Table(say("Every heading, and where the plan answers it"), heads, cells),
            ),
        ),
        sheet=Sheet(Chapter.READINESS),
        description=asked,
        also=(
            "ISO 22301",
            "Ready.gov",
            say("audit"),
            say("insurer"),
            say("questionnaire"),
            say("standard"),
            say("compliance"),
        ),
    )


def answered(copy: Copy) -> tuple[Answered, ...]:
    """Every heading with what this copy has for it."""
    whole = copy.age.edition == Edition.FULL.value
    return tuple(_row(each, copy.plan, whole) for each in HEADINGS)


def _cell(row: Answered) -> str:
    if row.answers:
        ways = "; ".join(words_to(way.text, way.to) for way in row.answers)
        return say("**In part:** {answers}", answers=ways) if row.partly else ways
    lacking = f"**{row.lacking}**"
    keys = words.some((f"`{key}`" for key in row.keys), "or")
    return " ".join((lacking, say("Add {keys}.", keys=keys))) if keys else lacking


def _row(heading: Heading, plan: Plan, whole: bool) -> Answered:
    found = [_found(each, plan, whole) for key in heading.keys for each in COUNTS if each.key == key]
    partly = whole and any(each.number < each.of for each in found) and any(each.number for each in found)
    ways = tuple(LinkNote(_told(each), each.what.to) for each in found if each.number or (partly and each.of))
    keys = () if ways or not whole else heading.keys
    return Answered(
        say(heading.title), heading.iso, say(heading.ready), ways, partly, _lacking(heading, whole), keys
    )


def _found(count: Count, plan: Plan, whole: bool) -> Found:
    there = [bool(each) for each in (count.of(plan) if count.of else _by_key(plan, count.key))]
    return Found(count, sum(there), len(there) if count.each and whole else 0)


def _by_key(plan: Plan, key: str) -> Iterable[object]:
    """The things of a collection, or what each of them has in a field."""
    collection, _, field = key.partition(".*.")
    things = getattr(plan, collection).values()
    return (getattr(each, field) for each in things) if field else things


def _told(found: Found) -> str:
    values = {"what": say(found.what.what), "count": found.number}
    # For translators: {what} is what is counted: "Tasks with steps: 13 of 15".
    if found.number < found.of:
        return say("{what}: {count} of {total}", total=found.of, **values)
    return say("{what}: {count}", **values)


def _lacking(heading: Heading, whole: bool) -> str:
    if not whole:
        return say("Not in this copy.")
    return say("Not in this plan.") if heading.keys else say("The plan has no place for this.")


def _said(target: Target | None) -> bool:
    """Whether it is said by when. That it is for the vendor to say is said; that nobody knows is not."""
    return target is not None and target.stated is not Stated.UNKNOWN


COUNTS = (
    Count(
        "business.about",
        mark("Description of the business"),
        addresses.HELP,
        of=lambda plan: [plan.business.about],
    ),
    Count("obligations", mark("Duties with a date"), addresses.OBLIGATIONS),
    Count("documents", mark("Documents"), addresses.DOCUMENTS),
    Count("functions", mark("Tasks"), addresses.SERVE),
    Count("systems", mark("Systems"), addresses.RESTORE),
    Count("units", mark("Parts of the business"), addresses.UNITS),
    Count("people", mark("Roles"), addresses.PEOPLE),
    Count(
        "people.*.may",
        mark("Roles with their own limits"),
        addresses.PEOPLE,
        of=lambda plan: (each.may or each.may_not for each in plan.people.values()),
    ),
    Count("scenarios", mark("Scenarios"), addresses.SCENARIOS),
    Count("promises", mark("Promises that Outlast checks"), addresses.READINESS),
    Count("equipment", mark("Things such as phones and keys"), addresses.EQUIPMENT),
    Count("stock", mark("Stocks"), addresses.STOCK),
    Count("funds", mark("Accounts and cards"), addresses.FUNDS),
    Count("locations", mark("Places"), addresses.LOCATIONS),
    Count("suppliers", mark("Suppliers"), addresses.SUPPLIERS),
    Count("people.*.skills", mark("Roles with skills"), addresses.PEOPLE),
    Count("exercises.*.cold", mark("Drills by a person new to the task"), addresses.READINESS),
    Count(
        "business.copies",
        mark("Places where copies are"),
        addresses.HELP,
        of=lambda plan: plan.business.copies,
    ),
    Count(
        "functions.*.reviewed",
        mark("Parts with the date of their last review"),
        addresses.READINESS,
        of=lambda plan: (each.reviewed for each in plan.things.values()),
    ),
    Count(
        "functions.*.mtpd",
        mark("Tasks with a longest acceptable stop (MTPD)"),
        addresses.SERVE,
        each=True,
        of=lambda plan: (_said(each.mtpd) for each in plan.functions.values()),
    ),
    Count(
        "functions.*.rto",
        mark("Tasks with a time to be back (RTO)"),
        addresses.SERVE,
        each=True,
        of=lambda plan: (_said(each.rto) for each in plan.functions.values()),
    ),
    Count(
        "systems.*.rto",
        mark("Systems with a time to be back (RTO)"),
        addresses.RESTORE,
        each=True,
        of=lambda plan: (_said(each.rto) for each in plan.systems.values()),
    ),
    Count("functions.*.impact", mark("Tasks with the harm of a stop over time"), addresses.SERVE),
    Count("functions.*.loss", mark("Tasks with the loss in money"), addresses.SERVE),
    Count(
        "functions.*.by",
        mark("Tasks that several people can do"),
        addresses.SERVE,
        of=lambda plan: (len(each.by.hands) > 1 for each in plan.functions.values()),
    ),
    Count("functions.*.workaround", mark("Tasks with a workaround"), addresses.SERVE),
    Count("suppliers.*.alternatives", mark("Suppliers with an alternative"), addresses.SUPPLIERS),
    Count("locations.*.fallback", mark("Places with another to move to"), addresses.LOCATIONS),
    Count("break_glass", mark("Ways of emergency access"), addresses.BREAK_GLASS),
    Count("scenarios.*.invoke", mark("Scenarios that say who declares it"), addresses.SCENARIOS, each=True),
    Count("decisions", mark("Decision tables"), addresses.DECISIONS),
    Count("call_trees", mark("Call trees"), addresses.CALL_TREES),
    Count("messages", mark("Messages ready to send"), addresses.MESSAGES),
    Count("scenarios.*.tell", mark("Scenarios that say whom to tell"), addresses.SCENARIOS),
    Count(
        "scenarios.*.serve.first-hour",
        mark("Scenarios with a first hour"),
        addresses.SCENARIOS,
        each=True,
        of=lambda plan: (
            each.serve.first_hour or each.restore.first_hour for each in plan.scenarios.values()
        ),
    ),
    Count("locations.*.pack", mark("Emergency packs"), addresses.LOCATIONS),
    Count(
        "functions.*.steps",
        mark("Tasks with steps"),
        addresses.SERVE,
        each=True,
        of=lambda plan: (each.steps for each in plan.functions.values() if each.by.hands),
    ),
    Count("procedures", mark("Procedures"), addresses.PROCEDURES),
    Count(
        "systems.*.restore.steps",
        mark("Systems with steps to restore them"),
        addresses.RESTORE,
        each=True,
        of=lambda plan: (each.restore and each.restore.steps for each in plan.systems.values()),
    ),
    Count(
        "systems.*.backups",
        mark("Systems with backups"),
        addresses.RESTORE,
        of=lambda plan: map(copies, plan.systems.values()),
    ),
    Count(
        "scenarios.*.serve.stand-down",
        mark("Scenarios that say how to return to normal"),
        addresses.SCENARIOS,
        each=True,
        of=lambda plan: (
            each.serve.stand_down or each.restore.stand_down or each.hand_back
            for each in plan.scenarios.values()
        ),
    ),
    Count("exercises", mark("Drills"), addresses.READINESS),
    Count(
        "exercises.*.findings",
        mark("Findings of drills"),
        addresses.READINESS,
        of=lambda plan: (finding for each in plan.exercises.values() for finding in each.findings),
    ),
    Count(
        "systems.*.backups.tested",
        mark("Systems with a backup that was tested"),
        addresses.RESTORE,
        each=True,
        of=lambda plan: (
            any(backup.tested for backup in copies(each)) for each in plan.systems.values() if copies(each)
        ),
    ),
    Count(
        "exercises.*.actions",
        mark("Fixes done after drills"),
        addresses.READINESS,
        of=lambda plan: (action.done for each in plan.exercises.values() for action in each.actions),
    ),
    Count(
        "exercises.*.actions",
        mark("Fixes still open"),
        addresses.READINESS,
        of=lambda plan: (not action.done for each in plan.exercises.values() for action in each.actions),
    ),
    Count(
        "business.review_every",
        mark("Rules for when to review the plan"),
        addresses.READINESS,
        of=lambda plan: (
            [plan.business.review_every]
            if plan.business.review_every
            else (each.review_every for each in plan.things.values())
        ),
    ),
)
"""All that is counted."""

_PROGRAM, _TRAINING = mark("Program management"), mark("Training")
_TESTING, _IMPROVEMENT = mark("Testing and exercises"), mark("Program improvement")
_CONTINUITY = mark("Implementation: business continuity")

HEADINGS = (
    Heading(mark("What the business does"), "4.1", _PROGRAM, ("business.about",)),
    Heading(mark("What law and contracts require"), "4.2", _PROGRAM, ("obligations", "documents")),
    Heading(mark("What the plan covers"), "4.3", _PROGRAM, ("functions", "systems", "units")),
    Heading(mark("Who leads, and who is responsible"), "5.1", _PROGRAM),
    Heading(mark("A signed policy"), "5.2", _PROGRAM),
    Heading(
        mark("Who does what, and who may decide what"),
        "5.3",
        _PROGRAM,
        ("people", "people.*.may", "people.*.may_not"),
    ),
    Heading(mark("What can go wrong"), "6.1, 8.2.3", mark("Planning: risk assessment"), ("scenarios",)),
    Heading(mark("What the plan aims for"), "6.2", mark("Planning: objectives"), ("promises",)),
    Heading(
        mark("People, things and money that you need"),
        "7.1, 8.3.4",
        mark("Implementation: resource management"),
        ("equipment", "stock", "funds", "locations", "suppliers"),
    ),
    Heading(mark("Who was trained"), "7.2", _TRAINING, ("people.*.skills",)),
    Heading(mark("Who knows the plan"), "7.3", _TRAINING, ("exercises.*.cold",)),
    Heading(
        mark("Where copies are, and how they stay current"),
        "7.5",
        _PROGRAM,
        ("business.copies", "functions.*.reviewed"),
    ),
    Heading(
        mark("What harm a stop does, and how soon"),
        "8.2.2",
        mark("Planning: business impact analysis"),
        ("functions.*.mtpd", "functions.*.rto", "systems.*.rto", "functions.*.impact", "functions.*.loss"),
    ),
    Heading(
        mark("Ways to go on without a person or a thing"),
        "8.3",
        _CONTINUITY,
        (
            "functions.*.by",
            "functions.*.workaround",
            "suppliers.*.alternatives",
            "locations.*.fallback",
            "break_glass",
        ),
    ),
    Heading(
        mark("Who declares the emergency, and who decides"),
        "8.4.2",
        mark("Implementation: incident management"),
        ("scenarios.*.invoke", "decisions"),
    ),
    Heading(
        mark("Warning and informing people"),
        "7.4, 8.4.3",
        mark("Implementation: crisis communications"),
        ("call_trees", "messages", "scenarios.*.tell"),
    ),
    Heading(
        mark("The first hour, and safety"),
        "8.4.2",
        mark("Implementation: emergency response"),
        ("scenarios.*.serve.first-hour", "scenarios.*.restore.first-hour", "locations.*.pack"),
    ),
    Heading(
        mark("What to do, step by step"),
        "8.4.4",
        _CONTINUITY,
        ("functions.*.steps", "procedures", "scenarios"),
    ),
    Heading(
        mark("Returning to normal"),
        "8.4.5",
        mark("Implementation: IT disaster recovery"),
        (
            "systems.*.restore.steps",
            "systems.*.backups",
            "scenarios.*.serve.stand-down",
            "scenarios.*.hand_back",
        ),
    ),
    Heading(mark("Help for the people who work here"), "8.4.2", mark("Implementation: employee assistance")),
    Heading(mark("Drills"), "8.5", _TESTING, ("exercises",)),
    Heading(
        mark("What drills and tests have shown"),
        "8.6, 9.1",
        _TESTING,
        ("exercises.*.findings", "systems.*.backups.tested"),
    ),
    Heading(mark("An internal audit, and a review by the leader"), "9.2, 9.3", _IMPROVEMENT),
    Heading(mark("How problems are fixed"), "10.1", _IMPROVEMENT, ("exercises.*.actions",)),
    Heading(
        mark("How the plan is reviewed and improved"),
        "10.2",
        _IMPROVEMENT,
        ("business.review_every", "functions.*.review_every"),
    ),
)
"""Everything that is asked for, in the order of the standard."""
