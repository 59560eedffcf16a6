"""What happens on which day: duties, stores, stops and returns, each on the day that it belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from outlast import words
from outlast.analysis.whatif.outlook import Task
from outlast.model import Plan
from outlast.reasons import name, refill
from outlast.site.parts import DayEntry

Dated = tuple[date, DayEntry]
URGENCY = ("stop", "careful", "")


def by_day(entries: Iterable[Dated]) -> Iterator[tuple[date, tuple[DayEntry, ...]]]:
    """The entries of each day, each said once; what stops stands first, the rest in the order of coming."""
    days: defaultdict[date, dict[DayEntry, None]] = defaultdict(dict)
    for day, entry in entries:
        days[day][entry] = None
    for day in sorted(days):
        yield day, tuple(sorted(days[day], key=lambda each: URGENCY.index(each.kind)))


def duty(plan: Plan, task: Task, start: date, *, counted: bool) -> DayEntry:
    """A duty or a refilling: who does it, until when it is in time, and what stops if nobody does.

    Args:
        start: the first day; dates of its year are said without the year.
        counted: whether days are counted from it.
    """

    def said(day: date) -> str:
        number = f" (day {(day - start).days})" if counted else ""
        return words.brief_day(day, year=day.year != start.year) + number

    late = task.done is None or task.done > task.last
    last = task.last.date()
    who = [name(task.by) if task.by else "It goes by itself" if not late else "Nobody can in time"]
    if late and task.by and task.done and last <= start:  # gone with what happened: nothing is in time
        who = ["At once", f"{name(task.by)} can do it on {said(task.done.date())}"]
    elif late and task.by and task.done:
        who = [f"**Nobody in time**: {name(task.by)} can do it only on {said(task.done.date())}"]
    until = f"In time until {said(last)}" if last > task.due else ""
    stops = words.some(f"{name(id)} stops on {said(at.date())}" for id, at in task.stops[:3])
    more = len(task.stops) - 3
    stops += f" and {words.count(more, 'more function')} later" if more > 0 else ""
    return DayEntry(
        "box" if _stores(plan, task) else "clock",
        what(plan, task),
        " ".join(f"{each}." for each in (*who, until, f"If not: {stops}" if stops else "") if each),
        "careful" if late else "",
    )


def what(plan: Plan, task: Task) -> str:
    """What is to be done, in small Markdown: the duty, or to order or top up what is kept in store."""
    return refill(plan, task.node) if _stores(plan, task) else name(task.node)


def _stores(plan: Plan, task: Task) -> bool:
    return task.node in plan.stock or task.node in plan.funds
