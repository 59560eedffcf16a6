"""Incident log: what was done while something happened. The browser keeps its content, not the plan."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.pages import running
from outlast.pages.addresses import INCIDENT_LOG
from outlast.pages.copy import Copy
from outlast.pages.other_days import OfDay
from outlast.site import Page, Part
from outlast.site.blocks import CopyAge, Live, Place, Prose, Tone, opening, section
from outlast.site.paper import NoSheet

ORDER = 20
LEAD = (
    "What happened, who did what, and when. Every tick and every note of an incident stands here, in order."
)
WHERE = """\
In this browser, on this device, and nowhere else: nothing is sent anywhere. A browser that is told to forget,
a private window that is closed, or a full disk loses it. So save it to a file, or print it, at the end of
each day.

**It is not encrypted**, here or in the file, even where the pages of this runbook ask for a passphrase.
Whoever can use this browser or opens the file can read it. Write no passwords into it, and on a borrowed
computer save the file and delete the log when you leave.

Several people, several devices? Each keeps a log and saves it to a file. Load the files on one device: what
belongs to the same incident comes together, and nothing stands there twice.
"""


def begun(copy: Copy) -> Iterator[OfDay]:
    """What all pages say while an incident runs, by the day on which it began."""
    yield from running.begun(copy, INCIDENT_LOG.page)


def pages(copy: Copy) -> Iterator[Page]:
    """The page on which a reader finds, saves, loads and prints the logs of incidents."""
    yield Page(
        path=INCIDENT_LOG.page,
        title="Incident log",
        part=Part.START,
        sections=(
            *opening(
                Prose(LEAD, Tone.LEAD),
                CopyAge(copy.age),
                Place(Live.LOG, currency=str(copy.plan.business.currency)),
            ),
            *section("where-it-lies", "Where this log lies", Prose(WHERE)),
        ),
        sheet=NoSheet.SCREEN_ONLY,
        description="What happened, who did what, and when: notes and ticks of an incident.",
        also=("logbook", "diary", "report", "protocol", "notes"),
    )
