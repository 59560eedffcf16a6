"""Start here: what has happened, whom to call, what to do, what not to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.whatif.afterwards import LOOK
from outlast.analysis.whatif.outlook import Happening, Task, Wait
from outlast.model import Plan
from outlast.model.prose import literal
from outlast.pages import days, parts, whatif
from outlast.pages.addresses import NOBODY, RESTORE, SERVE, START, TODAY
from outlast.pages.copy import Copy
from outlast.pages.other_days import OfDay
from outlast.pages.turns import Turns, leaders, likeliest_first, person_and_next
from outlast.reasons import name
from outlast.site import Page, Part
from outlast.site.blocks import (
    Block,
    Box,
    BoxKind,
    Bullets,
    Buttons,
    Calls,
    CardLook,
    Cards,
    CopyAge,
    Counted,
    Days,
    Fold,
    Live,
    Place,
    Prose,
    Rows,
    Section,
    Tone,
    in_layer,
    mentions,
    opening,
    present,
    section,
)
from outlast.site.paper import NoSheet
from outlast.site.parts import Button, Call, Card, DayView, Row
from outlast.site.places import words_to

ORDER = 10
NEAR = timedelta(days=7)
"""How far ahead the first page looks."""
CALL_NOW = 5
"""How many people are called at first; the rest stand folded."""
AHEAD = timedelta(days=14)
"""How far its list by date reaches: somebody who reads a copy of last week still finds today in it."""
PATIENCE = timedelta(days=14)
"""What can be left alone for so long may wait."""
DONE = "Done? Nobody knows."
CHECK = "These fell due in the days before. Check each of them first:"


def pages(copy: Copy) -> Iterator[Page]:
    """The first page that anybody opens."""
    plan, facts, age = copy.plan, copy.facts, copy.age
    business = str(plan.business.name)
    calm = "You need no technical knowledge. Reading for two minutes makes nothing worse."
    opened = f"Something has happened at {literal(business)} and you are looking after it now. {calm}"
    changed = (
        f"This page was made on {age.words} and does not change by itself. Trust numbers, names and limits "
        f"until {age.until}; after that look for a newer copy."
    )
    of_day = _of_day(plan, facts)
    counted = (
        section("what-has-happened", "What has happened?", Cards(cards(plan), CardLook.BRIEF)),
        _calls(plan, facts),
        in_layer(START.page, of_day) if facts.outlook.upkeep else of_day,
        section("age", "How old this copy is", Prose(changed)),
    )
    never = Box(present((Bullets(plan.business.never),)), BoxKind.STOP)
    yield Page(
        path=START.page,
        title="Start here",
        part=Part.START,
        sections=(
            *opening(Prose(opened, Tone.LEAD), CopyAge(age, _counted(facts)), Place(Live.RUNNING)),
            *_numbered(counted),
            *section("please-do-not", "Please do not", never),
            *section("look-something-up", "Or look something up", *_look_up(plan)),
        ),
        sheet=NoSheet.ELSEWHERE,
        description=f"Something has happened at {business}: begin here.",
    )


def _mine(facts: Facts) -> Buttons | None:
    """The way to the page of whoever comes back each day."""
    if not facts.outlook.upkeep:
        return None
    return Buttons((Button("Today for me", TODAY, "person"),), prints=False)


def daily(copy: Copy) -> Iterator[OfDay]:
    """What may wait and what must happen, on the day on which somebody looks."""
    if copy.facts.outlook.upkeep:
        yield OfDay(START.page, _of_day(copy.plan, copy.facts))


def _of_day(plan: Plan, facts: Facts) -> tuple[Section, ...]:
    return (
        *section("waits", "These things may wait", *_may_wait(plan, facts)),
        *section("due", "These must happen today", *_must_happen(plan, facts)),
    )


def _counted(facts: Facts) -> Counted:
    return Counted.TODAY if facts.outlook.upkeep else Counted.NO_DAY


def _numbered(counted: Iterable[tuple[Section, ...]]) -> Iterator[Section]:
    """The parts that are gone through in order: a copy without one of them has no gap in its numbers."""
    there = (each for sections in counted for each in sections)
    for number, each in enumerate(there, 1):
        yield replace(each, heading=f"{number}. {each.heading}")


def _calls(plan: Plan, facts: Facts) -> tuple[Section, ...]:
    calls = callers(plan)
    if not calls:
        return ()
    others = Calls(calls[CALL_NOW:])
    return section(
        "call",
        "Call these people now",
        Prose("In this order. Nobody answers? Go to the next, then start again.", Tone.NOTE),
        Calls(calls[:CALL_NOW]),
        Fold((others,), "Everybody else") if others else None,
        _mine(facts),
    )


def _may_wait(plan: Plan, facts: Facts) -> Iterator[Block]:
    waits = Rows(tuple(_waits(plan, facts)))
    if waits:
        yield Prose(_waits_note(facts), Tone.NOTE)
        yield waits
    else:
        yield Prose("Nothing that this copy knows of may wait for two weeks.")
    unknown = _unknown(plan, facts)
    if unknown:
        lead = "Nobody has said how long these may wait, so do not count on it:"
        yield Prose(f"{lead} {', '.join(mentions(unknown))}.", Tone.NOTE)


def _must_happen(plan: Plan, facts: Facts) -> Iterator[Block]:
    today = _today(facts)
    if not today:
        someone = "the first in the list above" if callers(plan) else ""
        ask = f"Call {someone}" if someone else "Find somebody who has a copy for the team"
        yield Prose(
            f"What is due on which day is not in this copy. {ask} and ask what falls due today; then work "
            "through what cannot wait."
        )
        return
    yield Prose(today)
    first_stop = _first_stop(facts)
    way = f" {words_to('Day by day, if nobody does anything', NOBODY)}" if facts.outlook.idle else ""
    yield Prose(f"{first_stop}{way}" if first_stop else "")
    yield from _lately(plan, facts)
    due = Days(tuple(_days(plan, facts)))
    if due:
        yield Prose("Each line assumes that everything else is done as usual.", Tone.NOTE)
        yield due


def _lately(plan: Plan, facts: Facts) -> Iterator[Block]:
    """What fell due shortly before the copy and stops something."""
    stopping = (each for each in facts.outlook.lately if plan.obligations[each.node].stops)
    told = Bullets(tuple(days.lately(plan, each, facts.as_of) for each in stopping))
    if told:
        yield Prose(f"**{DONE}** {CHECK}")
        yield told


def _look_up(plan: Plan) -> Iterator[Block]:
    yield Cards(
        (
            Card(SERVE, "serve", "Keep serving", "Answer, refund, pay, ship: what people do", "serve"),
            Card(RESTORE, "restore", "Restore", "Shop, mail, payments: what must work again", "restore"),
        ),
        CardLook.DOORS,
    )
    tasks = Rows(tuple(Row(f.id, "tick", f.title, parts.one_line(f)) for f in plan.functions.values()))
    systems = Rows(tuple(Row(s.id, "restore", s.title, parts.one_line(s)) for s in plan.systems.values()))
    if tasks:
        yield Fold((tasks,), "Something must be done")
    if systems:
        yield Fold((systems,), "Something must work again")


def due_soon(plan: Plan, facts: Facts) -> tuple[Row, ...]:
    """What is due in the days of NEAR, soonest first."""
    if not facts.calendar:
        return ()
    rows = []
    for due in facts.calendar:
        if due.date >= facts.as_of + NEAR:
            break
        duty = plan.obligations[due.obligation]
        who = person_and_next(Turns(plan, duty.by), duty.by[0].who) if duty.by else ""
        rows.append(Row(duty.id, "clock", duty.title, parts.sentence(who), words.day(due.date)))
    return tuple(rows)


def _days(plan: Plan, facts: Facts) -> Iterator[DayView]:
    """What must happen in the days of AHEAD, by date; empty where nobody worked it out."""
    near = facts.as_of
    found = (
        (max(each.due, near), days.duty(plan, each, near))
        for each in facts.outlook.upkeep
        if days.consequence(plan, each, near) and each.due < near + AHEAD and not _by_itself(each)
    )
    for day, entries in days.by_day(found):
        yield DayView(day.isoformat(), words.brief_day(day, year=day.year != near.year), "", entries)


def _by_itself(task: Task) -> bool:
    return task.by is None and task.done is not None and task.done <= task.last


def _today(facts: Facts) -> str:
    if not facts.outlook.upkeep:
        return ""
    due = any(each.due <= facts.as_of and not _by_itself(each) for each in facts.outlook.upkeep)
    said = f"**{words.day(facts.as_of)}**"
    return (
        f"{said}: see the first day below." if due else f"On {said} nothing is due that would stop anything."
    )


def _first_stop(facts: Facts) -> str:
    for each in facts.outlook.idle:
        if each.what is Happening.STOPS:
            return (
                f"If nobody does any of it, {name(each.node)} stops first, on "
                f"{whatif.clock(each.when, facts.as_of)}."
            )
    return "If nobody does any of it, nothing stops in the next 60 days." if facts.outlook.idle else ""


def _waits(plan: Plan, facts: Facts) -> Iterator[Row]:
    """What may be left alone for PATIENCE at least: worked out, or else as far as the plan says it."""
    if not facts.outlook.waits:
        yield from _stated_waits(plan)
        return
    near = facts.as_of
    for each in facts.outlook.waits:
        if not _may_be_left(facts, each):
            continue
        end = f"until {whatif.last_day(each.until, near)}" if each.until else f"{LOOK.days} days and more"
        if each.until is None:
            note = "It goes on by itself"
        elif each.due is None:
            note = "It runs on until then, and stops after that"
        else:
            note = f"By then {name(each.due)} must be done"
        yield Row(
            each.function,
            "clock",
            plan.functions[each.function].title,
            parts.sentence(note, _pause(plan, each.function)),
            end,
        )


def _may_be_left(facts: Facts, wait: Wait) -> bool:
    return wait.until is None or wait.until.date() >= facts.as_of + PATIENCE


def _pause(plan: Plan, id: str) -> str:
    return "It can also be stopped on purpose: its page says how" if plan.functions[id].pause else ""


def _stated_waits(plan: Plan) -> Iterator[Row]:
    """What runs on alone, by the plan; a function that a duty belongs to is not among them."""
    busy = {str(id) for duty in plan.obligations.values() for id in duty.stops}
    busy |= {str(hand.who) for duty in plan.obligations.values() for hand in duty.by}
    known = [f for f in plan.functions.values() if f.unattended and f.id not in busy]
    for each in sorted(known, key=lambda f: -f.unattended.length):  # type: ignore[union-attr]  # known
        if each.unattended and each.unattended.length >= PATIENCE:
            alone = f"runs on alone for {words.duration(each.unattended)}"
            yield Row(each.id, "clock", each.title, parts.sentence(_pause(plan, each.id)), alone)


def _unknown(plan: Plan, facts: Facts) -> tuple[str, ...]:
    """What can be left alone for less, and of which nobody has said how long it may be down."""
    if facts.outlook.waits:
        return tuple(
            each.function
            for each in facts.outlook.waits
            if not each.bearable and not _may_be_left(facts, each)
        )
    return tuple(f.id for f in plan.functions.values() if f.mtpd is None or f.mtpd.duration is None)


def _waits_note(facts: Facts) -> str:
    if not facts.outlook.waits:
        return "By the plan these run on alone. Nothing else waits for two weeks."
    return (
        f"Worked out for {words.day(facts.as_of)}: nobody need touch these until the day beside them, even "
        "if nobody is there at all and no duty is done. What is not in this list cannot wait for two weeks."
    )


def cards(plan: Plan) -> tuple[Card, ...]:
    """What may have happened, to choose from."""
    return tuple(Card(each.id, each.icon, each.title, parts.one_line(each)) for each in likeliest_first(plan))


def callers(plan: Plan) -> tuple[Call, ...]:
    """People who can be called: first those who may decide that something has happened, then as typed."""
    return tuple(parts.call(plan, id) for id in leaders(plan) if plan.people[id].reach)
