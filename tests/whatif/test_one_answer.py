"""Text, page, paper and JSON of one answer say the same days."""

import json
import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from outlast.analysis.whatif.report import Report, report
from outlast.cli.whatif.data import as_json
from outlast.cli.whatif.page import as_html
from outlast.pages import answer
from outlast.pages.addresses import links
from outlast.render.paper import Ink, strings
from outlast.render.text import text

from tests.drawing import seen_in
from tests.whatif.plans import drawn

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})[a-z]*\b")
WIDE = 1000
"""Columns: so wide that no day is parted in a table."""
Days = set[tuple[int, int]]


def days_in(text: str) -> Days:
    """The days that a text names, each as day and month."""
    return {(int(day), 1 + MONTHS.index(month)) for day, month in DAY.findall(" ".join(text.split()))}


def times(data: Any) -> Iterator[datetime]:
    """The times in a JSON."""
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    for part in parts:
        yield from times(part)
    if isinstance(data, str) and re.match(r"\d{4}-\d\d-\d\d", data):
        yield datetime.fromisoformat(data)


def days_of(when: datetime) -> Days:
    """The day of a time; midnight is also the end of the day before."""
    days = (when, when - timedelta(minutes=1)) if when.time() == time() else (when,)
    return {(each.day, each.month) for each in days}


def on_paper(made: Report) -> str:
    ink = Ink(links(made.plan))
    return " ".join(strings(ink.sections(answer.page(made).sections)))


@pytest.mark.parametrize("number", [*range(8), 21, 26, 42])
def test_one_answer_has_the_same_days_wherever_it_is_read(number: int) -> None:
    case = drawn(number)
    made = report(case.plan, case.question)
    told, html = json.loads(as_json(made)), as_html(made)
    page = answer.page(made)
    days = days_in(text(page.sections, links(case.plan), page.title, WIDE))
    body = re.sub(r"(?s)<svg.*?</svg>", "", html[html.index("<main>") :])  # a picture has an axis of days
    assert days_in(" ".join(seen_in(body).chunks)) == days
    assert days_in(on_paper(made)) == days
    in_data = days_in(as_json(made)).union(*map(days_of, times(told)))
    assert days <= in_data, "a day that the data does not have"
    first = [
        next((stop["start"] for stop in band["stops"] if not stop["anyway"]), None)
        for function in told["functions"]
        for band in function["bands"]
    ]
    said = [*first, *(each["late"] for each in told["missed"]), *(each["last"] for each in told["tasks"])]
    start = datetime.fromisoformat(told["start"])
    for when in times(said):
        assert when == start or days_of(when) & days, f"the text leaves {when} out"
