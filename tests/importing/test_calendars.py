"""Calendars: what is still to come becomes a duty, in words that mean the same days."""

from datetime import date, datetime, timedelta
from itertools import takewhile
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from icalendar.prop import vRecur
from outlast.importing import Unreadable
from outlast.importing.repeats import Unsayable, in_words
from outlast.model.recurrence import Recurrence

from tests.importing.shop import TODAY, proposed, reasons, texts

MOTHERS_DAY = "every 12 months on the second sunday"
FILE = (Path(__file__).parent / "files/calendar.ics").read_bytes()


def calendar(*lines: str) -> str:
    return "\n".join(("BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""))


def test_an_entry_that_comes_round_is_a_duty_of_the_owner() -> None:
    assert (
        texts(proposed(FILE))["vat-return-and-payment"]
        == """\
vat-return-and-payment:
  name: VAT return and payment
  due: every 3 months on 7 from 2026-01-07
  by: sam   # and whoever else can: [sam, maya]
  audience: team   # not for everybody, unless you delete this line
"""
    )


def test_a_day_is_that_of_the_clock_of_the_business() -> None:
    assert "due: 2026-12-15" in texts(proposed(FILE))["renew-the-insurance"]


def test_a_task_has_its_due_day() -> None:
    assert "due: 2027-01-05" in texts(proposed(FILE))["accounts-to-the-bookkeeper"]


def test_what_cannot_be_said_exactly_has_its_next_day_and_the_reason() -> None:
    found = texts(proposed(FILE))
    assert "due: 2026-12-31\n" in found["stock-count"]
    assert "# Check: this is only the next time. The calendar repeats it:" in found["stock-count"]
    assert "not every month has this day" in found["stock-count"]
    assert "due: 2026-11-30\n" in found["order-glass"]
    assert "some days are left out" in found["order-glass"]


def test_what_is_past_cancelled_or_in_the_plan_is_left_out() -> None:
    assert reasons(proposed(FILE)) == {
        "Trade fair": "it is past (2025-04-01)",
        "Party": "it is cancelled or done",
        "PAY the rent": "the plan has Pay the rent (rent)",
    }


def test_no_description_comes_along() -> None:
    assert "hunter2" not in "".join(texts(proposed(FILE)).values())


@pytest.mark.parametrize(
    ("rule", "start", "said"),
    [
        ("FREQ=DAILY", "20260101", "every day"),
        ("FREQ=DAILY;INTERVAL=6", "20260101", "every 6 days from 2026-01-01"),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "20260101", "every mon, tue, wed, thu, fri"),
        ("FREQ=WEEKLY", "20260106", "every tuesday"),
        ("FREQ=WEEKLY", "20270105", "every tuesday from 2027-01-05"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "20260109", "every 2 weeks on friday from 2026-01-09"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "20260131", "every month on the last day"),
        ("FREQ=MONTHLY;BYDAY=2TH", "20260108", "every month on the second thursday"),
        ("FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1", "20260130", "every month on the last friday"),
        ("FREQ=YEARLY", "20200331", "every year on 03-31"),
        ("FREQ=YEARLY;INTERVAL=2", "20260328", "every 24 months on 28 from 2026-03-28"),
        (
            "FREQ=YEARLY;BYDAY=2SU;BYMONTH=5",
            "20260510",
            "every 12 months on the second sunday from 2026-05-10",
        ),
    ],
)
def test_rules_in_the_words_of_a_plan(rule: str, start: str, said: str) -> None:
    outcome = proposed(calendar("SUMMARY:X", f"DTSTART;VALUE=DATE:{start}", f"RRULE:{rule}"))
    assert f"due: {said}\n" in texts(outcome)["x"].replace('"', "")


WEEKDAYS = st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU", "1MO", "-1FR", "5SU"])
PARTS = st.fixed_dictionaries(
    {"FREQ": st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])},
    optional={
        "INTERVAL": st.integers(1, 14).map(str),
        "BYDAY": st.lists(WEEKDAYS, min_size=1, max_size=3).map(",".join),
        "BYMONTHDAY": st.sampled_from(["1", "28", "29", "31", "-1", "-2"]),
        "BYMONTH": st.sampled_from(["1", "2", "6", "1,7"]),
        "BYSETPOS": st.sampled_from(["1", "4", "5", "-1"]),
        "WKST": st.sampled_from(["MO", "SU"]),
    },
)


@settings(max_examples=150, deadline=None)
@given(PARTS, st.dates(date(2024, 1, 1), date(2027, 12, 31)))
@example({"FREQ": "YEARLY"}, date(2027, 11, 29))  # a year after today, and not today
@example({"FREQ": "YEARLY", "BYMONTH": "11", "BYMONTHDAY": "30"}, date(2027, 11, 10))
@example({"FREQ": "MONTHLY", "BYDAY": "1MO", "BYSETPOS": "4"}, date(2024, 1, 1))  # no day at all
def test_what_is_said_means_the_very_days_of_the_calendar(parts: dict[str, str], start: date) -> None:
    text = ";".join(f"{key}={value}" for key, value in parts.items())
    try:
        said = in_words(vRecur.from_ical(text), start, TODAY)
    except Unsayable:
        assume(False)
    end = TODAY + timedelta(days=2000)
    first = datetime(start.year, start.month, start.day)  # noqa: DTZ001
    days = takewhile(lambda moment: moment.date() < end, rrulestr(text, dtstart=first))
    expected = tuple(moment.date() for moment in days if moment.date() >= TODAY)
    assert Recurrence.parse(said).days(TODAY, end, lambda day: day.weekday() < 5) == expected


@pytest.mark.parametrize(
    "lines",
    [
        ("SUMMARY:X", "DTSTART:yesterday"),
        ("SUMMARY:X",),
        ("DTSTART;VALUE=DATE:20270101",),
        ("SUMMARY:X", "DTSTART;VALUE=DATE:20260101", "RRULE:FREQ=SECONDLY"),
        ("SUMMARY:X", "DTSTART;VALUE=DATE:00010101", "RRULE:FREQ=DAILY;BYMONTHDAY=31;BYMONTH=2"),
        ("SUMMARY:X", "DTSTART;VALUE=DATE:20200101", "RRULE:FREQ=DAILY;COUNT=3"),
        ("SUMMARY:X", "DTSTART;VALUE=DATE:20200101", "RRULE:FREQ=DAILY;UNTIL=20200301"),
        ("SUMMARY:X", "DTSTART;VALUE=DATE:20200101", "RRULE:FREQ=DAILY;COUNT=9;BYMONTHDAY=31;BYMONTH=2"),
        ("SUMMARY:X", "DTSTART;VALUE=DATE:20200101", "RRULE:FREQ=MONTHLY;INTERVAL=0"),
        ("SUMMARY:X", "DTSTART;VALUE=DATE:20200101", "RRULE:FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=4"),
        ("SUMMARY:X", "DTSTART;VALUE=DATE:20200101", "RRULE:NONSENSE"),
        ("SUMMARY:X", "DTSTART;VALUE=DATE:99991231"),
    ],
)
def test_odd_entries_are_left_out_with_a_reason(lines: tuple[str, ...]) -> None:
    outcome = proposed(calendar(*lines))
    assert not outcome.proposals
    assert outcome.left_out[0].why


@pytest.mark.parametrize(
    "text", ["BEGIN:VCALENDAR\n", "BEGIN:VCALENDAR\nEND:VCALENDAR\n", "BEGIN:VCALENDAR\nEND:X\nEND:Y"]
)
def test_a_calendar_without_entries_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(Unreadable, match="calendar"):
        proposed(f"BEGIN:VCALENDAR\n{text}")


KEYS = st.sampled_from(["SUMMARY:", "DTSTART:", "RRULE:", "EXDATE:", "BEGIN:", "END:", "DUE:"])


@settings(max_examples=60, deadline=None)
@given(st.lists(KEYS, max_size=6), st.text(max_size=40))
def test_no_calendar_ends_in_a_traceback(keys: list[str], value: str) -> None:
    body = "\n".join(f"{key}{value}" for key in keys)
    try:
        proposed(calendar("SUMMARY:X", "DTSTART;VALUE=DATE:20270101", body).encode("utf-8", "replace"))
    except Unreadable:
        assume(False)
