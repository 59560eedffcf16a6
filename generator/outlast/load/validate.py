"""One thing from raw data to its type; pydantic's errors in plain words, each at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from outlast.diagnostics import Diagnostic
from outlast.load.nearest import nearest, suggestion
from outlast.load.origins import BUSINESS, Entry
from outlast.load.references import Names
from outlast.load.shapes import fields, models_at
from outlast.load.vendors import completed
from outlast.model import COLLECTIONS, Model, Thing
from outlast.model.business import Business
from outlast.source import KeyPath


def model_of(entry: Entry) -> type[Model]:
    """The type of what an entry holds."""
    return Business if entry.subject == BUSINESS else COLLECTIONS[entry.collection]


def validate(entry: Entry, names: Names) -> tuple[Business | Thing | None, list[Diagnostic]]:
    """The typed thing, or None and what is wrong with it."""
    model = model_of(entry)
    if not isinstance(entry.raw, dict):
        return None, [] if entry.damaged(()) else [_no_block(entry, model)]
    raw: dict[str, Any] = dict(entry.raw)
    diagnostics = []
    if "id" in raw and entry.subject != BUSINESS:
        del raw["id"]
        message = f"{entry.words(())} has a key `id`, and the id is the key that it stands under"
        diagnostics.append(entry.error("unknown-key", entry.key_span(("id",)), message, "delete this line"))
    given = raw if entry.subject == BUSINESS else {**completed(entry, raw), "id": entry.subject}
    try:
        thing = model.model_validate(given)
    except ValidationError as error:
        diagnostics += _translated(entry, model, error, names)
        return None, diagnostics
    return (None if diagnostics else thing), diagnostics  # type: ignore[return-value]


def _no_block(entry: Entry, model: type[Model]) -> Diagnostic:
    hint = f"give it a block of keys, indented below it: {_example(model)}"
    if entry.raw is None:
        message = f"{entry.words(())} is empty"
        return entry.error("empty-value", entry.key, message, hint)
    return entry.error("wrong-shape", entry.span(()), f"{entry.words(())} takes a block of keys", hint)


def _translated(
    entry: Entry, model: type[Model], error: ValidationError, names: Names
) -> Iterator[Diagnostic]:
    found = error.errors(include_url=False)
    mistyped = {
        (*one["loc"][:-1], meant)
        for one in found
        if one["type"] == "extra_forbidden"
        and (meant := nearest(str(one["loc"][-1]), _allowed(model, one["loc"][:-1])))
    }
    for one in found:
        if one["type"] == "missing" and one["loc"] in mistyped:
            continue  # the key is there, with a slip of the pen, and that is said
        if diagnostic := _one(entry, model, one, names):
            yield diagnostic


def _one(entry: Entry, model: type[Model], found: ErrorDetails, names: Names) -> Diagnostic | None:
    path: KeyPath = found["loc"]
    kind = found["type"]
    if entry.subject == BUSINESS and path == ("format",) and kind in ("missing", "literal_error"):
        return None  # `collect` has said so, in words of its own
    if entry.damaged(path):
        return None
    if kind == "missing":
        return _missing(entry, model, path)
    if kind == "extra_forbidden":
        return _unknown(entry, model, path)
    rule, message, hint = _said(model, path, found)
    if rule == "bad-id" and isinstance(found["input"], str):
        meant, place = names.meant(found["input"])
        hint = meant if place else hint
    span = entry.key_span(path) if path and path[-1] == "[key]" else entry.span(path)
    return entry.error(rule, span, f"{entry.words(path)}: {message}", hint)


def _missing(entry: Entry, model: type[Model], path: KeyPath) -> Diagnostic:
    *around, key = path
    field = _field(model, path)
    what = _first_sentence(field)
    hint = f"{key}: {what}" if what else f"add {key}:"
    message = f"{entry.words(tuple(around))} lacks the key `{key}`"
    return entry.error("missing-key", entry.key_span(tuple(around)), message, hint)


def _unknown(entry: Entry, model: type[Model], path: KeyPath) -> Diagnostic:
    *around, key = path
    said = entry.words(tuple(around))
    allowed = _allowed(model, tuple(around))
    hint = suggestion(str(key), allowed)
    if not nearest(str(key), allowed):
        if holder := _holder(model, tuple(around), str(key)):
            hint = f"`{key}` is a key of `{holder}`"
        elif " " in str(key):
            hint = (
                "if this is the rest of a text: inside { } a comma ends it, so put the whole text in quotes"
            )
    return entry.error("unknown-key", entry.key_span(path), f'{said} has no key "{key}"', hint)


def _holder(model: type[Model], path: KeyPath, key: str) -> str | None:
    """The key of the place whose block has a key of this name."""
    for one in models_at(model, path):
        for name in fields(one):
            if any(key in fields(inner) for inner in models_at(one, (name,)) if inner is not one):
                return name
    return None


def _allowed(model: type[Model], path: KeyPath) -> list[str]:
    return list(dict.fromkeys(name for one in models_at(model, path) for name in fields(one)))


def _said(model: type[Model], path: KeyPath, found: ErrorDetails) -> tuple[str, str, str]:
    """Rule, message and hint of what pydantic found."""
    kind, given, context = found["type"], found["input"], found.get("ctx", {})
    if kind == "outlast":
        rule = str(context["rule"])
        return rule, str(context["message"]), str(context["hint"]) or _cure(rule, given)
    if kind == "literal_error":
        words = re.findall(r"'([^']*)'", str(context["expected"]))
        if not isinstance(given, str):
            return "wrong-shape", "this takes one word", f"allowed here: {', '.join(words)}"
        return "unknown-word", f'"{given}" is none of the words that this takes', suggestion(given, words)
    if kind == "too_short":
        return "empty-value", "this list is empty", "write at least one entry"
    takes, hint = _shape(model, path, kind)
    if given is None:
        return "empty-value", f"this is empty; it takes {takes}", hint
    return "wrong-shape", f"this takes {takes}, not {_shape_of(given)}", hint


def _cure(rule: str, given: Any) -> str:
    """What helps where the type of a value has no example to give."""
    if rule == "empty-value":
        return "write it, or leave the key out"
    if isinstance(given, dict) and given and all(value is None for value in given.values()):
        return f'if this is text, put it in quotes: "{{{", ".join(map(str, given))}}}"'
    if rule == "wrong-shape":
        return "write one line of text, without brackets or keys; if it holds brackets, put it in quotes"
    return ""


_SHAPES = {
    "tuple_type": "a list",
    "dict_type": "a block of keys",
    "model_type": "a block of keys",
    "model_attributes_type": "a block of keys",
    "string_type": "text",
}


def _shape(model: type[Model], path: KeyPath, kind: str) -> tuple[str, str]:
    takes = _SHAPES.get(kind, "something else")
    inner = [one for one in models_at(model, path) if one is not model]
    if takes == "a list":
        entry = f"{{{_example(inner[0])}}}" if inner else "…"
        return takes, f"write it like [{entry}], or each entry in a line of its own after a hyphen"
    if inner:
        return takes, f"write it like {{{_example(inner[0])}}}"
    return takes, "write one key: value in each line below, indented"


def _example(model: type[Model]) -> str:
    """The keys that a block must have, or its first ones, as they are typed."""
    named = fields(model)
    needed = [name for name, field in named.items() if field.is_required()]
    return ", ".join(f"{name}: …" for name in (needed or list(named)[:1]))


def _shape_of(given: Any) -> str:
    if isinstance(given, str):
        return "a text"
    if isinstance(given, dict | BaseModel):
        return "a block of keys"
    return "a list"


def _field(model: type[Model], path: KeyPath) -> FieldInfo | None:
    *around, key = path
    for one in models_at(model, tuple(around)):
        if field := fields(one).get(str(key)):
            return field
    return None


def _first_sentence(field: FieldInfo | None) -> str:
    text = " ".join((field.description or "").split()) if field else ""
    return text[:1].lower() + text[1:].removesuffix(".") if text else ""
