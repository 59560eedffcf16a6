"""What pages say on other days than that of the copy, made by the same functions that make the pages.

A module that makes pages may have two more functions, each from a Copy to what of its pages changes:
`daily` for what depends on what day it is, and `begun` for what depends on the day on which a scenario
began, and on its variant. Both give their sections by the name of a layer; a section on a page that names
the layer is replaced by the one of the same id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from outlast.analysis import Facts, Moment
from outlast.pages.copy import Copy
from outlast.site import Layer
from outlast.site.blocks import Section


@dataclass(frozen=True)
class OfDay:
    """Sections as they are on one day."""

    layer: str
    sections: tuple[Section, ...]
    page: str = ""
    """From where their links lead; left out: the layer is named after it."""


def layers(copy: Copy, moments: Iterable[tuple[Moment, Facts]], kinds: Iterable[object]) -> tuple[Layer, ...]:
    """The layers of all pages.

    Args:
        copy: the copy on its own day.
        moments: what is known on other days, as the edition may know it.
        kinds: the modules that make pages.
    """
    makers = tuple(kinds)
    found: defaultdict[tuple[str, str], dict[str, tuple[Section, ...]]] = defaultdict(dict)
    for moment, facts in moments:
        today = moment.day >= copy.facts.as_of and not moment.variant
        other = Copy(copy.plan, facts, copy.age, copy.files)
        for each in _all(makers, "daily", other) if today else ():
            found[each.layer, each.page or each.layer][moment.key] = each.sections
        for each in _all(makers, "begun", other):
            found[each.layer, each.page or each.layer][moment.key] = each.sections
    return tuple(Layer(name, page, moments) for (name, page), moments in sorted(found.items()))


def _all(kinds: Iterable[object], name: str, copy: Copy) -> Iterator[OfDay]:
    for kind in kinds:
        if make := getattr(kind, name, None):
            yield from make(copy)
