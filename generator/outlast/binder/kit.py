"""The emergency kit: one sheet that says how to get at the runbook, to be filled in by hand and sealed."""

from __future__ import annotations

from outlast.binder import says
from outlast.binder.card import numbers
from outlast.envelope.phrase import WORDS
from outlast.render.paper import Data, Ink
from outlast.site import Site

COPIES = 3
"""Lines for places of copies, where the plan names fewer."""
ACCOUNTS, CODES = 4, 10
"""Lines for accounts with recovery codes, and boxes on each: most give ten."""


def kit(site: Site, ink: Ink) -> Data:
    """What stands on the sheet. No phrase and no code is printed: the words are written in by hand."""
    copies = [{"where": ink.line(fact.label), "who": ink.line(fact.value)} for fact in site.first.copies]
    blank: Data = {"where": None, "who": None}
    return {
        "say": says.kit(site),
        "copies": [*copies, *(blank for _ in range(COPIES - len(copies)))],
        "words": WORDS,
        "numbers": numbers(site),
        "accounts": ACCOUNTS,
        "codes": CODES,
    }
