"""Countries: their names, and the currency, clocks and telephone prefix that follow from one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global
from babel.numbers import get_territory_currencies
from phonenumbers import country_code_for_region

from outlast.load.nearest import nearest

_ALSO = {"uk": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "usa": "US"}
"""What people call a country that Unicode calls otherwise."""
_FIRST = (
    "America/New_York",
    "America/Toronto",
    "America/Sao_Paulo",
    "America/Mexico_City",
    "America/Argentina/Buenos_Aires",
    "America/Santiago",
    "Asia/Jakarta",
    "Asia/Shanghai",
    "Australia/Sydney",
    "Europe/Berlin",
    "Europe/Kyiv",
    "Europe/Lisbon",
    "Europe/Madrid",
    "Europe/Moscow",
    "Pacific/Auckland",
)
"""Of a country with several clocks, that of most of its people; in the order in which they are preferred."""


@dataclass(frozen=True)
class Country:
    """A country, and what follows from it."""

    code: str
    """ISO 3166, two letters."""
    name: str
    currency: str
    zones: tuple[str, ...]
    """Its clocks by their IANA names, that of most of its people first."""
    prefix: str
    """`+32`."""


def country(typed: str) -> Country | None:
    """The country of this code or name; None where there is none."""
    said = " ".join(typed.split()).casefold()
    code = said.upper() if said.upper() in _names() else _ALSO.get(said) or _codes().get(said)
    return _country(code) if code else None


def nearest_name(typed: str) -> str | None:
    """The name of a country that is written much like this."""
    return nearest(typed, _names().values())


@cache
def _country(code: str) -> Country:
    currencies = get_territory_currencies(code)
    prefix = country_code_for_region(code)
    return Country(
        code=code,
        name=_names()[code],
        currency=currencies[0] if currencies else "EUR",
        zones=_zones(code),
        prefix=f"+{prefix}" if prefix else "",
    )


def _zones(code: str) -> tuple[str, ...]:
    known = available_timezones()
    found = [zone for zone in sorted(get_global("territory_zones").get(code, ())) if zone in known]
    return tuple(sorted(found, key=lambda zone: _FIRST.index(zone) if zone in _FIRST else len(_FIRST)))


@cache
def _names() -> dict[str, str]:
    """Those that have a clock: what else Unicode lists is no country."""
    zones = get_global("territory_zones")
    return {
        code: name
        for code, name in Locale("en").territories.items()
        if code in zones and re.fullmatch("[A-Z]{2}", code)
    }


@cache
def _codes() -> dict[str, str]:
    return {name.casefold(): code for code, name in _names().items()}
