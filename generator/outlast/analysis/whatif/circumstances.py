"""What a question makes of a world from outside: what is gone when, and from when help is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from outlast.analysis.whatif.business_calendar import NEVER, BusinessCalendar, Meter, Moment
from outlast.analysis.whatif.node import Outage
from outlast.analysis.whatif.question import Question


@dataclass
class Circumstances:
    """What holds in a world whatever happens in it."""

    calendar: BusinessCalendar
    question: Question
    start: Moment
    outages: Mapping[str, Outage]
    """What is lost, and for which time."""
    meters: Mapping[bool, Meter]
    """The days since the start: all of them, and those on which the business is open."""

    @property
    def asked(self) -> Moment:
        """When notice, activation and break-glass are asked for; NEVER if they are not."""
        return self.start if self.question.ask else NEVER

    def lost(self, key: str, moment: Moment) -> Outage | None:
        """The outage for which something is lost at a moment."""
        outage = self.outages.get(key)
        if outage is None or moment < outage.start or self.ended(key, moment):
            return None
        return outage

    def ended(self, key: str, moment: Moment) -> bool:
        """Whether something was lost for a time that is over."""
        outage = self.outages.get(key)
        return outage is not None and outage.end is not None and moment >= outage.end

    def meter(self, open_days: bool) -> Meter:
        """The days since the start, all of them or those on which the business is open."""
        return self.meters[open_days]
