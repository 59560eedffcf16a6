"""What the owner is asked, for each change that would help, and what to write then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from outlast.analysis.routes import last_tests
from outlast.analysis.whatif.fixes import Candidate
from outlast.analysis.whatif.outlook import Change
from outlast.analysis.whatif.question import Unknown
from outlast.languages import mark, say
from outlast.model import Plan
from outlast.model.functions import Hand
from outlast.model.systems import System
from outlast.model.value import DoerRef
from outlast.reasons import plain, unknown
from outlast.source import KeyPath
from outlast.source.scalar import scalar
from outlast.todo.items import Item, Kind

_UNKNOWN = {
    "access": (mark("Who gets into {thing}?"), "access: [{who: …, as: …}]"),
    "amounts": (
        mark("How many of the cases of {thing} are large, and how many small?"),
        "amounts: [{up_to: …, share: …}]",
    ),
    "by": (mark("Who does {thing}?"), "by: [{people}]"),
    "loss": (mark("What does a day without {thing} cost you?"), "loss: … {currency} per day"),
    "workaround.capacity": (
        mark("How much of {thing} can be done by its workaround?"),
        "workaround: {capacity: …%}",
    ),
    "restore.takes": (mark("How long does it take to restore {thing}?"), "restore: {takes: …}"),
    "cover": (mark("How long does {thing} last?"), "cover: …"),
    "burn": (mark("How fast is {thing} used up?"), "burn: … per day"),
    "refill": (mark("When is {thing} filled again, and by whom?"), "refill: {…}"),
    "refill.lead_time": (mark("How long does a delivery of {thing} take?"), "refill: {lead_time: …}"),
}
"""By the key that a plan lacks: the question, and the shape of its answer.

A figure is `…`, which `check` refuses: one that was invented here would count once it is pasted.
"""


_BEFORE = {
    Change.ACCESS: mark(
        "Make the account first. The line counts once they have signed in, and you write yes."
    ),
    Change.SPARE: mark("Get it first. Then write how many there are beside the first one."),
}
"""What must be true before it is written."""


def change(plan: Plan, candidate: Candidate, today: date) -> Item:
    """A change that would help, as something to do."""
    field, ask, write = _said(plan, candidate, today)
    return Item(
        Kind.CHANGE, candidate.subject, field, ask, write, before=say(_BEFORE.get(candidate.change, ""))
    )


def lacking(plan: Plan, each: Unknown) -> Item:
    """What a plan does not say, as something to do."""
    ask, write = _UNKNOWN.get(each.field, ("", ""))
    if ask:
        ask = say(ask, thing=name(plan, each.subject))
    else:
        ask = " ".join((plain(plan, unknown(each)), say("The plan does not say it.")))
        write = f"{each.field}: …"
    known = {"currency": str(plan.business.currency), "people": ", ".join(list(plan.people)[:2])}
    for key, value in known.items():
        write = write.replace(f"{{{key}}}", value)
    path = tuple(each.field.split("."))
    return Item(Kind.UNKNOWN, each.subject, path, ask, write)


def _said(plan: Plan, candidate: Candidate, today: date) -> tuple[KeyPath, str, str]:
    what, subject, who = candidate
    thing, person = name(plan, subject), name(plan, who) if who else say("somebody else")
    match what:
        case Change.DEPUTY:
            return ("by",), say("Who else could do {thing}?", thing=thing), _another_doer(plan, subject)
        case Change.SECOND_DOER:
            ask, write = say("Who else could see to {thing}?", thing=thing), _another_doer(plan, subject)
            return ("by",) if subject in plan.obligations else ("refill", "by"), ask, write
        case Change.LIMIT:
            ask = say(
                "How far may {person} go in {thing} when nobody can be asked?", person=person, thing=thing
            )
            return ("by", who or ""), ask, say("a higher amount: `may` of the person, or `up_to` in `by`")
        case Change.ACCESS | Change.CONFIRM:
            role = _stand_in_role(plan.systems[subject])
            if role:
                ask = say(
                    "Could {person} have access to {system} as {role}?",
                    person=person,
                    system=thing,
                    role=role,
                )
            else:
                ask = say("Could {person} have access to {system}?", person=person, system=thing)
            as_role = f", as: {scalar(role)}" if role else ""
            write = f"- {{who: {who}{as_role}, confirmed: no}}"
            return ("access", who or ""), ask, write
        case Change.SPARE:
            return ("spares",), say("Could you get a second one of {thing}?", thing=thing), "spares: …"
        case Change.TEST:
            tried = last_tests(plan.break_glass[subject])
            left = [str(each.system) for each in plan.break_glass[subject].opens if each.system not in tried]
            lines = (f"{{system: {each}, on: {today}, worked: …}}" for each in left or ["…"])
            write = f"tests: [{', '.join(lines)}]"
            ask = say("Does this emergency access work: {thing}? Try it once.", thing=thing)
            return ("tests",), ask, write
        case Change.SOURCE:
            ask = say("What could you pay from if {fund} is used up or lost?", fund=thing)
            return (), ask, say("another fund under `funds`")
        case Change.ALTERNATIVE if subject in plan.suppliers:
            ask = say("Who else could deliver, if {supplier} cannot?", supplier=thing)
            return ("alternatives",), ask, "alternatives: [{name: …, lead_time: …}]"
        case Change.ALTERNATIVE:
            ask = say("Where could you work, if {place} cannot be used?", place=thing)
            return ("fallback",), ask, "fallback: [{name: …, ready_in: …}]"


def name(plan: Plan, id: str) -> str:
    """What a thing is called, in plain words."""
    return plain(plan, f"{{{id}}}")


def another_doer(plan: Plan, hands: Iterable[Hand | DoerRef]) -> str:
    """`by` with somebody else who is in the plan: an example to change, for nobody knows yet who can."""
    known = {str(hand.who) if isinstance(hand, Hand) else str(hand): hand for hand in hands}
    others = [person.id for person in plan.people.values() if person.name and person.id not in known]
    if not others:
        return say("the name of somebody under `people`, and then their id into `by`")
    if any(isinstance(hand, Hand) and hand.model_fields_set > {"who"} for hand in known.values()):
        return say("one more into `by`: {person}, or whoever can", person=others[0])
    return f"by: [{', '.join([*known, others[0]])}]   # " + say("or whoever can")


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
