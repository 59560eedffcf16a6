"""The changes as text, as Markdown, as a page, and as a message for those who hold an older copy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import wraps
from itertools import groupby

from outlast import words
from outlast.build import language_of
from outlast.comparing.sorts import Difference, Sort
from outlast.host.policy import sealed
from outlast.languages import mark, say, say_count, speaking
from outlast.model import Plan
from outlast.model.people import Person
from outlast.model.prose import literal
from outlast.render import document
from outlast.site import Page, Part
from outlast.site.blocks import Bullets, Prose, Section, Tone, opening, section

TITLE = mark("What changed")
NOTHING = mark("Nothing changed that a reader would notice.")
MARK = "<!-- outlast compare -->"
"""Stands at the top of the Markdown, so that a comment on a pull request can be found and replaced."""
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|@])")
_OWNERS = frozenset({Sort.COST, Sort.REST, Sort.DOUBTS})
"""What is no news for somebody who only keeps a copy."""
_LONGEST = 12
"""Lines of a message; more nobody reads."""


@dataclass(frozen=True)
class Comparison:
    """Two versions of a plan, and what lies between them."""

    old: str
    """What the older one is called."""
    new: str
    plan: Plan
    """The newer one."""
    as_of: date
    differences: tuple[Difference, ...]
    since: date | None = None
    """The day of the older one, where that is known."""


def _spoken(draw: Callable[[Comparison], str]) -> Callable[[Comparison], str]:
    """What is drawn in the language in which the newer runbook is read."""

    @wraps(draw)
    def drawn(made: Comparison) -> str:
        with speaking(language_of(made.plan.business)):
            return draw(made)

    return drawn


@_spoken
def as_text(made: Comparison) -> str:
    """For a terminal."""
    lines = [
        say("From {old} to {new}:", old=made.old, new=made.new),
        *_body(made.differences, "- ", lambda text: text),
    ]
    return "\n".join(lines) + "\n"


@_spoken
def as_markdown(made: Comparison) -> str:
    """For a comment on a pull request."""
    heading = say("What this changes")
    lines = [MARK, f"### {heading}", *_body(made.differences, "- ", _escaped, "**{}**\n")]
    return "\n".join(lines) + "\n"


@_spoken
def as_html(made: Comparison) -> str:
    """A page by itself, which loads nothing: for the new stick."""
    if made.since:
        lead = say("This is different since the copy of {day}.", day=words.day(made.since))
    else:
        lead = say("This is different since the copy before.")
    lead += " " + say("The pages of this runbook say all of it. This page says which of them to read.")
    page = Page(
        "what-changed",
        say(TITLE),
        Part.READINESS,
        (
            *opening(Prose(lead, Tone.LEAD), Prose("" if made.differences else say(NOTHING))),
            *(each for sort, told in _by_sort(made.differences) for each in _section(sort, told)),
        ),
    )
    return sealed(document(page, {}))


@_spoken
def as_message(made: Comparison) -> str:
    """Words for those who hold an older copy, and who they are."""
    sentences = [each.sentence for each in made.differences if each.sort not in _OWNERS]
    told = [f"- {each}" for each in sentences[:_LONGEST]]
    if more := len(sentences) - len(told):
        rest = say_count(
            "There is {count} more change. The page “{title}” of the new copy has it.",
            "There are {count} more changes. The page “{title}” of the new copy has them.",
            more,
            title=say(TITLE),
        )
        told.append(f"- {rest}")
    holders = list(_holders(made.plan))
    to = (
        say("Send this to those who hold a copy:")
        if holders
        else say("The plan names nobody who holds a copy.")
    )
    subject = say("Subject: A new copy of the runbook of {business}", business=str(made.plan.business.name))
    new = say("There is a new copy of the runbook, of {day}.", day=words.day(made.as_of))
    if made.since:
        older = say("You hold an older one of {day}.", day=words.day(made.since))
    else:
        older = say("You hold an older one.")
    last = say("Please replace your copy. Until you have the new one, ask before you rely on what is listed.")
    news = ("", say("This is different now:"), *told) if told else ("", say(NOTHING))
    return "\n".join((to, *holders, "", subject, "", f"{new} {older}", *news, "", last, ""))


def plain_list(differences: Iterable[Difference]) -> str:
    """The sentences, a line each."""
    return "".join(f"- {each.sentence}\n" for each in differences) or f"{say(NOTHING)}\n"


def _holders(plan: Plan) -> Iterator[str]:
    for copy in plan.business.copies:
        who = plan.things.get(str(copy.who or ""))
        ways = who.reach if isinstance(who, Person) else ()
        mail = next((str(way.address) for way in ways if way.channel == "email"), "")
        way = mail or next((str(each.address) for each in ways), "")
        name = f"{who.title}{f', {way}' if way else ''}: " if who else ""
        where = str(copy.where)
        if copy.language:
            where = say("{place} (in {language})", place=where, language=words.language(str(copy.language)))
        yield f"- {name}{where}"


def _body(
    differences: Iterable[Difference], bullet: str, put: Callable[[str], str], heading: str = "{}:"
) -> Iterator[str]:
    some = False
    for sort, told in _by_sort(differences):
        some = True
        yield ""
        yield heading.format(say(sort.value))
        yield from (f"{bullet}{put(each)}" for each in told)
    if not some:
        yield ""
        yield say(NOTHING)


def _by_sort(differences: Iterable[Difference]) -> Iterator[tuple[Sort, list[str]]]:
    for sort, found in groupby(differences, key=lambda each: each.sort):
        yield sort, [each.sentence for each in found]


def _section(sort: Sort, told: Iterable[str]) -> tuple[Section, ...]:
    return section(sort.name.lower(), say(sort.value), Bullets(tuple(map(literal, told))))


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)
