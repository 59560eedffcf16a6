"""The cheapest set of changes with which a promise holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from heapq import heappop, heappush

from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.fixes import Candidate, candidates, changed
from outlast.analysis.whatif.outlook import Change, PromiseResult
from outlast.analysis.whatif.promises import promise_result
from outlast.model import Plan
from outlast.model.promises import Promise
from outlast.model.scalars import Money

MOST = 150
"""So many sets are tried. Each is a whole answer of the what-if."""
DEEPEST = 6
"""Changes in a set: a longer list nobody carries out."""
EFFORT = {
    Change.CONFIRM: 1,
    Change.TEST: 1,
    Change.LIMIT: 2,
    Change.ACCESS: 2,
    Change.SECOND_DOER: 3,
    Change.SPARE: 3,
    Change.SOURCE: 4,
    Change.ALTERNATIVE: 5,
    Change.DEPUTY: 5,
}
"""Which of two that cost the same comes first: the one that is done sooner."""


@dataclass(frozen=True, order=True)
class Price:
    """What a set of changes costs; of two with the same sum the one with less that nobody has priced."""

    money: Fraction = Fraction(0)
    """The sum of what the plan says, in its currency."""
    unpriced: int = 0
    """Changes of which the plan says no cost."""
    effort: int = 0


@dataclass(frozen=True)
class Remedy:
    """What makes a promise hold, if anything does that was tried."""

    promise: str
    held: bool
    """Whether it holds as the plan is."""
    changes: tuple[Candidate, ...] = ()
    """The set; empty where it holds already, and where no set was found."""
    price: Price = Price()
    tried: int = 0
    """How many sets were tried."""
    partly: tuple[Candidate, ...] = ()
    """Where no set was found: the one with which the least is left that breaks it."""

    @property
    def found(self) -> bool:
        return self.held or bool(self.changes)


@dataclass(order=True)
class _Set:
    price: Price
    size: int
    turn: int
    """Of two that cost the same, the one that was found first."""
    changes: tuple[Candidate, ...] = field(compare=False)
    plan: Plan = field(compare=False)


def remedy(
    plan: Plan, promise: Promise, start: date, worth: Callable[[Money], Fraction] | None = None
) -> Remedy:
    """The cheapest set with which a promise holds from a day on.

    Sets are tried in the order of their price, and each grows by what stands in the way then. So the first
    with which it holds is the cheapest among them; what it does not need after all is taken out again.

    Args:
        worth: an amount in the currency of the business.
    """
    engine = Engine(plan)
    worth = worth or engine.compiled.worth
    queue = [_Set(Price(), 0, 0, (), plan)]
    seen: set[frozenset[Candidate]] = {frozenset()}
    tried = 0
    best: tuple[tuple[int, Fraction], tuple[Candidate, ...]] | None = None
    while queue and tried < MOST:
        now = heappop(queue)
        result = promise_result(Engine(now.plan, engine), promise, start)
        tried += 1
        if result.holds:
            needed = _needed(engine, promise, start, now.changes)
            price = Price()
            for each in needed:
                price = _price(plan, price, each, worth)
            return Remedy(promise.id, not needed, needed, price, tried)
        left = (len(result.failures), result.answer.cost + result.answer.tail)
        if best is None or left < best[0]:
            best = left, now.changes
        if now.size == DEEPEST:
            continue
        for candidate in sorted(_candidates(now.plan, result), key=_order):
            grown = frozenset((*now.changes, candidate))
            if candidate in now.changes or grown in seen:
                continue
            seen.add(grown)
            price = _price(plan, now.price, candidate, worth)
            made = (*now.changes, candidate)
            heappush(queue, _Set(price, now.size + 1, len(seen), made, changed(now.plan, candidate)))
    return Remedy(promise.id, False, tried=tried, partly=best[1] if best else ())


def _needed(
    engine: Engine, promise: Promise, start: date, changes: tuple[Candidate, ...]
) -> tuple[Candidate, ...]:
    """The changes without which it does not hold."""
    for one in changes:
        rest = tuple(each for each in changes if each != one)
        made = engine.compiled.plan
        for each in rest:
            made = changed(made, each)
        if promise_result(Engine(made, engine), promise, start).holds:
            return _needed(engine, promise, start, rest)
    return changes


def _order(candidate: Candidate) -> tuple[str, str, str]:
    return candidate.change.value, candidate.subject, candidate.who or ""


def _candidates(plan: Plan, result: PromiseResult) -> Iterator[Candidate]:
    """What may help against what breaks the promise: what keeps stopping, and what costs too much."""
    broken = {each.function for each in result.failures}
    for id, function in result.answer.functions.items():
        if id not in broken and None not in broken:
            continue
        causes = [
            cause
            for band in function.bands
            for stop in band.stops
            if not stop.anyway
            for cause in (*stop.causes, *stop.still)
        ]
        yield from candidates(plan, id, causes)


def _price(plan: Plan, before: Price, candidate: Candidate, worth: Callable[[Money], Fraction]) -> Price:
    costs = plan.business.changes_cost
    said: Money | None = getattr(costs, candidate.change.value.replace("-", "_")) if costs else None
    effort = before.effort + EFFORT[candidate.change]
    if said is None:
        return Price(before.money, before.unpriced + 1, effort)
    return Price(before.money + worth(said), before.unpriced, effort)
