"""The types of the model in words, with links to where each is described."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from outlast.model import Model, field_types
from outlast.model.field_types import UNIONS, annotation_of, choices
from outlast.model.functions import By
from outlast.model.shorthand import OneOrMany, Short
from outlast.model.value import Ref, Value


def described(field: FieldInfo) -> str:
    """What a key takes, in Markdown."""
    return _said(annotation_of(field))


def inside(field: FieldInfo) -> Iterator[type[Model] | type[Value]]:
    """The blocks and values that may stand in a field, in the order of its type."""
    for one in field_types.inside(field.annotation):
        # It is written as `automatic`, or as the list in it.
        yield from inside(By.model_fields["hands"]) if one is By else (one,)


def heading(named: type[Model] | type[Value]) -> str:
    """What the page calls a block or a kind of value."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", named.__name__).capitalize()


def slug(text: str) -> str:
    """The anchor of a heading, as MkDocs and GitHub make it."""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", text).strip().lower())


def _said(annotation: Any) -> str:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _annotated(inner[0], inner[1:])
    if origin in UNIONS:
        return " or ".join(_said(one) for one in choices(annotation))
    if origin is tuple:
        return f"a list, each entry {_said(inner[0])}"
    if origin is dict:
        return f"a block, in each line {_said(inner[0])}, a colon and {_said(inner[1])}"
    if origin is Literal:
        return " or ".join(f"`{word}`" for word in inner)
    if annotation is By:
        return f"`automatic`, or {_said(annotation_of(By.model_fields['hands']))}"
    if issubclass(annotation, Ref):
        target = next(iter(annotation.kinds)) if len(annotation.kinds) == 1 else "id"
        return f"[{annotation.kind}](#{target})"
    if issubclass(annotation, Value):
        return f"[{annotation.kind}](#{slug(heading(annotation))})"
    return f"[{heading(annotation)}](#{slug(heading(annotation))})"


def _annotated(annotation: Any, extras: tuple[Any, ...]) -> str:
    said = _said(annotation)
    for extra in extras:
        if isinstance(extra, OneOrMany):
            said = f"{_said(get_args(annotation)[0])}, or a list of them"
        elif isinstance(extra, Short):
            block = next(one for one in field_types.blocks(annotation) if extra.key in one.model_fields)
            (kind, *_) = choices(block.model_fields[extra.key].annotation)
            said = f"{_said(kind)} or {said}"
    return said
