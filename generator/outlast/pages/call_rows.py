"""Whom to call: rows for people, suppliers and those who do a task."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from outlast import words
from outlast.languages import say
from outlast.model import Plan
from outlast.model.functions import Function, Hand
from outlast.model.needs import requirements
from outlast.model.people import Person
from outlast.model.prose import literal
from outlast.model.scalars import Limit
from outlast.model.suppliers import Supplier
from outlast.model.value import Term
from outlast.pages.at_hand import in_role
from outlast.pages.clocks import clock
from outlast.pages.numbers import ways_to
from outlast.pages.parts import sentence
from outlast.pages.turns import Turns
from outlast.reasons import name
from outlast.site.parts import Call, Clock


def call(plan: Plan, id: str, note: str = "") -> Call:
    """A row for a person or a supplier of the plan, with what to know before calling."""
    thing = plan.thing(id)
    time: Clock | None = None
    if isinstance(thing, Person):
        time = clock(plan, thing)
        note = note or sentence(str(thing.role), _works(plan, thing))
    elif isinstance(thing, Supplier):
        first = thing.contacts[0] if thing.contacts else None
        note = note or (say("Ask for {person}.", person=first.name) if first else "")
    elif isinstance(thing, Function):
        note = note or say("Call the person who does this task.")
    return Call(who=id, name=thing.title, note=note, reach=ways_to(plan, id), clock=time)


def in_turn(turns: Turns, rows: Iterable[Call]) -> tuple[Call, ...]:
    """The rows of a list; one that names a single person goes on with whoever decides then."""
    calls = tuple(rows)
    after = turns.after(calls[0].who) if len(calls) == 1 and calls[0].who in turns.plan.people else None
    if after is None:
        return calls
    values = {"person": calls[0].name, "other": turns.plan.thing(after.who).title, "amounts": after.limit}
    note = (
        say("If you cannot reach {person}, {other} decides what to do, for {amounts}.", **values)
        if after.limit
        else say("If you cannot reach {person}, {other} decides what to do.", **values)
    )
    return (*calls, call(turns.plan, after.who, note))


def line(call: Call) -> str:
    """A row as one line of small Markdown: who, the best way to reach them, what to know before."""
    ways = (
        f"{way.label} [{literal(way.address)}]({way.href})" if way.href else way.address for way in call.reach
    )
    who = " ".join(filter(None, (name(call.who), next(ways, ""))))
    return " ".join(filter(None, (f"{who}.", literal(call.note))))


def hand(plan: Plan, source: Hand, limit_key: Term | None, vacant: frozenset[str] = frozenset()) -> Call:
    """A row for somebody who does a function: up to what, when, after what notice."""
    bound = how_far(plan, source, limit_key)
    return call(plan, source.who, " ".join(_terms(plan, source, bound, vacant=source.who in vacant)))


def how_far(plan: Plan, source: Hand, limit_key: Term | None) -> Limit | None:
    """How far somebody may go in a task."""
    doer = plan.thing(source.who)
    return source.up_to or (doer.may.get(limit_key) if isinstance(doer, Person) and limit_key else None)


def _terms(plan: Plan, source: Hand, bound: Limit | None, *, vacant: bool) -> Iterator[str]:
    """What to know before one asks them, in plain sentences."""
    doer, currency = plan.thing(source.who), plan.business.currency
    if isinstance(doer, Person):
        yield sentence(str(doer.role))
    if bound:
        # For translators: {amounts} is "up to €80" or "any amount".
        yield say("May do this for {amounts}.", amounts=words.limit(bound, currency))
    if isinstance(doer, Person) and doer.works:
        yield _works(plan, doer)
    if source.starts_in:
        yield say("Can start {time} after you ask.", time=words.duration(source.starts_in))
    if source.fee:
        yield say("Calling them in costs {amount}.", amount=words.money(source.fee, currency))
    if source.day_rate:
        yield say("Each day costs {amount}.", amount=words.money(source.day_rate, currency))
    if source.needs:
        also = (in_role(plan.thing(need.what).title, need.as_) for need in requirements(source.needs))
        yield say("Also needs {things}.", things=words.some(also))
    if vacant:
        yield say("Nobody has this role yet.")


def _works(plan: Plan, person: Person) -> str:
    """When somebody works, as a sentence; empty where nobody said."""
    hours = words.hours(person.works, plan.business.timezone)
    return say("Works {hours}.", hours=hours) if hours else ""
