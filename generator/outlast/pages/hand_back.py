"""What whoever comes back is handed, and what the insurer asks for: from a log and the plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from outlast import words
from outlast.analysis.step_keys import by_digest, step_at
from outlast.analysis.whatif.afterwards import handback
from outlast.analysis.whatif.answer import Answer, BandAnswer
from outlast.journal import Entry, Log
from outlast.model import Plan
from outlast.model.documents import Document
from outlast.model.prose import literal
from outlast.model.scenarios import Scenario
from outlast.pages import parts, without
from outlast.reasons import name, names
from outlast.site import Page, Part
from outlast.site.blocks import (
    Bullets,
    FactList,
    Form,
    OnPaper,
    Prose,
    Reach,
    Section,
    Table,
    Tone,
    opening,
    section,
)
from outlast.site.paper import NoSheet
from outlast.site.parts import Fact

DECIDED = re.compile(
    r"\b(decid\w*|decision|agreed|approved|chose|besloten|entschieden|décidé)", re.IGNORECASE
)
PROMISED = re.compile(r"\b(promis\w*|beloofd|versprochen|promesse)", re.IGNORECASE)
SPENT = re.compile(
    r"\b(paid|spent|bought|costs?|invoice|betaald|bezahlt|payé)\b(?=.*\d)|[€£$] ?\d", re.IGNORECASE
)
ACCESS = re.compile(
    r"\b(passwords?|codes?|envelope|access|signed in|logged in|admin|invited|keys?|vault)\b", re.IGNORECASE
)
SORTED = "Sorted by their words. Read the whole log too: it is at the end."


@dataclass(frozen=True)
class Happened:
    """A log beside the plan that it is about, and what the what-if says of those days."""

    plan: Plan
    log: Log
    answer: Answer
    scenario: Scenario | None
    wrong: tuple[str, ...] = ()
    """What the plan got wrong, as plain sentences."""


def page(happened: Happened) -> Page:
    """What is handed back."""
    log = happened.log
    return Page(
        "hand-back",
        f"Hand-back: {log.title}",
        Part.READINESS,
        (
            *opening(Prose(_short(happened), Tone.LEAD), FactList(_facts(happened))),
            *section("decided", "What was decided", *_lines(happened, "decided", DECIDED)),
            *section("promised", "What was promised", *_lines(happened, "promised", PROMISED)),
            *section("spent", "What was spent", *_spent(happened)),
            *section("access", "Who got in where", *_access(happened)),
            *section("waits", "What waits", *_waits(happened)),
            *section("wrong", "What the plan got wrong", Bullets(tuple(map(literal, happened.wrong)))),
            *section(
                "hand-back",
                "To hand back, as the scenario says",
                Bullets(happened.scenario.hand_back if happened.scenario else ()),
            ),
            *section("log", "The whole log", _log(happened)),
            *section(
                "signed",
                "Handed over",
                OnPaper((Form((("Handed over by", 35), ("to", 35), ("on", 30)), 2),)),
            ),
        ),
        NoSheet.SCREEN_ONLY,
    )


def claim(happened: Happened, digest: str) -> Page:
    """What the insurer is given.

    Args:
        digest: of the file of the log, so that nobody doubts it later.
    """
    plan, log = happened.plan, happened.log
    policies = _policies(happened)
    days = tuple(_by_day(happened))
    note = (
        "The last column is yours to fill in. What stands before it is worked out from the plan: what a "
        "usual day brings, less what could still be done."
    )
    return Page(
        "claim",
        f"Claim: {log.title}",
        Part.READINESS,
        (
            *opening(Prose(_short(happened), Tone.LEAD), FactList(_facts(happened))),
            *(each for policy in policies for each in _policy(plan, policy)),
            *section(
                "loss",
                "What was lost, day by day",
                Prose(note, Tone.NOTE) if days else None,
                Table("", ("Day", "What stood still", "Lost, worked out", "Lost, from the books"), days),
            ),
            *section("extra", "Extra cost", *_spent(happened, receipts=True)),
            *section(
                "exhibits", "Exhibits", Table("", ("No.", "What", "Where it is"), _exhibits(happened, digest))
            ),
            *section("log", "What happened, in order", _log(happened)),
            *section(
                "signed",
                "Signed",
                OnPaper((Form((("Name", 40), ("Signature", 35), ("Date", 25)), 1),)),
            ),
        ),
        NoSheet.SCREEN_ONLY,
    )


def days_of(log: Log) -> timedelta:
    """How long it lasted, in whole days, at least one."""
    return timedelta(days=max(1, (log.ended.date() - log.day).days + 1))


def _short(happened: Happened) -> str:
    log = happened.log
    ended = any(entry.kind == "end" for entry in log.lines)
    until = f"to {words.day(log.ended.date())}" if ended else "and it is not over"
    done = len(log.ticked)
    told = f"{words.count(done, 'step')} done, {words.count(len(log.lines), 'line')} in the log"
    return f"From {words.day(log.day)} {until}. {told}."


def _facts(happened: Happened) -> tuple[Fact, ...]:
    log = happened.log
    led = dict.fromkeys(literal(entry.text) for entry in log.said("lead"))
    told = dict.fromkeys(literal(entry.text) for entry in log.said("informed"))
    return parts.figures(
        ("Led by", words.some(led)),
        ("Informed", words.some(told)),
        ("Log begun with copy of", literal(log.copy)),
    )


def _lines(happened: Happened, kind: str, pattern: re.Pattern[str]) -> Iterator[Table | Prose]:
    found = tuple(_found(happened.log, kind, pattern))
    yield Table("", ("When", "What"), tuple((_when(entry), literal(entry.text)) for entry in found))
    if any(entry.kind != kind for entry in found):
        yield Prose(SORTED, Tone.NOTE)


def _found(log: Log, kind: str, pattern: re.Pattern[str]) -> Iterator[Entry]:
    """The lines of a kind, and notes that speak of the same."""
    for entry in log.lines:
        if entry.kind == kind or (entry.kind == "note" and pattern.search(entry.text)):
            yield entry


def _spent(happened: Happened, *, receipts: bool = False) -> Iterator[Table | Prose]:
    """What was paid, with the sum of the amounts that the log knows."""
    found = tuple(_found(happened.log, "spent", SPENT))
    currency = happened.plan.business.currency
    rows = tuple(
        (
            str(number),
            _when(entry),
            literal(entry.text),
            words.amount(entry.amount, currency) if entry.amount is not None else "",
            *((f"R{number}, lies in:",) if receipts else ()),
        )
        for number, entry in enumerate(found, 1)
    )
    heads = ("No.", "When", "What", "Amount", *(("Receipt",) if receipts else ()))
    if rows:
        yield Table("", heads, rows)
        known = [entry.amount for entry in found if entry.amount is not None]
        total = words.amount(sum(known, Decimal(0)), currency)
        missing = len(found) - len(known)
        more = f" {words.count(missing, 'line')} without an amount: fill them in." if missing else ""
        yield Prose(f"**In all: {total}.**{more}" if known else more.strip())


def _access(happened: Happened) -> Iterator[Table | Prose | Bullets]:
    """Which ways in were used, and so which secrets are to be changed."""
    plan, log = happened.plan, happened.log
    used = tuple(dict.fromkeys(_used(happened)))
    yield Table("Where steps were ticked", ("System", "Who may have been in", "First tick"), tuple(used))
    routes = tuple(_opened(plan, log))
    change = [
        f"{name(opened)}: a new password, new codes, and sign out all devices. {name(route)} was opened."
        for route, systems in routes
        for opened in systems
    ]
    change += [f"{name(route)}: seal it again, with the new codes." for route, _ in routes]
    if change:
        yield Prose("**To change now:**")
        yield Bullets(tuple(change))
    yield from _lines(happened, "access", ACCESS)


def _used(happened: Happened) -> Iterator[tuple[str, str, str]]:
    plan, known = happened.plan, by_digest(happened.plan)
    leader = ""
    seen: set[str] = set()
    for entry in happened.log.lines:
        leader = entry.text if entry.kind == "lead" else leader
        for place in known.get(_key(entry.step), ())[:1] if entry.kind == "done" else ():
            step = step_at(plan, place)
            if step.in_ and str(step.in_) in plan.systems and str(step.in_) not in seen:
                seen.add(str(step.in_))
                yield name(step.in_), name(step.by) if step.by else literal(leader), _when(entry)
    for each in handback(plan, happened.answer).used:
        if str(each.system) not in seen:
            seen.add(str(each.system))
            yield name(each.system), f"{name(each.who)}, as the plan has it", "not ticked"


def _opened(plan: Plan, log: Log) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Sealed ways in of which a step was ticked, with what they open."""
    ticked = {_key(step) for step in log.ticked}
    places = by_digest(plan)
    things = {place.thing for key in ticked for place in places.get(key, ())}
    for route in plan.break_glass.values():
        if route.id in things:
            yield route.id, tuple(dict.fromkeys(str(each.system) for each in route.opens))


def _key(step: str) -> str:
    return re.sub(r"^.*-(?=[0-9a-f]{10}(?:-\d+)?$)", "", step)[:10]


def _waits(happened: Happened) -> Iterator[Bullets | Prose]:
    """Steps that nobody ticked, and the work that was left."""
    plan, log = happened.plan, happened.log
    still = tuple(literal(step.text) for step in log.steps if step.id not in log.ticked)
    if still:
        yield Prose("**Steps that nobody ticked:**")
        yield Bullets(still)
    left = handback(plan, happened.answer).backlog
    if left:
        yield Prose("**Work that waits, as the plan would have it:**")
        yield Bullets(
            tuple(
                f"{_band(happened, each.function, each.band)}: the work of about "
                f"{words.count(max(1, round(each.undone / timedelta(hours=1))), 'hour')}"
                for each in left
            )
        )


def _band(happened: Happened, function: str, number: int) -> str:
    found = happened.answer.functions[function]
    band = next(each for each in found.bands if each.number == number)
    return without.subject(happened.plan, found, band)


def _log(happened: Happened) -> Table:
    said = {"done": "Done: ", "undone": "Taken back: ", "lead": "Leads now: ", "informed": "Informed: "}
    said |= {
        "decided": "Decided: ",
        "spent": "Spent: ",
        "stuck": "Stuck: ",
        "start": "Began: ",
        "end": "Over: ",
    }
    currency = happened.plan.business.currency
    rows = tuple(
        (
            _when(entry),
            f"{said.get(entry.kind, '')}{literal(entry.text)}"
            + (f", {words.amount(entry.amount, currency)}" if entry.amount is not None else ""),
        )
        for entry in happened.log.lines
    )
    return Table("", ("When", "What"), rows)


def _policies(happened: Happened) -> tuple[Document, ...]:
    """The policies that cover something that was lost, else all."""
    lost = {id for id, _ in happened.answer.question.lost}
    every = tuple(each for each in happened.plan.documents.values() if each.type == "insurance")
    return tuple(each for each in every if lost & {str(id) for id in each.covers}) or every


def _policy(plan: Plan, policy: Document) -> tuple[Section, ...]:
    """What the insurer asks for first."""
    where = (
        f"{name(policy.kept_in)}{f', {literal(policy.at)}' if policy.at else ''}" if policy.kept_in else ""
    )
    facts = parts.figures(
        ("Number", literal(policy.number) if policy.number else ""),
        ("Covers", names(str(each) for each in policy.covers)),
        ("How soon to claim", str(policy.claim_within or "")),
        ("The policy lies in", where),
        ("Ends on", words.day(policy.expires.date) if policy.expires else ""),
    )
    return section(
        f"policy-{policy.id}",
        policy.title,
        Prose(policy.about or ""),
        FactList(facts),
        Reach(parts.reach(policy.claims), policy.title),
    )


def _by_day(happened: Happened) -> Iterator[tuple[str, ...]]:
    """For each day what stood still, and what that costs: the loss of a stretch is spread over its days."""
    answer, currency = happened.answer, happened.plan.business.currency
    day = answer.start.date()
    total = Fraction(0)
    while day < answer.end.date():
        lost = Fraction(0)
        still: dict[str, None] = {}
        for function in answer.functions.values():
            for band in function.bands:
                part, stood = _loss(band, day, answer.start)
                lost += part
                if stood:
                    still[without.subject(happened.plan, function, band)] = None
        total += lost
        if lost or still:
            yield words.brief_day(day, year=True), words.some(still), words.computed(lost, currency), ""
        day += timedelta(days=1)
    if total:
        yield "In all", "", words.computed(total, currency), ""


def _loss(band: BandAnswer, day: date, start: datetime) -> tuple[Fraction, bool]:
    """What a band loses on a day, and whether it stood still."""
    first = datetime.combine(day, start.timetz())
    last = datetime.combine(day + timedelta(days=1), start.timetz())
    lost, stood = Fraction(0), False
    for each in band.intervals:
        begin, end = max(each.start, first), min(each.end, last)
        if begin >= end or not each.cost:
            continue
        whole = Fraction(int((each.end - each.start).total_seconds()))
        lost += each.cost * Fraction(int((end - begin).total_seconds())) / whole
        stood = True
    return lost, stood


def _exhibits(happened: Happened, digest: str) -> tuple[tuple[str, ...], ...]:
    """What proves it, numbered."""
    things: Iterable[str] = happened.scenario.evidence if happened.scenario else ()
    named = [
        (
            f"The log of the incident, {len(happened.log.entries)} lines. SHA-256: `{digest}`",
            "the file beside this",
        ),
        *((str(each), "") for each in things),
        ("The receipts of all that was paid, numbered as above", ""),
    ]
    return tuple((f"E{number}", what, where) for number, (what, where) in enumerate(named, 1))


def _when(entry: Entry) -> str:
    """`Sun 29 Nov, 10:41`, by the clock that the log was written by."""
    return f"{words.brief_day(entry.at.date())}, {entry.at:%H:%M}"
