"""The steps take longer than the time in which they are promised to have worked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from outlast.analysis import Facts
from outlast.analysis.lengths import surely_longer
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence, mark
from outlast.model import Plan
from outlast.model.scalars import Clock, Duration
from outlast.source import KeyPath


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for system in plan.systems.values():
        promised = system.rto.duration if system.rto else None
        if not promised or not system.restore:
            continue
        takes = system.restore.takes
        least = facts.least_times.get(system.id, timedelta())
        if takes and surely_longer(takes, promised):
            yield _finding(system.id, ("restore", "takes"), _RESTORING, promised, takes)
        elif promised.clock is Clock.ALWAYS and least > promised.length:
            yield _finding(system.id, ("restore", "steps"), _RESTORING_STEPS, promised, _words(least))
    for function in plan.functions.values():
        promised = function.rto.duration if function.rto else None
        least = facts.least_times.get(function.id, timedelta())
        if promised and promised.clock is Clock.ALWAYS and least > promised.length:
            yield _finding(function.id, ("steps",), _DOING_STEPS, promised, _words(least))


_RESTORING = mark('"{id}" is promised back within {promised}, and restoring it takes {takes}')
_RESTORING_STEPS = mark(
    '"{id}" is promised back within {promised}, and restoring it takes {takes} by its steps'
)
_DOING_STEPS = mark('"{id}" is promised back within {promised}, and doing it takes {takes} by its steps')


def _finding(id: str, field: KeyPath, said: str, promised: Duration, takes: object) -> Finding:
    return Finding(
        id,
        field,
        Sentence(said, id=id, promised=promised, takes=takes),
        Sentence("promise it later, or find a shorter way"),
    )


def _words(length: timedelta) -> str:
    minutes = int(length.total_seconds()) // 60
    parts = ((minutes // 1440, "d"), (minutes // 60 % 24, "h"), (minutes % 60, "m"))
    return " ".join(f"{count}{unit}" for count, unit in parts if count)


RULE = Rule(
    "slow-steps",
    Severity.WARNING,
    title=Sentence("The work takes longer than the time in which it is promised (RTO)"),
    why=Sentence(
        "Somebody who starts at once and does everything right is still too late, and thinks it is their"
        " fault."
    ),
    change=Sentence(
        "Write a longer `rto`, or shorten the work: fewer steps, some in `parallel`, something prepared"
        " before."
    ),
    example="""
        functions:
          ship:
            name: Ship orders
            by: [maya, sam]
            rto: 1h
            steps: [{do: Count the stock, takes: 50m}, {do: Pack, takes: 30m}]
    """,
    instead="""
        functions:
          ship:
            name: Ship orders
            by: [maya, sam]
            rto: 2h
            steps: [{do: Count the stock, takes: 50m}, {do: Pack, takes: 30m}]
    """,
    false_alarm=Sentence(
        "A step without a time, or one that is only sometimes taken, counts nothing: it takes this long"
        " at least. If the promise is about the start of the work, accept the warning."
    ),
    check=_check,
)
