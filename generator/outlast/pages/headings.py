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


class Found(NamedTuple):
    """Something that answers a heading."""

    number: int
    what: str
    """What is counted, marked."""
    to: Address
    """Where they stand."""
    of: int = 0
    """How many there should be: each function needs a limit, and not each place a second one. 0 where any
    number will do."""


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


@dataclass(frozen=True)
class Heading:
    """One heading. `answers` counts what the plan has for it, and `keys` says where that is written.

    What no plan file can hold has neither. `*` in a key stands for the id of a thing.
    """

    title: str
    iso: str
    ready: str
    keys: tuple[str, ...] = ()
    answers: Callable[[Plan], Iterable[Found]] = lambda _: ()


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
    found = [each if whole else each._replace(of=0) for each in heading.answers(plan)]
    partly = whole and any(each.number < each.of for each in found) and any(each.number for each in found)
    ways = tuple(LinkNote(_told(each), each.to) for each in found if each.number or (partly and each.of))
    keys = () if ways or not whole else heading.keys
    return Answered(
        say(heading.title), heading.iso, say(heading.ready), ways, partly, _lacking(heading, whole), keys
    )


def _told(found: Found) -> str:
    values = {"what": say(found.what), "count": found.number}
    # For translators: {what} is what is counted: "Tasks with steps: 13 of 15".
    if found.number < found.of:
        return say("{what}: {count} of {total}", total=found.of, **values)
    return say("{what}: {count}", **values)


def _lacking(heading: Heading, whole: bool) -> str:
    if not whole:
        return say("Not in this copy.")
    return say("Not in this plan.") if heading.keys else say("The plan has no place for this.")


def _number(items: Iterable[object]) -> int:
    """How many of them are there at all."""
    return sum(1 for each in items if each)


def _targets(plan: Plan) -> Iterable[Found]:
    functions, systems = plan.functions.values(), plan.systems.values()
    yield Found(
        _number(_said(each.mtpd) for each in functions),
        mark("Tasks with a longest acceptable stop (MTPD)"),
        addresses.SERVE,
        len(functions),
    )
    yield Found(
        _number(_said(each.rto) for each in functions),
        mark("Tasks with a time to be back (RTO)"),
        addresses.SERVE,
        len(functions),
    )
    yield Found(
        _number(_said(each.rto) for each in systems),
        mark("Systems with a time to be back (RTO)"),
        addresses.RESTORE,
        len(systems),
    )


def _said(target: Target | None) -> bool:
    """Whether it is said by when. That it is for the vendor to say is said; that nobody knows is not."""
    return target is not None and target.stated is not Stated.UNKNOWN


def _impact(plan: Plan) -> Iterable[Found]:
    yield from _targets(plan)
    functions = plan.functions.values()
    yield Found(
        _number(each.impact for each in functions),
        mark("Tasks with the harm of a stop over time"),
        addresses.SERVE,
    )
    yield Found(
        _number(each.loss for each in functions), mark("Tasks with the loss in money"), addresses.SERVE
    )


def _strategies(plan: Plan) -> Iterable[Found]:
    functions = plan.functions.values()
    yield Found(
        _number(len(each.by.hands) > 1 for each in functions),
        mark("Tasks that several people can do"),
        addresses.SERVE,
    )
    yield Found(
        _number(each.workaround for each in functions), mark("Tasks with a workaround"), addresses.SERVE
    )
    suppliers = plan.suppliers.values()
    yield Found(
        _number(each.alternatives for each in suppliers),
        mark("Suppliers with an alternative"),
        addresses.SUPPLIERS,
    )
    yield Found(
        _number(each.fallback for each in plan.locations.values()),
        mark("Places with another to move to"),
        addresses.LOCATIONS,
    )
    yield Found(len(plan.break_glass), mark("Ways of emergency access"), addresses.BREAK_GLASS)


def _resources(plan: Plan) -> Iterable[Found]:
    yield Found(len(plan.equipment), mark("Things such as phones and keys"), addresses.EQUIPMENT)
    yield Found(len(plan.stock), mark("Stocks"), addresses.STOCK)
    yield Found(len(plan.funds), mark("Accounts and cards"), addresses.FUNDS)
    yield Found(len(plan.locations), mark("Places"), addresses.LOCATIONS)
    yield Found(len(plan.suppliers), mark("Suppliers"), addresses.SUPPLIERS)


def _duties(plan: Plan) -> Iterable[Found]:
    yield Found(len(plan.obligations), mark("Duties with a date"), addresses.OBLIGATIONS)
    yield Found(len(plan.documents), mark("Documents"), addresses.DOCUMENTS)


def _roles(plan: Plan) -> Iterable[Found]:
    yield Found(len(plan.people), mark("Roles"), addresses.PEOPLE)
    limited = (each.may or each.may_not for each in plan.people.values())
    yield Found(_number(limited), mark("Roles with their own limits"), addresses.PEOPLE)


def _telling(plan: Plan) -> Iterable[Found]:
    scenarios = plan.scenarios.values()
    yield Found(len(plan.call_trees), mark("Call trees"), addresses.CALL_TREES)
    yield Found(len(plan.messages), mark("Messages ready to send"), addresses.MESSAGES)
    yield Found(
        _number(each.tell for each in scenarios),
        mark("Scenarios that say whom to tell"),
        addresses.SCENARIOS,
    )


def _response(plan: Plan) -> Iterable[Found]:
    scenarios = plan.scenarios.values()
    yield Found(
        _number(each.invoke for each in scenarios),
        mark("Scenarios that say who declares it"),
        addresses.SCENARIOS,
        len(scenarios),
    )
    yield Found(len(plan.decisions), mark("Decision tables"), addresses.DECISIONS)


def _emergency(plan: Plan) -> Iterable[Found]:
    scenarios = plan.scenarios.values()
    first = (each.serve.first_hour or each.restore.first_hour for each in scenarios)
    yield Found(_number(first), mark("Scenarios with a first hour"), addresses.SCENARIOS, len(scenarios))
    yield Found(
        _number(each.pack for each in plan.locations.values()), mark("Emergency packs"), addresses.LOCATIONS
    )


def _procedures(plan: Plan) -> Iterable[Found]:
    by_hand = [each for each in plan.functions.values() if each.by.hands]
    yield Found(
        _number(each.steps for each in by_hand), mark("Tasks with steps"), addresses.SERVE, len(by_hand)
    )
    yield Found(len(plan.procedures), mark("Procedures"), addresses.PROCEDURES)
    yield Found(len(plan.scenarios), mark("Scenarios"), addresses.SCENARIOS)


def _recovery(plan: Plan) -> Iterable[Found]:
    systems, scenarios = plan.systems.values(), plan.scenarios.values()
    steps = (each.restore and each.restore.steps for each in systems)
    yield Found(_number(steps), mark("Systems with steps to restore them"), addresses.RESTORE, len(systems))
    yield Found(_number(copies(each) for each in systems), mark("Systems with backups"), addresses.RESTORE)
    back = (each.serve.stand_down or each.restore.stand_down or each.hand_back for each in scenarios)
    yield Found(
        _number(back), mark("Scenarios that say how to return to normal"), addresses.SCENARIOS, len(scenarios)
    )


def _lessons(plan: Plan) -> Iterable[Found]:
    drills = plan.exercises.values()
    yield Found(sum(len(each.findings) for each in drills), mark("Findings of drills"), addresses.READINESS)
    backed = [each for each in plan.systems.values() if copies(each)]
    tested = (any(backup.tested for backup in copies(each)) for each in backed)
    yield Found(
        _number(tested), mark("Systems with a backup that was tested"), addresses.RESTORE, len(backed)
    )


def _mended(plan: Plan) -> Iterable[Found]:
    actions = [action for each in plan.exercises.values() for action in each.actions]
    yield Found(_number(each.done for each in actions), mark("Fixes done after drills"), addresses.READINESS)
    yield Found(_number(each.done is None for each in actions), mark("Fixes still open"), addresses.READINESS)


HEADINGS = (
    Heading(
        mark("What the business does"),
        "4.1",
        mark("Program management"),
        ("business.about",),
        lambda plan: [
            Found(_number([plan.business.about]), mark("Description of the business"), addresses.HELP)
        ],
    ),
    Heading(
        mark("What law and contracts require"),
        "4.2",
        mark("Program management"),
        ("obligations", "documents"),
        _duties,
    ),
    Heading(
        mark("What the plan covers"),
        "4.3",
        mark("Program management"),
        ("functions", "systems", "units"),
        lambda plan: [
            Found(len(plan.functions), mark("Tasks"), addresses.SERVE),
            Found(len(plan.systems), mark("Systems"), addresses.RESTORE),
            Found(len(plan.units), mark("Parts of the business"), addresses.UNITS),
        ],
    ),
    Heading(mark("Who leads, and who is responsible"), "5.1", mark("Program management")),
    Heading(mark("A signed policy"), "5.2", mark("Program management")),
    Heading(
        mark("Who does what, and who may decide what"),
        "5.3",
        mark("Program management"),
        ("people", "people.*.may", "people.*.may_not"),
        _roles,
    ),
    Heading(
        mark("What can go wrong"),
        "6.1, 8.2.3",
        mark("Planning: risk assessment"),
        ("scenarios",),
        lambda plan: [Found(len(plan.scenarios), mark("Scenarios"), addresses.SCENARIOS)],
    ),
    Heading(
        mark("What the plan aims for"),
        "6.2",
        mark("Planning: objectives"),
        ("promises",),
        lambda plan: [Found(len(plan.promises), mark("Promises that Outlast checks"), addresses.READINESS)],
    ),
    Heading(
        mark("People, things and money that you need"),
        "7.1, 8.3.4",
        mark("Implementation: resource management"),
        ("equipment", "stock", "funds", "locations", "suppliers"),
        _resources,
    ),
    Heading(
        mark("Who was trained"),
        "7.2",
        mark("Training"),
        ("people.*.skills",),
        lambda plan: [
            Found(
                _number(each.skills for each in plan.people.values()),
                mark("Roles with skills"),
                addresses.PEOPLE,
            )
        ],
    ),
    Heading(
        mark("Who knows the plan"),
        "7.3",
        mark("Training"),
        ("exercises.*.cold",),
        lambda plan: [
            Found(
                _number(each.cold for each in plan.exercises.values()),
                mark("Drills by a person new to the task"),
                addresses.READINESS,
            )
        ],
    ),
    Heading(
        mark("Where copies are, and how they stay current"),
        "7.5",
        mark("Program management"),
        ("business.copies", "functions.*.reviewed"),
        lambda plan: [
            Found(len(plan.business.copies), mark("Places where copies are"), addresses.HELP),
            Found(
                _number(each.reviewed for each in plan.things.values()),
                mark("Parts with the date of their last review"),
                addresses.READINESS,
            ),
        ],
    ),
    Heading(
        mark("What harm a stop does, and how soon"),
        "8.2.2",
        mark("Planning: business impact analysis"),
        ("functions.*.mtpd", "functions.*.rto", "functions.*.impact", "functions.*.loss", "systems.*.rto"),
        _impact,
    ),
    Heading(
        mark("Ways to go on without a person or a thing"),
        "8.3",
        mark("Implementation: business continuity"),
        (
            "functions.*.by",
            "functions.*.workaround",
            "suppliers.*.alternatives",
            "locations.*.fallback",
            "break_glass",
        ),
        _strategies,
    ),
    Heading(
        mark("Who declares the emergency, and who decides"),
        "8.4.2",
        mark("Implementation: incident management"),
        ("scenarios.*.invoke", "decisions"),
        _response,
    ),
    Heading(
        mark("Warning and informing people"),
        "7.4, 8.4.3",
        mark("Implementation: crisis communications"),
        ("call_trees", "messages", "scenarios.*.tell"),
        _telling,
    ),
    Heading(
        mark("The first hour, and safety"),
        "8.4.2",
        mark("Implementation: emergency response"),
        ("scenarios.*.serve.first-hour", "scenarios.*.restore.first-hour", "locations.*.pack"),
        _emergency,
    ),
    Heading(
        mark("What to do, step by step"),
        "8.4.4",
        mark("Implementation: business continuity"),
        ("functions.*.steps", "procedures", "scenarios"),
        _procedures,
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
        _recovery,
    ),
    Heading(mark("Help for the people who work here"), "8.4.2", mark("Implementation: employee assistance")),
    Heading(
        mark("Drills"),
        "8.5",
        mark("Testing and exercises"),
        ("exercises",),
        lambda plan: [Found(len(plan.exercises), mark("Drills"), addresses.READINESS)],
    ),
    Heading(
        mark("What drills and tests have shown"),
        "8.6, 9.1",
        mark("Testing and exercises"),
        ("exercises.*.findings", "systems.*.backups.tested"),
        _lessons,
    ),
    Heading(mark("An internal audit, and a review by the leader"), "9.2, 9.3", mark("Program improvement")),
    Heading(
        mark("How problems are fixed"), "10.1", mark("Program improvement"), ("exercises.*.actions",), _mended
    ),
    Heading(
        mark("How the plan is reviewed and improved"),
        "10.2",
        mark("Program improvement"),
        ("business.review_every", "functions.*.review_every"),
        lambda plan: [
            Found(
                _number([plan.business.review_every])
                or _number(each.review_every for each in plan.things.values()),
                mark("Rules for when to review the plan"),
                addresses.READINESS,
            )
        ],
    ),
)
"""Everything that is asked for, in the order of the standard."""
