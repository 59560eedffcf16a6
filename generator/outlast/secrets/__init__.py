"""Secrets in a text: keys, passwords, card numbers and codes that a plan must never hold.

`search` finds them by their form, by a checksum, or by the words before them. It knows no plan and no file.
Nothing is ever sent anywhere to see whether a key works.
"""

from __future__ import annotations

from outlast.secrets import codes, keys, numbers, passwords, tokens, vendors
from outlast.secrets.found import Secret
from outlast.secrets.numbers import IBAN, is_iban

__all__ = ["IBAN", "Secret", "is_iban", "search"]

_SEARCHES = (
    keys.search,
    vendors.search,
    numbers.search,
    passwords.search,
    codes.search,
    tokens.search,
)
"""The surest first: where two find the same piece, the first says what it is."""


def search(text: str) -> tuple[Secret, ...]:
    """The secrets of a text in order; what overlaps is one, under the surest name."""
    found = sorted((secret, rank) for rank, one in enumerate(_SEARCHES) for secret in one(text))
    joined: list[tuple[Secret, int]] = []
    for secret, rank in found:
        if joined and secret.start < joined[-1][0].end:
            last, surest = joined.pop()
            kind = last.kind if surest <= rank else secret.kind
            joined.append((Secret(last.start, max(last.end, secret.end), kind), min(surest, rank)))
        else:
            joined.append((secret, rank))
    return tuple(secret for secret, _ in joined)
