"""Texts that name things by id, with their names instead."""

from __future__ import annotations

import re

from outlast.model import Plan
from outlast.model.prose import MENTION, plain_text

QUOTED = frozenset({"functions", "obligations", "procedures"})
"""Things whose names are sentences of their own: `Pay the rent`."""


def plain(plan: Plan, text: str) -> str:
    """A text without markup, with the names of the things that it mentions; on one line."""

    def called(match: re.Match[str]) -> str:
        thing = plan.things.get(match["mention"])
        if thing is None:
            return match["mention"]
        return f"“{thing.title}”" if thing.collection in QUOTED else thing.title

    return MENTION.sub(called, plain_text(text))
