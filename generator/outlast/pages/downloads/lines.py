"""Content lines, which vCard 3.0 (RFC 2426) and iCalendar (RFC 5545) share."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator

_LONGEST = 75
"""Octets of a line, without its end."""
_MARKS = re.compile(r"([\\;,])")
_NOT_PRINTED = re.compile(r"[\x00-\x1f\x7f]")


def text(value: str) -> str:
    """A text as a value: marks escaped, a line break as `\\n`, nothing else that does not print."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\\n".join(_MARKS.sub(r"\\\1", _NOT_PRINTED.sub(" ", line)) for line in lines)


def joined(lines: Iterable[str]) -> bytes:
    """The lines as a file: folded, each ended by CR LF, in UTF-8."""
    return b"".join(piece + b"\r\n" for line in lines for piece in _folded(line.encode()))


def uid(*names: str) -> str:
    """An identifier that stays the same as long as the names do, and that no other plan has."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "outlast:" + "/".join(names)))


def _folded(line: bytes) -> Iterator[bytes]:
    """Pieces of at most 75 octets, each but the first begun by a blank; none ends inside a character."""
    start, room = 0, _LONGEST
    while len(line) - start > room:
        end = start + room
        while line[end] & 0xC0 == 0x80:  # an octet that continues a character
            end -= 1
        yield (b" " if start else b"") + line[start:end]
        start, room = end, _LONGEST - 1
    yield (b" " if start else b"") + line[start:]
