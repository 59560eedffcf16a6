"""The answer for programs: JSON with everything, CSV with a row for each interval."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from outlast.analysis.whatif.answer import BandAnswer, Down, DutyAnswer, FunctionAnswer, Gap, Interval, Stop
from outlast.analysis.whatif.causes import Cause
from outlast.analysis.whatif.outlook import Ask, Task
from outlast.analysis.whatif.question import BandState, Question
from outlast.analysis.whatif.report import Report
from outlast.model import Plan
from outlast.model.prose import mentions
from outlast.pages.downloads.sheet import defused
from outlast.reasons import CauseWording, band, plain, unknown

FORMAT = 1
"""Of the JSON; it grows when a key changes its meaning or goes. New keys do not count."""
COLUMNS = ("function", "band", "from", "to", "state", "who", "capacity", "cost", "cause")
Json = dict[str, Any]


def as_json(*reports: Report) -> str:
    """Everything: times in ISO 8601, money as decimal text in the business's currency, null where unknown.

    Several reports are a list.
    """
    told = [Data(report).whole() for report in reports]
    return json.dumps(told[0] if len(told) == 1 else told, indent=2, ensure_ascii=False) + "\n"


def as_csv(*reports: Report) -> str:
    """A row for each interval of each band, report after report, with lines that end in a line feed."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(COLUMNS)
    for report in reports:
        for function in report.answer.functions.values():
            for amounts in function.bands:
                for interval in amounts.intervals:
                    writer.writerow(map(defused, _cells(report, function, amounts, interval)))
    return sheet.getvalue()


def money(value: Fraction) -> str:
    """Two decimals, rounded half up."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{exact.quantize(Decimal('0.01'), ROUND_HALF_UP):f}"


def _cells(
    report: Report, function: FunctionAnswer, amounts: BandAnswer, interval: Interval
) -> Iterable[str]:
    plan, stop = report.plan, amounts.stop_of(interval)
    lines = _telling(report).chain(stop.causes, stop.start) if stop else ()
    return (
        plan.things[function.function].title,
        band(plan, amounts),
        _clock(interval.start),
        _clock(interval.end),
        interval.state.kind.value,
        plan.things[interval.state.who].title if interval.state.who else "",
        _number(interval.state.capacity),
        money(interval.cost),
        " ".join(plain(plan, line.text) for line in lines),
    )


class Data:
    """Makes the JSON of one report."""

    def __init__(self, report: Report) -> None:
        self.report, self.plan = report, report.plan
        self.telling = _telling(report)

    def whole(self) -> Json:
        answer, report = self.report.answer, self.report
        return {
            "format": FORMAT,
            "currency": str(self.plan.business.currency),
            "timezone": str(self.plan.business.timezone),
            "question": self._question(answer.question),
            "start": _iso(answer.start),
            "end": _iso(answer.end),
            "horizon": _iso(answer.horizon),
            "cost": money(answer.cost),
            "tail": money(answer.tail),
            "cover": money(answer.cover),
            "functions": [self._function(each) for each in answer.functions.values()],
            "untouched": [
                id
                for id in self.plan.functions
                if id not in answer.functions or not answer.functions[id].changed
            ],
            "asks": [self._ask(each) for each in report.asks],
            "tasks": [self._task(each) for each in report.tasks],
            "missed": [self._missed(each) for each in answer.missed],
            "down": [self._down(each) for each in answer.down],
            "unknown": [
                {"subject": each.subject, "key": each.field, **said(self.plan, unknown(each))}
                for each in answer.unknown
            ],
        }

    def _question(self, question: Question) -> Json:
        return {
            "from": question.start.isoformat(),
            "lost": [{"id": id, "seconds": _seconds(length)} for id, length in question.lost],
            "window_seconds": _seconds(question.window),
            "ask": "start" if question.ask else "never",
            "noticed": _iso(question.noticed),
            "noticed_by": question.noticed_by,
            "break_glass": question.break_glass,
            "hands": "limited" if question.limited_hands else "enough",
            "targets": "incident" if question.from_incident else "stop",
            "times": "measured" if question.measured else "promised",
        }

    def _function(self, function: FunctionAnswer) -> Json:
        return {
            "id": function.function,
            "name": self.plan.things[function.function].title,
            "cost": money(function.cost),
            "tail": money(function.tail),
            "cover": money(function.cover),
            "breached": _iso(function.breached),
            "gap": self._gap(function.gap),
            "bands": [self._band(each) for each in function.bands],
        }

    def _gap(self, gap: Gap | None) -> Json | None:
        if gap is None:
            return None
        return {
            "start": _iso(gap.start),
            "end": _iso(gap.end),
            "broken": _iso(gap.broken),
            "usually": gap.usually,
        }

    def _band(self, amounts: BandAnswer) -> Json:
        return {
            "over": _exact(amounts.over),
            "up_to": _exact(amounts.up_to),
            "share": _number(amounts.share) if amounts.share is not None else None,
            "intervals": [self._interval(each) for each in amounts.intervals],
            "stops": [self._stop(each) for each in amounts.stops],
        }

    def _interval(self, each: Interval) -> Json:
        return {
            "start": _iso(each.start),
            "end": _iso(each.end),
            "state": _state(each.state),
            "usually": _state(each.usually),
            "cost": money(each.cost),
            "tail": money(each.tail),
        }

    def _stop(self, each: Stop) -> Json:
        return {
            "start": _iso(each.start),
            "end": _iso(each.end),
            "breached": _iso(each.breached),
            "anyway": each.anyway,
            "waits_for": list(each.waits_for),
            "hours_of": each.hours_of,
            "promised": _iso(each.promised),
            "why": self._why(each.causes, each.start),
            "causes": [self._cause(cause) for cause in each.causes],
            "still": [self._cause(cause) for cause in each.still],
        }

    def _why(self, causes: tuple[Cause, ...], at: datetime) -> list[Json]:
        lines = self.telling.chain(causes, at)
        return [{"depth": line.depth, **said(self.plan, line.text)} for line in lines]

    def _cause(self, cause: Cause) -> Json:
        return {
            "why": cause.why.value,
            "id": cause.node,
            "about": cause.about,
            "since": _iso(cause.since),
            "until": _iso(cause.until),
            "of": [self._cause(each) for each in cause.of],
        }

    def _missed(self, each: DutyAnswer) -> Json:
        return {
            "id": each.duty,
            "due": each.day.isoformat(),
            "late": _iso(each.late),
            "done": _iso(each.done),
            "by": each.by,
            "cost": money(each.cost),
            "tail": money(each.tail),
        }

    def _down(self, each: Down) -> Json:
        return {
            "id": each.node,
            "start": _iso(each.start),
            "end": _iso(each.end),
            "promised": _iso(each.promised),
            "why": self._why(each.causes, each.start),
        }

    def _ask(self, each: Ask) -> Json:
        return {
            "function": each.function,
            "band": each.band,
            "who": each.who,
            "through": each.through,
            "ready": _iso(each.ready),
            "stop": _iso(each.stop),
            "by": _iso(each.by),
            "breach": _iso(each.breach),
            "by_breach": _iso(each.by_breach),
            "duty": each.duty,
        }

    def _task(self, each: Task) -> Json:
        return {
            "id": each.node,
            "due": each.due.isoformat(),
            "last": _iso(each.last),
            "by": each.by,
            "done": _iso(each.done),
            "missed": _iso(each.missed),
            "stops": [{"function": id, "at": _iso(when)} for id, when in each.stops],
        }


def said(plan: Plan, text: str) -> Json:
    """A sentence for a reader, and the ids of all that it names for a program."""
    return {"text": plain(plan, text), "ids": list(dict.fromkeys(mentions(text)))}


def _telling(report: Report) -> CauseWording:
    return CauseWording(report.plan, report.answer.question.start)


def _state(state: BandState) -> Json:
    return {
        "kind": state.kind.value,
        "who": state.who,
        "routes": list(state.routes),
        "capacity": _number(state.capacity),
    }


def _iso(when: datetime | None) -> str | None:
    return when.isoformat() if when is not None else None


def _seconds(length: timedelta | None) -> int | None:
    return int(length.total_seconds()) if length is not None else None


def _exact(value: Decimal | None) -> str | None:
    return f"{value:f}" if value is not None else None


def _number(value: Fraction) -> str:
    """A share as decimal text: `0.4`."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{exact.quantize(Decimal('0.0001')).normalize():f}"


def _clock(when: datetime) -> str:
    """As a spreadsheet reads it, by the clock of the business."""
    return f"{when:%Y-%m-%d %H:%M}"
