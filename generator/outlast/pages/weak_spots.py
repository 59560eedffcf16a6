"""The plan as a whole: single points of failure, pairs, covers, sole holders, cheapest fixes."""

from __future__ import annotations

from collections.abc import Iterator

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.whatif.outlook import Change, Fix, Point, Sole, TooLate
from outlast.model import Plan
from outlast.model.prose import literal
from outlast.pages import whatif
from outlast.pages.view import Table
from outlast.reasons import name

MOST = 15
"""How many rows of a ranking are shown."""


def tables(plan: Plan, facts: Facts) -> tuple[tuple[str, str, Table], ...]:
    """Each with the id and the heading of its section; those without a row are left out."""
    return tuple(found for found in _tables(plan, facts) if found[2].rows)


def _tables(plan: Plan, facts: Facts) -> Iterator[tuple[str, str, Table]]:
    outlook, currency, priced = facts.outlook, str(plan.business.currency), facts.priced
    yield (
        "fixes",
        "What to mend first",
        Table(
            "One change each, the one that saves most first"
            if priced
            else "One change each, the one that helps most often first",
            ("What to do", *(("Saves",) if priced else ()), "Helps when"),
            tuple(_fix(fix, currency, priced=priced) for fix in outlook.fixes[:MOST]),
        ),
    )
    yield (
        "points",
        "What must not fail alone",
        Table(
            f"Each one gone for 21 days, {'the dearest' if priced else 'what stops most'} first",
            ("Without", *(("Is lost",) if priced else ()), "Stops"),
            tuple(_point(point, currency, priced=priced) for point in outlook.points[:MOST]),
        ),
    )
    yield (
        "pairs",
        "What must not fail together",
        Table(
            "Two that cover for each other, both gone for 21 days",
            ("Without both", *(("Is lost", "Each alone") if priced else ()), "Stops"),
            tuple(_pair(point, currency, priced=priced) for point in outlook.pairs[:MOST]),
        ),
    )
    yield (
        "too-late",
        "Help that comes too late",
        Table(
            "Somebody stands in, but only after the stop",
            ("Function", "Without", "Stops", "Goes on with"),
            tuple(_too_late(each, more, facts) for each, more in _first_times(outlook.too_late))[:MOST],
        ),
    )
    yield (
        "sole",
        "What only one can do",
        Table(
            "Whatever the date, and without a sealed way in that was tried",
            ("Only", "Can"),
            tuple(_sole(each) for each in outlook.sole),
        ),
    )


def _stops(point: Point) -> str:
    over = {*point.breached}
    told = [f"{name(id)}{' (too long)' if id in over else ''}" for id in point.stopped]
    return words.capital(words.some(told)) or "nothing"


def _point(point: Point, currency: str, *, priced: bool) -> tuple[str, ...]:
    lost = (words.capital(_lost(point, currency)),) if priced else ()
    return (_both(point), *lost, _stops(point))


def _pair(point: Point, currency: str, *, priced: bool) -> tuple[str, ...]:
    lost = (words.capital(_lost(point, currency)), words.about(point.alone, currency)) if priced else ()
    return (_both(point), *lost, _stops(point))


def _lost(point: Point, currency: str) -> str:
    later = f", and {words.about(point.tail, currency)} after that" if point.tail else ""
    return words.about(point.cost, currency) + later


def _both(point: Point) -> str:
    return words.some(map(name, point.nodes))


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


def _sole(each: Sole) -> tuple[str, ...]:
    subject, about = name(each.subject), literal(each.about or "")
    can = {
        "role": f"gets into {subject}" + (f" as {about}" if about else ""),
        "limit": f"may go as far as {subject} needs" + (f": {about}" if about else ""),
        "approval": f"can agree to {subject}",
        "skill": f"has the skill for {subject}" + (f": {about}" if about else ""),
        "duty": f"can do {subject}",
        "restore": f"can bring back {subject}",
    }[each.kind]
    return (name(each.who), words.capital(can))


def _fix(fix: Fix, currency: str, *, priced: bool) -> tuple[str, ...]:
    saved = (words.capital(words.about(fix.saved, currency)),) if priced else ()
    helps = words.some(map(name, fix.of[:4]))
    return (change(fix), *saved, words.capital(helps))


def change(fix: Fix) -> str:
    """What to do, in small Markdown."""
    subject = name(fix.subject)
    who = name(fix.who) if fix.who else "somebody else"
    return {
        Change.DEPUTY: f"Train a second person who can do all of {subject}",
        Change.SECOND_DOER: f"Name a second person for {subject}",
        Change.LIMIT: f"Give {who} a higher limit in {subject}",
        Change.ACCESS: f"Give {who} access to {subject}",
        Change.SPARE: f"Get a second one of {subject}",
        Change.TEST: f"Try {subject}, so that it is known to open",
        Change.SOURCE: f"Have a second source of money beside {subject}",
        Change.ALTERNATIVE: f"Find another one in place of {subject}, ready within a week",
    }[fix.change]
