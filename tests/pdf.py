"""The text of PDFs as pypdf reads it, in a third of the time: pages say the same things many times."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from typing import Any
from unittest import mock

from outlast.kept import once_each
from pypdf.generic import ArrayObject, ContentStream, create_string_object, read_object
from pypdf.generic._font import Font

_SPACE = r"[\0\t\n\f\r\ ]"
_NUMBERS = rf"(?:[+-.0-9]++{_SPACE}++)"
_NAME = r"/[^\0\t\n\f\r\ ()<>\[\]{}/%]*"
_MORE = r"[^\0\t\n\f\r\ ()<>\[\]{}/%]"
_STRING = r"\((?:[^()\\]++|\\.)*\)"
for _ in range(4):  # parentheses within parentheses
    _STRING = rf"\((?:[^()\\]++|\\.|{_STRING})*\)"
_DICTIONARY = rf"<<(?:[^<>()%]|{_STRING}|<[0-9A-Fa-f]*>)*>>"
_TOKEN = re.compile(
    rf"""{_SPACE}*+
    (?:(?:  # lines, colours and tags, which tell nothing of the text
        {_NUMBERS}*+(?:[mlcvyhSsfFBbnwJjMigGkK]|[fBbW]\*|W|re|rg|RG|sc|SC|scn|SCN|Tr)
        |{_NAME}{_SPACE}*+(?:cs|CS|(?:{_DICTIONARY}|{_NAME}){_SPACE}*+BDC)
        |EMC
    )(?!{_MORE}){_SPACE}*+)*+
    (?:
    (?P<numbers>{_NUMBERS}++)(?P<after>[A-Za-z'"]{_MORE}*)
    |(?P<operator>[A-Za-z'"]{_MORE}*)
    |(?P<array>\[(?:[^\[\]()<>{{}}%]|{_STRING})*\])
    |(?P<operand>[+-.0-9]+|{_NAME}|{_STRING}|{_DICTIONARY})
    |(?P<end>\Z)
    )""".encode(),
    re.DOTALL | re.VERBOSE,
)
_ESCAPED = re.compile(rb"\\(?:([0-3]?[0-7]{1,2})|([\r\n]{1,2}|.))", re.DOTALL)
_SIGNS = dict(zip(b"nrtbf\n\r", b"\n \r \t \b \f  ".split(b" "), strict=True))
_slowly = ContentStream._parse_content_stream


class _Unknown(Exception):
    """What is left to pypdf: a picture among the operators, a comment, something broken."""


@contextmanager
def read_quickly() -> Iterator[None]:
    """Split what pages draw by one pattern, leave out what is no text, and read operands and fonts once."""
    with (
        mock.patch.object(ContentStream, "_parse_content_stream", _parse),
        mock.patch.object(Font, "from_font_resource", once_each(Font.from_font_resource)),
    ):
        yield


def _parse(self: ContentStream, stream: BytesIO) -> None:
    try:
        self._operations += _operations(stream.getvalue(), self.forced_encoding)
    except _Unknown:
        _slowly(self, stream)


def _operations(data: bytes, encoding: Any) -> list[tuple[Any, bytes]]:
    found: list[tuple[Any, bytes]] = []
    operands: list[Any] = []
    for token in _tokens(data):
        kind, text = token.lastgroup, token[token.lastgroup or 0]
        if kind == "operand":
            operands.append(_operand(text, encoding))
        elif kind == "array":
            operands.append(_array(text[1:-1], encoding))
        elif text == b"BI":
            raise _Unknown
        else:
            numbers = _numbers(token["numbers"], encoding) if kind == "after" else []
            found.append(([*operands, *numbers], text))
            operands = []
    return found


@cache
def _array(data: bytes, encoding: Any) -> ArrayObject:
    tokens = list(_tokens(data))
    if any(token.lastgroup != "operand" for token in tokens):
        raise _Unknown
    return ArrayObject(_operand(token["operand"], encoding) for token in tokens)


def _tokens(data: bytes) -> Iterator[re.Match[bytes]]:
    at = 0
    while token := _TOKEN.match(data, at):
        if token.lastgroup == "end":
            return
        yield token
        at = token.end()
    raise _Unknown


@cache
def _numbers(text: bytes, encoding: Any) -> list[Any]:
    return [_operand(each, encoding) for each in text.split()]


@cache
def _operand(text: bytes, encoding: Any) -> Any:
    if text[:1] == b"(":
        return create_string_object(_ESCAPED.sub(_sign, text[1:-1]), encoding)
    return read_object(BytesIO(text + b" "), None, encoding)


def _sign(escaped: re.Match[bytes]) -> bytes:
    return bytes([int(escaped[1], 8)]) if escaped[1] else _SIGNS.get(escaped[2][0], escaped[2])
