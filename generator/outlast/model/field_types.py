"""What the annotation of a field is made of, for whoever reads the model and not a plan."""

from __future__ import annotations

import types
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from outlast.model.base import Model
from outlast.model.value import Value

UNIONS = (Union, types.UnionType)
"""What `get_origin` says of a choice between types."""


def annotation_of(field: FieldInfo) -> Any:
    """What the source says of a field: pydantic takes the outermost Annotated apart."""
    return Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation


def choices(annotation: Any) -> tuple[Any, ...]:
    """The choices of a union, without None; anything else alone."""
    if get_origin(annotation) in UNIONS:
        return tuple(one for one in get_args(annotation) if one is not types.NoneType)
    return (annotation,)


def inside(annotation: Any) -> tuple[type[Model] | type[Value], ...]:
    """The blocks and values that may stand in it, in its order."""
    if isinstance(annotation, type) and issubclass(annotation, Model | Value):
        return (annotation,)
    return tuple(found for inner in get_args(annotation) for found in inside(inner))


@cache
def blocks(annotation: Any) -> tuple[type[Model], ...]:
    """The blocks that may stand in it, in its order."""
    return tuple(one for one in inside(annotation) if issubclass(one, Model))
