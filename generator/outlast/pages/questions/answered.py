"""A question with its answer, and how answers name things."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from outlast import words
from outlast.languages import mark, say

SILENT = mark("This copy does not say.")
"""The answer where nothing is known: an edition may lack what the plan says."""


def ask_in_turn(people: Sequence[str]) -> str:
    """Whom to ask, best first, as a sentence."""
    if len(people) == 1:
        return say("Ask {person}.", person=people[0])
    return say("Ask {people}, in this order.", people=words.some(people))


def bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
