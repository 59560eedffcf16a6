"""Answers questions about one plan; what is undisturbed is simulated once for each start."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from outlast.analysis.whatif.business_calendar import Meter, Moment, Seasons
from outlast.analysis.whatif.events import Beside
from outlast.analysis.whatif.network import Compiled, compile_plan, connect
from outlast.analysis.whatif.node import Circumstances, Hindsight, Outage
from outlast.analysis.whatif.question import TAIL, WINDOW, Question
from outlast.analysis.whatif.simulation import Known, Network, disturbed, undisturbed
from outlast.analysis.whatif.timeline import Timeline, World
from outlast.model import Plan

Meters = tuple[dict[bool, Meter], Seasons]


@dataclass(frozen=True)
class Outcome:
    """Two worlds side by side: what happens, and what would have happened anyway."""

    compiled: Compiled
    given: Circumstances
    usual: World
    world: World
    """Only what may differ from the usual."""
    known: Known
    """For what is read off it."""

    @cached_property
    def whole(self) -> World:
        """All that happens, the usual too."""
        return self.world.over(self.usual)

    def history(self, key: str) -> Timeline:
        """What a node was over time, in the world in which something is lost."""
        return self.world.histories.get(key) or self.usual.histories[key]

    def histories(self, key: str) -> tuple[Timeline, Timeline]:
        """What a node was over time, and what it usually is."""
        return self.history(key), self.usual.histories[key]

    def at(self, moment: Moment) -> Hindsight:
        """Everything at one moment, and why."""
        return Hindsight(self.given, moment, self.compiled.nodes.all, self.world, self.usual)


class Engine:
    """The what-if of one plan."""

    def __init__(self, plan: Plan, like: Engine | None = None, ahead: timedelta = WINDOW) -> None:
        """
        Args:
            like: the engine of a plan that differs in little; it knows much of this one already.
            ahead: the longest window that will be asked for; undisturbed worlds reach as far at once.
        """
        self.compiled: Compiled = compile_plan(plan, like.compiled if like else None)
        self.calendar = self.compiled.calendar
        self._ahead = ahead
        self._usual: dict[Question, World] = {}
        """The undisturbed worlds, each as far as anybody has looked."""
        self._seen: dict[tuple[Question, Moment], World] = {}
        """The same, as far as one question looks."""
        self._known: dict[tuple[Moment, Moment], Known] = {}
        """What became of circles of nodes, by the start and the end of the look."""
        self._meters: dict[date, Meters] = {}
        if like is not None and self.calendar is like.calendar:
            self._known, self._meters = like._known, like._meters
        self._outcomes: dict[Question, Outcome] = {}

    @property
    def known(self) -> int:
        """Of how many circles of nodes it knows what became of them."""
        return sum(len(known) for known in self._known.values())

    def outcome(self, question: Question) -> Outcome:
        """What happens, in the window of the question and in the tail after it; asked twice, found once."""
        if question not in self._outcomes:
            self._outcomes[question] = self._outcome(question)
        return self._outcomes[question]

    def forget(self, start: date) -> None:
        """Drop what is known of questions that begin on a day; of many days it takes much room."""
        for known in [key for key in self._known if self.calendar.here.date(key[0]) == start]:
            del self._known[known]
        for seen in [key for key in self._seen if key[0].start == start]:
            del self._seen[seen]
        for questions in (self._outcomes, self._usual):
            for question in [each for each in questions if each.start == start]:
                del questions[question]
        self._meters.pop(start, None)

    def _outcome(self, question: Question) -> Outcome:
        noticing = self._noticing(question)
        given = self._given(noticing)
        network = self._network(question)
        known = self._known_of(given) if network is self.compiled.network else Known()
        usual = self._undisturbed(noticing, given)
        touched = frozenset((*given.outages, *self._idle(question), *self._done_by(given.outages)))
        if not (given.outages and question.idle):
            world = disturbed(given, network, Beside(usual, usual, touched, touched), known)
            return Outcome(self.compiled, given, usual, world, known)
        # What is left undone as well makes a difference to what follows from the loss.
        lossy = self.outcome(replace(question, idle=frozenset(), idle_from=None))
        beside = Beside(lossy.whole, usual, question.idle, touched)
        world = disturbed(given, network, beside, known).over(lossy.world)
        return Outcome(self.compiled, given, usual, world, known)

    def _noticing(self, question: Question) -> Question:
        """The question with when people are missed: at once where anything else is gone too."""
        start = self.calendar.here.at(question.start, question.clock)
        after = self.compiled.plan.scenarios[question.unnoticed].noticed_after if question.unnoticed else None
        if after:
            return replace(question, noticed=self.calendar.local(self.calendar.add(start, after)))
        gone = [self.compiled.plan.people.get(id) for id, _ in question.lost]
        if not gone or not all(person and person.noticed_after for person in gone):
            return question
        found = [
            (self.calendar.add(start, person.noticed_after), str(person.noticed_by or ""))
            for person in gone
            if person and person.noticed_after
        ]
        at, who = min(found)
        return replace(question, noticed=self.calendar.local(at), noticed_by=who or None)

    def _given(self, question: Question) -> Circumstances:
        start = self.calendar.here.at(question.start, question.clock)
        end = self.calendar.add(start, question.window)
        ends = {
            key: None if length is None else self.calendar.add(start, length)
            for key, length in question.losses.items()
        }
        outages = {key: Outage(start, back) for key, back in ends.items() if back != start}
        horizon = self.calendar.add(end, question.tail)
        meters = self._measure(question.start)
        return Circumstances(self.calendar, question, start, end, horizon, outages, *meters)

    def _undisturbed(self, question: Question, look: Circumstances) -> World:
        """The world in which nothing is lost, simulated at least as far as other questions will look."""
        window = max(question.window + question.tail - TAIL, self._ahead)
        calm = Question(question.start, (), window, ask=question.ask, break_glass=question.break_glass)
        calm = replace(calm, noticed=question.noticed, clock=question.clock)
        key = replace(calm, window=WINDOW)
        if (key, look.horizon) not in self._seen:
            if key not in self._usual or self._usual[key].horizon < look.horizon:
                given = self._given(calm)
                self._usual[key] = undisturbed(given, self.compiled.network, self._known_of(given))
            self._seen[key, look.horizon] = self._known_of(look).until(self._usual[key], look.horizon)
        return self._seen[key, look.horizon]

    def _known_of(self, given: Circumstances) -> Known:
        return self._known.setdefault((given.start, given.horizon), Known())

    def _measure(self, start: date) -> Meters:
        """The days from one on, all and the open ones; and the same by the factors of their seasons."""
        if start not in self._meters:
            here, working = self.calendar.here, self.calendar.working
            self._meters[start] = (
                {
                    False: Meter(here, start, lambda day: Fraction(1)),
                    True: Meter(here, start, lambda day: Fraction(working(day))),
                },
                Seasons(here, start, self._factor, working),
            )
        return self._meters[start]

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

    def _idle(self, question: Question) -> frozenset[str]:
        if question.idle is not None:
            return question.idle
        return frozenset((*self.compiled.nodes.duties, *self.compiled.nodes.stores))

    def _done_by(self, lost: Iterable[str]) -> frozenset[str]:
        """The duties that are done by functions that are lost."""
        plan = self.compiled.plan
        functions = plan.functions.keys() & set(lost)
        duties = plan.obligations.items() if functions else ()
        return frozenset(id for id, duty in duties if any(hand.who in functions for hand in duty.by))

    def _network(self, question: Question) -> Network:
        """With limited hands, systems that share a restorer wait for each other."""
        if not question.limited_hands:
            return self.compiled.network
        systems = self.compiled.nodes.systems
        lost = [systems[key] for key, length in question.losses.items() if length is None and key in systems]
        who = {node.key: {member.who for member in node.restorers} for node in lost}
        extra = {
            one: frozenset(other for other in who if other != one and who[one] & who[other]) for one in who
        }
        return connect(self.compiled.nodes.all, extra, {node.key: node.priority for node in lost})
