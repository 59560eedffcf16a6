"""Builds many random plans: `python -m tests.building.soak FIRST COUNT`.

Run it from the checkout, with `generator` on the path. It prints every number whose plan ends in a traceback,
and the plan of the first one for each place where that happens.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from functools import partial
from unittest.mock import patch

from jinja2 import Environment
from outlast import render

from tests.building.everything import everything
from tests.building.plans import plan
from tests.shared import Compiled


def soak(first: int, count: int) -> Iterator[str]:
    """What the plans of some numbers end in that are not built to the end."""
    known: set[tuple[str, int | None]] = set()
    for number in range(first, first + count):
        case = plan(number)
        try:
            everything(case.text, case.question)
        except Exception as error:  # whatever a user would see as a traceback
            last = traceback.extract_tb(error.__traceback__)[-1]
            text = f"number {number}: {error!r} in {last.filename}:{last.lineno}"
            new = (last.filename, last.lineno) not in known
            known.add((last.filename, last.lineno))
            yield f"{text}\n{traceback.format_exc()}\n{case.text}" if new else text


if __name__ == "__main__":
    failed = 0
    with patch.object(render, "Environment", partial(Environment, bytecode_cache=Compiled())):
        for text in soak(int(sys.argv[1]), int(sys.argv[2])):
            failed += 1
            print(text, flush=True)
    print(f"{sys.argv[2]} plans from number {sys.argv[1]} on, {failed} of them not built")
    sys.exit(min(failed, 1))
