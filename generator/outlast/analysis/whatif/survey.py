"""Asks a plan everything that pages, checks and the command show without being asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from outlast.analysis.whatif.afterwards import handback, waits
from outlast.analysis.whatif.answering import answer, read
from outlast.analysis.whatif.asks import asks
from outlast.analysis.whatif.deadlines import lately
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.fixes import fixes
from outlast.analysis.whatif.idle import idle
from outlast.analysis.whatif.outlook import Outlook
from outlast.analysis.whatif.promises import promise_results, scenario
from outlast.analysis.whatif.question import Question
from outlast.analysis.whatif.rounds import rounds, tasks
from outlast.analysis.whatif.single_people import single_people
from outlast.analysis.whatif.single_points import pairs, single_points, too_late, without
from outlast.analysis.whatif.undisturbed import anyway, cannot, undisturbed, undone


def survey(
    engine: Engine, start: date, working_routes: Mapping[str, tuple[str, ...]], *, whole: bool = True
) -> Outlook:
    """The outlook of the plan of an engine from a day on.

    Args:
        working_routes: see `analysis.routes`.
        whole: whether what only pages show is worked out too, which takes most of the time: what to ask for
            and to do, single points, pairs, fixes, and what happens if nobody does anything.
    """
    plan = engine.compiled.plan
    calm = undisturbed(engine, start)
    nodes = engine.compiled.nodes.functions
    alone = without(engine, Question(start), why=whole)
    people = {id: reply for id, reply in alone.items() if id in plan.people}
    scenarios = {each.id: answer(engine, scenario(each, start)) for each in plan.scenarios.values()}
    found = Outlook(
        today={id: calm.usual.histories[id].at(calm.given.start).state for id in nodes},
        bands={
            id: tuple((_text(band.over), _text(band.up_to)) for band in node.bands)
            for id, node in nodes.items()
        },
        without=alone if whole else people,
        scenarios=scenarios,
        too_late=too_late(alone),
        single_people=single_people(plan, engine.compiled.needs, working_routes),
        promises=promise_results(engine, start),
        anyway=anyway(read(calm)),
        undone=tuple(undone(calm)),
        cannot=tuple(cannot(calm)),
    )
    return _whole(found, engine, start) if whole else found


def _whole(found: Outlook, engine: Engine, start: date) -> Outlook:
    """The outlook with what only pages show."""
    people = {id: reply for id, reply in found.without.items() if id in engine.compiled.plan.people}
    asked = {**people, **found.scenarios}
    # A scenario may ask the same as the absence of a person.
    questions = dict.fromkeys(reply.question for reply in asked.values())
    begun = {reply.question for reply in found.scenarios.values()}
    called = {
        question: (asks(engine, question), rounds(engine, question, usual=question in begun))
        for question in questions
    }
    return replace(
        found,
        single_points=single_points(found.without, engine.compiled.plan.people),
        asks={id: called[reply.question][0] for id, reply in asked.items()},
        tasks={id: tasks(called[reply.question][1]) for id, reply in asked.items()},
        rounds={id: called[reply.question][1] for id, reply in found.scenarios.items()},
        upkeep=rounds(engine, Question(start)),
        waits=waits(engine, start),
        lately=tuple(lately(engine, start)),
        handbacks={id: handback(engine.compiled.plan, reply) for id, reply in found.scenarios.items()},
        pairs=pairs(engine, found.without, start),
        fixes=fixes(engine, {**found.without, **found.scenarios}),
        idle=idle(engine, start),
    )


def _text(bound: Decimal | None) -> str | None:
    return None if bound is None else f"{bound.normalize():f}"
