"""What happens to a function, told by day: an answer without the gaps that nobody would notice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain

from outlast.analysis.whatif.answer import BandAnswer, Interval
from outlast.analysis.whatif.question import BandState, Kind
from outlast.kept import once_each
from outlast.site.pictures import Tone

DAY = timedelta(days=1)
RUNNING = (Kind.BY, Kind.BREAK_GLASS, Kind.CLOSED, Kind.COASTING, Kind.UNATTENDED, Kind.PAID)


@dataclass(frozen=True)
class Segment:
    """A stretch of time in which one thing happens, as people would tell it."""

    start: datetime
    end: datetime
    """The end of the look, where it is not over by then."""
    state: BandState
    tone: Tone


@once_each
def segments(band: BandAnswer) -> tuple[Segment, ...]:
    """The intervals of a band with those left out that last less than a day and change nothing.

    A gap out of hours is part of what stands before it; so is an hour in which another one has it. Stops and
    workarounds are never left out, however short.
    """
    told: list[Segment] = []
    for part in _open(chain.from_iterable(_cut(interval, band) for interval in band.intervals)):
        if told and _same(told[-1], part, short=part.end - part.start < DAY):
            told[-1] = replace(told[-1], end=part.end)
        elif len(told) == 1 and _brief(told[0]) and part.state.kind in RUNNING:
            told[0] = replace(part, start=told[0].start)
        else:
            told.append(part)
    return tuple(told)


def _open(parts: Iterable[Segment]) -> Iterator[Segment]:
    """The parts without nights and lunches, so that what goes on from day to day is long."""
    before: Segment | None = None
    for part in parts:
        night = part.state.kind is Kind.CLOSED and part.end - part.start < DAY
        if before and (night or (part.state, part.tone) == (before.state, before.tone)):
            before = replace(before, end=part.end)
        else:
            if before:
                yield before
            before = part
    if before:
        yield before


def lessened(band: BandAnswer) -> tuple[Interval, ...]:
    """The intervals in which less of the work gets done than usually, and less than the segments tell."""
    told = segments(band)
    return tuple(
        each
        for each in band.intervals
        if each.state.kind is not Kind.STOPPED
        and each.state.capacity < each.usually.capacity
        and any(
            part.start <= each.start < part.end and each.state.capacity < part.state.capacity for part in told
        )
    )


def undisturbed(told: Iterable[Segment]) -> bool:
    """Whether all of it goes as it would have gone anyway, as far as anybody would tell it."""
    return all(each.tone in (Tone.USUAL, Tone.CLOSED) for each in told)


def _same(before: Segment, part: Segment, *, short: bool) -> bool:
    if short and part.state.kind in RUNNING and before.state.kind in RUNNING:
        return True
    known, new = before.state, part.state
    alike = (known.kind, known.who, known.capacity) == (new.kind, new.who, new.capacity)
    return alike and (before.tone is part.tone or (short and part.tone is not Tone.PAST))


def _brief(segment: Segment) -> bool:
    return segment.state.kind in RUNNING and segment.end - segment.start < DAY


def _cut(interval: Interval, band: BandAnswer) -> Iterator[Segment]:
    """The interval, cut where a stop has lasted longer than it may."""
    tone = _tone(interval)
    breached = next(
        (
            stop.breached
            for stop in band.stops
            if stop.breached
            and stop.start <= interval.start
            and (stop.end is None or interval.end <= stop.end)
        ),
        None,
    )
    if interval.state.kind is not Kind.STOPPED or breached is None or breached >= interval.end:
        yield Segment(interval.start, interval.end, interval.state, tone)
        return
    if interval.start < breached:
        yield Segment(interval.start, breached, interval.state, tone)
    yield Segment(max(interval.start, breached), interval.end, interval.state, Tone.PAST)


def _tone(interval: Interval) -> Tone:
    kind = interval.state.kind
    if kind is Kind.STOPPED:
        return Tone.STOPPED
    if kind is Kind.CLOSED:
        return Tone.CLOSED
    if interval.state == interval.usually:
        return Tone.USUAL
    if kind is Kind.WORKAROUND:
        return Tone.WORKAROUND
    if kind is Kind.BREAK_GLASS:
        return Tone.SEALED
    return Tone.OTHER if kind in (Kind.BY, Kind.PAID) else Tone.RUNS
