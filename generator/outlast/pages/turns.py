"""Whose turn it is when somebody who is named cannot be reached, and up to what they may go.

Before anything has happened, and on paper, no line ends with one person: the founder of a small shop is the
likeliest to be away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from outlast import words
from outlast.languages import say
from outlast.model import Plan
from outlast.model.functions import Function, Hand
from outlast.model.needs import Choice, Requirement, requirements
from outlast.model.obligations import Obligation
from outlast.model.people import Person
from outlast.model.scenarios import Scenario
from outlast.model.systems import Access, System
from outlast.model.value import Term
from outlast.reasons import name
from outlast.site.parts import Next

LIKELIEST_FIRST = ("high", "medium", "low")


@dataclass(frozen=True)
class Turns:
    """The order of one page: who does its work, and who is not there while it is read."""

    plan: Plan
    hands: tuple[Hand, ...] = ()
    """Best first."""
    limit: Term | None = None
    """What bounds them: a key of `may`."""
    gone: frozenset[str] = frozenset()
    leads: tuple[str, ...] = ()
    """Who leads when it has happened, best first."""
    function: Function | None = None
    """Which task the page is about, if it is about one."""

    def after(
        self,
        id: str,
        place: str | None = None,
        about: Collection[str] = (),
        needs: Collection[str] | None = None,
        rules: Collection[Term] = (),
    ) -> Next | None:
        """Who is next when somebody cannot be reached; None where this copy names nobody else.

        Args:
            place: what it is done in: only who signs in there in as high a role, or has a key, comes next.
            about: what it names: who has another part in it, and where one has to be.
            needs: what it takes; given, nobody comes next who is no hand and does not get into all of it.
            rules: what one must be allowed to do for it.
        """
        far = self._far() if any(self.on_site(each) for each in (place, *about) if each) else ()
        found = self._others(id, place) if needs is None else self._able(id, needs)
        others = (each for each in found if each not in about and each not in far)
        who = next((each for each in others if self._there(each, id) and self._may(each, id, rules)), None)
        return Next(who, self.bound(who, self.limit)) if who else None

    def _others(self, id: str, place: str | None) -> Iterator[str]:
        yield from (hand.who for hand in self.hands)
        inside = self.inside(place) if place else {}
        if inside:
            enough, named = inside.get(id, 0), (*self._beside(id, str(place)), *self._leaders(id))
            yield from (each for each in named if inside.get(each, -1) >= enough)
        else:
            yield from self._leaders(id)

    def _leaders(self, id: str) -> Iterator[str]:
        yield from self.leads
        yield from leaders(self.plan, id)

    def _beside(self, id: str, place: str) -> Iterator[str]:
        """Who does with somebody what is done in a system: restore it, or a task that needs it."""
        system = self.plan.systems.get(place)
        restore = system.restore if system else None
        crews = [tuple(map(str, restore.by)) if restore else ()]
        crews += (
            tuple(hand.who for hand in each.by.hands)
            for each in self.plan.functions.values()
            if any(need.what == place for need in requirements(each.needs))
        )
        for crew in crews:
            yield from crew if id in crew else ()

    def _may(self, who: str, id: str, rules: Collection[Term]) -> bool:
        """Whether somebody is not forbidden it, and allowed where the one who is named has to be."""
        if not rules or who not in self.plan.people:
            return True
        person, first = self.plan.people[who], self.plan.people.get(id)
        forbidden = {*map(str, person.may_not)} & {*map(str, rules)}
        return not forbidden and all(rule in person.may for rule in rules if first and rule in first.may)

    def _able(self, id: str, needs: Collection[str]) -> Iterator[str]:
        yield from (hand.who for hand in self.hands)
        ways = [inside for each in needs if (inside := self.inside(each))]
        if ways:
            for who in self._leaders(id):
                if all(way.get(who, -1) >= way.get(id, 0) for way in ways):
                    yield who

    def inside(self, place: str) -> dict[str, int]:
        """Who gets into a system, a fund or a place, and how far; nobody where the plan does not say it."""
        system, thing = self.plan.systems.get(place), self.plan.equipment.get(place)
        if system:
            return {str(way.who): _height(system, way) for way in system.access}
        if place in self.plan.funds:
            return {str(who): 0 for who in self.plan.funds[place].holders if who in self.plan.people}
        location = self.plan.locations.get(str(thing.kept_in) if thing and thing.kept_in else place)
        keys = [key.who for key in location.keys] if location else []
        holders = thing.held_by if thing else ()
        return {str(who): 0 for who in (*holders, *keys) if who in self.plan.people}

    def on_site(self, place: str) -> bool:
        """Whether one has to be there: in a room, or with a thing in hand."""
        return place in self.plan.locations or place in self.plan.equipment

    def _far(self) -> frozenset[str]:
        """Who lives by another clock than the business: nobody flies in to open a door."""
        here = self.plan.business.timezone
        return frozenset(
            id for id, each in self.plan.people.items() if here and each.timezone and each.timezone != here
        )

    def _there(self, who: str, id: str) -> bool:
        """Whether they are somebody else, who can be asked; `public` knows no numbers at all."""
        if who == id or who in self.gone or who not in self.plan.people:
            return False
        first = self.plan.people.get(id)
        return bool(self.plan.people[who].reach) or not (first and first.reach)

    def bound(self, who: str, key: Term | None) -> str:
        """How far somebody may go by a key of `may`, in words; empty where nothing is said."""
        own = next((hand.up_to for hand in self.hands if hand.who == who and key == self.limit), None)
        bound = own or (self.plan.people[who].may.get(key) if key else None)
        return words.limit(bound, self.plan.business.currency)


def _height(system: System, way: Access) -> int:
    """How far up the roles of a system an access is."""
    return system.roles.index(way.as_) if way.as_ in system.roles else 0


def of_function(function: Function, plan: Plan) -> Turns:
    return Turns(plan, function.by.hands, function.limit, function=function)


def of_scenario(scenario: Scenario, plan: Plan) -> Turns:
    roles = plan.business.crisis
    gone = frozenset(str(each.what) for each in scenario.lost)
    return Turns(plan, gone=gone, leads=tuple(map(str, roles.leads)) if roles else ())


def leaders(plan: Plan, without: str = "") -> Iterator[str]:
    """Who may decide, best first, then everybody else; with somebody gone, who decides then."""
    scenarios = likeliest_first(plan)
    losing = [each for each in scenarios if any(lost.what == without for lost in each.lost)]
    deciders = (str(id) for each in (*losing, *scenarios) if each.invoke for id in each.invoke.by)
    yield from dict.fromkeys((*deciders, *plan.people))


def likeliest_first(plan: Plan) -> tuple[Scenario, ...]:
    """The scenarios, likeliest first; equally likely ones as typed."""
    return tuple(sorted(plan.scenarios.values(), key=lambda each: LIKELIEST_FIRST.index(each.likely)))


def person_and_next(
    turns: Turns,
    id: str,
    given: str | None = None,
    about: Collection[str] = (),
    needs: Collection[str] | None = None,
) -> str:
    """`{sam}, otherwise {ilse} (up to €2,500)`: in small Markdown.

    Args:
        given: whom the plan names for it.
        about: what its words name.
        needs: what it takes, of a payment or a duty: where nobody else can, who decides what to do then.
    """
    place = next((each for each in about if turns.inside(each) or turns.on_site(each)), None)
    alone = not given and isinstance(turns.plan.things.get(id), Person)
    after = turns.after(id, place, about, needs) if alone else None
    leader = turns.after(id) if alone and needs is not None and not after else None
    if leader:
        values = {"person": name(id), "other": name(leader.who)}
        # For translators: nobody else can do it; {other} only decides what to do then.
        return say("{person}, otherwise nobody: {other} decides what to do", **values)
    other = given or (after.who if after else "")
    if not other:
        return name(id)
    values = {"person": name(id), "other": name(other)}
    if after and after.limit:
        # For translators: {amounts} is "up to €80" or "any amount", and is about the other person.
        return say("{person}, otherwise {other} ({amounts})", amounts=after.limit, **values)
    return say("{person}, otherwise {other}", **values)


def of_duty(plan: Plan, duty: Obligation) -> str:
    """Who does a duty, and who is next, in small Markdown; empty where nobody is named."""
    needs = (*(each.what for each in requirements(duty.needs)), duty.fund)
    doer = duty.by[0].who if duty.by else ""
    return person_and_next(Turns(plan, duty.by), doer, needs=tuple(filter(None, needs))) if doer else ""


def account_of(plan: Plan, called: str | None) -> str | None:
    """The id of what is paid from, where the plan has it: a fund or a system, by its id or its name."""
    things = {**plan.systems, **plan.funds}
    return next((id for id, each in things.items() if called in (id, each.title)), None)


def only_one(plan: Plan, needs: tuple[Requirement | Choice, ...]) -> bool:
    """Whether only one person will do."""
    return len({each.what for each in requirements(needs) if each.what in plan.people}) == 1
