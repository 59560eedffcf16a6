"""From the bytes of a file to its text, or to the place where they are none."""

from __future__ import annotations

import codecs
import re

from outlast.diagnostics import Span
from outlast.languages import Sentence

LINE_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
"""What ends a line for YAML, so that its positions and ours agree."""

UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML does not allow in a file, nor we in a value."""

_WIDE = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_SAVE_AS = Sentence('save the file as UTF-8: in most editors under "Save as", "Encoding"')


class Undecodable(Exception):
    """Bytes that are no text of a plan."""

    def __init__(
        self, rule: str, span: Span, message: Sentence, hint: Sentence, lines: tuple[str, ...] = ()
    ) -> None:
        super().__init__(message)
        self.rule, self.span, self.message, self.hint, self.lines = rule, span, message, hint, lines


def decode(content: bytes) -> str:
    """The text of a file, without a byte order mark. Raises Undecodable."""
    for mark, name in _WIDE:
        if content.startswith(mark):
            message = Sentence("this file is saved as {name}, not as UTF-8", name=name)
            lines = split(content.decode(name, "replace"))
            raise Undecodable("wrong-encoding", Span(1, 1), message, _SAVE_AS, lines)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _wrong_byte(error) from None
    if found := UNPRINTABLE.search(text):
        span = position(text, found.start())
        sign = ord(found[0])
        message = Sentence("the control character U+{code} is in this place", code=f"{sign:04X}")
        if sign == 0:
            message = Sentence("a NUL byte is in this place")
        hint = Sentence("delete it; it cannot be seen in an editor, so type the line again if necessary")
        if text.count("\0") > len(text) // 4:
            hint = Sentence(
                'this looks like UTF-16; save the file as UTF-8: in most editors under "Save as", "Encoding"'
            )
        raise Undecodable("control-character", span, message, hint, split(text))
    return text


def split(text: str) -> tuple[str, ...]:
    """The lines of a text, without what ends them."""
    return tuple(LINE_BREAK.split(text))


def position(text: str, index: int) -> Span:
    """Line and column of a place in a text."""
    last = 0
    line = 1
    for found in LINE_BREAK.finditer(text, 0, index):
        line += 1
        last = found.end()
    return Span(line, index - last + 1)


def _wrong_byte(error: UnicodeDecodeError) -> Undecodable:
    body, start = bytes(error.object), error.start  # both without a byte order mark
    before = body[:start].decode("utf-8", "replace")
    byte = body[start]
    hint = _SAVE_AS
    guess = body[start : start + 1].decode("cp1252", "ignore")
    if guess.isprintable() and guess.strip():
        hint = Sentence(
            'if this is meant to be "{guess}", the file is saved as Windows-1252 or Latin-1;'
            ' save the file as UTF-8: in most editors under "Save as", "Encoding"',
            guess=guess,
        )
    message = Sentence("byte 0x{byte} is not UTF-8", byte=f"{byte:02X}")
    lines = split(body.decode("utf-8", "replace"))
    return Undecodable("wrong-encoding", position(before, len(before)), message, hint, lines)
