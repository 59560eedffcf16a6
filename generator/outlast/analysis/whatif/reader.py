"""Reads the answer to a question off the worlds that it leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction

from outlast.analysis.whatif.answer import (
    Answer,
    BandAnswer,
    Down,
    DutyAnswer,
    FunctionAnswer,
    Gap,
    Interval,
    Stop,
)
from outlast.analysis.whatif.business_calendar import BusinessCalendar, Meter, Moment, Windows, less
from outlast.analysis.whatif.causes import Cause, Why, alike
from outlast.analysis.whatif.duties import DutyNode, Turn
from outlast.analysis.whatif.engine import Engine, Outcome
from outlast.analysis.whatif.explainer import Explainer
from outlast.analysis.whatif.past import Past
from outlast.analysis.whatif.question import Kind, Question
from outlast.analysis.whatif.simulation import World
from outlast.analysis.whatif.work import NONE, WHOLE, BandState, FunctionNode
from outlast.model.functions import Function
from outlast.model.obligations import Obligation

DOWN = (Kind.STOPPED, Kind.CLOSED)


def answer(engine: Engine, question: Question, *, why: bool = True) -> Answer:
    """The answer to a question about the plan of an engine; with `why`, causes and what else is down too."""
    return Reader(engine, engine.outcome(question), why=why).answer()


class Reader:
    """Reads the answer off two worlds."""

    def __init__(self, engine: Engine, outcome: Outcome, *, why: bool = True) -> None:
        self.engine, self.outcome, self.why = engine, outcome, why
        self.plan = engine.compiled.plan
        self.nodes = engine.compiled.network.nodes
        self.calendar: BusinessCalendar = engine.calendar
        self.past = Past(
            engine.calendar,
            outcome.question,
            outcome.start,
            outcome.outages,
            outcome.meters,
            outcome.world,
            outcome.usual,
            self.nodes,
            outcome.start,
        )
        self.explainer = Explainer(self.past, engine.compiled.routes, engine.compiled.unskilled)

    def answer(self) -> Answer:
        outcome = self.outcome
        touched = outcome.world.histories
        functions = {f.id: self.function(f) for f in self.plan.functions.values() if f.id in touched}
        known = {*touched}
        return Answer(
            outcome.question,
            self._time(outcome.start),
            self._time(outcome.end),
            self._time(outcome.horizon),
            functions,
            tuple(self._missed()),
            tuple(self._down()) if self.why else (),
            tuple(each for each in self.engine.compiled.unknown if each.subject in known),
        )

    def at(self, moment: Moment) -> Explainer:
        """Causes at a moment."""
        return replace(self.explainer, past=self.past.at(moment))

    # --- functions ---------------------------------------------------------------------------------

    def function(self, function: Function) -> FunctionAnswer:
        """What happens to one function."""
        work = self.nodes[function.id]
        if not isinstance(work, FunctionNode):
            raise TypeError(f"{function.id} is no function")
        bands = tuple(self._band(function, work, number) for number in range(len(work.bands)))
        intervals = [interval for band in bands for interval in band.intervals]
        tail = sum((each.tail for each in intervals), NONE)
        return FunctionAnswer(
            function.id,
            bands,
            sum((each.cost for each in intervals), NONE) - tail,
            tail,
            self._cover(function, bands),
            self._gap(function, work),
        )

    def _band(self, function: Function, work: FunctionNode, number: int) -> BandAnswer:
        band = work.bands[number]
        spans = tuple(self._spans(function.id, number))
        share = _share(work, number)
        loss, meter = self.engine.loss(function.loss), self.engine.season(self.outcome, function.loss)
        intervals = tuple(self._interval(span, share * loss, meter) for span in spans)
        return BandAnswer(
            number,
            band.over,
            band.up_to,
            band.share,
            intervals,
            tuple(self._stops(function, work, number, spans)),
        )

    def _spans(self, id: str, number: int) -> Iterator[tuple[Moment, Moment, BandState, BandState]]:
        """What happens and what usually does, cut wherever one of them changes in more than who could."""
        mine, usual = self.outcome.world.histories[id], self.outcome.usual.histories[id]
        times = sorted(
            {self.outcome.start, *(t for t in (*mine.times, *usual.times) if t > self.outcome.start)}
        )
        last: tuple[Moment, BandState, BandState] | None = None
        for time in times:
            now = (_told(mine.at(time).state[number]), _told(usual.at(time).state[number]))
            if last is None:
                last = (time, *now)
            elif now != last[1:]:
                yield last[0], time, last[1], last[2]
                last = (time, *now)
        if last:
            yield last[0], self.outcome.horizon, last[1], last[2]

    def _interval(
        self, span: tuple[Moment, Moment, BandState, BandState], loss: Fraction, meter: Meter
    ) -> Interval:
        start, end, state, usually = span
        rate = loss * max(NONE, _undone(state) - _undone(usually))
        cost = rate * meter.between(start, end) if rate else NONE
        late = max(start, self.outcome.end)
        tail = rate * meter.between(late, end) if rate and end > late else NONE
        return Interval(self._time(start), self._time(end), state, usually, cost, tail)

    def _stops(
        self,
        function: Function,
        work: FunctionNode,
        number: int,
        spans: tuple[tuple[Moment, Moment, BandState, BandState], ...],
    ) -> Iterator[Stop]:
        mtpd = function.mtpd.duration if function.mtpd else None
        start: Moment | None = None
        anyway = False
        for begin, _, state, usually in (*spans, (self.outcome.horizon, 0, None, None)):
            if state is not None and usually is not None and state.kind is Kind.STOPPED and start is None:
                start, anyway = begin, usually.kind is Kind.STOPPED
            elif start is not None and (state is None or state.kind not in DOWN):
                limit = self.calendar.add(start, mtpd) if mtpd else None
                if mtpd and self.outcome.question.from_incident:
                    # What stops later than that is too long as soon as it stops.
                    limit = max(start, self.calendar.add(self.outcome.start, mtpd))
                breached = limit is not None and begin > limit
                causes = self.at(start).band(work, number) if self.why else ()
                yield Stop(
                    self._time(start),
                    self._time(begin) if state is not None else None,
                    self._time(limit) if limit is not None and breached else None,
                    anyway,
                    causes,
                    self._waits(work.key, begin) if self.why and state is not None else (),
                    self._still(work, number, causes) if self.why and state is None else (),
                )
                start = None

    def _still(self, work: FunctionNode, number: int, first: tuple[Cause, ...]) -> tuple[Cause, ...]:
        """Why a band is down at the end of the look; empty if that is why it stopped."""
        found = replace(self.at(self.outcome.horizon - 1), lasting=True).band(work, number)
        lasting = tuple(cause for cause in found if cause.why is not Why.OFF_WORK)
        return () if alike(lasting, first) else lasting

    def _waits(self, key: str, moment: Moment) -> tuple[str, ...]:
        """What came back last, and what that had waited for: the critical path, last first."""
        path: list[str] = []
        while key not in path:
            path.append(key)
            before = self.at(moment - 1)
            causes = [
                cause
                for top in before.node(key)
                for cause in top.all()
                if cause.node != key and cause.node in self.past.nodes
            ]
            back = [
                c.node
                for c in causes
                if not before.past.value(c.node).up and self.past.at(moment).value(c.node).up
            ]
            if back:
                key = back[0]
                continue
            state = self.past.at(moment).value(key).state
            begun = getattr(state, "start", None)
            if not isinstance(begun, int) or begun <= self.outcome.start:
                break
            moment = begun
            earlier = [c.node for top in self.at(begun - 1).node(key) for c in top.all() if c.node != key]
            ready = [n for n in earlier if n in self.past.nodes and self.past.at(begun).value(n).up]
            if not ready:
                break
            key = ready[0]
        return tuple(path[1:])

    def _cover(self, function: Function, bands: tuple[BandAnswer, ...]) -> Fraction:
        """Fees once, and the rate of each day begun on which somebody is called."""
        cost = NONE
        for hand in function.by.hands:
            days: set[date] = set()
            for interval in (i for band in bands for i in band.intervals):
                if interval.state.kind is Kind.PAID and interval.state.who == hand.who:
                    days |= _days(interval)
            if days:
                cost += self.engine.worth(hand.fee) + self.engine.worth(hand.day_rate) * len(days)
        return cost

    def _gap(self, function: Function, work: FunctionNode) -> Gap | None:
        """The longest gap between staffed moments, and when it is longer than promised."""
        promise = function.answer_within
        if promise is None or work.automatic:
            return None
        longest: tuple[Moment, Moment] | None = None
        broken: Moment | None = None
        for start, end in self._unstaffed(work, usual=False):
            if longest is None or end - start > longest[1] - longest[0]:
                longest = (start, end)
            limit = self.calendar.add(start, promise)
            if broken is None and end > limit and limit >= self.outcome.start:
                broken = limit
        usual = any(
            end > self.calendar.add(start, promise)
            for start, end in self._unstaffed(work, usual=True)
            if start < self.outcome.end
        )
        if longest is None:
            return None
        start, end = longest
        over = end < self.outcome.horizon
        return Gap(
            self._time(start),
            self._time(end) if over else None,
            self._time(broken) if broken is not None else None,
            usual,
        )

    def _unstaffed(self, work: FunctionNode, *, usual: bool) -> Iterator[tuple[Moment, Moment]]:
        """Gaps between times at which a hand who can is at work, those that begin in the window."""
        history = self.outcome.usual.histories[work.key] if usual else self.past.history(work.key)
        windows: dict[str, Windows] = {member.who: member.windows for member in work.members}
        staffed: list[tuple[Moment, Moment]] = []
        times = [max(t, self.outcome.start) for t in history.times] + [self.outcome.horizon]
        for number, value in enumerate(history.values):
            start, end = times[number], times[number + 1]
            if end <= start:
                continue
            for who in {who for band in value.state for who in band.hands}:
                staffed += windows[who].within(start, min(end, self.outcome.horizon))
        last = self._last_staffed(work, windows)
        for start, end in sorted(staffed):
            if start > last and last < self.outcome.end:
                yield last, start
            last = max(last, end)
        if last < self.outcome.end:
            yield last, self.outcome.horizon

    def _last_staffed(self, work: FunctionNode, windows: Mapping[str, Windows]) -> Moment:
        """The end of the last staffed time before the start."""
        before = self.outcome.usual.histories[work.key].values[0].state
        ends = [
            end
            for who in {who for band in before for who in band.hands}
            for _, end in windows[who].within(self.outcome.start - 31 * 86_400, self.outcome.start)
        ]
        return max(ends, default=self.outcome.start)

    # --- the rest ----------------------------------------------------------------------------------

    def _missed(self) -> Iterator[DutyAnswer]:
        found = [
            each
            for duty in self.plan.obligations.values()
            if duty.id in self.outcome.world.histories
            for each in self._late(duty)
        ]
        yield from sorted(found, key=lambda each: (each.late, each.duty))

    def _late(self, duty: Obligation) -> Iterator[DutyAnswer]:
        """The turns of a duty that are late and usually are not. A day that several are late is lost once."""
        meter, loss, end = (
            self.engine.plain(self.outcome, duty.loss),
            self.engine.loss(duty.loss),
            self.outcome.end,
        )
        fee = self.engine.worth(duty.fee)
        usual = {turn.day: late for turn, late in self._lateness(duty, self.outcome.usual)}
        counted = _joined(usual.values())
        for turn, (late, done) in self._lateness(duty, self.outcome.world):
            if self.calendar.here.midnight(turn.day) >= end or turn.day in usual:
                continue
            days = less(((late, done),), counted)
            counted = _joined((*counted, *days))
            lost = sum((loss * meter.between(first, last) for first, last in days), NONE)
            tail = sum(
                (loss * meter.between(max(first, end), last) for first, last in days if last > end), NONE
            )
            yield DutyAnswer(
                duty.id,
                turn.day,
                self._time(turn.done) if turn.done is not None else None,
                turn.by,
                self._time(late),
                lost - tail + (fee if late < end else NONE),
                tail + (NONE if late < end else fee),
            )

    def _lateness(self, duty: Obligation, world: World) -> Iterator[tuple[Turn, tuple[Moment, Moment]]]:
        """The turns of a duty that are done late or not at all, each with how long it is late."""
        node = self.nodes[duty.id]
        if not isinstance(node, DutyNode):
            return
        for turn in world.memories[duty.id].values[-1].all:
            late = node.late(turn.day, self.past.view())
            done = turn.done if turn.done is not None else self.outcome.horizon
            if done > late:
                yield turn, (late, done)

    def _down(self) -> Iterator[Down]:
        found = []
        for key, history in self.outcome.world.histories.items():
            if key not in self.plan.things or key in self.plan.functions or key in self.plan.obligations:
                continue
            start: Moment | None = None
            usual = self.outcome.usual.histories[key]
            for time, value in (
                *zip(history.times, history.values, strict=True),
                (self.outcome.horizon, None),
            ):
                now = max(time, self.outcome.start)
                if value is not None and not value.up and start is None and usual.at(now).up:
                    start = now
                elif start is not None and (value is None or value.up):
                    end = self._time(now) if value is not None else None
                    found.append(Down(key, self._time(start), end, self.at(start).node(key)))
                    start = None
        yield from sorted(found, key=lambda each: (each.start, each.node))

    def _time(self, moment: Moment) -> datetime:
        return self.calendar.here.local(moment)


def _joined(spans: Iterable[tuple[Moment, Moment]]) -> tuple[tuple[Moment, Moment], ...]:
    """Stretches of time in order, those that overlap or touch as one."""
    found: list[tuple[Moment, Moment]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _told(state: BandState) -> BandState:
    """A state without what nobody is told in a table: who else could."""
    return state._replace(hands=())


def _undone(state: BandState) -> Fraction:
    return NONE if state.kind is Kind.CLOSED else WHOLE - state.capacity


def _share(work: FunctionNode, number: int) -> Fraction:
    """The share of a band. Where none is said, the highest band stands for all: it is down when any is."""
    known = work.bands[number].share
    if known is not None:
        return known
    return WHOLE if number == len(work.bands) - 1 else NONE


def _days(interval: Interval) -> set[date]:
    day, found = interval.start.date(), set()
    while datetime(day.year, day.month, day.day, tzinfo=interval.start.tzinfo) < interval.end:
        found.add(day)
        day += timedelta(days=1)
    return found
