"""Suggestions for a word that was probably mistyped."""

from __future__ import annotations

from collections.abc import Iterable

from outlast.languages import Sentence
from outlast.load.nearest import nearest

MOST_SEARCHES = 50
"""Words that are compared with all known ones; a plan with more wrong ones is wrong as a whole."""


class Known:
    """Words that mean something, and those that were looked for among them."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(map(str, words))
        self._meant: dict[str, str | None] = {}

    def __contains__(self, word: str) -> bool:
        return str(word) in self.words

    def hint(self, word: str, otherwise: Sentence) -> Sentence:
        """A question with the word most like this one; `otherwise` if none is like it."""
        if word not in self._meant and len(self._meant) < MOST_SEARCHES:
            self._meant[word] = nearest(word, self.words)
        close = self._meant.get(word)
        return Sentence('did you mean "{meant}"?', meant=close) if close else otherwise
