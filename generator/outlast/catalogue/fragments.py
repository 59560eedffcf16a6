"""Pieces of a plan made from the catalogue, as text to put into an owner's files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from outlast.catalogue.entries import Vendor
from outlast.catalogue.situation import Situation, situation
from outlast.catalogue.templates import Entry, adapted
from outlast.model.systems import System
from outlast.model.value import unlike
from outlast.source.scalar import scalar

__all__ = ["Fragment", "Situation", "fragments", "situation", "system"]


@dataclass(frozen=True)
class Fragment:
    """The text of one thing of a plan."""

    collection: str
    """The top-level key that it goes under."""
    id: str
    text: str
    """YAML that begins in the first column with its id and a colon; lines end in LF."""


def fragments(entry: Entry, situation: Situation, by: Iterable[str] = ()) -> tuple[Fragment, ...]:
    """An entry as pieces of this plan: the thing itself, then messages and procedures that the plan lacks.

    Args:
        by: of work, those who do it beside the owner, as the owner says. Nobody is assumed to.

    Returns:
        Nothing where the plan has the thing already.
    """
    return tuple(Fragment(collection, id, text) for collection, id, text in adapted(entry, situation, by))


def system(entry: Vendor, situation: Situation) -> Fragment:
    """A system that refers to its entry, with the accesses and the backups that its owner has to confirm."""
    id = unlike(situation.names, entry.id)
    lines = (
        f"{id}:",
        f"  name: {scalar(entry.name)}",
        f"  vendor: {entry.id}",
        *_access(entry, situation),
        *_secrets(entry, situation),
        *_backups(entry),
    )
    return Fragment(System.collection, id, "".join(f"{line}\n" for line in lines))


def _access(entry: Vendor, situation: Situation) -> Iterator[str]:
    roles = entry.system.roles
    ways = [(situation.owner, roles[-1] if roles else None)]
    ways += [(who, entry.system.stand_in_role) for who in situation.stand_ins[:1]]
    yield "  # Who gets in, and in which role. Set `confirmed` to yes when they have tried it themselves."
    yield "  # If a code is asked for, add what it comes from: second_factor: ID (a phone under equipment:)."
    known = [(who, role) for who, role in ways if who]
    if not known:
        yield "  # access: [{who: ID}]"
        return
    yield "  access:"
    for who, role in known:
        yield f"    - {{who: {who}, {f'as: {scalar(role)}, ' if role else ''}confirmed: no}}"


def _secrets(entry: Vendor, situation: Situation) -> Iterator[str]:
    keeper = next(iter(situation.systems.get("passwords", ())), "ID")
    yield "  # Where the password is kept; never the password."
    yield f"  # login: {{kept_in: {keeper}, at: {scalar(f'Shop › {entry.name}')}}}"
    yield "  # What it costs, and from which card or account it is paid."
    yield f"  # bill: {{amount: 30 {situation.currency}, every: 30d, paid_with: company card}}"


def _backups(entry: Vendor) -> Iterator[str]:
    if not entry.backups:
        return
    yield "  # Copies to make. Set `confirmed` to yes when it is made, and add `where`, `by` and `tested`."
    yield "  backups:"
    for copy in entry.backups:
        yield f"    - what: {scalar(copy.what)}"
        if copy.how:
            yield f"      how: {scalar(copy.how)}"
        if copy.every:
            yield f"      every: {copy.every}"
        yield "      confirmed: no"
