"""Bank statements: bills that come round are found in every layout; what has two readings is asked."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outlast.importing import Choices, Unclear, Unreadable
from outlast.importing.rounds import rhythm
from outlast.model.recurrence import Recurrence

from tests.importing import statements
from tests.importing.shop import TODAY, proposed, reasons, texts

LAYOUTS = (
    statements.debit_columns,
    statements.german,
    statements.dutch,
    statements.american,
    statements.online,
)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_the_same_bills_come_out_of_every_layout(layout: Callable[[], str], encoding: str) -> None:
    outcome = proposed(layout().encode(encoding))
    said = {
        id: [line.strip() for line in text.splitlines() if "due:" in line]
        for id, text in texts(outcome).items()
    }
    assert said == {
        "pay-bright-wifi-ltd": ["due: every month on 5"],
        "pay-cloud-tools": ["due: every 3 months on 15 from 2026-02-15"],
        "pay-insurance-mutual": ["due: every year on 11-03"],
    }
    assert reasons(outcome) == {
        "Pay Landlord & Sons rent": "the plan has Pay the rent (rent)",
        "Pay Old Gym": "it seems to have ended: the last one was on 2026-04-12",
    }
    assert any("1 of 6 payees" in text for text in outcome.remarks)


def test_a_bill_is_a_duty_with_its_amount_for_the_team_only() -> None:
    assert (
        texts(proposed(statements.debit_columns()))["pay-bright-wifi-ltd"]
        == """\
pay-bright-wifi-ltd:
  name: Pay Bright Wifi LTD
  due: every month on 5
  amount: 38.40 GBP
  automatic: yes   # the statement says so
  by: sam   # and whoever else can: [sam, maya]
  audience: team   # not for everybody, unless you delete this line
"""
    )


def test_what_it_is_not_sure_of_is_said() -> None:
    outcome = proposed(statements.debit_columns())
    cloud = next(one for one in outcome.proposals if "cloud" in one.fragment.id)
    assert "the amount differs: 1251.00 to 1260.00" in cloud.notes
    assert "# Check: the amount differs: 1251.00 to 1260.00" in cloud.fragment.text


def monthly(form: str, *days: date, amount: str = "-9.50") -> str:
    return "Date;Payee;Amount\n" + "".join(f"{day:{form}};Acme;{amount}\n" for day in days)


FIRST_DAYS = (date(2026, 5, 3), date(2026, 6, 3), date(2026, 7, 3))


def test_days_that_may_be_months_are_asked_and_the_answer_is_taken() -> None:
    text = "Date;Payee;Amount\n02/03/2026;Acme;-9.50\n02/03/2025;Acme;-9.50\n"
    with pytest.raises(Unclear) as unclear:
        proposed(text)
    assert unclear.value.option == "dates"
    assert "02/03/2026" in str(unclear.value)
    assert "every year on 03-02" in str(texts(proposed(text, Choices(dates="day-first"))))
    assert "every year on 02-03" in str(texts(proposed(text, Choices(dates="month-first"))))


@pytest.mark.parametrize("form", ["%d/%m/%Y", "%m/%d/%Y", "%d-%m-%y", "%Y-%m-%d", "%Y%m%d", "%d %b %Y"])
def test_other_rows_tell_the_day_from_the_month(form: str) -> None:
    other = f"{date(2026, 7, 31):{form}};Other;-1.00\n"
    assert "due: every month on 3\n" in texts(proposed(monthly(form, *FIRST_DAYS) + other))["pay-acme"]


def test_the_order_of_the_rows_tells_the_day_from_the_month() -> None:
    days = (date(2025, 11, 5), date(2025, 12, 4), date(2026, 1, 5))
    assert "due: every month on 4\n" in texts(proposed(monthly("%d/%m/%Y", *days)))["pay-acme"]


def test_cents_that_may_be_thousands_are_asked() -> None:
    text = monthly("%Y-%m-%d", *FIRST_DAYS, amount="-1.234")
    with pytest.raises(Unclear) as unclear:
        proposed(text)
    assert unclear.value.option == "decimals"
    assert "amount: 1234.00 GBP" in str(texts(proposed(text, Choices(decimals="comma"))))


def test_which_amounts_were_paid_is_asked_where_no_sign_tells() -> None:
    text = monthly("%Y-%m-%d", *FIRST_DAYS, amount="9.50")
    with pytest.raises(Unclear) as unclear:
        proposed(text)
    assert unclear.value.option == "spent"
    assert "pay-acme" in texts(proposed(text, Choices(spent="plus")))
    assert "pay-acme" not in texts(proposed(text, Choices(spent="minus")))


def test_a_comma_that_splits_an_amount_is_no_amount() -> None:
    text = "Date,Payee,Amount\n" + "".join(f"{day},Acme,-9,50\n" for day in FIRST_DAYS)
    outcome = proposed(text)
    assert not outcome.proposals
    assert "more cells than there are columns" in outcome.left_out[0].why


@pytest.mark.parametrize(
    ("days", "due"),
    [
        (["2026-08-31", "2026-09-30", "2026-10-31"], "every month on the last day"),
        (
            ["2026-08-03", "2026-09-01", "2026-10-01", "2026-11-02"],
            "every month on 1 or the working day after",
        ),
        (["2026-11-06", "2026-11-13", "2026-11-20"], "every friday"),
        (["2026-10-23", "2026-11-06", "2026-11-20"], "every 2 weeks on friday from 2026-10-23"),
        (["2026-09-25", "2026-10-23", "2026-11-20"], "every 4 weeks on friday from 2026-09-25"),
        (["2025-06-10", "2025-12-10", "2026-06-10"], "every 6 months on 10 from 2025-06-10"),
        (["2026-01-10", "2026-11-10"], None),
        (["2026-01-10", "2026-02-10"], None),
        (["2026-01-02", "2026-03-19", "2026-09-07"], None),
        (["2026-01-10", "2026-01-10", "2026-02-10"], None),
    ],
)
def test_rhythms(days: list[str], due: str | None) -> None:
    found = rhythm([date.fromisoformat(day) for day in days])
    assert (found.due if found else None) == due


@given(st.dates(date(2024, 1, 1), date(2026, 1, 1)), st.sampled_from([7, 14]), st.integers(3, 9))
def test_a_rhythm_has_the_days_that_it_was_found_in(first: date, step: int, times: int) -> None:
    days = [first + timedelta(days=step * number) for number in range(times)]
    found = rhythm(days)
    assert found
    assert Recurrence.parse(found.due).days(days[0], days[-1] + timedelta(days=1), lambda _: True) == tuple(
        days
    )


def test_what_the_plan_has_is_left_out() -> None:
    def of(payee: str, amount: str = "-31.00") -> str:
        return "Date;Payee;Amount\n" + "".join(f"{day};{payee};{amount}\n" for day in FIRST_DAYS)

    assert reasons(proposed(of("RENT Smith 4421"))) == {"Pay Rent Smith": "the plan has Pay the rent (rent)"}
    assert "a duty of the same amount" in proposed(of("Smith", "-780.00")).left_out[0].why
    other_days = "".join(f"{day + timedelta(days=14)};Smith;-780.00\n" for day in FIRST_DAYS)
    assert "pay-smith" in texts(proposed(f"Date;Payee;Amount\n{other_days}"))
    assert "# stops: [shop]" in texts(proposed(of("SHOPIFY* 99812")))["pay-shopify"]


CELLS = st.text(max_size=12) | st.sampled_from(["01/02/2026", "-9,50", "1E+5", "="])


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(";,\t|"),
    st.lists(
        st.lists(st.text(max_size=12) | st.sampled_from(["01/02/2026", "-9,50", "1E+5", "="]), max_size=5),
        max_size=6,
    ),
)
def test_no_statement_ends_in_a_traceback(separator: str, rows: list[list[str]]) -> None:
    body = "\n".join(separator.join(row) for row in rows)
    head = separator.join(("Date", "Payee", "Amount", "Currency"))
    with suppress(Unreadable, Unclear):
        proposed(f"{head}\n{body}".encode("utf-8", "replace"))


def test_a_statement_of_many_years_is_read_in_seconds() -> None:
    day = TODAY - timedelta(days=3000)
    rows = (
        f"{day + timedelta(days=number // 20)};Payee {number % 97};-{number % 50}.00\n"
        for number in range(60_000)
    )
    assert proposed("Date;Payee;Amount\n" + "".join(rows)).remarks
