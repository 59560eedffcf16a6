"""The answer for somebody who reads a terminal on the worst day: first what stops, then why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from fractions import Fraction
from textwrap import wrap

from outlast import words
from outlast.analysis.whatif.answer import BandAnswer, Down, FunctionAnswer, Gap, Stop
from outlast.analysis.whatif.question import Question
from outlast.cli.whatif.report import Report, is_affected, moment, stops
from outlast.cli.whatif.timeline import rows
from outlast.diagnostics import clean
from outlast.reasons import Line, ask, band, name, names, plain, task, unknown
from outlast.reasons.states import day

WIDTH = 100
ROWS = 8
"""Rows of one timeline that are shown; the others are in the CSV."""
REASONS = 8
"""Lines of one chain that are shown; the others are in the JSON."""


def text(report: Report) -> str:
    """The whole answer, ending with a newline."""
    return Writer(report).whole()


def reading(question: Question) -> tuple[str, ...]:
    """How the laws are read, where that is not the usual way."""
    return tuple(
        said
        for holds, said in (
            (not question.ask, "nobody is asked for anything"),
            (not question.break_glass, "no sealed way in is used"),
            (question.limited_hands, "who restores does one system at a time"),
            (
                question.from_incident,
                "how long something may be down counts from the first day, not from its stop",
            ),
            (question.measured, "restoring takes as long as in the last drill"),
        )
        if holds
    )


class Writer:
    """Writes one report."""

    def __init__(self, report: Report) -> None:
        self.report, self.plan, self.answer = report, report.plan, report.answer
        self.start = report.answer.question.start
        self.telling = report.telling
        self.last = words.when(report.answer.end - timedelta(days=1), self.start)

    def whole(self) -> str:
        affected = [each for each in self.answer.functions.values() if is_affected(each)]
        stopped = [each for each in affected if each.stop]
        others = [each for each in affected if not each.stop]
        parts = (
            self._question(),
            self._summary(stopped),
            _section("Ask for this", self._asks()),
            _section("Do this in time", self._tasks()),
            _section("Why, and who does it when", self._functions(stopped)),
            _section("Goes on, done by others or in another way", self._functions(others)),
            _section("Stops anyway, also if nothing had happened", self._anyway()),
            _section("Duties that are missed", self._missed()),
            _section("What else is down", self._down()),
            _section("Not known, because the plan does not say it", self._unknown()),
            _section("Not touched", self._untouched(affected)),
        )
        return "\n".join("\n".join(part) + "\n" for part in parts if part)

    # --- the head ------------------------------------------------------------------------------------

    def _question(self) -> list[str]:
        by_length: dict[timedelta | None, list[str]] = {}
        for id, length in self.answer.question.lost:
            by_length.setdefault(length, []).append(id)
        said = [self._lost(ids, length) for length, ids in by_length.items()]
        first = words.day(self.start)
        lines = list(self._wrapped(f"What if, from {first}, {words.some(said)}?"))
        lines += self._wrapped(f"Costs are counted up to {self.last}, and apart for the time after it.")
        for switch in reading(self.answer.question):
            lines += self._wrapped(f"Read so: {switch}.")
        return lines

    def _lost(self, ids: list[str], length: timedelta | None) -> str:
        people = all(id in self.plan.people for id in ids)
        verb = ("is" if len(ids) == 1 else "are") + (" away" if people else " gone")
        return f"{names(ids)} {verb} {f'for {_length(length)}' if length is not None else 'until restored'}"

    def _summary(self, stopped: list[FunctionAnswer]) -> list[str]:
        found = list(stops(self.answer, anyway=False))
        if not found:
            lines = list(self._wrapped("Nothing stops that would not stop anyway."))
        else:
            total = len(self.plan.functions)
            verb = "stops" if len(stopped) == 1 else "stop"
            lines = list(
                self._wrapped(f"{len(stopped)} of {words.count(total, 'function')} {verb}, in this order:")
            )
            seen: set[tuple[str, int]] = set()
            for function, amounts, stop in found:
                if (function.function, amounts.number) not in seen:
                    seen.add((function.function, amounts.number))
                    lines += self._first(function, amounts, stop)
        return [*lines, "", *self._bill()]

    def _first(self, function: FunctionAnswer, amounts: BandAnswer, stop: Stop) -> Iterator[str]:
        number = (stop.start.date() - self.start).days
        which = ", ".join(filter(None, (self._title(function.function), band(self.plan, amounts))))
        until = f"until {words.when(stop.end, self.start)}" if stop.end else "no end in sight"
        more = [s for s in amounts.stops if not s.anyway and s is not stop]
        until += ", and once more" if len(more) == 1 else f", and {len(more)} times more" if more else ""
        breached = next((s.breached for s in (stop, *more) if s.breached), None)
        late = f"; too long from {words.when(breached, self.start)}" if breached else ""
        head = f"  day {number:<3} {words.when(stop.start, self.start)}: "
        yield from self._wrapped(f"{which}, {until}{late}", head, " " * 10)

    def _bill(self) -> Iterator[str]:
        answer = self.answer
        yield from self._wrapped(
            f"It costs about {self._money(answer.cost)} up to {self.last}"
            + (f", and {self._money(answer.tail)} after it" if answer.tail else "")
            + (f". Those who are called in cost {self._money(answer.cover)} more" if answer.cover else "")
            + "."
        )

    # --- sections ------------------------------------------------------------------------------------

    def _asks(self) -> Iterator[str]:
        for each in sorted(self.report.asks, key=lambda a: (a.by or self.answer.start, a.stop, a.function)):
            yield from self._wrapped(ask(each, self.start), "  - ", "    ")

    def _tasks(self) -> Iterator[str]:
        for each in sorted(self.report.tasks, key=lambda t: (t.last, t.node)):
            yield from self._wrapped(task(each, self.start), "  - ", "    ")

    def _functions(self, functions: list[FunctionAnswer]) -> Iterator[str]:
        ordered = sorted(functions, key=lambda each: each.stop.start if each.stop else self.answer.start)
        for number, each in enumerate(ordered):
            if number:
                yield ""
            yield from self._function(each)

    def _function(self, function: FunctionAnswer) -> Iterator[str]:
        yield f"  {self._title(function.function)}"
        told: dict[tuple[Line, ...], str] = {}
        for amounts in function.bands:
            about = band(self.plan, amounts)
            if about:
                yield f"    {words.capital(about)}"
            yield from self._timeline(function, amounts)
            for stop in (each for each in amounts.stops if not each.anyway):
                yield from self._stop(stop, told, about)
        yield from self._gap(function.gap)
        cost = [f"{self._money(function.cost)} up to {self.last}"] if function.cost else []
        cost += [f"{self._money(function.tail)} after it"] if function.tail else []
        cost += [f"{self._money(function.cover)} for who is called in"] if function.cover else []
        if cost:
            yield from self._wrapped(", ".join(cost), "    costs  ", " " * 11)

    def _timeline(self, function: FunctionAnswer, amounts: BandAnswer) -> Iterator[str]:
        found = rows(self.plan, function.function, amounts)
        for number, row in enumerate(found):
            if number == ROWS < len(found) - 1:
                yield f"      … and {words.count(len(found) - number, 'change')} more: --format csv has all"
                return
            if number == len(found) - 1:
                when = f"from {words.span(row.start, row.start, self.start)}"
            else:
                when = words.span(row.start, row.end, self.start)
            yield from self._wrapped(row.text, f"      {when:<32} ", " " * 39)

    def _stop(self, stop: Stop, told: dict[tuple[Line, ...], str], about: str) -> Iterator[str]:
        begun = words.when(stop.start, self.start)
        yield from self._wrapped(f"It stops on {day(stop.start, self.start)}, because:", "    ", "    ")
        chain = self.telling.chain(stop.causes, moment(stop.start))
        if chain in told:
            yield from self._wrapped(f"the same as on {told[chain]}.", "      - ", "        ")
        else:
            told[chain] = ", ".join(filter(None, (begun, about)))
            for line in chain[:REASONS]:
                room = " " * (6 + 2 * line.depth)
                yield from self._wrapped(line.text, f"{room}- ", f"{room}  ")
            if len(chain) > REASONS:
                yield f"      - … and {len(chain) - REASONS} more: --format json has all"
        if stop.breached:
            yield from self._wrapped(
                f"Down longer than it may be from {day(stop.breached, self.start)}.", "    ", "    "
            )
        if stop.end and stop.waits_for:
            path = ", then ".join(name(id) for id in reversed(stop.waits_for))
            yield from self._wrapped(f"To run again it waits for {path}.", "    ", "    ")

    def _gap(self, gap: Gap | None) -> Iterator[str]:
        if gap is None or gap.broken is None or gap.usually:
            return
        end = f"to {words.when(gap.end, self.start)}" if gap.end else "on"
        yield from self._wrapped(
            f"Nobody answers from {words.when(gap.start, self.start)} {end}; "
            f"that is longer than promised from {words.when(gap.broken, self.start)}.",
            "    ",
            "    ",
        )

    def _anyway(self) -> Iterator[str]:
        for function, amounts, stop in stops(self.answer, anyway=True):
            which = ", ".join(filter(None, (self._title(function.function), band(self.plan, amounts))))
            end = words.when(stop.end, self.start) if stop.end else "no end in sight"
            yield from self._wrapped(
                f"{which}: {words.when(stop.start, self.start)} to {end}", "  - ", "    "
            )

    def _missed(self) -> Iterator[str]:
        for each in self.answer.missed:
            due = words.when(datetime(each.day.year, each.day.month, each.day.day), self.start)  # noqa: DTZ001
            done = (
                f"done by {name(each.by)} on {words.when(each.done, self.start)}"
                if each.done and each.by
                else ""
            )
            done = done or (f"done on {words.when(each.done, self.start)}" if each.done else "not done")
            cost = f"; costs {self._money(each.cost)}" if each.cost else ""
            late = words.when(each.late, self.start)
            line = f"{self._title(each.duty)}: due on {due}, too late from {late}, {done}{cost}"
            yield from self._wrapped(line, "  - ", "    ")

    def _down(self) -> Iterator[str]:
        asked = {id for id, _ in self.answer.question.lost}
        alike: dict[tuple[datetime, datetime | None, tuple[Line, ...]], list[str]] = {}
        for each in self.answer.down:
            if each.node not in asked:
                alike.setdefault((each.start, each.end, self._why(each)), []).append(each.node)
        for (start, end, lines), ids in alike.items():
            until = f"until {words.when(end, self.start)}" if end else "no end in sight"
            yield from self._wrapped(
                f"{names(ids)}: from {words.when(start, self.start)}, {until}", "  - ", "    "
            )
            for line in lines[:1]:
                yield from self._wrapped(line.text, "      ", "      ")

    def _why(self, each: Down) -> tuple[Line, ...]:
        return self.telling.chain(each.causes, moment(each.start))

    def _unknown(self) -> Iterator[str]:
        for each in self.answer.unknown:
            yield from self._wrapped(unknown(each), "  - ", "    ")

    def _untouched(self, affected: list[FunctionAnswer]) -> Iterator[str]:
        touched = {each.function for each in affected}
        rest = [self._title(id) for id in self.plan.functions if id not in touched]
        if rest:
            yield from self._wrapped("; ".join(rest), "  ", "  ")

    # --- words ---------------------------------------------------------------------------------------

    def _money(self, value: Fraction) -> str:
        return words.about(value, self.plan.business.currency)

    def _title(self, id: str) -> str:
        return self.plan.things[id].title

    def _wrapped(self, said: str, first: str = "", then: str = "") -> Iterator[str]:
        """A text with names for ids, in lines of at most WIDTH cells, safe for a terminal."""
        plainly = clean(plain(self.plan, said))
        yield from wrap(plainly, WIDTH, initial_indent=first, subsequent_indent=then, break_on_hyphens=False)


def _section(title: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return [title, "-" * len(title), *found] if found else []


def _length(length: timedelta) -> str:
    days, rest = divmod(int(length.total_seconds()), 86_400)
    parts = ((days, "day"), (rest // 3600, "hour"), (rest % 3600 // 60, "minute"))
    return " ".join(words.count(number, noun) for number, noun in parts if number)
