"""What is done first in a scenario, in short: before anything is explained, each act with whom it reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby

from outlast import words
from outlast.analysis import Facts
from outlast.languages import say, say_count
from outlast.model import Plan
from outlast.model.prose import MENTION
from outlast.model.scenarios import PHASES, Scenario
from outlast.pages.numbers import quickest
from outlast.reasons import name
from outlast.site.blocks import FirstActs
from outlast.site.parts import Act, ActsOf, Doer, HalfView, Rest, StepView

SHORT = 100
"""How many characters of an act are read at a glance; its step has the rest."""
MOST = 4
"""How many acts stand on the first screen of a phone; a link leads to the others."""
ASKED = 2
"""How many of those who decide are named in doubt."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?![a-z0-9])")


def first_acts(plan: Plan, scenario: Scenario, halves: tuple[HalfView, ...]) -> FirstActs:
    """The acts of the first phase in which either half has any."""
    soonest = min((half.phases[0].name for half in halves), key=PHASES.index, default="")
    first = tuple(half for half in halves if half.phases[0].name == soonest)
    glance = _Glance({str(each.what) for each in scenario.lost})
    most = MOST // len(first) if first else 0
    return FirstActs(
        tuple(
            ActsOf(half.title if first[1:] else "", *glance.acts(half.phases[0].steps, most), half.half)
            for half in first
        ),
        words.phase(soonest) if first else "",
    )


def repaired(plan: Plan, facts: Facts, scenario: Scenario) -> Iterator[str]:
    """How long it takes to repair each system that is gone until then, as far as it was worked out."""
    answer = facts.outlook.scenarios.get(scenario.id)
    lost = {str(each.what) for each in scenario.lost if not each.for_} & plan.systems.keys()
    unseen = scenario.noticed_after.length if scenario.noticed_after else timedelta()
    for each in answer.down if answer else ():
        if each.node in lost and each.end:
            time = words.length(each.end - each.start - unseen)
            yield say("Expect {system} to work again after about {time}.", system=name(each.node), time=time)


def unsure(plan: Plan, scenario: Scenario) -> str:
    """Whom to call in doubt: the first of those who decide, and are there."""
    gone = {str(each.what) for each in scenario.lost}
    deciders = [str(id) for id in scenario.invoke.by if str(id) not in gone] if scenario.invoke else []
    reached = ((id, quickest(plan, id)) for id in deciders)
    people = [f"{name(id)} [{way.address}]({way.href})" for id, way in reached if way]
    return say("Not sure? Call {people}.", people=words.some(people[:ASKED], "or")) if people else ""


class _Glance:
    """Makes the acts of one page: the number of a person is said once."""

    def __init__(self, gone: set[str]) -> None:
        self.gone = gone
        self.said = set[str]()

    def acts(self, steps: tuple[StepView, ...], most: int) -> tuple[tuple[Doer, ...], Rest | None]:
        """What follows each other and is done by the same stands together; what is left over."""
        same = groupby(steps[:most], key=lambda step: (step.by, step.next, step.alone))
        doers = tuple(self._doer(tuple(each)) for _, each in same)
        rest = steps[most:]
        more = say_count("{count} more step", "{count} more steps", len(rest))
        return doers, Rest(rest[0].id, more) if rest else None

    def _doer(self, steps: tuple[StepView, ...]) -> Doer:
        first = steps[0]
        call = first.call if first.by not in self.said else None
        self.said |= {first.by} if first.by else set()
        return Doer(tuple(map(self._act, steps)), first.by, call, first.next, first.alone)

    def _act(self, step: StepView) -> Act:
        """A step without its details: whom a procedure in it reaches stands beside its name."""
        inside = dict.fromkeys(number for each in _all(step) for number in each.numbers)
        known = {*self.gone, step.by}
        ways = [ActsOf(way.when, self.acts(way.steps, 1)[0]) for way in step.branches]
        if step.parallel:
            ways.append(ActsOf("", *self.acts(step.parallel, MOST)))
        return Act(
            step.id,
            short(step.do or name(str(step.procedure))),
            step.when,
            tuple(each for each in inside if not known & {*MENTION.findall(each)}),
            tuple(ways),
        )


def _all(step: StepView) -> Iterator[StepView]:
    yield step
    for each in step.steps:
        yield from _all(each)


def short(text: str) -> str:
    """As many whole sentences as are read at a glance, at least one."""
    sentences = _SENTENCE.split(text.strip())
    taken = sentences[0]
    for each in sentences[1:]:
        if len(taken) + len(each) >= SHORT:
            return f"{taken} …"
        taken = f"{taken} {each}"
    return taken
