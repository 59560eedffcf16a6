"""What a file of a plan is read into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from outlast.diagnostics import Diagnostic, Place, Severity, Span
from outlast.languages import NOTHING, Sentence

Data = str | list["Data"] | dict[str, "Data"] | None
"""Every scalar is the text that was typed; an empty one, `~` and `null` are None."""

KeyPath = tuple[str | int, ...]
"""Keys and positions in lists, from the top of a file inwards."""


@dataclass(frozen=True)
class Piece:
    """A secret, or the part of it that stands in one line."""

    span: Span
    text: str = field(repr=False)


@dataclass(frozen=True)
class Document:
    """One file: its lines, its data, and where each key and value of the data stands."""

    path: str
    """As the reader can open it, with forward slashes."""
    lines: tuple[str, ...] = ()
    data: Data = None
    keys: Mapping[KeyPath, Span] = field(default_factory=dict)
    """The place of the key that leads to a value."""
    values: Mapping[KeyPath, Span] = field(default_factory=dict)
    """The place of a value."""
    damaged: frozenset[KeyPath] = frozenset()
    """Where something was refused, so that what is missing there is no second mistake."""
    unread: str = ""
    """The text that `data` does not hold because of an error in the file."""
    diagnostics: tuple[Diagnostic, ...] = ()
    secrets: tuple[Piece, ...] = ()
    """What must not be shown, in no message and no excerpt."""
    address: str = ""
    """Where it goes in the site; "" for what is no page and no file of it."""

    def line(self, number: int) -> str:
        """The text of a line, counted from 1; empty outside the file."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def corrected(self, span: Span, text: str) -> str:
        """The line of a span without its indentation, with another text in the place of the span."""
        line = self.line(span.line)
        before, after = line[: span.column - 1], line[span.column - 1 + span.length :]
        return f"{before}{text}{after}".strip()

    def error(
        self,
        rule: str,
        span: Span | None,
        message: Sentence,
        hint: Sentence = NOTHING,
        see: Span | None = None,
    ) -> Diagnostic:
        """An error of this file, with the line that it stands in."""
        return self.diagnostic(
            Severity.ERROR, rule, span, message, hint, Place(self.path, see) if see else None
        )

    def diagnostic(
        self,
        severity: Severity,
        rule: str,
        span: Span | None,
        message: Sentence,
        hint: Sentence = NOTHING,
        see: Place | None = None,
    ) -> Diagnostic:
        """A diagnostic of this file, with the line that it stands in."""
        line = self.line(span.line) if span else ""
        return Diagnostic(self.path, span, severity, rule, message, hint, line, see)
