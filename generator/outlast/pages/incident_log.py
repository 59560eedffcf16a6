"""Incident log: what was done while something happened. The browser keeps its content, not the plan."""

from __future__ import annotations

from dataclasses import dataclass

from outlast.pages.addresses import INCIDENT_LOG
from outlast.site import Page, Part
from outlast.site.parts import Age


@dataclass(frozen=True)
class IncidentLogView:
    age: Age


def page(age: Age) -> Page:
    """The page on which a reader finds, saves, loads and prints the logs of incidents."""
    return Page(
        path=INCIDENT_LOG.page,
        title="Incident log",
        kind="incident_log",
        part=Part.START,
        description="What happened, who did what, and when: notes and ticks of an incident.",
        view=IncidentLogView(age),
        also=("logbook", "diary", "report", "protocol", "notes"),
    )
