"""What blocks say, read off the blocks themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from outlast.kept import once_each
from outlast.site.places import Address


def values(part: object) -> Iterator[object]:
    """Every text and every address in a block or a section, in order."""
    left = [part]
    while left:
        part = left.pop()
        if isinstance(part, str | Address):
            yield part
        elif isinstance(part, tuple):
            left += reversed(part)
        else:
            left += [getattr(part, name) for name in _fields(type(part))]


@once_each
def _fields(kind: type) -> tuple[str, ...]:
    """The names of the fields of a block, the last one first; none of what is no block."""
    return tuple(each.name for each in reversed(fields(kind))) if is_dataclass(kind) else ()
