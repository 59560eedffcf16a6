"""An example for each key: its first use in a plan, or what the model itself gives as one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from outlast.load.shapes import fields, leaves
from outlast.model import COLLECTIONS, Model, Thing
from outlast.model.base import docstrings
from outlast.model.business import Business
from outlast.model.value import Value
from outlast.reference.kinds import inside
from outlast.reference.typed import shortened, typed
from outlast.source import Data, Document


@dataclass(frozen=True)
class Example:
    """A key with a value, as typed."""

    text: str
    file: str
    """Where it stands, seen from the folder of the plan; empty for an example of the model."""

    @property
    def one_line(self) -> bool:
        return "\n" not in self.text


@dataclass(frozen=True)
class _Use:
    data: Data
    file: str
    spelled: bool
    """Whether the key was typed, and not left out by a shorter form."""


def holder(model: type[Model], key: str) -> type[Model]:
    """The class that a key is described with: Thing where it is the same for every thing."""
    common = issubclass(model, Thing) and key in Thing.model_fields and key not in model.__annotations__
    return Thing if common else model


class Examples:
    """The uses of every key in some documents."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._uses: dict[tuple[type[Model], str], _Use] = {}
        self._ids: dict[str, str] = {}
        for document in documents:
            for model, path, raw in _things(document):
                self._ids.setdefault(path[0], path[-1])
                self._note(document.path.partition("/")[2], model, raw)

    def id(self) -> str:
        """An id of the plan."""
        return next(iter(self._ids.values()))

    def of(self, model: type[Model], key: str) -> Example:
        """Raises LookupError where neither the plan nor the model has an example."""
        if use := self._uses.get((holder(model, key), key)):
            return Example(typed(key, shortened(use.data)), use.file)
        if given := _of_the_model(model, key):
            return Example(typed(key, given), "")
        lacks = f"{model.__name__}.{key} is used nowhere, and the model has no example of it"
        raise LookupError(f"{lacks}: use it in plan/, or end its docstring with a colon and an example")

    def _note(self, file: str, model: type[Model], raw: Data) -> None:
        blocks = set(_blocks(raw))
        for leaf in leaves(model, raw):
            if not (issubclass(leaf.kind, Model) and isinstance(leaf.raw, dict)):
                continue
            for key, data in leaf.raw.items():
                if key not in fields(leaf.kind) or data is None:
                    continue
                name = (holder(leaf.kind, key), key)
                spelled = id(leaf.raw) in blocks
                if name not in self._uses or (spelled and not self._uses[name].spelled):
                    self._uses[name] = _Use(data, file, spelled)


def _of_the_model(model: type[Model], key: str) -> str:
    """What a docstring gives as an example after a colon, or else the class of the value; empty for none."""
    field = fields(model)[key]
    if said := re.search(r": `([^`]+)`", docstrings(model).get(key, "")):
        return said[1]
    given = [kind.examples for kind in inside(field) if issubclass(kind, Value) and kind.examples]
    return given[0][0] if given else ""


def _blocks(data: Data) -> Iterator[int]:
    """The identity of each block that was typed; a shorter form has none of its own."""
    if isinstance(data, dict):
        yield id(data)
    for part in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _blocks(part)


def _things(document: Document) -> Iterator[tuple[type[Model], tuple[str, ...], Data]]:
    """Class, path and data of everything that stands under an id, and of the business."""
    data = document.data if isinstance(document.data, dict) else {}
    for collection, things in data.items():
        if collection == "business":
            yield Business, (collection,), things
        elif collection in COLLECTIONS and isinstance(things, dict):
            for id, raw in things.items():
                yield COLLECTIONS[collection], (collection, id), raw
