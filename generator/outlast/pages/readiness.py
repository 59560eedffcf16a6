"""Readiness: what the plan promises, what was tried, what is known to be weak."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.whatif.outlook import Failure, Flaw, PromiseResult
from outlast.model import Plan, Thing
from outlast.model.exercises import Exercise
from outlast.model.promises import Promise
from outlast.model.prose import literal
from outlast.pages import freshness, proven, weak_spots, whatif
from outlast.pages.addresses import HEADINGS, NOBODY, READINESS
from outlast.pages.attachments import attachments
from outlast.pages.copy import Copy
from outlast.pages.downloads import DUTIES
from outlast.pages.matrix import Hits, matrix
from outlast.pages.parts import closing_facts, figures, last_drill, questions
from outlast.reasons import name, names
from outlast.site import Page, Part
from outlast.site.blocks import (
    Block,
    Bullets,
    Buttons,
    CopyAge,
    Downloads,
    FactList,
    Files,
    Fold,
    Prose,
    Questions,
    Section,
    Table,
    Tone,
    Verdict,
    mentions,
    on_paper,
    opening,
    present,
    section,
)
from outlast.site.paper import Chapter, Sheet
from outlast.site.parts import Button

ORDER = 80
TYPES = {
    "steps": "step by step",
    "table-top": "as a story at a table",
    "calls": "as a call chain",
    "restore": "by bringing data back",
}
COUNTS = (
    "All that is worked out believes them: it takes the times that were measured, and does not count on "
    "somebody who failed the last time."
)
FIRST = 3
"""How many of the changes to make stand there unfolded."""


@dataclass(frozen=True)
class Results:
    """What each part says in one line, above what is folded; empty where the part is."""

    promises: str
    fresh: str
    unknown: str
    drills: str
    accepted: str


def pages(copy: Copy) -> Iterator[Page]:
    """One page, when the plan promises, has tried or accepts anything, or when anything was worked out."""
    plan, facts = copy.plan, copy.facts
    accepted = _accepted(plan)
    hits, weak = matrix(plan, facts), weak_spots.weaknesses(plan, facts)
    if not (plan.promises or plan.exercises or accepted or hits or weak or facts.outlook.idle):
        return
    results = _results(plan, facts)
    reading = whatif.common_reading(each.question for each in facts.outlook.without.values())
    lead = Chapter.READINESS.lead
    yield Page(
        path=READINESS.page,
        title="Readiness",
        part=Part.READINESS,
        sections=(
            *opening(
                Prose(lead, Tone.LEAD),
                CopyAge(copy.age),
                Bullets(tuple(_summary(plan, facts))),
                _ways(plan, facts),
            ),
            *_fixes(weak),
            *_promises(plan, facts, results.promises),
            *_folded(
                "overdue",
                "What is overdue, and what was never tried",
                results.fresh,
                "All of it, the oldest first",
                freshness.table(plan, facts),
            ),
            *_folded("access", *proven.told(plan, facts)),
            *_hits(hits),
            *(
                each
                for spot in weak
                if spot.id != "fixes"
                for each in _folded(spot.id, spot.heading, spot.result, spot.title, spot.table)
            ),
            *_not_said(facts, results.unknown),
            *_drills(plan, facts, results.drills),
            *on_paper(
                _folded("accepted", "Known and accepted", results.accepted, "Which, and why", accepted)
            ),
            *section(
                "calendar",
                "What is due and what is to be read again",
                Downloads(copy.offers(DUTIES)),
                on_paper=False,
            ),
            *section("how", "How this was worked out", Prose(reading, Tone.NOTE), on_paper=False),
        ),
        sheet=Sheet(Chapter.READINESS, each=True),
        description=lead,
        also=("drills", "exercises"),
    )


def _ways(plan: Plan, facts: Facts) -> Buttons:
    idle = Button("If nobody does anything: day by day", NOBODY, "clock")
    asked = Button("ISO 22301 and Ready.gov: what is asked for", HEADINGS, "page")
    return Buttons((*((idle,) if facts.outlook.idle else ()), *((asked,) if plan.scenarios else ())))


def _folded(id: str, heading: str, result: str, title: str, table: Table | None) -> tuple[Section, ...]:
    """What came of it in a line, and the whole of it in a fold; nothing without a table."""
    if not table:
        return ()
    return section(id, heading, Prose(result), Fold((table,), title, whole=True), on_paper=False)


def _fixes(weak: tuple[weak_spots.Weakness, ...]) -> tuple[Section, ...]:
    """What to mend first: it stands before all the rest."""
    found = next((each for each in weak if each.id == "fixes"), None)
    if found is None:
        return ()
    rows = found.table.rows
    more = replace(found.table, rows=rows[FIRST:])
    return section(
        found.id,
        found.heading,
        Prose(found.result),
        replace(found.table, caption=found.title, rows=rows[:FIRST]),
        Fold((more,), "And after these") if more else None,
        on_paper=False,
    )


def _hits(hits: Hits | None) -> tuple[Section, ...]:
    if hits is None:
        return ()
    go_on = ", ".join(mentions(hits.as_usual))
    both = present((hits.grid, Prose(f"**These go on in all of them:** {go_on}." if go_on else "")))
    fold = Fold(both, "Each scenario and each function", whole=True)
    return section("matrix", "Which scenario stops what", Prose(hits.result), fold, on_paper=False)


def _not_said(facts: Facts, result: str) -> tuple[Section, ...]:
    unknown = Bullets(_unknown(facts))
    if not unknown:
        return ()
    doubt = Prose("Without these an answer cannot be trusted.")
    fold = Fold((doubt, unknown), "Which ones", whole=True)
    said = Prose(f"{result} Unknown is not the same as fine.")
    return section("unknown", "What the plan does not say", said, fold, on_paper=False)


def _promises(plan: Plan, facts: Facts, result: str) -> Iterator[Section]:
    if plan.promises:
        anew = Prose("Each is worked out anew for every copy.", Tone.NOTE)
        yield from section("promises", "What is promised", Prose(result), anew, on_paper=False)
        for promise in plan.promises.values():
            yield _promise(plan, facts, promise)


def _drills(plan: Plan, facts: Facts, result: str) -> Iterator[Section]:
    if plan.exercises:
        counts = f" {COUNTS}" if plan.business.believe_drills else ""
        latest = Prose(f"The latest first.{counts}", Tone.NOTE)
        heads = ("To be tried again", "By", "The last time")
        table = Table("When each is tried again", heads, tuple(_again(plan, facts)))
        yield from section("drills", "What was tried", Prose(result), latest, table, on_paper=False)
        for drill in sorted(plan.exercises.values(), key=lambda each: each.on, reverse=True):
            yield _drill(facts, drill)


def _again(plan: Plan, facts: Facts) -> Iterator[tuple[str, ...]]:
    """What is to be tried again, the soonest first."""
    for id, due in facts.drills_due.items():
        late = "**late**, " if due < facts.as_of else ""
        yield name(id), f"{late}{words.day(due)}", last_drill(plan, facts, id) or ""


def _more(thing: Thing, facts: Facts) -> tuple[Block, ...]:
    """What stands below every thing."""
    return (
        Questions(questions(thing)),
        Files(attachments(thing, facts)),
        FactList(closing_facts(thing)),
    )


def _results(plan: Plan, facts: Facts) -> Results:
    kept = [facts.outlook.promises[id] for id in plan.promises if id in facts.outlook.promises]
    holds = sum(1 for each in kept if each.holds)
    verb = "holds" if len(kept) == 1 else "hold"
    unknown = len(_unknown(facts))
    until = [each.until.date for thing in plan.things.values() for each in thing.accepts]
    again = f", the next to be looked at again on {words.day(min(until))}" if until else ""
    return Results(
        f"{holds} of {words.count(len(kept), 'promise')} {verb}." if kept else "",
        freshness.result(plan, facts),
        f"{words.count(unknown, 'value')} that an answer would need." if unknown else "",
        _tried(plan, facts),
        f"{words.count(len(until), 'warning')}{again}." if until else "",
    )


def _tried(plan: Plan, facts: Facts) -> str:
    drills = plan.exercises.values()
    came = Counter(str(facts.drills[each.id]) for each in drills)
    left = sum(action.done is None for each in drills for action in each.actions)
    told = [f"{number} {result}" for result, number in came.items()]
    told.append(f"{words.count(left, 'action')} still open" if left else "nothing left open")
    return f"{words.count(len(drills), 'drill')}: {words.some(told)}." if drills else ""


def _summary(plan: Plan, facts: Facts) -> Iterator[str]:
    outlook, currency = facts.outlook, plan.business.currency
    kept = [outlook.promises[id] for id in plan.promises if id in outlook.promises]
    if kept:
        broken = [each for each in kept if not each.holds]
        if broken:
            which = names(each.promise for each in broken)
            verb = "does" if len(broken) == 1 else "do"
            yield f"**{len(broken)} of {len(kept)} promises {verb} not hold:** {which}."
        else:
            yield f"**Everything that is promised holds:** {words.count(len(kept), 'promise')}."
    worst = weak_spots.worst(outlook.single_points)
    if worst is not None:
        lost = f", {words.about(worst.lost, currency)} in all" if facts.priced else ""
        most = "What would hurt most" if facts.priced else "What would stop most"
        yield f"**{most}:** {names(worst.nodes)} gone{lost}."
    if outlook.fixes:
        fix = outlook.fixes[0]
        saved = f". It saves {words.about(fix.saved, currency)}" if facts.priced else ""
        yield f"**Mend this first:** {weak_spots.change(fix)}{saved}."
    if tried := proven.result(facts):
        yield f"**Access that was tried:** {tried}"
    late, never = freshness.overdue(plan, facts), facts.untried
    if late:
        yield f"**Overdue:** {words.count(len(late), 'part')} of the plan to be mended or read again."
    if never:
        yield f"**Never tried:** {names(never)}."
    if proposals := freshness.unconfirmed(plan, facts):
        count = words.count(len(proposals), "thing")
        yield f"**Not confirmed by you:** {count}. What is not confirmed counts for nothing."


def _promise(plan: Plan, facts: Facts, promise: Promise) -> Section:
    blow = promise.when
    gone = [*(f"{{{id}}} is away" for id in blow.away), *(f"{{{id}}} is gone" for id in blow.out)]
    if blow.scenario:
        gone.append(name(blow.scenario))
    when = words.some(gone)
    if blow.for_:
        when += f", for {words.duration(blow.for_)}"
    if blow.from_:
        when += f", from {words.day(blow.from_.date)}"
    limits = {"mtpd": "no longer than it can bear (MTPD)", "rto": "no longer than it promises (RTO)"}
    said = figures(
        ("When", when),
        ("These keep going", names(promise.keep)),
        ("Each may stop", limits[promise.within]),
        ("It may cost at most", words.money(promise.costs_under, plan.business.currency)),
    )
    kept = facts.outlook.promises.get(promise.id)
    reading = Prose(whatif.reading(kept.answer.question) if kept else "", Tone.NOTE)
    fold = (Prose(promise.about or ""), FactList(said), reading, *_more(promise, facts))
    blocks = (*_verdict(plan, facts, kept), Fold(present(fold), "What is promised here", whole=True))
    return Section(3, promise.id, promise.title, present(blocks))


def _verdict(plan: Plan, facts: Facts, kept: PromiseResult | None) -> Iterator[Block]:
    """Whether it holds, and why not."""
    if kept is None:
        yield Prose("Nobody has worked out whether it holds.", Tone.NOTE)
        return
    yield Verdict("It holds" if kept.holds else "It does not hold", kept.holds)
    if kept.sealed:
        yield from _sealed(plan, kept)
    yield Bullets(tuple(_failure(plan, facts, kept, each) for each in kept.failures))


def _sealed(plan: Plan, kept: PromiseResult) -> Iterator[Block]:
    """That it holds only through a sealed way in, and beside it what the plan forbids."""
    promise = plan.promises[kept.promise]
    used = {
        (str(state.who), state.routes, id): None
        for id in promise.keep
        if id in kept.answer.functions
        for band in kept.answer.functions[id].bands
        for each in band.intervals
        if (state := each.state).routes and state.who and each.start < kept.answer.end
    }
    told = words.some(f"{name(who)} opens {names(routes)} for {name(id)}" for who, routes, id in used)
    yield Prose(f"**It holds only with a sealed way in{f':** {told}' if told else '**'}.")
    scenario = plan.scenarios.get(promise.when.scenario) if promise.when.scenario else None
    people = (plan.people[who] for who in dict.fromkeys(who for who, *_ in used) if who in plan.people)
    mine = (
        f"{name(each.id)} must not: {literal(words.some(each.may_not))}." for each in people if each.may_not
    )
    forbidden = Bullets((*plan.business.never, *(scenario.never if scenario else ()), *mine))
    if forbidden:
        yield Prose("See that this breaks none of these rules:")
        yield forbidden


def _failure(plan: Plan, facts: Facts, kept: PromiseResult, failure: Failure) -> str:
    function = name(failure.function) if failure.function else ""
    if failure.flaw is Flaw.TOO_DEAR:
        cost = f": {words.about(failure.cost, plan.business.currency)}" if facts.priced else ""
        return f"It costs more than was promised{cost}."
    if failure.flaw is Flaw.NOT_KNOWN:
        return f"The plan does not say how long {function or 'it'} may stop, so nobody knows."
    if failure.stop is None:
        return f"{function} is down for too long."
    stop, answer = failure.stop, kept.answer
    back = f" and is back {whatif.moment(stop.end, answer)}" if stop.end else " and is not back in sight"
    why = whatif.why(plan, answer, stop.causes, stop.start)
    return f"{function} stops {whatif.moment(stop.start, answer)}{back}. {why}".rstrip()


def _unknown(facts: Facts) -> tuple[str, ...]:
    found = {
        (each.subject, each.field)
        for answers in (facts.outlook.without, facts.outlook.scenarios)
        for answer in answers.values()
        for each in answer.unknown
    }
    return tuple(f"{name(subject)}: `{field}`" for subject, field in sorted(found))


def _drill(facts: Facts, drill: Exercise) -> Section:
    actions = tuple(
        (
            action.do,
            name(action.owner) if action.owner else "nobody",
            words.day(action.due.date) if action.due else "",
            words.day(action.done.date) if action.done else "open",
        )
        for action in drill.actions
    )
    heads = ("To be mended", "Who", "By", "Done")
    by = names(drill.by) + (", for the first time" if drill.cold else "")
    said = figures(
        ("What happened" if drill.real else "What was tried", name(drill.of)),
        ("When", words.day(drill.on.date)),
        ("By", by),
        ("It", facts.drills[drill.id]),
        ("Took", words.duration(drill.took)),
        ("How", TYPES[drill.type] if drill.type else ""),
        ("Tried again after", words.duration(drill.again)),
    )
    fold = (
        Prose(drill.about or ""),
        FactList(said),
        Bullets(drill.findings),
        Table("What is to be mended", heads, actions),
        *_more(drill, facts),
    )
    blocks = (Prose(_came_of(facts, drill)), Fold(present(fold), "What was found", whole=True))
    return Section(3, drill.id, drill.title, blocks)


def _came_of(facts: Facts, drill: Exercise) -> str:
    left = sum(1 for action in drill.actions if action.done is None)
    told = (words.capital(facts.drills[drill.id]), words.day(drill.on.date))
    return ", ".join(told) + (f". {words.count(left, 'action')} still open." if left else ".")


def _accepted(plan: Plan) -> Table | None:
    rows = tuple(
        (name(thing.id), str(each.rule), each.because, words.day(each.until.date))
        for thing in plan.things.values()
        for each in thing.accepts
    )
    heads = ("About", "Warning", "Why it is accepted", "To be looked at again")
    return Table("Weak spots that are known and accepted", heads, rows) if rows else None
