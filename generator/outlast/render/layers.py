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
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import NamedTuple, TypedDict

from outlast import words
from outlast.site import DrawnLayer

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


@dataclass(frozen=True, eq=False, slots=True)
class _Opened:
    """A line as its patterns, and what fills the holes of each. Each line is itself only."""

    html: str
    patterns: tuple[str, ...]
    holes: tuple[tuple[_Hole, ...], ...]
    moves: bool
    """Whether it is another one if its days count from another day."""

    def ways(self, near: int, far: int) -> tuple[_Filled, _Filled]:
        """The line at a moment, counted from the first day of the moment and from that of the layer."""
        return (self.patterns, True, self._filled(near, near)), (
            self.patterns,
            False,
            self._filled(far, near),
        )

    def _filled(self, start: int, moment: int) -> tuple[tuple[int, ...], ...]:
        return tuple([tuple([hole.counted(start, moment) for hole in holes]) for holes in self.holes])


_Filled = tuple[tuple[str, ...], bool, tuple[tuple[int, ...], ...]]
"""The patterns of a line, whether it counts from the first day of its moment, and what fills each pattern."""
_Lines = Mapping[str, Mapping[str, tuple[_Opened, ...]]]
"""The lines of each section, by moment."""


def joined(parts: Iterable[tuple[DrawnLayer, ...]]) -> tuple[DrawnLayer, ...]:
    """The layers of several parts of the window as those of all of it, each line held once."""
    found: dict[tuple[str, str], dict[str, Mapping[str, tuple[str, ...]]]] = {}
    known: dict[str, str] = {}
    for each in chain.from_iterable(parts):
        moments = found.setdefault((each.name, each.page), {})
        for key, told in each.moments.items():
            moments[key] = {
                id: tuple([known.setdefault(line, line) for line in lines]) for id, lines in told.items()
            }
    return tuple(DrawnLayer(name, page, moments) for (name, page), moments in sorted(found.items()))


def encoded(layer: DrawnLayer) -> bytes:
    """The file of a layer: one call with its name and its content, the latter as JSON on a line of its own.

    A site that is sealed hands that line to the script as text, which parses it: nothing of it is run.
    """
    first = min(map(_first_day, layer.moments), default=date.min)
    reader, patterns = _Reader(), dict[str, int]()
    opened = {
        key: {id: reader.lines(html, _first_day(key).year) for id, html in told.items()}
        for key, told in layer.moments.items()
    }
    lines, sections = _numbered(opened, first)
    written = Encoded(
        format=FORMAT,
        page=layer.page,
        first=first.isoformat(),
        shapes=reader.shapes,
        patterns=[],
        lines=[_numbers(line, patterns) for line in lines],
        moments=sections,
    )
    written["patterns"] += patterns
    _read_again(layer.name, written, opened)
    text = json.dumps(written, ensure_ascii=False, separators=(",", ":"))
    return f"outlast.layer({json.dumps(layer.name)},\n{text}\n);\n".encode()


class _Reader:
    """Opens the lines of a layer. Moments have most of them in common, and each is read once."""

    def __init__(self) -> None:
        self.shapes: dict[str, str] = {}
        """Of the icons that were seen, by name."""
        self._known: dict[tuple[str, int], _Opened] = {}

    def lines(self, lines: Iterable[str], year: int) -> tuple[_Opened, ...]:
        """The lines of a section at a moment of a year; an empty section is an empty line."""
        return tuple([self._line(line, year) for line in lines or ("",)])

    def _line(self, line: str, year: int) -> _Opened:
        if (line, year) not in self._known:
            self._known[line, year] = _opened(_pointing(line, self.shapes), year)
        return self._known[line, year]


def _numbered(opened: _Lines, first: date) -> tuple[list[_Filled], dict[str, dict[str, list[int]]]]:
    """All lines of a layer, each once, and its sections as numbers of lines."""
    ways = {key: list(_moving(told, _first_day(key), first)) for key, told in opened.items()}
    common = Counter(way for pairs in ways.values() for pair in pairs for way in pair)
    lines: dict[_Filled, int] = {}
    still: dict[_Opened, int] = {}
    sections: dict[str, dict[str, list[int]]] = {}
    for key, told in opened.items():
        moving = iter(ways[key])
        sections[key] = {}
        for id, said in told.items():
            numbers = []
            for line in said:
                number = still.get(line)
                if number is None:
                    way = max(next(moving), key=common.__getitem__) if line.moves else line.ways(0, 0)[0]
                    number = lines.setdefault(way, len(lines))
                    if not line.moves:
                        still[line] = number
                numbers.append(number)
            sections[key][id] = _runs(numbers)
    return list(lines), sections


def _moving(
    told: Mapping[str, tuple[_Opened, ...]], moment: date, first: date
) -> Iterator[tuple[_Filled, _Filled]]:
    """The lines of some sections that are others if counted from another day, in both ways."""
    near, far = moment.toordinal(), first.toordinal()
    return (line.ways(near, far) for said in told.values() for line in said if line.moves)


def _read_again(name: str, layer: Encoded, opened: _Lines) -> None:
    """Fail where the script would read anything else than what is said."""
    first, known = date.fromisoformat(layer["first"]).toordinal(), set[tuple[int, _Opened]]()
    for key, told in opened.items():
        moment = _first_day(key).toordinal()
        for id, said in told.items():
            for number, line in zip(_unrolled(layer["moments"][key][id]), said, strict=True):
                if (number, line) not in known:
                    read = _line(layer, number, first, moment)
                    assert read == line.html, (name, key, id)  # noqa: S101 - a fault of ours
                    if not line.moves:
                        known.add((number, line))


def decoded(layer: Encoded, key: str, id: str) -> str:
    """A section of a layer at a moment, as the script puts it together."""
    first, moment = date.fromisoformat(layer["first"]).toordinal(), _first_day(key).toordinal()
    numbers = _unrolled(layer["moments"][key][id])
    return "\n".join(_line(layer, number, first, moment) for number in numbers)


def _line(layer: Encoded, number: int, first: int, moment: int) -> str:
    counted, *rest = layer["lines"][number]
    start, line, numbers = (moment if counted else first), "", iter(rest)
    for pattern in numbers:
        text, *parts = layer["patterns"][pattern].split(HOLE)
        line += text + "".join([_said(each[0], next(numbers), start, moment) + each[1:] for each in parts])
    return line


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


def _numbers(line: _Filled, patterns: dict[str, int]) -> list[int]:
    """A line as numbers; `patterns` grows."""
    made = [int(line[1])]
    for pattern, holes in zip(line[0], line[2], strict=True):
        made += (patterns.setdefault(pattern, len(patterns)), *holes)
    return made


def _opened(line: str, year: int) -> _Opened:
    """The patterns of a line, and what fills them.

    Args:
        year: that of the moment; a date without one is near.
    """
    found = [_pattern(part, year) for part in _ENDS.split(line) if part]
    holes = tuple(holes for _, holes in found)
    moves = any(hole.form in _FORMS or hole.form == _COUNTED for each in holes for hole in each)
    return _Opened(line, tuple(pattern for pattern, _ in found), holes, moves)


@lru_cache(maxsize=20_000)
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
