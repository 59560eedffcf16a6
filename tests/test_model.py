"""Values: what can be typed, what it means, and that it stays as it was typed."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outlast.model.recurrence import Recurrence
from outlast.model.scalars import (
    BankAccount,
    Clock,
    Count,
    Country,
    Currency,
    Day,
    Duration,
    Email,
    Factor,
    Flag,
    Language,
    Limit,
    Loss,
    Money,
    Phone,
    Share,
    Stated,
    Target,
    TimeOfDay,
    Timezone,
    Url,
    Weekdays,
    YearDay,
)
from outlast.model.value import Ref, Text, Value, Word
from pydantic_core import PydanticCustomError


@pytest.mark.parametrize(
    ("typed", "length"),
    [
        ("30m", timedelta(minutes=30)),
        ("4h", timedelta(hours=4)),
        ("3d", timedelta(days=3)),
        ("2w", timedelta(weeks=2)),
        ("1d 12h", timedelta(hours=36)),
        ("1d12h", timedelta(hours=36)),
        ("1.5h", timedelta(minutes=90)),
        ("PT90M", timedelta(minutes=90)),
        ("P1DT2H", timedelta(hours=26)),
        ("P2W", timedelta(weeks=2)),
        ("0m", timedelta()),
        ("36525d", timedelta(days=36_525)),
    ],
)
def test_durations(typed: str, length: timedelta) -> None:
    read = Duration.parse(typed)
    assert (read.length, read.clock, str(read)) == (length, Clock.ALWAYS, typed)


def test_working_time_is_not_clock_time() -> None:
    assert Duration.parse("5 working days").clock is Clock.WORKING_DAYS
    assert Duration.parse("1 working day").length == timedelta(days=1)
    assert Duration.parse("6 working hours").clock is Clock.WORKING_HOURS
    assert Duration.parse("6 working hours").length == timedelta(hours=6)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        *((Duration, text) for text in ("4", "h", "soon", "-4h", "last month", "36526d", "P", "PT", "")),
        *((Target, text) for text in ("soon", "4", "when it suits us")),
        *((Money, text) for text in ("a lot", "80 XXQ", "80 EUR GBP", "-5", "80.1234", "1e3", "")),
        *((Limit, text) for text in ("some", "it depends", "-5")),
        *((Loss, text) for text in ("35 EUR per moon", "per day", "a lot per day", "-35 per day")),
        *((Share, text) for text in ("101%", "-1%", "%", "most")),
        *((Day, text) for text in ("2026-02-30", "31/02/2026", "20261122", "today", "Fri 24 Dec 2026", "")),
        *((YearDay, text) for text in ("02-30", "13-01", "1-1", "2026-11-20", "30 Feb")),
        *((Factor, text) for text in ("-1", "x", "")),
        *((TimeOfDay, text) for text in ("24:00", "09:60", "0900", "13pm", "")),
        *((Weekdays, text) for text in ("someday", "mon-xyz", "", "mon,,tue", "1")),
        *((Timezone, text) for text in ("Atlantis", "+14:30", "")),
        *((Currency, text) for text in ("XXQ", "money", "")),
        *((Language, text) for text in ("gibberish", "e", "")),
        *((Country, text) for text in ("XX", "Europe", "EU", "")),
        *((Phone, text) for text in ("12", "call me", "+32 470 x", "")),
        *((Email, text) for text in ("a@b", "a b@c.d", "@c.d", "a@b.c?x=1")),
        *((Url, text) for text in ("our site", "ftp://a.example", "javascript:x", "https://", "example")),
        *((Url, text) for text in ("https://a b.example", 'https://a.example/"x', "https://a.example/<b>")),
        *((Count, text) for text in ("-1", "1.0", "some", "")),
        *((Flag, text) for text in ("maybe", "1", "")),
        *((Ref, text) for text in ("Sam", "a b", "a--b", "-a", "a-", "", "a_b", "é")),
        *((Recurrence, text) for text in ("monthly", "every month", "every month on 32", "every 0 days")),
        *((Recurrence, text) for text in ("every 2 weeks on friday", "every year on 02-30")),
        *((Recurrence, text) for text in ("every tuesday or the working day before", "every blue moon")),
        *((Word, text) for text in ("", "  \n ")),
        *((Text, text) for text in ("", "  \n ")),
    ],
)
def test_what_is_no_value_is_refused_with_a_name_and_a_reason(kind: type[Value], typed: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        kind.parse(typed)
    context = refused.value.context
    assert context is not None
    assert context["rule"]
    assert context["message"]


@pytest.mark.parametrize("raw", [None, [], {}, ["a"]])
@pytest.mark.parametrize("kind", [Duration, Money, Day, Phone, Word, Text, Flag, Recurrence])
def test_other_shapes_are_refused_with_what_it_takes(kind: type[Value], raw: object) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        kind.read(raw)
    assert kind.kind in refused.value.message()


KINDS: list[type[Value]] = [*Value.__subclasses__(), *Word.__subclasses__()]


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_of_a_kind_is_one(kind: type[Value]) -> None:
    for text in kind.examples:
        assert str(kind.parse(text)) == text


def test_targets_may_say_that_nobody_can_promise() -> None:
    assert Target.parse("unknown") == Target(None, Stated.UNKNOWN)
    assert Target.parse("vendor") == Target(None, Stated.VENDOR)
    read = Target.parse("4h")
    assert read.duration is not None
    assert read.duration.length == timedelta(hours=4)


@pytest.mark.parametrize(
    ("typed", "amount", "currency"),
    [
        ("4500", "4500", None),
        ("80 EUR", "80", "EUR"),
        ("1250.50 GBP", "1250.50", "GBP"),
        ("1.10", "1.10", None),
    ],
)
def test_money(typed: str, amount: str, currency: str | None) -> None:
    read = Money.parse(typed)
    assert (read.amount, read.currency, str(read)) == (Decimal(amount), currency, typed)


@given(st.decimals(0, 10**12, places=2))
def test_money_is_never_rounded(amount: Decimal) -> None:
    assert Money.parse(f"{amount} EUR").amount == amount


def test_limits() -> None:
    assert Limit.parse("any").any
    assert not Limit.parse("0").any
    assert [money.currency for money in Limit.read(["80 EUR", "70 GBP"]).amounts] == ["EUR", "GBP"]
    assert str(Limit.read(["80 EUR", "70 GBP"])) == "80 EUR / 70 GBP"


def test_losses() -> None:
    assert not Loss.parse("35 EUR per day").open_days
    assert Loss.parse("35 EUR per open day").open_days
    assert Loss.parse("120 per day").money.amount == 120


def test_parts_and_factors() -> None:
    assert Share.parse("75%").fraction == Decimal("0.75")
    assert Share.parse("100 %").fraction == 1
    assert Share.parse("33.3%").fraction == Decimal("0.333")
    assert Factor.parse("2.5").number == Decimal("2.5")
    assert Count.parse("007") == 7


def test_days_and_times() -> None:
    assert Day.parse("2028-02-29").date == date(2028, 2, 29)
    assert Day.parse("2026-01-02") < Day.parse("2026-01-10")
    assert YearDay.parse("02-29") == YearDay(2, 29)
    assert TimeOfDay.parse("22:30").time == time(22, 30)
    assert str(TimeOfDay.parse("9:00")) == "09:00"


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("mon-fri", (0, 1, 2, 3, 4)),
        ("sat", (5,)),
        ("fri-mon", (0, 4, 5, 6)),
        ("mon, wed, fri", (0, 2, 4)),
        ("Mon-Tue, sun", (0, 1, 6)),
        ("mon, mon", (0,)),
    ],
)
def test_days_of_the_week(typed: str, days: tuple[int, ...]) -> None:
    assert Weekdays.parse(typed).days == days
    assert Weekdays.read(["mon", "wed"]).days == (0, 2)


@pytest.mark.parametrize(
    ("typed", "href"),
    [
        ("+32 470 00 01 02", "tel:+32470000102"),
        ("0042", "tel:0042"),
        ("(02) 555-12.34", "tel:025551234"),
        ("112", "tel:112"),
    ],
)
def test_a_telephone_number_stays_as_typed_and_can_be_dialled(typed: str, href: str) -> None:
    assert (str(Phone.parse(typed)), Phone.parse(typed).href) == (typed, href)


@pytest.mark.parametrize(
    "typed", ["https://a.example", "http://a.example:8080/x?y=1&z=(2)#w", "https://ä.example/é"]
)
def test_web_addresses(typed: str) -> None:
    assert Url.parse(typed) == typed
    assert Url.parse(typed).href == typed


@given(st.text(max_size=40))
def test_no_web_address_leaves_the_web_or_its_attribute(text: str) -> None:
    try:
        url = Url.parse(text)
    except PydanticCustomError:
        return
    assert url.startswith(("https://", "http://"))
    assert not set(url) & set(" \n\t<>\"'`\\")


def test_yes_and_no_are_words() -> None:
    assert bool(Flag.parse("yes"))
    assert bool(Flag.parse("True"))
    assert not Flag.parse("no")
    assert str(Flag.parse("false")) == "no"


@given(st.text(max_size=60).filter(lambda text: text.strip()))
def test_text_keeps_its_letters_and_a_word_is_one_line(text: str) -> None:
    assert Text.parse(text) == text.strip("\n")
    assert Word.parse(text) == " ".join(text.split())


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("sort code 20-00-00, account 1234 5678", "sort code 20-00-00, account 12345678"),
        ("Sort code: 200000 Account number: 1234567", "sort code 20-00-00, account 1234567"),
        ("bsb 062000 / 123 456 789", "BSB 062-000, account 123456789"),
        ("Routing number 021000021; acct. no. 000123456789", "routing 021000021, account 000123456789"),
        ("ifsc hdfc0000123 a/c 12345678901234", "IFSC HDFC0000123, account 12345678901234"),
        ("sort code 20-00-00", ""),
        ("1234 5678", ""),
        ("routing 021000022, account 000123456789", ""),
        ("BE71 0961 2345 6769", ""),
        ("sort code 20-00-00, account 12345678901", ""),
    ],
)
def test_an_account_without_an_iban_is_read_as_its_country_writes_it(typed: str, read: str) -> None:
    if read:
        assert BankAccount.parse(typed) == BankAccount.parse(read) == read
        assert BankAccount.parse(typed).digits == read.split()[-1]
    else:
        with pytest.raises(PydanticCustomError, match="this is not a bank account"):
            BankAccount.parse(typed)
