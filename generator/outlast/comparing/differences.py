"""All that changed between two versions of a plan, what matters most first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.confirmed import ways_in
from outlast.catalogue.fragments import situation
from outlast.comparing.answers import Shift, shifts, told
from outlast.comparing.sorts import Difference, Sort
from outlast.model import COLLECTIONS, Plan, Thing, visit
from outlast.model.people import Person
from outlast.model.scalars import Day
from outlast.model.systems import System
from outlast.reasons import plain
from outlast.source import KeyPath

MOST = 5
"""Names that are listed; more are counted."""
_NOTICED = Fraction(1, 20)
"""By how much of itself a loss must change to be told."""
_ENDS = ("expires", "until")
_QUIET = frozenset({"reviewed", "review_every", "accepts", "also", "questions", "links"})
"""Fields whose change is no news to somebody with an older copy."""
_SAID = {
    "steps": "the steps",
    "text": "the words",
    "by": "the people who do it, in",
    "contacts": "whom to call, in",
    "holders": "the people who may open or use it, in",
    "restore": "the way back",
    "cases": "the decisions",
    "calls": "the calls",
}


def compare(
    old: tuple[Plan, Facts],
    new: tuple[Plan, Facts],
    since: date | None = None,
    until: date | None = None,
) -> tuple[Difference, ...]:
    """The changes, sort by sort.

    Args:
        old: with the facts of the same day as `new`, so that only what was written differs.
        since: the day that the old one is of, from which on things may have run out.
        until: the day that the new one is of, where that is another than that of the facts.
    """
    found = (
        *_stops(old, new),
        *_promises(old, new),
        *_cost(old, new),
        *_expired(new[0], since, until or new[1].as_of),
        *_routes(old, new),
        *_people(old[0], new[0]),
        *_access(old[0], new[0]),
        *_written(old[0], new[0]),
        *_things(old[0], new[0]),
        *_doubts(old[0], new[0]),
    )
    order = list(Sort)
    return tuple(sorted(dict.fromkeys(found), key=lambda each: order.index(each.sort)))


def _stops(old: tuple[Plan, Facts], new: tuple[Plan, Facts]) -> Iterator[Difference]:
    """What stops on another day, for all absences and scenarios in which it does so alike at once."""
    plan, owner = new[0], situation(new[0]).owner
    whens: dict[Shift, list[str]] = {}
    scenes: dict[Shift, list[str]] = {}
    people = sorted((id for id in plan.people if id in old[0].people), key=lambda id: id != owner)
    before, now = old[1].outlook, new[1].outlook
    for id in people:
        if id in before.without and id in now.without:
            for shift in shifts(before.without[id], now.without[id]):
                whens.setdefault(shift, []).append(plan.people[id].title)
    for id in plan.scenarios:
        if id in before.scenarios and id in now.scenarios:
            for shift in shifts(before.scenarios[id], now.scenarios[id]):
                if shift not in whens:
                    scenes.setdefault(shift, []).append(plan.scenarios[id].title)
    for shift, names in whens.items():
        yield Difference(Sort.STOPS, told(plan, shift, f"While {_some(names, 'or')} is away"))
    for shift, names in scenes.items():
        yield Difference(Sort.STOPS, told(plan, shift, f"In {_some((f'“{each}”' for each in names), 'or')}"))


def _promises(old: tuple[Plan, Facts], new: tuple[Plan, Facts]) -> Iterator[Difference]:
    for id, kept in new[1].outlook.promises.items():
        before = old[1].outlook.promises.get(id)
        if before and before.holds != kept.holds:
            state = "holds now" if kept.holds else "no longer holds"
            yield Difference(Sort.PROMISES, f"The promise “{new[0].things[id].title}” {state}.")


def _cost(old: tuple[Plan, Facts], new: tuple[Plan, Facts]) -> Iterator[Difference]:
    plan, owner = new[0], situation(new[0]).owner or ""
    before, now = old[1].outlook.without.get(owner), new[1].outlook.without.get(owner)
    if before is None or now is None or old[0].business.currency != plan.business.currency:
        return
    was, will = before.cost + before.tail, now.cost + now.tail
    if abs(will - was) > _NOTICED * max(abs(was), abs(will)):
        now_said, then_said = (words.about(each, plan.business.currency) for each in (will, was))
        name = plan.people[owner].title
        yield Difference(
            Sort.COST, f"Three weeks without {name} now cost {now_said}. Before, it was {then_said}."
        )


def _expired(plan: Plan, since: date | None, until: date) -> Iterator[Difference]:
    if since is None:
        return
    for thing in plan.things.values():
        for seen in visit(thing):
            ends = isinstance(seen.value, Day) and seen.path[-1] in _ENDS and seen.path[0] != "accepts"
            if ends and since <= seen.value.date < until:
                what = _ended(plan, thing, seen.path)
                yield Difference(Sort.EXPIRED, f"{what} ran out on {words.day(seen.value.date)}.")


def _ended(plan: Plan, thing: Thing, path: KeyPath) -> str:
    """What had an end there: the thing itself, or somebody's access to it."""
    if isinstance(thing, System) and path[0] == "access" and isinstance(path[1], int):
        who = _title(plan, str(thing.access[path[1]].who))
        return f"The access of {who} to {thing.title}"
    return thing.title


def _routes(old: tuple[Plan, Facts], new: tuple[Plan, Facts]) -> Iterator[Difference]:
    """Emergency access that no longer opens something, or does now."""
    plan = new[0]
    before, now = old[1].working_routes, new[1].working_routes
    for system in dict.fromkeys((*before, *now)):
        if system not in plan.systems or system not in old[0].systems:
            continue
        was, will = set(before.get(system, ())), set(now.get(system, ()))
        for sort, verb, routes in (
            (Sort.EXPIRED, "no longer opens", was - will),
            (Sort.ACCESS, "now opens", will - was),
        ):
            for route in sorted(routes):
                thing = plan.things.get(route) or old[0].things[route]
                yield Difference(sort, f"{thing.title} {verb} {plan.systems[system].title}.")


def _people(old: Plan, new: Plan) -> Iterator[Difference]:
    for id, person in new.people.items():
        before = old.people.get(id)
        if before is None:
            continue
        if _numbers(before) != _numbers(person):
            yield Difference(Sort.PEOPLE, f"{_whose(person)} number changed.")
        elif before.reach != person.reach:
            yield Difference(Sort.PEOPLE, f"How to reach {person.title} changed.")
        if before.works != person.works:
            yield Difference(Sort.PEOPLE, f"{_whose(person)} working hours changed.")
        for what in dict.fromkeys((*before.may, *person.may)):
            was, will = before.may.get(what), person.may.get(what)
            if was != will:
                now = words.limit(will, new.business.currency) if will else "not any more"
                then = words.limit(was, old.business.currency) if was else "not at all"
                yield Difference(Sort.PEOPLE, f"{person.title}, {what}: now {now}, before {then}.")


def _numbers(person: Person) -> tuple[str, ...]:
    return tuple(str(way.address) for way in person.reach if way.channel in ("phone", "sms", "whatsapp"))


def _access(old: Plan, new: Plan) -> Iterator[Difference]:
    for id, system in new.systems.items():
        if id not in old.systems:
            continue
        before, now = (
            {(str(way.who), str(way.as_ or "")) for way in ways_in(each)}
            for each in (old.systems[id], system)
        )
        for who, role in sorted(now - before):
            as_role = f" as {role}" if role else ""
            yield Difference(Sort.ACCESS, f"{_title(new, who)} now gets into {system.title}{as_role}.")
        for who, _ in sorted(before - now):
            if who not in {each for each, _ in now}:
                name = _title(new if who in new.things else old, who)
                yield Difference(Sort.ACCESS, f"{name} no longer gets into {system.title}.")


def _written(old: Plan, new: Plan) -> Iterator[Difference]:
    """What was written anew in things that both have."""
    rest: list[str] = []
    anew: defaultdict[str, list[str]] = defaultdict(list)
    for id, thing in new.things.items():
        before = old.things.get(id)
        if before is None or before.collection != thing.collection:
            continue
        changed = [name for name in _changed(before, thing) if not _said_above(thing, name)]
        said = [_SAID[name] for name in changed if name in _SAID]
        for what in said:
            anew[what].append(thing.title)
        if changed and not said:
            rest.append(thing.title)
    for what, names in anew.items():
        yield Difference(Sort.STEPS, f"Changed: {what} of {_some(names, most=12)}.")
    if rest:
        yield Difference(Sort.REST, f"Details changed in {_some(rest)}.")


def _said_above(thing: Thing, field: str) -> bool:
    told_apart: Mapping[type[Thing], tuple[str, ...]] = {
        Person: ("reach", "works", "may"),
        System: ("access",),
    }
    return field in told_apart.get(type(thing), ())


def _changed(before: Thing, now: Thing) -> Iterator[str]:
    values = {name: value for name, _, value in before.parts()}
    return (
        name
        for name, _, value in now.parts()
        if values[name] != value and name not in (*_QUIET, "doubt", "tests", "tried")
    )


def _things(old: Plan, new: Plan) -> Iterator[Difference]:
    for collection, kind in COLLECTIONS.items():
        if collection == "exercises":
            continue
        before, now = getattr(old, collection), getattr(new, collection)
        one = kind.one.split(" ", 1)[1]
        many = collection.replace("_", " ")
        for state, things in (
            ("New", [now[id] for id in now if id not in before]),
            ("Gone", [before[id] for id in before if id not in now]),
        ):
            if things:
                what = one if len(things) == 1 else many
                names = _some(thing.title for thing in things)
                yield Difference(Sort.THINGS, f"{state} {what}: {names}.".replace("..", "."))


def _doubts(old: Plan, new: Plan) -> Iterator[Difference]:
    for id, thing in new.things.items():
        before = old.things.get(id)
        if thing.doubt and (before is None or before.doubt != thing.doubt):
            yield Difference(Sort.DOUBTS, f"{thing.title}: {plain(new, thing.doubt)}")


def _whose(person: Person) -> str:
    return f"{person.title}'" if person.title.endswith("s") else f"{person.title}'s"


def _title(plan: Plan, id: str) -> str:
    return plan.things[id].title if id in plan.things else id


def _some(names: Iterable[str], last: str = "and", most: int = MOST) -> str:
    """The first few names, and how many more."""
    listed = list(names)
    more = len(listed) - most
    return words.some((*listed[:most], f"{more} more") if more > 0 else listed, last)
