"""A promise that the plan does not keep."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from outlast import words
from outlast.analysis.whatif.outlook import Failure, Flaw, PromiseResult
from outlast.checks.because import because
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.model import Plan
from outlast.reasons import band

if TYPE_CHECKING:
    from outlast.analysis import Facts


def _check(plan: Plan, facts: Facts, as_of: date) -> Iterator[Finding]:
    for id, result in facts.outlook.promises.items():
        for failure in result.failures:
            yield _finding(plan, id, result, failure)


def _finding(plan: Plan, id: str, result: PromiseResult, failure: Failure) -> Finding:
    promise, start = plan.promises[id], result.answer.question.start
    if failure.flaw is Flaw.TOO_DEAR:
        cost = words.computed(failure.cost, plan.business.currency)
        limit = words.money(promise.costs_under, plan.business.currency)
        return Finding(
            RULE.id,
            id,
            ("costs_under",),
            f'"{id}" promises that it costs under {limit}, but it would cost {cost}',
            "`outlast whatif` says what costs how much; change that, or promise what you can keep",
        )
    place = next((n for n, each in enumerate(promise.keep) if each == failure.function), None)
    field = ("keep", place) if place is not None else ("keep",)
    if failure.flaw is Flaw.NOT_KNOWN:
        if failure.function is None:
            message = f'"{id}" promises a cost, but the plan does not say what each stop costs'
            return Finding(RULE.id, id, ("costs_under",), message, "give `loss` to each function that stops")
        message = (
            f'"{id}" promises to keep "{failure.function}", which stops then and has no {promise.within}'
        )
        return Finding(RULE.id, id, field, message, f"add `{promise.within}`: how long it may be down")
    stop = failure.stop
    amounts = band(plan, result.answer.functions[str(failure.function)].bands[failure.band])
    kept_so = f'"{failure.function}"' + (f" {amounts}" if amounts else "")
    message = f'"{id}" promises to keep {kept_so}, which is down for too long'
    if stop is not None:
        end = f"until {words.when(stop.end, start)}" if stop.end else "and no end is known"
        why = because(plan, start, stop.causes, stop.start)
        message += f": from {words.when(stop.start, start)} {end}. {why}"
    return Finding(
        RULE.id,
        id,
        field,
        message.rstrip(),
        "add a deputy, an access or a spare (Readiness says which one saves most), or promise less",
    )


RULE = Rule(
    "promise-broken",
    Severity.ERROR,
    title="The plan does not keep a promise",
    why="Somebody relies on it. The plan has changed, or time went by, and now the promise would fail.",
    change="Solve what the message names. If the promise is too much, promise what you can keep.",
    example="""
        functions:
          ship: {name: Ship orders, by: sam, mtpd: 2d}
        promises:
          bus: {name: Three weeks without the founder, when: {away: [sam]}, keep: [ship]}
    """,
    instead="""
        functions:
          ship: {name: Ship orders, by: [sam, maya], mtpd: 2d}
        promises:
          bus: {name: Three weeks without the founder, when: {away: [sam]}, keep: [ship]}
    """,
    false_alarm=(
        "Never: it follows from the plan, by the rules on the page about the what-if. If the plan says"
        " too little, such as a workaround that everybody knows, write it down."
    ),
    check=_check,
    asks=True,
    stops_build=False,
)
