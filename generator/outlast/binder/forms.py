"""Forms and logs to write on, which no plan fills."""

from __future__ import annotations

from outlast.binder.data import Data

LOGS = (
    (
        "Incident log",
        "Every event and every decision, with its time, as it happens. Insurers and authorities ask for it.",
        (("Date, time", 2), ("What happened, what was done or decided", 7), ("Who", 2)),
    ),
    (
        "Call log",
        "Also calls that nobody answered.",
        (("Date, time", 2), ("Who, which number", 4), ("What was said", 5), ("Call again", 2)),
    ),
    (
        "Money spent",
        "Keep every receipt. Insurance pays for extra costs that can be shown.",
        (("Date", 4), ("To whom, for what", 10), ("Amount", 4), ("Paid from", 4), ("Receipt", 3)),
    ),
    (
        "Promises made",
        "What customers, suppliers and colleagues were told to expect, so that somebody keeps it.",
        (("Date", 2), ("To whom", 3), ("What was promised", 5), ("By when", 2), ("Kept", 1)),
    ),
    (
        "To hand back",
        "What was changed, moved, lent or put off, so that whoever comes back knows it.",
        (("Date", 2), ("What is different now", 6), ("Who knows more", 3), ("Done", 1)),
    ),
)
"""Name, a sentence, and columns with the share of the width of each."""


def numbers(count: int) -> list[Data]:
    """Rows for names and numbers, where the edition holds none."""
    lead = "This edition holds no numbers. Write down whom to call, in which order:"
    heads = ["Who", "Number", "Answered at"]
    return [
        {"kind": "note", "text": lead},
        {"kind": "form", "heads": heads, "shares": [4, 4, 2], "count": count, "high": False},
    ]


def logs() -> list[Data]:
    """A page of each log."""
    return [
        {
            "title": title,
            "id": f"_form-{number}",
            "blocks": [
                {"kind": "note", "text": lead},
                {
                    "kind": "form",
                    "heads": [head for head, _ in columns],
                    "shares": [n for _, n in columns],
                    "count": 16 if number == 1 else 18,
                    "high": True,
                },
            ],
        }
        for number, (title, lead, columns) in enumerate(LOGS, 1)
    ]
