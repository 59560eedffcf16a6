"""The JSON Schema of a plan's files, for editors with yaml-language-server.

It is made from the types of the model and never kept by hand. One file may hold any part of a plan, so
nothing is required at the top, and `id` is no key: it is the name that a thing stands under. Whether an id
exists is not a question for a schema, which knows no other file: `outlast check` answers it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from outlast import catalogue
from outlast.model import COLLECTIONS, Model, Plan, Thing
from outlast.model.base import docstrings, edition_of
from outlast.model.business import Business
from outlast.model.field_types import UNIONS, annotation_of, blocks, choices, inside
from outlast.model.functions import By
from outlast.model.scalars import Flag, Limit, Money, VendorId, Weekdays
from outlast.model.shorthand import OneOrMany, Short
from outlast.model.value import ID, LANGUAGE, Ref, Term, Told, Value

DIALECT = "http://json-schema.org/draft-07/schema#"
"""What yaml-language-server reads best."""

Schema = dict[str, Any]

_LISTS: Mapping[type[Value], type[Value]] = {Limit: Money, Weekdays: Weekdays}
"""Values that may also be written as a list, with what the list holds."""


def schema() -> Schema:
    """The schema of one file of a plan, ready for `json.dumps`."""
    properties: Schema = {"business": _said(_of(Plan.model_fields["business"].annotation), _about(Business))}
    for collection, thing in COLLECTIONS.items():
        block = _said({**_object(), "allOf": [_reference(thing)]}, _about(thing))
        ids: Schema = {
            **_quietly({"type": ["object", "null"], "errorMessage": f"`{collection}` takes a block of ids."}),
            "propertyNames": _id("An id is made of small letters, digits and single hyphens."),
            "additionalProperties": block,
        }
        properties[collection] = _said(ids, f"{_about(thing)}\n\nUnder each id stands {thing.one}.")
    return {
        "$schema": DIALECT,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "definitions": _definitions(),
    }


def text() -> str:
    """The schema as the text of a file."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def _definitions() -> Schema:
    """Every block and every kind of value that a plan can hold, by name."""
    found: dict[str, type[Model] | type[Value]] = {}
    waiting: list[type[Model] | type[Value]] = [Plan]
    while waiting:
        here = waiting.pop()
        found[here.__name__] = here
        if issubclass(here, Model):
            here.model_rebuild()
            waiting += [
                inner
                for field in here.model_fields.values()
                for inner in inside(field.annotation)
                if inner.__name__ not in found
            ]
    return {
        name: _model(one) if issubclass(one, Model) else _value(one)
        for name, one in sorted(found.items())
        if one not in (Plan, By)
    }


def _model(model: type[Model]) -> Schema:
    """The keys of a block. It asks for no type: where it is used, a shorter form may stand instead."""
    keys = {
        field.alias or name: field
        for name, field in model.model_fields.items()
        if not (name == "id" and issubclass(model, Thing))
    }
    made: Schema = {
        "properties": {key: _field(field, docstrings(model).get(key, "")) for key, field in keys.items()},
        "additionalProperties": False,
    }
    if required := [key for key, field in keys.items() if field.is_required()]:
        made["required"] = required
    return made


def _field(field: FieldInfo, about: str) -> Schema:
    """What stands after a key, with what an editor shows about it."""
    made = _of(annotation_of(field))
    if about:
        takes = _takes(field.annotation)
        made = _said(made, f"{_one_line(about)}\n\n{takes}Edition: {edition_of(field)}.")
    if not field.is_required() and isinstance(field.default, str | int | Flag) and field.default:
        made["default"] = field.default if isinstance(field.default, int) else str(field.default)
    return made


def _takes(annotation: Any) -> str:
    """The kind of a single value, as the first words of a line."""
    (one, *_) = choices(annotation)
    return f"Takes {one.kind}. " if isinstance(one, type) and issubclass(one, Value) else ""


def _of(annotation: Any) -> Schema:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _annotated(inner[0], inner[1:])
    if origin in UNIONS:
        made = [_of(one) for one in choices(annotation)]
        if len(made) == 1:
            return made[0]
        return {"type": "object", "anyOf": [part for choice in made for part in choice["allOf"]]}
    if origin is tuple:
        return {"type": "array", "items": _of(inner[0]), "errorMessage": "This takes a list."}
    if origin is dict:
        return {**_object(), "propertyNames": _of(inner[0]), "additionalProperties": _of(inner[1])}
    if origin is Literal:
        return _literal(inner)
    if annotation is By:
        hands = _of(annotation_of(By.model_fields["hands"]))
        return {**hands, "examples": ["automatic"], "errorMessage": "This takes `automatic`, or who does it."}
    if issubclass(annotation, Value):
        return _reference(annotation)
    return {**_object(), "allOf": [_reference(annotation)]}


def _annotated(annotation: Any, extras: tuple[Any, ...]) -> Schema:
    """With the shorter ways to write it, and how much it must hold."""
    made = _of(annotation)
    least = next((extra.min_length for extra in extras if hasattr(extra, "min_length")), 0)
    if least:
        made["minItems" if made["type"] == "array" else "minProperties"] = least
    for extra in extras:
        if isinstance(extra, OneOrMany):
            (item, *_) = get_args(annotation)
            one = _scalar_of(item) if isinstance(item, type) and issubclass(item, Value) else made["items"]
            made = _also(one, made)
        elif isinstance(extra, Short):
            block = next(one for one in blocks(annotation) if extra.key in one.model_fields)
            (kind, *_) = choices(block.model_fields[extra.key].annotation)
            one = _scalar_of(kind, lists=False) if isinstance(kind, type) else _scalar(None, "")
            made = _also(one, _or_by_language(block, made) if _told(kind) else made)
    return made


def _told(kind: Any) -> bool:
    """Whether it may be written as a text by language."""
    return isinstance(kind, type) and issubclass(kind, Told) and kind.told and not issubclass(kind, Term)


def _by_language() -> Schema:
    said = "This takes a text by language: {en: Open it, nl: Open het}."
    name = _scalar(f"^{LANGUAGE.pattern}$", "This is the code of a language.")
    return {
        "type": "object",
        "minProperties": 1,
        "propertyNames": name,
        "additionalProperties": _scalar(None, said),
    }


def _or_by_language(block: type[Model], made: Schema) -> Schema:
    """A block, or instead of it the text of one of its keys by language, whose codes are no keys of it."""
    keys = "|".join(sorted(field.alias or name for name, field in block.model_fields.items()))
    texts = _by_language()
    asked = {
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": f"^(?!({keys})$){LANGUAGE.pattern}$"},
    }
    rest = {key: value for key, value in made.items() if key != "allOf"}
    return {
        **rest,
        "if": asked,
        "then": {"additionalProperties": texts["additionalProperties"]},
        "else": {"allOf": made["allOf"]},
    }


def _also(shorter: Schema, longer: Schema) -> Schema:
    """Either of two that differ in the type of what is written: each keyword asks only about its own type.

    So there is no choice between branches of which an editor would have to guess which one was meant.
    """
    kinds = [kind for one in (shorter, longer) for kind in _kinds(one)]
    return {**longer, **shorter, "type": list(dict.fromkeys(kinds))}


def _kinds(schema: Schema) -> list[str]:
    return [schema["type"]] if isinstance(schema["type"], str) else list(schema["type"])


def _reference(named: type[Model] | type[Value]) -> Schema:
    return {"$ref": f"#/definitions/{named.__name__}"}


def _object() -> Schema:
    return {"type": "object", "errorMessage": "This takes a block of keys."}


def _literal(words: tuple[Any, ...]) -> Schema:
    """Words to choose from. A YAML reader of an editor has typed a number before it asks the schema."""
    numbers = [int(word) for word in words if word.isdigit()]
    if not numbers:
        return {"enum": list(words)}
    return {"anyOf": [{"enum": numbers}, _quietly({"enum": list(words)})]}


def _value(kind: type[Value]) -> Schema:
    """A value on its own, with the spellings that an editor has typed as a truth value."""
    made = _scalar_of(kind)
    pattern = made.get("pattern", "")
    if re.search(pattern, "true") and not issubclass(kind, Ref | VendorId):
        return {"anyOf": [made, _quietly({"type": "boolean", "errorMessage": made["errorMessage"]})]}
    return made


def _scalar_of(kind: type[Value], lists: bool = True) -> Schema:
    """A scalar whose text the value reads, whatever an editor's YAML reader has made of that text."""
    if kind is VendorId:
        said = f"This takes {kind.kind}: see `outlast add`."
        named = [f"^{'[ -]+'.join(map(_any_case, id.split('-')))}$" for id in catalogue.ids()]
        by_name = _quietly({"type": "string", "pattern": "|".join(named), "errorMessage": said})
        return {"anyOf": [{"enum": list(catalogue.ids())}, by_name], "errorMessage": said}
    if issubclass(kind, Ref):
        return _scalar(None, f"This takes {kind.kind}, or its name.")
    said = f"This takes {kind.kind}."
    if kind.examples and kind is not Flag:
        said = f"This takes {kind.kind}, like {' or '.join(kind.examples[:2])}."
    made = _scalar(kind.pattern, said)
    if lists and _told(kind):
        made = _also(made, _by_language())
    if lists and (held := _LISTS.get(kind)):
        made = _also(made, {"type": "array", "items": _scalar_of(held, lists=False)})
    return {**made, "examples": list(kind.examples)} if kind.examples else made


def _any_case(word: str) -> str:
    return "".join(f"[{sign}{sign.upper()}]" if sign.isalpha() else sign for sign in word)


def _id(message: str) -> Schema:
    return _scalar(f"^{ID.pattern}$", message)


def _scalar(pattern: str | None, message: str) -> Schema:
    if pattern is None:
        return {"type": ["string", "number"], "errorMessage": message}
    made: Schema = {"type": "string", "pattern": pattern, "errorMessage": message}
    if re.search(pattern, "12"):
        number = "number" if re.search(pattern, "1.5") else "integer"
        return {**made, "type": ["string", number], "minimum": 0}
    return made


def _quietly(schema: Schema) -> Schema:
    """The same demand, without the offers that an editor would make of it."""
    return {"if": {}, "then": schema}


def _said(schema: Schema, text: str) -> Schema:
    """With what an editor shows about it: as Markdown where it can, else as it is."""
    return {**schema, "description": text, "markdownDescription": text}


def _about(model: type[Model]) -> str:
    return _one_line(model.__doc__)


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())
