"""How old a copy is, and until when it may be trusted, said on every page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from outlast import words
from outlast.languages import spoken
from outlast.model import Edition
from outlast.model.people import Person
from outlast.pages.addresses import INCIDENT_LOG
from outlast.site import BuildInfo
from outlast.site.parts import Age


def age(info: BuildInfo, edition: Edition, zone: str, plan: str = "") -> Age:
    """The day of the copy and the last on which to trust it, for a script and for people.

    Args:
        plan: the name under which a browser keeps its ticks.
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


def reading(age: Age, people: Iterable[Person]) -> Age:
    """The same for a page of these people, with what they read where another language comes first."""
    other = [each for each in people if each.languages and str(each.languages[0]) != spoken().locale.language]
    told = (f"{each.id}={','.join(map(str, each.languages))}" for each in other)
    return replace(age, reads=" ".join(told))
