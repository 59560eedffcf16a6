"""What only one person can do, whatever the date."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from outlast.analysis.confirmed import roles, ways_in
from outlast.analysis.needs import NeedGraph, Purpose
from outlast.analysis.whatif.outlook import SinglePerson
from outlast.model import Plan
from outlast.model.scalars import Limit


def single_people(
    plan: Plan, needs: NeedGraph, working_routes: Mapping[str, tuple[str, ...]]
) -> tuple[SinglePerson, ...]:
    """Roles, limits, approvals, skills, duties and restoring that hang on one, without a tested way round."""
    found = (
        *_roles(plan, needs, working_routes),
        *_limits(plan),
        *_skills(plan),
        *_must(needs, "approval", plan.functions, plan.people, Purpose.CREATOR, Purpose.APPROVER),
        *_must(needs, "duty", plan.obligations, plan.people, Purpose.HAND),
        *_must(needs, "restore", plan.systems, plan.things, Purpose.RESTORER),
    )
    return tuple(
        sorted(dict.fromkeys(found), key=lambda each: (each.who, each.kind, each.subject, each.about or ""))
    )


def _roles(
    plan: Plan, needs: NeedGraph, working_routes: Mapping[str, tuple[str, ...]]
) -> Iterator[SinglePerson]:
    """The highest role that something asks for in a system, where one person has it or a higher one."""
    asked: dict[str, set[str]] = {}
    for edge in needs.edges:
        if edge.as_ and edge.purpose in (Purpose.RUNS, Purpose.RETURNS):
            asked.setdefault(edge.what, set()).add(edge.as_)
    for system in plan.systems.values():
        if system.id in working_routes:
            continue
        order = roles(system)
        for role in sorted(asked.get(system.id, set())):
            holders = {
                str(way.who) for way in ways_in(system) if way.as_ and order.suffices(str(way.as_), role)
            }
            if len(holders) == 1:
                yield SinglePerson(holders.pop(), "role", system.id, role)


def _limits(plan: Plan) -> Iterator[SinglePerson]:
    for function in plan.functions.values():
        if function.limit is None:
            continue
        free = [
            str(hand.who)
            for hand in function.by.hands
            if (limit := hand.up_to or _may(plan, str(hand.who), str(function.limit))) is not None
            and limit.any
        ]
        if len(free) == 1:
            yield SinglePerson(free[0], "limit", function.id, str(function.limit))


def _may(plan: Plan, who: str, key: str) -> Limit | None:
    person = plan.people.get(who)
    return next((limit for name, limit in person.may.items() if name == key), None) if person else None


def _skills(plan: Plan) -> Iterator[SinglePerson]:
    for function in plan.functions.values():
        for skill in function.skills:
            hands = [str(hand.who) for hand in function.by.hands]
            able = [who for who in hands if who in plan.people and skill in plan.people[who].skills]
            if len(able) == 1:
                yield SinglePerson(able[0], "skill", function.id, str(skill))


def _must(
    needs: NeedGraph, kind: str, of: Iterable[str], who: Container[str], *purposes: Purpose
) -> Iterator[SinglePerson]:
    """Those without whom things cannot be done."""
    for id in of:
        for clause in needs.of(id, *purposes):
            for edge in clause.edges:
                if edge.purpose in purposes and edge.what in who and not clause.holds_without(edge.what):
                    yield SinglePerson(edge.what, kind, id)
