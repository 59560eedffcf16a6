"""The log of an incident or of a drill as a file: read with suspicion, or refused in a sentence.

The pages of a runbook and the pages of a drill save such files; `drill --run` writes one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal, NoReturn, TypeVar

INCIDENT = "outlast incident log"
DRILL = "outlast drill log"
FORMAT = 1
"""In which a drill is written."""
READS = 3
"""The newest form that is read. From form 2 on an incident log says on which day it happened, and amounts;
from form 3 on what was filled into its messages."""
LARGEST = 8_000_000
"""Bytes that a log may have."""
WAYS = ("cold", "practice", "table-top", "calls", "restore")
RESULTS = ("worked", "worked in part", "failed")
_MOST = 10_000
_DEEPEST = 12
"""Steps inside steps, as a browser reads them."""
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]+")
_DAMAGED = "This log is damaged, or was changed by hand. Save it once more where it came from."

T = TypeVar("T")


class Unreadable(Exception):
    """A file that is no log that can be read; the text says why."""


@dataclass(frozen=True)
class Entry:
    """One line of a log."""

    id: str
    n: int
    """Which came after which, even where a clock was wrong."""
    at: datetime
    """With its offset."""
    kind: str
    """`done`, `note`, `stuck` …; a kind that this version does not know reads as a note."""
    text: str = ""
    page: str = ""
    title: str = ""
    step: str = ""
    """Of a tick and of what somebody could not do: the id of the step."""
    of: str = ""
    """Of a line that strikes another one through: its id."""
    amount: Decimal | None = None
    """What was spent, in the currency of the business."""
    day: date | None = None
    """Of a line that says since when it is: the day."""


@dataclass(frozen=True)
class Inside:
    """The steps in another one, which has no tick of its own: it is done when they are."""

    which: Literal["all", "any"]
    """Whether all of them are needed; of several ways out, one is enough."""
    parts: tuple[str | Inside, ...]
    """The id of a step, or steps in turn."""

    def done(self, ticked: Container[str]) -> bool:
        """Whether enough of them were ticked."""
        found = (part in ticked if isinstance(part, str) else part.done(ticked) for part in self.parts)
        return any(found) if self.which == "any" else all(found)


@dataclass(frozen=True)
class LoggedStep:
    """A step as the page had it when the log began."""

    id: str
    text: str
    part: str = ""
    inside: Inside | None = None
    """The steps in it; None where its own tick counts."""


@dataclass(frozen=True)
class Drill:
    """What was drilled."""

    way: str
    of: str
    """The id of the thing."""
    who: str = ""
    """Who did it, as they wrote it."""


@dataclass(frozen=True)
class Log:
    """A log, its lines in the order in which they were written."""

    plan: str
    id: str
    title: str
    page: str
    copy: str
    started: datetime
    steps: tuple[LoggedStep, ...]
    entries: tuple[Entry, ...]
    drill: Drill | None = None
    """None where it is the log of something that really happened."""

    @property
    def lines(self) -> tuple[Entry, ...]:
        """The lines that nobody struck through."""
        struck = {entry.of for entry in self.entries if entry.kind == "strike"}
        return tuple(each for each in self.entries if each.id not in struck and each.kind != "strike")

    @property
    def day(self) -> date:
        """The day on which it happened: as somebody said last, else that on which the log began."""
        said = [entry.day for entry in self.lines if entry.day]
        return said[-1] if said else self.started.date()

    @property
    def ended(self) -> datetime:
        """When it was over, else when the last line was written."""
        over = [entry.at for entry in self.entries if entry.kind == "end"]
        return over[-1] if over else max((entry.at for entry in self.entries), default=self.started)

    @property
    def lasted(self) -> timedelta:
        """From its start to its end; nothing where a clock went backwards."""
        return max(self.ended - self.started, timedelta())

    @property
    def result(self) -> str:
        """What whoever drilled said came out; empty where nobody said it."""
        said = [entry.text for entry in self.lines if entry.kind == "result" and entry.text in RESULTS]
        return said[-1] if said else ""

    @property
    def ticked(self) -> frozenset[str]:
        """The ids of the steps that were ticked at the end."""
        ticks: set[str] = set()
        for entry in self.entries:
            if entry.kind == "done":
                ticks.add(entry.step)
            elif entry.kind == "undone":
                ticks.discard(entry.step)
        return frozenset(ticks)

    @property
    def undone(self) -> tuple[LoggedStep, ...]:
        """The steps that were still open at the end."""
        return tuple(
            step
            for step in self.steps
            if not (step.inside.done(self.ticked) if step.inside else step.id in self.ticked)
        )

    def said(self, kind: str) -> tuple[Entry, ...]:
        """The lines of a kind."""
        return tuple(entry for entry in self.lines if entry.kind == kind)


def read(content: bytes) -> Log:
    """The log in a file. Raises Unreadable for anything else."""
    if len(content) > LARGEST:
        raise Unreadable("This file is too large to be a log.")
    try:
        raw = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raw = None
    if not isinstance(raw, dict) or raw.get("what") not in (INCIDENT, DRILL):
        raise Unreadable(
            "This file is no log of Outlast. Save one on the page of a drill or of the incident log: "
            "its name begins with drill- or incident- and ends in .json."
        )
    number = raw.get("format")
    if not isinstance(number, int) or isinstance(number, bool) or number > READS:
        raise Unreadable("This log was saved by a newer Outlast. Read it with that one.")
    log = _log(_block(raw, "incident"), _text(raw, "plan", 400))
    return replace(log, drill=_drill(_block(raw, "drill"))) if raw["what"] == DRILL else log


def write(log: Log, saved: datetime) -> str:
    """A log as a file."""
    incident = {
        "id": log.id,
        "title": log.title,
        "page": log.page,
        "copy": log.copy,
        "started": log.started.isoformat(timespec="milliseconds"),
        "steps": [
            {
                "id": each.id,
                "text": each.text,
                "part": each.part,
                "back": False,
                "waits": _waits(each.inside or each.id),
            }
            for each in log.steps
        ],
        "entries": [_written(entry) for entry in log.entries],
    }
    head = {"what": DRILL if log.drill else INCIDENT, "format": FORMAT, "plan": log.plan}
    drill = {"drill": vars(log.drill)} if log.drill else {}
    made = {**head, "saved": saved.isoformat(timespec="milliseconds"), **drill, "incident": incident}
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _waits(what: str | Inside) -> object:
    return what if isinstance(what, str) else {what.which: [_waits(part) for part in what.parts]}


def _written(entry: Entry) -> Mapping[str, str | int]:
    made = {**vars(entry), "at": entry.at.isoformat(timespec="milliseconds")}
    made |= {key: str(made[key]) for key in ("amount", "day") if made[key] is not None}
    return {key: value for key, value in made.items() if value or key not in ("step", "of", "amount", "day")}


def _log(raw: Mapping[str, object], plan: str) -> Log:
    entries = {each.id: each for each in reversed(_list(raw, "entries", _entry))}
    return Log(
        plan,
        _id(raw, "id"),
        _text(raw, "title", 400),
        _page(raw),
        _text(raw, "copy", 100),
        _time(raw, "started"),
        _list(raw, "steps", _step),
        tuple(sorted(entries.values(), key=lambda each: (each.n, each.at, each.id))),
    )


def _step(raw: Mapping[str, object]) -> LoggedStep:
    waits = _inside(raw.get("waits") or _id(raw, "id"))
    inside = None if isinstance(waits, str) else waits
    return LoggedStep(_id(raw, "id"), _text(raw, "text"), _text(raw, "part"), inside)


def _inside(raw: object, depth: int = 0) -> str | Inside:
    if isinstance(raw, str):
        return _id({"id": raw}, "id")
    which: Literal["all", "any"] = "any" if isinstance(raw, dict) and raw.get("any") else "all"
    parts = raw.get(which) if isinstance(raw, dict) and depth < _DEEPEST else None
    if not isinstance(parts, list) or not 0 < len(parts) <= _MOST:
        _damaged()
    return Inside(which, tuple(_inside(part, depth + 1) for part in parts))


def _entry(raw: Mapping[str, object]) -> Entry:
    number = raw.get("n")
    if not isinstance(number, int) or isinstance(number, bool) or number < 0:
        _damaged()
    return Entry(
        _id(raw, "id"),
        min(number, 10**6),
        _time(raw, "at"),
        _match(raw, "kind", r"[a-z-]{1,30}"),
        _text(raw, "text"),
        _page(raw),
        _text(raw, "title", 400),
        _id(raw, "step") if raw.get("step") else "",
        _id(raw, "of") if raw.get("of") else "",
        Decimal(_match(raw, "amount", r"\d{1,9}(\.\d{1,2})?")) if raw.get("amount") else None,
        _day(raw) if raw.get("day") else None,
    )


def _drill(raw: Mapping[str, object]) -> Drill:
    return Drill(_match(raw, "way", "|".join(WAYS)), _id(raw, "of"), _text(raw, "who", 200))


def _block(raw: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = raw.get(key)
    return value if isinstance(value, dict) else _damaged()


def _list(raw: Mapping[str, object], key: str, each: Callable[[Mapping[str, object]], T]) -> tuple[T, ...]:
    value = raw.get(key)
    if not isinstance(value, list) or len(value) > _MOST or not all(isinstance(one, dict) for one in value):
        _damaged()
    return tuple(each(one) for one in value)


def _text(raw: Mapping[str, object], key: str, most: int = 4000) -> str:
    """A text in one line, without signs that nobody sees."""
    value = raw.get(key)
    if not isinstance(value, str) or len(value) > most:
        _damaged()
    return " ".join(_UNSEEN.sub(" ", value).split())


def _match(raw: Mapping[str, object], key: str, pattern: str) -> str:
    value = raw.get(key)
    return value if isinstance(value, str) and re.fullmatch(pattern, value, re.ASCII) else _damaged()


def _id(raw: Mapping[str, object], key: str) -> str:
    return _match(raw, key, r"[\w-]{1,200}")


def _page(raw: Mapping[str, object]) -> str:
    return _match(raw, "page", r"([\w-]{1,100}(/[\w-]{1,100}){0,9})?")


def _time(raw: Mapping[str, object], key: str) -> datetime:
    text = _match(raw, key, r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)")
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        _damaged()


def _day(raw: Mapping[str, object]) -> date:
    try:
        return date.fromisoformat(_match(raw, "day", r"\d{4}-\d\d-\d\d"))
    except ValueError:
        _damaged()


def _refuse(_: str) -> NoReturn:
    raise ValueError


def _damaged() -> NoReturn:
    raise Unreadable(_DAMAGED)
