"""If nobody does anything: what falls due, runs dry, ends and stops, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from outlast.analysis.whatif.answer import Answer
from outlast.analysis.whatif.business_calendar import EVER
from outlast.analysis.whatif.duties import DutyNode
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.outlook import Event, Happening
from outlast.analysis.whatif.question import Question
from outlast.analysis.whatif.reader import Reader
from outlast.analysis.whatif.stores import StoreNode

AHEAD = timedelta(days=60)
"""How far the calendar looks."""
ORDER = tuple(Happening)


def idle(engine: Engine, start: date) -> tuple[Event, ...]:
    """What happens from a day on if no duty is done, no store is filled, and nobody is asked, by time."""
    question = Question(start, window=AHEAD, ask=False, idle=None)
    reader = Reader(engine, engine.outcome(question))
    reply = reader.answer()
    events = [
        *_duties(reader),
        *_stores(reader),
        *_stops(reply),
        *_ends(engine, start),
        *_seasons(engine, start),
    ]
    inside = {event for event in events if reply.start <= event.when < reply.end}
    return tuple(sorted(inside, key=lambda event: (event.when, ORDER.index(event.what), event.node)))


def _duties(reader: Reader) -> Iterator[Event]:
    for key in reader.outcome.world.memories:
        node = reader.nodes[key]
        if not isinstance(node, DutyNode):
            continue
        for turn in reader.outcome.world.memories[key].values[-1].all:
            if turn.done == EVER:
                continue
            yield Event(
                reader.calendar.here.local(reader.calendar.here.midnight(turn.day)), Happening.DUE, key
            )
            late = node.late(turn.day, reader.past.view())
            yield Event(reader.calendar.here.local(late), Happening.MISSED, key)


def _stores(reader: Reader) -> Iterator[Event]:
    for key in reader.outcome.world.memories:
        node = reader.nodes[key]
        if not isinstance(node, StoreNode) or node.running is None:
            continue
        for order in reader.outcome.world.memories[key].values[-1].orders:
            day = reader.calendar.here.midnight(order.turn.day)
            yield Event(reader.calendar.here.local(max(day, reader.outcome.start)), Happening.ORDER, key)
        history = reader.outcome.world.histories[key]
        for time, value in zip(history.times, history.values, strict=True):
            if not value.up and reader.outcome.start <= time < node.ends:
                yield Event(reader.calendar.here.local(time), Happening.EMPTY, key)
                break


def _stops(reply: Answer) -> Iterator[Event]:
    for id, each in reply.functions.items():
        if each.stop:
            yield Event(each.stop.start, Happening.STOPS, id, each.stop.causes)


def _ends(engine: Engine, start: date) -> Iterator[Event]:
    """Cards, papers and accesses that end; each on its last day."""
    plan = engine.compiled.plan
    last = [(fund.id, fund.expires.date) for fund in plan.funds.values() if fund.expires]
    last += [(paper.id, paper.expires.date) for paper in plan.documents.values() if paper.expires]
    last += [
        (system.id, way.until.date) for system in plan.systems.values() for way in system.access if way.until
    ]
    for id, day in last:
        yield Event(_midnight(engine, day), Happening.EXPIRES, id)


def _seasons(engine: Engine, start: date) -> Iterator[Event]:
    for season in engine.compiled.plan.business.seasons:
        for year in (start.year, start.year + 1):
            first = date(
                year,
                season.from_.month,
                min(season.from_.day, 28) if season.from_.month == 2 else season.from_.day,
            )
            yield Event(_midnight(engine, first), Happening.SEASON, str(season.name))


def _midnight(engine: Engine, day: date) -> datetime:
    here = engine.calendar.here
    return here.local(here.midnight(day))
