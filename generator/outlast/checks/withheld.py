"""What an edition must not say in free text; `redact` looks for it, since it knows the editions."""

from __future__ import annotations

from outlast.checks.rule import Rule
from outlast.diagnostics import Severity

RULE = Rule(
    "withheld-in-text",
    Severity.ERROR,
    "A text says what its edition withholds",
    "Names, numbers and addresses are left out of a copy for others; free text would carry them along.",
    "Name people and things by reference, {sam}: each edition then shows what its reader may know.",
    "A name that is also an ordinary word can be meant as such: say it with another word.",
)
