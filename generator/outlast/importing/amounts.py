"""Days and amounts of a bank statement, read alike in all its rows; what may mean two things is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import cache

from outlast.importing.outcome import Unclear
from outlast.importing.tables import folded

_NUMBERS = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4}|\d{2})(?:[ T].*)?")
_ISO = re.compile(r"(\d{4})[./-]?(\d{2})[./-]?(\d{2})(?:[ T].*)?")
_NAMED = re.compile(r"(\d{1,2})\.?[ -]+([^\W\d]{3,12})\.?,?[ -]+(\d{4}|\d{2})(?: .*)?")
_NAMED_FIRST = re.compile(r"([^\W\d]{3,12})\.?[ -]+(\d{1,2}),?[ -]+(\d{4})(?: .*)?")
_LOCALES = ("en", "de", "nl", "fr", "es", "it")

ReadDay = Callable[[str], date | None]
ReadAmount = Callable[[str], Decimal | None]


def days(texts: Iterable[str], today: date, choice: str) -> ReadDay:
    """How the days of a statement are read. Raises Unclear where no row tells the day from the month.

    Args:
        texts: all that stand in its column.
        choice: `day-first` or `month-first`, if the owner has said.
    """
    found = [match for text in texts if (match := _NUMBERS.fullmatch(text))]
    if not choice:
        orders = [order for order in ("day-first", "month-first") if _fits(found, order)]
        if len(orders) > 1:
            past = [order for order in orders if not _reaches_beyond(found, order, today)]
            orders = past or orders
        if len(orders) > 1:
            sorted_ones = [order for order in orders if _is_sorted(found, order)]
            orders = sorted_ones if len(sorted_ones) == 1 else orders
        same = all(match[1] == match[2] for match in found)
        if len(orders) != 1 and not same:
            example = next(match[0] for match in found if match[1] != match[2])
            raise Unclear(
                "dates",
                f"The file does not tell which part of {example} is the day.",
                {"day-first": "the day stands before the month", "month-first": "the month stands first"},
            )
        choice = orders[0] if orders else "day-first"
    return cache(lambda text: _day(text, choice))


def amounts(texts: Iterable[str], choice: str) -> ReadAmount:
    """How the amounts of a statement are read. Raises Unclear where no row tells thousands from cents.

    Args:
        texts: all that stand in its columns of money.
        choice: `comma` or `point`, if the owner has said.
    """
    if not choice:
        bare = {re.sub(r"[^\d.,]", "", text) for text in texts}
        marks = {mark for text in bare if (mark := _mark_of_cents(text))}
        doubtful = sorted(text for text in bare if re.fullmatch(r"\d{1,3}[.,]\d{3}", text))
        if len(marks) > 1 or (not marks and doubtful):
            example = doubtful[0] if doubtful else next(text for text in sorted(bare) if "," in text)
            raise Unclear(
                "decimals",
                f"The file does not tell which sign stands before the cents in {example}.",
                {"comma": "1.234,56", "point": "1,234.56"},
            )
        choice = next(iter(marks), "point")
    return lambda text: _amount(text, choice)


def _fits(found: Iterable[re.Match[str]], order: str) -> bool:
    return all(int(match[2 if order == "day-first" else 1]) <= 12 for match in found)


def _reaches_beyond(found: Iterable[re.Match[str]], order: str, today: date) -> bool:
    return any((day := _day(match[0], order)) is not None and day > today for match in found)


def _is_sorted(found: Iterable[re.Match[str]], order: str) -> bool:
    read = [day for match in found if (day := _day(match[0], order))]
    return len({*read}) > 2 and read in (sorted(read), sorted(read, reverse=True))


def _day(text: str, order: str) -> date | None:
    if match := _ISO.fullmatch(text):
        return _date(match[1], match[2], match[3])
    if match := _NUMBERS.fullmatch(text):
        first, second = (match[1], match[2]) if order == "day-first" else (match[2], match[1])
        return _date(match[3], second, first)
    if match := _NAMED.fullmatch(text):
        return _date(match[3], _months().get(folded(match[2])), match[1])
    if match := _NAMED_FIRST.fullmatch(text):
        return _date(match[3], _months().get(folded(match[1])), match[2])
    return None


def _date(year: str, month: str | int | None, day: str) -> date | None:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month or 0), int(day))
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    """The months by their names in the languages of many banks, whole or cut."""
    from babel.dates import get_month_names

    return {
        folded(str(name).rstrip(".")): number
        for locale in reversed(_LOCALES)
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=locale).items()
    }


def _mark_of_cents(text: str) -> str:
    """The sign before the cents of a number that can mean only one thing; empty otherwise."""
    if "." in text and "," in text:
        return "comma" if text.rindex(",") > text.rindex(".") else "point"
    if match := re.fullmatch(r"\d*([.,])(?:\d{1,2}|\d{4,})", text):
        return "comma" if match[1] == "," else "point"
    if match := re.fullmatch(r"\d{1,3}(?:([.,])\d{3}){2,}", text):
        return "point" if match[1] == "," else "comma"
    return "comma" if re.fullmatch(r"0,\d+", text) else "point" if re.fullmatch(r"0\.\d+", text) else ""


def _amount(text: str, decimals: str) -> Decimal | None:
    """The amount, below zero with a minus before or behind it, in brackets, or with DR."""
    source = re.sub(r"[\s'’]", "", text).replace("\u2212", "-").upper()
    negative = "-" in source or source.startswith("(") or source.endswith("DR")
    digits = re.sub(r"^[^\d.,]+|[^\d.,]+$", "", source)
    thousands, cents = (".", ",") if decimals == "comma" else (",", ".")
    plain = digits.replace(thousands, "").replace(cents, ".")
    if not re.fullmatch(r"\d{1,12}(?:\.\d{1,6})?|\.\d{1,6}", plain):
        return None
    return -Decimal(plain) if negative else Decimal(plain)
