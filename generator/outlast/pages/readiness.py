"""Readiness: what the plan promises, what was tried, what is known to be weak."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.whatif.outlook import Failure, Flaw, Kept
from outlast.model import Plan
from outlast.model.exercises import Exercise
from outlast.model.promises import Promise
from outlast.pages import freshness, weak_spots, whatif
from outlast.pages.addresses import HEADINGS, NOBODY, READINESS
from outlast.pages.attachments import attachments
from outlast.pages.matrix import Matrix, matrix
from outlast.pages.parts import figures, questions, web_links
from outlast.pages.view import AttachmentView, Download, Fact, QuestionView, Table
from outlast.reasons import name
from outlast.site import Address, Page, Part
from outlast.site.parts import Age

FIRST = 3
"""How many of the changes to make stand there unfolded."""


@dataclass(frozen=True)
class PromiseView:
    id: str
    title: str
    about: str | None
    facts: tuple[Fact, ...]
    verdict: VerdictView | None
    questions: tuple[QuestionView, ...]
    attachments: tuple[AttachmentView, ...]
    links: tuple[Fact, ...]


@dataclass(frozen=True)
class VerdictView:
    """Whether a promise holds."""

    holds: bool
    words: str
    why: tuple[str, ...]
    reading: str


@dataclass(frozen=True)
class DrillView:
    id: str
    title: str
    about: str | None
    facts: tuple[Fact, ...]
    questions: tuple[QuestionView, ...]
    result: str
    """What came of it and when, in one line."""
    attachments: tuple[AttachmentView, ...]
    links: tuple[Fact, ...]
    findings: tuple[str, ...]
    actions: Table | None


@dataclass(frozen=True)
class FixesView:
    """What to mend first: it stands before all the rest."""

    id: str
    heading: str
    result: str
    first: Table
    more: Table | None
    """Those after the first few."""


@dataclass(frozen=True)
class Results:
    """What each part says in one line, above what is folded; empty where the part is."""

    promises: str
    fresh: str
    unknown: str
    drills: str
    accepted: str


@dataclass(frozen=True)
class ReadinessView:
    age: Age
    summary: tuple[str, ...]
    """How ready the shop is, in a few sentences: what holds, what fails first, what was never tried."""
    results: Results
    promises: tuple[PromiseView, ...]
    drills: tuple[DrillView, ...]
    accepted: Table | None
    downloads: tuple[Download, ...]
    matrix: Matrix | None
    fixes: FixesView | None
    weak: tuple[weak_spots.Weakness, ...]
    fresh: Table | None
    """What was never tried, and what is overdue."""
    nobody: Address | None
    headings: Address | None
    unknown: tuple[str, ...]
    """What the plan does not say and the what-if would need."""
    reading: str


def pages(plan: Plan, facts: Facts, age: Age, due: tuple[Download, ...]) -> Iterator[Page]:
    """One page, when the plan promises, has tried or accepts anything, or when anything was worked out."""
    accepted = _accepted(plan)
    grid, weak = matrix(plan, facts), weak_spots.weaknesses(plan, facts)
    if not (plan.promises or plan.exercises or accepted or grid or weak or facts.outlook.idle):
        return
    yield Page(
        path=READINESS.page,
        title="Readiness",
        kind="readiness",
        part=Part.READINESS,
        description="What this plan promises, what was tried, and which weak spots are known.",
        also=("drills", "exercises"),
        view=ReadinessView(
            age,
            tuple(_summary(plan, facts)),
            _results(plan, facts),
            tuple(_promise(plan, facts, each) for each in plan.promises.values()),
            tuple(
                _drill(facts, each)
                for each in sorted(plan.exercises.values(), key=lambda e: e.on, reverse=True)
            ),
            accepted,
            due,
            grid,
            _fixes(weak),
            tuple(each for each in weak if each.id != "fixes"),
            freshness.table(plan, facts),
            NOBODY if facts.outlook.idle else None,
            HEADINGS if plan.scenarios else None,
            _unknown(facts),
            next((whatif.reading(each.question) for each in facts.outlook.without.values()), ""),
        ),
    )


def _fixes(weak: tuple[weak_spots.Weakness, ...]) -> FixesView | None:
    found = next((each for each in weak if each.id == "fixes"), None)
    if found is None:
        return None
    rows = found.table.rows
    first = replace(found.table, caption=found.title, rows=rows[:FIRST])
    more = replace(found.table, rows=rows[FIRST:]) if rows[FIRST:] else None
    return FixesView(found.id, found.heading, found.result, first, more)


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
        _tried(plan),
        f"{words.count(len(until), 'warning')}{again}." if until else "",
    )


def _tried(plan: Plan) -> str:
    drills = plan.exercises.values()
    came = Counter(str(each.result) for each in drills if each.result)
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
            names = words.some(name(each.promise) for each in broken)
            verb = "does" if len(broken) == 1 else "do"
            yield f"**{len(broken)} of {len(kept)} promises {verb} not hold:** {names}."
        else:
            yield f"**Everything that is promised holds:** {words.count(len(kept), 'promise')}."
    if outlook.points:
        worst = outlook.points[0]
        lost = f", {words.about(worst.cost, currency)} in 21 days" if facts.priced else ""
        most = "What would hurt most" if facts.priced else "What would stop most"
        yield f"**{most}:** {words.some(map(name, worst.nodes))} gone{lost}."
    if outlook.fixes:
        fix = outlook.fixes[0]
        saved = f". It saves {words.about(fix.saved, currency)}" if facts.priced else ""
        yield f"**Mend this first:** {weak_spots.change(fix)}{saved}."
    late, never = freshness.overdue(plan, facts), facts.untried
    if late:
        yield f"**Overdue:** {words.count(len(late), 'part')} of the plan to be mended or read again."
    if never:
        yield f"**Never tried:** {words.some(map(name, never))}."


def _promise(plan: Plan, facts: Facts, promise: Promise) -> PromiseView:
    blow = promise.when
    gone = [*(f"{{{id}}} is away" for id in blow.away), *(f"{{{id}}} is gone" for id in blow.out)]
    if blow.scenario:
        gone.append(f"{{{blow.scenario}}}")
    when = words.some(gone)
    if blow.for_:
        when += f", for {words.duration(blow.for_)}"
    if blow.from_:
        when += f", from {words.day(blow.from_.date)}"
    limits = {"mtpd": "no longer than it can bear (MTPD)", "rto": "no longer than it promises (RTO)"}
    return PromiseView(
        promise.id,
        promise.title,
        promise.about,
        figures(
            ("When", when),
            ("These keep going", words.some(f"{{{id}}}" for id in promise.keep)),
            ("Each may stop", limits[promise.within]),
            ("It may cost at most", words.money(promise.costs_under, plan.business.currency)),
        ),
        _verdict(plan, facts, promise),
        questions(promise),
        attachments(promise, facts),
        web_links(promise),
    )


def _verdict(plan: Plan, facts: Facts, promise: Promise) -> VerdictView | None:
    kept = facts.outlook.promises.get(promise.id)
    if kept is None:
        return None
    return VerdictView(
        kept.holds,
        "It holds" if kept.holds else "It does not hold",
        tuple(_failure(plan, facts, kept, each) for each in kept.failures),
        whatif.reading(kept.answer.question),
    )


def _failure(plan: Plan, facts: Facts, kept: Kept, failure: Failure) -> str:
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


def _drill(facts: Facts, drill: Exercise) -> DrillView:
    actions = tuple(
        (
            action.do,
            f"{{{action.owner}}}" if action.owner else "nobody",
            words.day(action.due.date) if action.due else "",
            words.day(action.done.date) if action.done else "open",
        )
        for action in drill.actions
    )
    heads = ("To be mended", "Who", "By", "Done")
    return DrillView(
        drill.id,
        drill.title,
        drill.about,
        figures(
            ("What was tried", f"{{{drill.of}}}"),
            ("When", words.day(drill.on.date)),
            (
                "By",
                words.some(f"{{{id}}}" for id in drill.by) + (", for the first time" if drill.cold else ""),
            ),
            ("It", drill.result),
            ("Took", words.duration(drill.took)),
        ),
        questions(drill),
        _came_of(drill),
        attachments(drill, facts),
        web_links(drill),
        drill.findings,
        Table("What is to be mended", heads, actions) if actions else None,
    )


def _came_of(drill: Exercise) -> str:
    left = sum(1 for action in drill.actions if action.done is None)
    told = (words.capital(str(drill.result or "tried")), words.day(drill.on.date))
    return ", ".join(told) + (f". {words.count(left, 'action')} still open." if left else ".")


def _accepted(plan: Plan) -> Table | None:
    rows = tuple(
        (f"{{{thing.id}}}", str(each.rule), each.because, words.day(each.until.date))
        for thing in plan.things.values()
        for each in thing.accepts
    )
    heads = ("About", "Warning", "Why it is accepted", "To be looked at again")
    return Table("Weak spots that are known and accepted", heads, rows) if rows else None
