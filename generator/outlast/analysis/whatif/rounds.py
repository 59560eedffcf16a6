"""Which duties and refillings fall due, who does them, and what stops if they are left undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from outlast.analysis.whatif.answer import Answer, FunctionAnswer, Stop
from outlast.analysis.whatif.answering import read, read_function
from outlast.analysis.whatif.business_calendar import EVER, MINUTE, NEVER
from outlast.analysis.whatif.causes import depends_on
from outlast.analysis.whatif.duties import DutyNode, Turn
from outlast.analysis.whatif.engine import Engine, Outcome
from outlast.analysis.whatif.outlook import Task
from outlast.analysis.whatif.question import Question
from outlast.analysis.whatif.stores import Running, StoreNode

Stops = tuple[tuple[str, datetime], ...]
LOOK_BACK = 400 * 86_400
"""How far before the start the last moment to order is looked for."""


def rounds(engine: Engine, question: Question) -> tuple[Task, ...]:
    """Every duty and refilling that falls into the window, by the day on which it is due.

    Of a store only the first refilling: a later one follows from it. What stops if it is left undone is
    worked out where nothing is lost, and for what does not go as usual.
    """
    outcome = engine.outcome(question)
    look = _Rounds(engine, outcome, read(outcome, why=False))
    nodes = engine.compiled.nodes
    found = [task for duty in nodes.duties.values() for task in look.of_duty(duty)]
    for store in nodes.stores.values():
        if store.running is not None:
            found += look.of_store(store, store.running)
    return tuple(sorted(found, key=lambda each: (each.due, each.last, each.node)))


def tasks(rounds: Iterable[Task]) -> tuple[Task, ...]:
    """Those that the usual doer does not do, by their last moment."""
    return tuple(sorted((each for each in rounds if not each.usual), key=lambda each: (each.last, each.node)))


@dataclass(frozen=True)
class _Rounds:
    """What falls due in one outcome."""

    engine: Engine
    outcome: Outcome
    known: Answer

    def of_duty(self, duty: DutyNode) -> Iterator[Task]:
        calendar = self.outcome.given.calendar
        usual: dict[date, Turn] = {turn.day: turn for turn in self._usual_memory(duty.key).all}
        turns = {**usual, **{turn.day: turn for turn in self._memory(duty.key).all}}
        for turn in sorted(turns.values()):
            if turn.done == EVER or not self._is_inside(turn):
                continue
            skip = usual.get(turn.day) == turn and self.outcome.given.question.lost
            yield Task(
                duty.key,
                turn.day,
                calendar.local(duty.late(turn.day, calendar) - 1),
                turn.by,
                calendar.local_or_none(turn.done),
                () if skip else self._if_left(duty.key, turn.day),
                usual=usual.get(turn.day) == turn,
            )

    def of_store(self, store: StoreNode, running: Running) -> Iterator[Task]:
        usual = {order.turn.day: order.turn for order in self._usual_memory(store.key).orders}
        turns = [order.turn for order in self._memory(store.key).orders if self._is_inside(order.turn)]
        changed = [turn for turn in turns if usual.get(turn.day) != turn]
        last = self._last_order(store, running)
        if last is None:
            return
        for turn in (changed or turns)[:1]:
            done = self.outcome.given.calendar.local_or_none(turn.done)
            skip = not changed and self.outcome.given.question.lost
            left = () if skip else self._if_left(store.key, turn.day)
            yield Task(store.key, turn.day, last, turn.by, done, left, usual=not changed)

    def _is_inside(self, turn: Turn) -> bool:
        """Whether it falls into the window."""
        given = self.outcome.given
        return given.calendar.here.midnight(turn.day) < given.end

    def _usual_memory(self, key: str) -> Any:
        """What a duty or a store remembers at the end of the look, where nothing is lost."""
        return self.outcome.usual.memories[key].values[-1]

    def _memory(self, key: str) -> Any:
        """The same where something is lost."""
        return self.outcome.at(self.outcome.given.horizon).memory(key)

    def _last_order(self, store: StoreNode, running: Running) -> datetime | None:
        """The last moment at which an order still arrives before it is empty."""
        given, lead = self.outcome.given, running.lead_time
        if not running.burn or store.key in given.outages:
            return given.calendar.local(given.start)
        meter = running.meter(given)
        empty = meter.reaches(given.start, store.full / running.burn, given.horizon)
        if empty >= NEVER:
            return None
        add = given.calendar.add
        low, high = given.start - LOOK_BACK, empty
        while low + MINUTE < high:
            middle = (low + high) // 2
            low, high = (middle, high) if (add(middle, lead) if lead else middle) <= empty else (low, middle)
        return given.calendar.local(low - low % MINUTE)

    def _if_left(self, key: str, day: date) -> Stops:
        """Which functions stop, or stop earlier, if a duty or a refilling is left undone from a day on."""
        if not self.engine.compiled.network.dependents.get(key):
            return ()  # nothing looks at it
        question = replace(self.outcome.given.question, idle=frozenset((key,)), idle_from=day)
        left = self.engine.outcome(question)
        found = []
        for id in left.compiled.plan.functions.keys() & left.world.histories.keys():
            each = read_function(left, id, why=False)
            known = self.known.functions[id].stop if id in self.known.functions else None
            if each.stop and (
                known is None or each.stop.start < known.start or _is_cause(key, left, each, each.stop)
            ):
                found.append((id, each.stop.start))
        return tuple(sorted(found, key=lambda pair: (pair[1], pair[0])))


def _is_cause(key: str, outcome: Outcome, function: FunctionAnswer, stop: Stop) -> bool:
    """Whether something is among the causes of the first stop of a function."""
    band = next(band.number for band in function.bands if band.first is stop)
    at = outcome.at(outcome.given.calendar.moment(stop.start))
    return key in depends_on(outcome.compiled.nodes.functions[function.function].why(band, at))
