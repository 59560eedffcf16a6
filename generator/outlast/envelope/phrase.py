"""Passphrases: how a typed one is read, and how a new one is drawn."""

from __future__ import annotations

import math
import re
import secrets
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files

WORDS = 6
"""In a generated passphrase."""

_SPACES = re.compile("[ \t\r\n\u00a0\u3000]+")
"""What counts as space between words. A list of its own: each language has another idea of white space."""


def normal(phrase: str) -> str:
    """The passphrase as all readers take it: NFC, one space between words, none around them.

    Keyboards differ in how they compose letters, and a pasted phrase brings line ends along. Capital letters
    count.
    Raises ValueError for a text that cannot be written as UTF-8.
    """
    phrase.encode("utf-8")
    return _SPACES.sub(" ", unicodedata.normalize("NFC", phrase)).strip(" ")


def generate(words: int = WORDS, choose: Callable[[Sequence[str]], str] = secrets.choice) -> str:
    """A new passphrase of so many words, each drawn evenly from the list."""
    return " ".join(choose(wordlist()) for _ in range(words))


def bits(words: int) -> float:
    """How many bits a generated passphrase of so many words holds: whoever guesses tries 2 ** (bits - 1)."""
    return words * math.log2(len(wordlist()))


def wordlist() -> tuple[str, ...]:
    """The 7776 words to draw from. The file's head says whose they are."""
    return listed("words.txt")


@cache
def listed(name: str) -> tuple[str, ...]:
    """The words of a list that lies beside this module."""
    text = (files("outlast") / "envelope" / name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))
