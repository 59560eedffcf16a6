"""Shorter ways to write a list of one, and a mapping of which only one key is given.

Both hold for the reader and for the editor's schema alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema


class Shorthand:
    """A shorter way to write a value."""

    def spelled_out(self, raw: Any) -> Any:
        """What stands in a plan, in its long form; what is no shorthand stays as it is."""
        raise TypeError(f"{type(self).__name__} shortens nothing")

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.spelled_out, handler(source))


@dataclass(frozen=True)
class OneOrMany(Shorthand):
    """A list that may be written without brackets when it has one entry."""

    def spelled_out(self, raw: Any) -> Any:
        return [raw] if isinstance(raw, str | dict) else raw


@dataclass(frozen=True)
class Short(Shorthand):
    """A mapping that may be written as a scalar, which then is the value of `key`."""

    key: str

    def spelled_out(self, raw: Any) -> Any:
        return {self.key: raw} if isinstance(raw, str) else raw
