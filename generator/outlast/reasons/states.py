"""What happens to a function, and what nobody knows of it, in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol

from outlast import words
from outlast.analysis.whatif.ladder import WHOLE, BandState
from outlast.analysis.whatif.nodes.plan_reader import Unknown
from outlast.analysis.whatif.question import Kind
from outlast.model import Plan
from outlast.reasons.causes import name, names

MISSING = {
    "access": "who has access to {}",
    "amounts": "how many of the cases of {} have which amount",
    "by": "who does {}",
    "loss": "what a day without {} costs",
    "workaround.capacity": "how much of {} gets done by its workaround",
    "restore.takes": "how long it takes to restore {}",
    "cover": "how long {} lasts",
    "burn": "how fast {} is used up",
    "refill": "when {} is filled again",
    "refill.lead_time": "how long a delivery of {} takes",
}
"""What the plan does not say, by the key that is missing."""


class Range(Protocol):
    """A range of amounts, in the currency of the business."""

    @property
    def over(self) -> Decimal | None: ...

    @property
    def up_to(self) -> Decimal | None: ...


def band(plan: Plan, amounts: Range) -> str:
    """`over €80`, `up to €80`, `over €80 and up to €500`; empty for all amounts."""
    return words.bounds(amounts.over, amounts.up_to, plan.business.currency)


def state(plan: Plan, function: str, now: BandState) -> str:
    """What happens on an interval, without an end mark: `{maya} does it`."""
    who = name(now.who) if now.who else ""
    part = "" if now.capacity == WHOLE else f", {_percent(now)} of the work"
    doing = "stopped"
    match now.kind:
        case Kind.BY | Kind.COASTING if not who:
            found = plan.functions.get(function)
            by_itself = found is None or found.by.automatic
            doing = "it runs by itself" if by_itself else "whoever is there does it"
        case Kind.BY | Kind.COASTING:
            doing = f"{who} does it"
        case Kind.BREAK_GLASS:
            doing = f"{who or 'somebody'} does it, let in by {names(now.routes)}"
        case Kind.PAID:
            doing = f"{who} does it, called in for it"
        case Kind.UNATTENDED:
            doing = "nobody does it, it still runs on"
        case Kind.WORKAROUND:
            doing = f"the workaround, by {who}" if who else "the workaround"
        case Kind.CLOSED:
            return "closed"
        case Kind.STOPPED:
            return doing
    missing = ", although something is missing" if now.kind is Kind.COASTING else ""
    return doing + missing + part


def unknown(each: Unknown) -> str:
    """What the plan does not say."""
    return MISSING.get(each.field, f"`{each.field}` of {{}}").format(name(each.subject))


def _percent(now: BandState) -> str:
    share = Decimal(now.capacity.numerator * 100) / Decimal(now.capacity.denominator)
    return f"{share.quantize(Decimal(1)):f} %"
