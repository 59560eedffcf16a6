"""A step of a scenario and its list of who must be told say of one message two times, or two people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from outlast.analysis import Facts
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence
from outlast.model import Plan
from outlast.model.scenarios import Notice, Scenario
from outlast.model.steps import Step

_PHASES = {
    "first-hour": (timedelta(), timedelta(hours=1)),
    "first-day": (timedelta(hours=1), timedelta(days=1)),
    "first-week": (timedelta(days=1), timedelta(days=7)),
}
"""Each phase with a time of its own: after how long it begins, and by when its steps are done."""


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for scenario in plan.scenarios.values():
        for number, notice in enumerate(scenario.tell):
            phase, step = next(_sending(plan, scenario, notice), (None, None))
            if phase is None or step is None:
                continue
            begins, ends = _PHASES[phase]
            timed = notice.within if not notice.counted_from else None
            if timed and not begins < timed.length <= ends:
                message = Sentence(
                    '"{who}" is told within {time}, but the step that sends "{message}" stands '
                    'under "{phase}"',
                    who=notice.who,
                    time=timed,
                    message=notice.message,
                    phase=phase,
                )
                yield Finding(scenario.id, ("tell", number, "within"), message, _CURE)
            if notice.by and step.by and notice.by != step.by:
                message = Sentence(
                    '"{by}" tells "{who}", but "{other}" does the step that sends "{message}"',
                    by=notice.by,
                    who=notice.who,
                    other=step.by,
                    message=notice.message,
                )
                yield Finding(scenario.id, ("tell", number, "by"), message, _CURE)


def _sending(plan: Plan, scenario: Scenario, notice: Notice) -> Iterator[tuple[str, Step]]:
    """The steps that send what a notice says, soonest first, with their phase."""
    for phase in _PHASES if notice.message else ():
        for half in (scenario.serve, scenario.restore):
            for step in half.phase(phase) if half else ():
                used = plan.procedures.get(str(step.use)) if step.use else None
                if any(each.message == notice.message for each in (step, *(used.steps if used else ()))):
                    yield phase, step


_CURE = Sentence("say the same in both")

RULE = Rule(
    "told-twice",
    Severity.WARNING,
    title=Sentence("A message is sent by two times, or by two people"),
    why=Sentence(
        "The reader finds one day among the steps and another one under *Who must be told*. They take the"
        " later one, or trust neither; or each of two people thinks that the other has sent it."
    ),
    change=Sentence(
        "Give the entry under `tell` the time of the phase in which the step stands, and its person."
    ),
    example="""
        messages:
          words: {name: First notice, to: them, text: {en: {body: Something burnt.}}}
        scenarios:
          fire:
            name: Fire
            serve: {first-hour: [{do: Write to the insurer, by: maya, message: words}]}
            restore: {first-day: [Clear up.]}
            tell: [{who: the insurer, message: words, by: sam, within: 3d}]
    """,
    instead="""
        messages:
          words: {name: First notice, to: them, text: {en: {body: Something burnt.}}}
        scenarios:
          fire:
            name: Fire
            serve: {first-hour: [{do: Write to the insurer, by: maya, message: words}]}
            restore: {first-day: [Clear up.]}
            tell: [{who: the insurer, message: words, by: maya, within: 1h}]
    """,
    false_alarm=Sentence(
        "If the time counts from something later than the start, say from what in `counted_from`. If two"
        " messages are meant, give them a text each."
    ),
    check=_check,
)
