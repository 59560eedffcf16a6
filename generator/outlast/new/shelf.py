"""What the catalogue offers to choose from, in the words of the questions."""

from __future__ import annotations

import re
from functools import partial

from outlast.catalogue import CATEGORIES, Vendor, vendors
from outlast.catalogue.templates import Entry, entries
from outlast.model.scalars import Duration
from outlast.new.questions import Offer, Shelf
from outlast.new.workflow import requirement

_NOT_EVERYBODY = frozenset({"ads", "email-marketing", "fulfilment", "marketplace", "payroll"})
"""What many shops do without: what needs it above all is of no use to them."""
USUALLY = "2d"
"""How long work may stop whose entry does not say so."""


def shelf() -> Shelf:
    """Everything that can be chosen."""
    work = [_offer(entry) for entry in entries("functions")]
    return Shelf(
        tools=tuple(
            Offer(each.id, each.name, category=each.category, also=_called(each), generic=each.generic)
            for each in vendors()
        ),
        functions=tuple(sorted(work, key=lambda one: Duration.parse(one.may_stop_for).length)),
        duties=tuple(_offer(entry) for entry in sorted(entries("duties"), key=_lawful_first)),
        scenarios=tuple(_offer(entry) for entry in sorted(entries("scenarios"), key=_likely_first)),
        requirement=requirement(),
    )


def _called(vendor: Vendor) -> tuple[str, ...]:
    """The other names of a vendor that no other one has."""
    others = {str(word) for each in vendors() if each.id != vendor.id for word in each.system.also}
    return tuple(str(word).casefold() for word in vendor.system.also if str(word) not in others)


def _fits(entry: Entry, categories: frozenset[str]) -> bool:
    """Whether something is of use to a shop that uses tools of these categories."""
    first = next((each for each in entry.needs if each in CATEGORIES), "")
    return first not in _NOT_EVERYBODY or first in categories


def _is_usual(entry: Entry, categories: frozenset[str]) -> bool:
    """Whether nothing that it needs is among what many shops do without, and this one too."""
    return all(each not in _NOT_EVERYBODY or each in categories for each in entry.needs)


def _offer(entry: Entry) -> Offer:
    found = re.search(r"(?m)^mtpd: ([^#\n]+)", entry.body)
    return Offer(
        entry.id,
        entry.name,
        useful=partial(_fits, entry),
        usual=partial(_is_usual, entry),
        countries=entry.countries,
        may_stop_for=found[1].strip() if found else USUALLY,
    )


def _lawful_first(entry: Entry) -> tuple[bool, str]:
    return not entry.countries, entry.name


def _likely_first(entry: Entry) -> tuple[int, str]:
    found = re.search(r"(?m)^likely: (\w+)", entry.body)
    return ("high", "medium", "low").index(found[1] if found else "medium"), entry.id
