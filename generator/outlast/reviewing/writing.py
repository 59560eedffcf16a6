"""The answer to one question, in the files of the plan. Comments and layout stay."""

from __future__ import annotations

from datetime import date

from outlast.load import Entry, Origins
from outlast.reviewing.due import Due, Reason
from outlast.source import parse
from outlast.source.scalar import scalar
from outlast.writing import Change, Contents, insert, remove, set_value


def confirmed(
    contents: Contents, folder: str, origins: Origins, item: Due, today: date, until: str = ""
) -> Change:
    """Say that it is true, done, tested or renewed. A doubt about it goes. Raises Unwritable.

    Args:
        folder: what stands before the paths of `contents` in those of `origins`.
        until: for what was renewed, the day until which it is valid now.
    """
    path, entry = _place(folder, origins, item)
    if item.renewed:
        return set_value(contents, path, (*entry.path, *item.field), scalar(until))
    if item.opens:
        line = f"- {{system: {item.opens}, on: {today}, worked: yes}}"
        return insert(contents, path, (*entry.path, *item.field), line)
    if item.reason is Reason.TEST:
        return set_value(contents, path, (*entry.path, *item.field), str(today))
    if item.reason is Reason.ACTION:
        return insert(contents, path, (*entry.path, *item.field[:-1]), f"done: {today}")
    change = _set(contents, path, entry, "reviewed", str(today))
    if (*entry.path, "doubt") not in entry.document.keys:
        return change
    gone = remove(change.after, path, (*entry.path, "doubt"))
    return Change(contents, gone.files)


def doubted(contents: Contents, folder: str, origins: Origins, item: Due, why: str) -> Change:
    """Say what is wrong with it, until somebody puts it right. Raises Unwritable."""
    path, entry = _place(folder, origins, item)
    return _set(contents, path, entry, "doubt", scalar(why))


def _set(contents: Contents, path: str, entry: Entry, key: str, text: str) -> Change:
    here = parse(path, contents[path])
    if (*entry.path, key) in here.keys:
        return set_value(contents, path, (*entry.path, key), text)
    return insert(contents, path, entry.path, f"{key}: {text}")


def _place(folder: str, origins: Origins, item: Due) -> tuple[str, Entry]:
    entry = origins.entries[item.subject]
    return entry.document.path.removeprefix(f"{folder}/"), entry
