"""A plan without its prose, from which the what-if is worked out: no edit of a text can change an answer."""

from __future__ import annotations

from typing import TypeVar

from outlast.kept import once_each
from outlast.model import Model, Plan
from outlast.model.prose import mentions
from outlast.model.value import Text

T = TypeVar("T")


def bare(plan: Plan) -> Plan:
    """The plan with each text reduced to the things that it names."""
    return _bare(plan)


def _bare(value: T) -> T:
    """A value without prose; the same one where there is none in it."""
    if isinstance(value, Text):
        return type(value)(" ".join(f"{{{id}}}" for id in mentions(value)) or "-")
    if isinstance(value, Model):
        changed = {
            name: new
            for name in type(value).model_fields
            if (new := _bare(old := getattr(value, name))) is not old
        }
        return value.model_copy(update=changed) if changed else value
    if isinstance(value, tuple):
        parts = tuple(map(_bare, value))
        return parts if any(new is not old for new, old in zip(parts, value, strict=True)) else value  # type: ignore[return-value]
    if isinstance(value, dict):
        things = {
            key: _thing(part) if isinstance(part, Model) else _bare(part) for key, part in value.items()
        }
        return things if any(things[key] is not part for key, part in value.items()) else value  # type: ignore[return-value]
    return value


_thing = once_each(_bare)
