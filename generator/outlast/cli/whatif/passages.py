"""What happens to each function: who does it when, why it stops, and what that costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from outlast import words
from outlast.analysis.whatif.answer import BandAnswer, FunctionAnswer, Stop
from outlast.cli.whatif.pen import Pen
from outlast.cli.whatif.report import Report, is_changed
from outlast.cli.whatif.timeline import rows
from outlast.reasons import Line, band, name

ROWS = 8
"""Rows of one timeline that are shown; the others are in the CSV."""
REASONS = 8
"""Lines of one chain that are shown; the others are in the JSON."""


def passages(pen: Pen, report: Report, functions: Iterable[FunctionAnswer]) -> Iterator[str]:
    """A passage for each function, with an empty line between them."""
    for number, each in enumerate(functions):
        if number:
            yield ""
        yield from _passage(pen, report, each)


def _passage(pen: Pen, report: Report, answer: FunctionAnswer) -> Iterator[str]:
    function = report.plan.functions[answer.function]
    yield f"  {pen.title(answer.function)}"
    told: dict[tuple[Line, ...], Stop] = {}
    for amounts in filter(is_changed, answer.bands):
        about = band(report.plan, amounts)
        if about:
            yield f"    {words.capital(about)}"
        yield from _timeline(pen, report, answer, amounts)
        stops = [each for each in amounts.stops if not each.anyway]
        yield from _stops(pen, report, stops, told)
        late = next((each.breached for each in stops if each.breached), None)
        if late:
            limit = words.target(function.mtpd)
            yield from pen.lines(f"down longer than the {limit} it may be, from {pen.day(late)}", "    ! ")
    yield from _gap(pen, answer, words.duration(function.answer_within))
    costs = pen.costs(answer.cost, answer.tail, answer.cover)
    if costs:
        yield from pen.lines(f"It costs {costs}.", "    ")


def _timeline(pen: Pen, report: Report, answer: FunctionAnswer, amounts: BandAnswer) -> Iterator[str]:
    found = rows(report.plan, answer.function, amounts)
    for number, row in enumerate(found):
        last = number == len(found) - 1
        if number == ROWS and not last:
            rest = words.count(len(found) - number, "change")
            yield f"      … and {rest} more, all of them with --format csv"
            return
        when = f"from {pen.day(row.start)}" if last else words.span(row.start, row.end, pen.start)
        yield from pen.lines(row.text, f"      {when:<34}  ")


def _stops(pen: Pen, report: Report, stops: list[Stop], told: dict[tuple[Line, ...], Stop]) -> Iterator[str]:
    """Why it stops, each time; the same reasons are not said twice of one function."""
    for stop in stops:
        chain = report.telling.chain(stop.causes, stop.start)
        if not chain:
            continue
        if chain not in told:
            told[chain] = stop
            yield from _because(pen, report, stop, chain)
        elif stop is stops[0]:
            first = told[chain].start
            again = f" as on {pen.day(first)}" if first != stop.start else ""
            yield from pen.lines(f"It stops on {pen.day(stop.start)} for the same reasons{again}.", "    ")


def _because(pen: Pen, report: Report, stop: Stop, chain: tuple[Line, ...]) -> Iterator[str]:
    """Why it stops, and what it waits for."""
    yield from pen.lines(f"It stops on {pen.day(stop.start)}, because:", "    ")
    for line in chain[:REASONS]:
        yield from pen.lines(line.text, " " * (4 + 2 * line.depth) + "- ")
    if len(chain) > REASONS:
        yield f"    - … and {len(chain) - REASONS} more, all of them with --format json"
    still = report.telling.chain(stop.still, report.answer.horizon)
    if still:
        yield from pen.lines(f"It still does not run on {pen.day(report.answer.horizon)}, because:", "    ")
        for line in still[:REASONS]:
            yield from pen.lines(line.text, " " * (4 + 2 * line.depth) + "- ")
    asked = {id for id, _ in report.answer.question.lost}
    if stop.end and not asked.issuperset(stop.waits_for):
        path = ", then ".join(name(id) for id in reversed(stop.waits_for))
        yield from pen.lines(f"It waits for {path}.", "    ")


def _gap(pen: Pen, answer: FunctionAnswer, promise: str) -> Iterator[str]:
    gap = answer.gap
    if gap is None or gap.broken is None or gap.usually:
        return
    broken = f"the promise of {promise} is broken from {pen.day(gap.broken)}"
    yield from pen.lines(f"nobody there from {pen.day(gap.start)}, {pen.until(gap.end)}: {broken}", "    ! ")
