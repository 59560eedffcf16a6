"""The reasons of a finding that rests on the what-if, in a line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from outlast.analysis.whatif.causes import Cause
from outlast.model import Plan
from outlast.reasons import CauseWording, plain

REASONS = 2
"""So many are given; the pages and `outlast whatif` give all."""


def because(plan: Plan, start: date, causes: Iterable[Cause], at: datetime | None = None) -> str:
    """The first reasons in sentences, with names instead of ids; empty without a cause.

    Args:
        at: when the effect began.
    """
    lines = CauseWording(plan, start).chain(causes, at)
    tops = [number for number, line in enumerate(lines) if line.depth == 0]
    last = tops[REASONS] if len(tops) > REASONS else len(lines)
    return " ".join(plain(plan, line.text) for line in lines[:last])
