"""Which letters the fonts can draw, read from the fonts themselves.

The typesetter refuses a text with a letter that no font has; here such letters are found beforehand.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from outlast.render.paper import strings

INSTEAD = "\ufffd"
"""What stands in place of a letter that no font has."""
FORBIDDEN = "\0\ufeff\ufffe"
"""What PDF/UA-1 allows in no text (ISO 14289-1, 7.21.8), whatever a font has."""
ENDINGS = (".ttf", ".otf", ".ttc", ".otc")


def letters(fonts: Iterable[Path]) -> frozenset[int]:
    """The code points that at least one of the font files can draw; a file that is no font has none."""
    found: set[int] = set()
    for font in fonts:
        content = font.read_bytes()
        try:
            for table in _character_maps(content):
                found.update(_mapped(table))
        except (struct.error, IndexError):
            continue
    return frozenset(found)


def undrawn(data: object, drawn: frozenset[int]) -> tuple[str, ...]:
    """The signs of all texts in the data that cannot be drawn, sorted."""
    return tuple(sorted({sign for text in strings(data) for sign in text if not _fits(sign, drawn)}))


def without(data: object, signs: tuple[str, ...]) -> object:
    """The data with another sign in place of each of these, and without the invisible ones; keys stay."""
    table = {ord(sign): INSTEAD if visible(sign) else None for sign in signs}
    return _replaced(data, table) if table else data


def visible(sign: str) -> bool:
    """Whether a reader misses the sign when it is not there: not one that only steers its neighbours."""
    return unicodedata.category(sign) not in ("Cc", "Cf") and not "\ufe00" <= sign <= "\ufe0f"


def _replaced(data: object, table: Mapping[int, str | None]) -> object:
    if isinstance(data, str):
        return data.translate(table)
    if isinstance(data, Mapping):
        return {key: _replaced(value, table) for key, value in data.items()}
    if isinstance(data, list):
        return [_replaced(value, table) for value in data]
    return data


def _fits(sign: str, drawn: frozenset[int]) -> bool:
    return sign in "\n\t" or (ord(sign) in drawn and sign not in FORBIDDEN)


def _character_maps(content: bytes) -> Iterator[bytes]:
    """The tables `cmap` of a font file, or of each font of a collection (OpenType 1.9, chapter 'ttcf')."""
    offsets = [0]
    if content[:4] == b"ttcf":
        (count,) = struct.unpack_from(">I", content, 8)
        offsets = list(struct.unpack_from(f">{count}I", content, 12))
    for offset in offsets:
        (tables,) = struct.unpack_from(">H", content, offset + 4)
        for number in range(tables):
            tag, _, start, length = struct.unpack_from(">4sIII", content, offset + 12 + 16 * number)
            if tag == b"cmap":
                yield content[start : start + length]


def _mapped(cmap: bytes) -> Iterator[int]:
    """The code points in subtables of the formats 4 and 12 (OpenType 1.9, chapter 'cmap')."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    for number in range(count):
        (start,) = struct.unpack_from(">I", cmap, 4 + 8 * number + 4)
        (format,) = struct.unpack_from(">H", cmap, start)
        if format == 4:
            yield from _segments(cmap[start:])
        elif format == 12:
            (groups,) = struct.unpack_from(">I", cmap, start + 12)
            for group in range(groups):
                first, last, _ = struct.unpack_from(">III", cmap, start + 16 + 12 * group)
                yield from range(first, min(last, 0x10FFFF) + 1)


def _segments(table: bytes) -> Iterator[int]:
    (double,) = struct.unpack_from(">H", table, 6)
    count = double // 2
    ends = struct.unpack_from(f">{count}H", table, 14)
    starts = struct.unpack_from(f">{count}H", table, 16 + double)
    deltas = struct.unpack_from(f">{count}H", table, 16 + 2 * double)
    ranges = struct.unpack_from(f">{count}H", table, 16 + 3 * double)
    for number, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for code in range(first, last + 1):
            glyph = code
            if offset:
                place = 16 + 3 * double + 2 * number + offset + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", table, place)
            if (not offset or glyph) and (glyph + delta) & 0xFFFF:
                yield code
