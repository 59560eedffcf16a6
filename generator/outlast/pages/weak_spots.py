"""The plan as a whole: single points of failure, pairs, covers, sole holders, cheapest fixes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.whatif.fixes import MOST as TRIED
from outlast.analysis.whatif.outlook import Change, Fix, SinglePerson, SinglePoint, TooLate
from outlast.analysis.whatif.question import WINDOW
from outlast.model import Plan
from outlast.model.prose import literal
from outlast.pages import whatif
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
    yield Weakness(
        "fixes",
        "What to mend first",
        f"{words.count(len(outlook.fixes), 'change')} found that would help, each by itself. "
        f"Tried were the {TRIED} that stand in the way of most loss.",
        "One change each, the one that saves most first"
        if priced
        else "One change each, the one that helps most often first",
        Table(
            "",
            ("What to do", *(("Saves",) if priced else ()), "Where it helps"),
            tuple(_fix(plan, fix, currency, priced=priced) for fix in outlook.fixes),
        ),
    )
    yield single_points(outlook.single_points, currency, WINDOW, priced=priced)
    yield Weakness(
        "pairs",
        "What must not fail together",
        _worst(outlook.pairs, currency, priced=priced),
        "Two that cover for each other, both gone for 21 days",
        Table(
            "",
            ("Without both", *(("Is lost", "Each alone") if priced else ()), "Stops"),
            tuple(_pair(point, currency, priced=priced) for point in outlook.pairs),
        ),
    )
    yield Weakness(
        "too-late",
        "Help that comes too late",
        _late(outlook.too_late),
        "Somebody stands in, but only after the stop",
        Table(
            "",
            ("Function", "Without", "Stops", "Goes on with"),
            tuple(_too_late(each, more, facts) for each, more in _first_times(outlook.too_late)),
        ),
    )
    yield Weakness(
        "sole",
        "What only one can do",
        _alone(outlook.single_people),
        "Whatever the date, and without a sealed way in that was tried",
        Table(
            "",
            ("Only", "Can"),
            tuple(_by_person(outlook.single_people)),
        ),
    )


def single_points(
    found: tuple[SinglePoint, ...], currency: str, window: timedelta, *, priced: bool
) -> Weakness:
    """What loses or stops anything when it alone is gone for some time, people first."""
    first = "the dearest" if priced else "what stops most"
    return Weakness(
        "points",
        "Single points of failure: people and things with no backup",
        _worst_points(found, currency, priced=priced),
        f"Each gone for {whatif.length(window)}: people, then things, {first} first",
        Table(
            "",
            ("Without", *(("Is lost",) if priced else ()), "Stops"),
            tuple(_point(point, currency, window, priced=priced) for point in found),
        ),
    )


def _stops(point: SinglePoint, window: timedelta = WINDOW) -> str:
    over = {*point.breached}

    def told(ids: Iterable[str]) -> str:
        return words.some(f"{name(id)}{' (too long)' if id in over else ''}" for id in ids)

    later = f"after the {whatif.length(window)} {told(point.later)}" if point.later else ""
    return words.capital("; ".join(filter(None, (told(point.stopped), later)))) or "nothing"


def _point(point: SinglePoint, currency: str, window: timedelta, *, priced: bool) -> tuple[str, ...]:
    lost = (words.capital(_lost(point, currency)),) if priced else ()
    return (_both(point), *lost, _stops(point, window))


def _pair(point: SinglePoint, currency: str, *, priced: bool) -> tuple[str, ...]:
    lost = (words.capital(_lost(point, currency)), words.about(point.alone, currency)) if priced else ()
    return (_both(point), *lost, _stops(point))


def _lost(point: SinglePoint, currency: str) -> str:
    later = f", and {words.about(point.tail, currency)} after that" if point.tail else ""
    silent = f"nobody has said what is lost with {names(point.unknown)}" if point.unknown else ""
    if silent and not point.lost:
        return f"not known: {silent}"
    return f"{words.about(point.cost, currency)}{later}" + (f", and more: {silent}" if silent else "")


def _both(point: SinglePoint) -> str:
    return names(point.nodes)


def _first_times(found: tuple[TooLate, ...]) -> list[tuple[TooLate, int]]:
    """Each pair of help and loss once, at its first time, with how often it comes back."""
    times: dict[tuple[str, str, str | None], list[TooLate]] = {}
    for each in found:
        times.setdefault((each.function, each.lost, each.cover), []).append(each)
    return [(min(all_of_it, key=lambda one: one.stop), len(all_of_it) - 1) for all_of_it in times.values()]


def _too_late(each: TooLate, more: int, facts: Facts) -> tuple[str, ...]:
    cover = name(each.cover) if each.cover else "the workaround"
    return (
        name(each.function),
        name(each.lost),
        whatif.clock(each.stop, facts.as_of) + (f", and {words.count(more, 'time')} more" if more else ""),
        f"{cover}, {whatif.clock(each.begins, facts.as_of)}",
    )


SOLE = {
    "approval": "agree to",
    "duty": "do",
    "limit": "go as far as is needed in",
    "skill": "use the skill for",
    "restore": "bring back",
    "role": "get into",
}
"""What somebody alone can do to a thing, by the kind of it: also the order in which it is told."""


def _by_person(found: tuple[SinglePerson, ...]) -> Iterator[tuple[str, str]]:
    """Each person once, the one with the most first, with all that only they can."""
    for who, soles in _people(found):
        told = []
        for kind, verb in SOLE.items():
            subjects = [_subject(each) for each in soles if each.kind == kind]
            if subjects:
                told.append(f"{verb} {words.some(subjects)}")
        yield name(who), words.capital("; ".join(told))


def _subject(each: SinglePerson) -> str:
    about = literal(each.about or "")
    as_what = f"as {about}" if each.kind == "role" else about
    return f"{name(each.subject)} ({as_what})" if about else name(each.subject)


def _people(found: tuple[SinglePerson, ...]) -> list[tuple[str, list[SinglePerson]]]:
    people: dict[str, list[SinglePerson]] = {}
    for each in found:
        people.setdefault(each.who, []).append(each)
    return sorted(people.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def _alone(found: tuple[SinglePerson, ...]) -> str:
    told = [f"{name(who)} {words.count(len(soles), 'thing')}" for who, soles in _people(found)]
    return f"That nobody else can: {words.some(told)}."


def _late(found: tuple[TooLate, ...]) -> str:
    names = dict.fromkeys(name(each.function) for each in found)
    return f"Stops before the help is there: {words.some(names)}."


def worst(found: Iterable[SinglePoint]) -> SinglePoint | None:
    """What loses most in all, else what stops most."""
    return max(found, key=lambda point: (point.lost, len(point.stopped), len(point.later)), default=None)


def _worst_points(found: tuple[SinglePoint, ...], currency: str, *, priced: bool) -> str:
    """The worst of the people and the worst of the things."""
    told = []
    for kind, person in (("people", True), ("things", False)):
        most = worst(point for point in found if point.person is person)
        if most is not None:
            lost = f": {_lost(most, currency)}" if priced else ""
            told.append(f"Of {kind}, the loss of {_both(most)} {'hurts' if priced else 'stops'} most{lost}.")
    count = words.count(len(found), "single point") if found else ""
    return " ".join((f"{count} of failure.", *told)) if found else ""


def _worst(found: tuple[SinglePoint, ...], currency: str, *, priced: bool) -> str:
    if not found:
        return ""
    if not priced:
        return f"Stops most: {_both(found[0])}."
    return f"Hurts most: {_both(found[0])}: {_lost(found[0], currency)}."


def _fix(plan: Plan, fix: Fix, currency: str, *, priced: bool) -> tuple[str, ...]:
    saved = (words.capital(words.about(fix.saved, currency)),) if priced else ()
    helps = [name(id) if id in plan.scenarios else f"without {name(id)}" for id in fix.of[:HELPED]]
    helps += [f"{len(fix.of) - HELPED} more"] if len(fix.of) > HELPED else []
    return (change(fix), *saved, words.capital(words.some(helps)))


def change(fix: Fix) -> str:
    """What to do, in small Markdown."""
    subject = name(fix.subject)
    who = name(fix.who) if fix.who else "somebody else"
    return {
        Change.DEPUTY: f"Train a second person who can do all of {subject}",
        Change.SECOND_DOER: f"Name a second person for {subject}",
        Change.LIMIT: f"Give {who} a higher limit in {subject}",
        Change.ACCESS: f"Give {who} access to {subject}",
        Change.CONFIRM: f"Confirm that {who} gets into {subject}",
        Change.SPARE: f"Get a second one of {subject}",
        Change.TEST: f"Try {subject}, so that it is known to open",
        Change.SOURCE: f"Have a second source of money beside {subject}",
        Change.ALTERNATIVE: f"Find another one in place of {subject}, ready within a week",
    }[fix.change]
