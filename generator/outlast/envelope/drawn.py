"""New passphrases, drawn by lot."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence

from outlast.envelope.phrase import WORDS, wordlist
from outlast.envelope.strength import LEAST_BITS, estimate


def generate(words: int = WORDS, choose: Callable[[Sequence[str]], str] = secrets.choice) -> str:
    """A new passphrase of so many words, at least five, each drawn evenly from the list.

    A draw that a build would refuse, of three words that everybody tries first, is drawn anew.
    """
    while True:
        phrase = " ".join(choose(wordlist()) for _ in range(words))
        if estimate(phrase) >= LEAST_BITS:
            return phrase
