"""Which duties and refillings fall due, who does them, and what stops if they are left undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from outlast.analysis.whatif.answering import stopped, stops_anyway
from outlast.analysis.whatif.business_calendar import EVER, NEVER, Moment
from outlast.analysis.whatif.causes import depends_on
from outlast.analysis.whatif.deadlines import last_in_time, last_order, runs_dry
from outlast.analysis.whatif.duties import DutyNode, Turn
from outlast.analysis.whatif.engine import Engine, Outcome
from outlast.analysis.whatif.outlook import Task
from outlast.analysis.whatif.question import TAIL, Question
from outlast.analysis.whatif.stores import Running, StoreNode

Stops = tuple[tuple[str, datetime], ...]


def rounds(engine: Engine, question: Question, *, usual: bool = True) -> tuple[Task, ...]:
    """Every duty and refilling that falls into the window, by the day on which it is due.

    Of a store only the first refilling: a later one follows from it. What stops if it is left undone is
    worked out where nothing is lost, and for what does not go as usual.

    Args:
        usual: whether to tell of those, too, that go as if nothing were lost.
    """
    outcome = engine.outcome(question)
    look = _Rounds(engine, outcome)
    nodes, touched, found = engine.compiled.nodes, outcome.world.memories, list[Task]()
    for duty in nodes.duties.values():
        if duty.key in touched or not question.lost:
            found += look.of_duty(duty)
        elif usual:
            found += look.of_usual_duty(duty)
    for store in nodes.stores.values():
        if store.running is not None and (usual or store.key in touched):
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

    def of_usual_duty(self, duty: DutyNode) -> tuple[Task, ...]:
        """The same in every answer that does not touch the duty."""
        given, usual, fund = self.outcome.given, self.outcome.usual, duty.crew.fund
        paid = usual.histories[fund] if fund else None
        node = self.outcome.compiled.nodes.all[duty.key]
        asked = ("due", given.start, given.end)
        return self.outcome.known.read(
            (node, usual.memories[duty.key], paid), asked, lambda: tuple(self.of_duty(duty))
        )

    def of_duty(self, duty: DutyNode) -> Iterator[Task]:
        calendar = self.outcome.given.calendar
        usual: dict[date, Turn] = {turn.day: turn for turn in self._usual_memory(duty.key).all}
        turns = {**usual, **{turn.day: turn for turn in self._memory(duty.key).all}}
        for turn in sorted(turns.values()):
            if turn.done == EVER or not self._is_inside(turn):
                continue
            skip = usual.get(turn.day) == turn and self.outcome.given.question.lost
            late = duty.late(turn.day, calendar)
            yield Task(
                duty.key,
                turn.day,
                calendar.local(last_in_time(self.outcome, duty, turn.day)),
                turn.by,
                calendar.local_or_none(turn.done),
                () if skip else self._if_left(duty.key, turn.day, late),
                usual=usual.get(turn.day) == turn,
                missed=calendar.local(late),
            )

    def of_store(self, store: StoreNode, running: Running) -> Iterator[Task]:
        usual = {order.turn.day: order.turn for order in self._usual_memory(store.key).orders}
        turns = [order.turn for order in self._memory(store.key).orders if self._is_inside(order.turn)]
        changed = [turn for turn in turns if usual.get(turn.day) != turn]
        last = last_order(self.outcome, store, running)
        if last is None:
            return
        given, local = self.outcome.given, self.outcome.given.calendar.local
        empty = given.start if store.key in given.outages else runs_dry(self.outcome, store, running)
        for turn in (changed or turns)[:1]:
            done = given.calendar.local_or_none(turn.done)
            skip = not changed and given.question.lost
            left = () if skip else self._if_left(store.key, turn.day, empty)
            missed = local(empty) if empty < NEVER else None
            yield Task(
                store.key, turn.day, local(last), turn.by, done, left, usual=not changed, missed=missed
            )

    def _is_inside(self, turn: Turn) -> bool:
        """Whether it falls into the window, and not so late that it is worked out again long before."""
        given = self.outcome.given
        end = min(given.end, given.calendar.add(given.start, TAIL))
        return given.calendar.here.midnight(turn.day) < end

    def _usual_memory(self, key: str) -> Any:
        """What a duty or a store remembers at the end of the look, where nothing is lost."""
        return self.outcome.usual.memories[key].values[-1]

    def _memory(self, key: str) -> Any:
        """The same where something is lost."""
        return self.outcome.at(self.outcome.given.horizon).memory(key)

    def _if_left(self, key: str, day: date, missed: Moment) -> Stops:
        """Which functions stop, or stop again, if a duty or a refilling is left undone from a day on.

        What stops before that is missed stops for another reason.
        """
        asked, compiled = self.outcome.given.question, self.engine.compiled
        above = compiled.plan.functions.keys() & compiled.network.above(key)
        if not above and not asked.limited_hands:
            return ()  # no function depends on it
        left = self.engine.outcome(replace(asked, idle=frozenset((key,)), idle_from=day))
        found = []
        # With limited hands what waits for the same hands depends on it, too.
        looked_at = compiled.plan.functions.keys() if asked.limited_hands else above
        for id in looked_at & left.world.histories.keys():
            start = min(self._stops(left, key, id, missed), default=None)
            if start is not None:
                found.append((start, id))
        return tuple((id, left.given.calendar.local(start)) for start, id in sorted(found))

    def _stops(self, left: Outcome, key: str, id: str, missed: Moment) -> Iterator[Moment]:
        """The first stop of each band that follows from what is left undone."""
        for number, _ in enumerate(left.compiled.nodes.functions[id].bands):
            for start, _ in stopped(left, id, number):
                if start < missed:
                    continue
                there = id in self.outcome.world.histories and self._is_stopped(id, number, start)
                new = not (there or stops_anyway(left, id, number, start))
                if new or key in _causes(left, id, number, start):
                    yield start
                    break

    def _is_stopped(self, id: str, number: int, moment: Moment) -> bool:
        """Whether a band is stopped at a moment where everything is done that can be."""
        return any(
            start <= moment and (end is None or moment < end)
            for start, end in stopped(self.outcome, id, number)
        )


def _causes(outcome: Outcome, function: str, band: int, at: Moment) -> frozenset[str]:
    """What is among the causes of a stop of a function."""
    return depends_on(outcome.compiled.nodes.functions[function].why(band, outcome.at(at)))
