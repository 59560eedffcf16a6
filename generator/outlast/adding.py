"""One entry of the catalogue, brought into a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from outlast import catalogue
from outlast.catalogue import templates
from outlast.catalogue.fragments import Fragment, fragments, situation, system
from outlast.diagnostics import Diagnostic, errors
from outlast.load import load
from outlast.load.nearest import nearest
from outlast.model import COLLECTIONS, Plan
from outlast.source import parse
from outlast.writing import Change, Contents, add

Kind = Literal["vendor", "function", "duty", "scenario"]

KINDS: tuple[Kind, ...] = get_args(Kind)
_TEMPLATES: Mapping[Kind, templates.Kind] = {
    "function": "functions",
    "duty": "duties",
    "scenario": "scenarios",
}


class NotOffered(Exception):
    """What was asked for is not in the catalogue, or in the plan already. The text says what to do."""


@dataclass(frozen=True)
class Offer:
    """Something that a plan can take from the catalogue."""

    kind: Kind
    id: str
    name: str
    about: str
    """What a list says of it: of a vendor, what shops use it for."""
    also: tuple[str, ...] = ()
    """Other words that somebody may type."""
    countries: tuple[str, ...] = ()
    """Where it holds; empty: everywhere."""


def offers() -> tuple[Offer, ...]:
    """All that the catalogue has: vendors by what they are used for, then functions, duties and scenarios."""
    vendors = tuple(
        Offer("vendor", each.id, each.name, each.category, tuple(map(str, each.system.also)))
        for each in catalogue.vendors()
    )
    return vendors + tuple(
        Offer(kind, each.id, each.name, each.about, each.also, each.countries)
        for kind, name in _TEMPLATES.items()
        for each in templates.entries(name)
    )


def find(typed: Iterable[str]) -> Offer:
    """The offer that somebody means: its kind, if they say one, then its id or its name.

    Raises NotOffered where there is none, or several.
    """
    first, *rest = typed
    kind = first if first in KINDS and rest else None
    name = " ".join(rest if kind else (first, *rest)).casefold()
    among = [offer for offer in offers() if kind in (None, offer.kind)]
    found = [offer for offer in among if name.replace(" ", "-") == offer.id]
    called = [offer for offer in among if name in (offer.name.casefold(), *offer.also)]
    own = next((each for each in COLLECTIONS if name in (each, each.removesuffix("s"))), "")
    if own and not found and not kind:
        hint = f" Did you mean {_either(called)}?" if called else ""
        raise NotOffered(
            f"The catalogue does not know your {own}: write them under `{own}` in the plan.{hint}"
        )
    found = found or called
    if len(found) == 1:
        return found[0]
    if found:
        raise NotOffered(f'"{name}" may be {_either(found)}. Write one of them.')
    meant = nearest(name.replace(" ", "-"), [offer.id for offer in among])
    close = [offer for offer in among if offer.id == meant]
    hint = f"Did you mean {_either(close)}?" if close else "`outlast add` lists what there is."
    raise NotOffered(f'The catalogue has no {kind or "entry"} called "{name}". {hint}')


def change(contents: Contents, plan: Plan, offer: Offer, by: Iterable[str] = ()) -> Change:
    """What brings an offer into a plan. Raises NotOffered if the plan has it, Unwritable if an id is taken.

    Args:
        contents: the files that the plan was read from.
        by: of work, who does it beside the owner.
    """
    _check_hands(plan, by)
    entry = templates.entry(offer.id) if offer.kind != "vendor" else None
    pieces = fragments(entry, situation(plan), by) if entry else _system(plan, offer)
    if not pieces:
        raise NotOffered(f'The plan has "{offer.id}" already.')
    return add(contents, pieces)


def problems(folder: str, change: Change) -> tuple[Diagnostic, ...]:
    """The errors that the plan would have after a change, with paths that begin with its folder."""
    documents = [parse(f"{folder}/{path}", content) for path, content in change.after.items()]
    found = load(documents).diagnostics
    return found if errors(found) else ()


def _system(plan: Plan, offer: Offer) -> tuple[Fragment, ...]:
    vendor = catalogue.vendor(offer.id)
    if vendor is None:
        raise KeyError(offer.id)
    there = next((each for each in plan.systems.values() if each.vendor == offer.id), None)
    if there:
        raise NotOffered(f'The plan has {offer.name} already: it is the system "{there.id}".')
    return (system(vendor, situation(plan)),)


def _check_hands(plan: Plan, by: Iterable[str]) -> None:
    for id in by:
        if id not in plan.people and id not in plan.suppliers:
            meant = nearest(id, (*plan.people, *plan.suppliers))
            hint = f'Did you mean "{meant}"?' if meant else f"There are: {', '.join(plan.people)}."
            raise NotOffered(f'Nobody in the plan has the id "{id}". {hint}')


def _either(offers: Iterable[Offer]) -> str:
    return " or ".join(f"`outlast add {offer.kind} {offer.id}`" for offer in offers)
