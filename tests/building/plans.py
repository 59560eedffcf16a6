"""Random plans to build: amounts, limits, days, lengths and references lie on and beyond every bound.

A number stands for the same plan and question on every machine. The plans are those of `tests.whatif.plans`,
which keep to what the laws say; one in six is the plan in which every field says something, and one in forty
the example shop. In each some values are moved, left out, or taken from a neighbour. A change after which the
file is no plan any more is taken back, so that what comes out can be built.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import yaml
from outlast.analysis.whatif.question import Question
from outlast.diagnostics import stop_build
from outlast.load import load
from outlast.source import parse

from tests.maximal import maximal
from tests.whatif.plans import Case, drawn

T = TypeVar("T")
Place = tuple[str | int, ...]
Raw = dict[str, Any]

EXAMPLE = Path(__file__).resolve().parents[2] / "plan"
START = date(2026, 11, 23)
"""The day of a plan that was not drawn with a question of its own."""
CHANGES = 20
"""So many are tried at most."""

FIRST, LAST = date(1800, 1, 1), date(2300, 12, 31)
LENGTHS = (
    *("0m", "1m", "12h", "1d", "20d", "21d", "22d", "61d", "100w", "36525d"),
    *("0 working days", "1 working day", "15 working days", "999 working days", "40 working hours"),
)
DAYS = (-400_000, -366, -1, 0, 1, 2, 5, 9, 20, 21, 22, 59, 60, 61, 366, 400_000)
"""How far from the start; what lies beyond the first and the last day that a plan may name is those."""
RHYTHMS = (
    "every day",
    "every working day",
    "every 999 days from 2026-01-01",
    "every month on the last working day",
    "every month on 31 or the working day before",
    "every quarter on 20",
    "every year on 02-29",
)
LIMITED = ("up_to", "may")
"""Keys under which `any` may stand for an amount."""
AMOUNT = re.compile(r"(\d{1,15}(?:\.\d{1,3})?)( [A-Z]{3})?( per (?:open )?day)?")
LENGTH = re.compile(r"\d+(\.\d+)?[mhdw]|\d+ working (days?|hours?)")


def plan(number: int) -> Case:
    """The plan of a number, with a question about it."""
    raw, question = _base(number)
    shaken = _Shaken(Random(number), raw, question.start)
    shaken.shake()
    things = {id for block in shaken.raw.values() for id in block}
    lost = tuple(each for each in question.lost if each[0] in things)
    return Case(_written(shaken.raw), Question(question.start, lost))


def _base(number: int) -> tuple[Raw, Question]:
    if number % 40 == 39:
        return copy.deepcopy(_example()), Question(START, (("sam", None), ("bank", None)))
    if number % 6 == 5:
        raw = maximal().raw
        return raw, Question(START, tuple((id, None) for id in raw["people"]))
    case = drawn(number)
    raw = _read(case.text)
    lost = [
        {"what": id, **({"for": f"{int(length.total_seconds()) // 3600}h"} if length else {})}
        for id, length in case.question.lost
        if id not in raw["functions"]
    ]
    if lost:
        raw["scenarios"] = {"theft": {"name": "Theft", "lost": lost, "serve": {"first-hour": ["Look"]}}}
        raw["promises"] = {"week": {"name": "Week", "when": {"away": ["people-0"]}, "keep": ["functions-0"]}}
    return raw, case.question


@cache
def _example() -> Raw:
    found: Raw = {}
    for file in sorted(EXAMPLE.rglob("*.yml")):
        for key, block in _read(file.read_text(encoding="utf-8")).items():
            found.setdefault(key, {}).update(block)
    return found


def _read(text: str) -> Raw:
    """Every value as it is written, as text."""
    raw: Raw = yaml.load(text, yaml.CBaseLoader)
    return raw


def _written(raw: Raw) -> str:
    return yaml.dump(raw, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)


class _Shaken:
    """A plan, as what stands in its file, while it is changed."""

    def __init__(self, random: Random, raw: Raw, start: date) -> None:
        self._random, self.raw, self._start = random, raw, start

    def shake(self) -> None:
        for _ in range(1 + self._below(CHANGES)):
            before = copy.deepcopy(self.raw)
            self._one((self._leave_out, self._take_over, self._press, *[self._move] * 6))()
            if not _is_plan(self.raw):
                self.raw = before

    def _leave_out(self) -> None:
        holder, key = self._place()
        del holder[key]

    def _take_over(self) -> None:
        """A field of one thing for another one of its collection."""
        things = list(self.raw[self._one([key for key in self.raw if key != "business"])].values())
        giver, taker = self._one(things), self._one(things)
        key = self._one(list(giver))
        taker[key] = copy.deepcopy(giver[key])

    def _press(self) -> None:
        """A duty with an amount about as high as its doers may pay, and that stops something dear."""
        duties, functions = ([*self.raw.get(key, {})] for key in ("obligations", "functions"))
        if not duties or not functions:
            return
        duty, stopped = self.raw["obligations"][self._one(duties)], self._one(functions)
        hands = duty.get("by", [])
        duty |= {
            "amount": self._one(("49", "50", "51")),
            "by": [
                {
                    **(hand if isinstance(hand, dict) else {"who": hand}),
                    "up_to": self._one(("any", "0", "50")),
                }
                for hand in (hands if isinstance(hands, list) else [hands])
            ],
            "stops": [stopped],
        }
        self.raw["functions"][stopped] |= {"loss": "48 per day", "mtpd": "1d"}

    def _move(self) -> None:
        holder, key = self._place()
        holder[key] = self._one(list(self._others(key, holder[key])))

    def _place(self) -> tuple[Any, Any]:
        """Where some text stands: what holds it, and its key or number there."""
        place = self._one(list(_leaves(self.raw)))
        return _at(self.raw, place[:-1]), place[-1]

    def _others(self, key: str | int, value: str) -> Iterator[str]:
        """What may stand in place of a value, and it itself."""
        yield value
        if LENGTH.fullmatch(value):
            yield from LENGTHS
        elif value in ("yes", "no"):
            yield from ("yes", "no")
        elif key == "due":
            yield from (*RHYTHMS, *self._days())
        elif re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            yield from self._days()
        elif re.fullmatch(r"\d\d-\d\d", value):
            yield from ("01-01", "02-29", "11-23", "12-31")
        elif re.fullmatch(r"\d\d:\d\d", value):
            yield from ("00:00", "00:01", "12:00", "23:59")
        elif value.endswith("%"):
            yield from ("0%", "0.001%", "33.333%", "100%")
        elif value == "any" or AMOUNT.fullmatch(value):
            yield "any"
            yield from self._amounts(value)
        elif value in (ids := self._ids()):
            yield from ids

    def _days(self) -> Iterator[str]:
        for days in DAYS:
            far = min(max(self._start.toordinal() + days, FIRST.toordinal()), LAST.toordinal())
            yield date.fromordinal(far).isoformat()
        yield (self._start + timedelta(days=self._below(30))).isoformat()

    def _amounts(self, value: str) -> Iterator[str]:
        """Nothing, the least, the most, and beside every amount of the plan, in the form of the value."""
        texts = [_at(self.raw, place) for place in _leaves(self.raw)]
        known = {int(found[1]) for text in texts if (found := re.match(r"(\d{1,9})( [A-Z]{3}|$)", text))}
        near = sorted(max(each + step, 0) for each in known for step in (-1, 0, 1))
        found = AMOUNT.fullmatch(value)
        form = (found[2] or "") + (found[3] or "") if found else ""
        for each in ("0", "0.001", "9" * 9, "9" * 15, *map(str, near)):
            yield each + form

    def _ids(self) -> list[str]:
        return [id for key, block in self.raw.items() if key != "business" for id in block]

    def _below(self, end: int) -> int:
        """`random()` alone gives the same in every version of Python."""
        return int(self._random.random() * end)

    def _one(self, values: Sequence[T]) -> T:
        return values[self._below(len(values))]


def _leaves(raw: Any, place: Place = ()) -> Iterator[Place]:
    """Every place where a text stands."""
    items = raw.items() if isinstance(raw, Mapping) else enumerate(raw) if isinstance(raw, list) else ()
    for key, value in items:
        if isinstance(value, str):
            yield (*place, key)
        yield from _leaves(value, (*place, key))


def _at(raw: Any, place: Place) -> Any:
    for key in place:
        raw = raw[key]
    return raw


def _is_plan(raw: Raw) -> bool:
    """Whether it has no mistake that keeps it from being built."""
    loaded = load([parse("plan.yml", _written(raw).encode())])
    return loaded.plan is not None and not stop_build(loaded.diagnostics)
