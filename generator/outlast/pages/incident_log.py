"""Incident log: what was done while something happened. The browser keeps its content, not the plan."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.languages import mark, say
from outlast.pages import running
from outlast.pages.addresses import INCIDENT_LOG
from outlast.pages.copy import Copy
from outlast.pages.other_days import OfDay
from outlast.site import Page, Part
from outlast.site.blocks import CopyAge, Live, Place, Prose, Tone, opening, section
from outlast.site.paper import NoSheet

ORDER = 20
LEAD = mark("What happened, who did what, and when. This log holds every tick and every note of an incident.")
WHERE = (
    mark(
        "This log is only in this browser, on this device. Outlast sends it nowhere. You lose it if somebody "
        "clears the browser, closes a private window, or the disk is full. So save it to a file, or print "
        "it, at the end of each day."
    ),
    mark(
        "**The log is not encrypted**, here or in the file, even where the pages of this runbook ask for a "
        "passphrase. Anybody who can use this browser or open the file can read it. Do not write passwords "
        "into it. On a borrowed computer, save the file and delete the log when you leave."
    ),
    mark(
        "Do several people use several devices? Each person keeps a log and saves it to a file. Load all "
        "files on one device. It joins what belongs to the same incident, and shows nothing twice."
    ),
)


def begun(copy: Copy) -> Iterator[OfDay]:
    """What all pages say while an incident runs, by the day on which it began."""
    yield from running.begun(copy, INCIDENT_LOG.page)


def pages(copy: Copy) -> Iterator[Page]:
    """The page on which a reader finds, saves, loads and prints the logs of incidents."""
    yield Page(
        path=INCIDENT_LOG.page,
        title=say("Incident log"),
        part=Part.START,
        sections=(
            *opening(
                Prose(say(LEAD), Tone.LEAD),
                CopyAge(copy.age),
                Place(Live.LOG, currency=str(copy.plan.business.currency)),
            ),
            *section("where-it-lies", say("Where this log is kept"), *(Prose(say(each)) for each in WHERE)),
        ),
        sheet=NoSheet.SCREEN_ONLY,
        description=say("What happened, who did what, and when: notes and ticks of an incident."),
        also=(say("logbook"), say("diary"), say("report"), say("protocol"), say("notes")),
    )
