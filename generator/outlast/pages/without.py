"""What is said on a page about the loss of something: what stops, when and why, what to do, what it costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.whatif.answer import Answer, BandAnswer, Down, FunctionAnswer, Stop
from outlast.analysis.whatif.outlook import Ask, Task
from outlast.analysis.whatif.question import Kind
from outlast.diagrams import Lane, timeline
from outlast.diagrams.segments import Segment, segments, undisturbed
from outlast.model import Plan
from outlast.pages import days, parts, whatif
from outlast.reasons import band, name, names, or_instead, state, unknown
from outlast.site.blocks import (
    Block,
    Bullets,
    FactList,
    Fold,
    Picture,
    Prose,
    Section,
    Table,
    Tone,
    mentions,
    section,
)
from outlast.site.parts import Fact
from outlast.site.pictures import Tone as BarTone

MANY = 6
TURNS = 3
"""What changes more often than MANY times, among TURNS states at most, is told as going on by turns."""
AFTER = timedelta(days=7)
"""How far the picture looks beyond the window."""


def without(plan: Plan, facts: Facts, id: str, title: str) -> tuple[Section, ...]:
    """The section of 21 days without a thing; none where nobody worked it out."""
    answer = facts.outlook.without.get(id)
    if answer is None:
        return ()
    as_usual = whatif.untouched(plan, answer)
    return section(
        "without",
        title,
        Prose(whatif.headline_of(facts, id)),
        todo(plan, facts.outlook.asks.get(id, ()), facts.outlook.tasks.get(id, ()), answer),
        FactList(cost(plan, answer) if facts.priced else ()),
        picture(plan, id, answer, title),
        _happens(plan, answer),
        order(plan, answer),
        down(plan, answer, answer.end),
        *doubts(facts, id, answer),
        Prose(f"**These go on as usual:** {', '.join(map(name, as_usual))}." if as_usual else ""),
        Prose(whatif.reading(answer.question), Tone.NOTE),
        on_paper=False,
    )


def scenario(plan: Plan, facts: Facts, id: str) -> tuple[Section, ...]:
    """The section of what a scenario costs, beside its days; none where nobody worked it out."""
    answer = facts.outlook.scenarios.get(id)
    if answer is None:
        return ()
    comes_back = order(plan, answer)
    return section(
        "without",
        "The same as a picture, and what it costs",
        FactList(cost(plan, answer) if facts.priced else ()),
        picture(plan, id, answer, "What happens, day by day"),
        Fold((comes_back,), "What comes back in which order") if comes_back else None,
        Prose(_not_known(answer), Tone.NOTE),
        Prose(whatif.reading(answer.question), Tone.NOTE),
        on_paper=False,
    )


def doubts(facts: Facts, id: str, answer: Answer) -> Iterator[Block]:
    """The promises that do not hold then, and what is not known because the plan does not say it."""
    broken = Bullets(mentions(_broken(facts, id)))
    if broken:
        yield Prose("**Promises that do not hold then:**")
        yield broken
    if missing := _not_known(answer):
        yield Prose(missing, Tone.NOTE)


def broken(facts: Facts, id: str) -> tuple[Section, ...]:
    """The section of the promises that do not hold in a scenario, from the day of the copy on."""
    counted = f"Worked out for a beginning on {words.day(facts.as_of)}, the day of this copy."
    promises = Bullets(mentions(_broken(facts, id)))
    note = Prose(counted, Tone.NOTE) if promises else None
    return section("promises", "Promises that do not hold then", note, promises, level=3, on_paper=False)


def _not_known(answer: Answer) -> str:
    missing = words.some(dict.fromkeys(map(unknown, answer.unknown)))
    return f"Not known, because the plan does not say it: {missing}." if missing else ""


def brief(plan: Plan, facts: Facts, id: str) -> tuple[str, ...]:
    """The same in a few lines, for an entry among others."""
    answer = facts.outlook.without.get(id)
    if answer is None:
        return ()
    stops = whatif.stopping(answer)
    lines = [whatif.headline_of(facts, id)]
    for function in stops[:4] if len(stops) > 1 else ():
        if function.stop:
            when = whatif.moment(function.stop.start, answer)
            lines.append(parts.sentence(f"{name(function.function)} stops {when}"))
    if facts.priced and (stops or answer.cost or answer.tail):
        lines += (f"{each.label}: {each.value}." for each in cost(plan, answer))
    return tuple(lines)


def readings(facts: Facts, ids: Iterable[str]) -> str:
    """The reading of the answers about these things, which is the same for all."""
    found = (facts.outlook.without[id].question for id in ids if id in facts.outlook.without)
    return next((whatif.reading(question) for question in found), "")


def picture(plan: Plan, id: str, answer: Answer, title: str) -> Picture | None:
    """The picture of what goes on and what stops; None where nothing changes."""
    bands = tuple(changed(plan, answer))
    if not bands:
        return None
    return Picture(
        timeline(
            f"time-{id}",
            f"{title}: what goes on and what stops, day by day",
            (_lane(plan, name, band, answer) for name, _, band in bands),
            answer.start,
            answer.end,
            min(answer.horizon, answer.end + AFTER),
        )
    )


def changed(plan: Plan, answer: Answer) -> Iterator[tuple[str, FunctionAnswer, BandAnswer]]:
    """The bands that do not go as usual, those that stop first; each with its name in plain words."""
    found = [
        (_name(plan, function, band), function, band)
        for function in answer.functions.values()
        for band in function.bands
        if whatif.changes(function, band)
    ]
    yield from sorted(found, key=lambda each: each[2].first.start if each[2].first else answer.horizon)


def _name(plan: Plan, function: FunctionAnswer, band: BandAnswer) -> str:
    title = plan.functions[function.function].title
    return f"{title}, {bounds(plan, band)}" if len(function.bands) > 1 else title


def bounds(plan: Plan, amounts: BandAnswer) -> str:
    """`over €80 and up to €250`, or `any amount`."""
    return band(plan, amounts) or "any amount"


def _lane(plan: Plan, name: str, band: BandAnswer, answer: Answer) -> Lane:
    verdict, stops = whatif.verdict(band, answer)
    return Lane(name, verdict, stops, tuple((each, _label(plan, each)) for each in segments(band)))


def _label(plan: Plan, segment: Segment) -> str:
    """A word or two to stand inside a bar."""
    if segment.tone in _LABELS:
        return _LABELS[segment.tone]
    who = segment.state.who
    name = plan.things[who].title.split()[0] if who in plan.people else ""
    if segment.tone is BarTone.WORKAROUND:
        return f"{name or 'workaround'}, {whatif.percent(segment.state)}"
    return name


_LABELS = {
    BarTone.STOPPED: "stopped",
    BarTone.PAST: "too long",
    BarTone.RUNS: "runs on",
    BarTone.CLOSED: "closed",
}


def _happens(plan: Plan, answer: Answer) -> Table | None:
    rows: list[tuple[str, str, str]] = []
    for _, function, each in changed(plan, answer):
        late = whatif.unstaffed(plan, function, answer)
        why = _why(plan, each, answer) or "It does not stop"
        why = f"{parts.sentence(why)} {late}" if late else why
        rows.append((subject(plan, function, each), course(plan, function.function, each, answer), why))
    heads = ("What", "Day by day", "Why it stops")
    return Table("What the picture shows", heads, tuple(rows)) if rows else None


def subject(plan: Plan, function: FunctionAnswer, band: BandAnswer) -> str:
    """A function with the range of amounts, where it has several."""
    return name(function.function) + (f", {bounds(plan, band)}" if len(function.bands) > 1 else "")


def course(plan: Plan, function: str, band: BandAnswer, answer: Answer) -> str:
    """What happens one after another, until it is as usual again."""
    told = [
        said if start == answer.start else f"from {whatif.clock(start, answer.start.date())} {said}"
        for start, said in pieces(plan, function, band)
    ]
    kinds = {said for _, said in pieces(plan, function, band)}
    if len(told) > MANY and len(kinds) <= TURNS:
        last = told[-1:] if told[-1].endswith("as usual") else []
        told = [*told[: TURNS + 1], "and so on, by turns", *last]
    return words.capital("; ".join(filter(None, (*told, whatif.lessening(band)))))


def pieces(plan: Plan, function: str, band: BandAnswer) -> tuple[tuple[datetime, str], ...]:
    """From when what happens, until it is as usual again."""
    told: list[tuple[datetime, str]] = []
    parts = segments(band)
    for number, each in enumerate(parts):
        if number and undisturbed(parts[number:]):
            return (*told, (each.start, "as usual"))
        past = each.tone is BarTone.PAST
        said = "stopped for longer than it can bear" if past else state(plan, function, each.state)
        told.append((each.start, said))
    return tuple(told)


def _why(plan: Plan, band: BandAnswer, answer: Answer) -> str:
    stop = band.first or next(iter(band.stops), None)
    if stop is None:
        return ""
    first = whatif.why(plan, answer, stop.causes, stop.start)
    if stop.anyway:
        return f"It stops anyway. {first}"
    later = whatif.why(plan, answer, stop.still, answer.horizon)
    return f"{first} And later: {later}" if later else first


def todo(plan: Plan, asks: Iterable[Ask], tasks: Iterable[Task], answer: Answer) -> Table | None:
    """What must be asked for and done by when, soonest first."""
    rows = [
        *((each.by or answer.start, _ask(each, answer)) for each in asks),
        *((each.last, _task(plan, each, answer)) for each in tasks),
    ]
    heads = ("By when", "What", "Who", "Else")
    told = tuple(dict.fromkeys(row for _, row in sorted(rows)))
    return Table("What must be done by when", heads, told) if told else None


def _ask(ask: Ask, answer: Answer) -> tuple[str, ...]:
    near = answer.start.date()
    by = ask.by or ask.by_breach
    when = whatif.last_day(by, near) if by and by > answer.start else "At once"
    way = f" for the way in through {name(ask.through)}" if ask.through else " to stand in"
    ends = f"{name(ask.function)} stops {whatif.moment(ask.stop, answer)}"
    if ask.by is None and ask.ready:
        ends += f", and goes on only {whatif.moment(ask.ready, answer)}"
        ends += "; asked later, it is down for longer than it can bear" if ask.by_breach else ""
    elif ask.ready is None:
        ends += "; nobody knows when they could begin"
    return (when, f"Ask {name(ask.who)}{way}", "whoever leads", ends)


def _task(plan: Plan, task: Task, answer: Answer) -> tuple[str, ...]:
    near = answer.start.date()
    late = task.done is None or task.done > task.last
    when = whatif.last_day(task.last, near)
    who = "**nobody in time**" if late else name(task.by) if task.by else "it goes by itself"
    if late and task.by and task.done:
        able = f"{name(task.by)} on {whatif.clock(task.done, near)}"
        gone = task.last <= answer.start  # with what happened: nothing is in time
        when, who = ("At once", able) if gone else (when, f"{who}; {able}")
    ends = days.consequence(plan, task, near, answer.question)
    due = f"due on {words.brief_day(task.due, year=task.due.year != near.year)}"
    return when, f"{days.what(plan, task)}, {due}", who, ends or "Nothing stops"


def _restoring(plan: Plan, id: str) -> str:
    """How long it takes to restore a system, where the plan says so."""
    system = plan.systems.get(id)
    takes = system.restore.takes if system and system.restore else None
    return f"takes {words.duration(takes)} to restore" if takes else ""


def order(plan: Plan, answer: Answer) -> Table | None:
    """What comes back in which order, and what it waited for."""
    near = answer.start.date()
    gone = {id for id, _ in answer.question.lost}
    rows: list[tuple[datetime, str, str, Stop | Down]] = [
        (each.end, each.node, _restoring(plan, each.node), each)
        for each in answer.down
        if each.end and each.node in gone and each.start < answer.end
    ]
    for function in answer.functions.values():
        for each in function.bands:
            stop = each.first
            if stop and stop.end:
                rows.append((stop.end, function.function, whatif.path(function.function, stop), stop))
    told = [
        (
            whatif.clock(when, near),
            name(id) + or_instead(plan, id),
            words.capital(path),
            _too_late(outage, near),
        )
        for when, id, path, outage in sorted(rows, key=lambda row: row[:3])
    ]
    told += [
        ("Not in sight", name(each.node), "", _too_late(each, near))
        for each in answer.down
        if not each.end and each.node in gone and each.start < answer.end
    ]
    late = any(row[-1] for row in told)
    columns = ("Back", "What", "What it waits for", "Promised earlier")[: 4 if late else 3]
    rows_told = tuple(dict.fromkeys(row[: len(columns)] for row in told))
    return Table("What comes back in which order", columns, rows_told) if told else None


def _too_late(outage: Stop | Down, near: date) -> str:
    """By when it was promised, where it is back later than that."""
    return f"by {whatif.clock(outage.promised, near)}" if outage.late and outage.promised else ""


def _broken(facts: Facts, id: str) -> Iterator[str]:
    """Promises about this that do not hold."""
    for promise, kept in facts.outlook.promises.items():
        gone = {lost for lost, _ in kept.answer.question.lost}
        about = gone == {id} or gone == _gone(facts, id)
        if about and not kept.holds:
            yield promise


def _gone(facts: Facts, id: str) -> set[str]:
    answer = facts.outlook.scenarios.get(id)
    return {lost for lost, _ in answer.question.lost} if answer else {id}


def down(plan: Plan, answer: Answer, until: datetime) -> Table | None:
    """What else cannot be used, or cannot be used again, from a moment before `until` on."""
    near = answer.start.date()
    gone = {id for id, _ in answer.question.lost}
    rows = tuple(
        (
            name(each.node),
            "At once" if each.start == answer.start else whatif.clock(each.start, near),
            whatif.clock(each.end, near) if each.end else "not in sight",
            whatif.why(plan, answer, each.causes, each.start),
        )
        for each in answer.down
        if (each.node not in gone or each.start > answer.start) and each.start < until
    )
    heads = ("What", "From", "Until", "Why")
    return Table("What else cannot be used", heads, rows) if rows else None


def cost(plan: Plan, answer: Answer) -> tuple[Fact, ...]:
    """What it costs, in amounts that people say."""
    silent = [
        each.function
        for each in answer.functions.values()
        if plan.functions[each.function].loss is None and _loses(each)
    ]
    return (
        *amounts(plan, answer, answer),
        *parts.figures(("Not known what is lost with", names(silent))),
    )


def amounts(plan: Plan, of: Answer | FunctionAnswer, answer: Answer) -> tuple[Fact, ...]:
    """What is lost of a whole answer or of one function, and what cover for it costs."""
    currency = str(plan.business.currency)
    window = whatif.length(answer.question.window)
    return parts.figures(
        (f"Lost in {'these ' if window.endswith('s') else ''}{window}", words.about(of.cost, currency)),
        ("Lost after that", words.about(of.tail, currency) if of.tail else None),
        ("Paid to those who are called in", words.about(of.cover, currency) if of.cover else None),
    )


def _loses(function: FunctionAnswer) -> bool:
    kinds = (Kind.STOPPED, Kind.WORKAROUND)
    return any(
        each.state.kind in kinds and each.state != each.usually
        for band in function.bands
        for each in band.intervals
    )
