"""What pages show of another day than that of the copy: what is due from then on, or what begins on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from outlast.analysis.whatif.afterwards import LOOK, handback, waits
from outlast.analysis.whatif.answering import answer
from outlast.analysis.whatif.asks import asks
from outlast.analysis.whatif.deadlines import lately
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.idle import AHEAD, idle
from outlast.analysis.whatif.outlook import Outlook
from outlast.analysis.whatif.promises import scenario
from outlast.analysis.whatif.question import Question
from outlast.analysis.whatif.rounds import rounds, tasks
from outlast.model import Plan
from outlast.model.scenarios import Scenario, Variant


@dataclass(frozen=True, order=True)
class Moment:
    """A day, and which variant of its scenario begins on it."""

    day: date
    variant: int = 0
    """0 for what the scenario itself loses, else the number of its variant."""

    @property
    def key(self) -> str:
        """How it is called in a layer: `2026-12-20`, `2026-12-20.1`."""
        return f"{self.day.isoformat()}.{self.variant}" if self.variant else self.day.isoformat()


def variants(plan: Plan) -> range:
    """The numbers of all variants that any scenario has, 0 first."""
    return range(1 + max((len(each.variants) for each in plan.scenarios.values()), default=0))


def furthest(plan: Plan) -> timedelta:
    """The longest window of all that is asked for a day."""
    found = (of for number in variants(plan) for _, of in _happening(plan, number))
    return max((AHEAD, LOOK, *(scenario(of, date.min).window for of in found)))


def with_duties(outlook: Outlook, engine: Engine, day: date) -> Outlook:
    """The outlook with what is due, may wait and stops from another day on."""
    return replace(
        outlook,
        upkeep=rounds(engine, Question(day)),
        waits=waits(engine, day),
        lately=tuple(lately(engine, day)),
        idle=idle(engine, day),
    )


def with_scenarios(outlook: Outlook, engine: Engine, moment: Moment) -> Outlook:
    """The outlook with the scenarios that begin at another moment, if they have that variant."""
    plan = engine.compiled.plan
    answers = {}
    for id, of in _happening(plan, moment.variant):
        asked = replace(scenario(of, moment.day), unnoticed=id if plan.scenarios[id].noticed_after else None)
        answers[id] = answer(engine, asked)
    found = {id: rounds(engine, reply.question) for id, reply in answers.items()}
    return replace(
        outlook,
        scenarios=answers,
        asks={**outlook.asks, **{id: asks(engine, reply.question) for id, reply in answers.items()}},
        tasks={**outlook.tasks, **{id: tasks(each) for id, each in found.items()}},
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
