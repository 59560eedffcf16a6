"""What is computed from a plan, beside the dependence that pages show."""

from datetime import date, timedelta

import pytest
from outlast.analysis import analyse
from outlast.analysis.lengths import surely_longer
from outlast.model.scalars import Duration

from tests.builders import make_plan

TODAY = date(2026, 11, 22)
PEOPLE = "people: {sam: {name: Sam, role: Founder}, later: {role: Deputy}}\n"


@pytest.mark.parametrize(
    ("one", "bounds", "longer"),
    [
        ("2h", ["1h"], True),
        ("1h", ["60m"], False),
        ("3h", ["1h", "2h"], False),
        ("3h", ["1h", "1h"], True),
        ("3 working days", ["2d"], True),
        ("30d", ["2 working days"], False),
        ("3 working days", ["2 working days", "12h"], True),
        ("3 working days", ["2 working hours"], False),
    ],
)
def test_longer_however_working_time_falls(one: str, bounds: list[str], longer: bool) -> None:
    assert surely_longer(Duration.parse(one), *map(Duration.parse, bounds)) is longer


def test_least_times_follow_procedures_that_use_procedures() -> None:
    plan = make_plan(
        PEOPLE,
        """
        procedures:
          inner: {name: I, steps: [{do: x, takes: 10m}, {do: y}]}
          outer: {name: O, steps: [{use: inner}, {do: x, takes: 2 working days}]}
          shortcut: {name: S, steps: [{use: inner, takes: 3m}]}
        """,
    )
    assert analyse(plan, TODAY).least_times == {
        "inner": timedelta(minutes=10),
        "outer": timedelta(days=1, minutes=10),
        "shortcut": timedelta(minutes=3),
    }


def test_a_long_chain_of_procedures_is_no_recursion() -> None:
    lines = "\n".join(f"  p{n}: {{name: P, steps: [{{use: p{n + 1}}}]}}" for n in range(3000))
    plan = make_plan(PEOPLE, f"procedures:\n{lines}\n  p3000: {{name: P, steps: [{{do: x, takes: 1h}}]}}\n")
    assert analyse(plan, TODAY).least_times["p0"] == timedelta(hours=1)


def test_referrers_stand_in_fields_and_in_text() -> None:
    plan = make_plan(
        PEOPLE,
        """
        equipment: {phone: {name: Phone, held_by: sam, about: "Ask {sam}, not {phone}"}}
        locations: {shed: {name: Shed, address: "Near {phone}"}}
        """,
    )
    assert analyse(plan, TODAY).referrers == {"phone": ("shed",), "sam": ("phone",)}


def test_working_routes_are_those_whose_last_test_opened() -> None:
    plan = make_plan(
        PEOPLE,
        """
        systems: {a: {name: A}, b: {name: B}, c: {name: C}}
        break_glass:
          e:
            name: E
            holders: sam
            opens: [{system: a}, {system: b}, {system: c}]
            tests:
              - {system: a, on: 2026-05-01, worked: yes}
              - {system: a, on: 2026-01-01, worked: no}
              - {system: b, on: 2026-01-01, worked: yes}
              - {system: b, on: 2026-05-01, worked: no}
        """,
    )
    assert analyse(plan, TODAY).working_routes == {"a": ("e",)}


def test_reviews_are_due_by_the_rhythm_of_the_thing_or_the_business() -> None:
    plan = make_plan(
        """
        business: {format: 1, name: F, timezone: Europe/Brussels, currency: EUR, review_every: 30d}
        people:
          sam: {name: Sam, role: r, reviewed: 2026-11-01}
          maya: {name: Maya, role: r, reviewed: 2026-11-01, review_every: 36500d}
          joris: {name: Joris, role: r}
          late: {name: Late, role: r, reviewed: 2299-12-30}
        functions: {f: {name: F, by: sam, reviewed: 2026-11-01}}
        exercises: {e: {name: E, of: f, on: 2026-01-01, by: sam, result: worked}}
        """
    )
    assert analyse(plan, TODAY).review_due == {
        "sam": date(2026, 12, 1),
        "maya": date(2126, 10, 8),
        "joris": None,
        "late": date(2300, 1, 29),
        "f": date(2026, 12, 1),
    }


def test_vacant_roles() -> None:
    assert analyse(make_plan(PEOPLE, "units: {}"), TODAY).vacant == {"later"}
