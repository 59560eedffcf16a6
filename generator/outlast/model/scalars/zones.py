"""Time zones."""

from __future__ import annotations

import re
from functools import cache
from typing import Self
from zoneinfo import ZoneInfo, available_timezones

from outlast.languages import Sentence
from outlast.model.value import Contextual, Setting, Word, wrong

_BY_OFFSET = {
    -600: ("Pacific/Honolulu",),
    -540: ("America/Anchorage",),
    -480: ("America/Los_Angeles", "America/Vancouver"),
    -420: ("America/Denver", "America/Phoenix"),
    -360: ("America/Chicago", "America/Mexico_City"),
    -300: ("America/New_York", "America/Toronto", "America/Bogota"),
    -240: ("America/Halifax", "America/Santiago"),
    -210: ("America/St_Johns",),
    -180: ("America/Sao_Paulo", "America/Argentina/Buenos_Aires"),
    0: ("Europe/London", "Europe/Dublin", "Europe/Lisbon", "UTC"),
    60: ("Europe/Brussels", "Europe/Paris", "Europe/Berlin", "Europe/Madrid", "Africa/Lagos"),
    120: ("Europe/Athens", "Europe/Helsinki", "Africa/Johannesburg", "Africa/Cairo"),
    180: ("Europe/Istanbul", "Africa/Nairobi", "Asia/Riyadh"),
    210: ("Asia/Tehran",),
    240: ("Asia/Dubai",),
    300: ("Asia/Karachi",),
    330: ("Asia/Kolkata",),
    345: ("Asia/Kathmandu",),
    360: ("Asia/Dhaka",),
    420: ("Asia/Bangkok", "Asia/Jakarta"),
    480: ("Asia/Singapore", "Asia/Hong_Kong", "Asia/Shanghai", "Australia/Perth"),
    540: ("Asia/Tokyo", "Asia/Seoul"),
    570: ("Australia/Adelaide", "Australia/Darwin"),
    600: ("Australia/Sydney", "Australia/Brisbane"),
    720: ("Pacific/Auckland",),
}
"""Places whose clocks are so many minutes from Greenwich in winter: those that most people live by."""
_ABBREVIATIONS = {
    0: "BST",
    60: "CEST",
    120: "EEST",
    -300: "EDT ET EASTERN",
    -360: "CST CDT CT CENTRAL",
    -420: "MDT MT MOUNTAIN",
    -480: "PST PDT PT PACIFIC",
    330: "IST",
    540: "JST",
    600: "AEST AEDT",
    720: "NZST NZDT",
}
_ABBREVIATED = {each: offset for offset, they in _ABBREVIATIONS.items() for each in they.split()}


_CONTINENTS = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")


@cache
def _known_timezones() -> frozenset[str]:
    """All zones; the standard library looks through the disk for them at each call."""
    return frozenset(available_timezones())


class Timezone(Contextual, Word):
    """A time zone by its IANA name, or by the city alone: `Europe/Brussels`.

    Letters such as `ET` are read where the country of the business has only one zone that they mean.
    """

    __slots__ = ()
    kind = Sentence("a time zone")
    examples = ("Europe/Brussels", "America/New_York")

    @classmethod
    def parse_in(cls, text: str, setting: Setting) -> Self:
        source = " ".join(text.split())
        if source in _known_timezones():
            return cls(source)
        asked = source.lower().replace(" ", "_")
        whole = [zone for zone in _known_timezones() if zone.lower() == asked]
        cities = [
            zone
            for zone in _known_timezones()
            if zone.startswith(_CONTINENTS) and zone.rpartition("/")[2].lower() == asked
        ]
        if len(whole or cities) == 1:
            return cls((whole or cities)[0])
        meant = tuple(sorted(cities)) or _meant(source)
        at_home = tuple(zone for zone in meant if setting.country and _country(zone) == setting.country)
        if len(at_home) == 1 and not re.search(r"\d", source):
            return cls(at_home[0])
        raise wrong(
            "bad-timezone",
            Sentence('"{source}" is not a time zone', source=source),
            Sentence("write the city whose clock it is, since only a city says when summer time begins"),
            *dict.fromkeys((*at_home, *meant)),
        )

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(str(self))


def _country(zone: str) -> str | None:
    from babel.core import get_global

    country = get_global("zone_territories").get(zone)
    return str(country) if country else None


def _meant(source: str) -> tuple[str, ...]:
    """The zones that somebody may mean who writes a difference, letters or a slip of the pen."""
    import difflib

    match = re.fullmatch(r"(?:(?:GMT|UTC)\s*)?([+-])\s*(\d{1,2})(?::?([0-5]\d))?", source, re.IGNORECASE)
    if match:
        minutes = (int(match[2]) * 60 + int(match[3] or 0)) * (-1 if match[1] == "-" else 1)
        return _BY_OFFSET.get(minutes, ())
    letters = re.sub(r"\s+(standard |daylight |summer )?time$", "", source, flags=re.IGNORECASE).upper()
    if letters in _ABBREVIATED:
        return _BY_OFFSET[_ABBREVIATED[letters]]
    by_city = {
        zone.rpartition("/")[2].lower(): zone
        for zone in sorted(_known_timezones())
        if zone.startswith(_CONTINENTS)
    }
    close = difflib.get_close_matches(source[:100], sorted(_known_timezones()), 1, 0.75)
    near = difflib.get_close_matches(source[:100].lower().replace(" ", "_"), by_city, 1, 0.75)
    return tuple(close) or tuple(by_city[city] for city in near)
