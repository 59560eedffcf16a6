"""What happens on which day: duties, stores, stops and returns, each on the day that it belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from outlast import words
from outlast.analysis.whatif.outlook import Lately, Task
from outlast.analysis.whatif.question import Question
from outlast.model import Plan
from outlast.reasons import name, names, refill, used_up
from outlast.site.parts import DayEntry

Dated = tuple[date, DayEntry]
URGENCY = ("stop", "careful", "")
NAMED = 2
"""How many things that are gone are named in a sentence about something else."""


def by_day(entries: Iterable[Dated]) -> Iterator[tuple[date, tuple[DayEntry, ...]]]:
    """The entries of each day, each said once; what stops stands first, the rest in the order of coming."""
    days: defaultdict[date, dict[DayEntry, None]] = defaultdict(dict)
    for day, entry in entries:
        days[day][entry] = None
    for day in sorted(days):
        yield day, tuple(sorted(days[day], key=lambda each: URGENCY.index(each.kind)))


def duty(
    plan: Plan, task: Task, start: date, *, question: Question | None = None, mine: bool = False
) -> DayEntry:
    """A duty or a refilling: who does it, its deadline, and what happens if nobody does it.

    Args:
        start: the first day; dates of its year are said without the year.
        question: what else is assumed; None where nothing is lost. Where something is, days are counted.
        mine: whether it is told to whoever does it, on a page that says what else is assumed.
    """
    late = task.done is None or task.done > task.last
    last = task.last.date()
    by = name(task.by) if task.by else "It goes by itself" if not late else "Nobody can in time"
    who = [] if mine and not late else [by]
    if late and task.by and task.done:
        can = f"{name(task.by)} can do it"
        day = words.near_day(task.done.date(), start)
        # Where the deadline went by with what happened, nothing is in time.
        who = (
            ["At once", f"{can} on {day}"] if last <= start else [f"**Nobody in time**: {can} only on {day}"]
        )
    number = f" (day {(last - start).days})" if question else ""
    until = f"Deadline: {words.near_day(last, start)}{number}" if last > task.due else ""
    said = [f"{each}." for each in (*who, until) if each]
    return DayEntry(
        "box" if _stores(plan, task) else "clock",
        what(plan, task),
        " ".join(filter(None, (*said, consequence(plan, task, start, None if mine else question)))),
        "careful" if late else "",
    )


def consequence(plan: Plan, task: Task, near: date, question: Question | None = None) -> str:
    """What happens if nobody does it, and what else is assumed, in sentences; empty where nothing does."""
    told = _fails(plan, task.node, task.missed, near)
    for first, at in task.stops[:1]:
        told.append(f"{name(first)} stops on {words.near_day(at.date(), near)}")
    if not told:
        return ""
    more = len(task.stops) - 1
    verb = "stops" if more == 1 else "stop"
    rest = f" {words.capital(words.count(more, 'more function'))} {verb} later." if more > 0 else ""
    return f"If nobody does it{meanwhile(plan, question)}, {words.some(told)}.{rest}"


def meanwhile(plan: Plan, question: Question | None) -> str:
    """What else a consequence assumes: ` while {sam} is away for 21 days`; empty where nothing is lost."""
    gone = list(question.losses) if question else []
    if not gone:
        return ""
    if len(gone) > NAMED:
        return " while all this is gone"
    verb = "is" if len(gone) == 1 else "are"
    how = "away" if {*gone} <= {*plan.people} else "gone"
    lengths = {*question.losses.values()} if question else set()
    length = next(iter(lengths)) if len(lengths) == 1 else None
    lasting = f" for {words.count(length.days, 'day')}" if length and length.days else ""
    return f" while {names(gone)} {verb} {how}{lasting}"


def lately(plan: Plan, each: Lately, near: date) -> str:
    """A duty of which nobody knows whether it was done: when it was due, its deadline, and what fails."""
    due = words.some(words.near_day(day, near) for day in each.days)
    verb = "is" if each.last.date() >= near else "was"
    told = [
        f"{name(each.node)} was due on {due}.",
        f"The deadline {verb} {words.near_day(each.last.date(), near)}.",
    ]
    fails = words.some(_fails(plan, each.node, each.missed, near))
    if fails:
        told.append(f"If it was not done, {fails}.")
    return " ".join(told)


def _fails(plan: Plan, node: str, missed: datetime | None, near: date) -> list[str]:
    """What comes first of a duty or a refilling that is left undone: before any function stops."""
    if missed is None:
        return []
    day = words.near_day(missed.date(), near)
    if node not in plan.obligations:
        return [f"{used_up(plan, name(node), (node,))} from {day}"]
    stops = [str(id) for id in plan.obligations[node].stops if id not in plan.functions]
    people = [id for id in stops if id in plan.people]
    things = [id for id in stops if id not in plan.people]
    told = [f"{names(people)} {'does' if len(people) == 1 else 'do'} not work from {day}"] if people else []
    return [*told, f"{names(things)} cannot be used from {day}"] if things else told


def what(plan: Plan, task: Task) -> str:
    """What is to be done, in small Markdown: the duty, or to order or top up what is kept in store."""
    return refill(plan, task.node) if _stores(plan, task) else name(task.node)


def _stores(plan: Plan, task: Task) -> bool:
    return task.node in plan.stock or task.node in plan.funds
