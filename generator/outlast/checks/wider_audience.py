"""A thing is shown to more people than its kind usually is."""

from __future__ import annotations

from collections.abc import Iterator

from outlast import words
from outlast.analysis import Facts
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence, later
from outlast.model import Edition, Plan


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for thing in plan.things.values():
        if thing.audience is None:
            continue
        audience = Edition(thing.audience)
        if audience is not thing.identity and thing.identity.shows(audience):
            yield Finding(
                thing.id,
                ("audience",),
                Sentence(
                    'the {audience} edition shows that "{thing}" exists; {one} is for the {identity} edition',
                    audience=later(words.edition, audience),
                    thing=thing.id,
                    one=type(thing).one,
                    identity=later(words.edition, thing.identity),
                ),
                Sentence("delete `audience`, or accept this with the reason"),
            )


RULE = Rule(
    "wider-audience",
    Severity.WARNING,
    title=Sentence("A thing is shown to more people than others of its kind"),
    why=Sentence("Nobody can take back what a public copy has shown. A name alone may tell where to look."),
    change=Sentence("Delete `audience`. If you mean it, accept the warning and say why."),
    example="""
        suppliers:
          bank: {name: The bank, audience: public}
    """,
    instead="""
        suppliers:
          bank: {name: The bank}
    """,
    false_alarm=Sentence(
        "If everybody knows it anyway, such as the carrier whose van stands at the door, accept the warning."
    ),
    check=_check,
)
