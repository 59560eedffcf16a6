"""The picture of a what-if by day: a row for each function, a bar for each stretch of time.

Across, everything is in percent, so that text keeps its size on any width; down, it is in pixels.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from outlast import words
from outlast.diagrams.segments import Segment
from outlast.languages import say
from outlast.site.pictures import Bar, Row, Stripe, Tick, Timeline, Tone

HEAD = 44
"""Height of the line of days."""
LINE = 20
BAR = 28
GAP = 14
NARROW, WIDE = 300, 620
"""Width of the picture in pixels on a phone and on a desk, at least."""
NEEDED = 64
"""Width that the date of a tick takes, in pixels."""
SIGN = 7.5
"""Width of a sign inside a bar, in pixels, of 13 px bold."""
TITLE = 34
"""How many signs of a title stand on one line on a phone."""
SATURDAY = 5


@dataclass(frozen=True)
class Lane:
    """What is to be drawn of a function."""

    title: str
    verdict: str
    """In words: what the bars show."""
    stops: bool
    segments: tuple[tuple[Segment, str], ...]
    """Each with a word or two to stand inside it, where there is room."""


def timeline(
    id: str, title: str, lanes: Iterable[Lane], start: datetime, back: datetime, last: datetime
) -> Timeline:
    """The picture from the start of the first day to the end of the last one.

    Args:
        id: what its parts are called on the page, unique there.
        back: when what was gone is back.
        last: the end of the look; the picture ends earlier when nothing changes any more.
    """
    lanes = tuple(lanes)
    scale = Scale(start, _end(lanes, start, last))
    rows: list[Row] = []
    top = HEAD
    for lane in lanes:
        rows.append(_row(lane, scale, top))
        top = rows[-1].line_y
    tones = {bar.tone for row in rows for bar in row.bars}
    return Timeline(
        id=id,
        title=title,
        description=say("The table below the picture says the same."),
        height=top + 2,
        bar=BAR,
        head=HEAD,
        ticks=tuple(_ticks(scale)),
        weekends=tuple(_weekends(scale)),
        rows=tuple(rows),
        back=scale.at(back) if start < back < scale.end else "",
        tones=tuple(tone for tone in Tone if tone in tones),
        limits=any(row.limit for row in rows),
    )


@dataclass(frozen=True)
class Scale:
    """Moments as percent of the width."""

    start: datetime
    end: datetime

    @property
    def days(self) -> int:
        return (self.end.date() - self.start.date()).days

    def share(self, moment: datetime) -> float:
        moment = min(max(moment, self.start), self.end)
        day = (moment.date() - self.start.date()).days
        return 100 * (day + (moment.hour * 60 + moment.minute) / 1440) / self.days

    def at(self, moment: datetime) -> str:
        return percent(self.share(moment))


def percent(share: float) -> str:
    """`33.33%`; the same share gives the same text."""
    return f"{share:.2f}".rstrip("0").rstrip(".") + "%"


def _end(lanes: tuple[Lane, ...], start: datetime, last: datetime) -> datetime:
    """A day after the last change, but a week at least."""
    changes = [segment.start for lane in lanes for segment, _ in lane.segments]
    changes = [moment for moment in changes if moment <= last]
    found = max(changes, default=start) + timedelta(days=2)
    day = max(found, start + timedelta(days=7)).replace(hour=0, minute=0, second=0, microsecond=0)
    return min(day, last)


def _row(lane: Lane, scale: Scale, top: int) -> Row:
    lines = textwrap.wrap(lane.title, TITLE) or [""]
    title = tuple((line, top + LINE * number) for number, line in enumerate(lines, 1))
    verdict_y = top + LINE * (len(lines) + 1) - 2
    bar_y = verdict_y + 8
    shown = tuple((each, label) for each, label in lane.segments if each.start < scale.end)
    past = next((each.start for each, _ in shown if each.tone is Tone.PAST), None)
    return Row(
        title=title,
        verdict=lane.verdict,
        verdict_y=verdict_y,
        stops=lane.stops,
        bar_y=bar_y,
        bars=tuple(_bar(each, label, scale) for each, label in shown),
        limit=scale.at(past) if past else "",
        line_y=bar_y + BAR + GAP,
    )


def _bar(segment: Segment, label: str, scale: Scale) -> Bar:
    left, right = scale.share(segment.start), scale.share(segment.end)
    needed = SIGN * len(label) + 14
    room = (right - left) / 100
    return Bar(
        segment.tone,
        percent(left),
        percent(right - left),
        label if needed <= room * WIDE else "",
        needed <= room * NARROW,
    )


def _ticks(scale: Scale) -> Iterator[Tick]:
    step = 7 if scale.days > 14 else 2 if scale.days > 7 else 1
    for day in range(0, scale.days + 1, step):
        share = 100 * day / scale.days
        if 88 < share < 100:
            continue  # it would run into the edge
        roomy = bool(day // step % 2) and NARROW * step / scale.days < NEEDED
        anchor = "start" if not day else "end" if share == 100 else "middle"
        weekday, _, date = words.brief_day(scale.start.date() + timedelta(days=day)).partition(" ")
        yield Tick(
            percent(share), anchor, str(day) if day else say("day {number}", number=0), weekday, date, roomy
        )


def _weekends(scale: Scale) -> Iterator[Stripe]:
    for day in range(scale.days):
        if (scale.start.date() + timedelta(days=day)).weekday() >= SATURDAY:
            yield Stripe(percent(100 * day / scale.days), percent(100 / scale.days))
