"""What somebody may do alone, and what not."""

from __future__ import annotations

from collections.abc import Iterator

from outlast import words
from outlast.languages import say
from outlast.model import Plan
from outlast.model.functions import Function
from outlast.model.needs import requirements
from outlast.model.people import Person
from outlast.model.prose import literal
from outlast.pages.at_hand import needed
from outlast.pages.call_rows import how_far
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
    may_not, currency = [], plan.business.currency
    for source in function.by.hands:
        doer, bound = plan.thing(source.who), how_far(plan, source, function.limit)
        if bound:
            may += _may(plan, function, doer.id, words.limit(bound, currency))
        if isinstance(doer, Person) and doer.may_not:
            acts = literal(words.some(doer.may_not, "or"))
            may_not.append(say("{person}: {acts}", person=name(doer.id), acts=acts))
    for each in function.approvals:
        people = needed(each.approve)
        amounts = words.bounds(each.over, each.up_to, currency)
        may_not.append(
            say(
                "{amounts}: nobody goes ahead before {people} approves.",
                amounts=words.capital(amounts),
                people=people,
            )
            if amounts
            else say("Nobody goes ahead before {people} approves.", people=people)
        )
    if function.approvals:
        may_not.append(say("Nobody approves what they prepared themselves."))
    bounded = any(each.up_to or how_far(plan, each, function.limit) for each in function.by.hands)
    return Authority(tuple(may), tuple(may_not), not function.approvals) if may_not or bounded else None


def _may(plan: Plan, function: Function, who: str, amounts: str) -> Iterator[str]:
    """How far somebody may go: alone, and where somebody else has prepared it or must approve it."""
    person, currency = name(who), plan.business.currency
    alone = next((each.over for each in function.approvals if each.over), None)
    if any(each.over is None for each in function.approvals):
        alone = None
    if any(who == need.what for each in function.approvals for need in requirements(each.approve)):
        if alone:
            yield say("{person}: {amounts}", person=person, amounts=words.bounds(None, alone, currency))
        yield say(
            "{person} may approve {amounts} if somebody else prepared it.", person=person, amounts=amounts
        )
    elif function.approvals and not alone:
        yield say("{person}: {amounts}, if somebody else approves it", person=person, amounts=amounts)
    else:
        yield say("{person}: {amounts}", person=person, amounts=amounts)
