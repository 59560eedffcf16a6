"""What is said of a thing that has no page of its own: its entry on the page of its collection."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.needs import Purpose
from outlast.languages import mark, say, say_as, say_count
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
from outlast.model.prose import MENTION, literal
from outlast.model.shifts import Shift
from outlast.model.steps import Step
from outlast.model.stock import Stock
from outlast.model.units import Unit
from outlast.pages import at_hand, call_rows, parts, ready_messages, step_views
from outlast.pages.attachments import attachments
from outlast.pages.chain import chains
from outlast.pages.numbers import reach
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
    Fold,
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
from outlast.site.parts import Call, Fact, first_way


@dataclass(frozen=True)
class Scope:
    """What an entry is made from, beside its thing."""

    plan: Plan
    facts: Facts
    steps: step_views.Steps


def _entry(
    scope: Scope, thing: Thing, facts: tuple[Fact, ...], *blocks: Block | None, brief_line: str = ""
) -> Section:
    """What is said of a thing: its facts, what is particular to its collection, then what all things have.

    Args:
        brief_line: what a list that is looked through says of it, with all the rest in a fold.
    """
    without = Bullets(brief(scope.plan, scope.facts, thing.id))
    also = ", ".join(thing.also)  # the search finds each of them again (search.js)
    shown = (
        Prose(thing.about or ""),
        FactList(facts),
        *blocks,
        Files(attachments(thing, scope.facts)),
        OnScreen(present((Prose(say("**What happens without it:**")) if without else None, without))),
        Questions(parts.questions(scope.plan, thing)),
        FactList(parts.closing_facts(thing)),
        Prose(say(words.ALSO_CALLED, names=literal(also)) if also else "", Tone.NOTE),
    )
    if brief_line:
        rest = Fold(present(shown), say("How to do it, and what depends on it"), whole=True)
        return Section(2, thing.id, thing.title, (Prose(brief_line), rest))
    return Section(2, thing.id, thing.title, present(shown))


def procedure(scope: Scope, thing: Procedure) -> Section:
    return _entry(
        scope,
        thing,
        parts.figures(
            (say("What you need"), at_hand.needed(thing.needs)),
        ),
        Steps(scope.steps.views(thing.steps)),
    )


def _without(stock: Stock) -> str:
    """What is said of what it feeds."""
    if stock.share is None:
        return say("When it is empty, this stops")
    share = words.percent(stock.share.fraction)
    return say("When it is empty, {percent} of this stops", percent=share)


def stock(scope: Scope, thing: Stock) -> Section:
    refill = thing.refill
    return _entry(
        scope,
        thing,
        parts.figures(
            (say("How long a full store lasts"), words.duration(thing.cover)),
            (say("Where it is"), _mention(thing.kept_in)),
            (_without(thing), names(thing.feeds)),
            (say("Order when this much is left"), words.duration(refill.at) if refill else None),
            (say("Who orders it"), names(refill.by, "or") if refill else None),
            (say("Who delivers it"), _mention(refill.from_) if refill else None),
            (say("Time from order to delivery"), words.duration(refill.lead_time) if refill else None),
            (say("Notes"), refill.notes if refill else None),
        ),
    )


def equipment(scope: Scope, thing: Equipment) -> Section:
    needs = scope.facts.needs
    return _entry(
        scope,
        thing,
        parts.figures(
            (say("Who has it"), names(thing.held_by, "or")),
            (say("Where it is"), parts.place(thing.kept_in, thing.at)),
            (say("What it needs to work"), at_hand.needed(thing.needs)),
            (say("If it is lost, back within (RTO, recovery time objective)"), words.target(thing.rto)),
            (say("Time to fetch it"), words.duration(thing.fetch)),
            (say("Spares"), _spares(thing)),
            (say("If its holder is away"), say("It stays where it is.") if thing.stays else None),
            (say("Gives the code for"), names(needs.users(thing.id, Purpose.FACTOR))),
            (say("Needed for"), names(needs.users(thing.id, Purpose.RUNS))),
            (say("How to go on without it"), thing.replace),
        ),
    )


def _spares(thing: Equipment) -> str:
    if thing.spares is None:
        return ""
    return say_count("{count} spare", "{count} spares", thing.spares) if thing.spares else say("none")


def location(scope: Scope, thing: Location) -> Section:
    rows = tuple(
        (
            parts.other_place(each),
            words.duration(each.ready_in),
            each.notes or "",
        )
        for each in thing.fallback
    )
    keys = (
        say("{person} ({note})", person=name(key.who), note=literal(key.note)) if key.note else name(key.who)
        for key in thing.keys
    )
    return _entry(
        scope,
        thing,
        parts.figures(
            (say("Address"), thing.address),
            (say("Who has keys"), words.some(keys)),
            (say("Whom to tell if something is wrong"), thing.landlord),
            (say("Where the emergency pack is"), literal(thing.pack.at) if thing.pack else None),
            (
                say("What is in the emergency pack"),
                literal(words.some(thing.pack.contains)) if thing.pack else None,
            ),
        ),
        Table(
            say("Where to work instead"), (say("Where"), say("You can work there after"), say("Note")), rows
        ),
    )


def obligation(scope: Scope, thing: Obligation) -> Section:
    currency = scope.plan.business.currency
    doers = tuple(hand.who for hand in thing.by if hand.who not in scope.facts.vacant)
    coming = [words.day(due.date) for due in scope.facts.calendar if due.obligation == thing.id][:1]
    return _entry(
        scope,
        thing,
        parts.figures(
            (say("Due after this duty"), _mention(thing.after)),
            (
                say("Happens by itself"),
                say("Yes, as long as all that it needs works and there is enough money.")
                if thing.automatic
                else None,
            ),
            (say("Next due"), coming[0] if coming else None),
            (say("How late you can be without harm"), words.duration(thing.grace)),
            (_undone(thing), names(thing.stops)),
            (say("If you do it late, that works again after"), words.duration(thing.recovers_in)),
            (say("Amount"), words.money(thing.amount, currency)),
            (say("Pay from"), _mention(thing.fund)),
            (say("What you pay if you are late"), words.money(thing.fee, currency)),
            (say("What you lose for each day that you are late"), words.loss(thing.loss, currency)),
            (say("Longest acceptable delay (MTPD)"), words.target(thing.mtpd)),
            (say("What you need"), at_hand.needed(thing.needs)),
        ),
        Calls(
            _one_or_next(
                Turns(scope.plan, thing.by),
                (call_rows.hand(scope.plan, hand, None, scope.facts.vacant) for hand in thing.by),
            )
        ),
        Steps(scope.steps.views(thing.steps)),
        brief_line=" ".join(
            filter(
                None,
                (
                    say("Due: {time}.", time=words.due(thing.due)) if thing.due else "",
                    say("By: {people}.", people=names(doers, "or")) if doers else "",
                ),
            )
        ),
    )


def _undone(duty: Obligation) -> str:
    if not duty.automatic:
        return say("If nobody does it, this stops")
    return say("If this payment fails, this stops") if duty.fund else say("If it does not happen, this stops")


def fund(scope: Scope, thing: Fund) -> Section:
    currency, refill = scope.plan.business.currency, thing.refill
    return _entry(
        scope,
        thing,
        parts.figures(
            # No next one: whoever decides while they are away has neither the card nor the signature.
            (say("Who can use it"), names(thing.holders, "or")),
            (say("Usually available"), words.money(thing.balance, currency)),
            (say("How fast it is used up"), words.loss(thing.burn, currency)),
            (say("Ends on"), words.day(thing.expires.date) if thing.expires else None),
            (say("Pays for"), names(thing.pays)),
            (say("Top up when it falls to"), words.money(refill.at, currency) if refill else None),
            (say("Top up with"), words.money(refill.amount, currency) if refill else None),
            (say("Who can top it up"), names(refill.by, "or") if refill else None),
            (say("Time until the money is there"), words.duration(refill.lead_time) if refill else None),
            (say("Notes"), refill.notes if refill else None),
        ),
    )


def break_glass(scope: Scope, thing: BreakGlass) -> Section:
    latest = {test.system: test for test in sorted(thing.tests, key=lambda test: test.on)}
    rows = tuple(
        (
            name(opened.system),
            ". ".join(filter(None, (literal(opened.as_ or ""), not_yours(scope.plan, thing, opened)))),
            _tried(latest.get(opened.system)),
        )
        for opened in thing.opens
    )
    return _entry(
        scope,
        thing,
        parts.figures(
            (say("Who may open it"), names(thing.holders, "or")),
            (say("Where it is"), parts.place(thing.kept_in, thing.at)),
            (say("Time from asking until it is open"), words.duration(thing.delay)),
            (say("When you can open it"), words.hours(thing.hours, scope.plan.business.timezone)),
        ),
        Prose(_uncounted(scope, thing)),
        Table(say("What it opens"), (say("System"), say("Sign in as"), say("Last test")), rows),
        Calls(call_rows.in_turn(Turns(scope.plan), (call_rows.call(scope.plan, id) for id in thing.holders))),
        Steps(scope.steps.views(thing.steps)),
    )


def _uncounted(scope: Scope, route: BreakGlass) -> str:
    """What it means for the calculation that a route opens the account of somebody else."""
    if not any(not_yours(scope.plan, route, opened) for opened in route.opens):
        return ""
    return say(
        "Open it only when this plan allows it. No date in this copy counts on it, because the "
        "business lets nobody sign in as somebody else."
    )


def _tried(test: RouteTest | None) -> str:
    if test is None:
        return say("Nobody has tried it. Do not count on it.")
    day = words.day(test.on.date)
    return say("It worked on {day}.", day=day) if test.worked else say("It did not work on {day}.", day=day)


def shift(scope: Scope, thing: Shift) -> Section:
    return _entry(
        scope,
        thing,
        parts.figures(
            (say("When"), words.hours(thing.hours, scope.plan.business.timezone)),
            (
                say("How many people must be there"),
                say_count("{count} person", "{count} people", thing.minimum),
            ),
            (say("Tasks of this shift"), names(thing.serves)),
            (say("What at least one of them must be able to do"), literal(words.some(thing.skills))),
            (
                say("How much of the work they can do"),
                words.percent(Fraction(thing.capacity.fraction)) if thing.capacity else None,
            ),
            (
                say("If people are few, fill this shift as number"),
                str(thing.priority) if thing.priority else None,
            ),
            (say("Rest between two shifts"), words.duration(thing.rest)),
            (say("When nobody works this shift"), _suspended(thing)),
        ),
        Calls(call_rows.in_turn(Turns(scope.plan), (call_rows.call(scope.plan, id) for id in thing.staff))),
    )


def _suspended(shift: Shift) -> str:
    first, last = shift.suspended_from, shift.suspended_until
    if first and last:
        return say("from {first} to {last}", first=words.day(first.date), last=words.day(last.date))
    if first:
        return say("from {day}", day=words.day(first.date))
    return say("until {day}", day=words.day(last.date)) if last else ""


def unit(scope: Scope, thing: Unit) -> Section:
    members = (other.id for other in scope.plan.things.values() if other.unit == thing.id)
    return _entry(
        scope,
        thing,
        parts.figures(
            (say("Time zone"), str(thing.timezone) if thing.timezone else None),
            (say("Currency"), str(thing.currency) if thing.currency else None),
            (
                say("Number in the register of companies"),
                literal(thing.registration) if thing.registration else None,
            ),
            (say("What belongs to it"), names(members)),
        ),
    )


def call_tree(scope: Scope, thing: CallTree) -> Section:
    return _entry(
        scope,
        thing,
        parts.figures(
            (say("What to say"), _mention(thing.message)),
            (say("How long to wait for an answer"), words.duration(thing.wait)),
            (say("If somebody does not answer"), thing.if_nobody),
            (say("Whom it leaves out on purpose"), names(thing.leaves_out)),
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
            person_and_next(turns, case.by, about=MENTION.findall(case.then)) if case.by else "",
            _mention(case.message) or "",
        )
        for case in thing.cases
    )
    rest = ((say("Anything else"), str(thing.otherwise), "", ""),) if thing.otherwise else ()
    heads = (say_as("decision", "If"), say_as("decision", "Then"), say("Who"), say("Message"))
    return Table(thing.asks, heads, (*rows, *rest))


_PAPERS = {
    "insurance": mark("Insurance"),
    "mandate": mark("Mandate"),
    "power of attorney": mark("Power of attorney"),
    "contract": mark("Contract"),
    "form": mark("Form"),
    "licence": mark("Licence"),
    "other": mark("Another paper"),
}


def document(scope: Scope, thing: Document) -> Section:
    lines = tuple((literal(line), "\u2003") for line in thing.fields)
    return _entry(
        scope,
        thing,
        parts.figures(
            (say("What it is"), say(_PAPERS[thing.type])),
            (say("Who has it"), names(thing.held_by)),
            (say("Where it is"), parts.place(thing.kept_in, thing.at)),
            (say("Number"), literal(thing.number) if thing.number else None),
            (say("Ends on"), words.day(thing.expires.date) if thing.expires else None),
            (say("What it is about"), names(thing.covers)),
            (say("How soon to claim"), thing.claim_within),
        ),
        Reach(reach(thing.claims), thing.title),
        Table(say("Fill this in by hand"), (say("What they ask"), say("Your answer")), lines),
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
        elif isinstance(thing, CallTree):
            named += thing.messages
    return ready_messages.to_send(scope.plan, named, steps)


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
    return tuple(map(first_way, call_rows.in_turn(turns, rows)))


def _mention(id: str | None) -> str | None:
    return name(id) if id else None
