"""How the text is written: names for ids, lines that fit a terminal, days and money as people say them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from textwrap import wrap

from outlast import words
from outlast.analysis.whatif.answer import BandAnswer
from outlast.diagnostics import clean
from outlast.model import Plan
from outlast.reasons import band, plain

WIDTH = 100


@dataclass(frozen=True)
class Pen:
    """Writes about one plan and one first day."""

    plan: Plan
    start: date
    last: date
    """The last day of the window."""

    def lines(self, said: str, first: str = "", then: str | None = None) -> Iterator[str]:
        """A text with names for ids, in lines of at most WIDTH signs, safe for a terminal.

        Args:
            first: what stands before it.
            then: what stands before each further line; left out: as much room as before the first.
        """
        room = " " * len(first) if then is None else then
        written = clean(plain(self.plan, said))
        yield from wrap(written, WIDTH, initial_indent=first, subsequent_indent=room, break_on_hyphens=False)

    def title(self, id: str, amounts: BandAnswer | None = None) -> str:
        """What a thing is called, with the range of amounts."""
        about = band(self.plan, amounts) if amounts else ""
        return ", ".join(filter(None, (clean(self.plan.things[id].title), about)))

    def day(self, moment: datetime) -> str:
        """`Mon 7 Dec`."""
        return words.short(moment, self.start)

    def until(self, end: datetime | None) -> str:
        """`until Mon 7 Dec`, also where that is out of sight."""
        return f"until {self.day(end)}" if end else "no end in sight"

    def money(self, value: Fraction) -> str:
        """In the currency of the business, rounded."""
        return words.computed(value, self.plan.business.currency)

    def costs(self, window: Fraction, tail: Fraction, cover: Fraction) -> str:
        """What is lost, and what cover costs; empty if nothing is."""
        last = self.day(datetime.combine(self.last, datetime.min.time()))
        parts = [f"{self.money(window)} up to {last}"] if window else []
        parts += [f"{self.money(tail)} after {'it' if window else last}"] if tail else []
        parts += [f"{self.money(cover)} for those who are called in"] if cover else []
        return words.some(parts)


def length(value: timedelta) -> str:
    """`21 days`, `1 day 12 hours`."""
    days, rest = divmod(int(value.total_seconds()), 86_400)
    parts = ((days, "day"), (rest // 3600, "hour"), (rest % 3600 // 60, "minute"))
    return " ".join(words.count(number, noun) for number, noun in parts if number)
