"""What an edition must not say in free text; `redact` looks for it, since it knows the editions."""

from __future__ import annotations

from outlast.checks.rule import Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence

RULE = Rule(
    "withheld-in-text",
    Severity.ERROR,
    title=Sentence("A text says what its edition leaves out"),
    why=Sentence(
        "A copy for others leaves out names, numbers and addresses. Free text would carry them along."
    ),
    change=Sentence(
        "Name people and things by reference, such as {sam}. Each edition then shows what its reader may"
        " know."
    ),
    example="""
        people:
          sam: {name: Sam Okafor, role: Founder}
        functions:
          refunds: {name: Refund customers, by: sam, about: Ask Sam Okafor first.}
    """,
    instead="""
        people:
          sam: {name: Sam Okafor, role: Founder}
        functions:
          refunds: {name: Refund customers, by: sam, about: "Ask {sam} first."}
    """,
    false_alarm=Sentence("A name that is also an ordinary word can be meant as such. Use another word."),
)
