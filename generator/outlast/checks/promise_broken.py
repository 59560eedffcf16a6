"""A promise that the plan does not keep."""

from __future__ import annotations

from collections.abc import Iterator

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.whatif.answer import BandAnswer
from outlast.analysis.whatif.outlook import Failure, Flaw, PromiseResult
from outlast.checks.because import because
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence, later
from outlast.model import Plan
from outlast.reasons import band as amounts_of


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for id, result in facts.outlook.promises.items():
        for failure in result.failures:
            yield _finding(plan, id, result, failure)


def _finding(plan: Plan, id: str, result: PromiseResult, failure: Failure) -> Finding:
    promise, start = plan.promises[id], result.answer.question.start
    if failure.flaw is Flaw.TOO_DEAR:
        cost = later(words.computed, failure.cost, plan.business.currency)
        limit = later(words.money, promise.costs_under, plan.business.currency)
        return Finding(
            id,
            ("costs_under",),
            Sentence(
                '"{id}" promises that it costs under {limit}, but it would cost {cost}',
                id=id,
                limit=limit,
                cost=cost,
            ),
            Sentence("`outlast whatif` says what costs how much; change that, or promise what you can keep"),
        )
    place = next((n for n, each in enumerate(promise.keep) if each == failure.function), None)
    field = ("keep", place) if place is not None else ("keep",)
    if failure.flaw is Flaw.NOT_KNOWN:
        if failure.function is None:
            message = Sentence(
                '"{id}" promises a cost, but the plan does not say what each stop costs', id=id
            )
            return Finding(id, ("costs_under",), message, Sentence("give `loss` to each function that stops"))
        message = Sentence(
            '"{id}" promises to keep "{function}", which stops then and has no {within}',
            id=id,
            function=failure.function,
            within=promise.within,
        )
        return Finding(
            id, field, message, Sentence("add `{within}`: how long it may be down", within=promise.within)
        )
    stop = failure.stop
    function = result.answer.functions[str(failure.function)]
    kept = later(_kept, plan, str(failure.function), function.bands[failure.band])
    if stop is None:
        message = Sentence('"{id}" promises to keep {kept}, which is down for too long', id=id, kept=kept)
    elif stop.end:
        message = Sentence(
            '"{id}" promises to keep {kept}, which is down for too long: from {begin} until {end}. {why}',
            id=id,
            kept=kept,
            begin=later(words.when, stop.start, start),
            end=later(words.when, stop.end, start),
            why=later(because, plan, start, tuple(stop.causes), stop.start),
        )
    else:
        message = Sentence(
            '"{id}" promises to keep {kept}, which is down for too long:'
            " from {begin} and no end is known. {why}",
            id=id,
            kept=kept,
            begin=later(words.when, stop.start, start),
            why=later(because, plan, start, tuple(stop.causes), stop.start),
        )
    return Finding(
        id,
        field,
        message,
        Sentence("add a deputy, an access or a spare (Readiness says which one saves most), or promise less"),
    )


def _kept(plan: Plan, id: str, band: BandAnswer) -> str:
    amounts = amounts_of(plan, band)
    return f'"{id}" {amounts}' if amounts else f'"{id}"'


RULE = Rule(
    "promise-broken",
    Severity.ERROR,
    title=Sentence("The plan does not keep a promise"),
    why=Sentence(
        "Somebody relies on it. The plan has changed, or time went by, and now the promise would fail."
    ),
    change=Sentence("Solve what the message names. If the promise is too much, promise what you can keep."),
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
    false_alarm=Sentence(
        "Never: it follows from the plan, by the rules on the page about the what-if. If the plan says"
        " too little, such as a workaround that everybody knows, write it down."
    ),
    check=_check,
    asks=True,
    stops_build=False,
)
