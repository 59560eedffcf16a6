"""A deputy or a workaround that begins after the stop."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.whatif.outlook import TooLate
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence, later, mark
from outlast.model import Plan

SHORT = timedelta(days=1)
"""A gap that is borne where the plan does not say how long."""


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    reported: set[tuple[str, str | None]] = set()
    for each in facts.outlook.too_late:
        if (each.function, each.cover) in reported or _borne(plan, each):
            continue
        reported.add((each.function, each.cover))
        if each.cover:
            said = mark(
                'without "{lost}", "{function}" stops on {stop}, but "{cover}" can take over only on {begins}'
            )
        else:
            said = mark(
                'without "{lost}", "{function}" stops on {stop},'
                " but the workaround can take over only on {begins}"
            )
        yield Finding(
            each.function,
            ("by",),
            Sentence(
                said,
                lost=each.lost,
                function=each.function,
                stop=later(words.when, each.stop, facts.as_of),
                cover=each.cover,
                begins=later(words.when, each.begins, facts.as_of),
            ),
            Sentence("shorten the notice, or fill the days between: a workaround, `unattended`"),
        )


def _borne(plan: Plan, each: TooLate) -> bool:
    """Whether the gap is no longer than the function may be down."""
    function = plan.functions[each.function]
    durations = [t.duration.length for t in (function.rto, function.mtpd) if t and t.duration]
    return each.begins - each.stop <= (min(durations) if durations else SHORT)


RULE = Rule(
    "cover-too-late",
    Severity.ADVICE,
    title=Sentence("The deputy or the workaround begins after the function has been down for too long"),
    why=Sentence("The list shows a deputy. All the same, nobody serves the customers for days."),
    change=Sentence("Ask earlier, agree on a shorter notice, or bridge the days between with a workaround."),
    example="""
        functions:
          orders: {name: Answer orders, by: [sam, {who: maya, starts_in: 5d}], rto: 2d}
    """,
    instead="""
        functions:
          orders: {name: Answer orders, by: [sam, {who: maya, starts_in: 1d}], rto: 2d}
    """,
    false_alarm=Sentence("If you can bear the gap, say so: `rto` is how long the function may be down."),
    check=_check,
    asks=True,
)
