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
from outlast.analysis.whatif.answer import Answer, BandAnswer
from outlast.analysis.whatif.outlook import Handback
from outlast.journal import Entry, Log
from outlast.languages import mark, say, say_count
from outlast.model import Plan
from outlast.model.documents import Document
from outlast.model.prose import literal
from outlast.model.scenarios import Scenario
from outlast.pages import parts, without
from outlast.pages.numbers import reach
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
LOGGED = {
    "done": mark("Done: {text}"),
    "undone": mark("Not done after all: {text}"),
    "lead": mark("New leader: {text}"),
    "informed": mark("Informed: {text}"),
    "decided": mark("Decided: {text}"),
    "spent": mark("Spent: {text}"),
    "stuck": mark("Stuck: {text}"),
    "start": mark("Began: {text}"),
    "end": mark("Over: {text}"),
}


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
        say("Hand-back: {title}", title=log.title),
        Part.READINESS,
        (
            *opening(Prose(_short(happened), Tone.LEAD), FactList(_facts(happened))),
            *section("decided", say("Decisions"), *_lines(happened, "decided", DECIDED)),
            *section("promised", say("Promises to others"), *_lines(happened, "promised", PROMISED)),
            *section("spent", say("Money spent"), *_spent(happened)),
            *section("access", say("Who used which access"), *_access(happened)),
            *section("waits", say("Still to do"), *_waits(happened)),
            *section("wrong", say("What the plan got wrong"), Bullets(tuple(map(literal, happened.wrong)))),
            *section(
                "hand-back",
                say("What to hand back"),
                Bullets(happened.scenario.hand_back if happened.scenario else ()),
            ),
            *section("log", say("The whole log"), _log(happened)),
            *section("signed", say("Signatures"), OnPaper((_signed(),))),
        ),
        NoSheet.SCREEN_ONLY,
    )


def _signed() -> Form:
    return Form(((say("Handed over by"), 35), (say("Handed over to"), 35), (say("Date"), 30)), 2)


def claim(happened: Happened, digest: str) -> Page:
    """What the insurer is given.

    Args:
        digest: of the file of the log, so that nobody doubts it later.
    """
    plan, log = happened.plan, happened.log
    policies = _policies(happened)
    days = tuple(_by_day(happened))
    unpriced = names(without.unpriced(plan, happened.answer))
    note = say(
        "Fill in the last column from your books. Outlast calculates the amounts before it from the plan. "
        "It takes the income of a usual day, less what you could still do."
    )
    heads = (say("Day"), say("What stopped"), say("Loss, calculated"), say("Loss, from your books"))
    signed = Form(((say("Name"), 40), (say("Signature"), 35), (say("Date"), 25)), 1)
    return Page(
        "claim",
        say("Claim: {title}", title=log.title),
        Part.READINESS,
        (
            *opening(Prose(_short(happened), Tone.LEAD), FactList(_facts(happened))),
            *(each for policy in policies for each in _policy(plan, policy)),
            *section(
                "loss",
                say("Loss, day by day"),
                Prose(note, Tone.NOTE) if days else None,
                Table("", heads, days),
                FactList((Fact(say("The plan does not say what you lose without"), unpriced),))
                if unpriced
                else None,
            ),
            *section("extra", say("Extra cost"), *_spent(happened, receipts=True)),
            *section(
                "exhibits",
                say("Exhibits"),
                Table("", (say("No."), say("What"), say("Where it is")), _exhibits(happened, digest)),
            ),
            *section("log", say("What happened, in order"), _log(happened)),
            *section("signed", say("Signatures"), OnPaper((signed,))),
        ),
        NoSheet.SCREEN_ONLY,
    )


def days_of(log: Log) -> timedelta:
    """How long it lasted, in whole days, at least one."""
    return timedelta(days=max(1, (log.ended.date() - log.day).days + 1))


def _short(happened: Happened) -> str:
    log = happened.log
    ended = any(entry.kind == "end" for entry in log.lines)
    first = words.day(log.day)
    return " ".join(
        (
            say("It began on {first} and is not over.", first=first)
            if not ended
            else say("It began and ended on {day}.", day=first)
            if log.ended.date() == log.day
            else say("It lasted from {first} to {last}.", first=first, last=words.day(log.ended.date())),
            say_count("{count} step was done.", "{count} steps were done.", len(log.ticked)),
            say_count("The log has {count} line.", "The log has {count} lines.", len(log.lines)),
        )
    )


def _facts(happened: Happened) -> tuple[Fact, ...]:
    log = happened.log
    led = dict.fromkeys(literal(entry.text) for entry in log.said("lead"))
    told = dict.fromkeys(literal(entry.text) for entry in log.said("informed"))
    return parts.figures(
        (say("Who led"), words.some(led)),
        (say("Who was informed"), words.some(told)),
        (say("Copy in use when the log began"), literal(log.copy)),
    )


def _lines(happened: Happened, kind: str, pattern: re.Pattern[str]) -> Iterator[Table | Prose]:
    found = tuple(_found(happened.log, kind, pattern))
    yield Table("", (say("When"), say("What")), tuple((_when(entry), literal(entry.text)) for entry in found))
    if any(entry.kind != kind for entry in found):
        yield Prose(
            say("Outlast chose some of these lines by their words. Read the whole log below, too."), Tone.NOTE
        )


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
            *((say("R{number}, kept in:", number=number),) if receipts else ()),
        )
        for number, entry in enumerate(found, 1)
    )
    heads = (
        say("No."),
        say("When"),
        say("What"),
        say("Amount"),
        *((say("Receipt"),) if receipts else ()),
    )
    if rows:
        yield Table("", heads, rows)
        known = [entry.amount for entry in found if entry.amount is not None]
        total = words.amount(sum(known, Decimal(0)), currency)
        missing = len(found) - len(known)
        told = []
        if known:
            told.append(say("**Total: {amount}.**", amount=total))
        if missing:
            told.append(
                say_count(
                    "{count} line has no amount: fill it in.",
                    "{count} lines have no amount: fill them in.",
                    missing,
                )
            )
        yield Prose(" ".join(told))


def _access(happened: Happened) -> Iterator[Table | Prose | Bullets]:
    """Which access was used, and so which secrets are to be changed."""
    plan, log = happened.plan, happened.log
    system, who, first = say("System"), say("Who may have signed in"), say("First tick")
    ticked = dict(_ticked(happened))
    yield Table(say("Systems in which somebody ticked a step"), (system, who, first), tuple(ticked.values()))
    planned = {
        str(each.system): (name(each.system), name(each.who))
        for each in reversed(_to_hand_back(happened).used)
        if str(each.system) not in ticked
    }
    yield Table(
        say("Other systems that people may have used: the plan says who"),
        (system, who),
        tuple(reversed(planned.values())),
    )
    routes = tuple(_opened(plan, log))
    change = [
        say(
            "{system}: set a new password and new codes, and sign out all devices. Somebody opened {access}.",
            system=name(opened),
            access=name(route),
        )
        for route, systems in routes
        for opened in systems
    ]
    change += [say("{access}: seal it again, with the new codes.", access=name(id)) for id, _ in routes]
    if change:
        yield Prose(say("**Change these now:**"))
        yield Bullets(tuple(change))
    yield from _lines(happened, "access", ACCESS)


def _ticked(happened: Happened) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Each system in which a step was ticked, with who was to do the first of them, and when it was."""
    plan, known = happened.plan, by_digest(happened.plan)
    leader = ""
    seen: set[str] = set()
    for entry in happened.log.lines:
        leader = entry.text if entry.kind == "lead" else leader
        for place in known.get(_key(entry.step), ())[:1] if entry.kind == "done" else ():
            step = step_at(plan, place)
            if step.in_ and str(step.in_) in plan.systems and str(step.in_) not in seen:
                seen.add(str(step.in_))
                who = name(step.by) if step.by else literal(leader)
                yield str(step.in_), (name(step.in_), who, _when(entry))


def _to_hand_back(happened: Happened) -> Handback:
    """What the plan says of it; no build asks, and to import what works it out takes time."""
    from outlast.analysis.whatif.afterwards import handback

    return handback(happened.plan, happened.answer)


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
    still = tuple(literal(step.text) for step in happened.log.undone)
    if still:
        yield Prose(say("**Steps that nobody ticked:**"))
        yield Bullets(still)
    left = _to_hand_back(happened).backlog
    if left:
        yield Prose(say("**Work that waits, calculated from the plan:**"))
        yield Bullets(
            tuple(
                say_count(
                    "{task}: what came in during about {count} hour.",
                    "{task}: what came in during about {count} hours.",
                    max(1, round(each.undone / timedelta(hours=1))),
                    task=_band(happened, each.function, each.band),
                )
                for each in left
            )
        )


def _band(happened: Happened, function: str, number: int) -> str:
    found = happened.answer.functions[function]
    band = next(each for each in found.bands if each.number == number)
    return without.subject(happened.plan, found, band)


def _log(happened: Happened) -> Table:
    rows = tuple((_when(entry), _logged(happened, entry)) for entry in happened.log.lines)
    return Table("", (say("When"), say("What")), rows)


def _logged(happened: Happened, entry: Entry) -> str:
    """A line of the log: what it is about, and an amount where it has one."""
    text = literal(entry.text)
    line = say(LOGGED[entry.kind], text=text) if entry.kind in LOGGED else text
    if entry.amount is None:
        return line
    return say(
        "{line}, {amount}", line=line, amount=words.amount(entry.amount, happened.plan.business.currency)
    )


def _policies(happened: Happened) -> tuple[Document, ...]:
    """The policies that cover something that was lost, else all."""
    lost = {id for id, _ in happened.answer.question.lost}
    every = tuple(each for each in happened.plan.documents.values() if each.type == "insurance")
    return tuple(each for each in every if lost & {str(id) for id in each.covers}) or every


def _policy(plan: Plan, policy: Document) -> tuple[Section, ...]:
    """What the insurer asks for first."""
    where = name(policy.kept_in) if policy.kept_in else ""
    if where and policy.at:
        where = say("{place}, under {entry}", place=where, entry=literal(policy.at))
    facts = parts.figures(
        (say("Number"), literal(policy.number) if policy.number else ""),
        (say("Covers"), names(str(each) for each in policy.covers)),
        (say("Claim within"), str(policy.claim_within or "")),
        (say("Where the policy is"), where),
        (say("Ends on"), words.day(policy.expires.date) if policy.expires else ""),
    )
    return section(
        f"policy-{policy.id}",
        policy.title,
        Prose(policy.about or ""),
        FactList(facts),
        Reach(reach(policy.claims), policy.title),
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
        yield say("Total"), "", words.computed(total, currency), ""


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
            say_count(
                "The incident log, {count} line. SHA-256: `{digest}`",
                "The incident log, {count} lines. SHA-256: `{digest}`",
                len(happened.log.entries),
                digest=digest,
            ),
            say("the file next to this one"),
        ),
        *((str(each), "") for each in things),
        (say("The receipts for everything you paid, numbered as above"), ""),
    ]
    return tuple((f"E{number}", what, where) for number, (what, where) in enumerate(named, 1))


def _when(entry: Entry) -> str:
    """`Sun 29 Nov 10:41`, by the clock that the log was written by."""
    return words.short(entry.at, entry.at.date())
