"""How far to trust what is said of each thing: when it was read, edited, and done by somebody else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.freshness import RECORDS, answers_for, ended, old_tests
from outlast.languages import mark, say
from outlast.model import Edition, Plan, Thing
from outlast.model.break_glass import BreakGlass
from outlast.model.prose import literal
from outlast.model.value import DrillRef
from outlast.pages.copy import Copy
from outlast.pages.parts import drill_result, figures
from outlast.reasons import name, names
from outlast.site import Address, Link, Page
from outlast.site.blocks import Block, Box, BoxKind, Bullets, FactList, FromDay, Prose, Section, Tone, section
from outlast.site.parts import Fact

HEADING = mark("How current this page is")
OLDER = mark("This copy was made before that day, so look for a newer one.")
_DAY = timedelta(days=1)


def dated(pages: Iterable[Page], copy: Copy, links: Mapping[str, Link]) -> tuple[Page, ...]:
    """The pages with the dates of each thing where it stands, and what is overdue or in doubt on top of it.

    The public edition knows none of it.
    """
    if copy.age.edition == Edition.PUBLIC:
        return tuple(pages)
    by_page: defaultdict[str, dict[str, Thing]] = defaultdict(dict)
    for id, thing in copy.plan.things.items():
        by_page[links[id].to.page][id] = thing
    return tuple(_page(page, by_page[page.path], copy, links) for page in pages)


def _page(page: Page, things: Mapping[str, Thing], copy: Copy, links: Mapping[str, Link]) -> Page:
    own = next((thing for thing in things.values() if links[thing.id].to == Address(page.path)), None)
    if own:
        told = FactList(_dates(copy.plan, copy.facts, own))
        sections = _on_top(page.sections, tuple(_warnings(own, copy)))
        return replace(page, sections=(*sections, *section("trust", say(HEADING), told)))
    ids = (each.thing or each.id for each in page.sections)
    entries = (
        _entry(each, things[id], copy) if id in things else each
        for id, each in zip(ids, page.sections, strict=True)
    )
    return replace(page, sections=tuple(entries))


def _on_top(sections: tuple[Section, ...], boxes: tuple[Block, ...]) -> tuple[Section, ...]:
    """The sections with these boxes before the first heading."""
    if not boxes:
        return sections
    first, *others = sections
    if first.level:
        return (Section(0, "", "", boxes), *sections)
    return (replace(first, blocks=(*boxes, *first.blocks)), *others)


def _entry(entry: Section, thing: Thing, copy: Copy) -> Section:
    """What is said of a thing that has no page of its own."""
    dates = () if thing.collection in RECORDS else _dates(copy.plan, copy.facts, thing, _brief)
    told = " ".join(say("{label}: {value}.", label=literal(fact.label), value=fact.value) for fact in dates)
    note = (Prose(told, Tone.NOTE),) if told else ()
    return replace(entry, blocks=(*_warnings(thing, copy), *entry.blocks, *note))


def _warnings(thing: Thing, copy: Copy) -> Iterator[Block]:
    """What to distrust today, and what on a later day, on which this copy is still read."""
    if thing.doubt:
        yield Box((Prose(thing.doubt),), BoxKind.CAREFUL, say("Something here is not right"))
    as_of, until = copy.facts.as_of, date.fromisoformat(copy.age.until_iso)
    due = copy.facts.review_due.get(thing.id)
    if due and due < until:
        day, who = words.day(due), answers_for(thing)
        sentences = (
            (say("Somebody had to read this again by {day}, but nobody has done it.", day=day),)
            if due < as_of
            else (say("Somebody had to read this again by {day}.", day=day), say(OLDER))
        )
        ask = say("If something looks wrong, ask {person}.", person=name(who)) if who else ""
        box = Box(
            (Prose(" ".join(filter(None, (*sentences, ask)))),), BoxKind.NOTE, say("This may be out of date")
        )
        yield box if due < as_of else FromDay((box,), due + _DAY)
    stale = tuple(_stale(thing, copy.plan, until))
    title = say("This may no longer work")
    if now := tuple(said for last, said in stale if last < as_of):
        yield Box((Bullets(now),), BoxKind.CAREFUL, title)
    for last, said in stale:
        if last >= as_of:
            box = Box((Bullets((said,)), Prose(say(OLDER))), BoxKind.CAREFUL, title)
            yield FromDay((box,), last + _DAY)


def _stale(thing: Thing, plan: Plan, by: date) -> Iterator[tuple[date, str]]:
    """What is no longer valid on a day, and what was last tested a year before; with the last good day."""
    for ending in ended(plan, by):
        if ending.thing == thing.id:
            day = words.day(ending.on)
            if ending.who:
                person = name(ending.who)
                yield ending.on, say("The access of {person} expired on {day}.", person=person, day=day)
            else:
                yield ending.on, say("It expired on {day}.", day=day)
    for test in old_tests(plan, by):
        if test.thing == thing.id and thing.collection == BreakGlass.collection:
            yield (
                test.due,
                say(
                    "It opened {system} in the last test, but that was on {day}.",
                    system=name(test.system),
                    day=words.day(test.on),
                ),
            )


def _brief(day: date) -> str:
    """A day on a page of many things: a page that grows heavy opens slowly."""
    return words.brief_day(day, year=True)


def _dates(
    plan: Plan, facts: Facts, thing: Thing, written: Callable[[date], str] = words.day
) -> tuple[Fact, ...]:
    due = facts.review_due.get(thing.id)
    read = written(thing.reviewed.date) if thing.reviewed else None
    if read and due:
        read = say("{day}, next time by {next}", day=read, next=written(due))
    never = say("never") if thing.id in facts.review_due else None
    edited = facts.edited.get(thing.id)
    return figures(
        (say("Last checked"), read or never),
        (say("Last edited"), written(edited) if edited else None),
        (_by_others(plan, thing), _done(plan, facts, thing, written)),
    )


def _by_others(plan: Plan, thing: Thing) -> str:
    owner = plan.things.get(answers_for(thing) or "")
    if owner is None:
        return say("Last done by somebody in a drill")
    return say("Last done by somebody other than {person}", person=owner.title)


def _done(plan: Plan, facts: Facts, thing: Thing, written: Callable[[date], str]) -> str | None:
    if thing.collection not in DrillRef.kinds:
        return None
    drill = plan.exercises.get(facts.done_by_others.get(thing.id, ""))
    if drill is None:
        return say("never")
    return say(
        "{day}, by {people}: {result}",
        day=written(drill.on.date),
        people=names(drill.by),
        result=drill_result(facts.drills[drill.id]),
    )
