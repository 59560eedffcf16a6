"""The sentences for each kind of thing: a person cannot work, a system does not work, a stock is used up.

A name may be one thing or several (*Label rolls*), which a plan does not say. So sentences about things are
such as fit both, wherever the language has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from outlast.languages import mark, say, say_count
from outlast.model import Plan
from outlast.words import some

AGAIN: Mapping[str, str] = {
    "people": mark("{thing} is back"),
    "functions": mark("{thing} can be done again"),
    "systems": mark("{thing} works again"),
    "suppliers": mark("{thing} is available again"),
    "stock": mark("In stock again: {thing}"),
}
OTHERWISE_AGAIN = mark("{thing} can be used again")
UNTIL: Mapping[str, str] = {
    "people": mark("until the return"),
    "systems": mark("until restored"),
    "suppliers": mark("until available again"),
    "stock": mark("until in stock again"),
    "equipment": mark("until there is another"),
    "locations": mark("until this place or another can be used"),
}
"""How long something is gone that has no end in a plan."""
OTHERWISE_UNTIL = mark("until it can be used again")


def _kind(plan: Plan, id: str) -> str:
    thing = plan.things.get(id)
    return thing.collection if thing else ""


def down(plan: Plan, ids: Sequence[str]) -> str:
    """That these are down, in a sentence that fits all of them: `{shop} does not work.`"""
    kinds = {_kind(plan, id) for id in ids}
    many, things = len(ids), some(f"{{{id}}}" for id in ids)
    match kinds.pop() if len(kinds) == 1 else "":
        case "people":
            return say("{people} cannot work.", people=things)
        case "functions":
            return say_count("{tasks} has stopped.", "{tasks} have stopped.", many, tasks=things)
        case "systems":
            return say_count("{systems} does not work.", "{systems} do not work.", many, systems=things)
        case "suppliers":
            return say_count(
                "{suppliers} is not available.", "{suppliers} are not available.", many, suppliers=things
            )
        case "stock":
            return used_up(plan, ids)
        case _:
            return say("You cannot use {things}.", things=things)


def again(plan: Plan, id: str) -> str:
    """That something can be used again, without an end mark: `{shop} works again`."""
    instead = or_instead(plan, id)
    if id in plan.locations and instead != f"{{{id}}}":
        return say("{place} can be used", place=instead)
    if id in plan.suppliers and instead != f"{{{id}}}":
        return say("{supplier} is available", supplier=instead)
    message = AGAIN.get(_kind(plan, id), OTHERWISE_AGAIN)
    return say(message, thing=f"{{{id}}}")


def or_instead(plan: Plan, id: str) -> str:
    """A thing, or what a plan names in its place: `{shed} or the place that replaces it`."""
    thing = f"{{{id}}}"
    if id in plan.locations and plan.locations[id].fallback:
        return say("{place} or the place that replaces it", place=thing)
    if id in plan.suppliers and plan.suppliers[id].alternatives:
        return say("{supplier} or the supplier that replaces it", supplier=thing)
    return thing


def until(plan: Plan, id: str) -> str:
    """How long something is gone that is gone until it is restored."""
    message = UNTIL.get(_kind(plan, id), OTHERWISE_UNTIL)
    return say(message)


def used_up(plan: Plan, ids: Iterable[str]) -> str:
    """That stores hold nothing, in a sentence: `You have no {labels} left.`"""
    ids = tuple(ids)
    things = some(f"{{{id}}}" for id in ids)
    if set(ids) & set(plan.funds):
        return say("No money is left in {fund}.", fund=things)
    return say("You have no {stock} left.", stock=things)


def refill(plan: Plan, id: str) -> str:
    """The order to fill a store again."""
    thing = f"{{{id}}}"
    return say("Order {stock} again", stock=thing) if id in plan.stock else say("Top up {fund}", fund=thing)
