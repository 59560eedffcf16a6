"""Shares of a recovery: any two of three open what is sealed, none of them alone.

No sum over a field and no new cipher: each pair of shares, one behind the other, is a phrase with a slot of
its own. Whoever has one share must still guess six words.
"""

from __future__ import annotations

from itertools import combinations

from outlast.envelope.drawn import generate
from outlast.envelope.phrase import WORDS, normal, wordlist
from outlast.envelope.strength import Weak

SHARES = 3


def new_shares() -> tuple[str, ...]:
    """So many shares, each of six words drawn by lot."""
    return tuple(generate() for _ in range(SHARES))


def phrases_of(text: str) -> tuple[str, ...]:
    """The phrases of which each opens: one for each pair of the shares in `text`, one on a line. Raises Weak.

    Only words from the list will do, as many in each share: then two may be typed in either order.
    """
    shares = tuple(normal(line) for line in text.splitlines() if line.strip())
    if len(shares) != SHARES or len(set(shares)) != SHARES:
        raise Weak(f"It holds {len(set(shares))} different shares; {SHARES} are needed, each on a line.")
    words = [share.split(" ") for share in shares]
    if len({len(share) for share in words}) > 1 or len(words[0]) < WORDS:
        raise Weak(f"Each share must have as many words as the others, and {WORDS} at least.")
    if not set().union(*words) <= set(wordlist()):
        raise Weak("A share may have no words but those that Outlast draws from.")
    return tuple(normal(f"{one} {other}") for one, other in combinations(shares, 2))
