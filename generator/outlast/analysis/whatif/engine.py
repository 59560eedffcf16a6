"""Answers questions about one plan; what is undisturbed is worked out once for each start."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from outlast.analysis.whatif.business_calendar import BusinessCalendar, Meter, Moment
from outlast.analysis.whatif.network import Compiled, compile_plan, connect
from outlast.analysis.whatif.node import Outage
from outlast.analysis.whatif.question import TAIL, WINDOW, Question
from outlast.analysis.whatif.simulation import Network, Simulator, World
from outlast.analysis.whatif.systems import SystemNode
from outlast.model import Plan
from outlast.model.scalars import Loss, Money


@dataclass(frozen=True)
class Outcome:
    """Two worlds side by side: what happens, and what would have happened anyway."""

    question: Question
    start: Moment
    end: Moment
    """Of the window."""
    horizon: Moment
    usual: World
    world: World
    """Only what may differ from the usual."""
    outages: Mapping[str, Outage]
    meters: Mapping[bool, Meter]


class Engine:
    """The what-if of one plan."""

    def __init__(self, plan: Plan) -> None:
        self.compiled: Compiled = compile_plan(plan)
        self._usual: dict[Question, World] = {}
        """The undisturbed worlds, each as far as anybody has looked."""
        self._seen: dict[tuple[Question, Moment], World] = {}
        """The same, as far as one question looks."""
        self._outcomes: dict[Question, Outcome] = {}
        self._meters: dict[Moment, dict[bool, Meter]] = {}
        self._seasons: dict[tuple[Moment, bool], Meter] = {}

    @property
    def calendar(self) -> BusinessCalendar:
        return self.compiled.calendar

    def outcome(self, question: Question) -> Outcome:
        """What happens, in the window of the question and in the tail after it; asked twice, found once."""
        if question not in self._outcomes:
            self._outcomes[question] = self._outcome(question)
        return self._outcomes[question]

    def _outcome(self, question: Question) -> Outcome:
        here = self.calendar.here
        start = here.midnight(question.start)
        end = self.calendar.add(start, question.window)
        horizon = self.calendar.add(end, TAIL)
        usual = self._undisturbed(question, start, horizon)
        outages = self._spells(question, start)
        meters = self._measure(question, start)
        network = self._network(question)
        simulator = Simulator(self.calendar, question, start, outages, meters, network, horizon, usual)
        world = simulator.disturbed({*outages, *self._idle(question), *self._done_by(outages)})
        return Outcome(question, start, end, horizon, usual, world, outages, meters)

    def worth(self, money: Money | None) -> Fraction:
        """An amount in the business's currency; nothing where no rate is given, which `check` reports."""
        worth = self.compiled.worth(money) if money else None
        return Fraction(worth) if worth is not None else Fraction(0)

    def loss(self, loss: Loss | None) -> Fraction:
        """What one day loses that counts wholly."""
        return self.worth(loss.money) if loss else Fraction(0)

    def season(self, outcome: Outcome, loss: Loss | None) -> Meter:
        """The days that a loss counts, each times the factor of its season."""
        return self._weighed(outcome, bool(loss and loss.open_days), self._factor)

    def plain(self, outcome: Outcome, loss: Loss | None) -> Meter:
        """The days that a loss counts, whatever the season."""
        return outcome.meters[bool(loss and loss.open_days)]

    def _weighed(self, outcome: Outcome, open_days: bool, factor: Callable[[date], Fraction]) -> Meter:
        key = (outcome.start, open_days)
        if key not in self._seasons:
            working = self.calendar.working
            self._seasons[key] = Meter(
                self.calendar.here,
                outcome.question.start,
                lambda day: factor(day) if not open_days or working(day) else Fraction(0),
            )
        return self._seasons[key]

    def _factor(self, day: date) -> Fraction:
        """The factor of a day: that of its season, the highest of several."""
        here = (day.month, day.day)
        found = []
        for season in self.compiled.plan.business.seasons:
            first, last = (season.from_.month, season.from_.day), (season.to.month, season.to.day)
            inside = first <= here <= last if first <= last else here >= first or here <= last
            if inside:
                found.append(Fraction(season.factor.number))
        return max(found, default=Fraction(1))

    def _spells(self, question: Question, start: Moment) -> dict[str, Outage]:
        ends = {
            key: None if length is None else self.calendar.add(start, length)
            for key, length in question.losses.items()
        }
        return {key: Outage(start, end) for key, end in ends.items() if end != start}

    def _undisturbed(self, question: Question, start: Moment, horizon: Moment) -> World:
        calm = Question(question.start, ask=question.ask, break_glass=question.break_glass)
        if (calm, horizon) not in self._seen:
            if calm not in self._usual or self._usual[calm].horizon < horizon:
                far = max(horizon, self.calendar.add(self.calendar.add(start, WINDOW), TAIL))
                meters = self._measure(question, start)
                simulator = Simulator(self.calendar, calm, start, {}, meters, self.compiled.network, far)
                self._usual[calm] = simulator.undisturbed()
            self._seen[calm, horizon] = self._usual[calm].until(horizon)
        return self._seen[calm, horizon]

    def _measure(self, question: Question, start: Moment) -> dict[bool, Meter]:
        if start not in self._meters:
            here, working = self.calendar.here, self.calendar.working
            self._meters[start] = {
                False: Meter(here, question.start, lambda day: Fraction(1)),
                True: Meter(here, question.start, lambda day: Fraction(working(day))),
            }
        return self._meters[start]

    def _idle(self, question: Question) -> frozenset[str]:
        if question.idle is not None:
            return question.idle
        plan = self.compiled.plan
        return frozenset((*plan.obligations, *plan.stock, *plan.funds))

    def _done_by(self, functions: Iterable[str]) -> frozenset[str]:
        """The duties that are done by functions."""
        lost, duties = frozenset(functions), self.compiled.plan.obligations
        return frozenset(id for id, duty in duties.items() if any(hand.who in lost for hand in duty.by))

    def _network(self, question: Question) -> Network:
        """With limited hands, systems that share a restorer wait for each other."""
        if not question.limited_hands:
            return self.compiled.network
        nodes = self.compiled.network.nodes
        lost = [
            node
            for key, length in question.losses.items()
            if length is None and isinstance(node := nodes[key], SystemNode)
        ]
        extra = {
            one.key: frozenset(
                other.key
                for other in lost
                if other is not one and {m.who for m in one.restorers} & {m.who for m in other.restorers}
            )
            for one in lost
        }
        return connect(nodes, extra, {node.key: node.priority for node in lost})
