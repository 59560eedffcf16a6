"""The way into a system is kept in that system."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis import Facts
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence
from outlast.model import Plan


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    keepers = {id: str(system.login.kept_in) for id, system in plan.systems.items() if system.login}
    seen: set[str] = set()
    for start in keepers:
        trail: dict[str, int] = {}
        here = start
        while here in keepers and here not in seen and here not in trail:
            trail[here] = len(trail)
            here = keepers[here]
        seen.update(trail)
        if here in trail:
            circle = list(trail)[trail[here] :]
            if not any(id in facts.working_routes for id in circle):
                yield _finding(circle)


def _finding(circle: list[str]) -> Finding:
    first = circle[0]
    if len(circle) == 1:
        message = Sentence('the password of "{first}" is kept in "{first}" itself', first=first)
    else:
        message = Sentence(
            "the passwords of these are kept in each other: {circle}", circle=" → ".join((*circle, first))
        )
    return Finding(
        first,
        ("login", "kept_in"),
        message,
        Sentence("keep one of them on paper: an envelope in a safe is a piece of equipment"),
    )


RULE = Rule(
    "circular-keeping",
    Severity.WARNING,
    title=Sentence("A password is kept where only that password opens"),
    why=Sentence(
        "The plan sends the reader from one login to the next, and back to the first. Nobody gets in who"
        " does not know a password already."
    ),
    change=Sentence(
        "Keep one of the passwords outside the circle: on paper, sealed, in a safe, with somebody who"
        " may open it."
    ),
    example="""
        systems:
          vault: {name: Password vault, login: {kept_in: mail}}
          mail: {name: Mail, login: {kept_in: vault}}
    """,
    instead="""
        systems:
          vault: {name: Password vault, login: {kept_in: envelope}}
          mail: {name: Mail, login: {kept_in: vault}}
        equipment:
          envelope: {name: Sealed envelope in the safe}
    """,
    false_alarm=Sentence(
        "Emergency access that opened one of them in its last test breaks the circle. That somebody"
        " knows the password by heart does not help on the day they are away."
    ),
    check=_check,
)
