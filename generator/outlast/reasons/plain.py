"""Texts that name things by id, with their names instead."""

from __future__ import annotations

import re

from outlast.model import Plan, Thing
from outlast.model.prose import MENTION, plain_text

QUOTED = frozenset({"functions", "obligations", "procedures"})
"""Things whose names are sentences of their own: `Pay the rent`."""


def plain(plan: Plan, text: str) -> str:
    """A text without markup, with the names of the things that it mentions; on one line."""

    def called(match: re.Match[str]) -> str:
        thing = plan.things.get(match["mention"])
        if thing is None:
            return match["mention"]
        return f"“{thing.title}”" if is_phrase(thing) else thing.title

    return MENTION.sub(called, plain_text(text))


def is_phrase(thing: Thing) -> bool:
    """Whether the name of a thing reads as a sentence, which text without links puts in quotation marks."""
    return thing.collection in QUOTED
