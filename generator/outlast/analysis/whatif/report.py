"""All that is said of one question: the answer, with what must be asked for and done."""

from __future__ import annotations

from dataclasses import dataclass

from outlast.analysis.whatif.answer import Answer
from outlast.analysis.whatif.answering import answer
from outlast.analysis.whatif.asks import asks
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.outlook import Ask, Task
from outlast.analysis.whatif.question import Question
from outlast.analysis.whatif.rounds import rounds, tasks
from outlast.model import Plan


@dataclass(frozen=True)
class Report:
    """An answer to one question about one plan."""

    plan: Plan
    answer: Answer
    scenarios: tuple[str, ...] = ()
    """Those that the question was taken from."""
    asks: tuple[Ask, ...] = ()
    tasks: tuple[Task, ...] = ()


def report(plan: Plan, question: Question, scenarios: tuple[str, ...] = ()) -> Report:
    """The report on a question.

    Args:
        scenarios: those that the question was taken from.
    """
    engine = Engine(plan)
    return Report(
        plan,
        answer(engine, question),
        scenarios,
        asks(engine, question),
        tasks(rounds(engine, question)),
    )
