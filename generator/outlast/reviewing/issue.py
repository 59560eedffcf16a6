"""One issue on GitHub that says what is due; made, kept up to date, and closed when nothing is left."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from outlast import words
from outlast.host.gh import gh
from outlast.reviewing.due import FIRST, Due

TITLE = "The plan is due for a review"
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|@])")


@dataclass(frozen=True)
class Issue:
    """What became of it."""

    said: str


def as_markdown(items: Iterable[Due], today: date) -> str:
    """The items as boxes to tick, the first few apart from the rest."""
    lines = [f"- [ ] {_plain(item.sentence)}" for item in items]
    if not lines:
        return f"Nothing is due on {words.day(today)}.\n"
    first, more = lines[:FIRST], lines[FIRST:]
    parts = [
        f"Ten minutes: look at these, the most protective first. As of {words.day(today)}.",
        "\n".join(first),
    ]
    if more:
        parts.append(f"Then, another day, these {len(more)}:" if len(more) > 1 else "Then, another day:")
        parts.append("\n".join(more))
    parts.append("Run `outlast review` beside the plan. It asks for each, and writes your answer.")
    return "\n\n".join(parts) + "\n"


def update(items: tuple[Due, ...], today: date) -> Issue:
    """Open the issue, bring it up to date, or close it. Raises Refusal.

    The program `gh` does it, which knows the repository and the token by its surroundings.
    """
    found = json.loads(
        gh("issue", "list", "--state", "open", "--search", f'in:title "{TITLE}"', "--json", "number,title")
    )
    number = next((str(each["number"]) for each in found if each["title"] == TITLE), "")
    body = as_markdown(items, today)
    if number and not items:
        gh("issue", "close", number, "--comment", body)
        return Issue(f"Nothing is due: closed issue {number}.")
    if number:
        gh("issue", "edit", number, "--body-file", "-", stdin=body)
        return Issue(f"Brought issue {number} up to date: {len(items)} due.")
    if items:
        address = gh("issue", "create", "--title", TITLE, "--body-file", "-", stdin=body).strip()
        return Issue(f"Opened an issue, {len(items)} due: {address}")
    return Issue("Nothing is due, and no issue is open.")


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)
