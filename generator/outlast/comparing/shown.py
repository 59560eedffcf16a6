"""The changes as text, as Markdown, as a page, and as a message for those who hold an older copy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from outlast import words
from outlast.comparing.sorts import Difference, Sort
from outlast.host.policy import sealed
from outlast.model import Plan
from outlast.model.people import Person
from outlast.model.prose import literal
from outlast.render import document
from outlast.site import Page, Part
from outlast.site.blocks import Bullets, Prose, Section, Tone, opening, section

TITLE = "What changed"
NOTHING = "Nothing changed that a reader would notice."
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


def as_text(made: Comparison) -> str:
    """For a terminal."""
    lines = [f"From {made.old} to {made.new}:", *_body(made.differences, "- ", lambda text: text)]
    return "\n".join(lines) + "\n"


def as_markdown(made: Comparison) -> str:
    """For a comment on a pull request."""
    lines = [MARK, "### What this changes", *_body(made.differences, "- ", _escaped, "**{}**\n")]
    return "\n".join(lines) + "\n"


def as_html(made: Comparison) -> str:
    """A page by itself, which loads nothing: for the new stick."""
    then = f" since the copy of {words.day(made.since)}" if made.since else " since the copy before"
    lead = f"What is different in this runbook{then}. The pages say it all; this page says what to look at."
    page = Page(
        "what-changed",
        TITLE,
        Part.READINESS,
        (
            *opening(Prose(lead, Tone.LEAD), Prose("" if made.differences else NOTHING)),
            *(each for sort, told in _by_sort(made.differences) for each in _section(sort, told)),
        ),
    )
    return sealed(document(page, {}))


def as_message(made: Comparison) -> str:
    """Words for those who hold an older copy, and who they are."""
    news = [each.sentence for each in made.differences if each.sort not in _OWNERS]
    told = [f"- {each}" for each in news[:_LONGEST]]
    if more := len(news) - len(told):
        told.append(f"- and {words.count(more, 'more change')}; the page “{TITLE}” of the new copy has them.")
    holders = list(_holders(made.plan))
    of = f" of {words.day(made.since)}" if made.since else ""
    return "\n".join(
        (
            "Send this to those who hold a copy:" if holders else "The plan names nobody who holds a copy.",
            *holders,
            "",
            f"Subject: A new copy of the runbook of {made.plan.business.name}",
            "",
            f"There is a new copy of the runbook, of {words.day(made.as_of)}. You hold an older one{of}.",
            *(("", "This is different now:", *told) if told else ("", NOTHING)),
            "",
            "Please replace your copy. Until you have the new one, ask before you rely on what is listed.",
            "",
        )
    )


def plain_list(differences: Iterable[Difference]) -> str:
    """The sentences, a line each."""
    return "".join(f"- {each.sentence}\n" for each in differences) or f"{NOTHING}\n"


def _holders(plan: Plan) -> Iterator[str]:
    for copy in plan.business.copies:
        who = plan.things.get(str(copy.who or ""))
        ways = who.reach if isinstance(who, Person) else ()
        mail = next((str(way.address) for way in ways if way.channel == "email"), "")
        way = mail or next((str(each.address) for each in ways), "")
        name = f"{who.title}{f', {way}' if way else ''}: " if who else ""
        language = f" (in {words.language(str(copy.language))})" if copy.language else ""
        yield f"- {name}{copy.where}{language}"


def _body(
    differences: Iterable[Difference], bullet: str, put: Callable[[str], str], heading: str = "{}:"
) -> Iterator[str]:
    some = False
    for sort, told in _by_sort(differences):
        some = True
        yield ""
        yield heading.format(sort.value)
        yield from (f"{bullet}{put(each)}" for each in told)
    if not some:
        yield ""
        yield NOTHING


def _by_sort(differences: Iterable[Difference]) -> Iterator[tuple[Sort, list[str]]]:
    for sort, found in groupby(differences, key=lambda each: each.sort):
        yield sort, [each.sentence for each in found]


def _section(sort: Sort, told: Iterable[str]) -> tuple[Section, ...]:
    return section(sort.name.lower(), sort.value, Bullets(tuple(map(literal, told))))


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)
