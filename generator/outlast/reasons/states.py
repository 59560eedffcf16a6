"""What happens to a function, and what nobody knows of it, in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol

from outlast import words
from outlast.analysis.whatif.question import WHOLE, BandState, Kind, Unknown
from outlast.languages import mark, say
from outlast.model import Plan
from outlast.reasons.causes import name, names

MISSING = {
    "access": mark("Who has access to {thing}?"),
    "amounts": mark("How many of the cases of {thing} have which amount?"),
    "by": mark("Who does {thing}?"),
    "loss": mark("How much do you lose on a day without {thing}?"),
    "workaround.capacity": mark("How much of {thing} gets done by its workaround?"),
    "restore.takes": mark("How long does it take to restore {thing}?"),
    "cover": mark("How long does {thing} last?"),
    "burn": mark("How fast is {thing} used up?"),
    "refill": mark("When is {thing} filled again?"),
    "refill.lead_time": mark("How long does a delivery of {thing} take?"),
}
"""The questions that the plan does not answer, by the key that is missing."""


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
    """What happens on an interval, in sentences: `{maya} does it.`"""
    said = [_doing(plan, function, now)]
    if now.kind is Kind.COASTING:
        said.append(say("Something that it needs is missing, but it still goes on."))
    if now.kind not in (Kind.CLOSED, Kind.STOPPED) and now.capacity != WHOLE:
        said.append(say("About {percent} of the work gets done.", percent=words.percent(now.capacity)))
    return " ".join(said)


def _doing(plan: Plan, function: str, now: BandState) -> str:
    who = name(now.who) if now.who else ""
    match now.kind:
        case Kind.BY | Kind.COASTING if not who:
            found = plan.functions.get(function)
            by_itself = found is None or found.by.automatic
            return say("It runs by itself.") if by_itself else say("Whoever is there does it.")
        case Kind.BY | Kind.COASTING:
            return say("{person} does it.", person=who)
        case Kind.BREAK_GLASS:
            routes = names(now.routes)
            if not who:
                return say("Somebody does it with emergency access: {routes}.", routes=routes)
            return say("{person} does it with emergency access: {routes}.", person=who, routes=routes)
        case Kind.PAID:
            return say("{person} is called in to do it.", person=who)
        case Kind.UNATTENDED:
            return say("Nobody is needed for now.")
        case Kind.WORKAROUND:
            return say("{person} uses the workaround.", person=who) if who else say("You use the workaround.")
        case Kind.CLOSED:
            return say("It is closed.")
        case Kind.STOPPED:
            return say("It has stopped.")


def unknown(each: Unknown) -> str:
    """A question that the plan does not answer."""
    if each.field in MISSING:
        return say(MISSING[each.field], thing=name(each.subject))
    return say("What is `{key}` of {thing}?", key=each.field, thing=name(each.subject))
