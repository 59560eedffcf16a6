"""What happens to a function, and what must be asked for or done, in sentences."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Protocol

from outlast import words
from outlast.analysis.whatif.answer import Stop
from outlast.analysis.whatif.ladder import WHOLE, BandState
from outlast.analysis.whatif.nodes.ground import Unknown
from outlast.analysis.whatif.outlook import Ask, Task
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


def day(moment: datetime, start: date) -> str:
    """A moment with the number of its day, the first being 0: `Saturday 12 December (day 11)`."""
    return f"{words.when(moment, start)} (day {(moment.date() - start).days})"


def headline(plan: Plan, function: str, amounts: Range, stop: Stop, start: date) -> str:
    """What stops when, and when it runs again."""
    end = f"runs again on {words.when(stop.end, start)}" if stop.end else "does not run again in sight"
    about = band(plan, amounts)
    subject = f"{name(function)}, {about}," if about else name(function)
    return f"{subject} stops on {day(stop.start, start)} and {end}."


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


def ask(each: Ask, start: date) -> str:
    """Who must be asked by when, and what comes of it if nobody asks."""
    whom = f"Ask {name(each.who)}" + (f" to use {name(each.through)}" if each.through else "")
    whom += f" for {name(each.function)}"
    stop = words.when(each.stop, start)
    if each.ready is None:
        return f"{whom}: even asked at once it does not begin in sight, and it stops on {stop}."
    ready = words.when(each.ready, start)
    if each.by is not None:
        return f"{whom} by {words.when(each.by, start)} at the latest: else it stops on {stop}."
    late = f"{whom} at once: it stops on {stop} all the same, and runs from {ready}."
    if each.by_breach is not None:
        late += f" Asked after {words.when(each.by_breach, start)}, it is down longer than it may be."
    return late


def task(each: Task, start: date) -> str:
    """What must be done by when, who does it, and what stops if nobody does."""
    due = words.when(datetime.combine(each.due, time()), start)
    text = f"{name(each.node)}, due on {due}, in time until {words.when(each.last, start)}: "
    if each.by is None or each.done is None:
        text += "nobody can do it in time" if each.done is None else f"done on {words.when(each.done, start)}"
    else:
        late = ", too late" if each.done > each.last else ""
        text += f"{name(each.by)} does it on {words.when(each.done, start)}{late}"
    stops = [f"{name(function)} on {words.when(moment, start)}" for function, moment in each.stops]
    return f"{text}. If it is not done, this stops: {words.some(stops)}." if stops else f"{text}."


def unknown(each: Unknown) -> str:
    """What the plan does not say."""
    return MISSING.get(each.field, f"`{each.field}` of {{}}").format(name(each.subject))


def _percent(now: BandState) -> str:
    share = Decimal(now.capacity.numerator * 100) / Decimal(now.capacity.denominator)
    return f"{share.quantize(Decimal(1)):f} %"
