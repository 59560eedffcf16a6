"""What stops while the owner of the shop is away for three weeks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from outlast.analysis import Facts
from outlast.analysis.whatif.answer import Answer
from outlast.analysis.whatif.causes import Cause
from outlast.catalogue.fragments import situation
from outlast.model import Plan


@dataclass(frozen=True)
class Halt:
    """A function that stops."""

    function: str
    start: datetime
    causes: tuple[Cause, ...]
    cost: Fraction


@dataclass(frozen=True)
class Absence:
    """An owner who is away, and what stops then."""

    owner: str
    answer: Answer
    halts: tuple[Halt, ...]
    """Each function that stops within the three weeks once, at its first stop, by time."""


def absence(plan: Plan, facts: Facts) -> Absence | None:
    """What stops without the owner; None where the plan names nobody or it was not worked out.

    What stops though nobody is away counts too: it stops then as well.
    """
    owner = situation(plan).owner
    answer = facts.outlook.without.get(owner or "")
    if owner is None or answer is None:
        return None
    return Absence(owner, answer, tuple(sorted(_halts(facts, answer), key=lambda each: each.start)))


def _halts(facts: Facts, answer: Answer) -> Iterator[Halt]:
    for function in answer.functions.values():
        stops = [stop for band in function.bands for stop in band.stops]
        undisturbed = [each.stop for each in facts.outlook.anyway if each.function == function.function]
        here = [stop for stop in (*undisturbed, *stops) if stop.start < answer.end]
        if here:
            first = min(stop.start for stop in here)
            causes = (cause for stop in here for cause in stop.causes)
            yield Halt(function.function, first, tuple(dict.fromkeys(causes)), function.cost + function.tail)
