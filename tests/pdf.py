"""The text of PDFs as pypdf reads it, in half the time: pages say the same things many times."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from typing import Any
from unittest import mock

from pypdf.generic import ArrayObject, ContentStream, read_object

_STRING = r"\((?:[^()\\]++|\\.)*\)"
for _ in range(4):  # parentheses within parentheses
    _STRING = rf"\((?:[^()\\]++|\\.|{_STRING})*\)"
_TOKEN = re.compile(
    rf"""[\0\t\n\f\r ]*(?:
    (?P<operator>[A-Za-z'"][^\0\t\n\f\r\ ()<>\[\]{{}}/%]*)
    |(?P<array>\[(?:[^\[\]()<>{{}}%]|{_STRING})*\])
    |(?P<operand>[+-.0-9]+|/[^\0\t\n\f\r\ ()<>\[\]{{}}/%]*
        |{_STRING}|<<(?:[^<>()%]|{_STRING}|<[0-9A-Fa-f]*>)*>>)
    |(?P<end>\Z)
    )""".encode(),
    re.DOTALL | re.VERBOSE,
)
_slowly = ContentStream._parse_content_stream


class _Unknown(Exception):
    """What is left to pypdf: a picture among the operators, a comment, something broken."""


@contextmanager
def read_quickly() -> Iterator[None]:
    """Split what pages draw by one pattern, and let pypdf read each operand only once."""
    with mock.patch.object(ContentStream, "_parse_content_stream", _parse):
        yield


def _parse(self: ContentStream, stream: BytesIO) -> None:
    try:
        self._operations += _operations(stream.getvalue(), self.forced_encoding)
    except _Unknown:
        _slowly(self, stream)


def _operations(data: bytes, encoding: Any) -> list[tuple[Any, bytes]]:
    found: list[tuple[Any, bytes]] = []
    operands: list[Any] = []
    for kind, text in _tokens(data):
        if kind == "operand":
            operands.append(_operand(text, encoding))
        elif kind == "array":
            operands.append(_array(text[1:-1], encoding))
        elif text == b"BI":
            raise _Unknown
        else:
            found.append((operands, text))
            operands = []
    return found


def _array(data: bytes, encoding: Any) -> ArrayObject:
    parts = ArrayObject()
    for kind, text in _tokens(data):
        if kind != "operand":
            raise _Unknown
        parts.append(_operand(text, encoding))
    return parts


def _tokens(data: bytes) -> Iterator[tuple[str, bytes]]:
    at = 0
    while token := _TOKEN.match(data, at):
        kind = token.lastgroup or ""
        if kind == "end":
            return
        yield kind, token[kind]
        at = token.end()
    raise _Unknown


@cache
def _operand(text: bytes, encoding: Any) -> Any:
    return read_object(BytesIO(text + b" "), None, encoding)
