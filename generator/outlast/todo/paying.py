"""What pays for the systems: a card that ends or an account that is blocked takes them along."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.catalogue.fragments import situation
from outlast.languages import mark, say
from outlast.model import Plan
from outlast.todo.items import Item, Kind

BEFORE = mark("Put this into a new file `funds.yml` beside it. Take out of `pays` what costs nothing.")


def paying(plan: Plan) -> Iterator[Item]:
    """The cards and accounts as something to write, where the plan names none."""
    if plan.systems and not plan.funds:
        ask = say("Which card or account pays for what the shop runs on?")
        block = tuple(_block(situation(plan).owner or "…", plan))
        yield Item(Kind.UNKNOWN, "business", ("funds",), ask, before=say(BEFORE), block=block)


def _block(holder: str, plan: Plan) -> Iterator[str]:
    yield "funds:"
    yield "  company-card:"
    yield "    name: …   # " + say("what you call it, never its number")
    yield f"    holders: {holder}   # " + say("who can use it")
    yield f"    pays: [{', '.join(plan.systems)}]"
