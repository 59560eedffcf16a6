"""What only one person can do, whatever the date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from outlast.analysis.whatif.outlook import SinglePerson
from outlast.model import Plan
from outlast.model.functions import Function
from outlast.model.needs import Choice, Requirement, requirements
from outlast.model.scalars import Limit


def single_people(plan: Plan, working_routes: Mapping[str, tuple[str, ...]]) -> tuple[SinglePerson, ...]:
    """Roles, limits, approvals, skills, duties and restoring that hang on one, without a tested way round."""
    found = (
        *_roles(plan, working_routes),
        *_limits(plan),
        *_approvals(plan),
        *_skills(plan),
        *_duties(plan),
        *_restoring(plan),
    )
    return tuple(
        sorted(dict.fromkeys(found), key=lambda each: (each.who, each.kind, each.subject, each.about or ""))
    )


def _roles(plan: Plan, working_routes: Mapping[str, tuple[str, ...]]) -> Iterator[SinglePerson]:
    """The highest role that something asks for in a system, where one person has it or a higher one."""
    asked: dict[str, set[str]] = {}
    everything = [f.needs for f in plan.functions.values()] + [d.needs for d in plan.obligations.values()]
    everything += [s.restore.needs for s in plan.systems.values() if s.restore]
    for needs in everything:
        for need in requirements(needs):
            if need.as_:
                asked.setdefault(str(need.what), set()).add(str(need.as_))
    for system in plan.systems.values():
        if system.id in working_routes:
            continue
        ranks = {str(role): number for number, role in enumerate(system.roles)}
        for role in sorted(asked.get(system.id, set())):
            holders = {
                str(way.who)
                for way in system.access
                if way.as_
                and (way.as_ == role or (role in ranks and ranks.get(str(way.as_), -1) >= ranks[role]))
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


def _approvals(plan: Plan) -> Iterator[SinglePerson]:
    for function in plan.functions.values():
        for row in function.approvals:
            for needs in (row.create, row.approve):
                yield from (SinglePerson(who, "approval", function.id) for who in _must(plan, needs))


def _must(plan: Plan, needs: tuple[Requirement | Choice, ...]) -> Iterator[str]:
    """People without whom the needs cannot hold."""
    for need in needs:
        if isinstance(need, Choice):
            if len(need.any) == need.count:
                yield from _must(plan, need.any)
        elif need.what in plan.people:
            yield str(need.what)


def _skills(plan: Plan) -> Iterator[SinglePerson]:
    for function in plan.functions.values():
        for skill in function.skills:
            able = [
                who for who in _hands(function) if who in plan.people and skill in plan.people[who].skills
            ]
            if len(able) == 1:
                yield SinglePerson(able[0], "skill", function.id, str(skill))


def _hands(function: Function) -> list[str]:
    return [str(hand.who) for hand in function.by.hands]


def _duties(plan: Plan) -> Iterator[SinglePerson]:
    for duty in plan.obligations.values():
        named = [str(hand.who) for hand in duty.by if hand.who in plan.people]
        if len(duty.by) == 1 and named:
            yield SinglePerson(named[0], "duty", duty.id)


def _restoring(plan: Plan) -> Iterator[SinglePerson]:
    for system in plan.systems.values():
        by = [str(who) for who in system.restore.by] if system.restore else []
        if len(by) == 1:
            yield SinglePerson(by[0], "restore", system.id)
