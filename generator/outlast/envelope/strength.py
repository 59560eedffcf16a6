"""Whether a passphrase that somebody chose can stand against a machine that guesses for ever.

What is sealed may be copied by anybody and tried without limit, so the measure is strict: it counts how the
phrase could have been made, not which kinds of characters are in it. Quotations it does not know.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator

from outlast.envelope.phrase import listed, normal, wordlist

SHORTEST = 15
"""Characters. NIST SP 800-63B-4 asks for 15 where a passphrase stands alone."""
LEAST_BITS = 60.0
"""Five generated words pass (64.6), four do not (51.7)."""

_KNOWN_BITS = 6.0
"""Of a word that everybody tries first, of a year, of a run such as `12345` or `qwerty`."""
_REPEATED_BITS = 1.0
_PROSE_BITS = 2.3
"""A letter within a long run of letters: it is mostly language."""
_LONGEST_WORD = 12
_TOKEN = re.compile(r"[^\W\d_]+|\d+|[\W_]")
_HUMP = re.compile(r"[A-Z]?[^A-Z]+|[A-Z]+")
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "qwertzuiop",
    "azertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "yxcvbnm",
)
_KEYS = {
    sign: (column, row)
    for row, keys in enumerate(("1234567890", "qwertyuiop", "asdfghjkl;", "zxcvbnm,./"))
    for column, sign in enumerate(keys)
}
_SHIFTED = str.maketrans("!@#$%^&*()", "1234567890")
_KEY_BITS = math.log2(36)
_SHORTEST_WALK = 4
"""Neighbouring keys: fewer are in every word."""
_SERIES = frozenset(
    """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty een twee drie vier vijf zes zeven acht negen tien elf twaalf
    un deux trois quatre cinq sept huit neuf dix onze douze treize eins zwei drei fünf sechs sieben
    neun zehn zwölf uno dos tres cuatro cinco seis siete ocho nueve diez january february march
    april may june july august september october november december monday tuesday wednesday thursday
    friday saturday sunday alpha bravo charlie delta echo foxtrot golf hotel
    """.split()  # noqa: SIM905 - words in quotes are harder to read
)
"""Words that people count with."""


class Weak(ValueError):
    """The passphrase is refused; the text says why, and never what it is."""


def refuse_weak(phrase: str, known: Iterable[str] = ()) -> None:
    """Raise Weak for a passphrase that could be guessed.

    Args:
        known: texts that anybody would try first, such as the name of the site.
    """
    text = normal(phrase)
    if len(text) < SHORTEST:
        raise Weak(f"It has {len(text)} characters; at least {SHORTEST} are needed.")
    held = estimate(text, known)
    if held < LEAST_BITS:
        raise Weak(
            "It is too easy to guess: it is made of common words, names, repetitions or rows of keys "
            f"(about {held:.0f} bits, and {LEAST_BITS:.0f} are needed)."
        )


def estimate(phrase: str, known: Iterable[str] = ()) -> float:
    """How many bits the passphrase holds at most, for somebody who knows how people make them."""
    names = {word.lower() for text in known for word in re.findall(r"[^\W\d_]+", text)}
    common = frozenset({*listed("common.txt"), *names, *_SERIES})
    tokens = list(_tokens(normal(phrase)))
    if all(len(token) == 1 for token in tokens):  # spelled out: `a b c`
        tokens = list(_tokens("".join(token for token in tokens if token.isalnum())))
    seen: set[str] = set()
    total = 0.0
    for token in tokens:
        plain = token.lower()
        total += _REPEATED_BITS if plain in seen else _held(token, common)
        seen.add(plain)
    return min(total, _walked(normal(phrase).lower()))


def _walked(text: str) -> float:
    """How many bits it holds at most, for somebody who tries walks over a keyboard: `1qaz2wsx`."""
    keys = "".join(sign for sign in text.translate(_SHIFTED) if not sign.isspace())
    total, start = 0.0, 0
    for end in range(1, len(keys) + 1):
        if end == len(keys) or not _neighbours(keys[end - 1], keys[end]):
            length = end - start
            total += _KNOWN_BITS if length >= _SHORTEST_WALK else length * _KEY_BITS
            start = end
    return total


def _neighbours(one: str, other: str) -> bool:
    if one not in _KEYS or other not in _KEYS:
        return False
    (x, y), (column, row) = _KEYS[one], _KEYS[other]
    return abs(x - column) <= 1 and abs(y - row) <= 1


def _tokens(text: str) -> Iterator[str]:
    for token in _TOKEN.findall(text):
        if token[0].isalpha():
            yield from _HUMP.findall(token)
        elif token != " ":
            yield token


def _held(token: str, common: frozenset[str]) -> float:
    plain = token.lower()
    if plain in common or _is_row(plain) or len(set(plain)) < len(plain) / 3:
        return _KNOWN_BITS
    if token.isdigit():
        year = len(token) == 4 and token[:2] in ("19", "20")
        return _KNOWN_BITS if year or _counts(token) else len(token) * math.log2(10)
    if not token.isalpha():
        return math.log2(20)
    capital = 1.0 if token != plain else 0.0
    if len(plain) > _LONGEST_WORD:
        return capital + len(plain) * _PROSE_BITS
    return capital + min(len(plain) * math.log2(26), math.log2(len(wordlist())))


def _counts(digits: str) -> bool:
    """Whether these are numbers in turn: `101102103`."""
    for width in range(1, min(len(digits) // 2, 6) + 1):
        number, built = int(digits[:width]), ""
        while len(built) < len(digits):
            built, number = built + str(number), number + 1
        if built.startswith(digits) and len(digits) > 3:
            return True
    return False


def _is_row(plain: str) -> bool:
    """Whether these are neighbours on a keyboard, in the alphabet or in counting, forwards or backwards."""
    return len(plain) > 2 and any(plain in row or plain[::-1] in row for row in _ROWS)
