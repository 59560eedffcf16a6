"""A step of a scenario needs what the scenario has taken away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from outlast.analysis import Facts
from outlast.analysis.whatif.answer import Answer, Down
from outlast.checks.because import because
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence, later, mark
from outlast.model import Plan, visit
from outlast.model.value import Ref

PHASES = {"first-hour": timedelta(hours=1), "first-day": timedelta(days=1), "first-week": timedelta(days=7)}
"""By when the steps of a phase are done; those until it is over, by the end of the window."""


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for id, answer in facts.outlook.scenarios.items():
        for seen in visit(plan.scenarios[id]):
            half, phase, *_ = (*seen.path, "", "")
            if half not in ("serve", "restore") or not isinstance(seen.value, Ref):
                continue
            if seen.path[-1] not in ("by", "in") or phase == "stand-down":
                continue
            if half == "restore" and seen.value in plan.systems:
                continue  # that is how it comes back
            until = answer.start + PHASES[str(phase)] if phase in PHASES else answer.end
            gone = _gone(answer, str(seen.value), until)
            if gone is None:
                continue
            if any(gone.node == lost for lost, _ in answer.question.lost):
                said = mark('this step needs "{what}", which "{id}" takes away')
            else:
                said = mark('this step needs "{what}", which "{id}" takes away. {why}')
            why = later(because, plan, answer.question.start, tuple(gone.causes), gone.start)
            message = Sentence(said, what=seen.value, id=id, why=why)
            yield Finding(id, seen.path, message, Sentence("write how to do it without that"))


def _gone(answer: Answer, id: str, until: datetime) -> Down | None:
    """The stretch in which something is gone from the start, if it lasts until a moment."""
    for each in answer.down:
        if each.node == id and each.start <= answer.start and (each.end is None or each.end >= until):
            return each
    return None


RULE = Rule(
    "burnt-in-scenario",
    Severity.WARNING,
    title=Sentence("A step of a scenario needs something that the scenario takes away"),
    why=Sentence(
        "The reader is in the middle of the emergency, with an instruction that nobody can follow: a"
        " phone that burnt, a person in hospital."
    ),
    change=Sentence("Write the step for somebody who is there, with what is there."),
    example="""
        scenarios:
          hospital:
            name: The founder is in hospital
            lost: [sam]
            serve: {first-hour: [{do: Call the carrier, by: sam}]}
            restore: {first-day: [Nothing is broken.]}
    """,
    instead="""
        scenarios:
          hospital:
            name: The founder is in hospital
            lost: [sam]
            serve: {first-hour: [{do: Call the carrier, by: maya}]}
            restore: {first-day: [Nothing is broken.]}
    """,
    false_alarm=Sentence(
        "If the step is for the time when the thing is back, put it under `stand-down`. Or say so in"
        " `when` and accept the warning."
    ),
    check=_check,
    asks=True,
)
