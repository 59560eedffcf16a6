"""What people write: one reading is read, two are an error, and each cure can be pasted."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outlast.diagnostics import Diagnostic, Severity
from outlast.load import load
from outlast.model import Plan, visit
from outlast.model.recurrence import Recurrence
from outlast.model.scalars import (
    DAYS,
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
    Target,
    TimeOfDay,
    Timezone,
    Url,
    Weekdays,
    YearDay,
)
from outlast.model.value import ALONE, Ref, Setting, Value
from outlast.schema import schema
from outlast.source import parse
from pydantic_core import PydanticCustomError

from tests.builders import BUSINESS, load_texts, make_plan
from tests.test_schema import as_an_editor_reads, red

WRITTEN = Path(__file__).parent / "written"
DEFINITIONS = schema()["definitions"]
READ: dict[type[Value], dict[str, str]] = {
    Duration: {
        "24 hours": "24h",
        "1 week": "1w",
        "15 min": "15m",
        "15 mins": "15m",
        "4H": "4h",
        "2 hrs": "2h",
        "1.5 hours": "1.5h",
        "1,5 hours": "1.5h",
        "a week": "1w",
        "two days": "2d",
        "an hour": "1h",
        "half an hour": "30m",
        "fortnight": "2w",
        "1 day and 12 hours": "1d 12h",
        "6 months": "6 months",
        "1 month": "1 month",
        "one year": "1 year",
        "2 quarters": "6 months",
        "nightly": "1d",
        "hourly": "1h",
        "every 6 hours": "6h",
        "every month": "1 month",
        "every other day": "2d",
        "once a week": "1w",
        "twice a day": "12h",
        "within 4h": "4h",
        "max 2 days": "2d",
        "3 business days": "3 working days",
        "one working day": "1 working day",
        "6 office hours": "6 working hours",
        "half a year": "6 months",
        "1:30 h": "1h 30m",
        "3x a day": "8h",
    },
    Target: {"TBD": "unknown", "N/A": "unknown", "Unknown": "unknown", "?": "unknown", "15 min": "15m"},
    Money: {
        "£50": "50 GBP",
        "29,99 EUR": "29.99 EUR",
        "80€": "80 EUR",
        "€ 50,-": "50 EUR",
        "1.500,- €": "1500 EUR",
        "EUR 80": "80 EUR",
        "80 eur": "80 EUR",
        "80 euros": "80 EUR",
        "1.200,00": "1200.00",
        "1,200.50": "1200.50",
        "1 000 CHF": "1000 CHF",
        "1'000 CHF": "1000 CHF",
        "₹1,00,000": "100000 INR",
        "£2k": "2000 GBP",
        "US$50": "50 USD",
        "$50 CAD": "50 CAD",
        "1.200 KWD": "1.200 KWD",
        "free": "0",
    },
    Limit: {
        "unlimited": "any",
        "no limit": "any",
        "Any": "any",
        "no": "0",
        "nothing": "0",
        "up to £80": "80 GBP",
        "max 80 EUR": "80 EUR",
        "80 EUR / 70 GBP": "80 EUR / 70 GBP",
        "80 EUR or 70 GBP": "80 EUR / 70 GBP",
    },
    Loss: {
        "€800/day": "800 EUR per day",
        "35 a day": "35 per day",
        "35 daily": "35 per day",
        "£1,000 per hour": "24000 GBP per day",
        "700 EUR per week": "100 EUR per day",
        "365 per year": "1 per day",
        "36.50 EUR a month": "1.2 EUR per day",
        "80 EUR per working day": "80 EUR per open day",
    },
    Share: {"75 percent": "75%", "75,5 %": "75.5 %", "half": "50%"},
    Factor: {"1,5": "1.5", "2x": "2", "double": "2"},
    Count: {"first": "1", "2nd": "2", "three": "3"},
    Flag: {"Y": "yes", "off": "no"},
    Day: {
        "2 Jan 2027": "2027-01-02",
        "24 December 2026": "2026-12-24",
        "December 24, 2026": "2026-12-24",
        "1st of March 2027": "2027-03-01",
        "24/12/2026": "2026-12-24",
        "12/24/2026": "2026-12-24",
        "24.12.2026": "2026-12-24",
        "22-11-2026": "2026-11-22",
        "03/03/2027": "2027-03-03",
        "2026-1-5": "2026-01-05",
        "Thu 24 Dec 2026": "2026-12-24",
        "Tue 02/03/2027": "2027-03-02",
    },
    YearDay: {"20 November": "11-20", "Nov 20": "11-20", "20/11": "11-20", "24.12.": "12-24"},
    TimeOfDay: {
        "9am": "09:00",
        "9 AM": "09:00",
        "5:30 p.m.": "17:30",
        "17.30": "17:30",
        "17h30": "17:30",
        "17": "17:00",
        "12am": "00:00",
        "noon": "12:00",
    },
    Weekdays: {
        "Mon to Fri": "mon-fri",
        "Monday - Friday": "mon-fri",
        "weekdays": "mon-fri",
        "M-F": "mon-fri",
        "Mo-Fr": "mon-fri",
        "Tu, Th": "tue, thu",
        "Saturdays": "sat",
        "Tues & Weds": "tue, wed",
        "Mon-Fri, Sun": "mon-fri, sun",
        "every day": "mon-sun",
    },
    Recurrence: {
        "monthly on 5": "every month on 5",
        "1st of every month": "every month on 1",
        "on the 15th of each month": "every month on 15",
        "15th every month": "every month on 15",
        "annually on 3 March": "every year on 03-03",
        "3 March every year": "every year on 03-03",
        "every 31 March": "every year on 03-31",
        "Fridays": "every fri",
        "each friday": "every fri",
        "weekly on Friday": "every week on fri",
        "daily": "every day",
        "end of the month": "every month on the last day",
        "last Friday of the month": "every month on the last fri",
        "first business day of every month": "every month on the first working day",
        "2nd thursday of the month": "every month on the second thu",
        "quarterly on the 20th": "every quarter on 20",
        "24/12/2026": "2026-12-24",
        "TBD": "unknown",
        "every Monday morning": "every mon",
        "fortnightly on friday from 9 January 2026": "every 2 weeks on fri from 2026-01-09",
        "monthly on 5 or the next working day": "every month on 5 or the next working day",
    },
    Timezone: {"Brussels": "Europe/Brussels", "new york": "America/New_York", "europe/paris": "Europe/Paris"},
    Currency: {"euro": "EUR", "eur": "EUR", "£": "GBP", "Swiss francs": "CHF"},
    Country: {"UK": "GB", "belgium": "BE", "The Netherlands": "NL", "us": "US"},
    Language: {"English": "en", "Nederlands": "nl", "PT-br": "pt-BR"},
    Url: {"www.example.com": "https://www.example.com", "shop.example/a": "https://shop.example/a"},
    Email: {"mailto:a@b.example": "a@b.example", "<a@b.example>": "a@b.example"},
    Phone: {
        "+44 (0)20 7946 0018": "+44 20 7946 0018",
        "555-0100 ext 12": "555-0100 ext. 12",
        "+44 20 7946 0018 x12": "+44 20 7946 0018 ext. 12",
        "Tel: 020 7946 0018": "020 7946 0018",
    },
}
"""What is typed, and what it means in the form in which a plan keeps it."""

TWO: dict[type[Value], dict[str, tuple[str, ...]]] = {
    Duration: {
        "1-2 days": ("1d", "2d"),
        "24-48h": ("24h", "48h"),
        "1 to 2 weeks": ("1w", "2w"),
        "same day": ("1 working day", "1d"),
        "half a day": ("12h", "4 working hours"),
        "about 4 hours": ("4h",),
        "0": ("0m",),
        "4": ("4h", "4d", "4m", "4w"),
        "6M": ("6 months", "6m"),
    },
    Money: {
        "$1,000": ("1000 USD", "1000 CAD", "1000 AUD", "1000 NZD", "1000 SGD", "1000 HKD"),
        "1.200": ("1200", "1.20"),
        "1.200 EUR": ("1200 EUR", "1.20 EUR"),
        "50-100 EUR": ("50 EUR", "100 EUR"),
        "80 EUR per month": ("80 EUR",),
        "¥500": ("500 JPY", "500 CNY"),
    },
    Limit: {"yes": ("any", "80 EUR"), "500 EUR a month": ("500 EUR",)},
    Loss: {"35 EUR": ("35 EUR per day", "35 EUR per open day"), "10 EUR per open hour": ("10 EUR per hour",)},
    Share: {"0.75": ("75%", "0.75%"), "40": ("40%",)},
    Day: {
        "02/03/2027": ("2027-03-02", "2027-02-03"),
        "24/12/26": ("2026-12-24",),
        "24 Dec": ("2026-12-24",),
        "October 2026": ("2026-10-01",),
    },
    YearDay: {"02/03": ("03-02", "02-03")},
    TimeOfDay: {"9": ("09:00", "21:00")},
    Recurrence: {
        "quarterly": ("every quarter on 20",),
        "monthly": ("every month on 20",),
        "annually": ("every year on 03-31",),
        "25th": ("every month on 25",),
        "3 March": ("every year on 03-03",),
        "friday": ("every fri",),
        "last working day": ("every month on the last working day",),
        "yearly in March": ("every year on 03-15",),
        "every other Friday starting 1/8/2027": (
            "every other friday from 2027-08-01",
            "every other friday from 2027-01-08",
        ),
        "every 2 weeks on friday": ("every 2 weeks on friday from 2026-01-09",),
        "every other friday": ("every 2 weeks on fri from 2026-01-09",),
        "every second thursday": ("every 2 weeks on thu from 2026-01-08", "every month on the second thu"),
        "every 3 months on 20": ("every 3 months on 20 from 2026-01-01",),
        "end of every quarter": ("every 3 months on the last day from 2026-03-01",),
        "annually on 02/03": ("every year on 03-02", "every year on 02-03"),
    },
    Timezone: {
        "GMT+1": ("Europe/Brussels", "Europe/Paris", "Europe/Berlin", "Europe/Madrid", "Africa/Lagos"),
        "PST": ("America/Los_Angeles", "America/Vancouver"),
        "Europe/Brusels": ("Europe/Brussels",),
    },
    Currency: {"kr": ("SEK", "NOK", "DKK", "ISK")},
    Country: {"Germny": ("DE",)},
    Email: {"Ann <a@b.example>": ("a@b.example",)},
}
"""What is typed and has two meanings, or lacks something, and what the error offers instead."""


def each(table: dict[type[Value], dict[str, object]]) -> list[object]:
    return [
        pytest.param(kind, typed, meant, id=f"{kind.__name__}-{typed}")
        for kind, texts in table.items()
        for typed, meant in texts.items()
    ]


@pytest.mark.parametrize(("kind", "typed", "meant"), each(READ))  # type: ignore[arg-type]
def test_what_has_one_reading_is_read(kind: type[Value], typed: str, meant: str) -> None:
    read = kind.parse(typed)
    assert str(read) == meant
    assert kind.parse(meant) == read, "what is kept is read again as the same"
    green = DEFINITIONS.get(kind.__name__)
    assert (
        green is None
        or not re.fullmatch("string", str(green.get("type")))
        or (re.search(green.get("pattern", ""), typed))
    ), "an editor does not mark what is read"


@pytest.mark.parametrize(("kind", "typed", "instead"), each(TWO))  # type: ignore[arg-type]
def test_what_has_two_readings_is_an_error_with_each_of_them(
    kind: type[Value], typed: str, instead: tuple[str, ...]
) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        kind.parse(typed)
    assert refused.value.context is not None
    assert refused.value.context["instead"] == instead
    for text in instead:
        kind.parse(text)


@pytest.mark.parametrize(
    ("currency", "typed", "meant"),
    [
        ("USD", "$1,000", "1000 USD"),
        ("CAD", "$95", "95 CAD"),
        ("SEK", "500 kr", "500 SEK"),
        ("JPY", "¥500", "500 JPY"),
        ("USD", "£5", "5 GBP"),
        ("KWD", "1.200", "1.200"),
    ],
)
def test_a_sign_of_several_currencies_is_that_of_the_business(currency: str, typed: str, meant: str) -> None:
    assert str(Money.read(typed, Setting(currency=currency))) == meant
    assert str(Limit.read(typed, Setting(currency=currency))) == meant
    assert str(Loss.read(f"{typed} per day", Setting(currency=currency))) == f"{meant} per day"


@pytest.mark.parametrize(
    ("country", "currency", "timezone", "said"),
    [
        ("USA", "$", "Eastern", ("USD", "America/New_York")),
        ("Canada", "dollars", "Pacific time", ("CAD", "America/Vancouver")),
        ("SE", "kr", "Stockholm", ("SEK", "Europe/Stockholm")),
    ],
)
def test_the_country_says_which_dollar_and_which_clock(
    country: str, currency: str, timezone: str, said: tuple[str, str]
) -> None:
    business = (
        f"business: {{format: 1, name: B, country: {country}, currency: {currency}, timezone: {timezone}}}"
    )
    plan = load_texts(business, "people: {a: {name: A, role: R, may: {spend: $5}}}").plan
    if country == "SE":
        assert plan is None, "no dollar is at home there"
        plan = load_texts(business).plan
    assert plan
    assert (plan.business.currency, plan.business.timezone) == said


def test_a_currency_that_is_not_clear_is_said_only_once() -> None:
    loaded = load_texts(
        "business: {format: 1, name: B, currency: $, timezone: London, revenue: $5 a day}",
        "people: {a: {name: A, role: R, may: {spend: $5}}}",
    )
    assert [one.message.split(": ")[0] for one in loaded.diagnostics] == ["the business › currency"]


def test_an_amount_that_a_comma_cuts_in_a_list_is_no_two_amounts() -> None:
    limits = load_texts(BUSINESS, "people: {a: {name: A, role: R, may: {refund: [$1,000, 70 GBP]}}}")
    assert [one.rule for one in limits.diagnostics] == ["bad-money"]
    assert Limit.read(["500 EUR", "700 GBP"]).amounts[1].amount == 700


@pytest.mark.parametrize(
    ("country", "typed", "meant"),
    [
        ("GB", "020 7946 0018", "+44 20 7946 0018"),
        ("GB", "07700 900123", "+44 7700 900123"),
        ("GB", "0800 1111", "+44 800 1111"),
        ("GB", "020 7946 0018 ext 12", "+44 20 7946 0018 ext. 12"),
        ("GB", "999", "999"),
        ("GB", "116 123", "116 123"),
        ("GB", "+32 470 00 01 02", "+32 470 00 01 02"),
        ("GB", "+32470000102", "+32 470 00 01 02"),
        (None, "+447700900123", "+44 7700 900123"),
        ("GB", "0032 470 00 01 02", "+32 470 00 01 02"),
        ("US", "(212) 736-5000", "+1 212-736-5000"),
        ("US", "555-0100", "555-0100"),
        ("US", "911", "911"),
        ("BE", "0470 12 34 56", "+32 470 12 34 56"),
        (None, "020 7946 0018", "020 7946 0018"),
    ],
)
def test_a_local_number_is_one_of_the_country_of_the_business(
    country: str | None, typed: str, meant: str
) -> None:
    assert Phone.read(typed, Setting(country=country)) == meant
    assert Phone.read(meant, Setting(country=country)) == meant


@pytest.mark.parametrize(
    ("typed", "href"),
    [
        ("+44 (0)20 7946 0018", "tel:+442079460018"),
        ("+44 20 7946 0018 ext 12", "tel:+442079460018;ext=12"),
        ("112", "tel:112"),
    ],
)
def test_a_telephone_number_can_be_dialled(typed: str, href: str) -> None:
    assert Phone.parse(typed).href == href


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("Mon-Fri 9am-5pm", ["mon-fri 09:00-17:00"]),
        ("mon-fri 9-17", ["mon-fri 09:00-17:00"]),
        ("Monday to Friday from 8.30am to 6pm", ["mon-fri 08:30-18:00"]),
        ("mon-fri 9-11am", ["mon-fri 09:00-11:00"]),
        ("Mon-Fri 9am-5pm, Sat 10-14", ["mon-fri 09:00-17:00", "sat 10:00-14:00"]),
        ("Mon-Fri: 9:00 - 17:30; Sat closed", ["mon-fri 09:00-17:30"]),
        ("fri, sat 22:00-06:00", ["fri, sat 22:00-06:00"]),
        ("24/7", ["mon-sun None-None"]),
        ("Mon to Fri", ["mon-fri None-None"]),
    ],
)
def test_hours_stand_beside_their_days(typed: str, hours: list[str]) -> None:
    for written in (f'"{typed}"', f'["{typed}"]'):
        person = make_plan(f"people: {{a: {{name: A, role: R, works: {written}}}}}").people["a"]
        assert [f"{one.days} {one.from_}-{one.to}" for one in person.works] == hours


def test_lists_need_no_brackets_and_ids_only_commas() -> None:
    plan = make_plan(
        """
        people:
          nell-hart:
            {name: Nell Hart, role: Owner, languages: "English, nl", skills: packs, reach: 020 7946 0018}
          tom: {name: Tom Reed, role: Stand-in, reach: [tom@shop.example, www.tom.example, "@tom"]}
        systems:
          till: {name: The till, access: "Nell, Tom"}
          shop: {name: Shop, access: [nell], needs: the Till}
        functions:
          refunds: {name: Refunds, by: "Nell Hart, tom", needs: "Shop, till"}
        """
    )
    assert [hand.who for hand in plan.functions["refunds"].by.hands] == ["nell-hart", "tom"]
    assert [str(need.what) for need in plan.functions["refunds"].needs] == ["shop", "till"]  # type: ignore[union-attr]
    assert [way.who for way in plan.systems["till"].access] == ["nell-hart", "tom"]
    assert [way.who for way in plan.systems["shop"].access] == ["nell-hart"]
    assert plan.people["nell-hart"].languages == ("en", "nl")
    assert plan.people["nell-hart"].skills == ("packs",)
    assert [way.channel for way in plan.people["nell-hart"].reach] == ["phone"]
    assert [way.channel for way in plan.people["tom"].reach] == ["email", "page", "chat"]
    assert not [one for one in visit(plan) if isinstance(one.value, Ref) and one.value not in plan.things]


@pytest.mark.parametrize(
    ("typed", "steps"),
    [
        ("|\n1. Open it.\n2. Click.", ["Open it.", "Click."]),
        ("|\n1) Open it.\n   Wait.\n2) Click.", ["Open it.\nWait.", "Click."]),
        ("|\n- Open it.\n- Click.", ["Open it.", "Click."]),
        ("|\n• Open it.\n\n• Click.", ["Open it.", "Click."]),
        (">\n1. Open it.\n2. Click.", ["Open it.", "Click."]),
        ("1. Open it. 2. Click.", ["Open it.", "Click."]),
        ("Open version 2. Click.", ["Open version 2. Click."]),
    ],
)
def test_a_text_with_numbers_or_bullets_is_steps(typed: str, steps: list[str]) -> None:
    block = typed.replace("\n", "\n          ")
    plan = make_plan(f"procedures:\n  p:\n    name: P\n    steps: {block}\n")
    assert [step.do for step in plan.procedures["p"].steps] == steps


@pytest.mark.parametrize(
    "typed", ["|\n Every day:\n 1. Open it.\n 2. Click.", "\n - |\n   1. Open\n   2. Click"]
)
def test_a_list_inside_a_text_is_no_step(typed: str) -> None:
    block = typed.replace("\n", "\n     ")
    loaded = load_texts(BUSINESS, f"procedures:\n  p:\n    name: P\n    steps: {block}\n")
    assert [one.rule for one in loaded.diagnostics] == ["wrong-shape"]


def test_a_line_says_what_a_block_would() -> None:
    plan = make_plan(
        """
        people:
          a: {name: A, role: R, reach: [text 0151 234, 0151 235 (WhatsApp), 0151 236 (at night), call 999]}
        systems:
          vault: {name: The vault}
          shop:
            name: Shop
            vendor: Shopify
            bill: 29,99 EUR a month
            support: help.shop.example
            login: the vault
            backups: [Products, Orders]
          ads: {name: Ads, vendor: google ads, bill: £300 monthly}
        suppliers:
          wool: {name: Wool, contacts: Jo Dale}
        """
    )
    ways = plan.people["a"].reach
    assert [(way.channel, way.address, way.note) for way in ways] == [
        ("sms", "0151 234", None),
        ("whatsapp", "0151 235", None),
        ("phone", "0151 236", "at night"),
        ("phone", "999", None),
    ]
    shop, ads = plan.systems["shop"], plan.systems["ads"]
    assert shop.bill
    assert (str(shop.bill.amount), str(shop.bill.every)) == ("29.99 EUR", "1 month")
    assert ads.bill
    assert (str(ads.bill.amount), str(ads.bill.every)) == ("300 GBP", "1 month")
    assert shop.support
    assert shop.support.reach[0].page == "https://help.shop.example"
    assert shop.login
    assert shop.login.kept_in == "vault"
    assert [backup.what for backup in shop.backups] == ["Products", "Orders"]
    assert shop.bill.if_unpaid, "the catalogue completes what the plan says in a line"
    assert (shop.vendor, ads.vendor) == ("shopify", "google-ads")
    assert [contact.name for contact in plan.suppliers["wool"].contacts] == ["Jo Dale"]


def test_names_with_and_between_them_are_offered_with_a_comma() -> None:
    loaded = load_texts(
        BUSINESS,
        "people: {a-b: {name: Ann Bo, role: R}, c: {name: Cy, role: R}}",
        "functions:\n  f:\n    name: F\n    by: Ann and Cy\n",
    )
    assert [one.cures for one in loaded.diagnostics] == [('by: "a-b, c"',)]


def test_what_nobody_knows_is_left_out() -> None:
    one, two, three = load_texts(
        BUSINESS,
        "systems:\n  a:\n    name: A\n    coasts: TBD\n    access: none\n"
        "  b: {name: B, coasts: n/a, rto: TBD}\n",
    ).diagnostics
    assert one.cures == ("# coasts: TBD",)
    assert two.cures == ("# access: none",)
    assert three.cures == ("b: {name: B, rto: TBD}",)


def test_an_example_is_nobodys_number() -> None:
    """An account, a telephone or an address that is only an example must not end up in a plan."""
    loaded = load_texts(
        BUSINESS,
        "people: {a: {name: A, role: R, reach: [{phone: call me}, {email: ask}]}}\n"
        "suppliers: {s: {name: S, payment: {iban: BE71 0961 2345 6768}}}\n",
    )
    assert [one.cures for one in loaded.diagnostics] == [(), (), ()]


def test_a_cure_shows_no_secret() -> None:
    loaded = load_texts(BUSINESS, 'systems: {a: {name: A, rto: 4, about: "password: Tr0ub4dor&3xyz"}}\n')
    assert {one.rule for one in loaded.diagnostics} == {"secret", "bad-duration"}
    assert [one.cures for one in loaded.diagnostics] == [(), ()]


def errors(text: str) -> tuple[Plan | None, list[Diagnostic]]:
    loaded = load([parse("plan/shop.yml", text.encode())])
    return loaded.plan, [one for one in loaded.diagnostics if one.severity is Severity.ERROR]


def pasted(text: str) -> Iterator[str]:
    """The text after each error, in order, with the first line that it offers put in the place of its own."""
    while found := errors(text)[1]:
        first = found[0]
        assert first.span, first.message
        assert first.cures, first.message
        lines = text.split("\n")
        indent = re.match(r"\s*", lines[first.span.line - 1])
        lines[first.span.line - 1] = (indent[0] if indent else "") + first.cures[0]
        text = "\n".join(lines)
        yield text


@pytest.mark.parametrize(
    ("file", "most"),
    [("first-plan.yml", 3), ("second-plan.yml", 8), ("values.yml", 10), ("two-readings.yml", 28)],
    ids=str,
)
def test_each_error_of_a_natural_plan_is_cured_by_pasting_its_line(file: str, most: int) -> None:
    text = (WRITTEN / file).read_text(encoding="utf-8")
    assert len(errors(text)[1]) <= most
    *_, whole = pasted(text)
    assert errors(whole)[0]


def test_an_editor_marks_no_line_of_a_natural_plan() -> None:
    text = (WRITTEN / "first-plan.yml").read_text(encoding="utf-8")
    wrong = {f"{one.span.line if one.span else 0}" for one in errors(text)[1]}
    assert len(red(as_an_editor_reads(text))) <= len(wrong), "and no other than what is wrong"


KINDS = tuple(READ)
SIGNS = st.one_of(
    st.text(alphabet="0123456789.,:/-+ '€£$%()ampdhwthendofkr\u00a0Ａé", max_size=24),
    st.lists(
        st.sampled_from(
            [
                "every",
                "each",
                "monthly",
                "quarterly",
                "yearly",
                "weekly",
                "on",
                "the",
                "of",
                "first",
                "second",
                "last",
                "2nd",
                "5",
                "31",
                "day",
                "days",
                "working",
                "friday",
                "mon",
                "to",
                "-",
                "9",
                "9am",
                "17:00",
                "weekdays",
                "and",
                ",",
                "or",
                "from",
                "2",
                "Jan",
                "2027",
                "3/4",
                "per",
                "hour",
                "a",
                "month",
                "£5",
                "EUR",
                "about",
                "up",
                "any",
                "1,000",
                "24",
                "hours",
                "other",
                "quarter",
                "year",
                "ext",
                "12",
                "x",
            ]
        ),
        max_size=6,
    ).map(" ".join),
)
NUMBERS = st.integers(1, 400)


@given(st.sampled_from(KINDS), st.one_of(SIGNS, st.text(max_size=30)))
def test_any_text_is_read_or_refused_and_what_is_kept_is_read_again(kind: type[Value], text: str) -> None:
    try:
        read = kind.parse(text)
    except PydanticCustomError as refused:
        context = refused.context or {}
        assert context["message"]
        for instead in context["instead"]:
            kind.parse(instead)
    else:
        assert kind.parse(str(read)) == read


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "sign", ["1", "1-", "1,", "mon, ", "a ", "every ", "1 day ", ". ", "(", "€", "@", "x12 "]
)
def test_a_long_text_is_refused_in_no_time(kind: type[Value], sign: str) -> None:
    for text in (sign * 4_000, sign * 50):
        try:
            kind.parse(text)
        except PydanticCustomError as refused:
            offered = (refused.context or {})["instead"]
        else:
            offered = ()
        assert len(offered) < 60


UNITS = {"minutes": "m", "mins": "m", "hours": "h", "hrs": "h", "days": "d", "weeks": "w"}


@given(NUMBERS, st.sampled_from(sorted(UNITS)), st.sampled_from(["", " "]))
def test_a_length_in_words_is_that_in_short(count: int, unit: str, gap: str) -> None:
    assert Duration.parse(f"{count}{gap}{unit}") == Duration.parse(f"{count}{UNITS[unit]}")


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_an_amount_with_separators_is_that_without(whole: int, cents: int) -> None:
    plain = f"{whole}.{cents:02} EUR"
    english, german = f"{whole:,}.{cents:02}", f"{whole:,}".replace(",", ".") + f",{cents:02}"
    for written in (f"€{english}", f"{german} EUR", f"EUR {english}", f"{german} €"):
        assert Money.parse(written) == Money.parse(plain)


@given(st.dates())
def test_a_date_in_words_is_that_in_digits(day: object) -> None:
    iso = f"{day}"
    year, month, number = (int(part) for part in iso.split("-"))
    if year < 1800 or year > 2300:
        return
    name = f"{day:%B}"
    for written in (f"{number} {name} {year}", f"{name[:3]} {number}, {year}", f"{number}-{name[:3]}-{year}"):
        assert str(Day.parse(written)) == iso
    slashed = f"{number}/{month}/{year}"
    if number > 12 or number == month:
        assert str(Day.parse(slashed)) == iso
    else:
        with pytest.raises(PydanticCustomError):
            Day.parse(slashed)


@given(st.sets(st.sampled_from(DAYS), min_size=1))
def test_days_in_words_are_those_in_short(days: set[str]) -> None:
    ordered = [day for day in DAYS if day in days]
    for joined in (", ".join(ordered), " and ".join(ordered), " & ".join(day.title() for day in ordered)):
        assert Weekdays.parse(joined).days == Weekdays.parse(", ".join(ordered)).days


def test_a_value_knows_no_plan_by_itself() -> None:
    assert Setting() == ALONE
