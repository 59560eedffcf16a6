"""What people call a currency: by its code, its sign or its name."""

from __future__ import annotations

from outlast.languages import Sentence
from outlast.model.value import Setting, wrong

DOLLARS = ("USD", "CAD", "AUD", "NZD", "SGD", "HKD")
_KRONER = ("SEK", "NOK", "DKK", "ISK")
_SIGNS: dict[str, tuple[str, ...]] = {
    "€": ("EUR",),
    "euro": ("EUR",),
    "euros": ("EUR",),
    "£": ("GBP",),
    "quid": ("GBP",),
    "pound": ("GBP",),
    "pounds": ("GBP",),
    "sterling": ("GBP",),
    "pounds sterling": ("GBP",),
    "$": DOLLARS,
    "dollar": DOLLARS,
    "dollars": DOLLARS,
    "us$": ("USD",),
    "us dollars": ("USD",),
    "c$": ("CAD",),
    "ca$": ("CAD",),
    "canadian dollars": ("CAD",),
    "a$": ("AUD",),
    "au$": ("AUD",),
    "australian dollars": ("AUD",),
    "nz$": ("NZD",),
    "new zealand dollars": ("NZD",),
    "hk$": ("HKD",),
    "s$": ("SGD",),
    "r$": ("BRL",),
    "¥": ("JPY", "CNY"),
    "yen": ("JPY",),
    "yuan": ("CNY",),
    "rmb": ("CNY",),
    "kr": _KRONER,
    "kr.": _KRONER,
    "kronor": ("SEK",),
    "kroner": ("NOK", "DKK"),
    "fr": ("CHF",),
    "fr.": ("CHF",),
    "sfr": ("CHF",),
    "franken": ("CHF",),
    "swiss francs": ("CHF",),
    "zł": ("PLN",),
    "zloty": ("PLN",),
    "kč": ("CZK",),
    "ft": ("HUF",),
    "lei": ("RON",),
    "₺": ("TRY",),
    "₹": ("INR",),
    "₽": ("RUB",),
    "₴": ("UAH",),
    "₪": ("ILS",),
    "₩": ("KRW",),
    "₫": ("VND",),
    "₱": ("PHP",),
    "฿": ("THB",),
    "r": ("ZAR",),
    "rand": ("ZAR",),
    "rs": ("INR", "PKR", "LKR", "NPR"),
    "rs.": ("INR", "PKR", "LKR", "NPR"),
    "rupees": ("INR", "PKR", "LKR", "NPR"),
}
THREE_PLACES = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
"""Currencies that have a thousand parts; to all others `1.200` is no amount, or twelve hundred."""


def codes(text: str, setting: Setting) -> tuple[str, ...]:
    """The currencies that a text may name: none, one, or all that share a sign.

    Of several it is that of the business, if that is among them.
    """
    word = " ".join(text.lower().split())
    if found := _SIGNS.get(word):
        return own(found, setting)
    return (word.upper(),) if len(word) == 3 and is_currency(word.upper()) else ()


def own(found: tuple[str, ...], setting: Setting) -> tuple[str, ...]:
    """The currency of the business alone, or of its country, if it is among these; else all of them."""
    return tuple(code for code in found if code == (setting.currency or _of(setting.country))) or found


def _of(country: str | None) -> str | None:
    from babel.numbers import get_territory_currencies

    return next(iter(get_territory_currencies(country)), None) if country else None


def code(text: str, setting: Setting) -> str:
    """The one currency that a text names, or an error with what it may be."""
    found = codes(text, setting)
    if len(found) == 1:
        return found[0]
    if found:
        raise wrong(
            "bad-money",
            Sentence('"{text}" may be one of several currencies', text=text),
            Sentence("say which"),
            *found,
        )
    raise wrong(
        "bad-money",
        Sentence('"{text}" is not a currency', text=text),
        Sentence("use the ISO code, such as EUR, GBP, USD"),
    )


def is_currency(code: str) -> bool:
    from babel.numbers import is_currency

    return bool(is_currency(code))
