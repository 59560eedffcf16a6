"""Shorter ways to write a list of one, and a mapping of which only one key is given.

All of them hold for the reader and for the editor's schema alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar, get_args, get_origin

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from outlast.languages import Sentence
from outlast.model.scalars.contacts import Language
from outlast.model.value import Ref, is_by_language, wrong


class Shorthand:
    """A shorter way to write a value."""

    def spelled_out(self, raw: Any, annotation: Any) -> Any:
        """What stands in a plan, in its long form; what is no shorthand stays as it is.

        Raises PydanticCustomError if it could be short for two things.

        Args:
            annotation: the type of the long form.
        """
        raise TypeError(f"{type(self).__name__} shortens nothing")

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def spelled_out(raw: Any) -> Any:
            return self.spelled_out(raw, source)

        return core_schema.no_info_before_validator_function(spelled_out, handler(source))


@dataclass(frozen=True)
class OneOrMany(Shorthand):
    """A list, or its one entry; of ids and languages also several with commas between them.

    A text with a bullet or a number before each line is a list too.
    """

    def spelled_out(self, raw: Any, annotation: Any) -> Any:
        if isinstance(raw, dict):
            return [raw]
        if not isinstance(raw, str):
            return raw
        if _has_no_comma(get_args(annotation)[0]):
            return [part.strip() for part in re.split(_between(get_args(annotation)[0]), raw)]
        return bulleted(raw) or [raw]


T = TypeVar("T")
Many = Annotated[tuple[T, ...], OneOrMany()]
"""A list that may be written without brackets when it has one entry."""


@dataclass(frozen=True)
class Short(Shorthand):
    """A mapping that may be written as a scalar or a text by language, which then is the value of `key`."""

    key: str

    def spelled_out(self, raw: Any, annotation: Any) -> Any:
        text = isinstance(raw, str) or (is_by_language(raw) and raw.keys().isdisjoint(_keys(annotation)))
        return {self.key: raw} if text else raw


@dataclass(frozen=True)
class ShortId(Short):
    """A mapping that may be written as an id."""


def _keys(annotation: Any) -> Iterator[str]:
    """The keys of a block, some of which are codes of languages: `to`, `as`."""
    for block in (annotation, *get_args(annotation)):
        for name, field in getattr(block, "model_fields", {}).items():
            yield field.alias or name


def _has_no_comma(item: Any) -> bool:
    """Whether an entry of a list is an id or a code, so that a comma can only come between two of them."""
    if get_origin(item) is Annotated:
        return any(isinstance(extra, ShortId) for extra in get_args(item)[1:])
    return isinstance(item, type) and issubclass(item, Ref | Language)


def _between(item: Any) -> str:
    """What stands between two entries; a thing may have an `and` in its name, and a language has none."""
    return r",|\band\b|&" if item is Language else ","


_BULLET = re.compile(r"(?:\d{1,3}[.)]|\(\d{1,3}\)|[-*•–])\s+")


def bulleted(text: str) -> list[str]:
    """The entries of a text that is a list by its bullets or numbers; empty for any other text.

    Raises PydanticCustomError if something stands before the first of several.
    """
    entries: list[str] = []
    before = ""
    for line in text.splitlines():
        if match := _BULLET.match(line.strip()):
            entries.append(line.strip()[match.end() :])
        elif entries:
            entries[-1] += f"\n{line.strip()}"
        else:
            before += line.strip()
    if len(entries) < 2:
        return _numbered_in_line(" ".join(text.split()))
    if before:
        message = Sentence("this is one text, with a list inside it")
        hint = Sentence("write each entry in a line of its own, after a hyphen and a space, without `|`")
        raise wrong("wrong-shape", message, hint)
    return [entry.strip() for entry in entries]


def _numbered_in_line(line: str) -> list[str]:
    """`1. Open it 2. Click` as two entries: a text that YAML has folded into one line."""
    parts: list[str] = []
    rest = line
    while match := re.match(rf"{len(parts) + 1}[.)] (.+?)(?=$| {len(parts) + 2}[.)] )", rest):
        parts.append(match[1])
        rest = rest[match.end() :].strip()
    return parts if len(parts) > 1 and not rest else []
