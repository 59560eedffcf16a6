"""Which letters the fonts can draw, read from the fonts themselves.

The typesetter refuses a text with a letter that no font has; here such letters are found beforehand.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

from outlast.render.paper import strings

INSTEAD = "\ufffd"
"""What stands in place of a letter that no font has."""
FORBIDDEN = "\0\ufeff\ufffe"
"""What PDF/UA-1 allows in no text (ISO 14289-1, 7.21.8), whatever a font has."""
COLLECTIONS = (".ttc", ".otc")
ENDINGS = (".ttf", ".otf", *COLLECTIONS)


def letters(fonts: Iterable[Path]) -> frozenset[int]:
    """The code points that at least one of the font files can draw; a file that is no font has none."""
    return frozenset(code for font in fonts for code in _drawn_by(font))


def _drawn_by(file: Path) -> set[int]:
    from fontTools.ttLib import TTCollection, TTFont, TTLibError

    try:
        with TTCollection(file, lazy=True) if file.suffix.lower() in COLLECTIONS else TTFont(file) as opened:
            fonts = opened.fonts if isinstance(opened, TTCollection) else [opened]
            return {code for font in fonts for table in font["cmap"].tables for code in table.cmap}
    except (TTLibError, KeyError, ValueError, struct.error, AssertionError):
        return set()


def undrawn(data: object, drawn: frozenset[int]) -> tuple[str, ...]:
    """The signs of all texts in the data that cannot be drawn, sorted."""
    return tuple(sorted(sign for sign in set().union(*strings(data)) if not _fits(sign, drawn)))


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
