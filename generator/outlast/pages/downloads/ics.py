"""Days for a calendar, as iCalendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from outlast.pages.downloads.lines import joined, text, uid
from outlast.site import BuildInfo

MAKER = "-//Outlast//Outlast"
END = "END:VCALENDAR"
_ON_THE_DAY = "PT9H"
_THE_DAY_BEFORE = "-PT15H"
"""Nine in the morning, counted from the midnight at which a whole day begins."""
_FIRST = date(2000, 1, 1)
"""Copies are counted in days from here on."""


@dataclass(frozen=True)
class Event:
    """A day in the calendar, or a rhythm of days."""

    key: str
    """Stays the same from copy to copy, and no other event has it: `obligations/pay-rent/24323`."""
    day: date
    summary: str
    lines: tuple[str, ...]
    rule: str = ""
    """Of a rhythm: an RRULE."""
    early: bool = False
    """Whether to remind of it on the day before, too."""


def calendar(title: str, events: Iterable[Event], business: str, info: BuildInfo) -> bytes:
    """The events as whole days, with reminders; stamp and sequence are of the day of the copy.

    A calendar takes the event of a later copy in place of the one it has. `business` keeps the events of two
    plans apart.
    """
    return joined(
        (
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            f"PRODID:{MAKER} {text(info.version)}//EN",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            f"X-WR-CALNAME:{text(f'{business}: {title}')}",
            *(line for event in events for line in _event(event, business, info.as_of)),
            END,
        )
    )


def _event(event: Event, business: str, as_of: date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{uid(business, event.key)}"
    yield f"DTSTAMP:{day(as_of)}T000000Z"
    yield f"SEQUENCE:{sequence(as_of)}"
    yield f"DTSTART;VALUE=DATE:{day(event.day)}"
    if event.day < date.max:
        yield f"DTEND;VALUE=DATE:{day(event.day + timedelta(days=1))}"
    if event.rule:
        yield f"RRULE:{event.rule}"
    yield f"SUMMARY:{text(event.summary)}"
    told = "\n".join(event.lines)
    yield f"DESCRIPTION:{text(told)}"
    yield "TRANSP:TRANSPARENT"
    for trigger in (_THE_DAY_BEFORE, _ON_THE_DAY) if event.early else (_ON_THE_DAY,):
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{text(event.summary)}"
        yield f"TRIGGER:{trigger}"
        yield "END:VALARM"
    yield "END:VEVENT"


def sequence(as_of: date) -> int:
    """The number of all events of a copy: a later copy has a higher one."""
    return max(0, (as_of - _FIRST).days)


def day(moment: date) -> str:
    """A day as calendars write it."""
    return f"{moment.year:04}{moment.month:02}{moment.day:02}"
