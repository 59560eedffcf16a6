"""The engine beside a second program that walks through time in small steps, on random plans."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.question import Kind, Question
from outlast.model import Plan

from tests.whatif.agreement import disagreements
from tests.whatif.plans import Case, cases


class Answered:
    """What the engine says, moment by moment."""

    def __init__(self, plan: Plan, question: Question) -> None:
        self.outcome = Engine(plan).outcome(question)

    def kind(self, function: str, band: int, moment: datetime) -> Kind:
        kind: Kind = self._at(function, moment).state[band].kind
        return kind

    def up(self, id: str, moment: datetime) -> bool:
        up: bool = self._at(id, moment).up
        return up

    def _at(self, key: str, moment: datetime) -> Any:
        mine, usual = self.outcome.world.histories, self.outcome.usual.histories
        return (mine[key] if key in mine else usual[key]).at(int(moment.timestamp()))


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(cases())
def test_the_engine_agrees_with_a_walk_in_small_steps(case: Case) -> None:
    assert disagreements(case.plan, case.question, Answered) == ""
