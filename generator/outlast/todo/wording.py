"""What the owner is asked, for each change that would help, and what to write then."""

from __future__ import annotations

from datetime import date

from outlast.analysis.whatif.fixes import Candidate
from outlast.analysis.whatif.nodes.plan_reader import Unknown
from outlast.analysis.whatif.outlook import Change
from outlast.model import Plan
from outlast.model.systems import System
from outlast.reasons import plain, unknown
from outlast.source import KeyPath
from outlast.todo.items import Item, Kind

_UNKNOWN = {
    "access": ("Who gets into {}?", "access: [{who: …, as: …}]"),
    "amounts": (
        "How many of the cases of {} are large, and how many small?",
        "amounts: [{up_to: …, share: …}]",
    ),
    "by": ("Who does {}?", "by: [{people}]"),
    "loss": ("What does a day without {} cost you?", "loss: 50 {currency} per day"),
    "workaround.capacity": ("How much of {} can be done by its workaround?", "workaround: {capacity: 50%}"),
    "restore.takes": ("How long does it take to bring back {}?", "restore: {takes: 2h}"),
    "cover": ("How long does {} last?", "cover: 30d"),
    "burn": ("How fast is {} used up?", "burn: 10 per day"),
    "refill": ("When is {} filled again, and by whom?", "refill: {…}"),
    "refill.lead_time": ("How long does a delivery of {} take?", "refill: {lead_time: 7d}"),
}
"""By the key that a plan lacks: the question, and the shape of its answer."""


def change(plan: Plan, candidate: Candidate, today: date) -> Item:
    """A change that would help, as something to do."""
    field, ask, write = _said(plan, candidate, today)
    return Item(Kind.CHANGE, candidate.subject, field, ask, write)


def lacking(plan: Plan, each: Unknown) -> Item:
    """What a plan does not say, as something to do."""
    ask, write = _UNKNOWN.get(each.field, ("", ""))
    if not ask:
        ask, write = (
            f"{plain(plan, unknown(each))} The plan does not say it.",
            f"{each.field}: …",
        )
    known = {"currency": str(plan.business.currency), "people": ", ".join(list(plan.people)[:2])}
    for key, value in known.items():
        write = write.replace(f"{{{key}}}", value)
    path = tuple(each.field.split("."))
    return Item(Kind.UNKNOWN, each.subject, path, ask.format(name(plan, each.subject)), write)


def _said(plan: Plan, candidate: Candidate, today: date) -> tuple[KeyPath, str, str]:
    what, subject, who = candidate
    thing, person = name(plan, subject), name(plan, who) if who else "somebody else"
    match what:
        case Change.DEPUTY:
            return ("by",), f"Who else could do {thing}?", f"by: [{_doers(plan, subject)}, …]"
        case Change.SECOND_DOER:
            ask, write = f"Who else could see to {thing}?", f"by: [{_doers(plan, subject)}, …]"
            return ("by",) if subject in plan.obligations else ("refill", "by"), ask, write
        case Change.LIMIT:
            ask = f"How far may {person} go in {thing} when nobody can be asked?"
            return ("by", who or ""), ask, "a higher amount: `may` of the person, or `up_to` in `by`"
        case Change.ACCESS | Change.CONFIRM:
            role = _stand_in_role(plan.systems[subject])
            ask = f"Could {person} have access to {thing}{f' as {role}' if role else ''}?"
            write = f"- {{who: {who}{f', as: {role}' if role else ''}}}, a line more under `access`"
            return ("access", who or ""), ask, write
        case Change.SPARE:
            return ("spares",), f"Could you get a second one of {thing}?", "spares: 1"
        case Change.TEST:
            opens = next((str(each.system) for each in plan.break_glass[subject].opens), "…")
            write = f"tests: [{{system: {opens}, on: {today}, worked: yes}}]"
            return ("tests",), f"Does this emergency access work: {thing}? Try it once.", write
        case Change.SOURCE:
            return (), f"What could you pay from if {thing} is used up or lost?", "another fund under `funds`"
        case Change.ALTERNATIVE if subject in plan.suppliers:
            ask = f"Who else could deliver, if {thing} cannot?"
            return ("alternatives",), ask, "alternatives: [{name: …, lead_time: 7d}]"
        case Change.ALTERNATIVE:
            ask = f"Where could you work, if {thing} cannot be used?"
            return ("fallback",), ask, "fallback: [{name: …, ready_in: 1d}]"


def name(plan: Plan, id: str) -> str:
    """What a thing is called, in plain words."""
    return plain(plan, f"{{{id}}}")


def _doers(plan: Plan, subject: str) -> str:
    if subject in plan.functions:
        hands = [str(hand.who) for hand in plan.functions[subject].by.hands]
    elif subject in plan.obligations:
        hands = [str(doer.who) for doer in plan.obligations[subject].by]
    else:
        store = plan.stock.get(subject) or plan.funds[subject]
        hands = [str(who) for who in store.refill.by] if store.refill else []
    return ", ".join(hands)


def _stand_in_role(system: System) -> str:
    if system.stand_in_role:
        return str(system.stand_in_role)
    return str(system.roles[-1]) if system.roles else ""
