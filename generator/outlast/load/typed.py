"""The things of a document as their types, with what is wrong with them: kept for the next run.

Only documents with which nothing is wrong are kept, so where something stands in its file does not matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b
from typing import cast

from outlast.diagnostics import Diagnostic
from outlast.kept import keep, recalled
from outlast.load.files import Files, check_file
from outlast.load.origins import Entry
from outlast.load.references import Names, check_leaf
from outlast.load.rules import IN_CIRCLES, check_blanks, check_block, check_days, check_step
from outlast.load.shapes import Leaf, leaves
from outlast.load.translations import PlanText, plan_texts
from outlast.load.validate import model_of, validate
from outlast.load.vendors import check_vendor
from outlast.model import Thing
from outlast.model.business import Business
from outlast.model.messages import Message
from outlast.model.value import Ref, Setting

_MOST_HELD = 256
"""Documents of which a process that runs on knows what they came to."""
_held: dict[bytes, tuple[Typed, ...]] = {}


@dataclass(frozen=True)
class Typed:
    """What an entry came to."""

    thing: Business | Thing | None
    """None if something is wrong with it."""
    diagnostics: tuple[Diagnostic, ...]
    uses: tuple[Leaf, ...]
    """Its references that must not lead back to it."""
    texts: tuple[PlanText, ...]
    """Those that a reader reads, in the language of the plan."""


@dataclass(frozen=True)
class Typing:
    """What the types of things depend on beside themselves."""

    names: Names
    setting: Setting
    files: Files

    def typed(self, entries: Sequence[Entry], *, kept: bool) -> tuple[Typed, ...]:
        """What the entries of a document came to.

        Args:
            kept: whether it is kept for other processes.
        """
        if not kept or entries[0].document.damaged:
            return tuple(map(self._typed, entries))
        raw = [(entry.subject, entry.path, entry.raw) for entry in entries]
        question = b"typed" + self._around + repr(raw).encode()
        found = _held.get(question) or cast(tuple[Typed, ...] | None, recalled(question))
        if found is None:
            found = tuple(map(self._typed, entries))
            if any(each.diagnostics or not each.thing for each in found):
                return found
            keep(question, found)
        while len(_held) >= _MOST_HELD:
            del _held[next(iter(_held))]
        _held[question] = found
        return found

    @cached_property
    def _around(self) -> bytes:
        """What stands for all that is no part of the entries."""
        setting, names = self.setting, self.names
        named = [(name, sorted(ids)) for name, ids in setting.named.items()]
        meaning = (setting.country, setting.currency, setting.own, setting.language, named)
        there = (dict(setting.ids), sorted(names.unread), names.unseen)
        broken = sorted(path for path, file in self.files.items() if file.rule)
        return blake2b(repr((meaning, dict(setting.translations), there, broken)).encode()).digest()

    def _typed(self, entry: Entry) -> Typed:
        thing, wrong = validate(entry, self.names, self.setting)
        diagnostics = [*wrong, *check_vendor(entry)]
        if isinstance(thing, Message):
            diagnostics += check_blanks(entry, thing)
        found = tuple(leaves(model_of(entry), entry.raw))
        typed = [self._with_id(leaf) for leaf in found]
        for leaf in typed:
            diagnostics += self._wrong_in(entry, leaf)
        uses = tuple(leaf for leaf in typed if leaf.kind in IN_CIRCLES)
        texts = tuple(plan_texts(entry, model_of(entry), found, self.setting.own))
        return Typed(thing, tuple(diagnostics), uses, texts)

    def _with_id(self, leaf: Leaf) -> Leaf:
        """A reference by name as one by id."""
        if not issubclass(leaf.kind, Ref) or not isinstance(leaf.raw, str):
            return leaf
        return replace(leaf, raw=self.setting.id_of(leaf.raw, leaf.kind.kinds))

    def _wrong_in(self, entry: Entry, leaf: Leaf) -> Iterator[Diagnostic]:
        yield from check_file(entry, leaf, self.files)
        yield from check_leaf(entry, leaf, self.names)
        yield from check_step(entry, leaf)
        yield from check_block(entry, leaf)
        yield from check_days(entry, leaf)
