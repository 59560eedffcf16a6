"""The things of all files, by id; what is no thing is reported."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from outlast.diagnostics import Diagnostic, Severity
from outlast.languages import Sentence
from outlast.load.nearest import suggestion
from outlast.load.origins import BUSINESS, Entry
from outlast.model import COLLECTIONS
from outlast.model.business import FORMAT
from outlast.model.value import ID
from outlast.source import Data, Document

LONGEST_ID = 60
"""An id becomes a part of an address and the name of a file, on every kind of disk."""

OF_WINDOWS = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)
"""Names that no file may have on Windows."""
OF_OURS = frozenset({"index", "automatic", BUSINESS, *(name.replace("_", "-") for name in COLLECTIONS)})
"""Names that mean something else to a web server, to the plan language or as the page of a collection."""


@dataclass
class Collected:
    """What stands in all files of a plan."""

    entries: dict[str, Entry] = field(default_factory=dict)
    """Things and the business, by subject, in the order of the files."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    unread: frozenset[str] = frozenset()
    """Words that may be ids or keys in text that could not be read."""
    unseen: bool = False
    """There are files of which not even the text could be had."""
    other_format: bool = False
    """The plan is written in a version of the language that this program does not know."""


def collect(documents: Iterable[Document]) -> Collected:
    """Every thing of the plan as typed. Those with a wrong id are entries too: references find them."""
    documents = tuple(documents)
    unseen = any(document.diagnostics and not document.lines for document in documents)
    collected = Collected(unread=_possible_ids(documents), unseen=unseen)
    for document in documents:
        _top_level(document, collected)
    _check_business(documents, collected)
    return collected


def _possible_ids(documents: tuple[Document, ...]) -> frozenset[str]:
    text = "\n".join(document.unread for document in documents)
    return frozenset(re.findall(r"([a-z0-9][a-z0-9-]*)[\"']?[ \t]*:", text))


def _top_level(document: Document, collected: Collected) -> None:
    data = document.data
    if data is None:
        return
    if not isinstance(data, dict):
        hint = Sentence("start with a key such as people: or functions:, and indent what belongs to it")
        if isinstance(data, str) and re.match(r"[\w-]+:\S", data):
            hint = Sentence("put a space after the colon")
        _say(document, collected, "wrong-shape", (), Sentence("a file of a plan is a block of keys"), hint)
        return
    for key, value in data.items():
        if key == BUSINESS:
            _business(document, collected)
        elif key not in COLLECTIONS:
            hint = suggestion(key, [BUSINESS, *COLLECTIONS])
            _say(
                document,
                collected,
                "unknown-key",
                (key,),
                Sentence('a plan has no part called "{key}"', key=key),
                hint,
            )
        elif isinstance(value, dict):
            for id in value:
                _thing(document, collected, key, id)
        elif value is not None and (key,) not in document.damaged:
            one = COLLECTIONS[key].one
            hint = Sentence("give {one} an id, a colon, and below it its keys, such as name: …", one=one)
            _say(
                document,
                collected,
                "wrong-shape",
                (key,),
                Sentence("`{key}` takes a block of ids", key=key),
                hint,
            )


def _say(
    document: Document,
    collected: Collected,
    rule: str,
    path: tuple[str, ...],
    message: Sentence,
    hint: Sentence,
    see: Entry | None = None,
) -> None:
    span = document.keys[path] if path else document.values[()]
    diagnostic = document.diagnostic(Severity.ERROR, rule, span, message, hint, see.place if see else None)
    collected.diagnostics.append(diagnostic)


def _business(document: Document, collected: Collected) -> None:
    entry = Entry(BUSINESS, BUSINESS, document, (BUSINESS,), _data(document, (BUSINESS,)))
    first = collected.entries.get(BUSINESS)
    if first:
        hint = Sentence("it stands first in {place}; put the keys of both together", place=first.place)
        message = Sentence("`business` is here for the second time")
        _say(document, collected, "duplicate-business", (BUSINESS,), message, hint, first)
    else:
        collected.entries[BUSINESS] = entry


def _data(document: Document, path: tuple[str, ...]) -> Data:
    here = document.data
    for key in path:
        here = here[key] if isinstance(here, dict) else None
    return here


def _thing(document: Document, collected: Collected, collection: str, id: str) -> None:
    path = (collection, id)
    entry = Entry(id, collection, document, path, _data(document, path))
    first = collected.entries.get(id) if id != BUSINESS else None
    if first:
        what = COLLECTIONS[first.collection].one
        suffix = f"{id}-{collection.removesuffix('s')}" if first.collection != collection else f"{id}-2"
        message = Sentence('the id "{id}" is taken: an id is unique in the whole plan', id=id)
        hint = Sentence(
            '{what} has it in {place}; call this one "{suffix}"', what=what, place=first.place, suffix=suffix
        )
        _say(document, collected, "duplicate-id", path, message, hint, first)
        # It keeps its own checks under a name that no reference can have.
        subject = f"{id} ({document.path}:{entry.key.line})"
        collected.entries[subject] = Entry(subject, collection, document, path, entry.raw)
        return
    if problem := _wrong_id(id):
        _say(document, collected, "bad-id", path, *problem)
        if id == BUSINESS:
            return
    collected.entries[id] = entry


def _wrong_id(id: str) -> tuple[Sentence, Sentence] | None:
    if id in OF_WINDOWS | OF_OURS:
        message = Sentence('"{id}" cannot be an id: it means something else here', id=id)
        if id in OF_WINDOWS:
            message = Sentence('"{id}" cannot be an id: Windows keeps this name for itself', id=id)
        return message, Sentence('add a word: "{id}-1"', id=id)
    if not ID.fullmatch(id):
        better = re.sub(r"[^a-z0-9]+", "-", id.lower()).strip("-")[:LONGEST_ID].strip("-")
        hint = (
            Sentence('write "{better}"; what people read goes into `name`', better=better)
            if better
            else Sentence("use small letters, digits and single hyphens")
        )
        return Sentence(
            '"{id}" is not an id: an id has small letters, digits and single hyphens', id=id
        ), hint
    if len(id) > LONGEST_ID:
        message = Sentence(
            "this id has {number} signs, and {longest} are allowed", number=len(id), longest=LONGEST_ID
        )
        return message, Sentence("shorten it; what people read goes into `name`")
    return None


def _check_business(documents: tuple[Document, ...], collected: Collected) -> None:
    entry = collected.entries.get(BUSINESS)
    if entry is None:
        readable = [document for document in documents if document.lines]
        if readable and BUSINESS not in collected.unread and not collected.unseen:
            hint = Sentence(
                "start with business: and below it, indented, format: 1, name, timezone and currency"
            )
            message = Sentence("no file of this plan has the part `business`")
            collected.diagnostics.append(
                readable[0].diagnostic(Severity.ERROR, "missing-business", None, message, hint)
            )
        return
    if not isinstance(entry.raw, dict):
        return
    typed = entry.raw.get("format")
    if typed is None and not entry.damaged(("format",)):
        message = Sentence("the business does not say in which version of the plan language this is written")
        collected.diagnostics.append(
            entry.error("plan-format", entry.key, message, Sentence("write format: {format}", format=FORMAT))
        )
    elif isinstance(typed, str) and typed != FORMAT:
        message = Sentence(
            'this plan has format "{typed}"; this Outlast reads format {format}', typed=typed, format=FORMAT
        )
        newer = typed.isdigit() and int(typed[:9]) > int(FORMAT)
        hint = Sentence("upgrade Outlast") if newer else Sentence("write format: {format}", format=FORMAT)
        collected.diagnostics.append(entry.error("plan-format", entry.span(("format",)), message, hint))
        collected.other_format = newer
