"""What the owner is asked, for each change that would help, and what to write then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from outlast.analysis.routes import last_tests
from outlast.analysis.whatif.fixes import Candidate
from outlast.analysis.whatif.nodes.plan_reader import Unknown
from outlast.analysis.whatif.outlook import Change
from outlast.model import Plan
from outlast.model.functions import Hand
from outlast.model.systems import System
from outlast.model.value import DoerRef
from outlast.reasons import plain, unknown
from outlast.source import KeyPath
from outlast.todo.items import Item, Kind
from outlast.writing import scalar

_UNKNOWN = {
    "access": ("Who gets into {}?", "access: [{who: …, as: …}]"),
    "amounts": (
        "How many of the cases of {} are large, and how many small?",
        "amounts: [{up_to: …, share: …}]",
    ),
    "by": ("Who does {}?", "by: [{people}]"),
    "loss": ("What does a day without {} cost you?", "loss: … {currency} per day"),
    "workaround.capacity": ("How much of {} can be done by its workaround?", "workaround: {capacity: …%}"),
    "restore.takes": ("How long does it take to bring back {}?", "restore: {takes: …}"),
    "cover": ("How long does {} last?", "cover: …"),
    "burn": ("How fast is {} used up?", "burn: … per day"),
    "refill": ("When is {} filled again, and by whom?", "refill: {…}"),
    "refill.lead_time": ("How long does a delivery of {} take?", "refill: {lead_time: …}"),
}
"""By the key that a plan lacks: the question, and the shape of its answer.

A figure is `…`, which `check` refuses: one that was invented here would count once it is pasted.
"""


_BEFORE = {
    Change.ACCESS: "Make the account first. The line counts once they have signed in, and you write yes.",
    Change.SPARE: "Get it first. Then write how many there are beside the first one.",
}
"""What must be true before it is written."""


def change(plan: Plan, candidate: Candidate, today: date) -> Item:
    """A change that would help, as something to do."""
    field, ask, write = _said(plan, candidate, today)
    return Item(Kind.CHANGE, candidate.subject, field, ask, write, before=_BEFORE.get(candidate.change, ""))


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
            return ("by",), f"Who else could do {thing}?", _another_doer(plan, subject)
        case Change.SECOND_DOER:
            ask, write = f"Who else could see to {thing}?", _another_doer(plan, subject)
            return ("by",) if subject in plan.obligations else ("refill", "by"), ask, write
        case Change.LIMIT:
            ask = f"How far may {person} go in {thing} when nobody can be asked?"
            return ("by", who or ""), ask, "a higher amount: `may` of the person, or `up_to` in `by`"
        case Change.ACCESS | Change.CONFIRM:
            role = _stand_in_role(plan.systems[subject])
            ask = f"Could {person} have access to {thing}{f' as {role}' if role else ''}?"
            as_role = f", as: {scalar(role)}" if role else ""
            write = f"- {{who: {who}{as_role}, confirmed: no}}"
            return ("access", who or ""), ask, write
        case Change.SPARE:
            return ("spares",), f"Could you get a second one of {thing}?", "spares: …"
        case Change.TEST:
            tried = last_tests(plan.break_glass[subject])
            left = [str(each.system) for each in plan.break_glass[subject].opens if each.system not in tried]
            lines = (f"{{system: {each}, on: {today}, worked: …}}" for each in left or ["…"])
            write = f"tests: [{', '.join(lines)}]"
            return ("tests",), f"Does this emergency access work: {thing}? Try it once.", write
        case Change.SOURCE:
            return (), f"What could you pay from if {thing} is used up or lost?", "another fund under `funds`"
        case Change.ALTERNATIVE if subject in plan.suppliers:
            ask = f"Who else could deliver, if {thing} cannot?"
            return ("alternatives",), ask, "alternatives: [{name: …, lead_time: …}]"
        case Change.ALTERNATIVE:
            ask = f"Where could you work, if {thing} cannot be used?"
            return ("fallback",), ask, "fallback: [{name: …, ready_in: …}]"


def name(plan: Plan, id: str) -> str:
    """What a thing is called, in plain words."""
    return plain(plan, f"{{{id}}}")


def another_doer(plan: Plan, hands: Iterable[Hand | DoerRef]) -> str:
    """`by` with somebody else who is in the plan: an example to change, for nobody knows yet who can."""
    known = {str(hand.who) if isinstance(hand, Hand) else str(hand): hand for hand in hands}
    others = [person.id for person in plan.people.values() if person.name and person.id not in known]
    if not others:
        return "the name of somebody under `people`, and then their id into `by`"
    if any(isinstance(hand, Hand) and hand.model_fields_set > {"who"} for hand in known.values()):
        return f"one more into `by`: {others[0]}, or whoever can"
    return f"by: [{', '.join([*known, others[0]])}]   # or whoever can"


def _another_doer(plan: Plan, subject: str) -> str:
    if subject in plan.functions:
        return another_doer(plan, plan.functions[subject].by.hands)
    if subject in plan.obligations:
        return another_doer(plan, plan.obligations[subject].by)
    store = plan.stock.get(subject) or plan.funds[subject]
    return another_doer(plan, store.refill.by if store.refill else ())


def _stand_in_role(system: System) -> str:
    if system.stand_in_role:
        return str(system.stand_in_role)
    return str(system.roles[-1]) if system.roles else ""
