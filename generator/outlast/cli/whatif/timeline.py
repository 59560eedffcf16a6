"""The intervals of a band as few rows as a reader needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from outlast.analysis.whatif.answer import BandAnswer, Interval
from outlast.analysis.whatif.question import Kind
from outlast.cli.whatif.report import differs
from outlast.model import Plan
from outlast.reasons import state

BRIEF = timedelta(days=1)
"""What is shorter and interrupts nothing is not shown: a lunch, a night."""
USUAL = "as usual"
ANYWAY = "stopped, as it would be anyway"


@dataclass(frozen=True)
class Row:
    """A stretch of time with what happens in it."""

    start: datetime
    end: datetime
    text: str
    """In small Markdown."""
    goes_on: bool
    """Whether the whole work gets done, or is closed as always."""


def rows(plan: Plan, function: str, band: BandAnswer) -> tuple[Row, ...]:
    """What happens when, to the end of the look; the last row is how it goes on."""
    merged = _joined(_row(plan, function, interval) for interval in band.intervals)
    return _joined(_unbroken(merged))


def _row(plan: Plan, function: str, interval: Interval) -> Row:
    now = interval.state
    if not differs(interval):
        text = ANYWAY if now.kind is Kind.STOPPED else USUAL
    else:
        text = state(plan, function, now)
    return Row(interval.start, interval.end, text, now.kind is Kind.CLOSED or now.capacity == 1)


def _joined(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows that say the same one after another, as one."""
    found: list[Row] = []
    for row in rows:
        if found and found[-1].text == row.text:
            found[-1] = replace(found[-1], end=row.end, goes_on=found[-1].goes_on and row.goes_on)
        else:
            found.append(row)
    return tuple(found)


def _unbroken(rows: tuple[Row, ...]) -> Iterable[Row]:
    """Without short times between two that say the same, where the work goes on or is closed."""
    for number, row in enumerate(rows):
        around = {rows[n].text for n in (number - 1, number + 1) if 0 <= n < len(rows)}
        inside = 0 < number < len(rows) - 1
        if inside and len(around) == 1 and row.goes_on and row.end - row.start < BRIEF:
            yield replace(row, text=rows[number - 1].text)
        else:
            yield row
