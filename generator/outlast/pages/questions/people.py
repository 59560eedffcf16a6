"""Questions about what happened, who does what, who else, and where."""

from __future__ import annotations

from collections.abc import Iterator

from outlast import words
from outlast.analysis import Facts
from outlast.languages import say, say_count
from outlast.model import Plan
from outlast.model.functions import Function
from outlast.model.locations import Fallback, Location
from outlast.model.people import Person
from outlast.model.prose import literal
from outlast.model.scenarios import Scenario
from outlast.pages import coverage, nobody, parts, whatif
from outlast.pages.addresses import NOBODY
from outlast.pages.numbers import answered
from outlast.pages.questions.answered import SILENT, ask_in_turn, bullets
from outlast.pages.turns import likeliest_first
from outlast.reasons import name, names
from outlast.site.parts import QuestionView
from outlast.site.places import words_to

FIRST = 8
"""How many harms an answer names; the page has all."""


def happened(plan: Plan, facts: Facts) -> Iterator[QuestionView]:
    if plan.business.never:
        yield QuestionView(say("What must I never do?"), bullets(plan.business.never), "")
    if first := nobody.harms(plan, facts)[:FIRST]:
        told = bullets(
            say(
                "{day}: {task}. {harm}",
                day=words.near_day(each.day, facts.as_of),
                task=name(each.function),
                harm=each.what,
            )
            for each in first
        )
        counted = say("Calculated from {day} (day 0).", day=words.day(facts.as_of))
        more = words_to(say("Day by day, if nobody does what is due"), NOBODY)
        yield QuestionView(
            say("What goes wrong first if nobody does anything?"), f"{counted}\n\n{told}\n\n{more}", ""
        )
    for each in plan.business.questions:
        yield answered(plan, str(each.q), each.a)
    for scenario in likeliest_first(plan):
        yield answered(
            plan,
            say("{scenario}: has this happened, and what now?", scenario=literal(scenario.title)),
            _scenario(plan, facts, scenario),
            scenario.id,
        )
    for decision in plan.decisions.values():
        said = say_count(
            "Look at {decision}. It has {count} case.",
            "Look at {decision}. It has {count} cases. Use the first one that fits.",
            len(decision.cases),
            decision=name(decision.id),
        )
        yield QuestionView(str(decision.asks), said, decision.id)


def _scenario(plan: Plan, facts: Facts, scenario: Scenario) -> str:
    invoke = scenario.invoke
    return parts.sentence(
        say("It has happened if this is true: {condition}", condition=invoke.when)
        if invoke and invoke.when
        else "",
        say("{people} may declare the emergency.", people=names(invoke.by, "or"))
        if invoke and invoke.by
        else "",
        whatif.headline_of(plan, facts, scenario.id),
    )


def who(plan: Plan, facts: Facts) -> Iterator[QuestionView]:
    for function in plan.functions.values():
        limited = any(_bound(plan, function, number) for number in range(len(function.by.hands)))
        asks = (
            say("{function}: who does it, and up to which amount?", function=literal(function.title))
            if limited
            else say("{function}: who does it?", function=literal(function.title))
        )
        yield QuestionView(asks, _hands(plan, facts, function), function.id)


def _hands(plan: Plan, facts: Facts, function: Function) -> str:
    if function.by.automatic:
        return say("It runs by itself. Nobody has to do anything while it works.")
    if not function.by.hands:
        return say(SILENT)
    told: list[str] = []
    for number, hand in enumerate(function.by.hands):
        if hand.who in facts.vacant:
            continue
        told.append(_ask(hand.who, _bound(plan, function, number), later=bool(told)))
        if hand.starts_in:
            time = words.duration(hand.starts_in)
            told.append(say("{person} can start {time} after you ask.", person=name(hand.who), time=time))
    if function.approvals:
        told.append(say("Two people are needed: nobody may approve what they prepared."))
    return " ".join(told)


def _ask(who: str, amounts: str, *, later: bool) -> str:
    values = {"person": name(who), "amounts": amounts}
    if later:
        return (
            say("Then ask {person}: {amounts}.", **values) if amounts else say("Then ask {person}.", **values)
        )
    return say("Ask {person}: {amounts}.", **values) if amounts else say("Ask {person}.", **values)


def _bound(plan: Plan, function: Function, number: int) -> str:
    """How far a hand may go: `up to €80`; empty where nothing is said."""
    hand = function.by.hands[number]
    doer = plan.things.get(hand.who)
    may = doer.may.get(function.limit) if isinstance(doer, Person) and function.limit else None
    return words.limit(hand.up_to or may, plan.business.currency)


def away(plan: Plan, facts: Facts) -> Iterator[QuestionView]:
    """For each function that hands do: what happens without the first of them."""
    for function in plan.functions.values():
        first = function.by.hands[:1]
        if not first:
            continue
        yield QuestionView(
            say(
                "{function}: what if you cannot reach {person}?",
                function=literal(function.title),
                person=literal(plan.thing(first[0].who).title),
            ),
            _without(plan, facts, function),
            function.id,
        )


def _without(plan: Plan, facts: Facts, function: Function) -> str:
    told = coverage.without_first(plan, facts, function)
    if told:
        return parts.sentence(*told)
    others = [name(hand.who) for hand in function.by.hands[1:] if hand.who not in facts.vacant]
    if others:
        return ask_in_turn(others)
    way = function.workaround
    return parts.sentence(
        say("The plan names nobody else for it."),
        say("Workaround: {workaround}", workaround=way.do) if way and way.do else "",
    )


def must_not(plan: Plan) -> Iterator[QuestionView]:
    barred: dict[str, list[str]] = {}
    for person in plan.people.values():
        for what in person.may_not:
            barred.setdefault(str(what), []).append(person.id)
    for thing, who in barred.items():
        alone = [p.id for p in plan.people.values() if thing in map(str, p.may)]
        may = (
            say("These people may do it: {people}.", people=names(alone, "and"))
            if alone
            else say("This copy does not say who may do it. Ask first.")
        )
        barred_ones = say("These people must not do it: {people}.", people=names(who, "and"))
        yield QuestionView(
            say("Who must not do this: {what}?", what=literal(thing)), f"{barred_ones} {may}", who[0]
        )


def where(plan: Plan) -> Iterator[QuestionView]:
    for place in plan.locations.values():
        if place.fallback:
            asked = say("Where do we work if we cannot use {place}?", place=literal(place.title))
            yield QuestionView(asked, _fallbacks(place), place.id)


def _fallbacks(place: Location) -> str:
    return parts.sentence(*map(_fallback, place.fallback))


def _fallback(other: Fallback) -> str:
    told = [say("Work here: {place}.", place=parts.other_place(other))]
    if other.ready_in:
        told.append(say("It is ready in {time}.", time=words.duration(other.ready_in)))
    return " ".join((*told, *([str(other.notes)] if other.notes else ())))
