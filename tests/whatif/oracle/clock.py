"""The clock of the business: moments as minutes, calendar lengths, working days and working hours.

A moment is a number of minutes from the first moment of the question, as they pass; so a day may have 1,380
or 1,500 of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from outlast.analysis.calendar import working_days
from outlast.model import Plan
from outlast.model.people import Hours
from outlast.model.scalars import Clock as Counting
from outlast.model.scalars import Duration
from outlast.model.suppliers import Closure

EVER = -(10**9)
"""Before everything."""
NEVER = 10**9
"""After everything."""
DAY = timedelta(days=1)


class Clock:
    """The clock of a business, from one first day on. It keeps what it worked out; it is read only."""

    def __init__(self, plan: Plan, first: date, begins: time, days: int, step: int) -> None:
        self.zone = plan.business.timezone.zone
        self.first = first
        self.step = step
        # What the calendar says is worked out once: it never changes while time passes.
        self.local = cache(self._local)
        self.at = cache(self._at)
        self.add = cache(self._add)
        self.day = cache(self._day)
        self.midnight_of = cache(self.midnight)
        self._hours: dict[tuple[int, int], bool] = {}
        self._zero = datetime.combine(first, begins, self.zone).astimezone(UTC)
        self.end = self.at(datetime.combine(first + days * DAY, begins))
        self.works_on = working_days(plan.business)
        self._open = plan.business.opening_hours
        self._closures = plan.business.closed

    def moment(self, t: int) -> datetime:
        """With its zone."""
        return (self._zero + timedelta(minutes=t)).astimezone(self.zone)

    def _local(self, t: int, zone: ZoneInfo | None = None) -> datetime:
        """What a clock on the wall shows, the business's when none is said."""
        return (self._zero + timedelta(minutes=t)).astimezone(zone or self.zone).replace(tzinfo=None)

    def _at(self, wall: datetime) -> int:
        """The moment at which the business's clock shows this; of two the first, of none the one after."""
        moment = wall.replace(tzinfo=self.zone).astimezone(UTC)
        return int((moment - self._zero).total_seconds() // 60)

    def midnight(self, day: date) -> int:
        """The first moment of a day."""
        return self.at(datetime.combine(day, time()))

    def _day(self, t: int) -> date:
        return self.local(t).date()

    def day_end(self, day: date) -> int:
        """The first moment after a day."""
        return self.midnight_of(day + DAY)

    def _add(self, t: int, length: Duration | timedelta | None) -> int:
        """The moment when the length has passed; NEVER where none is known.

        Reading: a length of whole days counts by the calendar, also one that was typed as 24h; any other
        (1d 12h) passes as a whole, minute by minute.
        """
        if length is None or t == NEVER:
            return NEVER
        if t == EVER:
            return EVER
        if isinstance(length, Duration) and length.clock is Counting.WORKING_DAYS:
            return self._add_working_days(t, round(length.length / DAY))
        if isinstance(length, Duration) and length.clock is Counting.WORKING_HOURS:
            return self._add_working_hours(t, round(length.length.total_seconds() / 60))
        span = length.length if isinstance(length, Duration) else length
        if span % DAY == timedelta():
            return self.at(self.local(t) + span)
        return t + round(span.total_seconds() / 60)

    def delivered(self, t: int, lead: Duration | None, closures: Sequence[Closure]) -> int:
        """When what is ordered arrives; NEVER where nobody says how long it takes.

        Reading: a day on which the supplier is closed does not count, whatever the lead time is counted in,
        and what would be there at the first moment of one comes at the end of the closure.
        """

        def is_closed(t: int) -> bool:
            return any(each.from_.date <= self.day(t) <= each.to.date for each in closures)

        if lead is None or t == NEVER or not closures:
            return self.add(t, lead)
        while is_closed(t):
            t = self.day_end(self.day(t))
        left, in_hours = lead.length, lead.clock is Counting.WORKING_HOURS
        if lead.clock is Counting.WORKING_DAYS or (not in_hours and left % DAY == timedelta()):
            asks = self.works_on if lead.clock is Counting.WORKING_DAYS else lambda day: True
            while is_closed(t) or not asks(self.day(t)):
                t = self.day_end(self.day(t))
            wall = self.local(t)
            while left:
                wall += DAY
                noon = self.at(datetime.combine(wall.date(), time(12)))
                left -= DAY * (asks(wall.date()) and not is_closed(noon))
            return self.at(wall)
        while left > timedelta() or is_closed(t):
            counts = not is_closed(t) and (self.is_open(t) or not in_hours)
            left -= timedelta(minutes=self.step if counts else 0)
            t += self.step
        return t

    def _add_working_days(self, t: int, count: int) -> int:
        wall = self.local(t)
        if not self.works_on(wall.date()):
            while not self.works_on(wall.date()):
                wall += DAY
            wall = datetime.combine(wall.date(), time())
        while count:
            wall += DAY
            count -= self.works_on(wall.date())
        return self.at(wall)

    def _add_working_hours(self, t: int, minutes: int) -> int:
        """Reading: it ends the moment the last of them has passed: one hour from 16:00 is 17:00."""
        while minutes > 0 and t < self.end + 400 * 24 * 60:
            minutes -= self.step if self.is_open(t) else 0
            t += self.step
        return t if minutes <= 0 else NEVER

    def is_open(self, t: int) -> bool:
        """Whether it is a working hour."""
        if self._open:
            return self.served(self._open, t)
        wall = self.local(t)
        return self.works_on(wall.date()) and time(9) <= wall.time() < time(17)

    def is_closed(self, day: date) -> bool:
        """Whether nobody works on that day: the business says so."""
        return any(each.from_.date <= day <= each.to.date for each in self._closures)

    def served(self, schedule: tuple[Hours, ...], t: int) -> bool:
        """Whether a moment lies in a schedule of those who work here, and the business is not closed."""
        return self.in_hours(schedule, t) and not self.is_closed(self.day(t))

    def in_hours(self, schedule: tuple[Hours, ...], t: int) -> bool:
        """Whether a moment lies in a schedule that has entries."""
        key = (id(schedule), t)  # to hash a schedule itself takes longer than to look into it
        if key not in self._hours:
            self._hours[key] = any(self._within(entry, t) for entry in schedule)
        return self._hours[key]

    def _within(self, entry: Hours, t: int) -> bool:
        """Reading: without a zone of its own it follows the business's clock, also for a person elsewhere."""
        wall = self.local(t, entry.timezone.zone if entry.timezone else None)
        start = entry.from_.time if entry.from_ else time()
        end = entry.to.time if entry.to else time()
        today, before = wall.weekday() in entry.days.days, (wall.weekday() - 1) % 7 in entry.days.days
        if start < end:
            return today and start <= wall.time() < end
        # Over midnight, which belongs to the day on which it began; 00:00 as an end is the end of the day.
        return (today and wall.time() >= start) or (before and wall.time() < end)
