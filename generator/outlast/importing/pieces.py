"""Things of a plan as text, from lines with what the owner should know beside them."""

from __future__ import annotations

from collections.abc import Iterable

from outlast.catalogue.fragments import Fragment
from outlast.diagnostics import clean
from outlast.model.value import as_id, unlike
from outlast.source.scalar import scalar

LONGEST_NAME = 100
"""Signs; more is no name."""


def line(key: str, value: str, comment: str = "") -> str:
    """A key with its value, in a line of its own."""
    return f"{key}: {scalar(value)}" + (f"   # {clean(comment)}" if comment else "")


def remark(text: str) -> str:
    """A comment, in one line whatever the text is."""
    return f"# {clean(' '.join(text.split()))[:300]}"


def piece(collection: str, id: str, lines: Iterable[str]) -> Fragment:
    """The thing that these lines make."""
    return Fragment(collection, id, "".join((f"{id}:\n", *(f"  {each}\n" for each in lines))))


def name_of(text: str) -> str:
    """A name out of a file in one line, without signs that cannot be seen."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


class Ids:
    """Ids for new things, none of them taken."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)

    def new(self, name: str, otherwise: str) -> str:
        """An id made of a name; one made of another word where the name has no letter that fits."""
        id = unlike(self._taken, as_id(name) or otherwise)
        self._taken.add(id)
        return id
