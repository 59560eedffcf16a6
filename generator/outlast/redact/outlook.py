"""What the what-if says, as one edition may know it: without things that it withholds, and without amounts.

A cause that names a withheld thing stays, since it is a reason, but names nothing: its id is WITHHELD. When
something happens to a thing that is told is told. What loses most is no more to be seen in an order than in
an amount: what is ranked by loss is ranked anew, by what is told.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from outlast.analysis.whatif.answer import Answer, BandAnswer, FunctionAnswer, Interval, Stop
from outlast.analysis.whatif.causes import WITHHELD, Cause, Why
from outlast.analysis.whatif.ladder import BandState
from outlast.analysis.whatif.nodes.ground import Unknown
from outlast.analysis.whatif.outlook import (
    Failure,
    Fix,
    Handback,
    Happening,
    Kept,
    Outlook,
    SinglePoint,
    Task,
)
from outlast.model import Edition, Plan
from outlast.redact.plan import edition_in

NONE = Fraction(0)
_SEEN_IN = {Why.OUT_OF_REACH: "kept_in", Why.CARRIED: "held_by"}
"""Causes that repeat what a field of their thing says."""


def known_outlook(outlook: Outlook, known: Collection[str], plan: Plan, edition: Edition) -> Outlook:
    """The outlook about the things that are known, with every amount zero.

    Args:
        known: the ids that the edition knows.
        plan: the whole plan, whose things the outlook speaks of.
    """
    return Secret(known, plan, edition).outlook(outlook)


class Secret:
    """Leaves out what is not known."""

    def __init__(self, known: Collection[str], plan: Plan, edition: Edition) -> None:
        self.known = known
        self._plan = plan
        self._edition = edition

    def outlook(self, outlook: Outlook) -> Outlook:
        known, id = self.known, self.id
        return Outlook(
            today={f: tuple(map(self.state, states)) for f, states in outlook.today.items() if f in known},
            bands={f: bounds for f, bounds in outlook.bands.items() if f in known},
            without={key: self.answer(each) for key, each in outlook.without.items() if key in known},
            scenarios={key: self.answer(each) for key, each in outlook.scenarios.items() if key in known},
            asks={
                key: tuple(
                    replace(each, through=id(each.through) if each.through else None)
                    for each in asks
                    if {each.function, each.who} <= {*known}
                )
                for key, asks in outlook.asks.items()
                if key in known
            },
            tasks={key: self.tasks(tasks) for key, tasks in outlook.tasks.items() if key in known},
            rounds={key: self.tasks(tasks) for key, tasks in outlook.rounds.items() if key in known},
            upkeep=self.tasks(outlook.upkeep),
            waits=tuple(each for each in outlook.waits if each.function in known),
            handbacks={key: self.handback(each) for key, each in outlook.handbacks.items() if key in known},
            single_points=_by_stops(map(self.point, self._told(outlook.single_points))),
            pairs=_by_stops(
                filter(self._more_than_alone(outlook), map(self.point, self._told(outlook.pairs)))
            ),
            too_late=tuple(
                replace(each, cover=id(each.cover) if each.cover else None)
                for each in outlook.too_late
                if {each.lost, each.function} <= {*known}
            ),
            single_people=tuple(
                each for each in outlook.single_people if {each.who, each.subject} <= {*known}
            ),
            promises={key: self.kept(each) for key, each in outlook.promises.items() if key in known},
            fixes=tuple(
                sorted(
                    (
                        replace(each, saved=NONE, of=tuple(sorted(self.ids(each.of))))
                        for each in outlook.fixes
                        if each.subject in known
                        and (each.who is None or each.who in known)
                        and self.ids(each.of)
                    ),
                    key=_most_help,
                )
            ),
            idle=tuple(
                replace(each, causes=self.causes(each.causes))
                for each in outlook.idle
                if each.node in known and each.what is not Happening.SEASON
            ),
        )

    def point(self, point: SinglePoint) -> SinglePoint:
        stopped, breached = self.ids(point.stopped), self.ids(point.breached)
        return SinglePoint(point.nodes, NONE, NONE, stopped, breached)

    def _told(self, points: Iterable[SinglePoint]) -> Iterator[SinglePoint]:
        return (each for each in points if {*each.nodes} <= {*self.known})

    def _more_than_alone(self, outlook: Outlook) -> Callable[[SinglePoint], bool]:
        """Whether two together stop more than each alone: that they only cost more is not told."""

        def more(pair: SinglePoint) -> bool:
            each_alone = [point for point in outlook.single_points if {*point.nodes} < {*pair.nodes}]
            return bool({*pair.stopped} - {id for point in each_alone for id in point.stopped})

        return more

    def tasks(self, tasks: Iterable[Task]) -> tuple[Task, ...]:
        return tuple(
            replace(
                each,
                by=self.id(each.by) if each.by else None,
                stops=tuple((f, when) for f, when in each.stops if f in self.known),
            )
            for each in tasks
            if each.node in self.known
        )

    def handback(self, handback: Handback) -> Handback:
        return Handback(
            tuple(
                replace(each, through=self.id(each.through) if each.through else None)
                for each in handback.used
                if {each.who, each.system} <= {*self.known}
            ),
            tuple(each for each in handback.backlog if each.function in self.known),
        )

    def id(self, id: str) -> str:
        return id if id in self.known else WITHHELD

    def ids(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(id for id in ids if id in self.known)

    def answer(self, answer: Answer) -> Answer:
        """The answer; things that are not known are not among what is lost, down, missed or unknown."""
        known = self.known
        return replace(
            answer,
            question=replace(
                answer.question,
                lost=tuple((id, length) for id, length in answer.question.lost if id in known),
                idle=None if answer.question.idle is None else frozenset(self.ids(answer.question.idle)),
            ),
            functions={f: self.function(each) for f, each in answer.functions.items() if f in known},
            missed=tuple(
                replace(each, by=self.id(each.by) if each.by else None, cost=NONE, tail=NONE)
                for each in answer.missed
                if each.duty in known
            ),
            down=tuple(
                replace(each, causes=self.causes(each.causes))
                for each in answer.down
                if each.node in known and not (each.causes and all(map(self._hidden, each.causes)))
            ),
            unknown=tuple(filter(self._asked, answer.unknown)),
        )

    def _asked(self, unknown: Unknown) -> bool:
        """Whether the edition would know what is missing, if it were there."""
        if unknown.subject not in self.known:
            return False
        return self._shows(unknown.subject, unknown.field.partition(".")[0])

    def _shows(self, id: str, name: str) -> bool:
        """Whether the edition shows the field `name` of a thing; True for what is no field of it."""
        thing = self._plan.things[id]
        field = type(thing).model_fields.get(name)
        return field is None or self._edition.shows(edition_in(thing, field))

    def function(self, function: FunctionAnswer) -> FunctionAnswer:
        return replace(
            function, bands=tuple(map(self.band, function.bands)), cost=NONE, tail=NONE, cover=NONE
        )

    def band(self, band: BandAnswer) -> BandAnswer:
        return replace(
            band,
            intervals=tuple(map(self.interval, band.intervals)),
            stops=tuple(map(self.stop, band.stops)),
        )

    def interval(self, interval: Interval) -> Interval:
        return replace(
            interval,
            state=self.state(interval.state),
            usually=self.state(interval.usually),
            cost=NONE,
            tail=NONE,
        )

    def state(self, state: BandState) -> BandState:
        return state._replace(
            who=self.id(state.who) if state.who else state.who,
            # In order of appearance; one that is withheld is said once, and not how many there are.
            routes=tuple(dict.fromkeys(map(self.id, state.routes))),
            hands=self.ids(state.hands),
        )

    def stop(self, stop: Stop) -> Stop:
        return replace(
            stop,
            causes=self.causes(stop.causes),
            waits_for=self.ids(stop.waits_for),
            still=self.causes(stop.still),
        )

    def causes(self, causes: Iterable[Cause]) -> tuple[Cause, ...]:
        return tuple(map(self.cause, causes))

    def cause(self, cause: Cause) -> Cause:
        """The cause; of a thing that is not known only that it is needed, and why it fails."""
        of = self.causes(cause.of)
        if cause.node not in self.known:
            return Cause(Why.NEEDS, WITHHELD, of=of)
        if self._hidden(cause):
            return Cause(Why.NEEDS, cause.node)
        about = self.ids(cause.about.split(", ")) if cause.about else ()
        if cause.about and not about:
            return replace(cause, about=WITHHELD, of=of)
        return replace(cause, about=", ".join(about) or None, of=of)

    def _hidden(self, cause: Cause) -> bool:
        """Whether it would say where a thing lies, or with whom, which the edition does not show."""
        field = _SEEN_IN.get(cause.why)
        return field is not None and cause.node in self.known and not self._shows(cause.node, field)

    def kept(self, kept: Kept) -> Kept:
        return replace(
            kept,
            answer=self.answer(kept.answer),
            failures=tuple(map(self.failure, kept.failures)),
        )

    def failure(self, failure: Failure) -> Failure:
        return replace(
            failure,
            function=self.id(failure.function) if failure.function else None,
            stop=self.stop(failure.stop) if failure.stop else None,
            cost=NONE,
        )


def _by_stops(points: Iterable[SinglePoint]) -> tuple[SinglePoint, ...]:
    """Those that stop anything that is told, the most first."""
    found = (each for each in points if each.stopped)
    return tuple(sorted(found, key=lambda each: (-len(each.breached), -len(each.stopped), each.nodes)))


def _most_help(fix: Fix) -> tuple[int, str, str, str]:
    return -len(fix.of), fix.change, fix.subject, fix.who or ""
