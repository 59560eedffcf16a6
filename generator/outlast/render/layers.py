"""What pages say on other days, as data that a small script puts into them (`templates/assets/days.js`).

Days have most of their lines in common. A line is kept as *patterns*, one after another, with holes for
dates, numbers of days and places in a picture, and with what fills the holes. Days are counted from the first
day of the moment or from that of the layer, whichever makes more moments share the line. A section is then
a list of lines. Each is read again as the script reads it before it is written.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypedDict

from outlast import words

FORMAT = 1
HOLE = "\x7f"
"""Stands in a pattern for what is filled in, with the letter of its form after it."""
_FORMS: Mapping[str, Callable[[date], str]] = {
    "a": words.day,
    "b": lambda day: words.near_day(day, day),
    "c": lambda day: words.brief_day(day, year=True),
    "d": words.brief_day,
    "e": date.isoformat,
}
"""How a date is said, by the letter of the form."""
_COUNTED = "n"
"""The form of a number of days: `day 12`."""
_NUMBER, _PART = "i", "p"
"""The forms of a number in a picture: as it is, and in hundredths."""
_NAMES = "Mon|Tues|Wednes|Thurs|Fri|Satur|Sun"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_FILLED = re.compile(
    rf"\b(?:(?P<long>{_NAMES})day|(?P<short>Mon|Tue|Wed|Thu|Fri|Sat|Sun)) (?P<day>\d\d?) "
    rf"(?P<month>{'|'.join(_MONTHS)}|{'|'.join(each[:3] for each in _MONTHS)})\b(?: (?P<year>\d{{4}}))?"
    r"|\b(?P<iso>\d{4}-\d\d-\d\d)\b|(?<=\b[Dd]ay )(?P<count>\d{1,3})\b"
    r'|(?<= [xy]="|[xy][12]="|th="|ht=")(?P<number>\d{1,5}(?:\.\d\d?)?)(?=%?")'
)
_ENDS = re.compile(r"(?<=</a>)|(?<=</text>)|(?<=</svg>)|(?<=[.;] )")
"""Where a line is cut: what stands between is said in many lines."""
_SHAPE = re.compile(r'<svg class="ol-i"[^>]* data-shape="([a-z]+)">(.*?)</svg>')

Moments = Mapping[str, Mapping[str, str]]
"""For each key of a moment, the HTML of its sections by their ids."""


class Encoded(TypedDict):
    """What a file of a layer holds."""

    format: int
    page: str
    """From where its links lead."""
    first: str
    """Its first day."""
    shapes: dict[str, str]
    """Of the icons that it points to, by name."""
    patterns: list[str]
    lines: list[list[int]]
    """For each line whether its days count from the first day of the moment, and its patterns, each with what
    fills its holes after it."""
    moments: dict[str, dict[str, list[int]]]
    """For each moment its sections by their ids, as numbers of lines; -3 stands for the three that follow."""


class _Hole(NamedTuple):
    form: str
    value: int
    """A day as its ordinal number, a number of days after the first, or a number in a picture."""

    def counted(self, start: int, moment: int) -> int:
        """What is written of it, if days count from `start`."""
        if self.form == _COUNTED:
            return self.value + moment - start
        return self.value - start if self.form in _FORMS else self.value


class _Opened(NamedTuple):
    """A line as its patterns, and what fills the holes of each."""

    patterns: tuple[str, ...]
    holes: tuple[tuple[_Hole, ...], ...]

    def counted(self, start: int, moment: int) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(hole.counted(start, moment) for hole in holes) for holes in self.holes)


_Filled = tuple[tuple[str, ...], bool, tuple[tuple[int, ...], ...]]
"""The patterns of a line, whether it counts from the first day of its moment, and what fills each pattern."""


def encoded(name: str, page: str, moments: Moments) -> bytes:
    """The file of a layer: one call with its name and its content, the latter as JSON on a line of its own.

    A site that is sealed hands that line to the script as text, which parses it: nothing of it is run.
    """
    shapes: dict[str, str] = {}
    drawn = {key: {id: _pointing(html, shapes) for id, html in told.items()} for key, told in moments.items()}
    first = min(map(_first_day, drawn), default=date.min)
    filled = {key: list(_ways(told, _first_day(key), first)) for key, told in drawn.items()}
    common = Counter(way for ways in filled.values() for both in ways for way in both)
    patterns: dict[str, int] = {}
    lines: dict[_Filled, int] = {}
    sections: dict[str, dict[str, list[int]]] = {}
    for key, told in drawn.items():
        ways = iter(filled[key])
        sections[key] = {}
        for id, html in told.items():
            chosen = (max(next(ways), key=common.__getitem__) for _ in html.split("\n"))
            sections[key][id] = _runs([lines.setdefault(line, len(lines)) for line in chosen])
    layer = Encoded(
        format=FORMAT,
        page=page,
        first=first.isoformat(),
        shapes=shapes,
        patterns=[],
        lines=[_numbers(line, patterns) for line in lines],
        moments=sections,
    )
    layer["patterns"] += patterns
    for key, told in drawn.items():
        for id, html in told.items():
            assert decoded(layer, key, id) == html, (name, key, id)  # noqa: S101 - a fault of ours
    text = json.dumps(layer, ensure_ascii=False, separators=(",", ":"))
    return f"outlast.layer({json.dumps(name)},\n{text}\n);\n".encode()


def decoded(layer: Encoded, key: str, id: str) -> str:
    """A section of a layer at a moment, as the script puts it together."""
    first, moment = date.fromisoformat(layer["first"]).toordinal(), _first_day(key).toordinal()
    made = []
    for number in _unrolled(layer["moments"][key][id]):
        counted, *rest = layer["lines"][number]
        start, line, numbers = (moment if counted else first), "", iter(rest)
        for pattern in numbers:
            text, *parts = layer["patterns"][pattern].split(HOLE)
            line += text + "".join(_said(each[0], next(numbers), start, moment) + each[1:] for each in parts)
        made.append(line)
    return "\n".join(made)


def _said(form: str, hole: int, start: int, moment: int) -> str:
    if form == _NUMBER:
        return str(hole)
    if form == _PART:
        return f"{hole / 100:.2f}".rstrip("0").rstrip(".")
    return str(start + hole - moment) if form == _COUNTED else _FORMS[form](date.fromordinal(start + hole))


def _runs(numbers: list[int]) -> list[int]:
    """Numbers, with how many follow one by one in place of these."""
    made: list[int] = []
    last = -2
    for number in numbers:
        if number != last + 1:
            made.append(number)
        elif made[-1] < 0:
            made[-1] -= 1
        else:
            made.append(-1)
        last = number
    return made


def _unrolled(runs: list[int]) -> Iterator[int]:
    last = 0
    for number in runs:
        if number >= 0:
            yield number
            last = number
        else:
            yield from range(last + 1, last + 1 - number)
            last -= number


def _pointing(html: str, shapes: dict[str, str]) -> str:
    """With icons that point to their shape, which the script puts on the page; `shapes` grows."""

    def pointing(match: re.Match[str]) -> str:
        name, shape = match.groups()
        shapes[name] = shape
        return f'<svg class="ol-i" aria-hidden="true"><use href="#ol-i-{name}"/></svg>'

    return _SHAPE.sub(pointing, html.replace(HOLE, "&#127;"))


def _first_day(key: str) -> date:
    return date.fromisoformat(key[:10])


def _ways(told: Mapping[str, str], moment: date, first: date) -> Iterator[tuple[_Filled, _Filled]]:
    """Each line of some sections, counted from the first day of its moment and from that of the layer."""
    near, far = moment.toordinal(), first.toordinal()
    for html in told.values():
        for line in html.split("\n"):
            opened = _opened(line, moment.year)
            yield (
                (opened.patterns, True, opened.counted(near, near)),
                (opened.patterns, False, opened.counted(far, near)),
            )


def _numbers(line: _Filled, patterns: dict[str, int]) -> list[int]:
    """A line as numbers; `patterns` grows."""
    made = [int(line[1])]
    for pattern, holes in zip(line[0], line[2], strict=True):
        made += (patterns.setdefault(pattern, len(patterns)), *holes)
    return made


@lru_cache(maxsize=100_000)
def _opened(line: str, year: int) -> _Opened:
    """The patterns of a line, and what fills them.

    Args:
        year: that of the moment; a date without one is near.
    """
    found = [_pattern(part, year) for part in _ENDS.split(line) if part]
    return _Opened(tuple(pattern for pattern, _ in found), tuple(holes for _, holes in found))


def _pattern(part: str, year: int) -> tuple[str, tuple[_Hole, ...]]:
    pattern, holes, end = "", [], 0
    for match in _FILLED.finditer(part):
        if hole := _read(match, year):
            pattern += part[end : match.start()] + HOLE + hole.form
            holes.append(hole)
            end = match.end()
    return pattern + part[end:], tuple(holes)


def _read(match: re.Match[str], year: int) -> _Hole | None:
    """What fills a hole; None if it is said in no way that the script knows."""
    if number := match["count"] or match["number"]:
        whole = number.isdecimal() and not match["number"]
        hole = _Hole(_COUNTED, int(number)) if whole else _Hole(*_in_picture(number))
        return hole if _said(hole.form, hole.value, 0, 0) == number else None
    return next((_Hole(form, day.toordinal()) for form, day in _dates(match, year)), None)


def _in_picture(number: str) -> tuple[str, int]:
    return (_NUMBER, int(number)) if number.isdecimal() else (_PART, round(float(number) * 100))


def _dates(match: re.Match[str], year: int) -> Iterator[tuple[str, date]]:
    """The form and the day of a date, for each day that is said so."""
    if match["iso"]:
        form, years = "e", [int(match["iso"][:4])]
        month, number = int(match["iso"][5:7]), int(match["iso"][8:])
    else:
        form = ("a" if match["long"] else "c") if match["year"] else ("b" if match["long"] else "d")
        years = [int(match["year"])] if match["year"] else [year, year + 1, year - 1]
        month = next(n for n, name in enumerate(_MONTHS, 1) if name[:3] == match["month"][:3])
        number = int(match["day"])
    for each in years:
        with suppress(ValueError):
            day = date(each, month, number)
            if _FORMS[form](day) == match[0]:
                yield form, day
