"""Numbers as people write them: `1,000`, `1.200,00`, `2k`, `three`."""

from __future__ import annotations

import re
from decimal import Decimal

_COUNTED = "one two three four five six seven eight nine ten eleven twelve"
WORDS = {"a": 1, "an": 1, **{word: number for number, word in enumerate(_COUNTED.split(), 1)}}
"""What a number of things may be called."""
WORD = rf"(?:{'|'.join(sorted(WORDS, key=len, reverse=True))})"
"""Matches one of them."""

_THOUSANDS = (
    r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?",
    r"\d{1,3}(?:\.\d{3})+,\d{1,2}",
    r"\d{1,3}(?:\.\d{3}){2,}",
    r"\d{1,3}(?:[ '’\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?",
    r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d{1,2})?",  # of lakhs and crores
)
"""Numbers with something between their thousands."""


def readings(text: str) -> tuple[str, ...]:
    """What a number in digits may mean, in digits with a point: nothing, one number or two.

    `1.200` is the one number that has two: twelve hundred in Berlin, and one and a bit in London.
    """
    if re.fullmatch(r"\d{1,15}(?:\.\d{1,2})?", text):
        return (text,)
    if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", text):
        return text.replace(".", ""), text
    if re.fullmatch(r"\d{1,15}[.,]\d{1,3}", text) and not re.fullmatch(r"[1-9]\d{0,2},\d{3}", text):
        return (text.replace(",", "."),)
    if len(text) <= 20 and any(re.fullmatch(form, text) for form in _THOUSANDS):
        cents = re.search(r"[.,](\d{1,2})$", text)
        whole = re.sub(r"\D", "", text[: cents.start()] if cents else text)
        return (f"{whole}.{cents[1]}" if cents else whole,)
    return ()


def plain(number: Decimal) -> str:
    """A number in digits, without zeros after the point."""
    return f"{number.normalize():f}"
