"""What somebody may do alone, and what not."""

from __future__ import annotations

from collections.abc import Iterator

from outlast import words
from outlast.languages import say
from outlast.model import Plan
from outlast.model.functions import Approval, Function
from outlast.model.needs import requirements
from outlast.model.people import Person
from outlast.model.prose import literal
from outlast.model.value import Term
from outlast.pages.at_hand import needed
from outlast.pages.call_rows import how_far
from outlast.pages.numbers import with_number
from outlast.pages.turns import Turns
from outlast.reasons import name
from outlast.site.blocks import Authority


def authority(plan: Plan, person: Person) -> Authority:
    """What somebody may do alone, and what not."""
    may = (
        say(
            "{what}: {amounts}",
            what=words.capital(key),
            amounts=words.limit(limit, plan.business.currency),
        )
        for key, limit in person.may.items()
    )
    may_not = (words.capital(each) for each in person.may_not)
    return Authority(tuple(map(literal, may)), tuple(map(literal, may_not)))


def limits(plan: Plan, function: Function) -> Authority | None:
    """What those who do a task may do alone in it, and what not; None where nothing limits them."""
    may: list[str] = []
    may_not: list[str] = []
    currency = plan.business.currency
    for source in function.by.hands:
        doer, bound = plan.thing(source.who), how_far(plan, source, function.limit)
        if bound:
            lines = _may(plan, function.approvals, doer.id, words.limit(bound, currency))
            may += (with_number(plan, doer.id, each) for each in lines)
        if isinstance(doer, Person) and doer.may_not:
            acts = literal(words.some(doer.may_not, "or"))
            may_not.append(say("{person}: {acts}", person=name(doer.id), acts=acts))
    may_not += _approving(plan, function.approvals)
    bounded = any(each.up_to or how_far(plan, each, function.limit) for each in function.by.hands)
    return Authority(tuple(may), tuple(may_not), not function.approvals) if may_not or bounded else None


def rule(turns: Turns, key: Term, by: str | None) -> str:
    """A rule that holds at a step, and what it says for whoever does the step: in small Markdown."""
    plan = turns.plan
    tasks = (turns.function,) if turns.function else tuple(plan.functions.values())
    approvals = tuple(each for task in tasks if task.limit == key for each in task.approvals)
    hands = [str(hand.who) for hand in turns.hands if hand.who in plan.people] or [*plan.people]
    lines: list[str] = []
    for who in [by] if by and by in plan.people else hands:
        amounts = "" if who in turns.gone else turns.bound(who, key)
        lines += _may(plan, approvals, who, amounts) if amounts else ()
    lines += _approving(plan, approvals)
    lines += (
        say("{person} must not do this.", person=name(person.id))
        for person in plan.people.values()
        if str(key) in person.may_not
    )
    return "\n".join((literal(words.capital(key)), "", *(f"- {line}" for line in lines))).strip()


def _approving(plan: Plan, approvals: tuple[Approval, ...]) -> Iterator[str]:
    """What nobody does before somebody else approves it."""
    for each in approvals:
        people = needed(each.approve)
        amounts = words.bounds(each.over, each.up_to, plan.business.currency)
        yield (
            say(
                "{amounts}: nobody goes ahead before {people} approves.",
                amounts=words.capital(amounts),
                people=people,
            )
            if amounts
            else say("Nobody goes ahead before {people} approves.", people=people)
        )
    if approvals:
        yield say("Nobody approves what they prepared themselves.")


def _may(plan: Plan, approvals: tuple[Approval, ...], who: str, amounts: str) -> Iterator[str]:
    """How far somebody may go: alone, and where somebody else has prepared it or must approve it."""
    person, currency = name(who), plan.business.currency
    alone = next((each.over for each in approvals if each.over), None)
    if any(each.over is None for each in approvals):
        alone = None
    if any(who == need.what for each in approvals for need in requirements(each.approve)):
        if alone:
            yield say("{person}: {amounts}", person=person, amounts=words.bounds(None, alone, currency))
        yield say(
            "{person} may approve {amounts} if somebody else prepared it.", person=person, amounts=amounts
        )
    elif approvals and not alone:
        yield say("{person}: {amounts}, if somebody else approves it", person=person, amounts=amounts)
    else:
        yield say("{person}: {amounts}", person=person, amounts=amounts)
