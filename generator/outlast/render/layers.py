"""What pages say on other days, as data that a small script puts into them (`templates/assets/days.js`).

Days have most of their lines in common. A line is kept as a *pattern*, in which dates and numbers of days are
holes, and as *fillings* of it: numbers of days, counted from the first day of its moment or from that of the
layer, whichever makes more days share it. A section at a moment is a list of fillings. Each section is read
again as the script reads it before it is written.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypedDict

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
_NAMES = "Mon|Tues|Wednes|Thurs|Fri|Satur|Sun"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DATE = re.compile(
    rf"\b(?:(?P<long>{_NAMES})day|(?P<short>Mon|Tue|Wed|Thu|Fri|Sat|Sun)) (?P<day>\d\d?) "
    rf"(?P<month>{'|'.join(_MONTHS)}|{'|'.join(each[:3] for each in _MONTHS)})\b(?: (?P<year>\d{{4}}))?"
    r"|\b(?P<iso>\d{4}-\d\d-\d\d)\b|(?<=\b[Dd]ay )(?P<count>\d{1,3})\b"
)
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
    """For each line its pattern, whether its holes count from the first day of the moment, and its holes."""
    moments: dict[str, dict[str, list[int]]]
    """For each moment its sections by their ids, as numbers of lines."""


@dataclass(frozen=True)
class _Filling:
    """A line: a pattern, and what fills its holes."""

    pattern: int
    counted: bool
    """Whether the holes are counted from the first day of the moment, else from that of the layer."""
    holes: tuple[int, ...]


@dataclass
class _Lines:
    """The lines of a layer, numbered as they come."""

    first: date
    """Of the layer."""
    patterns: dict[str, int] = field(default_factory=dict)
    fillings: dict[_Filling, int] = field(default_factory=dict)


def encoded(name: str, page: str, moments: Moments) -> bytes:
    """The file of a layer: one call with its name and its content, the latter as JSON on a line of its own.

    A site that is sealed hands that line to the script as text, which parses it: nothing of it is run.
    """
    shapes: dict[str, str] = {}
    drawn = {key: {id: _pointing(html, shapes) for id, html in told.items()} for key, told in moments.items()}
    lines = _Lines(min(map(_first_day, drawn), default=date.min))
    common = _common(drawn, lines.first)
    sections = {
        key: {
            id: [_number(line, _first_day(key), lines, common) for line in html.split("\n")]
            for id, html in told.items()
        }
        for key, told in drawn.items()
    }
    layer = Encoded(
        format=FORMAT,
        page=page,
        first=lines.first.isoformat(),
        shapes=shapes,
        patterns=list(lines.patterns),
        lines=[[each.pattern, int(each.counted), *each.holes] for each in lines.fillings],
        moments=sections,
    )
    for key, told in drawn.items():
        for id, html in told.items():
            assert decoded(layer, key, id) == html, (name, key, id)  # noqa: S101 - a fault of ours
    text = json.dumps(layer, ensure_ascii=False, separators=(",", ":"))
    return f"outlast.layer({json.dumps(name)},\n{text}\n);\n".encode()


def decoded(layer: Encoded, key: str, id: str) -> str:
    """A section of a layer at a moment, as the script puts it together."""
    patterns, lines, moments = layer["patterns"], layer["lines"], layer["moments"]
    starts = date.fromisoformat(str(layer["first"])), _first_day(key)
    made = []
    for number in moments[key][id]:
        pattern, counted, *holes = lines[number]
        made.append(_filled(patterns[pattern], starts[counted], starts[1], holes))
    return "\n".join(made)


def _filled(pattern: str, start: date, first: date, holes: list[int]) -> str:
    text, *rest = pattern.split(HOLE)
    for hole, part in zip(holes, rest, strict=True):
        day = start + timedelta(days=hole)
        said = str((day - first).days) if part[0] == _COUNTED else _FORMS[part[0]](day)
        text += said + part[1:]
    return text


def _pointing(html: str, shapes: dict[str, str]) -> str:
    """With icons that point to their shape, which the script puts on the page; `shapes` grows."""

    def pointing(match: re.Match[str]) -> str:
        name, shape = match.groups()
        shapes[name] = shape
        return f'<svg class="ol-i" viewBox="0 0 24 24" aria-hidden="true"><use href="#ol-i-{name}"/></svg>'

    return _SHAPE.sub(pointing, html.replace(HOLE, "&#127;"))


def _first_day(key: str) -> date:
    return date.fromisoformat(key[:10])


def _common(drawn: Moments, first: date) -> Counter[tuple[str, bool, tuple[int, ...]]]:
    """How often each line is the same, counted from its own first day and from that of the layer."""
    found: Counter[tuple[str, bool, tuple[int, ...]]] = Counter()
    for key, told in drawn.items():
        for html in told.values():
            for line in html.split("\n"):
                pattern, days = _opened(line, _first_day(key))
                found[pattern, True, _since(days, _first_day(key))] += 1
                found[pattern, False, _since(days, first)] += 1
    return found


def _number(line: str, start: date, lines: _Lines, common: Counter[tuple[str, bool, tuple[int, ...]]]) -> int:
    pattern, days = _opened(line, start)
    near, far = _since(days, start), _since(days, lines.first)
    counted = common[pattern, True, near] >= common[pattern, False, far]
    at = lines.patterns.setdefault(pattern, len(lines.patterns))
    return lines.fillings.setdefault(_Filling(at, counted, near if counted else far), len(lines.fillings))


def _since(days: tuple[date, ...], start: date) -> tuple[int, ...]:
    return tuple((day - start).days for day in days)


def _opened(line: str, start: date) -> tuple[str, tuple[date, ...]]:
    """The pattern of a line, and what fills it."""
    pattern, days, end = "", [], 0
    for match in _DATE.finditer(line):
        if found := _read(match, start):
            form, day = found
            pattern += line[end : match.start()] + HOLE + form
            days.append(day)
            end = match.end()
    return pattern + line[end:], tuple(days)


def _read(match: re.Match[str], start: date) -> tuple[str, date] | None:
    """The form and the day of a date; None if it is said in no way that the script knows."""
    if match["count"]:
        form, day = _COUNTED, start + timedelta(days=int(match["count"]))
        return (form, day) if match["count"] == str(int(match["count"])) else None
    for form, day in _candidates(match, start):
        if _FORMS[form](day) == match[0]:
            return form, day
    return None


def _candidates(match: re.Match[str], start: date) -> Iterator[tuple[str, date]]:
    try:
        if match["iso"]:
            yield "e", date.fromisoformat(match["iso"])
            return
        month = next(n for n, name in enumerate(_MONTHS, 1) if name[:3] == match["month"][:3])
        years = (int(match["year"]),) if match["year"] else (start.year, start.year + 1, start.year - 1)
        for year in years:
            if match["year"]:
                yield ("a" if match["long"] else "c"), date(year, month, int(match["day"]))
            else:
                yield ("b" if match["long"] else "d"), date(year, month, int(match["day"]))
    except ValueError:
        return
