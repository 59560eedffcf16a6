"""What comes round: duties on their days, and what is to be read again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from outlast import words
from outlast.analysis.calendar import working_days
from outlast.analysis.freshness import review_due
from outlast.languages import say, say_count
from outlast.model import Plan, Thing
from outlast.model.obligations import Obligation
from outlast.model.recurrence import (
    EveryDays,
    EveryMonths,
    EveryWeeks,
    EveryYear,
    IsWorkingDay,
    MonthDay,
    Once,
    Recurrence,
    Unknown,
)
from outlast.model.value import Text
from outlast.pages.downloads.ics import Event
from outlast.site import BuildInfo

AHEAD = timedelta(days=400)
"""How far the calendar reaches: a year, and the weeks until somebody makes a new copy."""

_BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def duties(plan: Plan, info: BuildInfo) -> tuple[Event, ...]:
    """What is due from this day on, by day, and the day on which to make the next copy.

    Days and weeks recur as a rule. Months and years do not, since no rule can say "or the working day
    before": each of their days is an event of its own.
    """
    as_of, working = info.as_of, working_days(plan.business)
    due = (
        event
        for obligation in plan.obligations.values()
        if obligation.due
        for event in _events(plan, obligation, obligation.due, as_of, working)
    )
    found = (*due, *_reviews(plan, as_of))
    return tuple(sorted((*found, *_next_copy(info)) if found else (), key=lambda it: (it.day, it.key)))


def _events(
    plan: Plan, duty: Obligation, due: Recurrence, as_of: date, working: IsWorkingDay
) -> Iterator[Event]:
    end = as_of + min(AHEAD, date.max - as_of)
    days = due.days(as_of, end, working)
    lines = tuple(_lines(plan, duty))
    # No rule can leave out the days on which the business is closed.
    holidays = plan.business.closed and isinstance(due.rhythm, EveryDays) and due.rhythm.working_only
    rule = "" if holidays else _rule(due, end, working)
    if rule and days:
        yield Event(f"obligations/{duty.id}", days[0], duty.title, lines, rule)
        return
    for day in days:
        yield Event(f"obligations/{duty.id}{_turn(due, day, working)}", day, duty.title, lines, early=True)


def _turn(due: Recurrence, day: date, working: IsWorkingDay) -> str:
    """Which time of a duty falls on this day: the same when the rule moves to another day of the month.

    So a calendar moves the event when it reads the next copy, and does not hold both days.
    """
    match due.rhythm:
        case EveryMonths(step=step, on=on, months=months):
            index = day.year * 12 + day.month - 1
            # A working day before the first lies in the month before its own.
            around = {at: on.of(*_month(at), working) for at in range(index - 1, index + 2) if _is_month(at)}
            own = min(around, key=lambda at: abs(around[at] - day))
            year, month = _month(own)
            return f"/{year}-{months.index(month) + 1}" if month in months else f"/{own // step}"
        case EveryYear(month=month, day=number):
            years = [year for year in range(day.year - 1, day.year + 2) if _is_month(year * 12)]
            on_day = MonthDay(number)
            return f"/{min(years, key=lambda year: abs(on_day.of(year, month, working) - day))}"
        case Once():
            return ""
        case EveryDays() | EveryWeeks() | Unknown():
            return f"/{day.isoformat()}"


def _month(index: int) -> tuple[int, int]:
    return index // 12, index % 12 + 1


def _is_month(index: int) -> bool:
    return date.min.year <= index // 12 <= date.max.year


def _rule(due: Recurrence, end: date, working: IsWorkingDay) -> str:
    """The same rhythm as an RRULE until `end`; nothing for one that has none."""
    until = f"UNTIL={end - timedelta(days=1):%Y%m%d}"
    match due.rhythm:
        case EveryDays(working_only=True):
            week = (date(2024, 1, 1) + timedelta(days=number) for number in range(7))  # from a Monday on
            days = ",".join(_BYDAY[day.weekday()] for day in week if working(day))
            return f"FREQ=WEEKLY;BYDAY={days};{until}" if days else ""
        case EveryDays(step=step):
            return f"FREQ=DAILY;INTERVAL={step};{until}"
        case EveryWeeks(step=step, weekdays=numbers):
            days = ",".join(_BYDAY[number] for number in sorted(numbers))
            return f"FREQ=WEEKLY;INTERVAL={step};WKST=MO;BYDAY={days};{until}"
        case Unknown() | Once() | EveryMonths() | EveryYear():
            return ""


def _lines(plan: Plan, duty: Obligation) -> Iterator[str]:
    """What somebody must know who has only the calendar."""
    who = words.some((_name(plan, hand.who) for hand in duty.by), "or")
    if who:
        yield say("Who: {people}", people=who)
    if duty.amount:
        yield say("Amount: {amount}", amount=words.money(duty.amount, plan.business.currency))
        if duty.fund:
            yield say("Pay from: {fund}", fund=_name(plan, duty.fund))
    if duty.grace:
        yield say("You can be up to {time} late without harm.", time=words.duration(duty.grace))
    if duty.stops:
        stops = words.some(_name(plan, id) for id in duty.stops)
        yield say("If nobody does it, this stops: {things}", things=stops)
    yield say("The runbook says how to do it, under Keep serving, What is due.")


def _reviews(plan: Plan, as_of: date) -> Iterator[Event]:
    """One event for all that is to be read again on a day; what is late counts for the day of the copy."""
    by_day: dict[date, list[Thing]] = defaultdict(list)
    for id, day in review_due(plan).items():
        if day is not None and day < as_of + min(AHEAD, date.max - as_of):
            by_day[max(day, as_of)].append(plan.thing(id))
    # By its turn: what was read again has another day in the next copy, and no event stays for the old one.
    for turn, (day, things) in enumerate(sorted(by_day.items()), 1):
        lines = (
            say("Read these pages of the runbook again. Correct what is no longer true. Write down the day."),
            *(_reviewed(plan, thing) for thing in things),
        )
        yield Event(
            f"reviews/{turn}",
            day,
            say_count(
                "Read the runbook again: {count} page", "Read the runbook again: {count} pages", len(things)
            ),
            lines,
        )


def _next_copy(info: BuildInfo) -> Iterator[Event]:
    """The last day on which to trust this copy; in the next copy it is later."""
    lines = (
        say("Your copy of the runbook is valid until today."),
        say("Build it again. Make a new stick and binder. Import the new duties.ics and contacts.vcf."),
    )
    yield Event("copy", info.until, say("Make a new copy of the runbook"), lines, early=True)


def _reviewed(plan: Plan, thing: Thing) -> str:
    return (
        say("{page} ({person})", page=thing.title, person=_name(plan, thing.owner))
        if thing.owner
        else thing.title
    )


def _name(plan: Plan, id: str | Text) -> str:
    return plan.thing(str(id)).title
