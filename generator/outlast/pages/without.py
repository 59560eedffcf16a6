"""What is said on a page about the loss of something: what stops, when and why, what to do, what it costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.whatif.answer import Answer, BandAnswer, Down, FunctionAnswer, Stop
from outlast.analysis.whatif.outlook import Ask, Task
from outlast.analysis.whatif.question import Kind
from outlast.diagrams import Lane, timeline
from outlast.diagrams.segments import Segment, segments, undisturbed
from outlast.languages import mark, say
from outlast.model import Plan
from outlast.pages import days, parts, whatif
from outlast.reasons import band, name, names, or_instead, state, unknown
from outlast.site.blocks import (
    Block,
    Bullets,
    FactList,
    Fold,
    OnScreen,
    Picture,
    Prose,
    Section,
    Table,
    Tone,
    mentions,
    present,
    section,
)
from outlast.site.parts import Fact
from outlast.site.pictures import Tone as BarTone

MANY = 6
TURNS = 3
"""What changes more often than MANY times, among TURNS states at most, is told as going on by turns."""
AS_USUAL = mark("It goes as usual again.")
AFTER = timedelta(days=7)
"""How far the picture looks beyond the window."""


def without(plan: Plan, facts: Facts, id: str, title: str) -> tuple[Section, ...]:
    """The section of 21 days without a thing; none where nobody worked it out."""
    answer = facts.outlook.without.get(id)
    if answer is None:
        return ()
    as_usual = whatif.untouched(plan, answer)
    acts = todo(plan, facts.outlook.asks.get(id, ()), facts.outlook.tasks.get(id, ()), answer)
    told = (
        FactList(cost(plan, answer) if facts.priced else ()),
        picture(plan, id, answer, title),
        _happens(plan, answer),
        order(plan, answer),
        down(plan, answer, answer.end),
        *doubts(facts, id, answer),
        Prose(say("**These go on as usual:** {tasks}.", tasks=names(as_usual)) if as_usual else ""),
        Prose(whatif.reading(answer.question), Tone.NOTE),
    )
    calculated = OnScreen((Fold(present(told), say("What stops, when and why"), whole=True),))
    return section(
        "without", title, Prose(whatif.headline_of(plan, facts, id)), acts, calculated, on_paper=False
    )


def scenario(plan: Plan, facts: Facts, id: str) -> tuple[Section, ...]:
    """The section of what a scenario costs, beside its days; none where nobody worked it out."""
    answer = facts.outlook.scenarios.get(id)
    if answer is None:
        return ()
    comes_back, title = order(plan, answer), say("What happens, day by day")
    drawn = picture(plan, id, answer, title)
    return section(
        "without",
        say("The same days as a picture, and what they cost"),
        FactList(cost(plan, answer) if facts.priced else ()),
        Fold((drawn,), title) if drawn else None,
        Fold((comes_back,), say("What comes back in which order")) if comes_back else None,
        Prose(_not_known(answer), Tone.NOTE),
        Prose(whatif.reading(answer.question), Tone.NOTE),
        on_paper=False,
    )


def doubts(facts: Facts, id: str, answer: Answer) -> Iterator[Block]:
    """The promises that do not hold then, and what is not known because the plan does not say it."""
    broken = Bullets(mentions(_broken(facts, id)))
    if broken:
        yield Prose(say("**You cannot keep these promises then:**"))
        yield broken
    if missing := _not_known(answer):
        yield Prose(missing, Tone.NOTE)


def broken(facts: Facts, id: str) -> tuple[Section, ...]:
    """The section of the promises that do not hold in a scenario, from the day of the copy on."""
    counted = say("Calculated as if it begins on {day}, the day of this copy.", day=words.day(facts.as_of))
    promises = Bullets(mentions(_broken(facts, id)))
    note = Prose(counted, Tone.NOTE) if promises else None
    return section(
        "promises", say("Promises that you cannot keep then"), note, promises, level=3, on_paper=False
    )


def _not_known(answer: Answer) -> str:
    missing = " ".join(dict.fromkeys(map(unknown, answer.unknown)))
    return say("The plan does not answer this: {questions}", questions=missing) if missing else ""


def brief(plan: Plan, facts: Facts, id: str) -> tuple[str, ...]:
    """The same in a few lines, for an entry among others."""
    answer = facts.outlook.without.get(id)
    if answer is None:
        return ()
    stops = whatif.stopping(answer)
    lines = [whatif.headline_of(plan, facts, id)]
    lines += (
        whatif.stopped(name(each.function), each.stop.start, answer)
        for each in (stops[:4] if len(stops) > 1 else ())
        if each.stop
    )
    if facts.priced and (stops or answer.cost or answer.tail):
        lines += (
            say("{label}: {amount}.", label=each.label, amount=each.value) for each in cost(plan, answer)
        )
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
            say("{title}: what goes on and what stops, day by day", title=title),
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
    if len(function.bands) == 1:
        return title
    return say("{task}, {amounts}", task=title, amounts=bounds(plan, band))


def bounds(plan: Plan, amounts: BandAnswer) -> str:
    """`over €80 and up to €250`, or `any amount`."""
    return band(plan, amounts) or say("any amount")


def _lane(plan: Plan, name: str, band: BandAnswer, answer: Answer) -> Lane:
    verdict, stops = whatif.verdict(band, answer)
    return Lane(name, verdict, stops, tuple((each, _label(plan, each)) for each in segments(band)))


def _label(plan: Plan, segment: Segment) -> str:
    """A word or two to stand inside a bar."""
    if segment.tone in _LABELS:
        return say(_LABELS[segment.tone])
    who = segment.state.who
    name = plan.things[who].title.split()[0] if who in plan.people else ""
    if segment.tone is BarTone.WORKAROUND:
        share = whatif.percent(segment.state)
        return f"{name}, {share}" if name else say("workaround, {percent}", percent=share)
    return name


_LABELS = {
    BarTone.STOPPED: mark("stopped"),
    BarTone.PAST: mark("too long"),
    BarTone.RUNS: mark("still runs"),
    BarTone.CLOSED: mark("closed"),
}


def _happens(plan: Plan, answer: Answer) -> Table | None:
    rows: list[tuple[str, str, str]] = []
    for _, function, each in changed(plan, answer):
        late = whatif.unstaffed(plan, function, answer)
        why = _why(plan, each, answer) or say("It does not stop.")
        why = f"{why} {late}" if late else why
        rows.append((subject(plan, function, each), course(plan, function.function, each, answer), why))
    heads = (say("Task"), say("Day by day"), say("Why it stops"))
    return Table(say("What the picture shows"), heads, tuple(rows)) if rows else None


def subject(plan: Plan, function: FunctionAnswer, band: BandAnswer) -> str:
    """A function with the range of amounts, where it has several."""
    if len(function.bands) == 1:
        return name(function.function)
    return say("{task}, {amounts}", task=name(function.function), amounts=bounds(plan, band))


def course(plan: Plan, function: str, band: BandAnswer, answer: Answer) -> str:
    """What happens one after another, until it is as usual again, in sentences."""
    found = pieces(plan, function, band)
    told = [
        said
        if start == answer.start
        else say("From {day}: {event}", day=words.short(start, answer.start.date()), event=said)
        for start, said in found
    ]
    if len(told) > MANY and len({said for _, said in found}) <= TURNS:
        last = told[-1:] if found[-1][1] == say(AS_USUAL) else []
        told = [*told[: TURNS + 1], say("It goes on like this, by turns."), *last]
    return " ".join(filter(None, (*told, whatif.lessening(band))))


def pieces(plan: Plan, function: str, band: BandAnswer) -> tuple[tuple[datetime, str], ...]:
    """From when what happens, until it is as usual again, in sentences."""
    told: list[tuple[datetime, str]] = []
    parts = segments(band)
    for number, each in enumerate(parts):
        if number and undisturbed(parts[number:]):
            return (*told, (each.start, say(AS_USUAL)))
        past = each.tone is BarTone.PAST
        said = say("It is stopped for too long.") if past else state(plan, function, each.state)
        told.append((each.start, said))
    return tuple(told)


def _why(plan: Plan, band: BandAnswer, answer: Answer) -> str:
    stop = band.first or next(iter(band.stops), None)
    if stop is None:
        return ""
    first = whatif.why(plan, answer, stop.causes, stop.start)
    if stop.anyway:
        return say("It stops anyway. {reasons}", reasons=first)
    later = whatif.why(plan, answer, stop.still, answer.horizon)
    return (
        say("{reasons} Later there are other reasons: {later}", reasons=first, later=later)
        if later
        else first
    )


def todo(plan: Plan, asks: Iterable[Ask], tasks: Iterable[Task], answer: Answer) -> Table | None:
    """What must be asked for and done by when, soonest first."""
    rows = [
        *((each.by or answer.start, _ask(each, answer)) for each in whatif.asked_first(asks)),
        *((each.last, _task(plan, each, answer)) for each in tasks),
    ]
    heads = (say("By when"), say("What"), say("Who"), say("What happens otherwise"))
    told = tuple(dict.fromkeys(row for _, row in sorted(rows)))
    return Table(say("What must be done by when"), heads, told) if told else None


def _ask(ask: Ask, answer: Answer) -> tuple[str, ...]:
    near = answer.start.date()
    by = ask.by
    when = whatif.last_day(by, near) if by and by > answer.start else say("At once")
    person = name(ask.who)
    what = (
        say("Ask {person} to use {emergency_access}", person=person, emergency_access=name(ask.through))
        if ask.through
        else say("Ask {person} to stand in", person=person)
    )
    ends = [
        say("Nobody does {duty} in time.", duty=name(ask.duty))
        if ask.duty
        else whatif.stopped(name(ask.function), ask.stop, answer)
    ]
    if ask.ready is None:
        ends.append(say("Nobody knows when {person} can start.", person=person))
    elif ask.by is None:
        ends.append(say("It goes on again from {day}.", day=whatif.numbered(ask.ready, answer)))
        ends += [whatif.too_late(ask.by_breach, near)] if ask.by_breach else []
    return when, what, say("Whoever leads"), " ".join(ends)


def _task(plan: Plan, task: Task, answer: Answer) -> tuple[str, ...]:
    near = answer.start.date()
    when = whatif.last_day(task.last, near)
    if task.done is not None and task.done <= task.last:
        who = name(task.by) if task.by else say("It happens by itself")
    elif not task.by or task.done is None:
        who = say("**Nobody in time**")
    elif task.last <= answer.start:  # with what happened: nothing is in time
        when = say("At once")
        who = _from(task.by, task.done, near)
    else:
        who = say("**Nobody in time.** {person}", person=_from(task.by, task.done, near))
    ends = days.consequence(plan, task, near, answer.question)
    due = say("{duty}. Due: {day}", duty=days.what(plan, task.node), day=words.near_day(task.due, near))
    return when, due, who, ends or days.without_consequence(plan, task.node)


def _from(who: str, when: datetime, near: date) -> str:
    return say("{person} can do it on {day}.", person=name(who), day=words.short(when, near))


def _restoring(plan: Plan, answer: Answer, down: Down) -> str:
    """What something comes back after: the time for which it is taken to be gone, or that of restoring it."""
    id, length = down.node, answer.question.losses.get(down.node)
    if length and id not in plan.people:
        return say("This assumes that it is gone for {time}.", time=words.length(length))
    system = plan.systems.get(id)
    takes = system.restore.takes if system and system.restore else None
    return say("Restoring it takes {time}.", time=words.duration(takes)) if takes else ""


def order(plan: Plan, answer: Answer) -> Table | None:
    """What comes back in which order, and what it waited for."""
    near = answer.start.date()
    gone = {id for id, _ in answer.question.lost}
    rows: list[tuple[datetime, str, str, Stop | Down]] = [
        (each.end, each.node, _restoring(plan, answer, each), each)
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
            _back(when, outage, answer),
            or_instead(plan, id),
            path,
            _too_late(outage, near),
        )
        for when, id, path, outage in sorted(rows, key=lambda row: row[:3])
    ]
    told += [
        (say("Not known"), name(each.node), "", _too_late(each, near))
        for each in answer.down
        if not each.end and each.node in gone and each.start < answer.end
    ]
    late = any(row[-1] for row in told)
    columns = (say("Back"), say("What"), say("What it waits for"), say("Promised for"))[: 4 if late else 3]
    rows_told = tuple(dict.fromkeys(row[: len(columns)] for row in told))
    return Table(say("What comes back in which order"), columns, rows_told) if told else None


def _back(when: datetime, outage: Stop | Down, answer: Answer) -> str:
    """When it is back; no time of the first day where nobody said at what time it began."""
    by_the_clock = isinstance(outage, Stop) and outage.hours_of
    if when.date() == answer.start.date() and answer.question.clock == time() and not by_the_clock:
        return say("The same day")
    return words.short(when, answer.start.date())


def _too_late(outage: Stop | Down, near: date) -> str:
    """By when it was promised, where it is back later than that."""
    return words.short(outage.promised, near) if outage.late and outage.promised else ""


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
            say("At once") if each.start == answer.start else words.short(each.start, near),
            words.short(each.end, near) if each.end else say("Not known"),
            whatif.why(plan, answer, each.causes, each.start),
        )
        for each in answer.down
        if (each.node not in gone or each.start > answer.start) and each.start < until
    )
    heads = (say("What"), say("From"), say("Until"), say("Why"))
    return Table(say("What else you cannot use"), heads, rows) if rows else None


def cost(plan: Plan, answer: Answer) -> tuple[Fact, ...]:
    """What it costs, in amounts that people say."""
    missing = unpriced(plan, answer)
    known = amounts(plan, answer, answer)
    if missing and not answer.cost and not answer.tail:
        known = (*parts.figures((known[0].label, say("not known"))), *known[1:])
    return (*known, *parts.figures((say("The plan does not say what you lose without"), names(missing))))


def lost(plan: Plan, answer: Answer) -> str:
    """What is lost in all, in two words; what the plan does not say is not taken for nothing."""
    whole = answer.cost + answer.tail
    said = words.about(whole, str(plan.business.currency))
    if not unpriced(plan, answer):
        return said
    return say("{amount} or more", amount=said) if whole else say("not known")


def unpriced(plan: Plan, answer: Answer) -> tuple[str, ...]:
    """The functions that lose something of which the plan does not say how much."""
    return tuple(
        each.function
        for each in answer.functions.values()
        if plan.functions[each.function].loss is None and _loses(each)
    )


def amounts(plan: Plan, of: Answer | FunctionAnswer, answer: Answer) -> tuple[Fact, ...]:
    """What is lost of a whole answer or of one function, and what cover for it costs."""
    currency = str(plan.business.currency)
    window = words.length(answer.question.window)
    return parts.figures(
        (say("You lose within {time}", time=window), words.about(of.cost, currency)),
        (say("You lose after that"), words.about(of.tail, currency) if of.tail else None),
        (say("You pay to people who are called in"), words.about(of.cover, currency) if of.cover else None),
    )


def _loses(function: FunctionAnswer) -> bool:
    kinds = (Kind.STOPPED, Kind.WORKAROUND)
    return any(
        each.state.kind in kinds and each.state != each.usually
        for band in function.bands
        for each in band.intervals
    )
