"""Which single change of the plan saves how much: it is made, and everything is asked again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, NamedTuple, TypeVar

from outlast.analysis.needs import Purpose, needed_by
from outlast.analysis.whatif.answer import Answer
from outlast.analysis.whatif.answering import answer
from outlast.analysis.whatif.causes import Cause, Why
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.outlook import TRIED, Change, Fix
from outlast.model import Plan
from outlast.model.break_glass import RouteTest
from outlast.model.functions import Function, Hand
from outlast.model.locations import Fallback
from outlast.model.obligations import Doer, Obligation
from outlast.model.people import Person
from outlast.model.scalars import Count, Day, Duration, Flag, Limit, PersonName
from outlast.model.suppliers import Alternative
from outlast.model.systems import Access
from outlast.model.value import DoerRef, DutyRef, Name, SystemRef, Term, Word

H = TypeVar("H", bound=Hand)

SHUT_OUT = (Why.NO_ACCESS, Why.UNCONFIRMED)
UNAPPROVED = (Why.PREPARING, Why.APPROVAL, Why.BOTH_SIDES)
LONG_AGO = Day.parse("2000-01-01")
DEPUTY = "somebody else"
"""The id of a person who is not in the plan; it has a blank, as no id of a plan has."""


class Candidate(NamedTuple):
    change: Change
    subject: str
    who: str | None = None


def fixes(engine: Engine, asked: Mapping[str, Answer]) -> tuple[Fix, ...]:
    """Changes that save something, most first.

    Args:
        asked: answers by what they are about; a change is tried on those in whose causes it stands.
    """
    weight: dict[Candidate, Fraction] = defaultdict(Fraction)
    helps: dict[Candidate, set[str]] = defaultdict(set)
    for subject, reply in asked.items():
        for function in reply.functions.values():
            loss = function.cost + function.tail
            for candidate in candidates(
                engine.compiled.plan, function.function, _causes(reply, function.function)
            ):
                weight[candidate] += loss
                helps[candidate].add(subject)
    likely = sorted(weight, key=lambda each: (-weight[each], each.change, each.subject, each.who or ""))[
        :TRIED
    ]
    tried = (_tried(engine, candidate, helps[candidate], asked) for candidate in likely)
    return tuple(sorted((fix for fix in tried if fix), key=lambda fix: (-fix.saved, fix.change, fix.subject)))


def _causes(reply: Answer, function: str) -> Iterator[Cause]:
    for band in reply.functions[function].bands:
        for stop in band.stops:
            if not stop.anyway:
                yield from stop.causes


def candidates(plan: Plan, function: str, causes: Iterable[Cause]) -> set[Candidate]:
    """Changes that may help against what stops a function; whether they do is not tried."""
    found: set[Candidate] = set()
    systems = _rests_on(plan, function)
    for top in causes:
        if top.why in (Why.AWAY, *SHUT_OUT, Why.LIMIT, Why.UNSKILLED, *UNAPPROVED):
            found.add(Candidate(Change.DEPUTY, function))
        for cause in top.all():
            found.update(_change(plan, cause, systems))
    return found


def _rests_on(plan: Plan, function: str) -> frozenset[str]:
    """What a function needs to run, and what that needs."""
    found: dict[str, None] = {function: None}
    waiting = [function]
    while waiting:
        needed = [str(edge.what) for edge in needed_by(plan.thing(waiting.pop()), Purpose.RUNS)]
        waiting += [id for id in needed if id not in found]
        found |= dict.fromkeys(needed)
    return frozenset(found)


def _change(plan: Plan, cause: Cause, systems: frozenset[str]) -> Iterator[Candidate]:
    if cause.why is Why.LIMIT and cause.about:
        yield Candidate(Change.LIMIT, cause.about, cause.node)
    elif cause.why is Why.NO_ACCESS and cause.about:
        yield Candidate(Change.ACCESS, cause.about, cause.node)
    elif cause.why is Why.UNCONFIRMED and cause.about:
        yield Candidate(Change.CONFIRM, cause.about, cause.node)
    elif cause.why in (Why.MISSED, Why.NOT_FILLED):
        yield Candidate(Change.SECOND_DOER, cause.node)
    elif cause.why in (Why.LOST, Why.OUT_OF_REACH) and cause.node in plan.equipment:
        yield Candidate(Change.SPARE, cause.node)
    elif cause.why in (Why.LOST, Why.EXPIRED) and cause.node in plan.funds:
        yield Candidate(Change.SOURCE, cause.node)
    elif cause.why is Why.LOST and (cause.node in plan.suppliers or cause.node in plan.locations):
        yield Candidate(Change.ALTERNATIVE, cause.node)
    if cause.why in (Why.AWAY, *SHUT_OUT):
        wanted = systems | {cause.about}
        yield from (
            Candidate(Change.TEST, route.id)
            for route in plan.break_glass.values()
            if any(
                o.system in wanted and not any(t.system == o.system and t.worked for t in route.tests)
                for o in route.opens
            )
        )


def _tried(
    like: Engine, candidate: Candidate, helps: Iterable[str], asked: Mapping[str, Answer]
) -> Fix | None:
    """The change, made and asked about; None if it saves nothing."""
    engine = Engine(changed(like.compiled.plan, candidate), like)
    saved: dict[str, Fraction] = {}
    for subject in sorted(helps):
        before = asked[subject]
        after = answer(engine, before.question, why=False)
        saved[subject] = before.cost + before.tail - after.cost - after.tail
    total = sum(saved.values(), Fraction(0))
    if total <= 0:
        return None
    of = sorted((each for each in saved if saved[each] > 0), key=lambda each: (-saved[each], each))
    return Fix(candidate.change, candidate.subject, candidate.who, total, tuple(of))


def changed(plan: Plan, candidate: Candidate) -> Plan:
    """The plan with one change made."""
    change, subject, who = candidate
    if change is Change.DEPUTY:
        return _with_deputy(plan, plan.functions[subject])
    if change is Change.SECOND_DOER:
        return _with_second_doer(plan, subject)
    if change is Change.LIMIT and who:
        return _with_limit(plan, subject, who)
    if change is Change.ACCESS and who:
        return _with_access(plan, subject, who)
    if change is Change.CONFIRM and who:
        return _confirmed(plan, subject, who)
    if change is Change.SPARE:
        return _put(plan, "equipment", subject, spares=Count(1))
    if change is Change.TEST:
        return _with_test(plan, subject)
    if change is Change.SOURCE:
        return _with_source(plan, subject)
    if subject in plan.suppliers:
        other = Alternative(name=Name("another"), lead_time=Duration.parse("7d"))
        return _put(plan, "suppliers", subject, alternatives=(*plan.suppliers[subject].alternatives, other))
    place = Fallback(name=Word("another"), ready_in=Duration.parse("1d"))
    return _put(plan, "locations", subject, fallback=(*plan.locations[subject].fallback, place))


def _put(plan: Plan, collection: str, id: str, **update: Any) -> Plan:
    """The plan with some fields of one thing replaced."""
    things = dict(getattr(plan, collection))
    things[id] = things[id].model_copy(update=update)
    return plan.model_copy(update={collection: things})


def _with_person(plan: Plan, systems: Iterable[str], skills: Iterable[str], may: Iterable[str]) -> Plan:
    """The plan with somebody else, who gets into these systems as high as anybody does."""
    known = plan.people.get(DEPUTY)  # of a change that was made before
    person = Person(
        id=DEPUTY,
        name=PersonName("Somebody else"),
        role=Word("Deputy"),
        skills=(*(known.skills if known else ()), *(Term(skill) for skill in skills)),
        may={**(known.may if known else {}), **{Term(key): Limit(any=True) for key in may}},
    )
    made = plan.model_copy(update={"people": {**plan.people, DEPUTY: person}})
    for system in systems:
        made = _with_access(made, system, DEPUTY)
    return made


def _with_deputy(plan: Plan, function: Function) -> Plan:
    used = {edge.what for edge in needed_by(function, Purpose.RUNS)} & plan.systems.keys()
    may = [str(function.limit)] if function.limit else []
    made = _with_person(plan, sorted(used), [str(skill) for skill in function.skills], may)
    hands = (*function.by.hands, Hand(who=DoerRef(DEPUTY)))
    return _put(
        made, "functions", function.id, by=function.by.model_copy(update={"hands": hands}), approvals=()
    )


def _with_second_doer(plan: Plan, subject: str) -> Plan:
    if subject in plan.obligations:
        duty: Obligation = plan.obligations[subject]
        used = {edge.what for edge in needed_by(duty, Purpose.RUNS)} & plan.systems.keys()
        made = _with_person(plan, sorted(used), (), ())
        return _put(made, "obligations", subject, by=(*duty.by, Doer(who=DutyRef(DEPUTY))))
    collection = "stock" if subject in plan.stock else "funds"
    refill = getattr(plan, collection)[subject].refill
    made = _with_person(plan, (), (), ())
    return _put(
        made, collection, subject, refill=refill.model_copy(update={"by": (*refill.by, DoerRef(DEPUTY))})
    )


def _with_limit(plan: Plan, subject: str, who: str) -> Plan:
    """The plan in which somebody may go as far as anybody in a function or a duty."""
    if subject in plan.obligations:
        return _put(plan, "obligations", subject, by=_unlimited(plan.obligations[subject].by, who))
    by = plan.functions[subject].by
    return _put(plan, "functions", subject, by=by.model_copy(update={"hands": _unlimited(by.hands, who)}))


def _unlimited(hands: tuple[H, ...], who: str) -> tuple[H, ...]:
    return tuple(
        hand.model_copy(update={"up_to": Limit(any=True)}) if hand.who == who else hand for hand in hands
    )


def _with_access(plan: Plan, subject: str, who: str) -> Plan:
    system = plan.systems[subject]
    if not system.access:
        return plan
    role = system.roles[-1] if system.roles else next((way.as_ for way in system.access if way.as_), None)
    way = Access.model_validate({"who": DoerRef(who), "as": role})
    return _put(plan, "systems", subject, access=(*system.access, way))


def _confirmed(plan: Plan, subject: str, who: str) -> Plan:
    """The plan in which what it proposes of somebody's way in was tried and found true."""
    system = plan.systems[subject]
    access = tuple(
        way.model_copy(update={"confirmed": Flag(True)}) if way.who == who else way for way in system.access
    )
    return _put(plan, "systems", subject, access=access, reviewed=system.reviewed or LONG_AGO)


def _with_test(plan: Plan, subject: str) -> Plan:
    route = plan.break_glass[subject]
    newest = max((test.on for test in route.tests), default=LONG_AGO)
    tests = tuple(
        RouteTest(system=SystemRef(str(opened.system)), on=newest, worked=Flag(True))
        for opened in route.opens
    )
    return _put(plan, "break_glass", subject, tests=(*route.tests, *tests))


def _with_source(plan: Plan, subject: str) -> Plan:
    duties = {
        id: duty.model_copy(update={"fund": None}) if duty.fund == subject else duty
        for id, duty in plan.obligations.items()
    }
    made = plan.model_copy(update={"obligations": duties})
    return _put(made, "funds", subject, pays=())
