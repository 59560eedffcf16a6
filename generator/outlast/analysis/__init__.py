"""What follows from a plan: ids and numbers, no prose. It computes and never judges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from outlast.analysis.attached import AttachedFacts, attached_facts
from outlast.analysis.backups import BackupFacts, backup_facts
from outlast.analysis.bare import bare
from outlast.analysis.calendar import Due, calendar
from outlast.analysis.confirmed import unread
from outlast.analysis.drills import DrillResult, drill_results, drills_due
from outlast.analysis.effort import least_times
from outlast.analysis.freshness import done_by_others, review_due, untried
from outlast.analysis.needs import NeedGraph, need_graph
from outlast.analysis.pace import Lag, lags
from outlast.analysis.references import referrers
from outlast.analysis.restoring import Restoring, restoring
from outlast.analysis.routes import working_routes
from outlast.analysis.shown import Id, OnlyFull, Whole
from outlast.analysis.sign_ins import WayIn, all_ways
from outlast.analysis.tried import as_tried
from outlast.analysis.whatif.outlook import Look, Outlook, over
from outlast.analysis.whatif.question import Moment
from outlast.catalogue.fragments import situation
from outlast.clock import zone_rules
from outlast.kept import kept, on_disk, once_each
from outlast.model import Plan
from outlast.source import Attached

if TYPE_CHECKING:
    from outlast.analysis.whatif.engine import Engine

__all__ = ["AttachedFacts", "BackupFacts", "Due", "Facts", "Lag", "Look", "Moment", "analyse", "other_days"]


@dataclass(frozen=True)
class Facts:
    """Everything that was computed."""

    as_of: date = date.min
    """The day that all of it is of."""
    calendar: tuple[Due, ...] = ()
    """What is due in the next weeks, by day; pages show it."""
    needs: OnlyFull[NeedGraph] = field(default_factory=NeedGraph)
    """Who needs what."""
    restoring: OnlyFull[Restoring] = field(default_factory=Restoring)
    """In which order systems come back, and what each waits for."""
    referrers: OnlyFull[Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """For each id that something names, in a field or in text: what names it, itself left out, sorted."""
    vacant: frozenset[Id] = frozenset()
    """Roles that nobody has."""
    unread: frozenset[Id] = frozenset()
    """Systems, tasks and scenarios with the words of the catalogue that nobody has read and found true."""
    lags: OnlyFull[tuple[Lag, ...]] = ()
    """Needs that are not known to be back when what needs them is promised."""
    least_times: OnlyFull[Mapping[str, timedelta]] = field(default_factory=dict)
    """How long the steps of a procedure, a function or a restore take at least."""
    working_routes: OnlyFull[Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """For each system: the break-glass routes that opened it when they were last tried, sorted."""
    review_due: Mapping[Id, date | None] = field(default_factory=dict)
    """For each thing that is to be read again: by when; None if nobody ever said that it was read."""
    backups: Mapping[Id, Whole[tuple[BackupFacts, ...]]] = field(default_factory=dict)
    """For each system that has copies of its data: what is known of each, in the order of the plan."""
    drills: Mapping[Id, DrillResult] = field(default_factory=dict)
    """What came of each drill, as of this day."""
    drills_due: Mapping[Id, date] = field(default_factory=dict)
    """By when each thing is to be tried again, soonest first; only those whose last drill says how often."""
    edited: Mapping[Id, date] = field(default_factory=dict)
    """When each thing was last edited, where git knows it."""
    done_by_others: Mapping[Id, Id] = field(default_factory=dict)
    """For each thing that somebody other than its owner has done: the last drill in which they did."""
    ways: tuple[WayIn, ...] = ()
    """The way of each person into each system, and whether it is proven."""
    untried: tuple[Id, ...] = ()
    """Scenarios that no drill was ever about."""
    attached: OnlyFull[Mapping[str, AttachedFacts]] = field(default_factory=dict)
    """Of each file that the plan names, by its path there."""
    outlook: Outlook = field(default_factory=Outlook)
    """What the what-if says of the plan without being asked."""
    look: Look = Look.NONE
    """How much of that was worked out."""
    priced: bool = True
    """Whether the amounts in the outlook are known; where they are not, all are zero and none is told."""


def analyse(
    plan: Plan,
    as_of: date,
    look: Look = Look.WHOLE,
    files: Mapping[str, Attached] = MappingProxyType({}),
    edited: Mapping[str, date] = MappingProxyType({}),
) -> Facts:
    """The facts of a whole plan, on the day that the copy is of, and of the files that it names.

    Args:
        edited: when each thing was last edited, as far as that is known.
    """
    drills = drill_results(plan, as_of)
    tried = as_tried(plan, drills)
    routes = working_routes(tried)
    needs = need_graph(plan)
    return Facts(
        as_of=as_of,
        calendar=calendar(plan, as_of),
        needs=needs,
        restoring=restoring(plan, needs),
        referrers=referrers(plan, needs),
        vacant=frozenset(person.id for person in plan.people.values() if person.name is None),
        unread=unread(plan),
        lags=tuple(lags(plan)),
        least_times=least_times(plan),
        working_routes=routes,
        review_due=review_due(plan),
        backups=backup_facts(plan, drills, as_of),
        drills=drills,
        drills_due=drills_due(plan, drills),
        edited={id: day for id, day in edited.items() if id in plan.things},
        done_by_others=done_by_others(plan, drills),
        ways=all_ways(plan, needs, situation(plan).owner, as_of),
        untried=untried(plan, drills),
        attached=attached_facts(files),
        outlook=Outlook() if look is Look.NONE else _outlook(bare(tried), as_of, routes, look),
        look=look,
    )


def _outlook(plan: Plan, as_of: date, routes: Mapping[str, tuple[str, ...]], look: Look) -> Outlook:
    """What the what-if says of a plan that has no prose, asked once for the same plan and day."""
    zone = plan.business.timezone.zone
    asked = (*_written(plan), as_of, sorted(routes.items()), look, zone_rules(zone))
    question = repr(asked).encode()

    def worked_out() -> Outlook:
        # To import it takes a tenth of a check, and mostly the answer is known.
        from outlast.analysis.whatif.survey import survey

        return survey(_engine(plan), as_of, routes, whole=look is Look.WHOLE)

    return kept(question, worked_out)


def _written(plan: Plan) -> Iterator[str]:
    """All that a plan says, as text."""
    return map(_text, (plan.business, *plan.things.values()))


_text = once_each(repr)
_last: list[Engine] = []
"""The engine that was asked last: of the same plan with an edit, it knows what the edit does not touch."""
_MOST_KNOWN = 20_000


def _engine(plan: Plan) -> Engine:
    """The engine of a plan, which may know much of what will be asked."""
    from outlast.analysis.whatif.engine import Engine

    like = next((engine for engine in _last if engine.known < _MOST_KNOWN), None)
    _last[:] = [Engine(plan, like)]
    return _last[0]


def other_days(plan: Plan, facts: Facts, days: Iterable[date]) -> Iterator[tuple[Moment, Facts]]:
    """The facts as they are on other days, as far as pages show them of other days, one after another.

    Args:
        facts: those of the day of the copy, which go on to hold for everything else.
    """
    asked = bare(as_tried(plan, facts.drills))
    for moment, outlook in _answers(asked, facts.as_of, tuple(days)):
        of_day = replace(facts, as_of=moment.day, calendar=calendar(plan, moment.day))
        yield moment, replace(of_day, outlook=over(facts.outlook, outlook, duties=moment.day >= facts.as_of))


def _answers(plan: Plan, as_of: date, days: tuple[date, ...]) -> tuple[tuple[Moment, Outlook], ...]:
    """What pages show of some days of a plan that has no prose, asked once for the same plan and days."""
    since = max(as_of, min(days, default=as_of))
    asked = (*_written(plan), since, days, zone_rules(plan.business.timezone.zone))

    def worked_out() -> tuple[tuple[Moment, Outlook], ...]:
        from outlast.analysis.whatif.other_days import of_days

        return tuple(of_days(plan, since, days))

    return on_disk(repr(asked).encode(), worked_out)
