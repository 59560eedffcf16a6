"""The headings that ISO 22301 and Ready.gov ask a plan for, in our own words, and what answers each.

Clause numbers are those of ISO 22301:2019, topics those of the business pages of Ready.gov. Both are pointers
for somebody who is asked for them; no sentence of either stands here. What answers is counted in the plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from outlast.analysis.confirmed import copies
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
TITLE = "The usual headings"


class Found(NamedTuple):
    """Something that answers a heading."""

    number: int
    what: str
    """`*` stands for the s of several."""
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
    part = f", {partly} of them in part" if partly else ""
    asked = "What ISO 22301 and Ready.gov ask a plan for, and where this one answers it."
    note = (
        "A heading is answered when the plan has something for it, and in part while something lacks what "
        "each of its kind should have. Whether that is enough, only people can say. The numbers are those of "
        "the clauses of ISO 22301:2019 and the topics those of Ready.gov; the words are ours. This page "
        "certifies nothing."
    )
    heads = ("Heading", "ISO 22301", "Ready.gov", "Answered by")
    cells = tuple((literal(row.title), row.iso, row.ready, _cell(row)) for row in rows)
    yield Page(
        path=addresses.HEADINGS.page,
        title=TITLE,
        part=Part.READINESS,
        sections=(
            *opening(
                Prose(f"{asked} For when an insurer, a bank or an auditor asks.", Tone.LEAD),
                CopyAge(copy.age),
                Buttons(()),
                Prose(f"**{there} of {len(rows)} headings are answered{part}.**"),
                OnScreen((Prose(note, Tone.NOTE),)),
            ),
            *section(
                "headings",
                "Heading by heading",
                Table("What is asked for, and what answers it", heads, cells),
            ),
        ),
        sheet=Sheet(Chapter.READINESS),
        description=asked,
        also=("ISO 22301", "Ready.gov", "audit", "insurer", "questionnaire", "standard"),
    )


def answered(copy: Copy) -> tuple[Answered, ...]:
    """Every heading with what this copy has for it."""
    whole = copy.age.edition == Edition.FULL.value
    return tuple(_row(each, copy.plan, whole) for each in HEADINGS)


def _cell(row: Answered) -> str:
    if row.answers:
        ways = ", ".join(words_to(way.text, way.to) for way in row.answers)
        return f"**In part:** {ways}" if row.partly else ways
    keys = " or ".join(f"`{key}`" for key in row.keys)
    return f"**{row.lacking}**" + (f". Write {keys}" if keys else "")


def _row(heading: Heading, plan: Plan, whole: bool) -> Answered:
    found = [each if whole else each._replace(of=0) for each in heading.answers(plan)]
    partly = whole and any(each.number < each.of for each in found) and any(each.number for each in found)
    ways = tuple(LinkNote(_told(each), each.to) for each in found if each.number or (partly and each.of))
    keys = () if ways or not whole else heading.keys
    return Answered(heading.title, heading.iso, heading.ready, ways, partly, _lacking(heading, whole), keys)


def _told(found: Found) -> str:
    several = "" if (found.of or found.number) == 1 else "s"
    number = f"{found.number} of {found.of}" if found.number < found.of else str(found.number)
    return f"{number} {found.what.replace('*', several)}"


def _lacking(heading: Heading, whole: bool) -> str:
    if not whole:
        return "Not in this copy"
    return "Not in this plan" if heading.keys else "Not in this plan, which has no place for it"


def _number(items: Iterable[object]) -> int:
    """How many of them are there at all."""
    return sum(1 for each in items if each)


def _targets(plan: Plan) -> Iterable[Found]:
    functions, systems = plan.functions.values(), plan.systems.values()
    yield Found(
        _number(_said(each.mtpd) for each in functions),
        "function* with a limit (MTPD)",
        addresses.SERVE,
        len(functions),
    )
    yield Found(
        _number(_said(each.rto) for each in functions),
        "function* with a target (RTO)",
        addresses.SERVE,
        len(functions),
    )
    yield Found(
        _number(_said(each.rto) for each in systems),
        "system* with a target (RTO)",
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
        _number(each.impact for each in functions), "function* with the harm over time", addresses.SERVE
    )
    yield Found(_number(each.loss for each in functions), "function* with the loss in money", addresses.SERVE)


def _strategies(plan: Plan) -> Iterable[Found]:
    functions = plan.functions.values()
    yield Found(
        _number(len(each.by.hands) > 1 for each in functions),
        "function* that several people can do",
        addresses.SERVE,
    )
    yield Found(
        _number(each.workaround for each in functions), "function* with a workaround", addresses.SERVE
    )
    suppliers = plan.suppliers.values()
    yield Found(
        _number(each.alternatives for each in suppliers),
        "supplier* with another to turn to",
        addresses.SUPPLIERS,
    )
    yield Found(
        _number(each.fallback for each in plan.locations.values()),
        "place* with another to move to",
        addresses.LOCATIONS,
    )
    yield Found(len(plan.break_glass), "sealed way* in", addresses.BREAK_GLASS)


def _resources(plan: Plan) -> Iterable[Found]:
    yield Found(len(plan.equipment), "thing* such as phones and keys", addresses.EQUIPMENT)
    yield Found(len(plan.stock), "stock*", addresses.STOCK)
    yield Found(len(plan.funds), "account* and cards", addresses.FUNDS)
    yield Found(len(plan.locations), "place*", addresses.LOCATIONS)
    yield Found(len(plan.suppliers), "supplier*", addresses.SUPPLIERS)


def _duties(plan: Plan) -> Iterable[Found]:
    yield Found(len(plan.obligations), "dated task*", addresses.OBLIGATIONS)
    yield Found(len(plan.documents), "document*", addresses.DOCUMENTS)


def _roles(plan: Plan) -> Iterable[Found]:
    yield Found(len(plan.people), "role*", addresses.PEOPLE)
    limited = (each.may or each.may_not for each in plan.people.values())
    yield Found(_number(limited), "role* with limits of their own", addresses.PEOPLE)


def _telling(plan: Plan) -> Iterable[Found]:
    scenarios = plan.scenarios.values()
    yield Found(len(plan.call_trees), "call tree*", addresses.CALL_TREES)
    yield Found(len(plan.messages), "message* ready to send", addresses.MESSAGES)
    yield Found(
        _number(each.tell for each in scenarios),
        "scenario* with people who must be told",
        addresses.SCENARIOS,
    )


def _response(plan: Plan) -> Iterable[Found]:
    scenarios = plan.scenarios.values()
    yield Found(
        _number(each.invoke for each in scenarios),
        "scenario* with somebody who decides",
        addresses.SCENARIOS,
        len(scenarios),
    )
    yield Found(len(plan.decisions), "decision table*", addresses.DECISIONS)


def _emergency(plan: Plan) -> Iterable[Found]:
    scenarios = plan.scenarios.values()
    first = (each.serve.first_hour or each.restore.first_hour for each in scenarios)
    yield Found(_number(first), "scenario* with a first hour", addresses.SCENARIOS, len(scenarios))
    yield Found(
        _number(each.pack for each in plan.locations.values()), "emergency pack*", addresses.LOCATIONS
    )


def _procedures(plan: Plan) -> Iterable[Found]:
    by_hand = [each for each in plan.functions.values() if each.by.hands]
    yield Found(
        _number(each.steps for each in by_hand), "function* with steps", addresses.SERVE, len(by_hand)
    )
    yield Found(len(plan.procedures), "procedure*", addresses.PROCEDURES)
    yield Found(len(plan.scenarios), "scenario*", addresses.SCENARIOS)


def _recovery(plan: Plan) -> Iterable[Found]:
    systems, scenarios = plan.systems.values(), plan.scenarios.values()
    steps = (each.restore and each.restore.steps for each in systems)
    yield Found(_number(steps), "system* with restore steps", addresses.RESTORE, len(systems))
    yield Found(_number(copies(each) for each in systems), "system* with backups", addresses.RESTORE)
    back = (each.serve.stand_down or each.restore.stand_down or each.hand_back for each in scenarios)
    yield Found(_number(back), "scenario* with the way back", addresses.SCENARIOS, len(scenarios))


def _lessons(plan: Plan) -> Iterable[Found]:
    drills = plan.exercises.values()
    yield Found(sum(len(each.findings) for each in drills), "finding* of drills", addresses.READINESS)
    backed = [each for each in plan.systems.values() if copies(each)]
    tested = (any(backup.tested for backup in copies(each)) for each in backed)
    yield Found(_number(tested), "system* with a backup that was tried", addresses.RESTORE, len(backed))


def _mended(plan: Plan) -> Iterable[Found]:
    actions = [action for each in plan.exercises.values() for action in each.actions]
    yield Found(_number(each.done for each in actions), "action* done after drills", addresses.READINESS)
    yield Found(_number(each.done is None for each in actions), "action* still open", addresses.READINESS)


HEADINGS = (
    Heading(
        "What the business is",
        "4.1",
        "Program management",
        ("business.about",),
        lambda plan: [Found(_number([plan.business.about]), "description* of the shop", addresses.HELP)],
    ),
    Heading(
        "What law and contracts ask of it",
        "4.2",
        "Program management",
        ("obligations", "documents"),
        _duties,
    ),
    Heading(
        "How much of it the plan covers",
        "4.3",
        "Program management",
        ("functions", "systems", "units"),
        lambda plan: [
            Found(len(plan.functions), "function*", addresses.SERVE),
            Found(len(plan.systems), "system*", addresses.RESTORE),
            Found(len(plan.units), "unit*", addresses.UNITS),
        ],
    ),
    Heading("Who leads, and who stands for it", "5.1", "Program management"),
    Heading("A policy, signed", "5.2", "Program management"),
    Heading(
        "Who does what, and may decide what",
        "5.3",
        "Program management",
        ("people", "people.*.may", "people.*.may_not"),
        _roles,
    ),
    Heading(
        "What may go wrong",
        "6.1, 8.2.3",
        "Planning: risk assessment",
        ("scenarios",),
        lambda plan: [Found(len(plan.scenarios), "scenario*", addresses.SCENARIOS)],
    ),
    Heading(
        "What is to be reached",
        "6.2",
        "Planning: objectives",
        ("promises",),
        lambda plan: [Found(len(plan.promises), "promise* to be held against the plan", addresses.READINESS)],
    ),
    Heading(
        "What it takes",
        "7.1, 8.3.4",
        "Implementation: resource management",
        ("equipment", "stock", "funds", "locations", "suppliers"),
        _resources,
    ),
    Heading(
        "Who has learned it",
        "7.2",
        "Training",
        ("people.*.skills",),
        lambda plan: [
            Found(
                _number(each.skills for each in plan.people.values()), "role* with skills", addresses.PEOPLE
            )
        ],
    ),
    Heading(
        "Who has seen it",
        "7.3",
        "Training",
        ("exercises.*.cold",),
        lambda plan: [
            Found(
                _number(each.cold for each in plan.exercises.values()),
                "drill* by somebody new to it",
                addresses.READINESS,
            )
        ],
    ),
    Heading(
        "Where copies are, and how they stay true",
        "7.5",
        "Program management",
        ("business.copies", "functions.*.reviewed"),
        lambda plan: [
            Found(len(plan.business.copies), "known place* of copies", addresses.HELP),
            Found(
                _number(each.reviewed for each in plan.things.values()),
                "part* with the day of the last reading",
                addresses.READINESS,
            ),
        ],
    ),
    Heading(
        "What a stop does, and by when it hurts",
        "8.2.2",
        "Planning: business impact analysis",
        ("functions.*.mtpd", "functions.*.rto", "functions.*.impact", "functions.*.loss", "systems.*.rto"),
        _impact,
    ),
    Heading(
        "Ways to go on without something",
        "8.3",
        "Implementation: business continuity",
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
        "Who declares it, and who decides",
        "8.4.2",
        "Implementation: incident management",
        ("scenarios.*.invoke", "decisions"),
        _response,
    ),
    Heading(
        "Warning and telling people",
        "7.4, 8.4.3",
        "Implementation: crisis communications",
        ("call_trees", "messages", "scenarios.*.tell"),
        _telling,
    ),
    Heading(
        "The first hour, and safety",
        "8.4.2",
        "Implementation: emergency response",
        ("scenarios.*.serve.first-hour", "scenarios.*.restore.first-hour", "locations.*.pack"),
        _emergency,
    ),
    Heading(
        "What is done, step by step",
        "8.4.4",
        "Implementation: business continuity",
        ("functions.*.steps", "procedures", "scenarios"),
        _procedures,
    ),
    Heading(
        "Coming back",
        "8.4.5",
        "Implementation: IT disaster recovery",
        (
            "systems.*.restore.steps",
            "systems.*.backups",
            "scenarios.*.serve.stand-down",
            "scenarios.*.hand_back",
        ),
        _recovery,
    ),
    Heading("Help for the people who work here", "8.4.2", "Implementation: employee assistance"),
    Heading(
        "Drills",
        "8.5",
        "Testing and exercises",
        ("exercises",),
        lambda plan: [Found(len(plan.exercises), "drill*", addresses.READINESS)],
    ),
    Heading(
        "What drills and tests have shown",
        "8.6, 9.1",
        "Testing and exercises",
        ("exercises.*.findings", "systems.*.backups.tested"),
        _lessons,
    ),
    Heading("An audit from inside, and a look by whoever leads", "9.2, 9.3", "Program improvement"),
    Heading("What was found is mended", "10.1", "Program improvement", ("exercises.*.actions",), _mended),
    Heading(
        "It is read again, and gets better",
        "10.2",
        "Program improvement",
        ("business.review_every", "functions.*.review_every"),
        lambda plan: [
            Found(
                _number([plan.business.review_every])
                or _number(each.review_every for each in plan.things.values()),
                "rhythm* of reading it again",
                addresses.READINESS,
            )
        ],
    ),
)
"""Everything that is asked for, in the order of the standard."""
