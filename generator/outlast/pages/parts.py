"""What the pages of things say alike: first line, questions, links, endings, drills."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.drills import DrillResult, last_drills
from outlast.analysis.needs import STOPS
from outlast.languages import mark, say
from outlast.model import Plan, Thing
from outlast.model.base import Question
from outlast.model.locations import Fallback
from outlast.model.prose import MENTION, literal, plain_text
from outlast.pages.addresses import address
from outlast.pages.numbers import answered
from outlast.pages.turns import account_of
from outlast.reasons import name
from outlast.site.blocks import Bullets, FactList, Prose, Questions, Section, Tone, mentions, section
from outlast.site.parts import Fact, QuestionView

Sections = tuple[Section, ...]


def sentence(*parts: str) -> str:
    """Short statements, each with a capital and a full stop; the empty ones are left out."""
    whole = (words.capital(part) for part in parts if part)
    return " ".join(each if each.endswith(".**") else f"{each.rstrip('.')}." for each in whole)


def account(plan: Plan, called: str | None) -> str | None:
    """What is paid from: the name of the fund or the system, if it is one of the plan, else as written."""
    id = account_of(plan, called)
    return name(id) if id else literal(called) if called else None


def place(place: str | None, at: str | None) -> str:
    """Where something lies: the location, and where in there; empty where neither is known."""
    if place and at:
        # For translators: a place, and where in there: "Office: in the top drawer".
        return say("{place}: {spot}", place=name(place), spot=literal(at))
    return name(place) if place else literal(at or "")


def other_place(fallback: Fallback) -> str:
    """What a place is called where people can work instead."""
    return name(fallback.to) if fallback.to else literal(fallback.name or "")


def stopped(facts: Facts, id: str) -> Iterator[Bullets | Prose]:
    """What stops without a thing; and what needs it, too, and has another way."""
    stops = facts.needs.stopped(id)
    spared = [user for user in facts.needs.users(id, *STOPS) if user not in stops]
    yield Bullets(mentions(stops))
    yield Prose(say("These can go on in another way:") if spared else "", Tone.NOTE)
    yield Bullets(mentions(spared))


def one_line(thing: Thing) -> str:
    """The first paragraph of what is said about a thing."""
    return re.split(r"\n[ \t]*\n", thing.about or "")[0].strip()


def description(plan: Plan, thing: Thing) -> str:
    """One plain sentence for a search result."""
    return MENTION.sub(lambda match: plan.title(match["mention"]), plain_text(one_line(thing)))


def questions(plan: Plan, thing: Thing) -> tuple[QuestionView, ...]:
    """The questions that people asked about a thing; each can be led to on the page that has the thing."""
    return numbered(plan, "-".join(filter(None, (address(thing).fragment, "question"))), thing.questions)


def numbered(plan: Plan, stem: str, questions: Iterable[Question]) -> tuple[QuestionView, ...]:
    """Questions whose ids are a stem and their number, with the numbers of whom their answers name."""
    return tuple(
        answered(plan, str(each.q), each.a, id=f"{stem}-{number}") for number, each in enumerate(questions, 1)
    )


def figures(*facts: tuple[str, str | None]) -> tuple[Fact, ...]:
    """Those facts that are known."""
    return tuple(Fact(label, value) for label, value in facts if value)


def asked(plan: Plan, thing: Thing) -> Sections:
    """The section of the questions that are answered about a thing."""
    return section("questions", say("Questions"), Questions(questions(plan, thing)))


def on_the_web(thing: Thing) -> Sections:
    """The section of the links of a thing, after what becomes of it."""
    return (
        *section("ending", say(ENDING), Prose(ending(thing))),
        *section("links", say("On the web"), FactList(web_links(thing))),
    )


def closing_facts(thing: Thing) -> tuple[Fact, ...]:
    """What stands last among the facts of a thing: what becomes of it, and its links."""
    return (*figures((say(ENDING), ending(thing))), *web_links(thing))


def web_links(thing: Thing) -> tuple[Fact, ...]:
    return tuple(Fact(str(link.name), web(link.url)) for link in thing.links)


ENDING = mark("If the owner does not come back")
_ENDINGS = {
    "keep": mark("Keep it."),
    "transfer": mark("Hand it over."),
    "sell": mark("Sell it."),
    "cancel": mark("Cancel it."),
    "wipe": mark("Destroy it."),
}


def ending(thing: Thing) -> str:
    """What to do with a thing when its owner does not come back, in sentences of small Markdown."""
    end = thing.on_death
    if end is None:
        return ""
    told = [say(_ENDINGS[end.do])]
    if end.to:
        told.append(say("It goes to {person}.", person=literal(end.to)))
    if end.notice:
        told.append(say("Give notice {time} before it ends.", time=words.duration(end.notice)))
    return " ".join(told)


def web(url: str) -> str:
    """An address as a link that says itself, in small Markdown."""
    return f"[{literal(url)}]({url})"


def last_drill(plan: Plan, facts: Facts, id: str) -> str | None:
    """When a thing was last tried and what came of it, with the way to the record."""
    latest = last_drills(plan, facts.drills).get(id)
    if latest is None:
        return None
    values = {"drill": name(latest.id), "day": words.day(latest.on.date)}
    return say("{drill}, {day}: {result}", result=drill_result(facts.drills[latest.id]), **values)


_RESULTS = {
    DrillResult.WORKED: mark("worked"),
    DrillResult.TOO_SLOW: mark("worked, but took longer than promised"),
    DrillResult.CHANGED: mark("worked, but the steps were changed since"),
    DrillResult.IN_PART: mark("worked in part"),
    DrillResult.FAILED: mark("failed"),
    DrillResult.AHEAD: mark("still to be held"),
}


def drill_result(result: DrillResult) -> str:
    """What came of a drill, after a colon."""
    return say(_RESULTS[result])
