"""A proposal that its owner found true, or false, in the files of the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from outlast.load import Origins
from outlast.model import Plan
from outlast.model.systems import System
from outlast.source import KeyPath
from outlast.todo.items import Item, Kind
from outlast.writing import Change, Contents, insert, remove, set_value


def confirm(contents: Contents, folder: str, origins: Origins, item: Item, today: date) -> Change:
    """What makes a proposal a fact. Raises Unwritable where it must be done by hand.

    Args:
        folder: what stands before the paths of `contents` in those of `origins`.
        today: the day on which it was found true.
    """
    path, keys = _place(folder, origins, item)
    if item.kind is Kind.REVIEW:
        after = "vendor" if keys[0] == System.collection else ""
        return insert(contents, path, keys, f"reviewed: {today}", after)
    return set_value(contents, path, (*keys, *item.field, "confirmed"), "yes")


def withdraw(contents: Contents, folder: str, origins: Origins, item: Item) -> Change:
    """What takes an access or a copy of data that is only proposed out of a plan. Raises Unwritable."""
    path, keys = _place(folder, origins, item)
    return remove(contents, path, (*keys, *item.field))


def can_go(plan: Plan | None, item: Item) -> bool:
    """Whether a proposal may be taken out.

    Not the last access of a system: where a plan names none, everybody is taken to get in.
    """
    if plan is None or item.kind is Kind.REVIEW:
        return False
    return item.kind is Kind.BACKUP or len(plan.systems[item.subject].access) > 1


def renumbered(item: Item, gone: Item) -> Item:
    """An item as it is found after another one was taken out."""
    if item.subject != gone.subject or len(item.field) != 2 or item.field[0] != gone.field[0]:
        return item
    number = item.field[1]
    before = gone.field[1]
    if isinstance(number, int) and isinstance(before, int) and number > before:
        return replace(item, field=(item.field[0], number - 1))
    return item


def _place(folder: str, origins: Origins, item: Item) -> tuple[str, KeyPath]:
    entry = origins.entries[item.subject]
    return entry.document.path.removeprefix(f"{folder}/"), entry.path
