"""How durations, amounts, dates and hours are said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outlast import words
from outlast.model.people import Hours
from outlast.model.scalars import Duration, Limit, Loss, Money, Target, TimeOfDay, Timezone, Weekdays


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("30m", "30 minutes"),
        ("1m", "1 minute"),
        ("4h", "4 hours"),
        ("1d", "1 day"),
        ("2w", "2 weeks"),
        ("1d 12h", "1 day 12 hours"),
        ("1.5h", "1.5 hours"),
        ("5 working days", "5 working days"),
        ("1 working hour", "1 working hour"),
        ("PT90M", "1 hour 30 minutes"),
        ("P1DT2H", "1 day 2 hours"),
        ("P2W", "14 days"),
    ],
)
def test_duration(typed: str, said: str) -> None:
    assert words.duration(Duration.parse(typed)) == said


def test_nothing_is_said_of_nothing() -> None:
    assert [words.duration(None), words.target(None), words.money(None, "EUR")] == ["", "", ""]
    assert [words.limit(None, "EUR"), words.loss(None, "EUR"), words.hours(())] == ["", "", ""]


@pytest.mark.parametrize(
    ("typed", "said"),
    [("4h", "4 hours"), ("unknown", "not known"), ("vendor", "when its maker has it back")],
)
def test_target(typed: str, said: str) -> None:
    assert words.target(Target.parse(typed)) == said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("80", "€80"),
        ("80 EUR", "€80"),
        ("80.00 EUR", "€80"),
        ("1.10 EUR", "€1.10"),
        ("10.5 EUR", "€10.50"),
        ("4200 GBP", "£4,200"),
        ("1250.50 GBP", "£1,250.50"),
    ],
)
def test_money(typed: str, said: str) -> None:
    assert words.money(Money.parse(typed), "EUR") == said


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_no_cent_of_an_amount_is_lost(whole: int, cents: int) -> None:
    said = words.money(Money.parse(f"{whole}.{cents:02}"), "EUR")
    digits = "".join(sign for sign in said if sign.isdigit())
    assert digits == (f"{whole}{cents:02}" if cents else str(whole))


def test_limit_and_loss() -> None:
    assert words.limit(Limit.parse("any"), "EUR") == "any amount"
    assert words.limit(Limit.parse("80"), "EUR") == "up to €80"
    assert words.limit(Limit.read(["80 EUR", "70 GBP"]), "EUR") == "up to €80 or £70"
    assert words.loss(Loss.parse("35 EUR per day"), "GBP") == "€35 per day"
    assert words.loss(Loss.parse("120 per open day"), "GBP") == "£120 per open day"


def test_days() -> None:
    assert words.day(date(2026, 11, 22)) == "Sunday 22 November 2026"
    assert words.day(date(2026, 1, 1)) == "Thursday 1 January 2026"
    assert words.day_of_year(2, 29) == "29 February"


@pytest.mark.parametrize(
    ("items", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_some(items: list[str], said: str) -> None:
    assert words.some(items) == said
    assert words.some(iter(items), "or") == said.replace(" and ", " or ")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("mon-fri", "Monday to Friday"),
        ("sat", "Saturday"),
        ("sat-sun", "Saturday and Sunday"),
        ("mon, wed, fri", "Monday, Wednesday and Friday"),
        ("mon-sun", "every day"),
    ],
)
def test_weekdays(days: str, said: str) -> None:
    assert words.hours((Hours(days=Weekdays.parse(days)),)) == said


def test_days_over_a_weekend_are_the_days_that_were_typed() -> None:
    said = words.hours((Hours(days=Weekdays.parse("fri-mon")),))
    assert all(name in said for name in ("Friday", "Saturday", "Sunday", "Monday"))


def test_hours_name_the_clock_where_it_is_another() -> None:
    entry = Hours.model_validate(
        {
            "days": Weekdays.parse("mon-fri"),
            "from": TimeOfDay.parse("09:00"),
            "to": TimeOfDay.parse("22:30"),
            "timezone": Timezone("America/New_York"),
        }
    )
    assert words.hours((entry,), "Europe/Brussels") == "Monday to Friday 09:00 to 22:30 (New York time)"
    assert words.hours((entry,), "America/New_York") == "Monday to Friday 09:00 to 22:30"
    late = Hours.model_validate({"days": Weekdays.parse("sat"), "from": TimeOfDay.parse("18:00")})
    assert words.hours((entry, late), "America/New_York").endswith("; Saturday 18:00 to midnight")


def test_languages() -> None:
    assert words.language("nl") == "Nederlands"
    assert words.language_in_english("nl") == "Dutch"
    assert words.language("pt-BR").startswith("Portugu")
    assert words.language("xx") == "xx"
    assert words.language_in_english("xx") == "xx"


@pytest.mark.parametrize("text", ["", "a", "écru", "iPhone", "42 days"])
def test_a_capital_changes_nothing_but_the_first_letter(text: str) -> None:
    assert words.capital(text)[1:] == text[1:]
    assert words.capital(text)[:1] == text[:1].upper()
