"""Questions about what happened, who does what, who else, and where."""

from __future__ import annotations

from collections.abc import Iterator

from outlast import words
from outlast.analysis import Facts
from outlast.model import Plan
from outlast.model.functions import Function
from outlast.model.locations import Fallback, Location
from outlast.model.people import Person
from outlast.model.prose import literal
from outlast.model.scenarios import Scenario
from outlast.pages import coverage, parts, whatif
from outlast.pages.questions.answered import SILENT, bullets
from outlast.pages.turns import likeliest_first
from outlast.reasons import name, names
from outlast.site.parts import QuestionView


def happened(plan: Plan, facts: Facts) -> Iterator[QuestionView]:
    if plan.business.never:
        yield QuestionView("What may I not do, whatever has happened?", bullets(plan.business.never), "")
    for each in plan.business.questions:
        yield QuestionView(str(each.q), each.a, "")
    for scenario in likeliest_first(plan):
        yield QuestionView(
            f"{scenario.title}: is this it, and what now?", _scenario(facts, scenario), scenario.id
        )
    for decision in plan.decisions.values():
        cases = words.count(len(decision.cases), "case")
        said = f"It is decided beforehand: {{{decision.id}}} has {cases}, and the first that fits counts."
        yield QuestionView(str(decision.asks), said, decision.id)


def _scenario(facts: Facts, scenario: Scenario) -> str:
    invoke = scenario.invoke
    return parts.sentence(
        f"it is, if this holds: {invoke.when}" if invoke and invoke.when else "",
        f"{names(invoke.by, 'or')} may say so" if invoke and invoke.by else "",
        whatif.headline_of(facts, scenario.id),
    )


def who(plan: Plan) -> Iterator[QuestionView]:
    for function in plan.functions.values():
        limited = any(_bound(plan, function, number) for number in range(len(function.by.hands)))
        asks = "who does it, and up to how much?" if limited else "who does it?"
        yield QuestionView(f"{function.title}: {asks}", _hands(plan, function), function.id)


def _hands(plan: Plan, function: Function) -> str:
    if function.by.automatic:
        return "It runs by itself; nobody has to do anything while it works."
    if not function.by.hands:
        return SILENT
    said = []
    for number, hand in enumerate(function.by.hands):
        terms = filter(
            None,
            (
                _bound(plan, function, number),
                f"{words.duration(hand.starts_in)} after being asked" if hand.starts_in else "",
            ),
        )
        said.append(", ".join((name(hand.who), *terms)))
    agree = "Two people sign: nobody agrees to what they prepared" if function.approvals else ""
    return parts.sentence("first " + "; then ".join(said) if len(said) > 1 else said[0], agree)


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
        name = plan.thing(first[0].who).title
        yield QuestionView(
            f"{function.title}: what if {name} cannot be reached?",
            _without(plan, facts, function),
            function.id,
        )


def _without(plan: Plan, facts: Facts, function: Function) -> str:
    told = coverage.without_first(plan, facts, function)
    if told:
        return parts.sentence(*told)
    others = [name(hand.who) for hand in function.by.hands[1:]]
    if others:
        return f"Ask {words.some(others, 'then')}."
    way = function.workaround
    return parts.sentence(
        "nobody else is named for it", f"the way round it: {way.do}" if way and way.do else ""
    )


def must_not(plan: Plan) -> Iterator[QuestionView]:
    barred: dict[str, list[str]] = {}
    for person in plan.people.values():
        for what in person.may_not:
            barred.setdefault(str(what), []).append(person.id)
    for thing, who in barred.items():
        alone = [p.id for p in plan.people.values() if thing in map(str, p.may)]
        may = f"{names(alone, 'and')} may" if alone else "of the others this copy does not say it: ask first"
        yield QuestionView(f"Who must not {thing}?", parts.sentence(names(who, "and"), may), who[0])


def where(plan: Plan) -> Iterator[QuestionView]:
    for place in plan.locations.values():
        if place.fallback:
            asked = f"Where do we work if {place.title} cannot be used?"
            yield QuestionView(asked, _fallbacks(place), place.id)


def _fallbacks(place: Location) -> str:
    return parts.sentence(*map(_fallback, place.fallback))


def _fallback(other: Fallback) -> str:
    where = f"at {{{other.to}}}" if other.to else f"in {literal(other.name or '')}"
    ready = f", ready in {words.duration(other.ready_in)}" if other.ready_in else ""
    return where + ready + (f": {other.notes}" if other.notes else "")
