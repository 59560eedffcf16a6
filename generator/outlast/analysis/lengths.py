"""Lengths of time beside each other, where some count working time only."""

from __future__ import annotations

from datetime import timedelta

from outlast.model.scalars import Clock, Duration


def surely_longer(one: Duration, *bounds: Duration) -> bool:
    """Whether it is longer than the bounds together, however working time falls.

    Working time takes at least as long on the clock, so it may be compared with clock time in one direction.
    """
    certain = all(bound.clock in (Clock.ALWAYS, one.clock) for bound in bounds)
    return certain and one.length > sum((bound.length for bound in bounds), timedelta())


def at_least(duration: Duration) -> timedelta:
    """The clock time that it takes at least: the first and the last working day may be cut short."""
    if duration.clock is Clock.WORKING_DAYS:
        return max(duration.length - timedelta(days=1), timedelta())
    return duration.length
