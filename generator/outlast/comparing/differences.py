"""All that changed between two versions of a plan, what matters most first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.confirmed import ways_in
from outlast.build import language_of
from outlast.catalogue.fragments import situation
from outlast.comparing.answers import Shift, shifts, told
from outlast.comparing.sorts import Difference, Sort
from outlast.languages import mark, say, say_count, speaking
from outlast.model import Plan, Thing, visit
from outlast.model.people import Person
from outlast.model.scalars import Day
from outlast.model.systems import System
from outlast.pages import without
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
    "steps": mark("Changed: the steps of {things}."),
    "text": mark("Changed: the words of {things}."),
    "by": mark("Changed: who does {things}."),
    "contacts": mark("Changed: whom to call at {things}."),
    "holders": mark("Changed: who may open or use {things}."),
    "restore": mark("Changed: how to restore {things}."),
    "cases": mark("Changed: the decisions of {things}."),
    "calls": mark("Changed: the calls of {things}."),
}
"""What is said of a field that changed."""
_LISTS = {
    "units": mark("Parts of the business"),
    "people": mark("People"),
    "shifts": mark("Shifts"),
    "functions": mark("Tasks"),
    "obligations": mark("Duties with a date"),
    "stock": mark("Stock"),
    "funds": mark("Accounts and cards"),
    "systems": mark("Systems"),
    "equipment": mark("Things such as phones and keys"),
    "break_glass": mark("Emergency access"),
    "suppliers": mark("Suppliers"),
    "locations": mark("Places"),
    "documents": mark("Documents"),
    "procedures": mark("Procedures"),
    "scenarios": mark("Scenarios"),
    "decisions": mark("Decision tables"),
    "call_trees": mark("Call trees"),
    "messages": mark("Messages ready to send"),
    "promises": mark("Promises"),
}
"""What pages call each collection. Drills are not listed: what was tried is no news by itself."""


def compare(
    old: tuple[Plan, Facts],
    new: tuple[Plan, Facts],
    since: date | None = None,
    until: date | None = None,
) -> tuple[Difference, ...]:
    """The changes, sort by sort, in the language in which the newer plan is read.

    Args:
        old: with the facts of the same day as `new`, so that only what was written differs.
        since: the day that the old one is of, from which on things may have run out.
        until: the day that the new one is of, where that is another than that of the facts.
    """
    with speaking(language_of(new[0].business)):
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
        yield Difference(Sort.STOPS, told(plan, shift, people=_some(names, "or")))
    for shift, names in scenes.items():
        quoted = (say("“{name}”", name=each) for each in names)
        yield Difference(Sort.STOPS, told(plan, shift, scenarios=_some(quoted, "or")))


def _promises(old: tuple[Plan, Facts], new: tuple[Plan, Facts]) -> Iterator[Difference]:
    for id, kept in new[1].outlook.promises.items():
        before = old[1].outlook.promises.get(id)
        if before and before.holds != kept.holds:
            title = new[0].things[id].title
            holds = say("The promise “{promise}” holds now.", promise=title)
            broken = say("The promise “{promise}” no longer holds.", promise=title)
            yield Difference(Sort.PROMISES, holds if kept.holds else broken)


def _cost(old: tuple[Plan, Facts], new: tuple[Plan, Facts]) -> Iterator[Difference]:
    plan, owner = new[0], situation(new[0]).owner or ""
    before, now = old[1].outlook.without.get(owner), new[1].outlook.without.get(owner)
    if before is None or now is None or old[0].business.currency != plan.business.currency:
        return
    was, will = before.cost + before.tail, now.cost + now.tail
    if abs(will - was) > _NOTICED * max(abs(was), abs(will)):
        said = say(
            "Three weeks without {person} now cost {now}. Before, it was {before}.",
            person=plan.people[owner].title,
            now=without.lost(plan, now),
            before=without.lost(old[0], before),
        )
        yield Difference(Sort.COST, said)


def _expired(plan: Plan, since: date | None, until: date) -> Iterator[Difference]:
    if since is None:
        return
    for thing in plan.things.values():
        for seen in visit(thing):
            ends = isinstance(seen.value, Day) and seen.path[-1] in _ENDS and seen.path[0] != "accepts"
            if ends and since <= seen.value.date < until:
                yield Difference(Sort.EXPIRED, _ended(plan, thing, seen.path, words.day(seen.value.date)))


def _ended(plan: Plan, thing: Thing, path: KeyPath, day: str) -> str:
    """What had an end there: the thing itself, or somebody's access to it."""
    if isinstance(thing, System) and path[0] == "access" and isinstance(path[1], int):
        who = plan.title(str(thing.access[path[1]].who))
        return say(
            "The access of {person} to {system} ran out on {day}.", person=who, system=thing.title, day=day
        )
    return say("{thing} ran out on {day}.", thing=thing.title, day=day)


def _routes(old: tuple[Plan, Facts], new: tuple[Plan, Facts]) -> Iterator[Difference]:
    """Emergency access that no longer opens something, or does now."""
    plan = new[0]
    before, now = old[1].working_routes, new[1].working_routes
    for system in dict.fromkeys((*before, *now)):
        if system not in plan.systems or system not in old[0].systems:
            continue
        was, will = set(before.get(system, ())), set(now.get(system, ()))
        for sort, message, routes in (
            (Sort.EXPIRED, mark("{access} no longer opens {system}."), was - will),
            (Sort.ACCESS, mark("{access} now opens {system}."), will - was),
        ):
            for route in sorted(routes):
                thing = plan.things.get(route) or old[0].things[route]
                told = say(message, access=thing.title, system=plan.systems[system].title)
                yield Difference(sort, told)


def _people(old: Plan, new: Plan) -> Iterator[Difference]:
    for id, person in new.people.items():
        before = old.people.get(id)
        if before is None:
            continue
        if _numbers(before) != _numbers(person):
            yield Difference(Sort.PEOPLE, say("{person}'s number changed.", person=person.title))
        elif before.reach != person.reach:
            yield Difference(Sort.PEOPLE, say("How to reach {person} changed.", person=person.title))
        if before.works != person.works:
            yield Difference(Sort.PEOPLE, say("{person}'s working hours changed.", person=person.title))
        for what in dict.fromkeys((*before.may, *person.may)):
            was, will = before.may.get(what), person.may.get(what)
            if was != will:
                then = words.limit(was, old.business.currency) if was else ""
                now = words.limit(will, new.business.currency) if will else ""
                yield Difference(Sort.PEOPLE, _may(person.title, str(what), then, now))


def _may(person: str, what: str, then: str, now: str) -> str:
    """How far somebody may go now; empty for not at all."""
    values = {"person": person, "what": what, "now": now, "before": then}
    if not now:
        return say("{person}, {what}: not any more, before {before}.", **values)
    if not then:
        return say("{person}, {what}: now {now}, before not at all.", **values)
    return say("{person}, {what}: now {now}, before {before}.", **values)


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
            values = {"person": new.title(who), "system": system.title, "role": role}
            plain_role = say("{person} now gets into {system}.", **values)
            with_role = say("{person} now gets into {system} as {role}.", **values)
            yield Difference(Sort.ACCESS, with_role if role else plain_role)
        for who, _ in sorted(before - now):
            if who not in {each for each, _ in now}:
                name = (new if who in new.things else old).title(who)
                told = say("{person} no longer gets into {system}.", person=name, system=system.title)
                yield Difference(Sort.ACCESS, told)


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
        for message in said:
            anew[message].append(thing.title)
        if changed and not said:
            rest.append(thing.title)
    for message, names in anew.items():
        yield Difference(Sort.STEPS, say(message, things=_some(names, most=12)))
    if rest:
        yield Difference(Sort.REST, say("Details changed in {things}.", things=_some(rest)))


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
    for collection, title in _LISTS.items():
        before, now = getattr(old, collection), getattr(new, collection)
        for message, things in (
            (mark("New under “{list}”: {things}."), [now[id] for id in now if id not in before]),
            (mark("Gone from “{list}”: {things}."), [before[id] for id in before if id not in now]),
        ):
            if things:
                names = _some(thing.title.rstrip(".") for thing in things)
                yield Difference(Sort.THINGS, say(message, list=say(title), things=names))


def _doubts(old: Plan, new: Plan) -> Iterator[Difference]:
    for id, thing in new.things.items():
        before = old.things.get(id)
        if thing.doubt and (before is None or before.doubt != thing.doubt):
            yield Difference(Sort.DOUBTS, f"{thing.title}: {plain(new, thing.doubt)}")


def _some(names: Iterable[str], last: str = "and", most: int = MOST) -> str:
    """The first few names, and how many more."""
    listed = list(names)
    more = len(listed) - most
    if more <= 0:
        return words.some(listed, last)
    return words.some((*listed[:most], say_count("{count} more", "{count} more", more)), last)
