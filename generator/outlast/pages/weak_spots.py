"""The plan as a whole: single points of failure, pairs, covers, sole holders, cheapest fixes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.whatif.causes import WITHHELD
from outlast.analysis.whatif.outlook import TRIED, Change, Fix, SinglePerson, SinglePoint, TooLate
from outlast.analysis.whatif.question import WINDOW
from outlast.languages import mark, say, say_count
from outlast.model import Plan
from outlast.model.prose import literal
from outlast.reasons import name, names
from outlast.site.blocks import Table

HELPED = 4
"""How many of the cases in which a change helps are named."""


@dataclass(frozen=True)
class Weakness:
    """One kind of weak spot."""

    id: str
    heading: str
    result: str
    """What came of it, in one line of small Markdown."""
    title: str
    """What its rows are, and in which order."""
    table: Table


def weaknesses(plan: Plan, facts: Facts) -> tuple[Weakness, ...]:
    """Every kind of weak spot that this plan has."""
    return tuple(found for found in _all(plan, facts) if found.table.rows)


def _all(plan: Plan, facts: Facts) -> Iterator[Weakness]:
    outlook, currency, priced = facts.outlook, str(plan.business.currency), facts.priced
    helpful = say_count(
        "{count} change would help.", "{count} changes would each help on their own.", len(outlook.fixes)
    )
    tried = say(
        "Outlast tried up to {count} changes: those that could prevent most of the loss.",
        count=TRIED,
    )
    yield Weakness(
        "fixes",
        say("What to fix first"),
        f"{helpful} {tried}",
        say("One change in each row. The change that saves most stands first")
        if priced
        else say("One change in each row. The change that helps most often stands first"),
        Table(
            "",
            (say("What to do"), *((say("Saves"),) if priced else ()), say("Where it helps")),
            tuple(_fix(plan, fix, currency, priced=priced) for fix in outlook.fixes),
        ),
    )
    yield single_points(outlook.single_points, currency, WINDOW, priced=priced)
    yield Weakness(
        "pairs",
        say("Pairs that must not fail together"),
        _worst_pair(outlook.pairs, currency, priced=priced),
        say("Each can replace the other. Here both are gone for {time}", time=words.length(WINDOW)),
        Table(
            "",
            (
                say("Without both"),
                *((say("What you lose"), say("Each lost alone, in sum")) if priced else ()),
                say("Tasks that stop"),
            ),
            tuple(_pair(point, currency, priced=priced) for point in outlook.pairs),
        ),
    )
    yield Weakness(
        "too-late",
        say("Help that comes too late"),
        _late(outlook.too_late),
        say("Help is there, but only after the task has stopped"),
        Table(
            "",
            (say("Task"), say("Without"), say("Stops"), say("Goes on with")),
            tuple(_too_late(each, more, facts) for each, more in _first_times(outlook.too_late)),
        ),
    )
    yield Weakness(
        "sole",
        say("What only one person can do"),
        _alone(outlook.single_people),
        say("This holds on every day. Systems with tested emergency access are not counted"),
        Table("", (say("Only this person can"), say("What")), tuple(_by_person(outlook.single_people))),
    )


def single_points(
    found: tuple[SinglePoint, ...], currency: str, window: timedelta, *, priced: bool
) -> Weakness:
    """What loses or stops anything when it alone is gone for some time, people first."""
    time = words.length(window)
    return Weakness(
        "points",
        say("Single points of failure: people and things with no backup"),
        _worst_points(found, currency, priced=priced),
        say("Each is gone for {time}. People stand before things, and the highest loss first", time=time)
        if priced
        else say("Each is gone for {time}. People stand before things, and most stops first", time=time),
        Table(
            "",
            (say("Without"), *((say("What you lose"),) if priced else ()), say("Tasks that stop")),
            tuple(_point(point, currency, window, priced=priced) for point in found),
        ),
    )


def _stops(point: SinglePoint, window: timedelta = WINDOW) -> str:
    """Which tasks stop, which of them for too long, and which only after the window, in sentences."""
    if not point.stopped and not point.later:
        return say("None")
    everything = (*point.stopped, *point.later)
    over = [id for id in everything if id in point.breached]
    if not point.later and not over:
        return names(point.stopped)
    time = words.length(window)
    told = [say("In the {time}: {tasks}.", time=time, tasks=names(point.stopped))] if point.stopped else []
    if point.later:
        told.append(say("After the {time}: {tasks}.", time=time, tasks=names(point.later)))
    if len(over) == len(everything):
        told.append(
            say_count("It is stopped for too long.", "All of them are stopped for too long.", len(over))
        )
    elif over:
        told.append(say("Stopped for too long: {tasks}.", tasks=names(over)))
    return " ".join(told)


def _point(point: SinglePoint, currency: str, window: timedelta, *, priced: bool) -> tuple[str, ...]:
    lost = (_lost(point, currency, window),) if priced else ()
    return (names(point.nodes), *lost, _stops(point, window))


def _pair(point: SinglePoint, currency: str, *, priced: bool) -> tuple[str, ...]:
    lost = (_lost(point, currency), words.capital(words.about(point.alone, currency))) if priced else ()
    return (names(point.nodes), *lost, _stops(point))


def _lost(point: SinglePoint, currency: str, window: timedelta = WINDOW) -> str:
    """What is lost in the window and later, and of which tasks nobody knows, in sentences."""
    if not point.lost and point.unknown:
        return " ".join((say("Not known."), _unpriced(point)))
    amount = words.about(point.cost, currency)
    if point.tail:
        amount = say(
            "{amount} in {time}, and {later} after that",
            amount=amount,
            time=words.length(window),
            later=words.about(point.tail, currency),
        )
    amount = words.capital(amount)
    return say("{amount}. {more}", amount=amount, more=_unpriced(point)) if point.unknown else amount


def _unpriced(point: SinglePoint) -> str:
    return say("The plan does not say what you lose without {tasks}.", tasks=names(point.unknown))


def _first_times(found: tuple[TooLate, ...]) -> list[tuple[TooLate, int]]:
    """Each pair of help and loss once, at its first time, with how often it comes back."""
    times: dict[tuple[str, str, str | None], list[TooLate]] = {}
    for each in found:
        times.setdefault((each.function, each.lost, each.cover), []).append(each)
    return [(min(all_of_it, key=lambda one: one.stop), len(all_of_it) - 1) for all_of_it in times.values()]


def _too_late(each: TooLate, more: int, facts: Facts) -> tuple[str, ...]:
    stop, begins = words.short(each.stop, facts.as_of), words.short(each.begins, facts.as_of)
    return (
        name(each.function),
        name(each.lost),
        say_count("{day}, and {count} more time", "{day}, and {count} more times", more, day=stop)
        if more
        else stop,
        say("{cover}, from {day}", cover=name(each.cover), day=begins)
        if each.cover
        else say("The workaround, from {day}", day=begins),
    )


SOLE = {
    "approval": mark("Approve {things}."),
    "duty": mark("Do {things}."),
    "limit": mark("Handle any amount in {things}."),
    "skill": mark("Use the skill for {things}."),
    "restore": mark("Restore {things}."),
    "role": mark("Sign in to {things}."),
}
"""What somebody alone can do, by the kind of it: also the order in which it is told."""


def _by_person(found: tuple[SinglePerson, ...]) -> Iterator[tuple[str, str]]:
    """Each person once, the one with the most first, with all that only they can."""
    for who, soles in _people(found):
        told = []
        for kind, sentence in SOLE.items():
            subjects = [_subject(each) for each in soles if each.kind == kind]
            if subjects:
                told.append(say(sentence, things=words.some(subjects)))
        yield name(who), " ".join(told)


def _subject(each: SinglePerson) -> str:
    thing, about = name(each.subject), literal(each.about or "")
    if not about:
        return thing
    if each.kind == "role":
        return say("{system} (as {role})", system=thing, role=about)
    return say("{task} ({detail})", task=thing, detail=about)


def _people(found: tuple[SinglePerson, ...]) -> list[tuple[str, list[SinglePerson]]]:
    people: dict[str, list[SinglePerson]] = {}
    for each in found:
        people.setdefault(each.who, []).append(each)
    return sorted(people.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def _alone(found: tuple[SinglePerson, ...]) -> str:
    people = _people(found)
    if not people:
        return ""
    total = say_count(
        "There is {count} thing that only one person can do.",
        "There are {count} things that only one person can do.",
        len(found),
    )
    who, soles = people[0]
    most = say_count(
        "{person} is the only one for {count} of them.",
        "{person} is the only one for {count} of them.",
        len(soles),
        person=name(who),
    )
    return f"{total} {most}"


def _late(found: tuple[TooLate, ...]) -> str:
    late = dict.fromkeys(each.function for each in found)
    return say_count(
        "{tasks} stops before help is there.",
        "{tasks} stop before help is there.",
        len(late),
        tasks=names(late),
    )


def worst(found: Iterable[SinglePoint]) -> SinglePoint | None:
    """What loses most in all, else what stops most."""
    return max(found, key=lambda point: (point.lost, len(point.stopped), len(point.later)), default=None)


def _worst_points(found: tuple[SinglePoint, ...], currency: str, *, priced: bool) -> str:
    """How many there are, with the worst of the people and the worst of the things."""
    if not found:
        return ""
    told = [
        say_count(
            "There is {count} single point of failure.",
            "There are {count} single points of failure.",
            len(found),
        )
    ]
    person = worst(point for point in found if point.person)
    if person is not None:
        values = {"person": names(person.nodes), "amount": words.about(person.lost, currency)}
        told.append(
            say("Of all people, you lose most without {person}: {amount}.", **values)
            if priced and person.lost
            else say("Of all people, the loss of {person} stops most.", **values)
        )
    thing = worst(point for point in found if not point.person)
    if thing is not None:
        values = {"thing": names(thing.nodes), "amount": words.about(thing.lost, currency)}
        told.append(
            say("Of all things, you lose most without {thing}: {amount}.", **values)
            if priced and thing.lost
            else say("Of all things, the loss of {thing} stops most.", **values)
        )
    return " ".join(told)


def _worst_pair(found: tuple[SinglePoint, ...], currency: str, *, priced: bool) -> str:
    # They stand in the order of what the second loss adds; the sentence is about all that is lost.
    pair = worst(found)
    if pair is None:
        return ""
    both, lost = names(pair.nodes), pair.lost
    if not priced or not lost:
        return say("The loss of both {things} stops most.", things=both)
    return say(
        "You lose most without both {things}: {amount}.", things=both, amount=words.about(lost, currency)
    )


def _fix(plan: Plan, fix: Fix, currency: str, *, priced: bool) -> tuple[str, ...]:
    saved = (words.capital(words.about(fix.saved, currency)),) if priced else ()
    shown, more = fix.of[:HELPED], len(fix.of) - HELPED
    scenarios = [id for id in shown if id in plan.scenarios]
    losses = [id for id in shown if id not in plan.scenarios]
    helps = []
    if scenarios:
        helps.append(say("In: {scenarios}.", scenarios=names(scenarios)))
    if losses:
        helps.append(say("Without {things}.", things=names(losses, "or")))
    if more > 0:
        helps.append(say_count("In {count} more case.", "In {count} more cases.", more))
    return (change(fix), *saved, " ".join(helps))


CHANGES = {
    Change.DEPUTY: mark("Train a second person who can do all of {thing}"),
    Change.SECOND_DOER: mark("Name a second person for {thing}"),
    Change.LIMIT: mark("Give {person} a higher limit in {thing}"),
    Change.ACCESS: mark("Give {person} access to {thing}"),
    Change.CONFIRM: mark("Confirm that {person} can sign in to {thing}"),
    Change.SPARE: mark("Get a spare for {thing}"),
    Change.TEST: mark("Test {thing}, so that you know that it opens"),
    Change.SOURCE: mark("Arrange a second source of money besides {thing}"),
    Change.ALTERNATIVE: mark("Find a replacement for {thing} that is ready within a week"),
}


def change(fix: Fix) -> str:
    """What to do, in small Markdown."""
    return say(CHANGES[fix.change], thing=name(fix.subject), person=name(fix.who or WITHHELD))
