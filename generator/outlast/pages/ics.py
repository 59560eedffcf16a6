"""Days as a calendar file (iCalendar, RFC 5545)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

LIMIT = 75
"""Octets on a line, its end not counted (RFC 5545, section 3.1)."""


@dataclass(frozen=True)
class Entry:
    """Something on a day."""

    day: date
    key: str
    """What it is, the same from build to build: the same key on the same day is the same entry."""
    summary: str
    description: str = ""


def calendar(name: str, entries: Iterable[Entry], stamp: date) -> bytes:
    """The file: the same entries and the same day of the copy give the same bytes.

    Args:
        stamp: the day that the copy is of.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Outlast//Runbook//EN",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for entry in entries:
        lines += _event(entry, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _fold(line)).encode()


def _event(entry: Entry, stamp: date) -> Iterator[str]:
    digest = hashlib.sha256(f"{entry.key} {entry.day}".encode()).hexdigest()[:24]
    yield "BEGIN:VEVENT"
    yield f"UID:{digest}@outlast"
    yield f"DTSTAMP:{stamp:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(entry.summary)}"
    if entry.description:
        yield f"DESCRIPTION:{_text(entry.description)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(text: str) -> str:
    """A value of type TEXT (section 3.3.11)."""
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        text = text.replace(sign, written)
    return "".join(sign for sign in text if sign >= " ")


def _fold(line: str) -> Iterator[str]:
    """The line in pieces of at most LIMIT octets, no letter cut; those after the first begin with a space."""
    piece, size = "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > LIMIT:
            yield piece
            piece, size = " ", 1
        piece, size = piece + sign, size + octets
    yield piece
