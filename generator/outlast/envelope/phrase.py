"""Passphrases: how a typed one is read, and the words that new ones are drawn from."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from outlast.envelope import decrypt

WORDS = decrypt.DRAWN
"""In a generated passphrase."""
_ALIKE = 0.75
"""How much of a word must be that of one on the list, so that it counts as a slip of the pen."""


def normal(phrase: str) -> str:
    """The passphrase as it is sealed: of words from the list, in the form that readers take them for.

    Capitals and signs between such words hold nothing, so whoever types them may do as they like. Any other
    phrase counts to the letter, but for spaces and for how a keyboard composes letters.
    Raises ValueError for a text that cannot be written as UTF-8.
    """
    phrase.encode("utf-8")
    forms = decrypt.forms(phrase)
    return forms[0] if set(forms[0].split(" ")) <= set(wordlist()) else forms[-1]


def slip(phrase: str) -> str:
    """Which one word of a drawn phrase looks miswritten, by its place; "" where none does."""
    words = decrypt.forms(phrase)[0].split(" ")
    wrong = [word for word in words if word not in wordlist()]
    if len(words) < WORDS or len(wrong) != 1 or not get_close_matches(wrong[0], wordlist(), 1, _ALIKE):
        return ""
    return decrypt.amiss(phrase, wordlist())


def wordlist() -> tuple[str, ...]:
    """The 7776 words to draw from. The file's head says whose they are."""
    return listed("words.txt")


@cache
def listed(name: str) -> tuple[str, ...]:
    """The words of a list that lies beside this module."""
    text = (files("outlast") / "envelope" / name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))
