"""The answer for somebody who reads a terminal on the worst day: first what stops, then why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta

from outlast import words
from outlast.analysis.whatif.answer import BandAnswer, FunctionAnswer, Stop
from outlast.analysis.whatif.question import Question
from outlast.cli.whatif.down import back, down
from outlast.cli.whatif.passages import passages
from outlast.cli.whatif.pen import Pen, length
from outlast.cli.whatif.report import Report, gist, is_affected, stops
from outlast.reasons import ask, name, names, task, unknown


def text(report: Report) -> str:
    """The whole answer, ending with a newline."""
    answer = report.answer
    pen = Pen(report.plan, answer.question.start, (answer.end - timedelta(seconds=1)).date())
    affected = [each for each in answer.functions.values() if is_affected(each)]
    stopped = [each for each in affected if each.stop]
    others = [each for each in affected if not each.stop]
    stopped.sort(key=lambda each: each.stop.start if each.stop else answer.start)
    parts = (
        list(_question(pen, report)),
        list(_summary(pen, report, len(stopped))),
        _section("Back again, or replaced", back(pen, report)),
        _section("Ask for this", _asks(pen, report)),
        _section("Do this in time", _tasks(pen, report)),
        _section("Who does it when, and why it stops", passages(pen, report, stopped)),
        _section("Goes on in another way", passages(pen, report, others)),
        _section("Stops anyway, whatever is gone", _anyway(pen, report)),
        _section("Duties that are missed", _missed(pen, report)),
        _section("What else is down", down(pen, report)),
        _section("Not known, because the plan does not say it", _unknown(pen, report)),
        _section("Not touched", _untouched(pen, report, {each.function for each in affected})),
    )
    return "\n".join("\n".join(part) + "\n" for part in parts if part)


def reading(question: Question) -> tuple[str, ...]:
    """How the laws are read, where that is not the usual way."""
    return tuple(
        said
        for holds, said in (
            (not question.ask, "nobody is asked for anything"),
            (not question.break_glass, "no sealed way in is used"),
            (question.limited_hands, "who restores does one system at a time"),
            (question.from_incident, "how long something may be down counts from the first day"),
            (question.measured, "restoring takes as long as in the last drill"),
        )
        if holds
    )


def _question(pen: Pen, report: Report) -> Iterator[str]:
    question = report.answer.question
    by_length: dict[timedelta | None, list[str]] = {}
    for id, gone in question.lost:
        by_length.setdefault(gone, []).append(id)
    said = [_gone(report, ids, gone) for gone, ids in by_length.items()]
    day = words.day(question.start)
    if report.scenarios:
        happened = words.some(f'"{{{id}}}"' for id in report.scenarios)
        yield from pen.lines(f"What if this happens on {day}: {happened}?")
        for each in said:
            yield from pen.lines(f"{each}.")
    else:
        yield from pen.lines(f"What if {words.some(said)}, from {day}?")
    if any(gone is None or gone != question.window for gone in by_length):
        yield from pen.lines(f"Counted over {length(question.window)}; what comes later stands apart.")
    for switch in reading(question):
        yield from pen.lines(f"Read so: {switch}.")


def _gone(report: Report, ids: list[str], gone: timedelta | None) -> str:
    people = all(id in report.plan.people for id in ids)
    verb = ("is" if len(ids) == 1 else "are") + (" away" if people else " gone")
    how_long = f"for {length(gone)}" if gone is not None else "until restored"
    return f"{names(ids)} {verb} {how_long}"


def _summary(pen: Pen, report: Report, stopped: int) -> Iterator[str]:
    """What stops, by time, one line each, and what it costs."""
    answer, seen, tail = report.answer, set[tuple[str, int]](), False
    if stopped:
        total = words.count(len(report.plan.functions), "function")
        yield from pen.lines(f"{stopped} of {total} {'stops' if stopped == 1 else 'stop'}:")
    else:
        yield from pen.lines("Nothing stops that would not stop anyway.")
    for function, amounts, stop in stops(answer, anyway=False):
        if (function.function, amounts.number) in seen:
            continue
        seen.add((function.function, amounts.number))
        if not tail and stop.start >= answer.end:
            tail = True
            yield from pen.lines(f"Later, after the {length(answer.question.window)}:")
        yield from _first(pen, function, amounts, stop)
    costs = pen.costs(answer.cost, answer.tail, answer.cover)
    yield ""
    yield from pen.lines(f"It costs about {costs}." if costs else "It costs nothing that the plan knows of.")


def _first(pen: Pen, function: FunctionAnswer, amounts: BandAnswer, stop: Stop) -> Iterator[str]:
    number = (stop.start.date() - pen.start).days
    later = [each for each in amounts.stops if not each.anyway and each is not stop]
    until = pen.until(stop.end)
    until += ", and once more" if len(later) == 1 else f", and {len(later)} times more" if later else ""
    breached = next((each.breached for each in (stop, *later) if each.breached), None)
    late = f"; too long from {pen.day(breached)}" if breached else ""
    head = f"  {pen.day(datetime.combine(stop.start, time())):<11} (day {number})  "
    yield from pen.lines(f"{pen.title(function.function, amounts)}: {until}{late}", f"{head:<24}")


def _asks(pen: Pen, report: Report) -> Iterator[str]:
    for each in sorted(report.asks, key=lambda a: (a.by or report.answer.start, a.stop, a.function, a.who)):
        yield from pen.lines(ask(each, pen.start), "  - ")


def _tasks(pen: Pen, report: Report) -> Iterator[str]:
    for each in sorted(report.tasks, key=lambda t: (t.last, t.node)):
        yield from pen.lines(task(each, pen.start), "  - ")


def _anyway(pen: Pen, report: Report) -> Iterator[str]:
    """What would stop even if nothing had happened, with the first reason; one line where they share it."""
    alike: dict[tuple[datetime, datetime | None, str], list[str]] = {}
    for function, amounts, stop in stops(report.answer, anyway=True):
        lines = report.telling.chain(stop.causes, stop.start)
        key = (stop.start, stop.end, gist(lines))
        alike.setdefault(key, []).append(pen.title(function.function, amounts))
    for (start, end, why), titles in alike.items():
        said = f"{'; '.join(titles)}: from {pen.day(start)}, {pen.until(end)}."
        yield from pen.lines(f"{said} {why}", "  - ")


def _missed(pen: Pen, report: Report) -> Iterator[str]:
    for each in report.answer.missed:
        due = pen.day(datetime.combine(each.day, time()))
        done = f"done on {pen.day(each.done)}" if each.done else "not done"
        by = f" by {name(each.by)}" if each.by else ""
        lost = each.cost + each.tail
        cost = f"; costs {pen.money(lost)}" if lost else ""
        late = f"too late from {pen.day(each.late)}"
        yield from pen.lines(f"{pen.title(each.duty)}: due {due}, {late}, {done}{by}{cost}", "  - ")


def _unknown(pen: Pen, report: Report) -> Iterator[str]:
    for each in report.answer.unknown:
        yield from pen.lines(unknown(each), "  - ")


def _untouched(pen: Pen, report: Report, touched: set[str]) -> Iterator[str]:
    rest = [pen.title(id) for id in report.plan.functions if id not in touched]
    if rest:
        yield from pen.lines("; ".join(rest), "  ")


def _section(title: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return [title, "-" * len(title), *found] if found else []
