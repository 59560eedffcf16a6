"""What happens on which day: duties, stores, stops and returns, each on the day that it belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from outlast import words
from outlast.analysis.whatif.outlook import Lately, Task
from outlast.analysis.whatif.question import Question
from outlast.languages import say, say_count
from outlast.model import Plan
from outlast.model.recurrence import Unknown
from outlast.reasons import name, names, refill
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
    counts = _deadline(task, start, counted=question is not None), _full(plan, task, start, question)
    said = [*_doer(task, start, mine=mine), *counts]
    late = task.done is None or task.done > task.last
    return DayEntry(
        "box" if _stores(plan, task.node) else "clock",
        what(plan, task.node),
        " ".join(filter(None, (*said, consequence(plan, task, start, None if mine else question)))),
        "careful" if late else "",
    )


def _doer(task: Task, start: date, *, mine: bool) -> Iterator[str]:
    """Who does it, in sentences; nothing where it is told to them and they can."""
    if task.done is None:
        yield say("Nobody can do this in time.")
    elif task.done <= task.last:
        if not mine:
            yield _in_time(task, task.done.date(), start)
    elif not task.by:
        yield say("This happens by itself, but too late.")
    else:
        values = {"person": name(task.by), "day": words.near_day(task.done.date(), start)}
        # Where the deadline went by with what happened, nothing is in time.
        if task.last.date() <= start:
            yield say("Do it at once. {person} can do it on {day}.", **values)
        else:
            yield say(
                "**Nobody can do this in time.** {person} can do it on {day} at the earliest.", **values
            )


def _in_time(task: Task, day: date, start: date) -> str:
    if not task.by:
        return say("This happens by itself.")
    if day < task.due:  # they do not work on the day on which it is due
        return say("By: {person}, on {day}.", person=name(task.by), day=words.near_day(day, start))
    return say("By: {person}.", person=name(task.by))


def _deadline(task: Task, start: date, *, counted: bool) -> str:
    last = task.last.date()
    if last <= task.due:
        return ""
    day, number = words.near_day(last, start), (last - start).days
    return (
        say("Deadline: {day} (day {number}).", day=day, number=number)
        if counted
        else say("Deadline: {day}.", day=day)
    )


def _full(plan: Plan, task: Task, start: date, question: Question | None) -> str:
    """What the deadline of an order takes for granted: no plan knows what is left on the shelf."""
    if not _stores(plan, task.node) or (question and task.node in question.losses):
        return ""
    day = words.near_day(start, start)
    if task.node in plan.stock:
        return say("This assumes that the store is full on {day}. If less is left, order earlier.", day=day)
    return say(
        "This assumes the usual amount on {day}. If less is left, top it up earlier.",
        day=day,
    )


def consequence(plan: Plan, task: Task, near: date, question: Question | None = None) -> str:
    """What happens if nobody does it, and what else is assumed, in sentences; empty where nothing does."""
    told = list(_fails(plan, task.node, task.missed, near))
    for first, at in task.stops[:1]:
        told.append(
            say("{function} stops on {day}.", function=name(first), day=words.near_day(at.date(), near))
        )
    if not told:
        return ""
    if (later := len(task.stops) - 1) > 0:
        told.append(say_count("{count} more task stops later.", "{count} more tasks stop later.", later))
    return " ".join(filter(None, (_undone(plan, task.node), *told, meanwhile(plan, question))))


def without_consequence(plan: Plan, node: str) -> str:
    """What is said where nothing stops: what it costs, or that the plan names nothing that could."""
    duty = plan.obligations.get(node)
    if duty and (duty.fee or duty.loss):
        currency = str(plan.business.currency)
        costs = (words.money(duty.fee, currency), words.loss(duty.loss, currency))
        return say("Nothing stops. Being late costs {amount}.", amount=words.some(filter(None, costs)))
    return say("Nothing stops.") if not duty or duty.stops else say("The plan names nothing that stops.")


def _undone(plan: Plan, node: str) -> str:
    duty = plan.obligations.get(node)
    if not (duty and duty.automatic):
        return say("If nobody does it:")
    return say("If this payment fails:") if duty.fund else say("If it does not happen:")


def meanwhile(plan: Plan, question: Question | None) -> str:
    """What else a consequence assumes, as a sentence; empty where nothing is lost."""
    gone = list(question.losses) if question else []
    if not gone:
        return ""
    if len(gone) > NAMED:
        return say("This assumes that everything listed above is gone.")
    lengths = {*question.losses.values()} if question else set()
    length = next(iter(lengths)) if len(lengths) == 1 else None
    lasting = words.length(timedelta(days=length.days)) if length and length.days else ""
    lost = names(gone)
    if {*gone} <= {*plan.people}:
        if lasting:
            return say("This assumes that {people} cannot work for {time}.", people=lost, time=lasting)
        return say("This assumes that {people} cannot work.", people=lost)
    if lasting:
        return say("This assumes that you do without {things} for {time}.", things=lost, time=lasting)
    return say("This assumes that you do without {things}.", things=lost)


def undated(plan: Plan) -> str:
    """The duties of which nobody wrote down when they are due, in a sentence; empty where there is none."""
    found = [
        duty.id for duty in plan.obligations.values() if duty.due and isinstance(duty.due.rhythm, Unknown)
    ]
    return (
        say(
            "The plan does not say when these are due: {duties}. Ask today: one may be due already.",
            duties=names(found),
        )
        if found
        else ""
    )


def lately(plan: Plan, each: Lately, near: date) -> str:
    """A turn of a duty of which nobody knows whether it was done: when due, its deadline, and what fails."""
    last = words.near_day(each.last.date(), near)
    told = [say("{duty} was due on {day}.", duty=name(each.node), day=words.near_day(each.due, near))]
    told.append(
        say("The deadline is {day}.", day=last)
        if each.last.date() >= near
        else say("The deadline was {day}.", day=last)
    )
    fails = list(_fails(plan, each.node, each.missed, near))
    return " ".join((*told, say("If it was not done:"), *fails) if fails else told)


def _fails(plan: Plan, node: str, missed: datetime | None, near: date) -> Iterator[str]:
    """What comes first of a duty or a refilling that is left undone: before any function stops."""
    if missed is None:
        return
    day = words.near_day(missed.date(), near)
    if node not in plan.obligations:
        yield say("There is nothing left of {store} from {day}.", store=name(node), day=day)
        return
    stops = [str(id) for id in plan.obligations[node].stops if id not in plan.functions]
    people = [id for id in stops if id in plan.people]
    suppliers = [id for id in stops if id in plan.suppliers]
    things = [id for id in stops if id not in (*people, *suppliers)]
    if people:
        yield say_count(
            "{people} does not work from {day}.",
            "{people} do not work from {day}.",
            len(people),
            people=names(people),
            day=day,
        )
    if suppliers:
        yield say_count(
            "{suppliers} is not available from {day}.",
            "{suppliers} are not available from {day}.",
            len(suppliers),
            suppliers=names(suppliers),
            day=day,
        )
    if things:
        yield say("You cannot use {things} from {day}.", things=names(things), day=day)


def what(plan: Plan, node: str) -> str:
    """What is to be done, in small Markdown: the duty, or to order or top up what is kept in store."""
    return refill(plan, node) if _stores(plan, node) else name(node)


def _stores(plan: Plan, node: str) -> bool:
    return node in plan.stock or node in plan.funds
