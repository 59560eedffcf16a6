"""How lengths of time and promises of time are said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import timedelta
from decimal import Decimal

from outlast.languages import say, say_count
from outlast.model.scalars import Duration, Stated, Target

_COUNTED: dict[str, Callable[[Decimal], str]] = {
    "s": lambda number: say_count("{count} second", "{count} seconds", number),
    "m": lambda number: say_count("{count} minute", "{count} minutes", number),
    "h": lambda number: say_count("{count} hour", "{count} hours", number),
    "d": lambda number: say_count("{count} day", "{count} days", number),
    "w": lambda number: say_count("{count} week", "{count} weeks", number),
    "working hour": lambda number: say_count("{count} working hour", "{count} working hours", number),
    "working day": lambda number: say_count("{count} working day", "{count} working days", number),
    "month": lambda number: say_count("{count} month", "{count} months", number),
    "year": lambda number: say_count("{count} year", "{count} years", number),
}
_PART = re.compile(r"(\d+(?:\.\d+)?)\s*(working hour|working day|month|year|[mhdw](?![a-z]))")


def duration(value: Duration | None) -> str:
    """`4h` as `4 hours`, `1d 12h` as `1 day 12 hours`; nothing for None."""
    if value is None:
        return ""
    if value.text.startswith("P"):
        return length(value.length)
    return units((Decimal(number), unit) for number, unit in _PART.findall(value.text))


def length(value: timedelta) -> str:
    """A length in days, hours and minutes, as far as there are any."""
    days, rest = divmod(int(value.total_seconds()) // 60, 24 * 60)
    parts = ((days, "d"), (rest // 60, "h"), (rest % 60, "m"))
    return units((Decimal(number), unit) for number, unit in parts if number)


def measured(value: timedelta) -> str:
    """A length that a clock took: hours and minutes, with its seconds below an hour; at least one second."""
    seconds = max(1, round(value.total_seconds()))
    hours, rest = divmod(seconds, 3600)
    parts = ((hours, "h"), (rest // 60, "m"), (0 if hours else rest % 60, "s"))
    return units((Decimal(number), unit) for number, unit in parts if number)


def units(parts: Iterable[tuple[Decimal, str]]) -> str:
    """Numbers of units, one after the other: `1 day 12 hours`."""
    return " ".join(_COUNTED[unit](number) for number, unit in parts)


def target(value: Target | None) -> str:
    """A promise of time in words."""
    if value is None:
        return ""
    if value.stated is Stated.UNKNOWN:
        return say("not known")
    if value.stated is Stated.VENDOR:
        return say("when its maker has it back")
    return duration(value.duration)
