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
CLOSED = "closed, as it would be anyway"
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
    every = _joined(_row(plan, function, interval) for interval in band.intervals)
    return _joined(_unbroken(_joined(_open(every))))


def _row(plan: Plan, function: str, interval: Interval) -> Row:
    now = interval.state
    if not differs(interval):
        text = {Kind.STOPPED: ANYWAY, Kind.CLOSED: CLOSED}.get(now.kind, USUAL)
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


def _open(rows: tuple[Row, ...]) -> Iterable[Row]:
    """Without closed times that nobody minds: beside what is as usual, and short ones."""
    for number, row in enumerate(rows):
        around = _around(rows, number)
        if row.text == CLOSED and any(each.text == USUAL for each in around):
            yield replace(row, text=USUAL)
        elif row.text == CLOSED and around and row.end - row.start < BRIEF:
            yield replace(row, text=around[0].text, goes_on=around[0].goes_on)
        else:
            yield row


def _unbroken(rows: tuple[Row, ...]) -> Iterable[Row]:
    """Without short changes between two times that say the same, where the work goes on all the time."""
    for number, row in enumerate(rows):
        around = _around(rows, number)
        same = len(around) > len({each.text for each in around})
        if same and row.end - row.start < BRIEF and all(each.goes_on for each in (row, *around)):
            yield replace(row, text=around[0].text)
        else:
            yield row


def _around(rows: tuple[Row, ...], number: int) -> tuple[Row, ...]:
    """The row before and the row after, as far as there are any."""
    return rows[max(0, number - 1) : number] + rows[number + 1 : number + 2]
