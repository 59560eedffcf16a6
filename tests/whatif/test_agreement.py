"""The engine beside a second program that walks through time in small steps, on random plans.

The plans are those of fixed numbers; `soak.py` goes on to others.
"""

import os
import subprocess
import sys

import pytest

from tests.whatif.agreement import Answered, disagreements
from tests.whatif.plans import drawn


@pytest.mark.parametrize("number", range(60))
def test_the_engine_agrees_with_a_walk_in_small_steps(number: int) -> None:
    case = drawn(number)
    found = disagreements(case.plan, case.question, Answered)
    if found:
        pytest.fail(f"the plan of number {number}\n{found}", pytrace=False)


def test_a_number_stands_for_the_same_plan_wherever_it_is_drawn() -> None:
    """In a process of its own, in which nothing else was loaded and strings hash otherwise."""
    code = (
        "from tests.whatif.plans import drawn; print([(drawn(n).text, drawn(n).question) for n in range(9)])"
    )
    path = {**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    found = subprocess.run([sys.executable, "-c", code], env=path, capture_output=True, text=True, check=True)
    here = [(drawn(number).text, drawn(number).question) for number in range(9)]
    assert found.stdout.strip() == str(here)
