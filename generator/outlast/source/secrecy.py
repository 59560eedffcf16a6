"""Secrets in the text of a file: each is an error at its place, and nothing that is said shows it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from outlast.diagnostics import Diagnostic, Severity, Span
from outlast.languages import NOTHING, Sentence
from outlast.secrets import ACCOUNT, ACCOUNT_FIELDS, IBAN, Secret, is_account, search
from outlast.source.decoding import LINE_BREAK, split
from outlast.source.document import Data, Document, KeyPath, Piece

_HINT = Sentence(
    "take it out, and write where it is kept: login: {kept_in: vault, at: Shop › "
    "Stripe}; if anybody else could have seen it, replace it at its source"
)
_HIDDEN = "(not shown)"
_MOST = 500
"""Different secrets that are looked for in each message; with more, nothing else is said in full."""
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\"\\/ ])")
"""What stands for another sign between double quotes in YAML."""
_BRIEFEST = 4
"""Signs of a secret that is searched for in messages; shorter ones are words and numbers of every kind."""


def guarded(document: Document, text: str, *, accounts: bool = False) -> Document:
    """The document with an error for each secret in `text`, its whole text: values, keys and comments."""
    starts = _starts(text)
    found = [
        (secret, tuple(_pieces(text, starts, secret)))
        for secret in search(_without_homes(document, text, starts))
        if not (accounts and secret.kind in (IBAN, ACCOUNT))
    ]
    pieces = tuple(piece for _, parts in found for piece in parts)
    errors = [_error(document.path, parts[0].span, secret.kind) for secret, parts in found]
    # What a value says can differ from how it is typed: "\x31" is 1, and lines are folded.
    seen = {piece.span.line for piece in pieces}
    for span, value in (*_disguised(document), *_unread(document)):
        for secret in search(value):
            if seen.isdisjoint(range(span.line, span.line + value.count("\n") + 20)):
                pieces += (Piece(span, value[secret.start : secret.end]),)
                errors.append(_error(document.path, span, secret.kind))
    if not pieces:
        return document
    return replace(document, secrets=pieces, diagnostics=(*document.diagnostics, *errors))


def page(path: str, text: str, address: str = "", *, accounts: bool = False) -> Document:
    """A text that is no plan, such as a page written by hand: its lines, and an error for each secret.

    `accounts` says that numbers of bank accounts may stand in it.
    """
    return guarded(Document(path, address=address, lines=split(text)), text, accounts=accounts)


def conceal(diagnostics: Iterable[Diagnostic], documents: Iterable[Document]) -> tuple[Diagnostic, ...]:
    """The diagnostics without what the documents hold of secrets: neither in words nor in excerpts."""
    pieces = [(document.path, piece) for document in documents for piece in document.secrets]
    if not pieces:
        return tuple(diagnostics)
    lines: dict[tuple[str, int], list[Span]] = {}
    for path, piece in pieces:
        lines.setdefault((path, piece.span.line), []).append(piece.span)
    texts = sorted({p.text for _, p in pieces if len(p.text) >= _BRIEFEST}, key=len, reverse=True)
    if len(texts) > _MOST:
        return tuple(one if one.rule == "secret" else _bare(one) for one in diagnostics)
    return tuple(_concealed(one, lines, texts) for one in diagnostics)


def _concealed(said: Diagnostic, lines: dict[tuple[str, int], list[Span]], texts: list[str]) -> Diagnostic:
    if said.rule == "secret":
        return said
    beside = lines.get((said.path, said.span.line), []) if said.span else []
    if said.span and any(_touch(said.span, span) for span in beside):
        return _bare(said)
    message, hint = said.message, said.hint
    for text in texts:
        message, hint = message.without(text, _HIDDEN), hint.without(text, _HIDDEN)
    if beside or any(text in cure for text in texts for cure in said.cures):
        said = replace(said, cures=())
    return replace(said, message=message, hint=hint, source_line="" if beside else said.source_line)


def _bare(said: Diagnostic) -> Diagnostic:
    """Rule and place alone."""
    message = Sentence("this cannot be read; it is not shown, since there are secrets in it")
    return replace(said, message=message, hint=NOTHING, source_line="", cures=())


def _touch(one: Span, other: Span) -> bool:
    return one.column < other.column + other.length and other.column < one.column + one.length


def _error(path: str, span: Span, kind: Sentence) -> Diagnostic:
    """Without the line, which would show it."""
    message = Sentence("{kind} is in this place, or something that looks like one", kind=kind)
    return Diagnostic(path, span, Severity.ERROR, rule="secret", message=message, hint=_HINT)


def _starts(text: str) -> list[int]:
    return [0, *(found.end() for found in LINE_BREAK.finditer(text))]


def _pieces(text: str, starts: list[int], secret: Secret) -> Iterator[Piece]:
    """The parts of a secret in each of its lines."""
    number = bisect_right(starts, secret.start)
    start = secret.start
    while start < secret.end:
        line_end = starts[number] if number < len(starts) else len(text)
        end = min(secret.end, line_end)
        written = text[start:end].rstrip("\r\n\x85\u2028\u2029")
        if written.strip() or start == secret.start:
            yield Piece(Span(number, start - starts[number - 1] + 1, max(1, len(written))), written.strip())
        number, start = number + 1, end


def _without_homes(document: Document, text: str, starts: list[int]) -> str:
    """The text without the accounts in the fields for them: none is to be joined to another outside."""
    for path, place in document.values.items():
        if _pays(path):
            start = starts[place.line - 1] + place.column - 1
            value = text[start : start + place.length]
            if is_account(value, path[-1]):
                text = f"{text[:start]}{' ' * len(value)}{text[start + len(value) :]}"
    return text


def _pays(path: KeyPath) -> bool:
    return len(path) == 4 and path[0] == "suppliers" and path[2] == "payment" and path[3] in ACCOUNT_FIELDS


def _unread(document: Document) -> Iterator[tuple[Span, str]]:
    """Lines with escapes that could not be read as YAML, as they would have been: an excerpt shows them."""
    if document.unread:
        for number, line in enumerate(document.lines, 1):
            if "\\" in line:
                yield Span(number, 1, len(line)), _ESCAPE.sub(lambda found: _meant(found[1]), line)


def _meant(escape: str) -> str:
    if escape[0] in "xuU":
        code = int(escape[1:], 16)
        return chr(code) if code < 0x110000 else ""
    return escape


def _disguised(document: Document) -> Iterator[tuple[Span, str]]:
    """The values that do not stand in their line to the letter, with their places."""
    waiting: list[tuple[tuple[str | int, ...], Data]] = [((), document.data)]
    while waiting:
        path, data = waiting.pop()
        if isinstance(data, dict):
            waiting += [((*path, key), value) for key, value in data.items()]
        elif isinstance(data, list):
            waiting += [((*path, number), value) for number, value in enumerate(data)]
        elif data and (span := document.values.get(path)) and data not in document.line(span.line):
            yield span, data
