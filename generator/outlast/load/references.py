"""Whether everything that a plan names is there, and is what it must be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from pydantic_core import PydanticCustomError

from outlast import words
from outlast.diagnostics import Diagnostic, Place, Span
from outlast.languages import Sentence, later, mark
from outlast.load.collect import Collected
from outlast.load.nearest import nearest
from outlast.load.origins import BUSINESS, Entry
from outlast.load.shapes import Leaf
from outlast.load.translations import own_language, told
from outlast.model import COLLECTIONS
from outlast.model.prose import foreign_links, mentions
from outlast.model.scalars import UNKNOWN, Country, Currency
from outlast.model.value import ALONE, ID, Ref, Setting, Text, Word, folded, is_by_language
from outlast.source import Document, KeyPath

MOST_SEARCHES = 50
"""Words that are compared with every id and name; a plan with more wrong ones is wrong as a whole."""


ABSENT = frozenset({"none", "nobody", "nothing", "never", "no", "-"}) | UNKNOWN
"""What people write where they have nothing to write."""


class Names:
    """What may be referred to, by id and by name."""

    def __init__(self, collected: Collected) -> None:
        self.entries = {id: entry for id, entry in collected.entries.items() if id != BUSINESS}
        self.unread = collected.unread
        self.unseen = collected.unseen
        self._searched: dict[tuple[str, frozenset[str]], str | None] = {}

    def setting(self, business: Entry | None, language: str, translations: Sequence[Document]) -> Setting:
        """What the plan says about the meaning of its values, and in which language they are read."""
        said = business.raw if business and isinstance(business.raw, dict) else {}
        own = own_language(business)
        country = _read(Country, said.get("country"), ALONE)
        return Setting(
            country=country,
            currency=_read(Currency, said.get("currency"), Setting(country)),
            ids={id: entry.collection for id, entry in self.entries.items()},
            named={name: frozenset(filter(ID.fullmatch, ids)) for name, ids in self._by_name.items()},
            own=own,
            language=language or own,
            translations=told(translations, language or own),
        )

    def knows(self, id: str) -> bool:
        """Whether the plan defines the id, or may do so in a part that could not be read."""
        return id in self.entries or id in self.unread or self.unseen

    def meant(self, id: str, kinds: frozenset[str] = frozenset()) -> tuple[Sentence, Place | None]:
        """A hint with the thing that somebody meant, and its place."""
        found = self._found(id, kinds)
        if found:
            place = self.entries[found].place
            return Sentence('did you mean "{meant}" ({place})?', meant=found, place=place), place
        if kinds and len(kinds) < 4:
            keys = later(words.some, tuple(sorted(kinds)), "or")
            return Sentence("define it under {keys}, or correct the id", keys=keys), None
        return Sentence("define it in the plan, or correct the id"), None

    def ids(self, text: str, kinds: frozenset[str]) -> tuple[str, ...]:
        """The ids that may be meant: of all that have this name, or of the thing most like it."""
        fitting = [id for id, entry in self.entries.items() if not kinds or entry.collection in kinds]
        named = self._named(text, fitting)
        found = self._found(text, kinds)
        several = [self._named(part, fitting) for part in re.split(r",|\band\b|&|/|\+", text)]
        if not named and len(several) > 1 and all(len(ids) == 1 for ids in several):
            return (", ".join(ids[0] for ids in several),)
        return named or ((found,) if found else ())

    def _named(self, name: str, fitting: list[str]) -> tuple[str, ...]:
        meant = {name.strip(), *self._by_name.get(folded(name), ())}
        return tuple(id for id in fitting if id in meant)

    @cached_property
    def _by_name(self) -> Mapping[str, set[str]]:
        """The ids of the things that have each name."""
        found: dict[str, set[str]] = {}
        for id in self.entries:
            for name in self._called(id):
                found.setdefault(name, set()).add(id)
        return found

    def _called(self, id: str) -> tuple[str, ...]:
        """The names of a thing; a person is also known by the first part of the name."""
        entry = self.entries[id]
        names = _names(entry)
        first = (name.split()[0] for name in names if name.strip() and entry.collection == "people")
        return tuple(map(folded, (*names, *first)))

    def _found(self, id: str, kinds: frozenset[str]) -> str | None:
        if (id, kinds) not in self._searched:
            if len(self._searched) >= MOST_SEARCHES:
                return None
            fitting = {
                name: entry for name, entry in self.entries.items() if not kinds or entry.collection in kinds
            }
            self._searched[id, kinds] = nearest(id, fitting) or self._nearest_name(id, fitting)
        return self._searched[id, kinds]

    @staticmethod
    def _nearest_name(id: str, entries: Mapping[str, Entry]) -> str | None:
        named = {name: subject for subject, entry in entries.items() for name in _names(entry)}
        found = nearest(id.replace("-", " "), named)
        return named[found] if found else None


def _names(entry: Entry) -> tuple[str, ...]:
    """What a thing is called, in each of its languages."""
    name = entry.raw.get("name") if isinstance(entry.raw, dict) else None
    names = name.values() if isinstance(name, dict) and is_by_language(name) else (name,)
    return tuple(each for each in names if isinstance(each, str))


def _read(kind: type[Word], raw: object, setting: Setting) -> str | None:
    """What the business says; if that has several meanings, the first, so that they are said only once."""
    try:
        return str(kind.read(raw, setting))
    except PydanticCustomError as error:
        return next(iter((error.context or {})["instead"]), None)


def check_leaf(entry: Entry, leaf: Leaf, names: Names) -> Iterator[Diagnostic]:
    """What is wrong with the references in one value."""
    if not isinstance(leaf.raw, str) or entry.damaged(leaf.path):
        return
    if issubclass(leaf.kind, Ref):
        yield from _reference(entry, leaf.path, leaf.raw, leaf.kind, names)
    elif issubclass(leaf.kind, Text):
        yield from _text(entry, leaf.path, leaf.raw, names)


def _reference(entry: Entry, path: KeyPath, id: str, kind: type[Ref], names: Names) -> Iterator[Diagnostic]:
    if not ID.fullmatch(id):
        return  # validation has said so
    key = next((part for part in reversed(entry.typed(path)) if isinstance(part, str)), "")
    subject = entry.words(())
    if not names.knows(id):
        hint, place = names.meant(id, kind.kinds)
        said = mark('{thing} names "{id}", which the plan does not define')
        if "needs" in path:
            said = mark('{thing} needs "{id}", which the plan does not define')
        elif key:
            said = mark('{thing} names under `{key}` "{id}", which the plan does not define')
        message = Sentence(said, thing=subject, id=id, key=key)
        cures = entry.cures(path, id, names.ids(id, kind.kinds))
        if id in ABSENT and isinstance(entry.typed(path)[-1], str) and (left := entry.without(path)):
            hint, cures = Sentence("leave it out until you know it"), (left,)
        error = entry.error("unknown-reference", entry.span(path), message, hint, place)
        yield replace(error, cures=cures)
        return
    found = names.entries.get(id)
    if found and kind.kinds and found.collection not in kind.kinds:
        message = Sentence(
            '"{id}" is {one}; `{key}` takes {kind}',
            id=id,
            one=COLLECTIONS[found.collection].one,
            key=key,
            kind=kind.kind,
        )
        close = nearest(id, (name for name, other in names.entries.items() if other.collection in kind.kinds))
        hint = Sentence('"{id}" is defined in {place}', id=id, place=found.place)
        if close:
            hint = Sentence(
                'did you mean "{meant}" ({place})?', meant=close, place=names.entries[close].place
            )
        error = entry.error("wrong-kind", entry.span(path), message, hint, found.place)
        yield replace(error, cures=entry.cures(path, id, (close,) if close else ()))


def _text(entry: Entry, path: KeyPath, text: str, names: Names) -> Iterator[Diagnostic]:
    for id in dict.fromkeys(mentions(text)):
        if not names.knows(id):
            hint, place = names.meant(id)
            span = within(entry, path, f"{{{id}}}")
            message = Sentence(
                '{thing} mentions "{{{id}}}", which the plan does not define', thing=entry.words(()), id=id
            )
            hint = (
                hint
                if place
                else Sentence("{hint}; to show braces as such, write \\{{{id}\\}}", hint=hint, id=id)
            )
            yield entry.error("unknown-reference", span, message, hint, place)
    for address in dict.fromkeys(foreign_links(text)):
        message = Sentence(
            "a link of {thing} leads to an address that a plan may not link to", thing=entry.words(())
        )
        hint = Sentence("a link starts with https:, http:, mailto:, tel: or sms:")
        yield entry.error("bad-link", within(entry, path, address), message, hint)


def within(entry: Entry, path: KeyPath, piece: str) -> Span:
    """The place of a piece of a text; the place of the whole text where it is not spelled out in the file."""
    start = entry.span(path)
    lines = entry.document.lines
    # The value holds the piece, so its first occurrence from the start of the value on lies inside the value.
    column = lines[start.line - 1].find(piece, start.column - 1)
    number = start.line
    while column < 0 and number < len(lines):
        column = lines[number].find(piece)
        number += 1
    return Span(number, column + 1, len(piece)) if column >= 0 else start
