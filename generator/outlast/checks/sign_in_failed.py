"""Somebody tried to sign in, and did not get in."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis import Facts
from outlast.analysis.sign_ins import last_sign_ins
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence, mark
from outlast.model import Plan


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for person in plan.people.values():
        last = last_sign_ins(plan, person.id)
        for number, tried in enumerate(person.sign_ins):
            if tried is last[str(tried.system)] and not tried.worked:
                said = mark('"{person}" could not sign in to "{system}" on {on}')
                if tried.note:
                    said = mark('"{person}" could not sign in to "{system}" on {on}: {note}')
                yield Finding(
                    person.id,
                    ("sign_ins", number),
                    Sentence(
                        said,
                        person=person.id,
                        system=tried.system,
                        on=tried.on,
                        note=tried.note,
                    ),
                    Sentence(
                        "put it right, let them try again, and write that down: `outlast rehearse` does"
                    ),
                )


RULE = Rule(
    "sign-in-failed",
    Severity.WARNING,
    title=Sentence("Somebody did not get in when they last tried"),
    why=Sentence(
        "On the day that you are away they will not get in either. Outlast counts it as no access until a"
        " try works."
    ),
    change=Sentence(
        "Give them the role, the invitation or the second factor that they lack. Then let them try again, and"
        " write down that it worked."
    ),
    example="""
        people:
          maya:
            name: Maya
            role: Support
            sign_ins: [{system: mail, on: 2026-11-02, worked: no}]
        systems:
          mail: {name: Mail, access: maya}
    """,
    instead="""
        people:
          maya:
            name: Maya
            role: Support
            sign_ins: [{system: mail, on: 2026-11-05, worked: yes}]
        systems:
          mail: {name: Mail, access: maya}
    """,
    false_alarm=Sentence("If they need no access any more, take it out of the system, and the try with it."),
    check=_check,
)
