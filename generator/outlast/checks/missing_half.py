"""A scenario says how to serve or how to restore, and not the other."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis import Facts
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence, mark
from outlast.model import Plan, visit

_HALVES = {
    "serve": mark('"{scenario}" does not say how to serve customers and pay bills meanwhile'),
    "restore": mark('"{scenario}" does not say how to restore what is broken'),
}


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for scenario in plan.scenarios.values():
        for half, said in _HALVES.items():
            filled = any(
                str(seen.value) for seen in visit(getattr(scenario, half)) if seen.path[-1] != "novice"
            )
            if not filled:
                yield Finding(
                    scenario.id,
                    (half,),
                    Sentence(said, scenario=scenario.id),
                    Sentence(
                        "give it `{half}`; if there is nothing to do, say so: first-hour: [Nothing is "
                        "broken.]",
                        half=half,
                    ),
                )


RULE = Rule(
    "missing-half",
    Severity.WARNING,
    title=Sentence("A scenario lacks one of its two halves"),
    why=Sentence(
        "To keep customers served and to bring things back are two jobs, often of two people. If one is"
        " missing, the reader cannot know whether there is nothing to do or nobody thought of it."
    ),
    change=Sentence("Give the scenario both `serve` and `restore`, each with the phases that it needs."),
    example="""
        scenarios:
          fire: {name: Fire, serve: {first-hour: [Call the carrier]}}
    """,
    instead="""
        scenarios:
          fire:
            name: Fire
            serve: {first-hour: [Call the carrier]}
            restore: {first-day: [Ask the landlord for another room]}
    """,
    false_alarm=Sentence("If there is nothing to do in one half, write one line that says so."),
    check=_check,
)
