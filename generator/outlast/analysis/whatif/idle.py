"""If nobody does anything: what falls due, runs dry, ends and stops, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from outlast.analysis.confirmed import ways_in
from outlast.analysis.whatif.answering import read_function
from outlast.analysis.whatif.business_calendar import Moment
from outlast.analysis.whatif.deadlines import last_in_time, runs_dry
from outlast.analysis.whatif.engine import Engine, Outcome
from outlast.analysis.whatif.outlook import Event, Happening
from outlast.analysis.whatif.question import Question
from outlast.model import Plan
from outlast.model.documents import Document
from outlast.model.funds import Fund

AHEAD = timedelta(days=60)
"""How far the calendar looks."""
ORDER = tuple(Happening)


def idle(engine: Engine, start: date) -> tuple[Event, ...]:
    """What happens from a day on if no duty is done, no store is filled, and nobody is asked, by time."""
    outcome = engine.outcome(Question(start, window=AHEAD, tail=timedelta(), ask=False, idle=None))
    plan, given, calendar = engine.compiled.plan, outcome.given, engine.calendar
    days = (*_ends(plan), *_seasons(plan, start))
    moments = [(calendar.here.midnight(day), what, node) for day, what, node in days]
    moments += _stores(outcome)
    events = {Event(calendar.local(moment), what, node) for moment, what, node in moments}
    events.update(_duties(outcome))
    for id in plan.functions.keys() & outcome.world.histories.keys():
        if stop := read_function(outcome, id).stop:
            events.add(Event(stop.start, Happening.STOPS, id, stop.causes))
    first, end = calendar.local(given.start), calendar.local(given.end)
    inside = (event for event in events if first <= event.when < end)
    return tuple(sorted(inside, key=_place))


def _place(event: Event) -> tuple[datetime, int, str, date]:
    return event.when, ORDER.index(event.what), event.node, event.due or date.min


def _duties(outcome: Outcome) -> Iterator[Event]:
    calendar = outcome.given.calendar
    for key, duty in outcome.compiled.nodes.duties.items():
        for turn in outcome.world.memories[key].values[-1].all:
            last = last_in_time(outcome, duty, turn.day)
            if turn.done is None or turn.done > last:  # else it was done before, or goes by itself
                yield Event(calendar.local(calendar.here.midnight(turn.day)), Happening.DUE, key)
                yield Event(calendar.local(last + 1), Happening.MISSED, key, due=turn.day)


def _stores(outcome: Outcome) -> Iterator[tuple[Moment, Happening, str]]:
    given = outcome.given
    for key, store in outcome.compiled.nodes.stores.items():
        if store.running is None:
            continue
        for order in outcome.world.memories[key].values[-1].orders:
            yield max(given.calendar.here.midnight(order.turn.day), given.start), Happening.ORDER, key
        empty = runs_dry(outcome, store, store.running)
        if empty < min(store.ends, given.horizon):
            yield empty, Happening.EMPTY, key


def _ends(plan: Plan) -> Iterator[tuple[date, Happening, str]]:
    """Cards, papers and accesses that end; each on its last day."""
    things: tuple[Fund | Document, ...] = (*plan.funds.values(), *plan.documents.values())
    for thing in things:
        if thing.expires:
            yield thing.expires.date, Happening.EXPIRES, thing.id
    for system in plan.systems.values():
        for way in ways_in(system):
            if way.until:
                yield way.until.date, Happening.EXPIRES, system.id


def _seasons(plan: Plan, start: date) -> Iterator[tuple[date, Happening, str]]:
    for season in plan.business.seasons:
        month, day = season.from_.month, season.from_.day
        for year in (start.year, start.year + 1):
            first = date(year, month, min(day, 28) if month == 2 else day)
            yield first, Happening.SEASON, str(season.name)
