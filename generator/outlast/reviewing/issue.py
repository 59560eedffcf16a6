"""One issue on GitHub that says what is due; made, kept up to date, and closed when nothing is left."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from outlast import words
from outlast.host.gh import gh
from outlast.languages import mark, say
from outlast.reviewing.due import FIRST, Due

TITLE = mark("The plan is due for a review")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|@])")


@dataclass(frozen=True)
class Issue:
    """What became of it."""

    said: str


def as_markdown(items: Iterable[Due], today: date) -> str:
    """The items as boxes to tick, the first few apart from the rest."""
    lines = [f"- [ ] {_plain(item.sentence)}" for item in items]
    if not lines:
        return say("Nothing is due on {day}.", day=words.day(today)) + "\n"
    first, more = lines[:FIRST], lines[FIRST:]
    parts = [
        say("Take ten minutes for these on {day}. What protects most stands first.", day=words.day(today)),
        "\n".join(first),
    ]
    if more:
        parts.append(say("On another day:"))
        parts.append("\n".join(more))
    parts.append(say("Run `outlast review` beside the plan. It asks for each, and writes your answer."))
    return "\n\n".join(parts) + "\n"


def update(items: tuple[Due, ...], today: date) -> Issue:
    """Open the issue, bring it up to date, or close it. Raises Refusal.

    The program `gh` does it, which knows the repository and the token by its surroundings.
    """
    title = say(TITLE)
    found = json.loads(
        gh("issue", "list", "--state", "open", "--search", f'in:title "{title}"', "--json", "number,title")
    )
    number = next((str(each["number"]) for each in found if each["title"] == title), "")
    body = as_markdown(items, today)
    if number and not items:
        gh("issue", "close", number, "--comment", body)
        return Issue(say("Nothing is due. Issue {number} is closed.", number=number))
    if number:
        gh("issue", "edit", number, "--body-file", "-", stdin=body)
        return Issue(
            say(
                "Issue {number} is up to date. Things that are due: {count}.", number=number, count=len(items)
            )
        )
    if items:
        address = gh("issue", "create", "--title", title, "--body-file", "-", stdin=body).strip()
        return Issue(
            say("Opened {address}. Things that are due: {count}.", address=address, count=len(items))
        )
    return Issue(say("Nothing is due, and no issue is open."))


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)
