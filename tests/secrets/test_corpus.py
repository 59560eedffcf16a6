"""How much of the corpus is found, and how much that is harmless is taken for a secret."""

from collections.abc import Iterator

import pytest
from outlast.secrets import search

from tests.secrets.corpus import harmless, planted

CARD = "a card number"
LEAST_FOUND = 0.97
MOST_FALSE = 0.01
FAMILIES = sorted({one.family for one in planted()})


def test_the_corpus_is_large_and_has_no_line_twice() -> None:
    texts = [one.text for one in planted()]
    assert len(set(texts)) == len(texts) > 190
    assert len(set(harmless())) == len(harmless()) > 190


def test_secrets_are_found() -> None:
    missed = [one.text for one in planted() if not search(one.text)]
    assert len(missed) <= (1 - LEAST_FOUND) * len(planted()), missed


@pytest.mark.parametrize("family", FAMILIES)
def test_no_family_is_forgotten(family: str) -> None:
    """A good total must not hide that, say, no IBAN is found."""
    members = [one for one in planted() if one.family == family]
    assert sum(bool(search(one.text)) for one in members) >= 0.8 * len(members)


def test_harmless_lines_are_left_alone() -> None:
    false = [line for line in harmless() if search(line)]
    assert len(false) <= MOST_FALSE * len(harmless()), false


def test_all_that_opens_something_is_covered() -> None:
    """A message hides what was found: a part of a key that stays visible would be half the key."""
    for one in planted():
        for found in search(one.text):
            rest = one.text[: found.start] + " " + one.text[found.end :]
            if one.family in ("vendor", "token", "card", "iban"):
                assert not search(rest), one.text


def test_number_whose_check_digit_is_wrong_is_no_card() -> None:
    """Else every order number of 16 digits would stop a build."""
    seen = 0
    for one in planted():
        for found in search(one.text):
            if found.kind == CARD:
                seen += 1
                for wrong in mistyped(one.text, found.start, found.end):
                    assert CARD not in {each.kind for each in search(wrong)}, wrong
    assert seen > 5


def mistyped(text: str, start: int, end: int) -> Iterator[str]:
    """A card number with another last digit, and with its first two neighbours swapped that differ."""
    last = max(at for at in range(start, end) if text[at].isdigit())
    yield text[:last] + str((int(text[last]) + 1) % 10) + text[last + 1 :]
    for at in range(start + 6, end - 1):  # the digits before say who issued it
        pair = text[at : at + 2]
        if (
            pair.isdigit() and pair[0] != pair[1] and pair not in ("09", "90")
        ):  # which no Luhn check tells apart
            yield text[:at] + pair[::-1] + text[at + 2 :]
            return
