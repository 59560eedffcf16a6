"""What is wrong with a plan, where, and how to say it on a terminal, to a program or to GitHub.

A person reads it in the language that is spoken, a program always in English.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from outlast.languages import NOTHING, Sentence, mark, say, say_as, say_count, told

LONGEST_MESSAGE = 400
"""A message quotes the plan, and a plan may hold anything: more code points than this are cut."""
WIDEST_LINE = 160
"""Cells of a source line that are shown; of a longer one, the part around the mistake."""
MOST_SHOWN = 30
"""Problems that are shown to a person at once; of more, only how many there are."""


class Severity(StrEnum):
    """What a diagnostic means for the plan."""

    ERROR = "error"
    """It is wrong: `outlast check` fails, and it cannot be built unless the rule says otherwise."""
    WARNING = "warning"
    """It can be built, and would let the reader down."""
    ADVICE = "advice"
    """It could be better."""


@dataclass(frozen=True, order=True)
class Span:
    """A piece of one line. Lines and columns count from 1, columns in code points."""

    line: int
    column: int
    length: int = 1


@dataclass(frozen=True)
class Place:
    """A piece of a file; without a span the whole file."""

    path: str
    span: Span | None = None

    def __str__(self) -> str:
        return f"{self.path}:{self.span.line}" if self.span else self.path


@dataclass(frozen=True)
class Diagnostic:
    """One problem of a plan."""

    path: str
    """The file, with forward slashes, as the reader can open it."""
    span: Span | None
    """None where the whole file is meant."""
    severity: Severity
    rule: str
    message: Sentence
    hint: Sentence = NOTHING
    source_line: str = ""
    """The line that the span lies in; empty where it must not be shown."""
    see: Place | None = None
    """Another place that belongs to it."""
    cures: tuple[str, ...] = ()
    """The line as it could be instead, without its indentation; of several, the likeliest first."""
    stops_build: bool = True
    """Of an error: whether no site can be made of the plan."""
    subject: str = ""
    """The id of the thing that it is about; `business` for the business, empty where it is about none."""


def ordered(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics by file, line and column."""
    return tuple(sorted(diagnostics, key=_order))


def errors(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Those for which the plan is wrong, though a site may be made of it all the same."""
    return tuple(each for each in diagnostics if each.severity is Severity.ERROR)


def stop_build(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether the plan they speak of cannot be built."""
    return any(each.stops_build for each in errors(diagnostics))


def render(diagnostics: Iterable[Diagnostic], format: str = "text") -> str:
    """The diagnostics in one of FORMATS, in order, ending with a newline unless there is nothing to say.

    JSON holds them all; what a person reads ends with the number of those that are left out.
    """
    return FORMATS[format](ordered(diagnostics))


def brief(diagnostics: Iterable[Diagnostic]) -> str:
    """The diagnostics in order, a line each, up to MOST_SHOWN."""
    shown, rest = shown_first(diagnostics)
    return "".join(f"{_headline(each)}\n" for each in shown) + (f"{more(rest)}\n" if rest else "")


def shown_first(diagnostics: Iterable[Diagnostic]) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """The diagnostics that are shown, in order, and the rest.

    Errors come first, and of every rule its first problem before the second of any other: a thousand
    mistakes of one kind do not hide the only one of another.
    """
    in_order = ordered(diagnostics)
    if len(in_order) <= MOST_SHOWN:
        return in_order, ()
    severities = list(Severity)
    before: Counter[str] = Counter()
    ranked: list[tuple[int, int, int]] = []
    for each in in_order:
        ranked.append((severities.index(each.severity), before[each.rule], len(ranked)))
        before[each.rule] += 1
    shown = sorted(place for *_, place in sorted(ranked)[:MOST_SHOWN])
    left = set(range(len(in_order))).difference(shown)
    return tuple(in_order[place] for place in shown), tuple(in_order[place] for place in sorted(left))


def more(rest: Sequence[Diagnostic]) -> str:
    """How many problems are not shown, and of which rule most of them are."""
    rule, number = Counter(each.rule for each in rest).most_common(1)[0]
    left = len(rest)
    if number == left:
        return say_count(
            "and {count} more, all of them {rule}",
            "and {count} more, all of them {rule}",
            left,
            rule=rule,
        )
    if 2 * number > left:
        return say_count(
            "and {count} more, most of them {rule}",
            "and {count} more, most of them {rule}",
            left,
            rule=rule,
        )
    return say_count(
        "and {count} more, many of them {rule}",
        "and {count} more, many of them {rule}",
        left,
        rule=rule,
    )


def clean(text: str) -> str:
    """The text with every sign that a terminal would obey, or that would hide others, spelled out."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(sign if _harmless(sign) else _spelled(sign) for sign in text)


def cells(shown: str) -> int:
    """How many columns of a terminal a text takes."""
    return len(shown) if shown.isascii() else len(shown) + sum(map(_more, _BEYOND.findall(shown)))


_BEYOND = re.compile(r"[^\x00-\x7f]")


def _more(sign: str) -> int:
    """How many columns a sign takes beside one."""
    return -1 if unicodedata.combining(sign) else int(unicodedata.east_asian_width(sign) in "WF")


def _order(diagnostic: Diagnostic) -> tuple[str, Span, str, str]:
    return diagnostic.path, diagnostic.span or Span(0, 0, 0), diagnostic.rule, diagnostic.message


def _harmless(sign: str) -> bool:
    return unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _spelled(sign: str) -> str:
    code = ord(sign)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _short(text: str) -> str:
    text = clean(text)
    return text if len(text) <= LONGEST_MESSAGE else text[: LONGEST_MESSAGE - 1] + "…"


def _text(diagnostics: tuple[Diagnostic, ...]) -> str:
    shown, rest = shown_first(diagnostics)
    parts = [_one_text(diagnostic) for diagnostic in shown]
    return "\n".join([*parts, f"{more(rest)}\n"] if rest else parts)


def _one_text(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    lines = [_headline(diagnostic)]
    if span and diagnostic.source_line:
        number = str(span.line)
        shown, carets = _pointed(diagnostic.source_line, span)
        lines.append(f"  {number} | {shown}".rstrip())
        lines.append(f"  {' ' * len(number)} | {carets}")
    more = f"outlast explain {diagnostic.rule}"
    if diagnostic.hint:
        help = say("help: {hint}  More: {command}", hint=_short(told(diagnostic.hint)), command=more)
    else:
        help = say("help: {command}", command=more)
    lines.append(f"  {help}")
    cures = [cure for cure in diagnostic.cures if clean(cure) == cure and cells(cure) <= WIDEST_LINE]
    first, other = say_as("before the line that is right", "write"), say_as("before another line", "or")
    leads = (first, *[other.rjust(len(first))] * 5)
    lines += [f"  {lead}: {cure}" for lead, cure in zip(leads, cures, strict=False)]
    return "\n".join(lines) + "\n"


_SEVERITIES = {
    Severity.ERROR: mark("error"),
    Severity.WARNING: mark("warning"),
    Severity.ADVICE: mark("advice"),
}


def severity(of: Severity) -> str:
    """What a person calls it."""
    return say(_SEVERITIES[of])


def _headline(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    place = clean(diagnostic.path) + (f":{span.line}:{span.column}" if span else "")
    found = f"{severity(diagnostic.severity)}[{diagnostic.rule}]"
    return f"{place}: {found}: {_short(told(diagnostic.message))}"


def _pointed(line: str, span: Span) -> tuple[str, str]:
    """The line as shown and the line with carets under the span. Tabs stay, so that both lines jump alike."""
    signs = [sign if sign == "\t" else clean(sign) for sign in line]
    first = min(span.column - 1, len(signs))
    last = min(first + max(span.length, 1), len(signs))
    start, end = _window(signs, first)
    lead = "…" if start else ""
    tail = "…" if end < len(signs) else ""
    before = "".join("\t" if sign == "\t" else " " * cells(sign) for sign in signs[start:first])
    under = sum(cells(sign) for sign in signs[first : min(last, end)])
    return (
        lead + "".join(signs[start:end]) + tail,
        " " * len(lead) + before + "^" * max(under, 1),
    )


def _window(signs: list[str], first: int) -> tuple[int, int]:
    if sum(cells(sign) for sign in signs) <= WIDEST_LINE:
        return 0, len(signs)
    start = max(0, first - WIDEST_LINE // 3)
    end, width = start, 0
    while end < len(signs) and width + cells(signs[end]) <= WIDEST_LINE:
        width += cells(signs[end])
        end += 1
    return start, end


def _json(diagnostics: tuple[Diagnostic, ...]) -> str:
    return json.dumps([_one_json(diagnostic) for diagnostic in diagnostics], indent=2) + "\n"


def _one_json(diagnostic: Diagnostic) -> dict[str, object]:
    span, see = diagnostic.span, diagnostic.see
    return {
        "path": diagnostic.path,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "length": span.length if span else None,
        "severity": diagnostic.severity.value,
        "rule": diagnostic.rule,
        "id": diagnostic.subject or None,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "cures": list(diagnostic.cures),
        "see": {"path": see.path, "line": see.span.line if see.span else None} if see else None,
    }


_ANNOTATIONS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}


def _github(diagnostics: tuple[Diagnostic, ...]) -> str:
    shown, rest = shown_first(diagnostics)
    left = f"::notice title=outlast::{_github_data(more(rest))}\n" if rest else ""
    return "".join(_one_github(diagnostic) for diagnostic in shown) + left


def _one_github(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    properties = {"file": diagnostic.path}
    if span:
        properties |= {
            "line": str(span.line),
            "col": str(span.column),
            "endColumn": str(span.column + span.length),
        }
    properties["title"] = diagnostic.rule
    listed = ",".join(
        f"{key}={_github_data(clean(value)).replace(':', '%3A').replace(',', '%2C')}"
        for key, value in properties.items()
    )
    write = say_as("before the line that is right", "write")
    cures = (f"{write}: {cure}" for cure in diagnostic.cures[:1])
    parts = (told(diagnostic.message), told(diagnostic.hint), *cures)
    said = "\n".join(_short(part) for part in parts if part)
    return f"::{_ANNOTATIONS[diagnostic.severity]} {listed}::{_github_data(said)}\n"


def _github_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


FORMATS: dict[str, Callable[[tuple[Diagnostic, ...]], str]] = {
    "text": _text,
    "json": _json,
    "github": _github,
}
"""The ways to render, by name."""
