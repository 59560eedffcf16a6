"""The types of the model beside the raw data of a plan, whether the data fit or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from outlast.model import Model
from outlast.model.base import known_fields
from outlast.model.field_types import UNIONS, annotation_of, blocks
from outlast.model.shorthand import Shorthand
from outlast.model.value import Told, Value, is_by_language
from outlast.source import KeyPath


@dataclass(frozen=True)
class Leaf:
    """A piece of a plan with the type that the model gives it: a value, or the block of a Model."""

    path: KeyPath
    kind: type[Value] | type[Model]
    raw: Any
    within: tuple[type[Model], ...]
    """The blocks around it, from the outside."""
    language: str = ""
    """Of a text that stands there in several languages."""


def leaves(
    model: type[Model], raw: Any, path: KeyPath = (), within: tuple[type[Model], ...] = ()
) -> Iterator[Leaf]:
    """Each value and block in the data of a model, depth first. Other shapes are left out.

    Unlike `model.visit` it also looks through data that the model refuses, so that one mistake in a thing
    does not hide the next.
    """
    if not isinstance(raw, dict):
        return
    yield Leaf(path, model, raw, within)
    for name, annotation in _annotations(model).items():
        if name in raw:
            yield from _walk(annotation, raw[name], (*path, name), (*within, model))


@cache
def fields(model: type[Model]) -> dict[str, FieldInfo]:
    """The keys that a block may have, as typed in a plan. `id` is none: the block stands under it."""
    return {field.alias or name: field for name, field in known_fields(model).items() if name != "id"}


def models_at(model: type[Model], path: KeyPath) -> tuple[type[Model], ...]:
    """The models that may stand at a path of pydantic's, which also holds tags of unions."""
    here: tuple[type[Model], ...] = (model,)
    for part in path:
        if not isinstance(part, str):
            continue
        tagged = tuple(one for one in here if one.__name__.lower() == part)
        inner = tuple(
            found for one in here if part in fields(one) for found in blocks(annotation_of(fields(one)[part]))
        )
        here = inner or tagged or here
    return here


@cache
def _annotations(model: type[Model]) -> dict[str, Any]:
    return {name: annotation_of(field) for name, field in fields(model).items()}


def _walk(annotation: Any, raw: Any, path: KeyPath, within: tuple[type[Model], ...]) -> Iterator[Leaf]:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        for extra in reversed(inner[1:]):
            if isinstance(extra, Shorthand):
                try:
                    raw = extra.spelled_out(raw, inner[0])
                except PydanticCustomError:
                    return  # validation says so
        yield from _walk(inner[0], raw, path, within)
    elif origin in UNIONS:
        yield from _walk_one_of(inner, raw, path, within)
    elif origin is tuple and isinstance(raw, list):
        for number, part in enumerate(raw):
            yield from _walk(inner[0], part, (*path, number), within)
    elif origin is dict and isinstance(raw, dict):
        for key, part in raw.items():
            yield from _walk(inner[1], part, (*path, key), within)
    elif isinstance(annotation, type) and issubclass(annotation, Model):
        yield from leaves(annotation, raw, path, within)
    elif isinstance(annotation, type) and issubclass(annotation, Told) and is_by_language(raw):
        for code, text in raw.items():
            yield Leaf((*path, code), annotation, text, within, code)
    elif isinstance(annotation, type) and issubclass(annotation, Value) and raw is not None:
        yield Leaf(path, annotation, raw, within)


def _walk_one_of(
    choices: tuple[Any, ...], raw: Any, path: KeyPath, within: tuple[type[Model], ...]
) -> Iterator[Leaf]:
    """Of several blocks the one that knows most of the keys; else each choice that fits."""
    written_as_blocks = [choice for choice in choices if blocks(choice)]
    if len(written_as_blocks) > 1:
        known = raw if isinstance(raw, dict) else {}
        best = max(written_as_blocks, key=lambda each: sum(key in fields(blocks(each)[0]) for key in known))
        yield from _walk(best, raw, path, within)
        return
    for choice in choices:
        if choice is not type(None):
            yield from _walk(choice, raw, path, within)
