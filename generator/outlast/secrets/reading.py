"""A text as a person would read it: signs that nobody sees left out, blanks of every kind as blanks."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BLANKS = {
    **dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " "),
    **dict.fromkeys((0x2010, 0x2011, 0x2212, 0xFE63, 0xFF0D), "-"),
    **{0xFF10 + digit: str(digit) for digit in range(10)},
}
"""Blanks that do not break or are thin, hyphens, and wide digits."""
_UNSEEN = "\u00ad\u200b-\u200f\u2060-\u2064\ufeff"
_WRITTEN = re.compile(rf"(?P<octets>(?:%[0-9A-Fa-f]{{2}})+)|[{_UNSEEN}]+")
_DEEPEST = 3
"""How often a text may be encoded for a web address, one time over the other."""


@dataclass(frozen=True)
class Reading:
    """A text, and where each of its signs stands in what was written."""

    text: str
    places: tuple[int, ...]
    """The offset of every sign, and that of the end."""


def plain(text: str) -> str:
    """The text with ordinary blanks, hyphens and digits; every sign keeps its place."""
    return text if text.isascii() else text.translate(_BLANKS)


def readings(text: str) -> tuple[Reading, ...]:
    """What the text says after signs that nobody sees are left out, and the encoding of web addresses undone.

    Nothing where that is what stands there anyway.
    """
    found: list[Reading] = []
    reading = Reading(text, ())
    while len(found) < _DEEPEST and _WRITTEN.search(reading.text):
        reading = _read(reading)
        found.append(reading)
    return tuple(found)


def _read(written: Reading) -> Reading:
    pieces: list[str] = []
    places: list[int] = []
    done = 0
    for match in (*_WRITTEN.finditer(written.text), None):
        start = match.start() if match else len(written.text)
        pieces.append(written.text[done:start])
        places += range(done, start)
        if match is None:
            break
        at = match.start()
        for sign in _signs(match["octets"]) if match["octets"] else ():
            pieces.append(sign)
            places.append(at)
            at += 3 * len(sign.encode("utf-8", "surrogateescape"))
        done = match.end()
    places.append(len(written.text))
    if written.places:
        places = [written.places[place] for place in places]
    return Reading(plain("".join(pieces)), tuple(places))


def _signs(octets: str) -> str:
    return bytes.fromhex(octets.replace("%", "")).decode("utf-8", "surrogateescape")
