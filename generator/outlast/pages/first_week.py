"""What somebody needs in the first week: what stops at once, and what is on paper in the first volume."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from outlast.analysis import Facts
from outlast.analysis.whatif.answer import Answer
from outlast.diagrams.segments import segments
from outlast.languages import say
from outlast.model import Plan
from outlast.model.functions import Function
from outlast.model.obligations import Obligation
from outlast.model.scenarios import PHASES, Half, Scenario
from outlast.model.steps import Step
from outlast.pages import whatif
from outlast.pages.step_views import all_steps
from outlast.pages.turns import likeliest_first
from outlast.reasons import name, names
from outlast.site.blocks import Block, Bullets, Prose
from outlast.site.paper import Chapter
from outlast.site.pictures import Tone as BarTone

WEEK = timedelta(days=7)
COVERING = (BarTone.OTHER, BarTone.SEALED, BarTone.WORKAROUND)
"""How a bar looks in which somebody does what they do not usually do."""
Apart = tuple[tuple[str, Chapter], ...]


def main_scenarios(plan: Plan) -> tuple[Scenario, ...]:
    """Those that are likeliest, all of the same likelihood."""
    ordered = likeliest_first(plan)
    return tuple(each for each in ordered if each.likely == ordered[0].likely)


def at_once(plan: Plan, facts: Facts) -> Iterator[Block]:
    """Which tasks the likeliest scenarios stop on their first day: no list of what is due knows of it."""
    stops = Bullets(
        tuple(
            say("{scenario}: {functions}.", scenario=name(scenario.id), functions=names(first))
            for scenario in main_scenarios(plan)
            if (first := _stops_at_once(facts.outlook.scenarios.get(scenario.id)))
        )
    )
    if stops:
        yield Prose(say("**These tasks stop on the first day if this has happened:**"))
        yield stops


def _stops_at_once(answer: Answer | None) -> tuple[str, ...]:
    found = whatif.stopping(answer) if answer else ()
    return tuple(
        str(each.function)
        for each in found
        if answer and each.stop and each.stop.start.date() == answer.start.date()
    )


def is_urgent(function: Function) -> bool:
    """Whether lasting harm is done before a week is over if nobody does a task."""
    bearable = function.mtpd.duration if function.mtpd else None
    return bearable is not None and bearable.length < WEEK


def tasks(plan: Plan, facts: Facts) -> frozenset[str]:
    """The ids of the urgent tasks, and of those that stop or get stand-ins in the likeliest scenarios."""
    urgent = {each.id for each in plan.functions.values() if is_urgent(each)}
    return frozenset(urgent.union(*(_taken_over(facts, each) for each in main_scenarios(plan))))


def _taken_over(facts: Facts, scenario: Scenario) -> Iterator[str]:
    """The tasks that become somebody else's within a week, or stop."""
    answer = facts.outlook.scenarios.get(scenario.id)
    if answer is None:
        return
    week = answer.start + WEEK
    for id, function in answer.functions.items():
        bars = (bar for band in function.bands for bar in segments(band))
        stops = function.stop is not None and function.stop.start < week
        if stops or any(bar.state.who and bar.tone in COVERING and bar.start < week for bar in bars):
            yield id


def due(plan: Plan, facts: Facts) -> tuple[Obligation, ...]:
    """The duties that somebody must do in the first week, each once, soonest first."""
    soon = dict.fromkeys(each.obligation for each in facts.calendar if each.date < facts.as_of + WEEK)
    return tuple(duty for duty in map(plan.obligations.__getitem__, soon) if not duty.automatic)


def messages(plan: Plan, facts: Facts) -> tuple[str, ...]:
    """The ids of the messages that the likeliest scenarios, the urgent tasks and the first duties send."""
    named = (str(notice.message) for each in main_scenarios(plan) for notice in each.tell if notice.message)
    sent = (step.message for step in all_steps(plan, _steps(plan, facts)) if step.message)
    return tuple(dict.fromkeys((*named, *sent)))


def apart(ids: Iterable[str], chapter: Chapter) -> Apart:
    """What a sheet says of sections that stand in another chapter than the others of their page."""
    return tuple((id, chapter) for id in ids)


def steps_of(half: Half) -> Iterator[Step]:
    """All steps of one half of a scenario, phase after phase."""
    for phase in PHASES:
        yield from half.phase(phase)


def _steps(plan: Plan, facts: Facts) -> Iterator[Step]:
    for scenario in main_scenarios(plan):
        yield from steps_of(scenario.serve)
        yield from steps_of(scenario.restore)
    for id in sorted(tasks(plan, facts)):
        yield from plan.functions[id].steps
    for duty in due(plan, facts):
        yield from duty.steps
