"""Secrets in a text: keys, passwords, card numbers and codes that a plan must never hold.

`search` finds them by their form, by a checksum, or by the words before them. It knows no plan and no file.
Nothing is ever sent anywhere to see whether a key works.
"""

from __future__ import annotations

from collections.abc import Iterator

from outlast.secrets import accounts, codes, keys, numbers, passwords, tokens, vendors
from outlast.secrets.accounts import ACCOUNT
from outlast.secrets.found import Secret
from outlast.secrets.numbers import IBAN, is_iban
from outlast.secrets.reading import plain, readings

__all__ = ["ACCOUNT", "ACCOUNT_FIELDS", "IBAN", "Secret", "is_account", "is_iban", "search"]

ACCOUNT_FIELDS = {"iban": IBAN, "account": ACCOUNT}
"""What a payment in a plan calls the kinds of accounts, which may stand there and nowhere else."""

_SEARCHES = (
    keys.search,
    vendors.search,
    numbers.search,
    accounts.search,
    passwords.search,
    codes.search,
    tokens.search,
)
"""The surest first: where two find the same piece, the first says what it is."""


def search(text: str) -> tuple[Secret, ...]:
    """The secrets of a text in order; what overlaps is one, under the surest name."""
    found = sorted(_ranked(text))
    joined: list[tuple[Secret, int]] = []
    for secret, rank in found:
        if joined and secret.start < joined[-1][0].end:
            last, surest = joined.pop()
            kind = last.kind if surest <= rank else secret.kind
            joined.append((Secret(last.start, max(last.end, secret.end), kind), min(surest, rank)))
        else:
            joined.append((secret, rank))
    return tuple(secret for secret, _ in joined)


def _ranked(text: str) -> Iterator[tuple[Secret, int]]:
    """What each search finds, in what is written and in what that says to whoever reads it."""
    written = plain(text)
    others = readings(written)
    for rank, one in enumerate(_SEARCHES):
        yield from ((secret, rank) for secret in one(written))
        for reading in others:
            for secret in one(reading.text):
                places = reading.places
                yield Secret(places[secret.start], places[secret.end], secret.kind), rank


def is_account(value: str, field: object) -> bool:
    """Whether the value of such a field, quotes and all, is an account of its kind and nothing more."""
    bare = value.strip().strip("\"'")
    found = search(bare)
    return [(secret.kind, secret.end) for secret in found] == [(ACCOUNT_FIELDS.get(str(field)), len(bare))]
