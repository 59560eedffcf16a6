"""Engine and oracle find what docs/what-if-examples.md works out by hand."""

import re
from datetime import date, datetime, timedelta

import pytest
from outlast.analysis.whatif.question import Question

from tests.whatif.oracle import STEP, Walk, walk
from tests.whatif.worked import PAGE, Example, examples, told

EXAMPLES = examples(PAGE.read_text(encoding="utf-8"))
LEAST = 6
"""So few examples and the page would leave out whole laws."""
CHANGES = re.compile(r"(?P<what>\S+)(?P<amounts>[^:]*): (?P<states>(?!due|too long|nobody).+)")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")


def titled(example: Example) -> str:
    return example.title


def test_the_page_has_examples_enough() -> None:
    sections = re.findall(r"^## \d+\. ", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(sections) == len({example.title.split(".")[0] for example in EXAMPLES}) >= LEAST


def test_no_answer_of_the_page_is_left_out() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert len(EXAMPLES) == text.count("$ outlast whatif ") == len(re.findall(r"^cost ", text, re.MULTILINE))


@pytest.mark.parametrize("example", EXAMPLES, ids=titled)
def test_the_engine_answers_as_the_page_does(example: Example) -> None:
    asking = any(line.startswith("ask ") for line in example.lines)
    waiting = any(" waits for " in line for line in example.lines)
    found = told(example.plan, example.question, asking=asking, waiting=waiting)
    assert "\n".join(found) == "\n".join(example.lines)


@pytest.mark.parametrize("example", EXAMPLES, ids=titled)
def test_the_oracle_walks_as_the_page_says(example: Example) -> None:
    timelines = [match for line in example.lines if (match := CHANGES.fullmatch(line))]
    walked = walk(example.plan, example.question, days=_days(example))
    bands: dict[str, int] = {}
    for match in timelines:
        what = match["what"]
        expected = [_state(match["states"], moment) for moment in walked.moments]
        found = _walked(walked, what, bands)
        assert list(zip(walked.moments, found, strict=True)) == list(
            zip(walked.moments, expected, strict=True)
        ), what
    assert bands == _bands(walked, bands), "the page names every band"


def test_a_wrong_answer_is_noticed() -> None:
    """An example whose figures were typed wrongly differs from the engine, and from the oracle."""
    text = PAGE.read_text(encoding="utf-8").replace(
        "stopped until 2026-12-07 09:00", "stopped until 2026-12-07 09:30", 1
    )
    wrong = examples(text)[0]
    with pytest.raises(AssertionError):
        test_the_engine_answers_as_the_page_does(wrong)
    with pytest.raises(AssertionError):
        test_the_oracle_walks_as_the_page_says(wrong)


def _days(example: Example) -> int:
    """So many that the last change of the answer is seen, and two days more."""
    moments = [each for line in example.lines for each in MOMENT.findall(line)]
    last = max((date.fromisoformat(each[:10]) for each in moments), default=_end(example.question))
    return (last - example.question.start).days + 3


def _end(question: Question) -> date:
    return question.start + question.window + timedelta(days=1)


def _walked(walked: Walk, what: str, bands: dict[str, int]) -> list[str]:
    """What the oracle says of a thing, or of the next band of a function."""
    if what in walked.up:
        return ["up" if up else "down" for up in walked.up[what]]
    number = bands.get(what, 0)
    bands[what] = number + 1
    return [str(kind) for kind in walked.bands[what, number]]


def _bands(walked: Walk, named: dict[str, int]) -> dict[str, int]:
    """How many bands each of these functions has."""
    return {what: sum(function == what for function, _ in walked.bands) for what in named}


def _state(states: str, moment: datetime) -> str:
    """The first word of what the page says of a moment, by the clock on the wall."""
    *changes, last = states.split(", ")
    shown = f"{moment:%Y-%m-%d %H:%M}"
    for change in changes:
        state, _, end = change.partition(" until ")
        if shown < end:
            return state.split()[0]
    return last.split()[0]


def test_the_steps_of_the_oracle_meet_every_moment_of_the_page() -> None:
    """What the oracle is asked about begins and ends at one of its steps."""
    for example in EXAMPLES:
        for line in filter(CHANGES.fullmatch, example.lines):
            for shown in MOMENT.findall(line):
                assert datetime.fromisoformat(shown).minute % STEP == 0, line
