"""The words for each kind of thing: a person is away, a system does not work, a stock is used up.

A name may be one thing or several (*Label rolls*), which a plan does not say. So words about things are
such as fit both, wherever the language has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from outlast.model import Plan

DOWN: Mapping[str, tuple[str, str]] = {
    "people": ("is not there", "are not there"),
    "functions": ("has stopped", "have stopped"),
    "systems": ("does not work", "do not work"),
    "suppliers": ("is not available", "are not available"),
    "stock": ("cannot be had", "cannot be had"),
}
"""What is said of one and of several that are down; of other kinds UNUSABLE."""
UNUSABLE = ("cannot be used", "cannot be used")
AGAIN: Mapping[str, str] = {
    "people": "{} is back",
    "functions": "{} goes on",
    "systems": "{} works again",
    "suppliers": "{} is available again",
    "stock": "In stock again: {}",
}
UNTIL: Mapping[str, str] = {
    "people": "until the return",
    "systems": "until restored",
    "suppliers": "until available again",
    "stock": "until in stock again",
    "equipment": "until there is another",
    "locations": "until this place or another can be used",
}
"""How long something is gone that has no end in a plan; of other kinds: until it can be used again."""


def _kind(plan: Plan, id: str) -> str:
    thing = plan.things.get(id)
    return thing.collection if thing else ""


def down(plan: Plan, ids: Iterable[str]) -> tuple[str, str]:
    """What is said of one and of several of these that are down; words that fit all of them."""
    kinds = {_kind(plan, id) for id in ids}
    return DOWN.get(kinds.pop(), UNUSABLE) if len(kinds) == 1 else UNUSABLE


def again(plan: Plan, id: str) -> str:
    """That something can be used again, without an end mark: `{shop} works again`."""
    instead = or_instead(plan, id)
    if id in plan.locations and instead:
        return f"{{{id}}}{instead}, can be used"
    if id in plan.suppliers and instead:
        return f"{{{id}}}{instead}, is available"
    return AGAIN.get(_kind(plan, id), "{} can be used again").format(f"{{{id}}}")


def or_instead(plan: Plan, id: str) -> str:
    """That it may be another one that can be used, where a plan names one: `, or the place instead of it`."""
    if id in plan.locations and plan.locations[id].fallback:
        return ", or the place instead of it"
    return ", or the one instead of it" if id in plan.suppliers and plan.suppliers[id].alternatives else ""


def until(plan: Plan, id: str) -> str:
    """How long something is gone that is gone until it is restored."""
    return UNTIL.get(_kind(plan, id), "until it can be used again")


def used_up(plan: Plan, who: str, ids: Iterable[str]) -> str:
    """That a store holds nothing, about `who`: `nothing is left of {labels}`."""
    return f"no money is left in {who}" if set(ids) & set(plan.funds) else f"nothing is left of {who}"


def refill(plan: Plan, id: str) -> str:
    """The order to fill a store again."""
    return f"Order {{{id}}} again" if id in plan.stock else f"Top up {{{id}}}"


def to_refill(plan: Plan, id: str) -> str:
    """That a store must be filled again."""
    return f"{{{id}}} must be {'ordered again' if id in plan.stock else 'topped up'}"
