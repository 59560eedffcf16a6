"""The files beside a plan that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from outlast.diagnostics import Diagnostic
from outlast.languages import Sentence
from outlast.load.nearest import nearest
from outlast.load.origins import Entry
from outlast.load.shapes import Leaf
from outlast.model import COLLECTIONS, Edition
from outlast.model.scalars import FilePath
from outlast.source import Attached, Data, Document

Files = Mapping[str, Attached]
"""What a plan names, by path inside its folder."""


def named_files(documents: Iterable[Document]) -> Mapping[str, bool]:
    """Every path under `attachments`, as typed, of things that are right and of things that are not.

    The value says whether the `full` edition alone may hold the file, wherever it is named.
    """
    named: dict[str, bool] = {}
    for document in documents:
        for each in _attachments(document.data):
            path = each.get("file") if isinstance(each, dict) else None
            if isinstance(each, dict) and isinstance(path, str):
                alone = each.get("audience") in (None, Edition.FULL.value)
                named[path.strip()] = named.get(path.strip(), True) and alone
    return named


def _attachments(data: Data) -> Iterator[Data]:
    collections = data if isinstance(data, dict) else {}
    for name, things in collections.items():
        if name not in COLLECTIONS or not isinstance(things, dict):
            continue
        for thing in things.values():
            named = thing.get("attachments") if isinstance(thing, dict) else None
            yield from named if isinstance(named, list) else (named,)


def check_file(entry: Entry, leaf: Leaf, files: Files) -> Iterator[Diagnostic]:
    """What is wrong with a file that a value names."""
    if not issubclass(leaf.kind, FilePath) or not isinstance(leaf.raw, str) or entry.damaged(leaf.path):
        return
    path = leaf.raw.strip()
    found = files.get(path)
    if found is None or not found.rule:
        return  # it is fine, or validation has said what is wrong with the path
    meant = nearest(path, found.there)
    hint = found.hint or (
        Sentence('did you mean "{meant}"?', meant=meant)
        if meant
        else Sentence("put it there, or correct the path")
    )
    yield entry.error(
        found.rule,
        entry.span(leaf.path),
        found.message,
        hint,
    )
