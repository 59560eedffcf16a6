"""Emergency access that nobody has tried, or that did not open."""

from __future__ import annotations

from collections.abc import Iterator

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.freshness import old_tests
from outlast.analysis.routes import last_tests
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence, later
from outlast.model import Plan


def _untested(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for route in plan.break_glass.values():
        tests = last_tests(route)
        left = {number: each.system for number, each in enumerate(route.opens) if each.system not in tests}
        if left:
            number, system = next(iter(left.items()))
            yield Finding(
                route.id,
                ("opens", number) if len(left) == 1 else ("opens",),
                Sentence(
                    'nobody has ever tried whether "{route}" opens {systems}',
                    route=route.id,
                    systems=later(words.some, [f'"{each}"' for each in left.values()]),
                ),
                Sentence(
                    "try it, and add under tests: system: {system}, on: the day, worked: yes or no",
                    system=system,
                )
                if len(left) == 1
                else Sentence("try each, and add a line for each under tests: system, on, worked: yes or no"),
            )


def _failed(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for route in plan.break_glass.values():
        tests = last_tests(route)
        for number, opening in enumerate(route.opens):
            test = tests.get(str(opening.system))
            if test and not test.worked:
                yield Finding(
                    route.id,
                    ("opens", number),
                    Sentence(
                        '"{route}" did not open "{system}" when it was last tried, on {on}',
                        route=route.id,
                        system=opening.system,
                        on=test.on,
                    ),
                    Sentence("put it right and try again, or take it out of `opens`"),
                )


def _old(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for test in old_tests(plan, facts.as_of):
        if test.thing in plan.break_glass:
            yield Finding(
                test.thing,
                test.field,
                Sentence(
                    '"{thing}" was last tried on {on} for "{system}"',
                    thing=test.thing,
                    on=test.on,
                    system=test.system,
                ),
                Sentence(
                    "try it again, and add under tests: system: {system}, on: the day, worked: yes or no",
                    system=test.system,
                ),
            )


UNTESTED = Rule(
    "break-glass-untested",
    Severity.WARNING,
    title=Sentence("Nobody has tried whether emergency access opens this system"),
    why=Sentence(
        "A code may have been used, replaced or copied wrongly. Emergency access that nobody has tried"
        " counts as none."
    ),
    change=Sentence("Open it once, use it, and seal it again. Write the test with its day, for each system."),
    example="""
        systems: {mail: {name: Mail}}
        break_glass:
          envelope: {name: Sealed envelope, holders: [sam, maya], opens: [{system: mail}]}
    """,
    instead="""
        systems: {mail: {name: Mail}}
        break_glass:
          envelope:
            name: Sealed envelope
            holders: [sam, maya]
            opens: [{system: mail}]
            tests: [{system: mail, on: 2026-10-02, worked: yes}]
    """,
    false_alarm=Sentence(
        "If a test would use it up, get a second code first. If there is none, accept the warning."
    ),
    check=_untested,
)

FAILED = Rule(
    "break-glass-failed",
    Severity.WARNING,
    title=Sentence("Emergency access did not open this system in its last test"),
    why=Sentence(
        "The reader would break the seal for nothing, and lose hours in which something else could be done."
    ),
    change=Sentence("Repair it, try it again and write the new test. Or take the system out of `opens`."),
    example="""
        systems: {mail: {name: Mail}}
        break_glass:
          envelope:
            name: Sealed envelope
            holders: [sam, maya]
            opens: [{system: mail}]
            tests: [{system: mail, on: 2026-10-02, worked: no}]
    """,
    instead="""
        systems: {mail: {name: Mail}}
        break_glass:
          envelope:
            name: Sealed envelope
            holders: [sam, maya]
            opens: [{system: mail}]
            tests: [{system: mail, on: 2026-10-02, worked: no}, {system: mail, on: 2026-10-09, worked: yes}]
    """,
    false_alarm=Sentence("If it was repaired since then, one more test says so."),
    check=_failed,
)

OLD = Rule(
    "break-glass-test-old",
    Severity.WARNING,
    title=Sentence("Emergency access was last tried more than a year ago"),
    why=Sentence(
        "Codes run out, passwords change and locks are replaced. Nobody notices that an envelope no longer"
        " opens anything."
    ),
    change=Sentence("Open it once more, use it, and seal it again. Write the new test with its day."),
    example="""
        systems: {mail: {name: Mail}}
        break_glass:
          envelope:
            name: Sealed envelope
            holders: [sam, maya]
            opens: [{system: mail}]
            tests: [{system: mail, on: 2025-03-14, worked: yes}]
    """,
    instead="""
        systems: {mail: {name: Mail}}
        break_glass:
          envelope:
            name: Sealed envelope
            holders: [sam, maya]
            opens: [{system: mail}]
            tests: [{system: mail, on: 2026-10-02, worked: yes}]
    """,
    false_alarm=Sentence(
        "If a test would use it up and nothing can have changed, accept the warning for a year."
    ),
    check=_old,
)
