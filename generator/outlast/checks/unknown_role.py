"""A role is asked for that the system does not have."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis import Facts
from outlast.checks.likeness import Known
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence
from outlast.model import Plan


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    roles = {system.id: Known(system.roles) for system in plan.systems.values() if system.roles}
    for thing in plan.things.values():
        what = ""
        for seen in plan.visited[thing.id]:
            key = seen.path[-1]
            if key in ("what", "system"):
                what = str(seen.value)
            elif key == "as":
                system = thing.id if seen.path[0] == "access" else what
                if system in roles and seen.value not in roles[system]:
                    listed = ", ".join(plan.systems[system].roles[:10])
                    hint = Sentence("its roles are: {listed}; add it there if it has one more", listed=listed)
                    yield Finding(
                        thing.id,
                        seen.path,
                        Sentence('"{system}" has no role "{role}"', system=system, role=seen.value),
                        roles[system].hint(str(seen.value), hint),
                    )


RULE = Rule(
    "unknown-role",
    Severity.WARNING,
    title=Sentence("The plan asks for a role that the system does not list"),
    why=Sentence(
        "Outlast can match nobody with it. Somebody who has access counts as locked out, or the other"
        " way round."
    ),
    change=Sentence(
        "Write the role as it stands under `roles` of the system. Or add it there, weakest first."
    ),
    example="""
        systems:
          shop: {name: Web shop, roles: [staff, owner], access: [{who: sam, as: admin}]}
    """,
    instead="""
        systems:
          shop: {name: Web shop, roles: [staff, owner], access: [{who: sam, as: owner}]}
    """,
    false_alarm=Sentence("A system that lists no `roles` gets no warning."),
    check=_check,
)
