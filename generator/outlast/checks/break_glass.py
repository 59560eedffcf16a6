"""Sealed ways in that nobody has tried, or that did not open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from outlast.analysis.routes import last_tests
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.model import Plan

if TYPE_CHECKING:
    from outlast.analysis import Facts


def _untested(plan: Plan, facts: Facts, as_of: date) -> Iterator[Finding]:
    for route in plan.break_glass.values():
        tests = last_tests(route)
        for number, opening in enumerate(route.opens):
            if opening.system not in tests:
                yield Finding(
                    UNTESTED.id,
                    route.id,
                    ("opens", number),
                    f'nobody has ever tried whether "{route.id}" opens "{opening.system}"',
                    f"try it, and add under tests: system: {opening.system}, on: the day, worked: yes or no",
                )


def _failed(plan: Plan, facts: Facts, as_of: date) -> Iterator[Finding]:
    for route in plan.break_glass.values():
        tests = last_tests(route)
        for number, opening in enumerate(route.opens):
            test = tests.get(str(opening.system))
            if test and not test.worked:
                yield Finding(
                    FAILED.id,
                    route.id,
                    ("opens", number),
                    f'"{route.id}" did not open "{opening.system}" when it was last tried, on {test.on}',
                    "mend it and try again, or take it out of `opens`",
                )


UNTESTED = Rule(
    "break-glass-untested",
    Severity.WARNING,
    "Nobody has tried whether a sealed way in opens a system",
    "A code may have been used, replaced or copied wrongly. A way in that was never tried counts as none.",
    "Open it once, use it, seal it anew, and write the test with its day for each system.",
    "If trying would use it up, get a second code first; if there is none, accept it.",
    _untested,
)

FAILED = Rule(
    "break-glass-failed",
    Severity.WARNING,
    "A sealed way in did not open when it was last tried",
    "The reader would break the seal for nothing, and lose the hours in which something else could be done.",
    "Mend it, try it again and write the new test; or take the system out of `opens`.",
    "If it was mended since, one more test says so.",
    _failed,
)
