"""The answer to a question of the what-if as a page: what stops first, what to do, then who, when and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from outlast import words
from outlast.analysis.sign_ins import rests_on
from outlast.analysis.whatif.answer import BandAnswer, FunctionAnswer, Stop
from outlast.languages import say, say_count
from outlast.model import Plan
from outlast.pages import proven, whatif, without
from outlast.reasons import name, names, plain, reasons, unknown
from outlast.site import Page, Part
from outlast.site.blocks import (
    Block,
    Bullets,
    FactList,
    Prose,
    Section,
    Table,
    Tone,
    mentions,
    opening,
    section,
)

if TYPE_CHECKING:
    from outlast.analysis.whatif.report import Report

CHANGES = 8
"""Rows that a table of changes may have; of a longer one the middle is left out, and it is said how much."""

Sections = tuple[Section, ...]


def page(report: Report) -> Page:
    """The whole answer; names, amounts and all: it is for those who may see the full edition."""
    return Page(
        "what-if",
        question(report),
        Part.READINESS,
        (
            *opening(Bullets(_lost(report)), Prose(whatif.reading(report.answer.question), Tone.NOTE)),
            *section(
                "stops",
                say("What stops"),
                Prose(whatif.headline(report.answer, report.asks, report.tasks)),
                Prose(whatif.passwords(report.plan, report.answer)),
                *_stops(report),
                Bullets(tuple(_late(report))),
            ),
            *section("cost", say("What it costs"), FactList(without.cost(report.plan, report.answer))),
            *section("back", say("What comes back"), _uncaptioned(without.order(report.plan, report.answer))),
            *section("todo", say("Ask for this and do this in time"), _todo(report)),
            *_functions(report),
            *section("anyway", say("What stops anyway, whatever is gone"), Bullets(tuple(_anyway(report)))),
            *section("missed", say("Duties that are not done in time"), _missed(report)),
            *section("down", say("What else you cannot use"), _down(report)),
            *section("access", say("Access that people need for this"), Bullets(_access(report))),
            *section("unknown", say("Questions that the plan does not answer"), Bullets(_unknown(report))),
            *section(
                "usual",
                say("These go on as usual"),
                Bullets(mentions(whatif.untouched(report.plan, report.answer))),
            ),
        ),
    )


def _access(report: Report) -> tuple[str, ...]:
    """The ways in of those who stand in, and what is known of each."""
    ways = rests_on(report.plan, report.answer)
    return tuple(
        say(
            "{person} signs in to {system}. Test: {proof}.",
            person=name(each.who),
            system=name(each.system),
            proof=proven.state(each),
        )
        for each in ways
    )


def question(report: Report, *, timed: bool = True) -> str:
    """What was asked, in a plain sentence; without for how long, for several answers side by side."""
    asked = report.answer.question
    day = whatif.begins(asked)
    if report.scenarios:
        happened = words.some(f"“{report.plan.things[id].title}”" for id in report.scenarios)
        return say("What if this happens on {day}: {scenarios}?", day=day, scenarios=happened)
    if not timed:
        gone = plain(report.plan, names(id for id, _ in asked.lost))
        return say("What if you do without {things} from {day}?", things=gone, day=day)
    lost = plain(report.plan, " ".join(_losses(report)))
    # For translators: {events} is one or more whole sentences: Sam is away for 4 days.
    return say("From {day}: {events} What happens?", day=day, events=lost)


def _lost(report: Report) -> tuple[str, ...]:
    """What a scenario takes away, which its name does not say."""
    return tuple(_losses(report)) if report.scenarios else ()


def _losses(report: Report) -> list[str]:
    """`{sam} is away for 21 days.`, for all that is gone for the same time."""
    by_length: dict[timedelta | None, list[str]] = {}
    for id, gone in report.answer.question.lost:
        by_length.setdefault(gone, []).append(id)
    return [_gone(report.plan, ids, gone) for gone, ids in by_length.items()]


def _gone(plan: Plan, ids: list[str], gone: timedelta | None) -> str:
    if all(id in plan.people for id in ids):
        if gone is None:
            return say_count("{people} is away.", "{people} are away.", len(ids), people=names(ids))
        return say_count(
            "{people} is away for {time}.",
            "{people} are away for {time}.",
            len(ids),
            people=names(ids),
            time=words.length(gone),
        )
    if gone is None:
        return say_count(
            "You do not have {things} until it is restored.",
            "You do not have {things} until they are restored.",
            len(ids),
            things=names(ids),
        )
    return say("You do not have {things} for {time}.", things=names(ids), time=words.length(gone))


def _stops(report: Report) -> Iterator[Table]:
    """The bands that stop, first stop first; those that stop only after the window apart."""
    answer = report.answer
    found = sorted(
        (
            (stop, function, each)
            for _, function, each in without.changed(report.plan, answer)
            if (stop := each.first)
        ),
        key=lambda one: one[0].start,
    )
    heads = (say("When"), say("What"), say("Until"), say("Too long from"), say("What you lose"))
    after = say("Later than {time} from the start", time=words.length(answer.question.window))
    for caption, later in (("", False), (after, True)):
        rows = tuple(
            _stop(report, stop, function, each)
            for stop, function, each in found
            if (stop.start >= answer.end) is later
        )
        if rows:
            yield Table(caption, heads, rows)


def _stop(report: Report, stop: Stop, function: FunctionAnswer, amounts: BandAnswer) -> tuple[str, ...]:
    answer, plan = report.answer, report.plan
    near = answer.start.date()
    own = [each for each in amounts.stops if not each.anyway]
    again = len(own) - 1
    until = words.short(stop.end, near) if stop.end else say("Not known")
    if again:
        more = say_count("It stops {count} more time.", "It stops {count} more times.", again)
        until = f"{until}. {more}"
    breached = next((each.breached for each in own if each.breached), None)
    lost = amounts.cost if stop.start < answer.end else amounts.tail
    return (
        say("At once") if stop.start == answer.start else whatif.numbered(stop.start, answer),
        without.subject(plan, function, amounts),
        until,
        words.short(breached, near) if breached else "",
        words.about(lost, plan.business.currency)
        if plan.functions[function.function].loss
        else say("Not known"),
    )


def _late(report: Report) -> Iterator[str]:
    """Where somebody waits too long for an answer, though nothing stops."""
    for function in report.answer.functions.values():
        gap = whatif.unanswered(function)
        if gap and gap.broken and not function.stop:
            yield say(
                "{task} does not stop, but answers come too late from {day}.",
                task=name(function.function),
                day=whatif.numbered(gap.broken, report.answer),
            )


def _uncaptioned(table: Table | None) -> Table | None:
    """The table without a caption that repeats the heading above it."""
    return Table("", table.heads, table.rows) if table else None


def _todo(report: Report) -> Table | None:
    return _uncaptioned(without.todo(report.plan, report.asks, report.tasks, report.answer))


def _down(report: Report) -> Table | None:
    return _uncaptioned(without.down(report.plan, report.answer, report.answer.horizon))


def _functions(report: Report) -> Iterator[Section]:
    """A part for each function that does not go as usual: who does it when, why it stops, what that costs."""
    plan, answer = report.plan, report.answer
    told = {function.function: function for _, function, _ in without.changed(plan, answer)}
    stopped = [each for each in told.values() if each.stop]
    others = [each for each in told.values() if not each.stop]
    drawn = without.picture(plan, "answer", answer, say("What if"))
    title = say("Who does it when, and why it stops") if stopped else say("Who does it when")
    yield from section("days", title, drawn)
    for each in stopped:
        yield from _function(report, each)
    if stopped and others:
        yield from section("otherwise", say("What goes on in another way"), Prose(say("These do not stop.")))
    for each in others:
        yield from _function(report, each)


def _function(report: Report, function: FunctionAnswer) -> Sections:
    plan, answer = report.plan, report.answer
    title = plan.functions[function.function].title
    costs = (
        ()
        if not (function.cost or function.tail or function.cover)
        else without.amounts(plan, function, answer)
    )
    return section(
        f"function-{function.function}",
        title,
        *(
            block
            for each in function.bands
            if whatif.changes(function, each)
            for block in _when(report, function, each)
        ),
        *_why(report, function),
        Prose(_limit(report, function)),
        Prose(whatif.unstaffed(plan, function, answer)),
        FactList(costs),
        level=3,
    )


def _when(report: Report, function: FunctionAnswer, amounts: BandAnswer) -> Iterator[Block]:
    """Who does it from when on."""
    near = report.answer.start.date()
    rows = [
        (words.capital(words.short(start, near)), said)
        for start, said in without.pieces(report.plan, function.function, amounts)
    ]
    if len(rows) > CHANGES:
        left = len(rows) - CHANGES
        rows[CHANGES - 1 : -1] = [
            (
                "…",
                say_count(
                    "There is {count} more change. `--format csv` shows all of them.",
                    "There are {count} more changes. `--format csv` shows all of them.",
                    left,
                ),
            )
        ]
    about = words.capital(without.bounds(report.plan, amounts)) if len(function.bands) > 1 else ""
    yield Table(about, (say("From"), say("What happens")), tuple(rows))
    yield Prose(whatif.lessening(amounts))


def _why(report: Report, function: FunctionAnswer) -> Iterator[Block]:
    """Why it stops, each time, and what it waits for; the same reasons are not said twice of one function."""
    answer = report.answer
    told: dict[tuple[str, ...], datetime] = {}
    for amounts in function.bands:
        subject = without.subject(report.plan, function, amounts)
        for stop in (each for each in amounts.stops if not each.anyway):
            why = _reasons(report, stop, stop.start)
            said = whatif.stopped(subject, stop.start, answer)
            if why in told:
                day = whatif.numbered(told[why], answer)
                yield Prose(" ".join((said, say("The reasons are the same as on {day}.", day=day))))
            else:
                told[why] = stop.start
                yield Prose(" ".join((said, say("This is why:"))) if why else said)
                yield Bullets(why)
            still = _reasons(report, stop, answer.horizon) if stop.still else ()
            if still:
                day = whatif.numbered(answer.horizon, answer)
                yield Prose(say("It is still stopped on {day}. This is why:", day=day))
                yield Bullets(still)
            path = whatif.path(function.function, stop)
            yield Prose(path)


def _reasons(report: Report, stop: Stop, at: datetime) -> tuple[str, ...]:
    causes = stop.causes if at == stop.start else stop.still
    return reasons(report.plan, report.answer.question.start, causes, at)


def _limit(report: Report, function: FunctionAnswer) -> str:
    """From when on it is down for longer than it may be."""
    if function.breached is None:
        return ""
    limit = words.target(report.plan.functions[function.function].mtpd)
    day = whatif.numbered(function.breached, report.answer)
    return say("The longest acceptable stop is {time}. It ends on {day}.", time=limit, day=day)


def _anyway(report: Report) -> Iterator[str]:
    """What would stop even if nothing had happened, with the reasons; one line where they share them."""
    answer, plan = report.answer, report.plan
    alike: dict[tuple[datetime, datetime | None, str], list[str]] = {}
    for function in answer.functions.values():
        for amounts in function.bands:
            for stop in (each for each in amounts.stops if each.anyway):
                why = whatif.why(plan, answer, stop.causes, stop.start)
                subject = without.subject(plan, function, amounts)
                alike.setdefault((stop.start, stop.end, why), []).append(subject)
    near = answer.start.date()
    for (start, end, why), subjects in sorted(alike.items(), key=lambda each: each[0][0]):
        tasks, day = words.some(subjects), whatif.numbered(start, answer)
        said = (
            say("{tasks}: from {day} until {end}.", tasks=tasks, day=day, end=words.short(end, near))
            if end
            else say("{tasks}: from {day} on.", tasks=tasks, day=day)
        )
        yield f"{said} {why}".rstrip()


def _missed(report: Report) -> Table | None:
    near = report.answer.start.date()
    rows = tuple(
        (
            name(each.duty),
            words.brief_day(each.day, year=each.day.year != near.year),
            words.short(each.late, near),
            _done(each.by, words.short(each.done, near)) if each.done else say("Not done"),
            words.about(each.cost + each.tail, report.plan.business.currency),
        )
        for each in report.answer.missed
    )
    return (
        Table("", (say("Duty"), say("Due"), say("Too late from"), say("Done"), say("What you lose")), rows)
        if rows
        else None
    )


def _done(by: str | None, day: str) -> str:
    if not by:
        return say("By itself on {day}", day=day)
    return say("By {person} on {day}", person=name(by), day=day)


def _unknown(report: Report) -> tuple[str, ...]:
    return tuple(dict.fromkeys(unknown(each) for each in report.answer.unknown))
