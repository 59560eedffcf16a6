"""What blocks say, read off the blocks themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from outlast.site.places import Address


def values(part: object) -> Iterator[object]:
    """Every text and every address in a block or a section, in order."""
    if isinstance(part, str | Address):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from values(each)
    elif is_dataclass(part) and not isinstance(part, type):
        for each in fields(part):
            yield from values(getattr(part, each.name))
