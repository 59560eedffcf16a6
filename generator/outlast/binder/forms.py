"""Rows to write on where an edition holds no numbers."""

from __future__ import annotations

from outlast.render.paper import Data, note


def numbers(count: int) -> list[Data]:
    """Rows for names and numbers."""
    lead = "This edition holds no numbers. Write down whom to call, in which order:"
    heads = ["Who", "Number", "Answered at"]
    return [
        *note(lead),
        {"kind": "form", "heads": heads, "shares": [4, 4, 2], "count": count, "high": False},
    ]
