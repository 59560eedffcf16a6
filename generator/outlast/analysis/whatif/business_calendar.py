"""The business's calendar, in whole seconds: days, working time, lengths, and what runs evenly through them.

A moment is a number of seconds since 1970 in UTC, so that nothing is lost or doubled when a clock is changed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from functools import cached_property, lru_cache
from math import gcd
from zoneinfo import ZoneInfo

from outlast.analysis.calendar import closed_days, working_days
from outlast.model.business import Business
from outlast.model.people import Hours
from outlast.model.scalars import Clock, Duration

Moment = int
EVER = -(10**15)
"""Before any moment."""
NEVER = 10**15
"""After any moment."""
DAY = timedelta(days=1)
MINUTE = 60
SEARCH = timedelta(days=400)
"""How far a search for working time goes on: longer than any holiday."""
MARGIN = timedelta(days=150)
"""How far around a moment working time is laid out at once: the usual question looks no further."""
LAST_WORK = 31
"""So many days are looked through for the last one on which somebody worked."""
OFFICE_HOURS = (Hours.model_validate({"days": "mon-fri", "from": "09:00", "to": "17:00"}),)
"""The working hours of a business that names no opening hours."""


class Zone:
    """The clock of one time zone."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self._midnights: dict[date, Moment] = {}
        self._locals: dict[Moment, datetime] = {}

    def midnight(self, day: date) -> Moment:
        """The first moment of a day."""
        known = self._midnights.get(day)
        if known is None:
            known = self._midnights[day] = self.at(day, time())
        return known

    def at(self, day: date, clock: time) -> Moment:
        """The moment at which the clock shows this; the earlier one where it shows it twice."""
        return int(datetime.combine(day, clock, self.zone).timestamp())

    def date(self, moment: Moment) -> date:
        """The day that it is here."""
        return self.local(moment).date()

    def local(self, moment: Moment) -> datetime:
        """What calendar and clock show."""
        known = self._locals.get(moment)
        if known is None:
            known = datetime.fromtimestamp(moment, UTC).astimezone(self.zone)
            self._locals[moment] = known
        return known


class Windows:
    """Recurring hours, less the days on which there are none."""

    def __init__(
        self,
        hours: tuple[Hours, ...],
        zone: Zone,
        zones: Callable[[ZoneInfo], Zone],
        off: Iterable[tuple[date, date]] = (),
    ) -> None:
        self.hours, self.off = hours, tuple(off)
        self.always = not hours
        self.entries = tuple(
            (entry, zones(entry.timezone.zone) if entry.timezone else zone) for entry in hours
        )
        self.zone = zone
        self._days: dict[date, tuple[tuple[Moment, Moment], ...]] = {}
        self._begun: dict[date, list[tuple[Moment, Moment]]] = {}
        """What `_on` found: whoever looks further lays out the days before and after that again."""
        self._time_for: dict[date, tuple[tuple[Moment, Moment], ...]] = {}
        self._laid: tuple[date, date] | None = None
        self._spans: tuple[tuple[Moment, Moment], ...] = ()
        self._starts: list[Moment] = []
        self._from, self._until = NEVER, EVER

    @cached_property
    def free(self) -> tuple[tuple[Moment, Moment], ...]:
        """The days on which there are none."""
        return joined((self.zone.midnight(first), self.zone.midnight(last + DAY)) for first, last in self.off)

    def of(self, day: date) -> tuple[tuple[Moment, Moment], ...]:
        """The times that begin on a day, in order, none touching another."""
        known = self._days.get(day)
        if known is None:
            known = self._days[day] = () if self._is_off(day) else joined(self._on(day))
        return known

    def _is_off(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.off)

    def _on(self, day: date) -> list[tuple[Moment, Moment]]:
        """The times that begin on a day, whether it is free or not."""
        known = self._begun.get(day)
        if known is None:
            known = self._begun[day] = self._begin(day)
        return known

    def _begin(self, day: date) -> list[tuple[Moment, Moment]]:
        if self.always:
            return [(self.zone.midnight(day), self.zone.midnight(day + DAY))]
        found = []
        for entry, zone in self.entries:
            if day.weekday() not in entry.days.days:
                continue
            start = zone.at(day, entry.from_.time) if entry.from_ else zone.midnight(day)
            end = zone.at(day, entry.to.time) if entry.to else zone.midnight(day + DAY)
            if end <= start:  # over midnight
                end = zone.at(day + DAY, entry.to.time) if entry.to else end
            if end > start:
                found.append((start, end))
        return found

    def span(self, moment: Moment) -> tuple[Moment, Moment] | None:
        """The working time that a moment lies in."""
        number = self._last(moment)
        return self._spans[number] if number >= 0 and moment < self._spans[number][1] else None

    def next(self, moment: Moment) -> Moment:
        """The first moment of working time from this one on; NEVER if there is none in sight."""
        if moment >= NEVER or self.span(moment):
            return moment
        number = self._last(moment) + 1
        return self._spans[number][0] if number < len(self._spans) else NEVER

    def time_for(self, day: date) -> tuple[tuple[Moment, Moment], ...]:
        """The working time of a day for what is due on it; if it has none, of the last one that has."""
        known = self._time_for.get(day)
        if known is None:
            days = (day - number * DAY for number in range(LAST_WORK))
            spans = (self.within(self.zone.midnight(each), self.zone.midnight(each + DAY)) for each in days)
            known = self._time_for[day] = next(filter(None, spans), ())
        return known

    def change(self, moment: Moment) -> Moment:
        """The next moment after this one at which working time begins or ends."""
        if self.always and not self.off:
            return NEVER
        span = self.span(moment)
        return span[1] if span else self.next(moment + 1)

    def _last(self, moment: Moment) -> int:
        """The number of the last time that has begun; the times are laid out as far as anybody looks."""
        if not self._from <= moment <= self._until:
            day = self.zone.date(moment)
            laid = self._laid or (day, day)
            first, last = min(day, laid[0]) - MARGIN, max(day + MARGIN, laid[1])
            self._laid = (first, last)
            last += SEARCH
            days = (first + number * DAY for number in range((last - first).days))
            always = [(self.zone.midnight(first), self.zone.midnight(last))]
            spans = always if self.always else [span for each in days for span in self._on(each)]
            # A stretch over midnight ends, and begins again, where a free day does.
            self._spans = less(joined(spans), self.free)
            self._starts = [start for start, _ in self._spans]
            self._from = self.zone.midnight(first + DAY)
            self._until = self.zone.midnight(self._laid[1])
        return bisect_right(self._starts, moment) - 1

    def within(self, start: Moment, end: Moment) -> tuple[tuple[Moment, Moment], ...]:
        """The working time in a stretch of time."""
        self._last(start)  # laid out before its end is looked up
        last = self._last(end)
        found = list(self._spans[max(0, self._last(start)) : last + 1])
        if found and found[0][0] < start:
            found[0] = (start, found[0][1])
        if found and found[-1][1] > end:
            found[-1] = (found[-1][0], end)
        # Only the first may be over by the start, and only the last begin at the end.
        return tuple(span for span in found if span[0] < span[1])


def joined(spans: Iterable[tuple[Moment, Moment]]) -> tuple[tuple[Moment, Moment], ...]:
    """Stretches of time in order, those that overlap or touch as one."""
    found: list[tuple[Moment, Moment]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def less(
    spans: tuple[tuple[Moment, Moment], ...], others: tuple[tuple[Moment, Moment], ...]
) -> tuple[tuple[Moment, Moment], ...]:
    """Stretches of time without others; each list in order, none touching another in it."""
    found: list[tuple[Moment, Moment]] = []
    number = 0
    for start, end in spans:
        while number < len(others) and others[number][1] <= start:
            number += 1
        look = number
        while look < len(others) and others[look][0] < end:
            if others[look][0] > start:
                found.append((start, others[look][0]))
            start = max(start, others[look][1])
            look += 1
        if start < end:
            found.append((start, end))
    return tuple(found)


class BusinessCalendar:
    """Time as the business counts it."""

    def __init__(self, business: Business) -> None:
        self.zones = lru_cache(None)(Zone)
        self.here = self.zones(business.timezone.zone)
        self.working = working_days(business)
        self.closed = closed_days(business)
        self.opening = Windows(business.opening_hours or OFFICE_HOURS, self.here, self.zones, self.closed)
        """When the business is open, for working hours."""
        self._windows: dict[tuple[object, ...], Windows] = {}
        self._later: dict[tuple[Moment, int], Moment] = {}
        """So many days after a moment."""

    def windows(self, hours: tuple[Hours, ...], off: tuple[tuple[date, date], ...] = ()) -> Windows:
        """Recurring hours, less some days; all the time where there are none."""
        key = (hours, off)
        if key not in self._windows:
            self._windows[key] = Windows(hours, self.here, self.zones, off)
        return self._windows[key]

    def served(self, hours: tuple[Hours, ...], off: tuple[tuple[date, date], ...] = ()) -> Windows:
        """The same of those who work here: nobody who names hours works while the business is closed."""
        return self.windows(hours, (*off, *self.closed) if hours else off)

    def local(self, moment: Moment) -> datetime:
        """A moment as the clock of the business shows it: only here do moments become dates, and back."""
        return self.here.local(moment)

    def moment(self, when: datetime) -> Moment:
        """The moment that calendar and clock show so."""
        return int(when.timestamp())

    def local_or_none(self, moment: Moment | None) -> datetime | None:
        """The same; None for a moment that is not known or never comes."""
        return None if moment is None or not EVER < moment < NEVER else self.local(moment)

    def add(self, moment: Moment, length: timedelta | Duration) -> Moment:
        """The moment after a length: whole days by the calendar, shorter ones as they pass."""
        if moment >= NEVER or moment <= EVER:
            return moment
        if isinstance(length, Duration):
            if length.clock is Clock.WORKING_DAYS:
                return self._counted(moment, length.length // DAY, self.working)
            if length.clock is Clock.WORKING_HOURS:
                return self._passed(moment, int(length.length.total_seconds()), self.opening)
            length = length.length
        days, rest = divmod(length, DAY)
        if rest:
            return moment + int(length.total_seconds())
        known = self._later.get((moment, days))
        if known is None:
            known = self._later[moment, days] = self._days_after(moment, days)
        return known

    def _days_after(self, moment: Moment, days: int) -> Moment:
        local = self.here.local(moment).replace(tzinfo=None)
        try:
            return int((local + days * DAY).replace(tzinfo=self.here.zone).timestamp())
        except OverflowError:
            return NEVER

    def delivered(self, ordered: Moment, lead: Duration | None, open: Windows | None) -> Moment:
        """When what is ordered arrives: no day counts, and nothing comes, on which the supplier is closed."""
        placed = open.next(ordered) if open else ordered
        if lead is None or open is None or not EVER < placed < NEVER:
            return self.add(placed, lead) if lead else placed
        days, rest = divmod(lead.length, DAY)
        if lead.clock is Clock.WORKING_DAYS:
            return self._counted(placed, days, lambda day: self.working(day) and bool(open.of(day)))
        if lead.clock is Clock.WORKING_HOURS:
            hours = self.windows(self.opening.hours, (*self.closed, *open.off))
        elif rest:
            hours = open
        else:
            return self._counted(placed, days, lambda day: bool(open.of(day)))
        return open.next(self._passed(placed, int(lead.length.total_seconds()), hours))

    def _counted(self, moment: Moment, count: int, counts: Callable[[date], bool]) -> Moment:
        """So many days later, of those that count."""
        local = self.here.local(moment)
        day, clock = local.date(), local.time()
        if not counts(day):
            clock = time()
            while not counts(day):
                day += DAY
        last = day
        while count:
            day += DAY
            if counts(day):
                count, last = count - 1, day
            elif day - last > SEARCH:
                return NEVER
        return self.here.at(day, clock)

    def _passed(self, moment: Moment, seconds: int, hours: Windows) -> Moment:
        """When so much time of some hours has passed."""
        while moment < NEVER:
            day = self.here.date(moment)
            tomorrow = self.here.midnight(day + DAY)
            for start, end in hours.within(self.here.midnight(day), tomorrow):
                start = max(start, moment)
                if start < end and seconds <= end - start:
                    return start + seconds
                seconds -= max(0, end - start)
            moment = hours.next(tomorrow)
        return NEVER


class Meter:
    """Something that runs through the days, each of a weight: its season, or whether it is open.

    It runs evenly through a day, or through some hours of it; days without any of them weigh nothing.
    """

    def __init__(
        self, zone: Zone, start: date, weight: Callable[[date], Fraction], hours: Windows | None = None
    ) -> None:
        self._zone, self._weight, self._hours = zone, weight, hours
        self._days = [zone.midnight(start)]
        self._sums = [0]
        """In parts of a day: whole numbers are compared and added quicker than fractions."""
        self._parts = 1
        """Into how many parts a day is divided."""
        self._next = start
        self._known: dict[Moment, Fraction] = {}

    def until(self, moment: Moment) -> Fraction:
        """The days, each by its weight, from the start until a moment; a part of a day counts as its part."""
        if moment not in self._known:
            self._known[moment] = self._until(moment)
        return self._known[moment]

    def _until(self, moment: Moment) -> Fraction:
        self._reach(lambda: self._days[-1] < moment)
        number = bisect_right(self._days, moment) - 1
        if number < 0:
            return Fraction(0)
        full = self._sums[number]
        weight = 0 if self._days[number] == moment else self._sums[number + 1] - full
        if not weight:
            return Fraction(full, self._parts)
        start, end = self._days[number], self._days[number + 1]
        length = self._running(start, end)
        return Fraction(full * length + weight * self._running(start, moment), self._parts * length)

    def _running(self, start: Moment, end: Moment) -> int:
        """The seconds of a stretch of one day through which it runs."""
        if self._hours is None:
            return end - start
        return sum(last - first for first, last in self._hours.within(start, end))

    def between(self, start: Moment, end: Moment) -> Fraction:
        """The weighted days of a stretch of time."""
        return self.until(end) - self.until(start)

    def reaches(self, start: Moment, amount: Fraction, before: Moment) -> Moment:
        """The first whole second by which so much has run through since `start`; NEVER if not `before`."""
        if amount <= 0:
            return start
        goal = self.until(start) + amount
        goes, of = goal.numerator, goal.denominator
        self._reach(lambda: self._sums[-1] * of < goes * self._parts and self._days[-1] < before)
        number = bisect_left(self._sums, -(-goes * self._parts // of))
        if number == len(self._sums):
            return NEVER
        if number == 0:
            return start
        first, last = self._days[number - 1], self._days[number]
        part = (goes * self._parts - self._sums[number - 1] * of) * (last - first)
        return first - (-part // ((self._sums[number] - self._sums[number - 1]) * of))

    def _reach(self, wanted: Callable[[], bool]) -> None:
        while wanted():
            day = self._next
            self._next += DAY
            self._days.append(self._zone.midnight(self._next))
            runs = self._running(self._days[-2], self._days[-1])
            weight = self._in_parts(self._weight(day)) if runs else 0
            self._sums.append(self._sums[-1] + weight)

    def _in_parts(self, weight: Fraction) -> int:
        """A weight in parts of a day, which are made smaller where that takes it."""
        finer = weight.denominator // gcd(weight.denominator, self._parts)
        if finer > 1:
            self._parts *= finer
            self._sums = [each * finer for each in self._sums]
        return weight.numerator * (self._parts // weight.denominator)


class Seasons:
    """What a day counts for what is lost in it: the factor of its season, all of it or its open days only."""

    def __init__(
        self, here: Zone, start: date, factor: Callable[[date], Fraction], working: Callable[[date], bool]
    ) -> None:
        self._here, self._start, self._factor, self._working = here, start, factor, working
        self._meters: dict[tuple[bool, Windows | None], Meter] = {}

    def meter(self, open_days: bool, hours: Windows | None) -> Meter:
        """The days, by season; only the open ones if so said, and spread over some hours of each."""
        key = (open_days, hours)
        if key not in self._meters:
            self._meters[key] = Meter(
                self._here,
                self._start,
                (lambda day: self._factor(day) * self._working(day)) if open_days else self._factor,
                hours,
            )
        return self._meters[key]
