"""Statements of invented banks: the same payments in the layouts that banks use."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

WIFI = "BRIGHT WIFI LTD"
PAID: tuple[tuple[date, str, Decimal], ...] = (
    *(
        (date(2026, month, 5), "Direct Debit BRIGHT WIFI LTD REF 8812", Decimal("38.40"))
        for month in range(1, 12)
    ),
    *((date(2026, month, 1), "Landlord & Sons rent", Decimal("780.00")) for month in range(1, 12)),
    *((date(2026, month, 15), "CLOUD TOOLS", Decimal("1249.00") + month) for month in (2, 5, 8, 11)),
    *((date(2026, month, day), "Corner Cafe", Decimal(day) + 3) for month, day in ((1, 2), (3, 19), (9, 7))),
    *((date(year, 11, 3), "Insurance Mutual", Decimal("512.00")) for year in (2025, 2026)),
    *((date(2026, month, 12), "Old Gym", Decimal("20.00")) for month in (1, 2, 3, 4)),
)
CAME_IN = tuple((date(2026, month, 20), "Payout", Decimal("3250.75")) for month in range(1, 12))

Write = Callable[[date, str, Decimal], str]


def english(amount: Decimal) -> str:
    return f"{amount:,.2f}"


def european(amount: Decimal) -> str:
    return english(amount).translate(str.maketrans(",.", ".,"))


def debit_columns() -> str:
    """A British bank: lines above the table, a column for each direction, day first."""
    lines = ["Account name:,Fern & Flask", "", "Date,Transaction type,Description,Paid out,Paid in,Balance"]
    lines += [f'{day:%d/%m/%Y},DD,{payee},"{english(sum)}",,"1,000.00"' for day, payee, sum in PAID]
    lines += [f'{day:%d/%m/%Y},CR,{payee},,"{english(sum)}","1,000.00"' for day, payee, sum in CAME_IN]
    return "\n".join(lines) + "\n"


def german() -> str:
    """Semicolons, decimal commas, a sign, two-digit years, and Windows-1252."""
    lines = ["Buchungstag;Begünstigter/Zahlungspflichtiger;Verwendungszweck;Betrag;Währung"]
    lines += [f'{day:%d.%m.%y};"{payee}";;-{european(sum)};GBP' for day, payee, sum in PAID]
    lines += [f'{day:%d.%m.%y};"{payee}";;{european(sum)};GBP' for day, payee, sum in CAME_IN]
    return "\n".join(lines) + "\n"


def dutch() -> str:
    """Days without separators, and a column that says which way the money went."""
    lines = ['"Datum";"Naam / Omschrijving";"Af Bij";"Bedrag (EUR)"']
    lines += [f'"{day:%Y%m%d}";"{payee}";"Af";"{european(sum)}"' for day, payee, sum in PAID]
    lines += [f'"{day:%Y%m%d}";"{payee}";"Bij";"{european(sum)}"' for day, payee, sum in CAME_IN]
    return "\n".join(lines) + "\n"


def american() -> str:
    """Tabs, the month first, brackets for what was paid."""
    lines = ["Posting Date\tDescription\tAmount"]
    lines += [f"{day:%m/%d/%Y}\t{payee}\t({english(sum)})" for day, payee, sum in PAID]
    lines += [f"{day:%m/%d/%Y}\t{payee}\t{english(sum)}" for day, payee, sum in CAME_IN]
    return "\n".join(lines) + "\n"


def online() -> str:
    """Pipes, months by name, and rows that never happened."""
    lines = ["Completed Date|Description|Amount|Currency|State"]
    lines += [f"{day.day} {day:%b} {day.year}|{payee}|-{sum}|GBP|COMPLETED" for day, payee, sum in PAID]
    lines += [f"{day.day} {day:%b} {day.year}|{payee}|{sum}|GBP|COMPLETED" for day, payee, sum in CAME_IN]
    lines += ["1 Nov 2026|CLOUD TOOLS|-9999.00|GBP|REVERTED"]
    return "\n".join(lines) + "\n"
