"""How old a copy is, and until when it may be trusted, said on every page."""

from __future__ import annotations

from datetime import date, timedelta

from outlast import words
from outlast.model import Edition
from outlast.pages.addresses import INCIDENT_LOG
from outlast.site import BuildInfo
from outlast.site.parts import Age

OLD = timedelta(days=90)
"""How long a copy may be trusted: in a quarter of a year a number, a name or a limit has changed."""


def age(info: BuildInfo, edition: Edition, zone: str, plan: str = "") -> Age:
    """The day of the copy and the last on which to trust it, for a script and for people.

    Args:
        plan: the name of the site, under which a browser keeps its ticks.
    """
    until = trusted_until(info.as_of)
    return Age(
        info.as_of.isoformat(),
        words.day(info.as_of),
        edition.value,
        until.isoformat(),
        words.day(until),
        zone,
        plan,
        INCIDENT_LOG,
    )


def trusted_until(as_of: date) -> date:
    """The last day on which to trust a copy of that day."""
    return as_of + min(OLD, date.max - as_of)
