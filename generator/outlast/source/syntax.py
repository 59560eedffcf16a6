"""The errors of a YAML parser in plain words, each with a cure and the place where to apply it."""

from __future__ import annotations

import re

import yaml

from outlast.diagnostics import Span
from outlast.languages import Sentence

Said = tuple[str, Span, Sentence, Sentence, Span | None]
"""Rule, place, message, hint and the other place that belongs to it."""


def translate(error: yaml.YAMLError, lines: tuple[str, ...]) -> Said:
    """What a parser's error means for somebody who does not know YAML's grammar."""
    mark = getattr(error, "problem_mark", None)
    context_mark = getattr(error, "context_mark", None)
    problem = str(getattr(error, "problem", "") or "")
    context = str(getattr(error, "context", "") or "")
    at = _span(mark.line, mark.column, lines) if mark else Span(1, 1)
    opened = _span(context_mark.line, context_mark.column, lines) if context_mark else None
    for reading in (_tab, _quote, _bracket, _escape, _colon, _sign, _after_value, _indentation):
        if said := reading(problem, context, at, opened, lines):
            return said
    return (
        "bad-yaml",
        at,
        Sentence("this cannot be read as YAML ({reason})", reason=problem) if problem else _UNREADABLE,
        _LOOK,
        None,
    )


_LOOK = Sentence(
    "compare the indentation and the signs of this line and the one above with a part that works"
)
_UNREADABLE = Sentence("this cannot be read as YAML (no reason given)")
_QUOTE = Sentence("put the whole text in quotes")


def _span(line: int, column: int, lines: tuple[str, ...]) -> Span:
    """The sign at a mark; at the end of a file, the end of its last line that says something."""
    if line >= len(lines) or (line == len(lines) - 1 and not lines[line]):
        line = min(line, len(lines) - 1)
        while line and not lines[line].strip():
            line -= 1
        return Span(line + 1, len(lines[line]) + 1)
    return Span(line + 1, column + 1)


def _line(span: Span, lines: tuple[str, ...]) -> str:
    return lines[span.line - 1] if span.line <= len(lines) else ""


def _tab(problem: str, context: str, at: Span, opened: Span | None, lines: tuple[str, ...]) -> Said | None:
    line = _line(at, lines)
    indentation = re.match(r"[ \t]*", line)
    if "\t" not in (indentation[0] if indentation else "") and not line[at.column - 1 :].startswith("\t"):
        return None
    if not ("tab" in problem or "cannot start any token" in problem or "expected" in problem):
        return None
    tab = Span(at.line, line.index("\t") + 1)
    return (
        "tab",
        tab,
        Sentence("there is a tab here, and YAML does not allow tabs for indentation"),
        Sentence("use spaces, two for each level"),
        None,
    )


def _quote(problem: str, context: str, at: Span, opened: Span | None, lines: tuple[str, ...]) -> Said | None:
    if "quoted scalar" not in context and "double-quoted" not in context:
        return None
    if not any(word in problem for word in ("end of stream", "document separator")) or opened is None:
        return None
    sign = _line(opened, lines)[opened.column - 1 : opened.column] or '"'
    return (
        "unclosed",
        opened,
        Sentence("this quote ({sign}) is never closed", sign=sign),
        Sentence("put {sign} at the end of the text", sign=sign),
        None,
    )


def _bracket(
    problem: str, context: str, at: Span, opened: Span | None, lines: tuple[str, ...]
) -> Said | None:
    if "flow node" in context and at.column > len(_line(at, lines)):
        opened = _last_open(at, lines)
    elif "flow sequence" not in context and "flow mapping" not in context:
        return None
    if opened is None:
        return None
    sign = _line(opened, lines)[opened.column - 1 : opened.column]
    close = "]" if sign == "[" else "}"
    message = Sentence("what this {sign} opens is not closed, or a comma is missing in it", sign=sign)
    return (
        "unclosed",
        opened,
        message,
        Sentence(
            "put {close} at its end, commas between its parts, quotes around text with brackets or commas",
            close=close,
        ),
        at,
    )


def _last_open(at: Span, lines: tuple[str, ...]) -> Span | None:
    """The nearest bracket before a place that nothing closes up to there."""
    closed = 0
    for number in range(at.line, 0, -1):
        for column in range(len(lines[number - 1]), 0, -1):
            sign = lines[number - 1][column - 1]
            if sign in "]}":
                closed += 1
            elif sign in "[{" and closed:
                closed -= 1
            elif sign in "[{":
                return Span(number, column)
    return None


def _escape(problem: str, context: str, at: Span, opened: Span | None, lines: tuple[str, ...]) -> Said | None:
    if "escape" not in problem:
        return None
    hint = Sentence(
        "inside double quotes a backslash starts a code; use single quotes, or write \\\\ for one backslash"
    )
    return "bad-yaml", at, Sentence("a backslash and the sign after it mean nothing here"), hint, None


def _colon(problem: str, context: str, at: Span, opened: Span | None, lines: tuple[str, ...]) -> Said | None:
    if "mapping values are not allowed" not in problem:
        if "could not find expected ':'" not in problem or opened is None:
            return None
        return (
            "bad-yaml",
            opened,
            Sentence("this line is neither a key with a colon nor part of a text"),
            _KEY,
            None,
        )
    before = _line(at, lines)[: at.column - 1]
    if re.search(r":(\s|$)", before) or re.search(r"^\s*-\s.*\S\s+\S", before):
        return (
            "unquoted",
            at,
            Sentence("a colon with a space after it stands inside a text without quotes"),
            _QUOTE,
            None,
        )
    number, above = _above(at.line, lines)
    if glued := re.match(r"\s*(?:- +)?[\w-]+(:)(?=\S)", above):
        return (
            "bad-yaml",
            Span(number, glued.start(1) + 1),
            Sentence("a space is missing after this colon"),
            Sentence("write key: value"),
            None,
        )
    if not re.search(r":(\s|$)", above):
        return (
            "bad-yaml",
            Span(number, _indent(above) + 1),
            Sentence("this line is neither a key with a colon nor part of a text"),
            _KEY,
            None,
        )
    return (
        "indentation",
        Span(at.line, _indent(_line(at, lines)) + 1),
        Sentence("this key is indented, but the line above already has a value"),
        _LEVEL,
        None,
    )


_KEY = Sentence("write it as key: value, or indent it under the key whose text it goes on")
_LEVEL = Sentence("keys of one block start in the same column")


def _above(line: int, lines: tuple[str, ...]) -> tuple[int, str]:
    for number in range(line - 1, 0, -1):
        text = lines[number - 1]
        if text.strip() and not text.lstrip().startswith("#"):
            return number, text
    return line, lines[line - 1]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _sign(problem: str, context: str, at: Span, opened: Span | None, lines: tuple[str, ...]) -> Said | None:
    sign = _line(at, lines)[at.column - 1 : at.column]
    if "cannot start any token" in problem or "node content" in problem:
        return (
            "unquoted",
            at,
            Sentence("a text cannot start with {sign} unless it stands in quotes", sign=sign)
            if sign
            else Sentence("a text cannot start with this sign unless it stands in quotes"),
            _QUOTE,
            None,
        )
    if "sequence entries are not allowed" in problem:
        return (
            "unquoted",
            at,
            Sentence("a list cannot start in the line of its key"),
            Sentence("start each entry in a line of its own; if it is text, put the whole text in quotes"),
            None,
        )
    if "mapping keys are not allowed" in problem:
        return (
            "unquoted",
            at,
            Sentence("a text cannot start with ? and a space unless it stands in quotes"),
            _QUOTE,
            None,
        )
    if "anchor" in context or "alias" in context or "tag" in context:
        start = opened or at
        return (
            "unquoted",
            start,
            Sentence("a text cannot start with &, * or ! unless it stands in quotes"),
            _QUOTE,
            None,
        )
    if (
        "block scalar" in context and "indentation" in problem + context
    ) or "comment or line break" in problem:
        return (
            "bad-yaml",
            at,
            Sentence("after | or > the text starts in the next line"),
            Sentence("put the text into the lines below, indented"),
            None,
        )
    return None


def _after_value(
    problem: str, context: str, at: Span, opened: Span | None, lines: tuple[str, ...]
) -> Said | None:
    """A quoted text, a list or a block in braces that is followed by more in its line: `{sam} calls`."""
    before = _line(at, lines)[: at.column - 1]
    if not ("expected key" in problem or "<block end>" in problem or "'-' indicator" in problem):
        return None
    found = re.search(r"(?:^|[:\-]\s+)([\[{\"'*])[^:]*$", before)
    if not before.strip() or not found or not re.search(r"[\]}\"'\w]\s*$", before):
        return None
    start = Span(at.line, found.start(1) + 1, at.column - found.start(1) - 1)
    sign = found[1]
    if sign in "\"'":
        return (
            "unquoted",
            at,
            Sentence("the quotes end before the text does"),
            Sentence(
                "put the quotes around the whole text; a single quote inside single quotes is written twice"
            ),
            start,
        )
    return (
        "unquoted",
        start,
        Sentence("a text that starts with {sign} must stand in quotes", sign=sign),
        _QUOTE,
        None,
    )


def _indentation(
    problem: str, context: str, at: Span, opened: Span | None, lines: tuple[str, ...]
) -> Said | None:
    if "expected" not in problem or ("block" not in context + problem and "document start" not in problem):
        return None
    line = _line(at, lines)
    if at.column - 1 > _indent(line):
        return None
    if line.lstrip().startswith(":"):
        return (
            "bad-key",
            at,
            Sentence("there is no key before this colon"),
            Sentence("write the key, then the colon"),
            None,
        )
    return (
        "indentation",
        at,
        Sentence("this line does not start in the column of its block"),
        _LEVEL,
        opened,
    )
