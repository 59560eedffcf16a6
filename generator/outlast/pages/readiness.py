"""Readiness: what the plan promises, what was tried, what is known to be weak."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.drills import DrillResult
from outlast.analysis.whatif.outlook import Failure, Flaw, PromiseResult
from outlast.analysis.whatif.question import WINDOW
from outlast.languages import mark, say, say_count
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
from outlast.pages.parts import closing_facts, drill_result, figures, last_drill, questions
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
    "steps": mark("by following the steps"),
    "table-top": mark("by talking through a story"),
    "calls": mark("by calling everybody"),
    "restore": mark("by restoring a backup"),
}
LIMITS = {
    "mtpd": mark("No task stops longer than the longest acceptable stop (MTPD)."),
    "rto": mark("Each task is back in time (RTO)."),
}
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
        title=say("Readiness"),
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
                say("Overdue, or never tried"),
                results.fresh,
                say("Show the list, oldest first"),
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
                _folded(
                    "accepted",
                    say("Warnings that the owner accepts"),
                    results.accepted,
                    say("Show the warnings, and why"),
                    accepted,
                )
            ),
            *section(
                "calendar",
                say("Calendar of what is due"),
                Downloads(copy.offers(DUTIES)),
                on_paper=False,
            ),
            *section("how", say("How this was calculated"), Prose(reading, Tone.NOTE), on_paper=False),
        ),
        sheet=Sheet(Chapter.READINESS, each=True),
        description=lead,
        also=(say("drills"), say("exercises")),
    )


def _ways(plan: Plan, facts: Facts) -> Buttons:
    idle = Button(say("What happens if nobody does what is due"), NOBODY, "clock")
    asked = Button(say("What ISO 22301 and Ready.gov ask for"), HEADINGS, "page")
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
        Fold((more,), say("Show what to fix next")) if more else None,
        on_paper=False,
    )


def _hits(hits: Hits | None) -> tuple[Section, ...]:
    if hits is None:
        return ()
    go_on = words.some(mentions(hits.as_usual))
    unhurt = say("**No scenario changes these:** {tasks}.", tasks=go_on) if go_on else ""
    fold = Fold(present((hits.grid, Prose(unhurt))), say("Show every scenario and every task"), whole=True)
    return section("matrix", say("Which scenario stops which task"), Prose(hits.result), fold, on_paper=False)


def _not_said(facts: Facts, result: str) -> tuple[Section, ...]:
    unknown = Bullets(_unknown(facts))
    if not unknown:
        return ()
    fold = Fold((unknown,), say("Show the missing facts"), whole=True)
    return section("unknown", say("What the plan does not say"), Prose(result), fold, on_paper=False)


def _promises(plan: Plan, facts: Facts, result: str) -> Iterator[Section]:
    if plan.promises:
        anew = Prose(say("Outlast checks every promise again for each new copy."), Tone.NOTE)
        yield from section("promises", say("Promises"), Prose(result), anew, on_paper=False)
        for promise in plan.promises.values():
            yield _promise(plan, facts, promise)


def _drills(plan: Plan, facts: Facts, result: str) -> Iterator[Section]:
    if plan.exercises:
        counts = Prose(_counts() if plan.business.believe_drills else "", Tone.NOTE)
        heads = (say("What to try again"), say("Due"), say("Last drill"))
        table = Table(say("When the next drills are due"), heads, tuple(_again(plan, facts)))
        yield from section("drills", say("Drills"), Prose(result), counts, table, on_paper=False)
        for drill in sorted(plan.exercises.values(), key=lambda each: each.on, reverse=True):
            yield _drill(plan, facts, drill)


def _counts() -> str:
    return say(
        "The calculations use the times from these drills. They do not count on a person whose last drill "
        "failed."
    )


def _again(plan: Plan, facts: Facts) -> Iterator[tuple[str, ...]]:
    """What is to be tried again, the soonest first."""
    for id, due in facts.drills_due.items():
        day = words.day(due)
        said = say("{day} (**overdue**)", day=day) if due < facts.as_of else day
        yield name(id), said, last_drill(plan, facts, id) or ""


def _more(plan: Plan, thing: Thing, facts: Facts) -> tuple[Block, ...]:
    """What stands below every thing."""
    return (
        Questions(questions(plan, thing)),
        Files(attachments(thing, facts)),
        FactList(closing_facts(thing)),
    )


def _results(plan: Plan, facts: Facts) -> Results:
    kept = [facts.outlook.promises[id] for id in plan.promises if id in facts.outlook.promises]
    unknown = len(_unknown(facts))
    return Results(
        _kept(kept),
        freshness.result(plan, facts),
        say_count(
            "The plan leaves out {count} fact. An answer that needs it may be wrong.",
            "The plan leaves out {count} facts. An answer that needs one of them may be wrong.",
            unknown,
        )
        if unknown
        else "",
        _tried(plan, facts),
        _reviews([each.until.date for thing in plan.things.values() for each in thing.accepts]),
    )


def _kept(kept: list[PromiseResult]) -> str:
    """How many promises the plan keeps, in a sentence."""
    broken = sum(not each.holds for each in kept)
    if not kept:
        return ""
    if not broken:
        return say_count(
            "The plan keeps its {count} promise.", "The plan keeps all {count} promises.", len(kept)
        )
    return say_count(
        "The plan does not keep its {total} promise.",
        "The plan does not keep {broken} of {total} promises.",
        len(kept),
        broken=broken,
        total=len(kept),
    )


def _reviews(days: list[date]) -> str:
    """How many warnings are accepted, and when the first of them is looked at again."""
    if not days:
        return ""
    return say_count(
        "The owner accepts {count} warning. Look at it again on {day}.",
        "The owner accepts {count} warnings. Look at the first one again on {day}.",
        len(days),
        day=words.day(min(days)),
    )


def _tried(plan: Plan, facts: Facts) -> str:
    """How many drills there were and what came of them, in sentences."""
    drills = plan.exercises.values()
    if not drills:
        return ""
    came = Counter(facts.drills[each.id] for each in drills)
    told = [say_count("The plan records {count} drill.", "The plan records {count} drills.", len(drills))]
    told += [_times(result, number) for result, number in came.items()]
    if actions := [action for each in drills for action in each.actions]:
        told.append(_open(sum(action.done is None for action in actions)))
    return " ".join(told)


def _times(result: DrillResult, number: int) -> str:
    match result:
        case DrillResult.WORKED:
            return say_count("{count} drill worked.", "{count} drills worked.", number)
        case DrillResult.TOO_SLOW:
            return say_count(
                "{count} drill worked, but took too long.",
                "{count} drills worked, but took too long.",
                number,
            )
        case DrillResult.CHANGED:
            return say_count(
                "{count} drill worked, but its steps were changed later.",
                "{count} drills worked, but their steps were changed later.",
                number,
            )
        case DrillResult.IN_PART:
            return say_count("{count} drill worked in part.", "{count} drills worked in part.", number)
        case DrillResult.FAILED:
            return say_count("{count} drill failed.", "{count} drills failed.", number)
        case DrillResult.AHEAD:
            return say_count("{count} drill is planned.", "{count} drills are planned.", number)


def _open(actions: int) -> str:
    """How much of what drills found is still to be fixed, as a sentence."""
    if not actions:
        return say("Everything that they found is fixed.")
    return say_count("{count} fix is still open.", "{count} fixes are still open.", actions)


def _summary(plan: Plan, facts: Facts) -> Iterator[str]:
    outlook, currency = facts.outlook, plan.business.currency
    kept = [outlook.promises[id] for id in plan.promises if id in outlook.promises]
    broken = [each.promise for each in kept if not each.holds]
    tried = proven.result(facts)
    if broken:
        yield say_count(
            "**The plan does not keep {count} of its promises:** {promises}.",
            "**The plan does not keep {count} of its promises:** {promises}.",
            len(broken),
            promises=names(broken),
        )
    elif kept:
        calculated = say("This is calculated. {result}", result=tried) if tried else ""
        yield f"**{_kept(kept)}** {calculated}".rstrip()
    worst = weak_spots.worst(outlook.single_points)
    if worst is not None:
        values = {"things": names(worst.nodes), "time": words.length(WINDOW)}
        if facts.priced and worst.lost:
            lost = words.about(worst.lost, currency)
            yield say("**Biggest risk:** {time} without {things} costs {amount}.", amount=lost, **values)
        else:
            yield say("**Biggest risk:** {time} without {things} stops the most tasks.", **values)
    if outlook.fixes:
        fix = outlook.fixes[0]
        yield say("**Fix first:** {change}.", change=weak_spots.change(fix))
        if facts.priced:
            yield say("**What this fix saves:** {amount}.", amount=words.about(fix.saved, currency))
    if tried and (broken or not kept):
        yield say("**Access:** {result}", result=tried)
    if late := freshness.overdue(plan, facts):
        yield say_count(
            "**Overdue:** {count} part of the plan needs a fix or a review.",
            "**Overdue:** {count} parts of the plan need a fix or a review.",
            len(late),
        )
    if never := facts.untried:
        yield say("**Never tried:** {things}.", things=names(never))
    if proposals := freshness.unconfirmed(plan, facts):
        yield say_count(
            "**Not confirmed:** {count} fact. Outlast does not count on it until the owner confirms it.",
            "**Not confirmed:** {count} facts. Outlast does not count on them until the owner confirms them.",
            len(proposals),
        )


def _promise(plan: Plan, facts: Facts, promise: Promise) -> Section:
    blow, currency = promise.when, plan.business.currency
    said = figures(
        (say("People who cannot work"), names(map(str, blow.away))),
        (say("What you do not have"), names(map(str, blow.out))),
        (say("Scenario"), name(blow.scenario) if blow.scenario else ""),
        (say("For how long"), words.duration(blow.for_)),
        (say("From"), words.day(blow.from_.date) if blow.from_ else ""),
        (say("Tasks that go on"), names(promise.keep)),
        (say("What the plan promises"), say(LIMITS[promise.within])),
        (say("Most that it may cost"), words.money(promise.costs_under, currency)),
    )
    kept = facts.outlook.promises.get(promise.id)
    reading = Prose(whatif.reading(kept.answer.question) if kept else "", Tone.NOTE)
    fold = (Prose(promise.about or ""), FactList(said), reading, *_more(plan, promise, facts))
    blocks = (*_verdict(plan, facts, kept), Fold(present(fold), say("Show this promise"), whole=True))
    return Section(3, promise.id, promise.title, present(blocks))


def _verdict(plan: Plan, facts: Facts, kept: PromiseResult | None) -> Iterator[Block]:
    """Whether it holds, and why not."""
    if kept is None:
        yield Prose(say("Outlast has not checked this promise."), Tone.NOTE)
        return
    holds = say("The plan keeps this promise") if kept.holds else say("The plan does not keep this promise")
    yield Verdict(holds, kept.holds)
    if kept.sealed:
        yield from _sealed(plan, kept)
    yield Bullets(tuple(_failure(plan, facts, kept, each) for each in kept.failures))


def _sealed(plan: Plan, kept: PromiseResult) -> Iterator[Block]:
    """That it holds only through emergency access, and beside it what the plan forbids."""
    promise = plan.promises[kept.promise]
    used = {
        (str(state.who), state.routes, id): None
        for id in promise.keep
        if id in kept.answer.functions
        for band in kept.answer.functions[id].bands
        for each in band.intervals
        if (state := each.state).routes and state.who and each.start < kept.answer.end
    }
    told = [
        say("{person} opens {access} for {task}.", person=name(who), access=names(routes), task=name(id))
        for who, routes, id in used
    ]
    yield Prose(" ".join((say("**The plan keeps this promise only with emergency access.**"), *told)))
    scenario = plan.scenarios.get(promise.when.scenario) if promise.when.scenario else None
    people = (plan.people[who] for who in dict.fromkeys(who for who, *_ in used) if who in plan.people)
    mine = (
        say("{person} must not: {limits}.", person=name(each.id), limits=literal(words.some(each.may_not)))
        for each in people
        if each.may_not
    )
    forbidden = Bullets((*plan.business.never, *(scenario.never if scenario else ()), *mine))
    if forbidden:
        yield Prose(say("Check that this breaks none of these rules:"))
        yield forbidden


def _failure(plan: Plan, facts: Facts, kept: PromiseResult, failure: Failure) -> str:
    task = name(failure.function) if failure.function else ""
    if failure.flaw is Flaw.TOO_DEAR:
        if not facts.priced:
            return say("This costs more than the plan promises.")
        cost = words.about(failure.cost, plan.business.currency)
        return say("This costs more than the plan promises: {amount}.", amount=cost)
    if failure.flaw is Flaw.NOT_KNOWN:
        if not task:
            return say("Nobody can check this: the plan does not say how long the tasks may stop.")
        return say("Nobody can check this: the plan does not say how long {task} may stop.", task=task)
    if failure.stop is None:
        return say("{task} stops for too long.", task=task)
    stop, answer = failure.stop, kept.answer
    start = answer.start.date()
    told = [say("{task} stops on {day}.", task=task, day=words.when(stop.start, start))]
    told.append(
        say("It starts again on {day}.", day=words.when(stop.end, start))
        if stop.end
        else say("Nobody knows when it starts again.")
    )
    return " ".join((*told, whatif.why(plan, answer, stop.causes, stop.start))).rstrip()


def _unknown(facts: Facts) -> tuple[str, ...]:
    found = {
        (each.subject, each.field)
        for answers in (facts.outlook.without, facts.outlook.scenarios)
        for answer in answers.values()
        for each in answer.unknown
    }
    return tuple(f"{name(subject)}: `{field}`" for subject, field in sorted(found))


def _drill(plan: Plan, facts: Facts, drill: Exercise) -> Section:
    actions = tuple(
        (
            action.do,
            name(action.owner) if action.owner else say("nobody"),
            words.day(action.due.date) if action.due else "",
            words.day(action.done.date) if action.done else say("not done"),
        )
        for action in drill.actions
    )
    heads = (say("What to fix"), say("Who"), say("Due"), say("Done"))
    people = names(drill.by)
    said = figures(
        (say("What happened") if drill.real else say("What was tried"), name(drill.of)),
        (say("Day"), words.day(drill.on.date)),
        (say("Who did it"), say("{people}, for the first time", people=people) if drill.cold else people),
        (say("Result"), words.capital(drill_result(facts.drills[drill.id]))),
        (say("Time it took"), words.duration(drill.took)),
        (say("How it was tried"), say(TYPES[drill.type]) if drill.type else ""),
        (say("Time until the next drill"), words.duration(drill.again)),
    )
    fold = (
        Prose(drill.about or ""),
        FactList(said),
        Bullets(drill.findings),
        Table(say("What to fix after this drill"), heads, actions),
        *_more(plan, drill, facts),
    )
    blocks = (Prose(_came_of(facts, drill)), Fold(present(fold), say("Show this drill"), whole=True))
    return Section(3, drill.id, drill.title, blocks)


def _came_of(facts: Facts, drill: Exercise) -> str:
    result = words.capital(drill_result(facts.drills[drill.id]))
    left = sum(1 for action in drill.actions if action.done is None)
    told = say("{day}: {result}.", day=words.day(drill.on.date), result=result)
    return f"{told} {_open(left)}" if left else told


def _accepted(plan: Plan) -> Table | None:
    rows = tuple(
        (name(thing.id), str(each.rule), each.because, words.day(each.until.date))
        for thing in plan.things.values()
        for each in thing.accepts
    )
    heads = (say("About"), say("Warning"), say("Why the owner accepts it"), say("Look at it again on"))
    return Table(say("Warnings that the owner accepts"), heads, rows) if rows else None
