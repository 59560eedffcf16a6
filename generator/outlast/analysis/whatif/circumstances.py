"""What a question makes of a world from outside: what is gone when, and from when help is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from outlast.analysis.whatif.almanac import NEVER, Almanac, Meter, Moment
from outlast.analysis.whatif.node import Spell
from outlast.analysis.whatif.question import Question


@dataclass
class Circumstances:
    """What holds in a world whatever happens in it."""

    almanac: Almanac
    question: Question
    start: Moment
    spells: Mapping[str, Spell]
    """What is lost, and for which time."""
    meters: Mapping[bool, Meter]
    """The days since the start: all of them, and those on which the business is open."""

    @property
    def asked(self) -> Moment:
        """When notice, activation and break-glass are asked for; NEVER if they are not."""
        return self.start if self.question.ask else NEVER

    def lost(self, key: str, moment: Moment) -> Spell | None:
        """The spell for which something is lost at a moment."""
        spell = self.spells.get(key)
        if spell is None or moment < spell.start or self.ended(key, moment):
            return None
        return spell

    def ended(self, key: str, moment: Moment) -> bool:
        """Whether something was lost for a time that is over."""
        spell = self.spells.get(key)
        return spell is not None and spell.end is not None and moment >= spell.end

    def meter(self, open_days: bool) -> Meter:
        """The days since the start, all of them or those on which the business is open."""
        return self.meters[open_days]
