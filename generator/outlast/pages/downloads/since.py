"""What a calendar that was imported before still holds, and must not: cancellations for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from icalendar import Calendar, Component
from icalendar.prop import vRecur

from outlast.pages.downloads.ics import END, MAKER, day, sequence
from outlast.pages.downloads.lines import joined, text


class AnotherCalendar(ValueError):
    """The older calendar is none of this plan; the text says what it is."""


@dataclass(frozen=True)
class _Event:
    uid: str
    summary: str
    first: date
    last: date
    sequence: int
    rule: str
    cancelled: bool


def with_cancellations(new: bytes, old: bytes, as_of: date) -> tuple[bytes, tuple[str, ...]]:
    """The new calendar, with each event of the old one that it has no more cancelled; and what these are.

    What is past stays, as a record. Raises AnotherCalendar.
    """
    now, then = _read(new), _read(old)
    if str(then.get("PRODID", "")).partition(" ")[0] != MAKER.partition(" ")[0]:
        raise AnotherCalendar("It was not written by Outlast. Name the duties.ics that you imported last.")
    if then.get("X-WR-CALNAME") != now.get("X-WR-CALNAME"):
        raise AnotherCalendar(f'It is "{then.get("X-WR-CALNAME")}", of another plan.')
    kept = {event.uid for event in _events(now)}
    gone = [
        event
        for event in _events(then)
        if event.uid not in kept and event.last >= as_of and not event.cancelled
    ]
    lines = (line for event in gone for line in _cancellation(event, as_of))
    names = tuple(dict.fromkeys(event.summary for event in gone))
    return new.removesuffix(joined([END])) + joined((*lines, END)), names


def _read(content: bytes) -> Component:
    try:
        return Calendar.from_ical(content)
    except (ValueError, IndexError, KeyError):
        raise AnotherCalendar("It is no calendar. Name the duties.ics that you imported last.") from None


def _events(calendar: Component) -> Iterator[_Event]:
    """Raises AnotherCalendar for one that lacks what ours have."""
    for event in calendar.walk("VEVENT"):
        rule = event.get("RRULE")
        try:
            first = event.decoded("DTSTART")
            (last,) = rule.get("UNTIL", [first]) if isinstance(rule, vRecur) else (first,)
            yield _Event(
                uid=str(event["UID"]),
                summary=str(event["SUMMARY"]),
                first=first,
                last=last.date() if isinstance(last, datetime) else last,
                sequence=int(event.get("SEQUENCE", 0)),
                rule=rule.to_ical().decode() if isinstance(rule, vRecur) else "",  # type: ignore[no-untyped-call]
                cancelled=event.get("STATUS") == "CANCELLED",
            )
        except (KeyError, ValueError, TypeError):
            raise AnotherCalendar("It was changed by another program. Name the file as it was.") from None


def _cancellation(event: _Event, as_of: date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{text(event.uid)}"
    yield f"DTSTAMP:{day(as_of)}T000000Z"
    yield f"SEQUENCE:{max(sequence(as_of), event.sequence + 1)}"
    yield f"DTSTART;VALUE=DATE:{day(event.first)}"
    if event.rule:
        yield f"RRULE:{event.rule}"
    yield f"SUMMARY:{text(event.summary)}"
    yield "STATUS:CANCELLED"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"
