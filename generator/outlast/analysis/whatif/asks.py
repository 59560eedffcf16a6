"""What must be asked for, and what must be done, by when, so that nothing stops."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from outlast.analysis.whatif.answer import Answer, FunctionAnswer, Stop
from outlast.analysis.whatif.business_calendar import EVER, NEVER, Moment
from outlast.analysis.whatif.causes import depends_on
from outlast.analysis.whatif.crew import Member, Route, opens, ready
from outlast.analysis.whatif.duties import DutyNode, Turn
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.needs import Way, reqs
from outlast.analysis.whatif.node import View
from outlast.analysis.whatif.outlook import Ask, Task
from outlast.analysis.whatif.question import Question
from outlast.analysis.whatif.reader import Reader, answer
from outlast.analysis.whatif.stores import StoreNode
from outlast.analysis.whatif.work import FunctionNode

MINUTE = 60


def asks(engine: Engine, question: Question) -> tuple[Ask, ...]:
    """Covers that must be asked for, with the latest moment that still helps, by that moment.

    A function that stops though nobody need be asked, or that stops whoever is asked, has none.
    """
    unasked = answer(engine, replace(question, ask=False), why=False)
    asked = Reader(engine, engine.outcome(replace(question, ask=True)))
    found: list[Ask] = []
    for id, without in unasked.functions.items():
        for band in without.bands:
            stop = band.first
            if stop is not None:
                found += _covers(asked, id, band.number, stop)
    return tuple(sorted(found, key=lambda each: (each.by or each.stop, each.function, each.band, each.who)))


def _covers(asked: Reader, function: str, band: int, stop: Stop) -> Iterator[Ask]:
    work = asked.nodes[function]
    if not isinstance(work, FunctionNode):
        return
    history = asked.past.history(function)
    stops_at = int(stop.start.timestamp())
    breach = int(stop.breached.timestamp()) if stop.breached else None
    for member in work.members:
        for through, begins in _begins(asked, member):
            at = begins(asked.outcome.start)
            value = history.at(at) if at < NEVER else None
            # One that could not even then, or whose return ends the stop anyway, is no cover.
            if at >= NEVER or value is None or member.who not in value.state[band].hands:
                continue
            yield Ask(
                function,
                band,
                member.who,
                through,
                _time(asked, at),
                stop.start,
                _time(asked, _latest(begins, asked.outcome.start, stops_at)),
                stop.breached,
                _time(asked, _latest(begins, asked.outcome.start, breach)) if breach is not None else None,
            )


def _begins(asked: Reader, member: Member) -> Iterator[tuple[str | None, Callable[[Moment], Moment]]]:
    """What of a member must be asked for, and when it begins by when it is asked for."""

    def view(moment: Moment) -> View:
        return asked.past.at(moment).view()

    if member.notice is not None:
        yield None, lambda moment: ready(member, view(moment), moment)
    for route in member.routes:
        yield route.id, lambda moment, route=route: _opens(route, member, view(moment), moment)  # type: ignore[misc]
    for req in reqs(member.needs):
        for way in req.door.ways.get(member.who, ()) if req.door else ():
            if way.starts_in:
                yield req.key, lambda moment, way=way: _starts(way, asked, moment)  # type: ignore[misc]


def _opens(route: Route, member: Member, view: View, moment: Moment) -> Moment:
    return opens(route, member.who, view, moment)


def _starts(way: Way, asked: Reader, moment: Moment) -> Moment:
    return asked.calendar.add(moment, way.starts_in) if way.starts_in else moment


def _latest(begins: Callable[[Moment], Moment], start: Moment, limit: Moment) -> Moment:
    """The latest whole minute to ask so that it begins by a limit; EVER if asking at once is too late."""
    if begins(start) > limit:
        return EVER
    low, high = 0, max(0, (limit - start) // MINUTE)
    while low < high:
        middle = (low + high + 1) // 2
        if begins(start + middle * MINUTE) <= limit:
            low = middle
        else:
            high = middle - 1
    return start + low * MINUTE


def _time(reader: Reader, moment: Moment) -> datetime | None:
    return None if moment <= EVER or moment >= NEVER else reader.calendar.here.local(moment)


def rounds(engine: Engine, question: Question) -> tuple[Task, ...]:
    """Every duty and refilling that falls into the window, by the day on which it is due.

    Of a store only the first refilling: a later one follows from it. What stops if it is left undone is
    worked out where nothing is lost, and for what does not go as usual.
    """
    reader = Reader(engine, engine.outcome(question), why=False)
    known = reader.answer()
    found: list[Task] = []
    for key in reader.outcome.usual.memories:
        node = reader.nodes[key]
        if isinstance(node, DutyNode):
            found += _duty_rounds(engine, reader, known, node)
        elif isinstance(node, StoreNode) and node.running is not None:
            found += _store_rounds(engine, reader, known, node)
    return tuple(sorted(found, key=lambda each: (each.due, each.last, each.node)))


def tasks(rounds: Iterable[Task]) -> tuple[Task, ...]:
    """Those that the usual doer does not do, by their last moment."""
    return tuple(sorted((each for each in rounds if not each.usual), key=lambda each: (each.last, each.node)))


def _memory(reader: Reader, key: str, *, usual: bool = False) -> Any:
    """What a duty or a store remembers at the end of the look; where nothing differs, as usual."""
    worlds = reader.outcome
    known = worlds.usual.memories if usual or key not in worlds.world.memories else worlds.world.memories
    return known[key].values[-1]


def _duty_rounds(engine: Engine, reader: Reader, known: Answer, duty: DutyNode) -> Iterator[Task]:
    question = reader.outcome.question
    usual: dict[object, Turn] = {t.day: t for t in _memory(reader, duty.key, usual=True).all}
    stops: tuple[tuple[str, datetime], ...] | None = None
    turns: dict[object, Turn] = {**usual, **{turn.day: turn for turn in _memory(reader, duty.key).all}}
    for turn in turns.values():
        if turn.done == EVER or reader.calendar.here.midnight(turn.day) >= reader.outcome.end:
            continue
        other = usual.get(turn.day)
        same = other is not None and other.by == turn.by and other.done == turn.done
        if stops is None and not (same and question.lost):
            stops = _if_left(engine, reader, known, duty.key)
        late = duty.late(turn.day, reader.past.view())
        yield Task(
            duty.key,
            turn.day,
            reader.calendar.here.local(late - 1),
            turn.by,
            reader.calendar.here.local(turn.done) if turn.done is not None else None,
            () if same and question.lost else stops or (),
            usual=same,
        )


def _store_rounds(engine: Engine, reader: Reader, known: Answer, store: StoreNode) -> Iterator[Task]:
    usual = {order.turn.day: order.turn for order in _memory(reader, store.key, usual=True).orders}
    orders = [order.turn for order in _memory(reader, store.key).orders]
    inside = [turn for turn in orders if reader.calendar.here.midnight(turn.day) < reader.outcome.end]
    changed = [turn for turn in inside if usual.get(turn.day) != turn]
    last = _last_order(reader, store)
    if last is None:
        return
    for turn in (changed or inside)[:1]:
        done = reader.calendar.here.local(turn.done) if turn.done is not None else None
        skip = not changed and reader.outcome.question.lost
        left = () if skip else _if_left(engine, reader, known, store.key)
        yield Task(store.key, turn.day, last, turn.by, done, left, usual=not changed)


def _last_order(reader: Reader, store: StoreNode) -> datetime | None:
    """The last moment at which an order still arrives before it is empty."""
    running = store.running
    if running is None:
        return None
    if not running.burn or store.key in reader.outcome.outages:
        return reader.calendar.here.local(reader.outcome.start)
    meter = reader.outcome.meters[running.open_days]
    empty = meter.reaches(reader.outcome.start, store.full / running.burn, reader.outcome.horizon)
    if empty >= NEVER:
        return None
    lead = running.lead_time
    add = reader.calendar.add
    low, high = reader.outcome.start - 400 * 86_400, empty
    while low + MINUTE < high:
        middle = (low + high) // 2
        low, high = (middle, high) if (add(middle, lead) if lead else middle) <= empty else (low, middle)
    return reader.calendar.here.local(low - low % MINUTE)


def _if_left(engine: Engine, reader: Reader, known: Answer, key: str) -> tuple[tuple[str, datetime], ...]:
    """Which functions stop, or stop earlier, if a duty or a refilling is left undone."""
    if not engine.compiled.network.dependents.get(key):
        return ()  # nothing looks at it
    left = Reader(engine, engine.outcome(replace(reader.outcome.question, idle=frozenset((key,)))), why=False)
    found = []
    for id in left.outcome.world.histories:
        if id not in engine.compiled.plan.functions:
            continue
        each = left.function(engine.compiled.plan.functions[id])
        if each.stop is None:
            continue
        before = known.functions[id].stop if id in known.functions else None
        if before is None or each.stop.start < before.start or _is_cause(key, left, each, each.stop):
            found.append((id, each.stop.start))
    return tuple(sorted(found, key=lambda pair: (pair[1], pair[0])))


def _is_cause(key: str, reader: Reader, function: FunctionAnswer, stop: Stop) -> bool:
    """Whether something is among the causes of the first stop of a function."""
    work = reader.nodes[function.function]
    band = next(band.number for band in function.bands if band.first is stop)
    causes = reader.at(int(stop.start.timestamp())).band(work, band) if isinstance(work, FunctionNode) else ()
    return key in depends_on(causes)
