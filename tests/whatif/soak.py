"""Compares the engine with the oracle on many random plans: `python -m tests.whatif.soak FIRST COUNT`.

Run it from the checkout, with `generator` on the path. Each plan is asked on the day that was drawn or up to
ten days later, at one of four times of day, so that holidays and expiries lie before the start too. Where the
two part, it prints the number and what is left of the plan when everything is out that they part in the same
way without.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import yaml
from outlast.analysis.whatif.question import Question

from tests.builders import make_plan
from tests.whatif.agreement import Answered, disagreements
from tests.whatif.plans import drawn

Path = tuple[str | int, ...]
CLOCKS = (time(0), time(10), time(15, 30), time(6))
LATER = range(11)
"""By how many days a question begins later than it was drawn."""


def soak(first: int, count: int) -> Iterator[str]:
    """What the plans of some numbers part on, each as small as it gets."""
    for number in range(first, first + count):
        case = drawn(number)
        start = case.question.start + timedelta(days=LATER[number % len(LATER)])
        question = replace(case.question, start=start, clock=CLOCKS[number % len(CLOCKS)])
        if found := disagreements(case.plan, question, Answered):
            yield f"number {number}\n{smallest(case.text, question, _way(found))}"


def smallest(text: str, question: Question, way: str) -> str:
    """What is left of a plan on which the two part in a way, without anything that they do so without."""
    raw, found = yaml.safe_load(text), ""
    smaller = True
    while smaller:
        smaller = False
        for lost in question.lost:
            fewer = replace(question, lost=tuple(each for each in question.lost if each != lost))
            if left := _parted(raw, fewer, way):
                question, found, smaller = fewer, left, True
        for path in sorted(_paths(raw), key=len):
            fewer_things = _without(raw, path)
            if fewer_things is not None and (left := _parted(fewer_things, question, way)):
                raw, found, smaller = fewer_things, left, True
    return found


def _parted(raw: Any, question: Question, way: str) -> str:
    """Where the two part in a way on a plan; nothing for what is no plan, or not one for the question."""
    try:
        found = disagreements(make_plan(yaml.safe_dump(raw, sort_keys=False)), question, Answered)
    except (AssertionError, KeyError, ValueError):
        return ""
    return found if found and _way(found) == way else ""


def _way(disagreement: str) -> str:
    """Which of the two says what, where they part first."""
    said = re.search(r"the oracle says .+, the engine .+ \(", disagreement)
    return said[0] if said else ""


def _paths(raw: Any, path: Path = ()) -> Iterator[Path]:
    """Everything that could be taken out, that below the business apart."""
    items = raw.items() if isinstance(raw, dict) else enumerate(raw) if isinstance(raw, list) else ()
    for key, value in items:
        if (*path, key) != ("business",):
            yield (*path, key)
            yield from _paths(value, (*path, key))


def _without(raw: Any, path: Path) -> Any:
    """A copy without what lies at a path; None where nothing does any more."""
    key, *rest = path
    if not (key in raw if isinstance(raw, dict) else isinstance(raw, list) and int(key) < len(raw)):
        return None
    copy = raw.copy()
    if not rest:
        del copy[key]
        return copy
    inside = _without(raw[key], tuple(rest))
    if inside is None:
        return None
    copy[key] = inside
    return copy


if __name__ == "__main__":
    parted = 0
    for text in soak(int(sys.argv[1]), int(sys.argv[2])):
        parted += 1
        print(text, flush=True)
    print(f"{sys.argv[2]} plans from number {sys.argv[1]} on, {parted} of them parted")
    sys.exit(min(parted, 1))
