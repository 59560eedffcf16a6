"""What one answer costs on the example, and what the commands cost that ask many.

    .venv/bin/python benchmarks/answers.py [--commands]

Time of the processor is measured, the least of several tries each: other work of the machine only adds
to it. With `--commands` each command is a process of its own, from its start to its end.
"""

from __future__ import annotations

import gc
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from outlast import source
from outlast.analysis.routes import working_routes
from outlast.analysis.whatif.answering import answer
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.promises import scenario
from outlast.analysis.whatif.question import Question
from outlast.analysis.whatif.survey import survey
from outlast.load import load
from outlast.model import Plan

PLAN = Path(__file__).resolve().parents[1] / "plan"
START = date(2026, 11, 29)
FOUNDER = "founder-in-hospital"
TRIES = 5
COMMANDS = (["check"], ["whatif", "--away", "sam"], ["todo"])


def least(measured: Callable[[date], object]) -> float:
    """Milliseconds of the processor, each try on another day, so that none knows the answer of another."""
    found = []
    for number in range(TRIES):
        began = time.process_time()
        measured(START + timedelta(days=number))
        found.append(time.process_time() - began)
    return 1000 * min(found)


def one_day(engine: Engine, plan: Plan, day: date) -> None:
    """Everything that pages say of one day: each scenario begun on it, and that nobody does anything."""
    for each in plan.scenarios.values():
        answer(engine, scenario(each, day))
    answer(engine, Question(day, ask=False, idle=None))


def command(arguments: list[str]) -> float:
    """Seconds of the processor that a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    program = [sys.executable, "-m", "outlast", *arguments]
    subprocess.run(program, cwd=PLAN.parent, capture_output=True, check=False)  # noqa: S603 - ours
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    plan = load(source.read(PLAN, "plan")).plan
    if plan is None:
        raise SystemExit("the example cannot be read")
    gc.disable()  # as good as: the command line has Python look for garbage seldom
    founder, routes = plan.scenarios[FOUNDER], working_routes(plan)
    engine = Engine(plan)
    answer(engine, Question(START - timedelta(days=1)))  # lays out the calendar
    for name, measured in (
        ("the undisturbed world", lambda day: engine.outcome(Question(day))),
        (f"{FOUNDER} beside it", lambda day: answer(engine, scenario(founder, day))),
        ("a day: all scenarios, and nobody acts", lambda day: one_day(Engine(plan), plan, day)),
        ("what rules judge", lambda day: survey(Engine(plan), day, routes, whole=False)),
        ("what pages show", lambda day: survey(Engine(plan), day, routes)),
    ):
        print(f"{name:40} {least(measured):8.1f} ms")
    for arguments in COMMANDS if "--commands" in sys.argv else ():
        taken = min(command(arguments) for _ in range(TRIES))
        print(f"outlast {' '.join(arguments):32} {taken:8.2f} s")


if __name__ == "__main__":
    main()
