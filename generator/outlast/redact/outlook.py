"""What the what-if says, as one edition may know it: without things that it withholds, and without amounts.

A cause that names a withheld thing stays, since it is a reason, but names nothing: its id is WITHHELD. When
something happens to a thing that is told is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from fractions import Fraction

from outlast.analysis.whatif.answer import Answer, BandAnswer, FunctionAnswer, Interval, Stop
from outlast.analysis.whatif.causes import WITHHELD, Cause, Why
from outlast.analysis.whatif.outlook import Failure, Handback, Happening, Kept, Outlook, Task
from outlast.analysis.whatif.work import BandState

NONE = Fraction(0)


def known_outlook(outlook: Outlook, known: Collection[str]) -> Outlook:
    """The outlook about the things that are known, with every amount zero."""
    return Secret(known).outlook(outlook)


class Secret:
    """Leaves out what is not known."""

    def __init__(self, known: Collection[str]) -> None:
        self.known = known

    def outlook(self, outlook: Outlook) -> Outlook:
        known, id, ids = self.known, self.id, self.ids
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
            points=tuple(
                replace(each, cost=NONE, tail=NONE, stopped=ids(each.stopped), breached=ids(each.breached))
                for each in outlook.points
                if {*each.nodes} <= {*known}
            ),
            pairs=tuple(
                replace(
                    each,
                    cost=NONE,
                    tail=NONE,
                    alone=NONE,
                    stopped=ids(each.stopped),
                    breached=ids(each.breached),
                )
                for each in outlook.pairs
                if {*each.nodes} <= {*known}
            ),
            too_late=tuple(
                replace(each, cover=id(each.cover) if each.cover else None)
                for each in outlook.too_late
                if {each.lost, each.function} <= {*known}
            ),
            sole=tuple(each for each in outlook.sole if {each.who, each.subject} <= {*known}),
            promises={key: self.kept(each) for key, each in outlook.promises.items() if key in known},
            fixes=tuple(
                replace(each, saved=NONE, of=ids(each.of))
                for each in outlook.fixes
                if each.subject in known and (each.who is None or each.who in known)
            ),
            idle=tuple(
                replace(each, causes=self.causes(each.causes))
                for each in outlook.idle
                if each.node in known or each.what is Happening.SEASON
            ),
        )

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
                replace(each, causes=self.causes(each.causes)) for each in answer.down if each.node in known
            ),
            unknown=tuple(each for each in answer.unknown if each.subject in known),
        )

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
            routes=self.ids(state.routes),
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
        about = self.ids(cause.about.split(", ")) if cause.about else ()
        if cause.about and not about:
            return replace(cause, about=WITHHELD, of=of)
        return replace(cause, about=", ".join(about) or None, of=of)

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
