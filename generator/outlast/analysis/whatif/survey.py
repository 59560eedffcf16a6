"""Asks a plan everything that pages, checks and the command show without being asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from outlast.analysis.whatif.answer import answer
from outlast.analysis.whatif.asks import asks, tasks
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.fixes import fixes
from outlast.analysis.whatif.holders import sole_holders
from outlast.analysis.whatif.idle import idle
from outlast.analysis.whatif.outlook import Outlook
from outlast.analysis.whatif.points import pairs, points, too_late, without
from outlast.analysis.whatif.promises import kept, scenario
from outlast.analysis.whatif.question import Question
from outlast.analysis.whatif.work import Work
from outlast.model import Plan


def survey(plan: Plan, start: date, working_routes: Mapping[str, tuple[str, ...]]) -> Outlook:
    """The outlook of a plan from a day on.

    Args:
        working_routes: see `analysis.routes`.
    """
    engine = Engine(plan)
    calm = engine.outcome(Question(start))
    works = {id: node for id, node in engine.compiled.network.nodes.items() if isinstance(node, Work)}
    alone = without(engine, start)
    scenarios = {each.id: answer(engine, scenario(each, start)) for each in plan.scenarios.values()}
    people = {id: reply for id, reply in alone.items() if id in plan.people}
    asked = {**people, **scenarios}
    questions = dict.fromkeys(reply.question for reply in asked.values())
    # A scenario may ask the same as the absence of a person.
    called = {question: (asks(engine, question), tasks(engine, question)) for question in questions}
    return Outlook(
        today={id: calm.usual.histories[id].at(calm.start).state for id in works},
        bands={
            id: tuple((_text(band.over), _text(band.up_to)) for band in work.bands)
            for id, work in works.items()
        },
        without=alone,
        scenarios=scenarios,
        asks={id: called[reply.question][0] for id, reply in asked.items()},
        tasks={id: called[reply.question][1] for id, reply in asked.items()},
        points=points(alone),
        pairs=pairs(engine, alone, start),
        too_late=too_late(alone),
        sole=sole_holders(plan, working_routes),
        promises=kept(engine, start),
        fixes=fixes(engine, asked),
        idle=idle(engine, start),
    )


def _text(bound: Decimal | None) -> str | None:
    return None if bound is None else f"{bound.normalize():f}"
