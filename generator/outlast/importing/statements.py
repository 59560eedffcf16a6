"""Bank statements: what was paid, to whom and when, in whatever layout a bank writes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from outlast.importing.amounts import ReadAmount, amounts, days
from outlast.importing.outcome import Choices, LeftOut, Unclear
from outlast.importing.tables import Row, Table, folded, named, table


@dataclass(frozen=True)
class Payment:
    """Money that left the account."""

    line: int
    day: date
    payee: str
    amount: Decimal
    currency: str = ""


_DATES = (
    "date|transaction date|booking date|posting date|posted date|posted|completed date|date completed"
    "|buchungstag|buchungsdatum|datum|boekingsdatum|boekdatum|transactiedatum|fecha|fecha operacion"
    "|data|date operation|date d operation|date de comptabilisation|date comptable|started date"
    "|value date|valuta|valutadatum|wertstellung|date valeur|date de valeur"
)
_PAYEES = (
    "payee|merchant|merchant name|counterparty|counter party|counterparty name|beneficiary|name"
    "|beguenstigter zahlungspflichtiger|begunstigter zahlungspflichtiger|zahlungsempfanger|empfanger"
    "|auftraggeber empfanger|name zahlungsbeteiligter|naam tegenpartij|tegenpartij|naam begunstigde"
    "|naam|naam omschrijving|nom contrepartie|contrepartie|beneficiaire|beneficiario|target name"
    "|description|transaction description|details|narrative|transaction|libelle|libelle operation"
    "|concepto|descripcion|descrizione|causale|verwendungszweck|buchungstext|omschrijving|memo"
    "|reference|particulars"
)
_AMOUNTS = (
    "amount|amount eur|amount gbp|amount usd|value|betrag|umsatz|bedrag|bedrag eur|montant|importe|importo"
)
_DEBITS = (
    "debit|debit amount|paid out|money out|withdrawal|withdrawals|withdrawal amount|out|amount out|soll|af"
    "|uitgaven|debet|montant debit|cargo|cargos|addebiti|spent|payments"
)
_CREDITS = (
    "credit|credit amount|paid in|money in|deposit|deposits|deposit amount|in|amount in|haben|bij|inkomsten"
    "|montant credit|abono|abonos|accrediti|receipts"
)
_SIGNS = "af bij|debit credit|dr cr|cr dr|type|debet credit|soll haben|bij af|d c|credit debit|direction"
_CURRENCIES = "currency|currency code|wahrung|munt|valuta|devise|divisa|moneda|ccy|muntsoort"
_STATES = "state|status"
_OUT = frozenset(("af", "d", "dr", "debit", "debet", "s", "soll", "out", "dbit"))
_IN = frozenset(("bij", "c", "cr", "credit", "h", "haben", "in", "crdt"))
_NOT_DONE = re.compile(r"pending|revert|declin|fail|cancel|vorgemerkt|refus")


@dataclass(frozen=True)
class Columns:
    """Which column of a statement holds what."""

    day: int
    payees: tuple[int, ...]
    """Best first."""
    amount: int | None = None
    debit: int | None = None
    credit: int | None = None
    sign: int | None = None
    currency: int | None = None
    state: int | None = None

    @property
    def known(self) -> int:
        rest = (self.amount, self.debit, self.credit, self.sign, self.currency, self.state)
        return 1 + len(self.payees) + sum(each is not None for each in rest)

    @property
    def of_money(self) -> tuple[int, ...]:
        return tuple(each for each in (self.amount, self.debit, self.credit) if each is not None)


def statement(text: str) -> Table[Columns] | None:
    """The table in a text, if its columns are those of a bank statement."""
    return table(text, _meaning)


def payments(
    found: Table[Columns], today: date, choices: Choices
) -> tuple[list[Payment], list[LeftOut], list[str]]:
    """What was paid, the rows that cannot be read, and what was assumed. Raises Unclear."""
    columns = found.columns
    read_day = days((row.at(columns.day) for row in found.rows()), today, choices.dates)
    texts = (row.at(column) for row in found.rows() for column in columns.of_money)
    read_amount = amounts(texts, choices.decimals)
    spent, remarks = _sign_of_spending(found, choices)
    paid: list[Payment] = []
    left: list[LeftOut] = []
    for row in found.rows():
        payee = _payee(row, columns)
        if columns.state is not None and _NOT_DONE.search(folded(row.at(columns.state))):
            continue
        day = read_day(row.at(columns.day))
        amount = _spent(row, columns, read_amount, spent)
        if day is None and not any(row.at(column) for column in columns.of_money):
            continue  # a total, or a line below the table
        if found.is_torn(row):
            why = "it has more cells than there are columns: perhaps a comma has split an amount"
            left.append(LeftOut(payee or "no payee", f"line {row.line}", why))
        elif day is None or amount is None:
            what = "day" if day is None else "amount"
            left.append(LeftOut(payee or "no payee", f"line {row.line}", f"its {what} cannot be read"))
        elif amount > 0 and payee:
            paid.append(Payment(row.line, day, payee, amount, row.at(columns.currency).upper()))
    return paid, left, remarks


def _meaning(names: Sequence[str]) -> Columns | None:
    dates = [names.index(name) for name in _DATES.split("|") if name in names]
    payees = tuple(names.index(name) for name in _PAYEES.split("|") if name in names)
    sign = named(names, _SIGNS)
    columns = Columns(
        dates[0] if dates else -1,
        payees,
        named(names, _AMOUNTS),
        named(names, _DEBITS),
        named(names, _CREDITS),
        sign,
        named(names, _CURRENCIES),
        named(names, _STATES),
    )
    money = columns.amount is not None or columns.debit is not None
    return columns if dates and payees and money else None


def _payee(row: Row, columns: Columns) -> str:
    return next((text for column in columns.payees if (text := row.at(column))), "")


def _sign_of_spending(found: Table[Columns], choices: Choices) -> tuple[int, list[str]]:
    """By what a signed amount is multiplied so that what was paid is above zero. Raises Unclear."""
    columns = found.columns
    if columns.debit is not None or _signs(found):
        return 1, []
    if choices.spent:
        return (-1 if choices.spent == "minus" else 1), []
    texts = [row.at(columns.amount) for row in found.rows()]
    below = any(re.search(r"[-\u2212(]|DR$", text) for text in texts)
    above = any(re.match(r"[^-\u2212(]*\d[^-\u2212)]*$", text) for text in texts)
    if below and above:
        return -1, ["Amounts with a minus are taken for money that was paid. If it is not so: --spent plus."]
    if below:
        return -1, []
    raise Unclear(
        "spent",
        "No amount in the file has a minus, so it does not tell what was paid and what came in.",
        {"plus": "all amounts without a minus were paid", "minus": "all of them came in"},
    )


def _signs(found: Table[Columns]) -> bool:
    """Whether a column says of each amount if it went out or came in."""
    column = found.columns.sign
    said = {folded(row.at(column)) for row in found.rows()} if column is not None else set()
    return bool(said) and said <= _OUT | _IN


def _spent(row: Row, columns: Columns, read: ReadAmount, spent: int) -> Decimal | None:
    """What was paid; zero or less of what came in, None if it cannot be read."""
    if columns.debit is not None:
        text = row.at(columns.debit)
        amount = read(text) if text else Decimal(0)
        return abs(amount) if amount is not None else None
    amount = read(row.at(columns.amount))
    if amount is None:
        return None
    if columns.sign is not None and (way := folded(row.at(columns.sign))) in _OUT | _IN:
        return abs(amount) if way in _OUT else -abs(amount)
    return Decimal(amount * spent)
