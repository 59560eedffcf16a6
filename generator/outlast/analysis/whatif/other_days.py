"""What pages show of another day than that of the copy: what is due from then on, or what begins on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from outlast.analysis.whatif.afterwards import handback, waits
from outlast.analysis.whatif.answering import answer
from outlast.analysis.whatif.asks import asks
from outlast.analysis.whatif.deadlines import lately
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.idle import idle
from outlast.analysis.whatif.outlook import Outlook
from outlast.analysis.whatif.promises import scenario
from outlast.analysis.whatif.question import WINDOW, Moment, Question
from outlast.analysis.whatif.rounds import rounds, tasks
from outlast.model import Plan
from outlast.model.scenarios import Scenario, Variant


def variants(plan: Plan) -> range:
    """The numbers of all variants that any scenario has, 0 first."""
    return range(1 + max((len(each.variants) for each in plan.scenarios.values()), default=0))


def furthest(plan: Plan) -> timedelta:
    """The longest window of all that is asked for a day."""
    found = (of for number in variants(plan) for _, of in _happening(plan, number))
    return max((WINDOW, *(scenario(of, date.min).window for of in found)))


def of_days(plan: Plan, since: date, days: Iterable[date]) -> Iterator[tuple[Moment, Outlook]]:
    """What there is to know of some days, moment by moment, and no more.

    Args:
        since: the first day of which pages show what is due from it on.
    """
    engine = Engine(plan, ahead=furthest(plan))
    for day in days:
        duties = _duties(engine, day) if day >= since else Outlook()
        for moment in (Moment(day, variant) for variant in variants(plan)):
            found = _scenarios(duties, engine, moment)
            if found.scenarios or not moment.variant:
                yield moment, found
        engine.forget(day)


def _duties(engine: Engine, day: date) -> Outlook:
    """What is due, may wait and stops from a day on."""
    return Outlook(
        upkeep=rounds(engine, Question(day)),
        waits=waits(engine, day),
        lately=tuple(lately(engine, day)),
        idle=idle(engine, day),
    )


def _scenarios(duties: Outlook, engine: Engine, moment: Moment) -> Outlook:
    """The same with the scenarios that begin at a moment, if they have that variant."""
    plan = engine.compiled.plan
    answers = {}
    for id, of in _happening(plan, moment.variant):
        asked = replace(scenario(of, moment.day), unnoticed=id if plan.scenarios[id].noticed_after else None)
        answers[id] = answer(engine, asked)
    found = {id: rounds(engine, reply.question) for id, reply in answers.items()}
    return replace(
        duties,
        scenarios=answers,
        asks={id: asks(engine, reply.question) for id, reply in answers.items()},
        tasks={id: tasks(each) for id, each in found.items()},
        rounds=found,
        handbacks={id: handback(plan, reply) for id, reply in answers.items()},
    )


def _happening(plan: Plan, variant: int) -> Iterator[tuple[str, Scenario | Variant]]:
    """The scenarios, or those of their variants that say what is lost in them."""
    for each in plan.scenarios.values():
        if not variant:
            yield each.id, each
        elif each.variants[variant - 1 : variant] and each.variants[variant - 1].lost:
            yield each.id, each.variants[variant - 1]
