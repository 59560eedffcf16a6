"""The last moment for a duty or a refilling: the same on every page, whatever else happens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from outlast.analysis.whatif.business_calendar import NEVER, Moment
from outlast.analysis.whatif.duties import DutyNode
from outlast.analysis.whatif.engine import Engine, Outcome
from outlast.analysis.whatif.outlook import Lately
from outlast.analysis.whatif.question import Question
from outlast.analysis.whatif.stores import Running, StoreNode

LOOK_BACK = 400 * 86_400
"""How far before the start the last moment to order is looked for."""
LATELY = timedelta(days=14)
"""How long before the copy somebody may wonder whether a duty was done."""
LONGEST_GRACE = timedelta(days=400)
"""The longest grace that is looked back over."""


def last_in_time(outcome: Outcome, duty: DutyNode, day: date) -> Moment:
    """The last moment at which a duty is done in time: while its grace lasts and there is money to pay it.

    Whether there is money is asked of the undisturbed world, so that no two pages name two deadlines.
    """
    calendar = outcome.given.calendar
    late = duty.late(day, calendar)
    fund = duty.crew.fund
    if fund is None:
        return late - 1
    spans = outcome.usual.histories[fund].within(calendar.here.midnight(day), late)
    return max((end for _, end, value in spans if value.up), default=late) - 1


def runs_dry(outcome: Outcome, store: StoreNode, running: Running) -> Moment:
    """When a store is empty if nobody fills it; NEVER if not in sight."""
    given = outcome.given
    if not running.burn:
        return NEVER
    return running.meter(given).reaches(given.start, store.full / running.burn, given.horizon)


def last_order(outcome: Outcome, store: StoreNode, running: Running) -> Moment | None:
    """The last whole minute at which an order still arrives before a store is empty; None if it never is."""
    given = outcome.given
    if not running.burn or store.key in given.outages:
        return given.start
    empty = runs_dry(outcome, store, running)
    if empty >= NEVER:
        return None
    return running.last_order(given.start - LOOK_BACK, empty, given.calendar)


def lately(engine: Engine, start: date) -> Iterator[Lately]:
    """Each turn of a duty of which nobody who opens the copy knows whether it was done, latest deadline last.

    A turn stays in the list as long as its grace lasts, and for two weeks at least. A duty that is done by
    itself is not in it.
    """
    calendar = engine.calendar
    outcome = engine.outcome(Question(start))
    today = calendar.here.midnight(start)
    found = []
    for key, duty in engine.compiled.nodes.duties.items():
        if duty.due is None or duty.crew.itself:
            continue
        grace = min(timedelta(seconds=duty.late(start, calendar) - today), LONGEST_GRACE)
        for day in duty.due.days(start - max(LATELY, grace), start, duty.working):
            late = duty.late(day, calendar)
            if day >= start - LATELY or late > today:
                last = calendar.local(last_in_time(outcome, duty, day))
                found.append(Lately(key, day, last, calendar.local(late)))
    yield from sorted(found, key=lambda each: (each.last, each.node))
