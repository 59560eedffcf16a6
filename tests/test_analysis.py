"""What follows from a plan: an order, and days."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from outlast.analysis.calendar import HORIZON, calendar, working_days
from outlast.graph import layers
from outlast.model.recurrence import Recurrence

from tests.builders import make_plan
from tests.drawing import TODAY

NODES = [f"n{number}" for number in range(8)]
GRAPHS = st.dictionaries(
    st.sampled_from(NODES),
    st.lists(st.sampled_from([*NODES, "out"]), max_size=4, unique=True),
    max_size=8,
)
NAMES = st.permutations(range(8))


@given(GRAPHS)
def test_every_node_stands_once_and_after_what_it_waits_for(graph: dict[str, list[str]]) -> None:
    groups = layers(graph)
    placed = [node for group in groups for node in group]
    assert sorted(placed) == sorted(graph)
    assert all(group == tuple(sorted(group)) and group for group in groups)
    level = {node: number for number, group in enumerate(groups) for node in group}
    for node, others in graph.items():
        for other in others:
            if other in graph:
                assert level[other] < level[node] or level[other] == level[node] == len(groups) - 1


@given(GRAPHS)
def test_without_circles_no_group_waits_for_itself(graph: dict[str, list[str]]) -> None:
    straight = {node: [other for other in others if other < node] for node, others in graph.items()}
    for group in layers(straight):
        assert not any(other in group for node in group for other in straight[node])


@given(GRAPHS)
def test_a_node_stands_as_early_as_it_can(graph: dict[str, list[str]]) -> None:
    straight = {node: [other for other in others if other < node] for node, others in graph.items()}
    level = {node: number for number, group in enumerate(layers(straight)) for node in group}
    for node, others in straight.items():
        assert level[node] == max((level[other] + 1 for other in others if other in level), default=0)


@given(GRAPHS, st.randoms())
def test_the_order_of_what_was_typed_changes_nothing(graph: dict[str, list[str]], random: object) -> None:
    nodes = list(graph)
    random.shuffle(nodes)  # type: ignore[attr-defined]
    assert layers({node: graph[node][::-1] for node in nodes}) == layers(graph)


@given(GRAPHS, NAMES)
def test_other_names_give_the_same_groups(graph: dict[str, list[str]], order: list[int]) -> None:
    new = {node: f"x{order[number]}" for number, node in enumerate(NODES)}
    renamed = layers({new[node]: [new.get(o, o) for o in others] for node, others in graph.items()})
    assert [set(group) for group in renamed] == [{new[node] for node in group} for group in layers(graph)]


def test_circles_come_last_with_what_waits_for_them() -> None:
    graph = {"a": ["b"], "b": ["a"], "c": ["a"], "d": [], "e": ["e"], "f": ["d"]}
    assert layers(graph) == (("d",), ("f",), ("a", "b", "c", "e"))
    assert layers({}) == ()


def test_a_long_chain_is_no_problem() -> None:
    graph = {f"{number:05}": [f"{number - 1:05}"] if number else [] for number in range(20_000)}
    assert len(layers(graph)) == 20_000


# Days.

TYPED = [
    "every day",
    "every 6 days from 2026-11-02",
    "every working day",
    "every tuesday",
    "every mon, thu",
    "every 2 weeks on friday from 2026-01-09",
    "every month on 25",
    "every month on 31",
    "every month on the last day",
    "every month on the last working day",
    "every month on the first working day",
    "every month on the second thursday",
    "every month on 1 or the working day before",
    "every month on 31 or the working day after",
    "every 3 months on 20 from 2026-01-20",
    "every quarter on 20",
    "every year on 03-31",
    "every year on 02-29",
    "every year on 01-01 or the working day before",
    "every year on 12-31 or the working day after",
    "2026-12-01",
    "unknown",
]
DATES = st.dates(date(2025, 1, 1), date(2032, 12, 31))


def weekday(day: date) -> bool:
    return day.weekday() < 5


@pytest.mark.parametrize("typed", TYPED)
@given(start=DATES, length=st.integers(0, 500), cut=st.integers(0, 500))
@settings(max_examples=25, deadline=None)
def test_days_are_in_range_sorted_and_unique_and_a_range_may_be_split(
    typed: str, start: date, length: int, cut: int
) -> None:
    due, end = Recurrence.parse(typed), start + timedelta(days=length)
    days = due.days(start, end, weekday)
    assert all(start <= day < end for day in days)
    assert all(one < next for one, next in pairwise(days))
    middle = start + timedelta(days=min(cut, length))
    assert due.days(start, middle, weekday) + due.days(middle, end, weekday) == days
    if "working" in typed:
        assert all(weekday(day) for day in days)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("every month on 31", ["2026-02-28", "2026-03-31", "2026-04-30"]),
        ("every month on the last working day", ["2026-02-27", "2026-03-31", "2026-04-30"]),
        ("every month on the first working day", ["2026-02-02", "2026-03-02", "2026-04-01"]),
        ("every month on the second thursday", ["2026-02-12", "2026-03-12", "2026-04-09"]),
        ("every month on 1 or the working day before", ["2026-02-27", "2026-04-01"]),
        ("every month on 1 or the working day after", ["2026-02-02", "2026-03-02", "2026-04-01"]),
        ("every 3 months on 20 from 2026-01-20", ["2026-04-20"]),
        ("every quarter on 20", ["2026-04-20"]),
        ("every year on 02-29", ["2026-02-28"]),
        ("every 2 months on 5 from 2026-01-06", ["2026-03-05"]),
        ("every 20 days from 2026-02-10", ["2026-02-10", "2026-03-02", "2026-03-22", "2026-04-11"]),
        ("every 4 weeks on friday from 2026-01-09", ["2026-02-06", "2026-03-06", "2026-04-03"]),
        ("2026-04-30", ["2026-04-30"]),
        ("2026-05-01", []),
    ],
)
def test_days_of_spring(typed: str, days: list[str]) -> None:
    found = Recurrence.parse(typed).days(date(2026, 2, 1), date(2026, 5, 1), weekday)
    assert [day.isoformat() for day in found] == days


def test_a_business_that_never_works_does_not_search_for_ever() -> None:
    due = Recurrence.parse("every month on 5 or the working day after")
    assert due.days(date(2026, 1, 1), date(2026, 2, 1), lambda day: False) == (date(2026, 1, 5),)


def test_working_days_are_the_opening_hours_or_monday_to_friday() -> None:
    plain = working_days(make_plan("").business)
    assert [plain(date(2026, 11, number)) for number in (20, 21, 22, 23)] == [True, False, False, True]
    business = "business: {format: 1, name: N, timezone: UTC, currency: EUR, opening_hours: [sat, sun]}"
    other = working_days(make_plan(business).business)
    assert [other(date(2026, 11, number)) for number in (20, 21, 22, 23)] == [False, True, True, False]


DUTIES = """
obligations:
  rent: {name: Rent, due: every month on 25}
  bins: {name: Bins, due: every sunday}
  late: {name: Late, after: rent}
  once: {name: Once, due: 2026-11-22}
  past: {name: Past, due: 2026-11-21}
  far: {name: Far, due: 2027-01-21}
"""


def test_the_calendar_begins_today_and_ends_with_the_horizon() -> None:
    found = calendar(make_plan(DUTIES), TODAY)
    assert {due.obligation for due in found} == {"rent", "bins", "once"}
    assert [due.date for due in found] == sorted(due.date for due in found)
    assert found[0].date == TODAY
    assert all(TODAY <= due.date < TODAY + HORIZON for due in found)
    assert len([due for due in found if due.obligation == "bins"]) == 9


@given(st.permutations(DUTIES.strip().splitlines()[1:]))
@settings(max_examples=10, deadline=None)
def test_the_order_of_duties_changes_nothing(lines: list[str]) -> None:
    assume(lines)
    shuffled = make_plan("obligations:\n" + "\n".join(lines))
    assert calendar(shuffled, TODAY) == calendar(make_plan(DUTIES), TODAY)
