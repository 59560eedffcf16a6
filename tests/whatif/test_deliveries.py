"""When an order arrives: in engine and oracle alike, by hand where a supplier closes on the way."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from outlast.analysis.whatif.business_calendar import BusinessCalendar
from outlast.analysis.whatif.nodes.plan_reader import PlanReader
from outlast.model.scalars import Duration

from tests.builders import make_plan
from tests.whatif.oracle.clock import Clock

SHOP = make_plan(
    "suppliers: {mill: {name: Mill, closures:"
    " [{from: 2026-12-21, to: 2027-01-08}, {from: 2027-01-11, to: 2027-01-11}]}}"
)
CALENDAR = BusinessCalendar(SHOP.business)
OPEN = PlanReader(SHOP, CALENDAR).open("mill")
CLOCK = Clock(SHOP, date(2026, 12, 1), time(), 90, 30)


def arrives(ordered: str, lead: str) -> str:
    """When it is there, by the engine; the oracle must say the same."""
    start = CALENDAR.here.midnight(date(2026, 12, 1))
    after = CLOCK.at(datetime.fromisoformat(ordered))
    length = Duration.parse(lead)
    moment = CALENDAR.delivered(start + after * 60, length, OPEN)
    assert CLOCK.delivered(after, length, SHOP.suppliers["mill"].closures) * 60 == moment - start
    return f"{CALENDAR.local(moment):%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("ordered", "lead", "there"),
    [
        ("2026-12-01T09:00", "18d", "12-19 09:00"),
        ("2026-12-02T23:30", "18d", "12-20 23:30"),  # the last that is there before the closure
        ("2026-12-03T00:00", "18d", "01-09 00:00"),  # it would be there as the closure begins
        ("2026-12-05T09:00", "18d", "01-12 09:00"),  # 16 days before, and 2 after: the 11th does not count
        ("2026-12-28T09:00", "1d", "01-10 00:00"),  # taken when they open
        ("2026-12-20T12:00", "36h", "01-10 00:00"),
        ("2026-12-20T12:00", "12h", "01-09 00:00"),  # no delivery at the first moment of a closure
        ("2026-12-17T10:00", "2 working days", "01-12 10:00"),  # Friday the 18th, and Tuesday the 12th
        ("2026-12-18T16:00", "2 working hours", "01-12 10:00"),
    ],
)
def test_no_day_counts_on_which_the_supplier_is_closed(ordered: str, lead: str, there: str) -> None:
    assert arrives(ordered, lead) == there


def test_engine_and_oracle_agree_on_every_order_around_a_closure() -> None:
    for lead in ("1d", "2d", "18d", "12h", "36h", "1 working day", "5 working days", "3 working hours"):
        for day in range(14, 32):
            for clock in ("00:00", "09:30", "16:30"):
                arrives(f"2026-12-{day:02}T{clock}", lead)


def test_who_closes_for_good_delivers_nothing_more() -> None:
    plan = make_plan("suppliers: {mill: {name: Mill, closures: [{from: 2026-12-21, to: 2299-12-30}]}}")
    reader = PlanReader(plan)
    ordered = reader.calendar.here.midnight(date(2026, 12, 18))
    for lead in ("5d", "80h", "5 working days", "30 working hours"):
        moment = reader.calendar.delivered(ordered, Duration.parse(lead), reader.open("mill"))
        assert reader.calendar.local_or_none(moment) is None, lead
