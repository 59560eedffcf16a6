"""A text that the author never filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from outlast.analysis import Facts
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence
from outlast.model import Plan
from outlast.model.messages import Words
from outlast.model.recurrence import Recurrence, Unknown
from outlast.model.value import Text, Word

_WHOLE = re.compile(
    r"(?:x{2,}|\?+|-+|_+|\.{3,}|…|tb[cda]|to[ -]?do|fill (?:this |me )?in|change ?me|lorem ipsum.*)[.!:]*",
    re.IGNORECASE | re.DOTALL,
)
_PART = re.compile(
    r"\b[Xx]{3,}\b|\b(?:TB[CDA]|TO[-]?DO)\b|[(\[<](?i:fill (?:this |me )?in|tb[cda]|\.{3}|…)[^)\]>]*[)\]>]"
    r"|<(?P<name>[a-z][a-z0-9 _-]{0,40})>"
    # In brackets, which no link and no note of a text begins with
    r"|\[(?i:(?:your|insert|enter|add|put|write|type)\s[^\]\n]{1,60}|[^\]\n]{1,60}\shere"
    r"|(?:(?:company|shop|first|last|full|customer|supplier|contact)\s)?name|date|address|amount"
    r"|(?:tele)?phone(?:\snumber)?|e-?mail(?:\saddress)?)\](?![(\[])"
)

_CODE = re.compile(r"`[^`\n]*`")
"""What is to be typed or seen to the letter."""


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for subject, values in plan.visited.items():
        for seen in values:
            if isinstance(seen.value, Recurrence) and isinstance(seen.value.rhythm, Unknown):
                yield Finding(
                    subject,
                    seen.path,
                    Sentence('nobody has written down when "{subject}" is due', subject=subject),
                    Sentence("ask the person who does it, and write the day in place of `unknown`"),
                )
            if not isinstance(seen.value, Word | Text | Words):
                continue
            blank = _blank(seen.value)
            if blank:
                yield Finding(
                    subject,
                    seen.path,
                    Sentence('this text still has the blank "{blank}"', blank=blank),
                    Sentence("fill it in or delete it; in a message a blank is written {{ order }}"),
                )


def _blank(text: str) -> str:
    """What was left to be filled in; empty if nothing was."""
    stripped = text.strip()
    if _WHOLE.fullmatch(stripped):
        return stripped[:40]
    match = _PART.search(_CODE.sub("", stripped))
    return match[0] if match else ""


RULE = Rule(
    "unfilled",
    Severity.WARNING,
    title=Sentence("A blank of the author was never filled in"),
    why=Sentence(
        "The reader finds a hole where a number or a name should be, on a day when there is nobody to ask."
    ),
    change=Sentence("Write what belongs there. If nobody knows yet, say so in words, and say who finds out."),
    example="""
        functions:
          refunds: {name: Refund customers, by: [maya, sam], about: "For more than 500 euros, call TBD."}
    """,
    instead="""
        functions:
          refunds: {name: Refund customers, by: [maya, sam], about: "For more than 500 euros, call {sam}."}
    """,
    false_alarm=Sentence(
        "Outlast does not look at commands, nor at {{ blanks }} of messages. If the sign is meant as"
        " such, put it in `code`, use other words, or accept the warning."
    ),
    check=_check,
)
