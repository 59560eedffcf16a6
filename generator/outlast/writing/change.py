"""What is to be written, before it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from outlast.source import KeyPath

Contents = Mapping[str, bytes]
"""The files of a plan, by their path inside its folder."""


class Unwritable(Exception):
    """A change that cannot be made safely. The text says why, and begins with a path inside the plan."""


@dataclass(frozen=True)
class Added:
    """Something that a change brings."""

    path: str
    """The file that holds it then, inside the folder of the plan."""
    line: int
    """Where it begins there."""
    keys: KeyPath


@dataclass(frozen=True)
class Change:
    """The files of a plan before and after."""

    before: Contents
    files: Contents = field(default_factory=dict)
    """Those that differ afterwards or are new, with all that they hold then."""
    added: tuple[Added, ...] = ()

    @property
    def after(self) -> Contents:
        """All files as they are when the change is written."""
        return {**self.before, **self.files}
