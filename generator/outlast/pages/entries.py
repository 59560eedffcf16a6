"""What is said of a thing that has no page of its own: its entry on the page of its collection."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.needs import Purpose
from outlast.model import Plan, Thing
from outlast.model.break_glass import BreakGlass, RouteTest
from outlast.model.call_trees import CallTree
from outlast.model.decisions import Decision
from outlast.model.documents import Document
from outlast.model.equipment import Equipment
from outlast.model.funds import Fund
from outlast.model.locations import Location
from outlast.model.obligations import Obligation
from outlast.model.procedures import Procedure
from outlast.model.prose import literal
from outlast.model.shifts import Shift
from outlast.model.steps import Step
from outlast.model.stock import Stock
from outlast.model.units import Unit
from outlast.pages import parts
from outlast.pages.attachments import attachments
from outlast.pages.chain import chains
from outlast.pages.turns import Turns, person_and_next
from outlast.pages.ways_in import not_yours
from outlast.pages.without import brief
from outlast.reasons import name, names
from outlast.site.blocks import (
    Block,
    Bullets,
    Calls,
    Chains,
    FactList,
    Files,
    OnScreen,
    Prose,
    Questions,
    Reach,
    Section,
    Steps,
    Table,
    Tone,
    present,
)
from outlast.site.parts import Call, Fact


@dataclass(frozen=True)
class Scope:
    """What an entry is made from, beside its thing."""

    plan: Plan
    facts: Facts
    steps: parts.Steps


def _entry(scope: Scope, thing: Thing, facts: tuple[Fact, ...], *blocks: Block | None) -> Section:
    """What is said of a thing: its facts, what is particular to its collection, then what all things have."""
    without = Bullets(brief(scope.plan, scope.facts, thing.id))
    also = words.some(thing.also)
    shown = (
        Prose(thing.about or ""),
        FactList(facts),
        *blocks,
        Files(attachments(thing, scope.facts)),
        OnScreen(present((Prose("**Without it:**") if without else None, without))),
        Questions(parts.questions(thing)),
        FactList(parts.closing_facts(thing)),
        Prose(f"Also called: {literal(also)}." if also else "", Tone.NOTE),
    )
    return Section(2, thing.id, thing.title, present(shown))


def procedure(scope: Scope, thing: Procedure) -> Section:
    return _entry(
        scope,
        thing,
        parts.figures(
            ("Before you begin", parts.needed(thing.needs)),
        ),
        Steps(scope.steps.views(thing.steps)),
    )


def _without(stock: Stock) -> str:
    """What is said of what it feeds."""
    if stock.share is None:
        return "When it is empty, this stops"
    return f"When it is empty, {stock.share} of this cannot be done"


def stock(scope: Scope, thing: Stock) -> Section:
    refill = thing.refill
    return _entry(
        scope,
        thing,
        parts.figures(
            ("Lasts when full", words.duration(thing.cover)),
            ("Where it lies", _mention(thing.kept_in)),
            (_without(thing), names(thing.feeds)),
            ("Order when this much is left", words.duration(refill.at) if refill else None),
            ("Who orders", _several(scope.plan, refill.by) if refill else None),
            ("From", _mention(refill.from_) if refill else None),
            ("From order to shelf", words.duration(refill.lead_time) if refill else None),
            ("To know", refill.notes if refill else None),
        ),
    )


def equipment(scope: Scope, thing: Equipment) -> Section:
    needs = scope.facts.needs
    return _entry(
        scope,
        thing,
        parts.figures(
            ("Who has it", names(thing.held_by, "or")),
            ("Where it lies", _place(thing.kept_in, thing.at)),
            ("What it takes", parts.needed(thing.needs)),
            ("Back after it is lost (RTO, recovery time objective)", words.target(thing.rto)),
            ("To fetch it takes", words.duration(thing.fetch)),
            ("Spares", str(thing.spares) if thing.spares is not None else None),
            ("When its holder is away", "It stays where it is" if thing.stays else None),
            ("Gives the code for", names(needs.users(thing.id, Purpose.FACTOR))),
            ("Needed for", names(needs.users(thing.id, Purpose.RUNS))),
            ("When it is gone", thing.replace),
        ),
    )


def location(scope: Scope, thing: Location) -> Section:
    rows = tuple(
        (
            _mention(each.to) or literal(each.name or ""),
            f"in {words.duration(each.ready_in)}" if each.ready_in else "",
            each.notes or "",
        )
        for each in thing.fallback
    )
    keys = (name(key.who) + (f" ({literal(key.note)})" if key.note else "") for key in thing.keys)
    return _entry(
        scope,
        thing,
        parts.figures(
            ("Address", thing.address),
            ("Keys", words.some(keys)),
            ("Whom to tell", thing.landlord),
            ("Emergency pack", literal(thing.pack.at) if thing.pack else None),
            ("In the pack", literal(words.some(thing.pack.contains)) if thing.pack else None),
        ),
        Table("Where to work instead", ("Where", "Ready", "Note"), rows),
    )


def obligation(scope: Scope, thing: Obligation) -> Section:
    currency = scope.plan.business.currency
    coming = (words.day(due.date) for due in scope.facts.calendar if due.obligation == thing.id)
    return _entry(
        scope,
        thing,
        parts.figures(
            ("Due", words.capital(words.due(thing.due)) or None),
            ("Due after", _mention(thing.after)),
            ("Done by itself", "Yes, while what it needs and its money hold" if thing.automatic else None),
            ("First time after this copy was made", next(coming, None)),
            ("How late it may be without harm", words.duration(thing.grace)),
            ("If it is missed, this stops", names(thing.stops)),
            ("Works again after", words.duration(thing.recovers_in)),
            ("Amount", words.money(thing.amount, currency)),
            ("Paid from", _mention(thing.fund)),
            ("Being late costs", words.money(thing.fee, currency)),
            ("Each day late costs", words.loss(thing.loss, currency)),
            ("Longest bearable delay (MTPD)", words.target(thing.mtpd)),
            ("What it takes", parts.needed(thing.needs)),
        ),
        Calls(
            _one_or_next(
                Turns(scope.plan, thing.by), (parts.hand(scope.plan, hand, None) for hand in thing.by)
            )
        ),
        Steps(scope.steps.views(thing.steps)),
    )


def fund(scope: Scope, thing: Fund) -> Section:
    currency, refill = scope.plan.business.currency, thing.refill
    return _entry(
        scope,
        thing,
        parts.figures(
            ("Who can use it", _several(scope.plan, thing.holders)),
            ("Usually holds", words.money(thing.balance, currency)),
            ("Used up by", words.loss(thing.burn, currency)),
            ("Ends on", words.day(thing.expires.date) if thing.expires else None),
            ("Pays for", names(thing.pays)),
            ("Fill it when it falls to", words.money(refill.at, currency) if refill else None),
            ("With", words.money(refill.amount, currency) if refill else None),
            ("Who can fill it", _several(scope.plan, refill.by) if refill else None),
            ("The money is there after", words.duration(refill.lead_time) if refill else None),
            ("To know", refill.notes if refill else None),
        ),
    )


def break_glass(scope: Scope, thing: BreakGlass) -> Section:
    latest = {test.system: test for test in sorted(thing.tests, key=lambda test: test.on)}
    rows = tuple(
        (
            name(opened.system),
            literal(opened.as_ or ""),
            not_yours(scope.plan, thing, opened) or _tried(latest.get(opened.system)),
        )
        for opened in thing.opens
    )
    return _entry(
        scope,
        thing,
        parts.figures(
            ("Who may open it", _several(scope.plan, thing.holders)),
            ("Where it lies", _place(thing.kept_in, thing.at)),
            ("Open after", words.duration(thing.delay)),
            ("Can be opened", words.hours(thing.hours, scope.plan.business.timezone)),
        ),
        Table("What it opens", ("System", "As", "Last test"), rows),
        Calls(parts.in_turn(Turns(scope.plan), (parts.call(scope.plan, id) for id in thing.holders))),
        Steps(scope.steps.views(thing.steps)),
    )


def _tried(test: RouteTest | None) -> str:
    if test is None:
        return "never tried: do not count on it"
    return f"{'worked' if test.worked else 'failed'} on {words.day(test.on.date)}"


def shift(scope: Scope, thing: Shift) -> Section:
    away = (thing.suspended_from, thing.suspended_until)
    start, end = (words.day(each.date) if each else "" for each in away)
    return _entry(
        scope,
        thing,
        parts.figures(
            ("When", words.hours(thing.hours, scope.plan.business.timezone)),
            (
                "At least",
                words.count(thing.minimum, "person" if thing.minimum == 1 else "people").removesuffix("s"),
            ),
            ("What is done", names(thing.serves)),
            ("Somebody among them can", literal(words.some(thing.skills))),
            ("With the least number gets done", str(thing.capacity) if thing.capacity else None),
            ("Its turn when people are few", str(thing.priority) if thing.priority else None),
            ("Rest before the next shift", words.duration(thing.rest)),
            (
                "Not held",
                " ".join(filter(None, (f"from {start}" if start else "", f"until {end}" if end else ""))),
            ),
        ),
        Calls(parts.in_turn(Turns(scope.plan), (parts.call(scope.plan, id) for id in thing.staff))),
    )


def unit(scope: Scope, thing: Unit) -> Section:
    members = (other.id for other in scope.plan.things.values() if other.unit == thing.id)
    return _entry(
        scope,
        thing,
        parts.figures(
            ("Clock", str(thing.timezone) if thing.timezone else None),
            ("Currency", str(thing.currency) if thing.currency else None),
            ("Register of companies", literal(thing.registration) if thing.registration else None),
            ("Belongs to it", names(members)),
        ),
    )


def call_tree(scope: Scope, thing: CallTree) -> Section:
    return _entry(
        scope,
        thing,
        parts.figures(
            ("What to say", _mention(thing.message)),
            ("Wait for an answer", words.duration(thing.wait)),
            ("If somebody does not answer", thing.if_nobody),
            ("Left out on purpose", names(thing.leaves_out)),
        ),
        Chains(chains(scope.plan, thing)),
    )


def decision(scope: Scope, thing: Decision) -> Section:
    return _entry(scope, thing, (), decision_table(thing, Turns(scope.plan)))


def decision_table(thing: Decision, turns: Turns) -> Table:
    """The cases in order; what to do when none fits stands last."""
    rows = tuple(
        (
            str(case.when),
            str(case.then),
            person_and_next(turns, case.by) if case.by else "",
            _mention(case.message) or "",
        )
        for case in thing.cases
    )
    rest = (("Anything else", str(thing.otherwise), "", ""),) if thing.otherwise else ()
    return Table(thing.asks, ("If", "Then", "Who", "Words"), (*rows, *rest))


def document(scope: Scope, thing: Document) -> Section:
    lines = tuple((literal(line), "\u2003") for line in thing.fields)
    return _entry(
        scope,
        thing,
        parts.figures(
            ("What it is", words.capital(thing.type)),
            ("Who has it", names(thing.held_by)),
            ("Where it lies", _place(thing.kept_in, thing.at)),
            ("Number", literal(thing.number) if thing.number else None),
            ("Ends on", words.day(thing.expires.date) if thing.expires else None),
            ("Is about", names(thing.covers)),
            ("A claim must be made", thing.claim_within),
        ),
        Reach(parts.reach(thing.claims), thing.title),
        Table("To fill in by hand", ("Line", "Yours"), lines),
    )


def to_send(scope: Scope, things: Iterable[Thing]) -> tuple[Section, ...]:
    """The section of the messages that entries of one page send or name, each once."""
    named: list[str] = []
    steps: list[Step] = []
    for thing in things:
        if isinstance(thing, Procedure | Obligation | BreakGlass):
            steps += thing.steps
        elif isinstance(thing, Decision):
            named += [str(case.message) for case in thing.cases if case.message]
        elif isinstance(thing, CallTree) and thing.message:
            named.append(thing.message)
    return parts.to_send(scope.plan, named, steps)


ENTRIES: Mapping[str, Callable[[Scope, Any], Section]] = {
    "procedures": procedure,
    "stock": stock,
    "equipment": equipment,
    "locations": location,
    "obligations": obligation,
    "funds": fund,
    "break_glass": break_glass,
    "shifts": shift,
    "units": unit,
    "call_trees": call_tree,
    "decisions": decision,
    "documents": document,
}
"""How the entry of each collection is made."""


def _one_or_next(turns: Turns, rows: Iterable[Call]) -> tuple[Call, ...]:
    return tuple(map(parts.first_way, parts.in_turn(turns, rows)))


def _mention(id: str | None) -> str | None:
    return name(id) if id else None


def _several(plan: Plan, ids: tuple[str, ...]) -> str:
    """`{sam} or {ilse}`; one person alone with whoever is asked instead."""
    return person_and_next(Turns(plan), ids[0]) if len(ids) == 1 else names(ids, "or")


def _place(place: str | None, at: str | None) -> str:
    return ", ".join(filter(None, (_mention(place), literal(at or ""))))
