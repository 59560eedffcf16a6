"""What somebody meant who typed a word that does not exist."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from outlast.languages import NOTHING, Sentence

LIKENESS = 0.67
"""Of difflib; below it, words of five letters with three in common would pass."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like this one, case aside, else the shortest that it is a part of, if any."""
    by_folded: dict[str, str] = {}
    for candidate in sorted(known):
        by_folded.setdefault(candidate.casefold(), candidate)
    # A word of the plan may be as long as its file, and difflib takes time with the square of it.
    close = difflib.get_close_matches(word[:100].casefold(), by_folded, 1, LIKENESS)
    if close:
        return by_folded[close[0]]
    part = word.casefold()
    around = [each for each in by_folded if part in re.split(r"[-\s]", each)]
    return by_folded[min(around, key=len)] if around else None


def suggestion(word: str, known: Iterable[str]) -> Sentence:
    """A hint for an unknown word: the nearest known one, or all of them."""
    known = list(known)
    close = nearest(word, known)
    if close:
        return Sentence('did you mean "{meant}"?', meant=close)
    return Sentence("allowed here: {words}", words=", ".join(known)) if known else NOTHING
