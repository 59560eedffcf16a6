"""What follows from the country of a shop: its currency, its clocks, its telephone prefix."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from zoneinfo import available_timezones

from babel.core import get_global
from babel.numbers import get_territory_currencies
from phonenumbers import country_code_for_region

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
"""Of a country with several clocks, that of most of its people."""


@dataclass(frozen=True)
class Home:
    """Where a shop is at home."""

    code: str
    """ISO 3166, two letters."""
    currency: str
    zones: tuple[str, ...]
    """Its clocks by their IANA names, that of most of its people first; none where it is not known."""
    prefix: str
    """`+32`."""

    @property
    def other_prefix(self) -> str:
        """The prefix of some other country, as an example."""
        return "+44" if self.prefix == "+32" else "+32"


@cache
def home(code: str) -> Home:
    """What follows from a country."""
    currencies = get_territory_currencies(code)
    prefix = country_code_for_region(code)
    known = available_timezones()
    zones = [zone for zone in sorted(get_global("territory_zones").get(code, ())) if zone in known]
    return Home(
        code,
        currencies[0] if currencies else "EUR",
        tuple(sorted(zones, key=lambda zone: zone not in _FIRST)),
        f"+{prefix}" if prefix else "",
    )
