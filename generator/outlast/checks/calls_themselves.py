"""Whoever does a step is told to call themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from outlast.analysis import Facts
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence
from outlast.model import Plan
from outlast.source import KeyPath

_REACHES = re.compile(
    r"\s*(?:call|ring|phone|ask|tell|text|message|write to|send)\s+\{([^{}]+)\}", re.IGNORECASE
)


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for thing in plan.things.values():
        steps: dict[KeyPath, dict[str, str]] = {}
        for seen in plan.visited[thing.id]:
            if seen.path[-1] in ("by", "do", "use", "when"):
                steps.setdefault(seen.path[:-1], {})[str(seen.path[-1])] = str(seen.value)
        for path, step in steps.items():
            who = step.get("by")
            if who is None or "when" in step:
                continue
            if _reached(step.get("do")) == who:
                message = Sentence('"{who}" does this step, but the step tells them to call "{who}"', who=who)
                yield Finding(thing.id, (*path, "do"), message, _CURE)
            procedure = plan.procedures.get(step.get("use", ""))
            for part in procedure.steps if procedure else ():
                if not part.by and not part.when and _reached(part.do) == who:
                    used = step["use"]
                    message = Sentence(
                        '"{who}" takes the steps of "{used}": one step tells them to call "{who}"',
                        who=who,
                        used=used,
                    )
                    yield Finding(thing.id, (*path, "use"), message, _CURE)


def _reached(do: str | None) -> str | None:
    """Whom an action begins with reaching."""
    found = _REACHES.match(do or "")
    return found[1] if found else None


_CURE = Sentence('say for whom the step is (`when: "You are not {maya}"`), or let somebody else do it')

RULE = Rule(
    "calls-themselves",
    Severity.WARNING,
    title=Sentence("Somebody is told to call themselves"),
    why=Sentence(
        "The reader stops at a step that makes no sense for them, and no longer trusts the next one."
        " Often a list that several people use was written for one of them."
    ),
    change=Sentence("Say in `when` for whom the step is, or name somebody else in `by`."),
    example="""
        procedures:
          call-everyone: {name: Call everyone, steps: ["Call {sam}", "Call {maya}"]}
        scenarios:
          hospital:
            name: The founder is in hospital
            serve: {first-hour: [{use: call-everyone, by: maya}]}
            restore: {first-day: [Nothing is broken.]}
    """,
    instead="""
        procedures:
          call-everyone:
            name: Call everyone
            steps: ["Call {sam}", {do: "Call {maya}", when: "You are not {maya}"}]
        scenarios:
          hospital:
            name: The founder is in hospital
            serve: {first-hour: [{use: call-everyone, by: maya}]}
            restore: {first-day: [Nothing is broken.]}
    """,
    false_alarm=Sentence(
        "It looks only at how a step begins: call, ask, tell, write to, and then a name in braces."
    ),
    check=_check,
)
