"""One thing from raw data to its type; pydantic's errors in plain words, each at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from outlast.diagnostics import Diagnostic, Span
from outlast.languages import NOTHING, Sentence, inside
from outlast.load.nearest import nearest, suggestion
from outlast.load.origins import BUSINESS, Entry, quoted
from outlast.load.references import ABSENT, Names
from outlast.load.shapes import fields, models_at
from outlast.load.vendors import completed
from outlast.model import COLLECTIONS, Model, Thing
from outlast.model.base import docstrings
from outlast.model.business import Business
from outlast.model.recurrence import Recurrence
from outlast.model.value import Ref, Setting, Value
from outlast.source import Data, KeyPath


def model_of(entry: Entry) -> type[Model]:
    """The type of what an entry holds."""
    return Business if entry.subject == BUSINESS else COLLECTIONS[entry.collection]


def validate(
    entry: Entry, names: Names, setting: Setting
) -> tuple[Business | Thing | None, list[Diagnostic]]:
    """The typed thing, or None and what is wrong with it."""
    model = model_of(entry)
    if not isinstance(entry.raw, dict):
        return None, [] if entry.damaged(()) else [_no_block(entry, model)]
    raw: dict[str, Any] = dict(entry.raw)
    diagnostics = []
    if "id" in raw and entry.subject != BUSINESS:
        del raw["id"]
        message = Sentence(
            "{thing} has a key `id`, and the id is the key that it stands under", thing=entry.words(())
        )
        diagnostics.append(
            entry.error("unknown-key", entry.key_span(("id",)), message, Sentence("delete this line"))
        )
    given = raw if entry.subject == BUSINESS else {**completed(entry, raw), "id": entry.subject}
    try:
        thing = model.model_validate(given, context=setting)
    except ValidationError as error:
        diagnostics += _translated(entry, model, error, names)
        return None, diagnostics
    return (None if diagnostics else thing), diagnostics  # type: ignore[return-value]


def _no_block(entry: Entry, model: type[Model]) -> Diagnostic:
    hint = Sentence("give it a block of keys, indented below it: {example}", example=_example(model))
    if entry.raw is None:
        message = Sentence("{thing} is empty", thing=entry.words(()))
        return entry.error("empty-value", entry.key, message, hint)
    return entry.error(
        "wrong-shape", entry.span(()), Sentence("{thing} takes a block of keys", thing=entry.words(())), hint
    )


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
    cut = {_before(entry, one["loc"]) for one in found if _may_be_rest(one)}
    for one in found:
        if one["type"] == "missing" and one["loc"] in mistyped:
            continue  # the key is there, with a slip of the pen, and that is said
        if one["type"] == "too_short" and one["input"]:
            continue  # its entries are there, and what is wrong with them is said
        if one["loc"] in cut:
            continue  # the rest of the value stands behind a comma, and that is said
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
    if _may_be_rest(found) and (before := _before(entry, path)):
        return _cut(entry, path, before)
    if kind == "extra_forbidden":
        return _unknown(entry, model, path)
    rule, message, hint = _said(model, path, found)
    is_key = bool(path) and path[-1] == "[key]"
    span = entry.key_span(path) if is_key else entry.span(path)
    instead = _instead(found)
    if rule == "bad-id" and isinstance(found["input"], str):
        kinds = next(
            (kind.kinds for kind in _kinds_at(model, path) if issubclass(kind, Ref)), frozenset[str]()
        )
        meant, place = names.meant(found["input"], kinds)
        hint = meant if place else hint
        instead = names.ids(found["input"], kinds)
        hint = Sentence("write a comma between two") if "," in "".join(instead) else hint
    cures = entry.cures(path, found["input"], instead)
    if _is_absent(model, entry.typed(path), found["input"]) and (left := entry.without(path)):
        hint, cures = Sentence("leave it out until you know it"), (left,)
    elif kind == "outlast" and not instead and (example := _example_of(model, path)):
        cures = entry.cures(path, found["input"], example)
        hint = Sentence("{hint}; the line below is an example", hint=hint) if cures and hint else hint
    return replace(
        entry.error(
            rule, span, Sentence("{thing}: {message}", thing=entry.words(path), message=message), hint
        ),
        cures=() if is_key else cures,
    )


def _is_absent(model: type[Model], path: KeyPath, given: object) -> bool:
    field = _field(model, path) if path and isinstance(path[-1], str) else None
    if field is None or field.is_required() or not isinstance(given, str):
        return False
    return given.strip().lower() in ABSENT


def _instead(found: ErrorDetails) -> tuple[str, ...]:
    """What may stand there instead, as far as it shows from what was written."""
    context = found.get("ctx", {})
    if found["type"] == "literal_error" and isinstance(found["input"], str):
        words = re.findall(r"'([^']*)'", str(context["expected"]))
        close = nearest(found["input"], words)
        return (close,) if close else ()
    return tuple(context.get("instead", ()))


def _example_of(model: type[Model], path: KeyPath) -> tuple[str, ...]:
    """An example of what the field at a path takes, as far as it shows a form and is nobody's number.

    None of a recurrence: it would come round more often, or more seldom, than what was meant.
    """
    kinds = [kind for kind in _kinds_at(model, path) if not issubclass(kind, str | Recurrence)]
    return next((kind.examples[:1] for kind in kinds if kind.examples), ())


def _kinds_at(model: type[Model], path: KeyPath) -> list[type[Value]]:
    """The kinds of value that the field at a path may hold."""
    keys = tuple(part for part in path if isinstance(part, str))
    if keys and (field := _field(model, keys)):
        return list(_kinds(field.annotation))
    around = _field(model, keys[:-1]) if len(keys) > 1 else None
    return list(_kinds(around.annotation))[-1:] if around else []


def _kinds(annotation: Any) -> Iterator[type[Value]]:
    if isinstance(annotation, type) and issubclass(annotation, Value):
        yield annotation
    for inner in get_args(annotation):
        yield from _kinds(inner)


def _missing(entry: Entry, model: type[Model], path: KeyPath) -> Diagnostic:
    *around, key = path
    what = _about(model, path)
    hint = Sentence("add {key}:", key=key)
    if what:
        hint = Sentence("{key}: {what}", key=key, what=Sentence(what))
    message = Sentence("{thing} lacks the key `{key}`", thing=entry.words(tuple(around)), key=key)
    return entry.error("missing-key", entry.key_span(tuple(around)), message, hint)


def _unknown(entry: Entry, model: type[Model], path: KeyPath) -> Diagnostic:
    *around, key = path
    said = entry.words(tuple(around))
    allowed = _allowed(model, tuple(around))
    span = entry.key_span(path)
    message = Sentence('{thing} has no key "{key}"', thing=said, key=key)
    meant = nearest(str(key), allowed) or _CALLED.get(str(key).lower(), "")
    cures = (entry.document.corrected(span, meant),) if meant in allowed else ()
    hint = Sentence('did you mean "{meant}"?', meant=meant) if cures else suggestion(str(key), allowed)
    if not cures:
        if holder := _holder(model, tuple(around), str(key)):
            hint = Sentence("`{key}` is a key of `{holder}`", key=key, holder=holder)
        elif " " in str(key):
            hint = Sentence(
                "if this is the rest of a text: inside { } a comma ends it, so put the whole text in quotes"
            )
    return replace(entry.error("unknown-key", span, message, hint), cures=cures)


def _may_be_rest(found: ErrorDetails) -> bool:
    """Whether it is a key that may be no key, because nothing stands after it."""
    return found["type"] == "extra_forbidden" or (found["type"] == "outlast" and found["input"] is None)


def _cut(entry: Entry, path: KeyPath, before: KeyPath) -> Diagnostic:
    """The error of a value that goes on behind a comma."""
    *around, key = path
    start, span = entry.span(before), entry.key_span(path)
    whole = Span(span.line, start.column, span.column + span.length - start.column)
    typed = entry.document.line(span.line)[start.column - 1 :][: whole.length]
    message = Sentence('{thing} has no key "{key}"', thing=entry.words(tuple(around)), key=key)
    hint = Sentence("inside { } a comma ends a text, so put the whole text in quotes")
    cure = entry.document.corrected(whole, quoted(typed))
    return replace(entry.error("unknown-key", span, message, hint), cures=(cure,))


_OTHERWISE = {
    "every": "due frequency interval",
    "due": "when deadline",
    "by": "who owner",
    "amount": "price cost",
    "url": "website link",
    "reach": "contact contacts",
    "access": "users logins",
    "about": "description",
    "works": "hours",
    "role": "title",
    "timezone": "tz",
    "phone": "mobile mob cell tel telephone landline",
    "sms": "text",
    "email": "mail e-mail",
    "page": "web",
}
_CALLED = {called: key for key, others in _OTHERWISE.items() for called in others.split()}
"""Keys that people write for others which are nothing like them."""


def _before(entry: Entry, path: KeyPath) -> KeyPath | None:
    """Where the value stands of which this key is the rest: in braces, a comma has cut it."""
    *around, key = path
    typed = entry.typed(path)
    if not typed or typed[-1] != key:
        return None
    block: Data = entry.raw
    for part in typed[:-1]:
        block = block[part] if isinstance(block, dict | list) else None  # type: ignore[index]
    if not isinstance(block, dict) or block.get(str(key)) is not None:
        return None
    keys = list(block)
    number = keys.index(str(key))
    if not number or not isinstance(block[keys[number - 1]], str):
        return None
    before = (*around, keys[number - 1])
    start, end = entry.span(before), entry.key_span(path)
    line = entry.document.line(end.line)
    between = line[start.column - 1 + start.length : end.column - 1]
    behind = line[end.column - 1 + end.length :].lstrip()
    cut = start.line == end.line and between.strip() == "," and not behind.startswith(":")
    return before if cut else None


def _holder(model: type[Model], path: KeyPath, key: str) -> str | None:
    """The key of the place whose block has a key of this name."""
    for one in models_at(model, path):
        for name in fields(one):
            if any(key in fields(inner) for inner in models_at(one, (name,)) if inner is not one):
                return name
    return None


def _allowed(model: type[Model], path: KeyPath) -> list[str]:
    return list(dict.fromkeys(name for one in models_at(model, path) for name in fields(one)))


def _said(model: type[Model], path: KeyPath, found: ErrorDetails) -> tuple[str, Sentence, Sentence]:
    """Rule, message and hint of what pydantic found."""
    kind, given, context = found["type"], found["input"], found.get("ctx", {})
    if kind == "outlast":
        rule = str(context["rule"])
        return rule, context["message"], context["hint"] or _cure(rule, given)
    if kind == "literal_error":
        words = re.findall(r"'([^']*)'", str(context["expected"]))
        if not isinstance(given, str):
            hint = Sentence("allowed here: {words}", words=", ".join(words))
            return "wrong-shape", Sentence("this takes one word"), hint
        message = Sentence('"{given}" is not one of the words allowed here', given=given)
        return "unknown-word", message, suggestion(given, words)
    if kind == "too_short":
        return "empty-value", Sentence("this list is empty"), Sentence("write at least one entry")
    takes, hint = _shape(model, path, kind)
    if given is None:
        return "empty-value", Sentence("this is empty; it takes {kind}", kind=takes), hint
    message = Sentence("this takes {kind}, not {shape}", kind=takes, shape=_shape_of(given))
    return "wrong-shape", message, hint


def _cure(rule: str, given: Any) -> Sentence:
    """What helps where the type of a value has no example to give."""
    if rule == "empty-value":
        return Sentence("write it, or leave the key out")
    if isinstance(given, dict) and given and all(value is None for value in given.values()):
        text = f"{{{', '.join(map(str, given))}}}"
        return Sentence('if this is text, put it in quotes: "{text}"', text=text)
    if rule == "wrong-shape":
        return Sentence(
            "write one line of text, without brackets or keys; if it holds brackets, put it in quotes"
        )
    return NOTHING


_SHAPES = {
    "tuple_type": Sentence("a list"),
    "dict_type": Sentence("a block of keys"),
    "model_type": Sentence("a block of keys"),
    "model_attributes_type": Sentence("a block of keys"),
    "string_type": Sentence("text"),
}


def _shape(model: type[Model], path: KeyPath, kind: str) -> tuple[Sentence, Sentence]:
    takes = _SHAPES.get(kind, Sentence("something else"))
    inner = [one for one in models_at(model, path) if one is not model]
    if takes == "a list":
        entry = f"{{{_example(inner[0])}}}" if inner else "…"
        return takes, Sentence(
            "write it like [{entry}], or each entry in a line of its own after a hyphen", entry=entry
        )
    if inner:
        return takes, Sentence("write it like {{{keys}}}", keys=_example(inner[0]))
    return takes, Sentence("write one key: value in each line below, indented")


def _example(model: type[Model]) -> str:
    """The keys that a block must have, or its first ones, as they are typed."""
    named = fields(model)
    needed = [name for name, field in named.items() if field.is_required()]
    return ", ".join(f"{name}: …" for name in (needed or list(named)[:1]))


def _shape_of(given: Any) -> Sentence:
    if isinstance(given, str):
        return Sentence("a text")
    if isinstance(given, dict | BaseModel):
        return Sentence("a block of keys")
    return Sentence("a list")


def _field(model: type[Model], path: KeyPath) -> FieldInfo | None:
    *around, key = path
    for one in models_at(model, tuple(around)):
        if field := fields(one).get(str(key)):
            return field
    return None


def _about(model: type[Model], path: KeyPath) -> str:
    """What the field at a path is, to stand in a sentence."""
    *around, key = path
    texts = (docstrings(one).get(str(key), "") for one in models_at(model, tuple(around)))
    return inside(next(filter(None, texts), ""))
