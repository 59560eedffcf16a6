"""How old a copy is, and until when it may be trusted, said on every page."""

from __future__ import annotations

from outlast import words
from outlast.model import Edition
from outlast.pages.addresses import INCIDENT_LOG
from outlast.site import BuildInfo
from outlast.site.parts import Age


def age(info: BuildInfo, edition: Edition, zone: str, plan: str = "") -> Age:
    """The day of the copy and the last on which to trust it, for a script and for people.

    Args:
        plan: the name of the site, under which a browser keeps its ticks.
    """
    return Age(
        info.as_of.isoformat(),
        words.day(info.as_of),
        edition.value,
        info.until.isoformat(),
        words.day(info.until),
        zone,
        plan,
        INCIDENT_LOG,
    )
