"""What somebody meant who typed a word that does not exist."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from outlast.languages import NOTHING, Sentence

LIKENESS = 0.67
"""Of difflib; below it, words of five letters with three in common would pass."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like this one, case aside; None if none is like it."""
    by_folded: dict[str, str] = {}
    for candidate in sorted(known):
        by_folded.setdefault(candidate.casefold(), candidate)
    # A word of the plan may be as long as its file, and difflib takes time with the square of it.
    close = difflib.get_close_matches(word[:100].casefold(), by_folded, 1, LIKENESS)
    return by_folded[close[0]] if close else None


def suggestion(word: str, known: Iterable[str]) -> Sentence:
    """A hint for an unknown word: the nearest known one, or all of them."""
    known = list(known)
    close = nearest(word, known)
    if close:
        return Sentence('did you mean "{meant}"?', meant=close)
    return Sentence("allowed here: {words}", words=", ".join(known)) if known else NOTHING
