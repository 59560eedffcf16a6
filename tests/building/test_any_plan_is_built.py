"""No plan ends in a traceback: whatever its amounts, limits, days and lengths, it is built to the end.

The plans are those of fixed numbers; `soak.py` goes on to others.
"""

import pytest

from tests.building.everything import everything
from tests.building.plans import plan

NUMBERS = (*range(11), 26)
"""In 26 a duty is missed because its amount is above the limit of whoever stands in."""


@pytest.mark.parametrize("number", NUMBERS)
def test_a_random_plan_is_built_to_the_end(number: int) -> None:
    case = plan(number)
    everything(case.text, case.question)
