"""What a rule is, and what it says about a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from outlast.analysis import Facts
from outlast.diagnostics import Severity
from outlast.languages import NOTHING, Sentence
from outlast.model import Plan
from outlast.source import KeyPath


@dataclass(frozen=True)
class Finding:
    """Something about one value of a plan that would let the reader down."""

    subject: str
    """The id of a thing, or `business`."""
    field: KeyPath
    """The value in it; empty for the thing as a whole."""
    message: Sentence
    hint: Sentence = NOTHING
    rule: str = ""
    """Its id. It says the rest, too: see `Rule.of`."""
    severity: Severity = Severity.ERROR
    stops_build: bool = True
    """Of an error: whether no site can be made."""


Check = Callable[[Plan, Facts], Iterator[Finding]]
"""What a rule finds in a plan, given what was computed from it."""


_NEVER = Sentence("Never: the plan cannot be read as it stands.")


@dataclass(frozen=True)
class Rule:
    """A rule with what `outlast explain` says about it."""

    id: str
    severity: Severity
    title: Sentence
    """What was found, in a sentence without its full stop."""
    why: Sentence
    """Why it matters: what would happen to the reader."""
    change: Sentence
    """What to change."""
    example: str = ""
    """YAML that breaks the rule, indented as the code is; empty for what YAML cannot show.

    Where it defines no business and no people, there are Fern & Flask, and Sam, Maya and Joris with a phone.
    """
    instead: str = ""
    """The same as it should be."""
    false_alarm: Sentence = _NEVER
    """When the finding can be wrong, and what to do then."""
    check: Check | None = None
    """None for a rule of reading, which is applied while the files are read."""
    asks: bool = False
    """Whether it judges what the what-if says. A build that does not ask goes without it: it stops none."""
    stops_build: bool = True
    """Of an error: whether no site can be made. A promise that is broken is an error, and the runbook is
    needed all the more."""

    def of(self, finding: Finding) -> Finding:
        """A finding as one of this rule."""
        return replace(finding, rule=self.id, severity=self.severity, stops_build=self.stops_build)
