"""A drill that proves less than it says."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis import Facts
from outlast.analysis.drills import DrillResult, last_drills
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence
from outlast.model import Plan


def _too_slow(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for drill in plan.exercises.values():
        if facts.drills.get(drill.id) is DrillResult.TOO_SLOW:
            rto = getattr(plan.things[str(drill.of)], "rto", None)
            yield Finding(
                drill.id,
                ("took",),
                Sentence(
                    '"{drill}" worked, but took {took}; the plan promises "{of}" back within {rto}',
                    drill=drill.id,
                    took=drill.took,
                    of=drill.of,
                    rto=rto,
                ),
                Sentence(
                    'promise "{of}" later, or write `result: worked in part` and what would be faster',
                    of=drill.of,
                ),
            )


def _ahead(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for drill in plan.exercises.values():
        if facts.drills.get(drill.id) is DrillResult.AHEAD:
            yield Finding(
                drill.id,
                ("on",),
                Sentence(
                    '"{drill}" has a result, but its day, {on}, is still to come', drill=drill.id, on=drill.on
                ),
                Sentence("correct the day, or delete it until the drill was held"),
            )


def _changed(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for drill in plan.exercises.values():
        if facts.drills.get(drill.id) is DrillResult.CHANGED:
            yield Finding(
                drill.id,
                ("tried",),
                Sentence(
                    '"{drill}" worked, but somebody has changed the steps of "{of}" since',
                    drill=drill.id,
                    of=drill.of,
                ),
                Sentence("try them again: outlast drill --cold {of}", of=drill.of),
            )


def _due(plan: Plan, facts: Facts) -> Iterator[Finding]:
    last = last_drills(plan, facts.drills)
    for id, due in facts.drills_due.items():
        if due < facts.as_of:
            if due > last[id].on.date:
                message = Sentence('"{id}" was due again by {due}', id=id, due=due)
            else:
                message = Sentence('"{id}" failed or was changed since', id=id)
            yield Finding(
                last[id].id, ("again",), message, Sentence("try it again: outlast drill {id}", id=id)
            )


TOO_SLOW = Rule(
    "drill-too-slow",
    Severity.WARNING,
    title=Sentence("A drill took longer than the promise (RTO) allows"),
    why=Sentence("It counts as tried, and it proves that the promise cannot be kept."),
    change=Sentence("Promise a longer `rto`. Or find out what takes so long, mend it, and try again."),
    example="""
        systems:
          shop: {name: Web shop, rto: 4h, restore: {by: sam, takes: 2h}}
        exercises:
          shop-drill: {name: Restore the shop, of: shop, on: 2026-09-01, by: sam, took: 9h, result: worked}
    """,
    instead="""
        systems:
          shop: {name: Web shop, rto: 1d, restore: {by: sam, takes: 9h}}
        exercises:
          shop-drill: {name: Restore the shop, of: shop, on: 2026-09-01, by: sam, took: 9h, result: worked}
    """,
    false_alarm=Sentence("Working time is compared with clock time only where the result is certain."),
    check=_too_slow,
)

AHEAD = Rule(
    "drill-ahead",
    Severity.WARNING,
    title=Sentence("A drill that is still to come has a result"),
    why=Sentence("The runbook would say that something was tried and worked. Nobody has tried it yet."),
    change=Sentence("Correct the day in `on`. Write a drill down after it was held."),
    example="""
        systems:
          shop: {name: Web shop, restore: {by: sam, takes: 2h}}
        exercises:
          shop-drill: {name: Restore the shop, of: shop, on: 2099-01-01, by: sam, result: worked}
    """,
    instead="""
        systems:
          shop: {name: Web shop, restore: {by: sam, takes: 2h}}
        exercises:
          shop-drill: {name: Restore the shop, of: shop, on: 2026-09-01, by: sam, result: worked}
    """,
    false_alarm=Sentence("If the clock of your machine is wrong, or `--date` lies in the past."),
    check=_ahead,
)

CHANGED = Rule(
    "changed-since-tried",
    Severity.ADVICE,
    title=Sentence("The steps were changed since somebody tried them"),
    why=Sentence("The runbook would say that they worked. Nobody has tried them as they are now."),
    change=Sentence(
        "Try them again. If only a typing mistake was corrected, delete the key in `tried`: "
        "the drill then counts for whatever the steps say."
    ),
    example="""
        functions:
          refunds: {name: Refunds, by: sam, steps: [Open the order., Press *Refund*.]}
        exercises:
          one-refund:
            {name: A refund, of: refunds, on: 2026-09-01, by: sam, result: worked, tried: 0000000000}
    """,
    instead="""
        functions:
          refunds: {name: Refunds, by: sam, steps: [Open the order., Press *Refund*.]}
        exercises:
          one-refund:
            {name: A refund, of: refunds, on: 2026-09-01, by: sam, result: worked, tried: 46cc9404aa}
    """,
    false_alarm=Sentence("If only a typing mistake was corrected."),
    check=_changed,
)

DUE = Rule(
    "drill-due",
    Severity.ADVICE,
    title=Sentence("Something was to be tried again by now"),
    why=Sentence("People change and pages move. Nobody knows whether what worked a year ago still does."),
    change=Sentence(
        "Hold the drill: `outlast drill` makes its sheet. Or write in `again` how often it is needed."
    ),
    example="""
        functions:
          refunds: {name: Refunds, by: sam, steps: [Open the order.]}
        exercises:
          one-refund: {name: A refund, of: refunds, on: 2020-01-01, by: sam, result: worked, again: 180d}
    """,
    instead="""
        functions:
          refunds: {name: Refunds, by: sam, steps: [Open the order.]}
        exercises:
          one-refund: {name: A refund, of: refunds, on: 2020-01-01, by: sam, result: worked, again: 10950d}
    """,
    false_alarm=Sentence("If it was tried and nobody wrote it down."),
    check=_due,
)
