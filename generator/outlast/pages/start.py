"""Start here: what has happened, whom to call, what to do, what not to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.whatif.outlook import Happening, Lately, Task, Wait
from outlast.analysis.whatif.question import LOOK
from outlast.languages import mark, say, say_count
from outlast.model import Plan
from outlast.model.prose import literal
from outlast.pages import call_rows, days, first_week, parts, whatif
from outlast.pages.addresses import NOBODY, QUESTIONS, RESTORE, SERVE, START, TODAY
from outlast.pages.copy import Copy
from outlast.pages.other_days import OfDay
from outlast.pages.turns import leaders, likeliest_first, of_duty
from outlast.reasons import name, names
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
DONE = mark("Nobody knows whether these were done")
CHECK = mark("They were due in the days before. Check each of them first:")


def pages(copy: Copy) -> Iterator[Page]:
    """The first page that anybody opens."""
    plan, facts, age = copy.plan, copy.facts, copy.age
    business = str(plan.business.name)
    opened = say(
        "Something has happened at {business}, and you look after it now. "
        "You need no technical knowledge. First take two minutes to read this page.",
        business=literal(business),
    )
    changed = say(
        "This copy was made on {day}. It does not show what has changed since then. "
        "Its numbers, names and limits are valid until {last}. "
        "After that day, ask the people on this page for a newer copy.",
        day=age.words,
        last=age.until,
    )
    of_day = _of_day(plan, facts)
    counted = (
        section("what-has-happened", say("What has happened?"), Cards(cards(plan), CardLook.BRIEF)),
        _calls(plan, facts),
        in_layer(START.page, of_day) if facts.outlook.upkeep else of_day,
        section("age", say("How old this copy is"), Prose(changed)),
    )
    never = Box(present((Bullets(plan.business.never),)), BoxKind.STOP)
    yield Page(
        path=START.page,
        title=say("Start here"),
        part=Part.START,
        sections=(
            *opening(
                Prose(opened, Tone.LEAD),
                Place(Live.SEARCH),
                CopyAge(age, _counted(facts)),
                Place(Live.RUNNING),
            ),
            *_numbered(counted),
            *section("please-do-not", say("Warnings"), never),
            *section("look-something-up", say("Look something up"), *_look_up(plan)),
        ),
        sheet=NoSheet.ELSEWHERE,
        description=say("Something has happened at {business}: start here.", business=business),
    )


def _mine(facts: Facts) -> Buttons | None:
    """The way to the page of whoever comes back each day."""
    if not facts.outlook.upkeep:
        return None
    return Buttons((Button(say("Today for me"), TODAY, "person"),), prints=False)


def daily(copy: Copy) -> Iterator[OfDay]:
    """What may wait and what must happen, on the day on which somebody looks."""
    if copy.facts.outlook.upkeep:
        yield OfDay(START.page, _of_day(copy.plan, copy.facts))


def _of_day(plan: Plan, facts: Facts) -> tuple[Section, ...]:
    return (
        *section("waits", say("These things may wait"), *_may_wait(plan, facts)),
        *section("due", say("These must happen today"), *_must_happen(plan, facts)),
    )


def _counted(facts: Facts) -> Counted:
    return Counted.TODAY if facts.outlook.upkeep else Counted.NO_DAY


def _numbered(counted: Iterable[tuple[Section, ...]]) -> Iterator[Section]:
    """The parts that are gone through in order: a copy without one of them has no gap in its numbers."""
    there = (each for sections in counted for each in sections)
    for number, each in enumerate(there, 1):
        yield replace(each, heading=say("{number}. {heading}", number=number, heading=each.heading))


def _calls(plan: Plan, facts: Facts) -> tuple[Section, ...]:
    calls = callers(plan)
    if not calls:
        return ()
    others = Calls(calls[CALL_NOW:])
    return section(
        "call",
        say("Call these people now"),
        Prose(
            say(
                "The page of what has happened says whom to call first. "
                "If you do not know what has happened, call in this order until somebody answers."
            )
            if plan.scenarios
            else say("Call in this order until somebody answers."),
            Tone.NOTE,
        ),
        Calls(calls[:CALL_NOW]),
        Fold((others,), say("More people to call")) if others else None,
        _mine(facts),
    )


def _may_wait(plan: Plan, facts: Facts) -> Iterator[Block]:
    waits = Rows(tuple(_waits(plan, facts)))
    if waits:
        yield Prose(_waits_note(facts), Tone.NOTE)
        yield waits
    else:
        yield Prose(say("This copy knows of nothing that may wait for two weeks."))
    unknown = _unknown(plan, facts)
    if unknown:
        told = say(
            "The plan does not say how long these may wait, so do not let them wait: {functions}.",
            functions=names(unknown),
        )
        yield Prose(told, Tone.NOTE)


def _must_happen(plan: Plan, facts: Facts) -> Iterator[Block]:
    yield from first_week.at_once(plan, facts)
    today = _today(plan, facts)
    if not today:
        yield Prose(
            say(
                "This copy does not say what is due on which day. Call the first person in the list above "
                "and ask what is due today. Do that first, then do what cannot wait."
            )
            if callers(plan)
            else say(
                "This copy does not say what is due on which day. Find somebody who has a copy for the team "
                "and ask what is due today. Do that first, then do what cannot wait."
            )
        )
        return
    yield from _lately(plan, facts)
    yield Prose(f"{today} {days.undated(plan)}".rstrip())
    first_stop = _first_stop(facts)
    way = words_to(say("Day by day, if nobody does what is due"), NOBODY) if facts.outlook.idle else ""
    assumed = say("This assumes that everybody can still work.")
    yield Prose(" ".join(filter(None, (first_stop, assumed, way))) if first_stop else "")
    due = Days(tuple(_days(plan, facts)))
    if due:
        yield Prose(say("Each line assumes that everything else is done as usual."), Tone.NOTE)
        yield due


def _lately(plan: Plan, facts: Facts) -> Iterator[Block]:
    """What fell due shortly before the copy and stops something."""
    told = Bullets(tuple(days.lately(plan, each, facts.as_of) for each in _missed(plan, facts)))
    if told:
        yield Prose(f"**{say(DONE)}.** {say(CHECK)}")
        yield told


def _missed(plan: Plan, facts: Facts) -> tuple[Lately, ...]:
    return tuple(each for each in facts.outlook.lately if plan.obligations[each.node].stops)


def _look_up(plan: Plan) -> Iterator[Block]:
    yield Cards(
        (
            Card(
                SERVE,
                "serve",
                say("Keep serving"),
                say("Answer customers, refund, pay, ship: the work that people do"),
                "serve",
            ),
            Card(
                RESTORE,
                "restore",
                say("Restore"),
                say("Shop, email, payments: the systems that must work again"),
                "restore",
            ),
        ),
        CardLook.DOORS,
    )
    short = say("Short answers to common questions: who, by when, and up to which amount.")
    yield Cards((Card(QUESTIONS, "help", say("Questions and answers"), short),))
    tasks = Rows(tuple(Row(f.id, "tick", f.title, parts.one_line(f)) for f in plan.functions.values()))
    systems = Rows(tuple(Row(s.id, "restore", s.title, parts.one_line(s)) for s in plan.systems.values()))
    if tasks:
        yield Fold((tasks,), say("A task must be done"))
    if systems:
        yield Fold((systems,), say("A system must work again"))


def due_soon(plan: Plan, facts: Facts) -> tuple[Row, ...]:
    """What is due in the days of NEAR, soonest first."""
    if not facts.calendar:
        return ()
    rows = []
    for due in facts.calendar:
        if due.date >= facts.as_of + NEAR:
            break
        duty = plan.obligations[due.obligation]
        who = of_duty(plan, duty)
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


def _today(plan: Plan, facts: Facts) -> str:
    if not facts.outlook.upkeep:
        return ""
    due = any(each.due <= facts.as_of and not _by_itself(each) for each in facts.outlook.upkeep)
    day = words.day(facts.as_of)
    if due:
        return say("For **{day}**, see the first day below.", day=day)
    if _missed(plan, facts):
        return say("On **{day}**, nothing else is due that would stop a task.", day=day)
    return say("On **{day}**, nothing is due that would stop a task.", day=day)


def _first_stop(facts: Facts) -> str:
    for each in facts.outlook.idle:
        if each.what is Happening.STOPS:
            return say(
                "If nobody does what is due or orders anything, the first task to stop is {function}, "
                "on {day}.",
                function=name(each.node),
                day=words.short(each.when, facts.as_of),
            )
    if not facts.outlook.idle:
        return ""
    return say_count(
        "If nobody does what is due or orders anything, nothing stops on the next day.",
        "If nobody does what is due or orders anything, nothing stops in the next {count} days.",
        LOOK.days,
    )


def _waits(plan: Plan, facts: Facts) -> Iterator[Row]:
    """What may be left alone for PATIENCE at least: worked out, or else as far as the plan says it."""
    if not facts.outlook.waits:
        yield from _stated_waits(plan)
        return
    near = facts.as_of
    for each in facts.outlook.waits:
        if not _may_be_left(plan, facts, each):
            continue
        end = (
            say("until {day}", day=whatif.last_day(each.until, near))
            if each.until
            else say_count("at least {count} day", "at least {count} days", LOOK.days)
        )
        if each.until is None:
            note = say("It keeps running by itself.")
        elif each.due is None and each.until == each.stop:
            note = say("It keeps running until then. After that it stops.")
        elif each.due is None:
            note = say("It keeps running until then. After that, only a part of it gets done.")
        else:
            note = say("Do this by then: {duty}.", duty=days.what(plan, each.due))
        yield Row(
            each.function,
            "clock",
            plan.functions[each.function].title,
            " ".join(filter(None, (_on_whose_word(plan, each, near), note, _pause(plan, each.function)))),
            end,
        )


def _on_whose_word(plan: Plan, wait: Wait, start: date) -> str:
    """What a wait takes for granted that no duty, no store and no shift says: only the plan does."""
    alone = plan.functions[wait.function].unattended
    if not alone or wait.due or wait.until is None or wait.until.date() - start < alone.length:
        return ""
    return say("The plan says that nobody is needed for {time}.", time=words.duration(alone))


def _may_be_left(plan: Plan, facts: Facts, wait: Wait) -> bool:
    """Whether nobody need think of it for so long: what runs by itself is still to be looked at in time."""
    function = plan.functions[wait.function]
    look = function.answer_within if function.by.automatic else None
    watched = look is not None and look.length < PATIENCE
    return not watched and (wait.until is None or wait.until.date() >= facts.as_of + PATIENCE)


def _pause(plan: Plan, id: str) -> str:
    return say("You can also pause it: its page says how.") if plan.functions[id].pause else ""


def _stated_waits(plan: Plan) -> Iterator[Row]:
    """What runs on alone, by the plan; a function that a duty belongs to is not among them."""
    busy = {str(id) for duty in plan.obligations.values() for id in duty.stops}
    busy |= {str(hand.who) for duty in plan.obligations.values() for hand in duty.by}
    known = [f for f in plan.functions.values() if f.unattended and f.id not in busy]
    for each in sorted(known, key=lambda f: -f.unattended.length):  # type: ignore[union-attr]  # known
        if each.unattended and each.unattended.length >= PATIENCE:
            alone = say("runs by itself for {time}", time=words.duration(each.unattended))
            yield Row(each.id, "clock", each.title, _pause(plan, each.id), alone)


def _unknown(plan: Plan, facts: Facts) -> tuple[str, ...]:
    """What can be left alone for less, and of which nobody has said how long it may be down."""
    if facts.outlook.waits:
        return tuple(
            each.function
            for each in facts.outlook.waits
            if not each.bearable and not _may_be_left(plan, facts, each)
        )
    return tuple(f.id for f in plan.functions.values() if f.mtpd is None or f.mtpd.duration is None)


def _waits_note(facts: Facts) -> str:
    if not facts.outlook.waits:
        return say("The plan says that these run by themselves. Every other task is more urgent.")
    return say(
        "Calculated for {day}. You can leave each of these until the day beside it, even if nobody does "
        "any work at all. Every other task is more urgent.",
        day=words.day(facts.as_of),
    )


def cards(plan: Plan) -> tuple[Card, ...]:
    """What may have happened, to choose from."""
    return tuple(Card(each.id, each.icon, each.title, parts.one_line(each)) for each in likeliest_first(plan))


def callers(plan: Plan) -> tuple[Call, ...]:
    """People who can be called: first those who may decide that something has happened, then as typed."""
    return tuple(call_rows.call(plan, id) for id in leaders(plan) if plan.people[id].reach)
