"""How money and sizes are said."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache

from babel import Locale
from babel.numbers import format_currency, format_decimal, format_percent

from outlast.languages import say, spoken
from outlast.model.scalars import Limit, Loss, Money
from outlast.words.terms import some


def amount(value: Decimal, currency: str) -> str:
    """`80` as `€80`; cents only where there are some."""
    return _amount(value, currency, spoken().locale)


@cache
def _amount(value: Decimal, currency: str, locale: Locale) -> str:
    if value != value.to_integral_value():
        return str(format_currency(value, currency, locale=locale))
    pattern = locale.currency_formats["standard"].pattern.replace("0.00", "0")
    return str(format_currency(value, currency, format=pattern, locale=locale, currency_digits=False))


def money(value: Money | None, currency: str) -> str:
    """`80 EUR` as `€80`; cents only where there are some."""
    return amount(value.amount, value.currency or currency) if value is not None else ""


def bounds(over: Money | Decimal | None, up_to: Money | Decimal | None, currency: str) -> str:
    """`over €80`, `up to €80`, `over €80 and up to €500`; empty for all amounts."""

    def said(value: Money | Decimal) -> str:
        return amount(value, currency) if isinstance(value, Decimal) else money(value, currency)

    if over is not None and up_to is not None:
        return say("over {low} and up to {high}", low=said(over), high=said(up_to))
    if over is not None:
        return say("over {amount}", amount=said(over))
    return say("up to {amount}", amount=said(up_to)) if up_to is not None else ""


def computed(value: Fraction, currency: str) -> str:
    """A computed amount, rounded as people say it: `€12,159`; cents only below ten."""
    step = Decimal("0.01") if value < 10 else Decimal(1)
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return amount(exact.quantize(step, ROUND_HALF_UP), currency)


def about(value: Fraction, currency: str) -> str:
    """An amount that was worked out, as people say it: `about €9,700`. Two figures count, and full tens."""
    if value <= 0:
        return say("nothing")
    if value < 10:
        return say("less than {amount}", amount=amount(Decimal(10), currency))
    whole = round(value)
    step = max(10, 10 ** (len(str(whole)) - 2))
    rounded = int((value + Fraction(step, 2)) // step) * step
    return say("about {amount}", amount=amount(Decimal(rounded), currency))


def limit(value: Limit | None, currency: str) -> str:
    """How far somebody may go: `any amount`, `up to €80`."""
    if value is None:
        return ""
    if value.any:
        return say("any amount")
    return say("up to {amount}", amount=some((money(each, currency) for each in value.amounts), "or"))


def loss(value: Loss | None, currency: str) -> str:
    """`35 EUR per day` as `€35 per day`."""
    if value is None:
        return ""
    lost = money(value.money, currency)
    return (
        say("{amount} per open day", amount=lost) if value.open_days else say("{amount} per day", amount=lost)
    )


def size(bytes: int) -> str:
    """`240 KB`, `3.1 MB`: as a phone counts them, in thousands."""
    locale = spoken().locale
    if bytes >= 1_000_000:
        return f"{format_decimal(bytes / 1e6, format='0.0', locale=locale)} MB"
    return f"{max(1, round(bytes / 1000))} KB"


def percent(share: Fraction | Decimal) -> str:
    """A part of a whole: `40%`; in whole percents where it was computed, as written where a plan says it."""
    if isinstance(share, Decimal):
        return str(format_percent(share, locale=spoken().locale, decimal_quantization=False))
    return str(format_percent(round(share * 100) / 100, locale=spoken().locale))
