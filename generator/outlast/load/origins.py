"""Where each thing of a plan, and each value in it, was written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from outlast.diagnostics import Diagnostic, Place, Severity, Span
from outlast.languages import NOTHING, Sentence, later, say
from outlast.source import Data, Document, KeyPath

BUSINESS = "business"
"""The subject of what belongs to no thing."""


@dataclass(frozen=True)
class Entry:
    """A thing as it stands in a file, before it has types."""

    subject: str
    """Its id, or BUSINESS."""
    collection: str
    document: Document
    path: KeyPath
    """From the top of the file to the thing."""
    raw: Data

    @property
    def key(self) -> Span:
        """The place of its own key."""
        return self.document.keys[self.path]

    @property
    def place(self) -> Place:
        return Place(self.document.path, self.key)

    def typed(self, path: KeyPath) -> KeyPath:
        """`path` as the file has it: parts that only the model knows are left out (see `follow`)."""
        return follow(self.raw, path)

    def span(self, path: KeyPath) -> Span:
        """The place of the value at a path of the model, or of what is nearest around it in the file."""
        typed = self.typed(path)
        if not typed:
            return self.key
        return self.document.values[*self.path, *typed]

    def key_span(self, path: KeyPath) -> Span:
        """The place of the key at a path; of an entry of a list, the place of the entry."""
        whole = (*self.path, *self.typed(path))
        return self.document.keys.get(whole) or self.document.values[whole]

    def damaged(self, path: KeyPath) -> bool:
        """Whether something at this path, or around it in the thing, was refused before it could be read."""
        if not self.document.damaged:
            return False
        whole = (*self.path, *self.typed(path))
        return any(whole[:end] in self.document.damaged for end in range(len(self.path), len(whole) + 1))

    def report(
        self,
        severity: Severity,
        rule: str,
        span: Span,
        message: Sentence,
        hint: Sentence = NOTHING,
        see: Place | None = None,
    ) -> Diagnostic:
        found = self.document.diagnostic(severity, rule, span, message, hint, see)
        return replace(found, subject=self.subject)

    def error(
        self, rule: str, span: Span, message: Sentence, hint: Sentence = NOTHING, see: Place | None = None
    ) -> Diagnostic:
        return self.report(Severity.ERROR, rule, span, message, hint, see)

    def cures(self, path: KeyPath, given: object, instead: Iterable[str]) -> tuple[str, ...]:
        """The line of a value with each of these texts instead of what is given there.

        Nothing where the value fills more than its line, or is not spelled out in it.
        """
        typed = self.typed(path)
        here: Data = self.raw
        for part in typed:
            here = here[part]  # type: ignore[index]
        if not isinstance(here, str) or not isinstance(given, str) or not typed:
            return ()
        span = self.span(path)
        if not _is_spelled(self.document.line(span.line)[span.column - 1 :][: span.length], here):
            return ()
        whole = (here.replace(given, one, 1) for one in instead)
        return tuple(self.document.corrected(span, quoted(one)) for one in whole)

    def swapped(self, start: KeyPath, end: KeyPath, first: str, last: str) -> tuple[str, ...]:
        """The line that holds a first and a last day with these two in their places.

        Nothing where they stand in two lines.
        """
        places = [self.span(start), self.span(end)]
        if places[0] == places[1]:
            return (self.document.corrected(places[0], f"{first} to {last}"),)  # one text has both
        if places[0].line != places[1].line:
            return ()
        line = self.document.line(places[0].line)
        for span, day in sorted(zip(places, (first, last), strict=True), key=lambda each: -each[0].column):
            line = f"{line[: span.column - 1]}{day}{line[span.column - 1 + span.length :]}"
        return (line.strip(),)

    def behind_hash(self, path: KeyPath, start: str = "") -> tuple[tuple[Span, str], ...]:
        """Lines that wait as comments below a value for somebody to take the # away, with their places.

        Args:
            start: how such a line begins; without it, with the key of the value.
        """
        typed = self.typed(path)
        key = next((part for part in reversed(typed) if isinstance(part, str)), "")
        first = self.span(path)
        indent = self.key.column
        found: list[tuple[Span, str]] = []
        for number in range(first.line + 1, len(self.document.lines) + 1):
            line = self.document.line(number)
            text = line.strip()
            column = len(line) - len(line.lstrip()) + 1
            comment = text.removeprefix("#").strip() if text.startswith("#") else ""
            if comment.startswith(start or f"{key}: "):
                found.append((Span(number, column, len(text)), comment))
            elif text and not comment and (not start or column <= indent):
                break
        return tuple(found)

    def without(self, path: KeyPath) -> str:
        """The line of a key without it: as a comment, or without that pair of a block in braces.

        Empty where the pair does not lie in one line.
        """
        key, value = self.key_span(path), self.span(path)
        line = self.document.line(key.line)
        end = value.column - 1 + value.length
        if value.line != key.line or key == value:
            return ""
        if line[: key.column - 1].strip() == "" and line[end:].strip() == "":
            return f"# {line.strip()}"
        before, after = line[: key.column - 1], line[end:]
        if after.lstrip().startswith(","):
            return f"{before}{after.lstrip()[1:].lstrip()}".strip()
        return f"{before.rstrip().removesuffix(',')}{after}".strip()

    def words(self, path: KeyPath) -> Sentence:
        """The thing and a path in it as a reader says them: `"shop" › restore › steps 2`."""
        return later(_words, self.subject, self.typed(path))


def _words(subject: str, path: KeyPath) -> str:
    said = [f'"{subject}"' if subject != BUSINESS else say("the business")]
    for part in path:
        if isinstance(part, int):
            said[-1] += f" {part + 1}"
        else:
            said.append(part)
    return " › ".join(said)


def quoted(text: str) -> str:
    """A text as YAML reads it in any place of a line: in quotes, unless it holds nothing of YAML's own."""
    if re.fullmatch(
        r"[\w€£+/(][^,\[\]{}#&*!|>'\"%@`:]*(?::\S[^,\[\]{}#&*!|>'\"%@`:]*)*", text
    ) or re.fullmatch(r"\d+(\.\d+)? ?%", text):
        return text
    return json.dumps(text, ensure_ascii=False)


def _is_spelled(typed: str, value: str) -> bool:
    return typed == value or (typed[:1] in ("'", '"') and typed[1:-1] == value)


def follow(raw: Data, path: KeyPath) -> KeyPath:
    """The part of `path` that the data really have.

    The model spells out what a plan may abbreviate (a lone value for a list, an id for a block of keys), so
    its paths hold parts that the file does not: those are skipped, and the rest leads to the deepest match.
    """
    typed: list[str | int] = []
    here = raw
    for part in path:
        if isinstance(here, dict) and isinstance(part, str) and part in here:  # noqa: SIM114 - types
            here = here[part]
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            here = here[part]
        else:
            continue  # a part that only the model knows
        typed.append(part)
    return tuple(typed)


@dataclass(frozen=True)
class Origins:
    """Finds the place of what a later stage has something to say about."""

    entries: Mapping[str, Entry]

    def place(self, subject: str, path: KeyPath = ()) -> Place:
        """The place of a value, or of what is nearest around it. Raises KeyError for an unknown subject."""
        entry = self.entries[subject]
        return Place(entry.document.path, entry.span(path))


class Remark(Protocol):
    """What a later stage says about a value: a Finding of `checks`, which this module must not know."""

    @property
    def rule(self) -> str: ...
    @property
    def severity(self) -> Severity: ...
    @property
    def subject(self) -> str: ...
    @property
    def field(self) -> KeyPath: ...
    @property
    def message(self) -> Sentence: ...
    @property
    def hint(self) -> Sentence: ...
    @property
    def stops_build(self) -> bool: ...


def locate(remark: Remark, origins: Origins) -> Diagnostic:
    """The remark at its value; where the plan does not spell that out, at what is nearest around it."""
    entry = origins.entries[remark.subject]
    span = entry.span(remark.field)
    found = entry.report(remark.severity, remark.rule, span, remark.message, remark.hint)
    blank = entry.document.line(span.line)[span.column - 1 :][: span.length] == "unknown"
    cures = tuple(line for _, line in entry.behind_hash(remark.field)) if blank else ()
    return replace(found, stops_build=remark.stops_build, cures=cures)
