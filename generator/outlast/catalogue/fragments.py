"""Pieces of a plan made from the catalogue, as text to put into an owner's files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from outlast.catalogue.entries import Vendor
from outlast.catalogue.situation import Situation, situation
from outlast.catalogue.templates import Entry, adapted
from outlast.model.systems import System

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
    lines = [f"{entry.id}:", f"  name: {entry.name}", f"  vendor: {entry.id}"]
    return Fragment(System.collection, entry.id, "\n".join(lines) + "\n")
