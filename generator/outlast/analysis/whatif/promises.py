"""Promises, held against the what-if."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from outlast.analysis.whatif.answer import Answer
from outlast.analysis.whatif.answering import answer
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.outlook import Failure, Flaw, PromiseResult
from outlast.analysis.whatif.question import LONGEST, WINDOW, Question
from outlast.model import Plan
from outlast.model.promises import Disruption, Promise
from outlast.model.scalars import Duration
from outlast.model.scenarios import Scenario, Variant


def promise_results(engine: Engine, start: date) -> dict[str, PromiseResult]:
    """Each promise by its id: whether it holds, and if not, why not."""
    return {each.id: promise_result(engine, each, start) for each in engine.compiled.plan.promises.values()}


def promise_result(engine: Engine, promise: Promise, start: date) -> PromiseResult:
    """Whether a promise holds, and if not, why not."""
    reply = answer(engine, question_of(engine.compiled.plan, promise.when, start))
    failures = tuple(_failures(engine, promise, reply))
    sealed = not failures and _rests_on_sealed_ways(engine, promise, reply)
    return PromiseResult(promise.id, reply, failures, sealed)


def _rests_on_sealed_ways(engine: Engine, promise: Promise, reply: Answer) -> bool:
    """Whether a promise that holds does not hold without break-glass."""
    if not engine.compiled.plan.break_glass or not reply.question.break_glass:
        return False
    without = answer(engine, replace(reply.question, break_glass=False), why=False)
    return any(_failures(engine, promise, without))


def question_of(plan: Plan, when: Disruption, start: date) -> Question:
    """What is asked for a promise; from the start given where it names no day."""
    window = min(_length(when.for_) or WINDOW, LONGEST)
    lost: list[tuple[str, timedelta | None]] = [(str(who), window) for who in (*when.away, *when.out)]
    if when.scenario is not None:
        lost += losses(plan.scenarios[when.scenario])
    unnoticed = _unnoticed(plan.scenarios[when.scenario]) if when.scenario is not None else None
    return Question(when.from_.date if when.from_ else start, tuple(lost), window, unnoticed=unnoticed)


def scenario(of: Scenario | Variant, start: date) -> Question:
    """What is asked for a scenario or a variant: all it loses, in a window as long as the longest loss."""
    lost = losses(of)
    longest = max((length for _, length in lost if length is not None), default=WINDOW)
    unnoticed = _unnoticed(of) if isinstance(of, Scenario) else None
    return Question(start, lost, min(max(longest, timedelta(days=1)), LONGEST), unnoticed=unnoticed)


def _unnoticed(of: Scenario) -> str | None:
    return of.id if of.noticed_after else None


def losses(of: Scenario | Variant) -> tuple[tuple[str, timedelta | None], ...]:
    """What it loses, and for how long."""
    return tuple((str(each.what), _length(each.for_)) for each in of.lost)


def _length(duration: Duration | None) -> timedelta | None:
    return duration.length if duration else None


def _failures(engine: Engine, promise: Promise, reply: Answer) -> Iterator[Failure]:
    moment, add, worth = engine.calendar.moment, engine.calendar.add, engine.compiled.worth
    for id in promise.keep:
        function = engine.compiled.plan.functions[id]
        target = function.mtpd if promise.within == "mtpd" else function.rto
        found = reply.functions.get(id)
        if found is None:
            continue
        for band in found.bands:
            for stop in band.stops:
                if target is None or target.duration is None:
                    yield Failure(Flaw.NOT_KNOWN, str(id), band.number, stop)
                elif stop.end is None or moment(stop.end) > add(moment(stop.start), target.duration):
                    yield Failure(Flaw.TOO_LONG, str(id), band.number, stop)
                else:
                    continue
                break
    if promise.costs_under is not None:
        cost = reply.cost + reply.tail + reply.cover
        dear = cost >= worth(promise.costs_under)
        if dear or _unpriced(reply):
            flaw = Flaw.TOO_DEAR if dear else Flaw.NOT_KNOWN
            yield Failure(flaw, None, cost=cost)


def _unpriced(reply: Answer) -> bool:
    """Whether something stops of which nobody knows what that costs."""
    silent = {each.subject for each in reply.unknown if each.field == "loss"}
    return any(each.stop is not None and id in silent for id, each in reply.functions.items())
