"""Start here: what has happened, whom to call, what to do, what not to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from outlast import words
from outlast.analysis import Facts
from outlast.model import Plan
from outlast.model.scenarios import Scenario
from outlast.pages import parts
from outlast.pages.addresses import RESTORE, SERVE, START
from outlast.pages.age import Age
from outlast.pages.view import Call, Card, Row
from outlast.site import Address, Page, Part

NEAR = timedelta(days=7)
"""How far ahead the first page looks."""
LIKELIEST_FIRST = ("high", "medium", "low")


@dataclass(frozen=True)
class Door:
    """The way into one of the two halves."""

    half: str
    title: str
    note: str
    to: Address


@dataclass(frozen=True)
class StartView:
    business: str
    age: Age
    cards: tuple[Card, ...]
    calls: tuple[Call, ...]
    tasks: tuple[Row, ...]
    systems: tuple[Row, ...]
    doors: tuple[Door, ...]
    due: tuple[Row, ...]
    never: tuple[str, ...]


def page(plan: Plan, facts: Facts, age: Age) -> Page:
    """The first page that anybody opens."""
    name = str(plan.business.name)
    return Page(
        path=START.page,
        title="Start here",
        kind="start",
        part=Part.START,
        description=f"Something has happened at {name}: begin here.",
        view=StartView(
            business=name,
            age=age,
            cards=cards(plan),
            calls=callers(plan),
            tasks=tuple(Row(f.id, "tick", f.title, parts.one_line(f)) for f in plan.functions.values()),
            systems=tuple(Row(s.id, "restore", s.title, parts.one_line(s)) for s in plan.systems.values()),
            doors=(
                Door("serve", "Keep serving", "Answer, refund, pay, ship: what people do", SERVE),
                Door("restore", "Restore", "Shop, mail, payments: what must work again", RESTORE),
            ),
            due=_due(plan, facts),
            never=plan.business.never,
        ),
    )


def _due(plan: Plan, facts: Facts) -> tuple[Row, ...]:
    """What is due in the days of NEAR, soonest first."""
    if not facts.calendar:
        return ()
    rows = []
    for due in facts.calendar:
        if due.date >= facts.as_of + NEAR:
            break
        duty = plan.obligations[due.obligation]
        who = f"{{{duty.by[0].who}}}" if duty.by else ""
        rows.append(Row(duty.id, "clock", duty.title, parts.sentence(who), words.day(due.date)))
    return tuple(rows)


def likeliest_first(plan: Plan) -> tuple[Scenario, ...]:
    """The scenarios, likeliest first; equally likely ones as typed."""
    return tuple(sorted(plan.scenarios.values(), key=lambda each: LIKELIEST_FIRST.index(each.likely)))


def cards(plan: Plan) -> tuple[Card, ...]:
    """What may have happened, to choose from."""
    return tuple(Card(each.id, each.icon, each.title, parts.one_line(each)) for each in likeliest_first(plan))


def callers(plan: Plan) -> tuple[Call, ...]:
    """People who can be called: first those who may decide that something has happened, then as typed."""
    deciders = (id for each in likeliest_first(plan) if each.invoke for id in each.invoke.by)
    ids = dict.fromkeys((*deciders, *plan.people))
    return tuple(parts.call(plan, id) for id in ids if plan.people[id].reach)
