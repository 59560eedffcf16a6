"""Sheets that only the binder has: the call list, and logs to write on."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis import Facts
from outlast.languages import mark, say
from outlast.model import Plan
from outlast.model.prose import literal
from outlast.pages.numbers import reach
from outlast.pages.people import contacts
from outlast.pages.start import callers, cards, due_soon
from outlast.reasons import names
from outlast.site import Page, Part
from outlast.site.blocks import Block, Calls, Form, Prose, Reach, Section, Tone, opening, section
from outlast.site.paper import Chapter, FirstSteps, Sheet
from outlast.site.parts import Fact

CALLED_FIRST, CALLS = 5, 12
"""How many people the page of first steps and the card name; how many rows a call list has without names."""
LOGS = (
    (
        mark("Incident log"),
        mark("Write down every event and decision with its time. Insurers and authorities ask for it."),
        ((mark("Date, time"), 2), (mark("What happened, what was done or decided"), 7), (mark("Who"), 2)),
    ),
    (
        mark("Call log"),
        mark("Write down every call, and calls that nobody answered."),
        (
            (mark("Date, time"), 2),
            (mark("Who, which number"), 4),
            (mark("What was said"), 5),
            (mark("Call again"), 2),
        ),
    ),
    (
        mark("Money spent"),
        mark("Keep every receipt. Insurers pay extra costs only if you can show them."),
        (
            (mark("Date"), 4),
            (mark("To whom, for what"), 10),
            (mark("Amount"), 4),
            (mark("Paid from"), 4),
            (mark("Receipt"), 3),
        ),
    ),
    (
        mark("Promises made"),
        mark(
            "Write down what you promise to customers, suppliers and colleagues, so that somebody keeps it."
        ),
        (
            (mark("Date"), 2),
            (mark("To whom"), 3),
            (mark("What was promised"), 5),
            (mark("By when"), 2),
            (mark("Kept"), 1),
        ),
    ),
    (
        mark("To hand back"),
        mark("Write down what you change, move, lend or delay, so that the person who comes back knows it."),
        (
            (mark("Date"), 2),
            (mark("What is different now"), 6),
            (mark("Who knows more"), 3),
            (mark("Done"), 1),
        ),
    ),
)
"""Name, a sentence, and columns with the share of the width of each."""
ROWS = 6
"""How many high rows each has: two of them fit on a page."""


def first_steps(plan: Plan, facts: Facts) -> FirstSteps:
    """The page to begin with, in its parts."""
    return FirstSteps(
        business=str(plan.business.name),
        cards=cards(plan),
        calls=callers(plan),
        called=CALLED_FIRST,
        unknown=_unknown(CALLED_FIRST),
        due=due_soon(plan, facts),
        never=plan.business.never,
        packs=tuple(Fact(each.title, literal(each.pack.at)) for each in plan.locations.values() if each.pack),
        copies=tuple(Fact(literal(each.where), names(each.opened_by, "or")) for each in plan.business.copies),
    )


def _unknown(rows: int) -> tuple[Block, ...]:
    """Room for names and numbers, where the edition holds none."""
    return (
        Prose(say("This edition has no numbers. Write down whom to call, and in which order:"), Tone.NOTE),
        Form(((say("Who"), 4), (say("Number"), 4), (say("Answered at"), 2)), rows, high=False),
    )


def sheets(plan: Plan) -> Iterator[Page]:
    """The call list, then the logs."""
    people = Calls(callers(plan), answered=True)
    yield _sheet(
        "call-people",
        say("People, in this order"),
        Chapter.CALLS,
        opening(*((people,) if people else _unknown(CALLS))),
    )
    suppliers = [
        each
        for supplier in plan.suppliers.values()
        for each in section(supplier.id, supplier.title, Calls(contacts(supplier), answered=True))
    ]
    if suppliers:
        yield _sheet("call-suppliers", say("Suppliers"), Chapter.CALLS, tuple(suppliers))
    helpers = [
        each
        for system in plan.systems.values()
        if system.support
        for each in section(system.id, system.title, Reach(reach(system.support.reach), system.title))
    ]
    if helpers:
        yield _sheet("call-support", say("Who helps with systems"), Chapter.CALLS, tuple(helpers))
    for number, (title, lead, columns) in enumerate(LOGS, 1):
        heads = tuple((say(head), share) for head, share in columns)
        blocks = opening(Prose(say(lead), Tone.NOTE), Form(heads, ROWS))
        yield _sheet(f"form-{number}", say(title), Chapter.FORMS, blocks)


def _sheet(id: str, title: str, chapter: Chapter, sections: tuple[Section, ...]) -> Page:
    return Page(id, title, Part.HELP, sections, Sheet(chapter))
