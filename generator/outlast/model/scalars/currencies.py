"""What people call a currency: by its code, its sign or its name."""

from __future__ import annotations

from outlast.languages import Sentence
from outlast.model.value import Setting, wrong

_CALLED = {
    "EUR": "€|euro|euros",
    "GBP": "£|quid|pound|pounds|sterling|pounds sterling",
    "USD": "$|dollar|dollars|us$|us dollars",
    "CAD": "$|dollar|dollars|c$|ca$|canadian dollars",
    "AUD": "$|dollar|dollars|a$|au$|australian dollars",
    "NZD": "$|dollar|dollars|nz$|new zealand dollars",
    "SGD": "$|dollar|dollars|s$",
    "HKD": "$|dollar|dollars|hk$",
    "BRL": "r$",
    "JPY": "¥|yen",
    "CNY": "¥|yuan|rmb",
    "SEK": "kr|kr.|kronor",
    "NOK": "kr|kr.|kroner",
    "DKK": "kr|kr.|kroner",
    "ISK": "kr|kr.",
    "CHF": "fr|fr.|sfr|franken|swiss francs",
    "PLN": "zł|zloty",
    "CZK": "kč",
    "HUF": "ft",
    "RON": "lei",
    "TRY": "₺",
    "INR": "₹|rs|rs.|rupees",
    "PKR": "rs|rs.|rupees",
    "LKR": "rs|rs.|rupees",
    "NPR": "rs|rs.|rupees",
    "RUB": "₽",
    "UAH": "₴",
    "ILS": "₪",
    "KRW": "₩",
    "VND": "₫",
    "PHP": "₱",
    "THB": "฿",
    "ZAR": "r|rand",
}
_SIGNS = {
    sign: tuple(code for code, others in _CALLED.items() if sign in others.split("|"))
    for signs in _CALLED.values()
    for sign in signs.split("|")
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
