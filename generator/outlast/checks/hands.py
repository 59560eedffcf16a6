"""Who is named to do a function or a duty."""

from __future__ import annotations

from outlast.model import Thing
from outlast.model.functions import Function
from outlast.model.obligations import Obligation


def hands_of(thing: Thing) -> tuple[str, ...]:
    """Who does a function or a duty, best first; nobody does anything else."""
    if isinstance(thing, Function):
        return tuple(str(hand.who) for hand in thing.by.hands)
    return tuple(str(hand.who) for hand in thing.by) if isinstance(thing, Obligation) else ()
