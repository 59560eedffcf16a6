"""Texts that say aloud what their edition withholds: the one search that everything that goes out passes.

What a plan says is searched field by field. All else that goes out with it is text in lines: files that
belong to a plan, pages by hand, the settings of a site, and what extensions bring onto its pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple

from outlast import words
from outlast.catalogue.own_words import is_own_id, is_own_text
from outlast.checks import Finding
from outlast.diagnostics import Diagnostic, Span
from outlast.languages import Sentence, counted, later
from outlast.model import Edition, Model, Plan, Thing
from outlast.model.people import Person
from outlast.model.scalars import Currency, FilePath, Language, PersonName, Timezone
from outlast.model.value import Ref, Value
from outlast.redact.plan import Placed, all_placed, asked_once, names_in
from outlast.redact.withheld import AMOUNT, PERSON, Telling, Withheld, telling
from outlast.source import Document, KeyPath, conceal

RULE = "withheld-in-text"
Values = tuple[tuple[Model, tuple[Placed, ...]], ...]
_CHOSEN = Currency | Language | Timezone
"""Words that are chosen from a list and not the author's own; plain strings, such as icons, are others."""


class Origin(Enum):
    """Where a text comes from that is no part of a plan, and what to do about a leak in it."""

    BY_HAND = Sentence("say it without, or say in the front matter of the page who it is for: audience: full")
    ATTACHED = Sentence("show another file, or say who it is for, beside its name: audience: full")
    BROUGHT_IN = Sentence("an extension or a plugin in mkdocs.yml put it there: look what the page includes")


@dataclass(frozen=True)
class Outgoing:
    """A text that goes out beside what a plan says."""

    document: Document
    origin: Origin
    editions: frozenset[Edition] = frozenset(Edition)
    """Those that it goes out with."""
    file: str = ""
    """The path by which a plan names it, if any: then it goes out where a thing shows it."""


class Leaks(NamedTuple):
    """What was found; each leak names the editions in which it is one."""

    findings: tuple[Finding, ...]
    """In what the plan says."""
    diagnostics: tuple[Diagnostic, ...]
    """In other texts: leaks, and secrets, which no edition may show."""


def find_leaks(plan: Plan | None, editions: Iterable[Edition], texts: Iterable[Outgoing] = ()) -> Leaks:
    """Find every place in all that goes out that says what an edition withholds, and every secret.

    Text names people by reference, so that an edition can name them or not. What is searched for: names of
    people and things, telephone numbers, addresses, numbers of accounts, pointers and amounts. Outside a plan
    amounts are left out: a page may say 50 EUR of anything.

    Args:
        plan: the whole plan; without one only secrets are found.
        texts: all else that goes out.
    """
    texts = tuple(texts)
    below = tuple(each for each in editions if each is not Edition.FULL)
    searches = _searches(plan, below) if plan else ()
    findings: dict[tuple[str, KeyPath, _Leak], list[Edition]] = {}
    lines: dict[tuple[int, Span | None, _Leak], list[Edition]] = {}
    for search in searches:
        for id, field, leak in search.in_plan:
            findings.setdefault((id, field, leak), []).append(search.edition)
        for number, text in enumerate(texts):
            for span, leak in search.in_text(text):
                lines.setdefault((number, span, leak), []).append(search.edition)
    told = [diagnostic for text in texts for diagnostic in text.document.diagnostics]
    told += (
        texts[number].document.error(RULE, span, leak.message(where), leak.hint)
        for (number, span, leak), where in lines.items()
    )
    concealed = conceal(told, [text.document for text in texts])
    brought_in = {text.document.path for text in texts if text.origin is Origin.BROUGHT_IN}
    return Leaks(
        tuple(
            Finding(rule=RULE, subject=id, field=field, message=leak.message(where), hint=leak.hint)
            for (id, field, leak), where in findings.items()
        ),
        tuple(dict.fromkeys(_bare(each) if each.path in brought_in else each for each in concealed)),
    )


class _Where(Enum):
    """What shows it."""

    TEXT = "a text of the plan"
    LINE = "a line beside it"
    ID = "an id"
    FILE_NAME = "the name of a file"


class _Leak(NamedTuple):
    """What a place says; the same in several editions is told once."""

    where: _Where
    words: str
    what: Sentence
    """What the words are: `the name of a person`."""
    hint: Sentence
    id: str = ""

    def message(self, editions: Iterable[Edition]) -> Sentence:
        names = tuple(each.value for each in editions)
        said = {"editions": later(_editions, names), "words": self.words, "what": self.what, "id": self.id}
        match self.where:
            case _Where.TEXT:
                return counted(
                    'this text is shown in the {editions} edition and says "{words}", {what}',
                    'this text is shown in the {editions} editions and says "{words}", {what}',
                    len(names),
                    **said,
                )
            case _Where.LINE:
                return counted(
                    'this is shown in the {editions} edition and says "{words}", {what}',
                    'this is shown in the {editions} editions and says "{words}", {what}',
                    len(names),
                    **said,
                )
            case _Where.ID:
                return counted(
                    'the id "{id}" is an address in the {editions} edition'
                    ' and says "{words}", which is the name of a person',
                    'the id "{id}" is an address in the {editions} editions'
                    ' and says "{words}", which is the name of a person',
                    len(names),
                    **said,
                )
            case _Where.FILE_NAME:
                return counted(
                    'the name of this file is an address in the {editions} edition and says "{words}"',
                    'the name of this file is an address in the {editions} editions and says "{words}"',
                    len(names),
                    **said,
                )


def _editions(names: Iterable[str]) -> str:
    return words.some(words.edition(name) for name in names)


_InPlan = tuple[str, KeyPath, _Leak]
"""The id of a thing, its field, and what that says."""


@dataclass(frozen=True)
class _Search:
    """The search for what one edition withholds."""

    edition: Edition
    names: Mapping[str, str]
    withheld: Withheld
    files: frozenset[str]
    """The files of the plan that the edition shows."""
    in_plan: tuple[_InPlan, ...] = ()
    """What was found in the plan."""

    @classmethod
    def of(cls, plan: Plan, edition: Edition, values: Values, tellings: tuple[Telling, ...]) -> _Search:
        names = names_in(plan, edition)
        files = frozenset(
            str(seen.value)
            for thing, seen_in_it in values
            if isinstance(thing, Thing) and thing.id in names
            for seen in seen_in_it
            if isinstance(seen.value, FilePath) and edition.shows(seen.edition)
        )
        search = cls(edition, names, Withheld.of(plan, edition, names, tellings), files)
        return replace(search, in_plan=tuple(search._in_plan(values)))

    def _in_plan(self, values: Values) -> Iterator[_InPlan]:
        """A leak for every text and id of the plan that the edition shows and that says what it withholds."""
        texts: list[tuple[str, KeyPath, str]] = []
        for thing, seen_in_it in values:
            id = thing.id if isinstance(thing, Thing) else "business"
            if isinstance(thing, Thing) and id not in self.names:
                continue
            for seen in seen_in_it:
                if seen.path == ("id",):
                    # People go by their roles where names are withheld.
                    if not isinstance(thing, Person) and not is_own_id(id):
                        yield from self._in_id(id)
                    continue
                if not isinstance(seen.value, str) or not self.edition.shows(seen.edition):
                    continue
                # What the author calls a file leads to it and is on no page.
                if isinstance(seen.value, Value) and not isinstance(seen.value, _CHOSEN | Ref | FilePath):
                    texts.append((id, seen.path, seen.value))
        for number, said in self.withheld.said_in_each([text for _, _, text in texts]):
            id, path, text = texts[number]
            if said.what == PERSON and isinstance(text, PersonName):
                continue  # a name that the edition shows, which may be a part of another
            if not is_own_text(text):  # which stands in many plans, and speaks of nobody in this one
                yield id, path, _Leak(_Where.TEXT, said.words, said.what, said.instead)

    def _in_id(self, id: str) -> Iterator[_InPlan]:
        for name in self.withheld.named_in(id):
            hint = Sentence("give it another id, here and wherever it is named")
            yield id, (), _Leak(_Where.ID, name, PERSON, hint, id)

    def in_text(self, text: Outgoing) -> Iterator[tuple[Span | None, _Leak]]:
        """A leak for every place in a text that goes out with the edition."""
        if self.edition not in text.editions or (text.file and text.file not in self.files):
            return
        for number, line in enumerate(text.document.lines, 1):
            for said in self.withheld.said_in(line):
                if said.what != AMOUNT:
                    span = Span(number, said.start + 1, len(said.words))
                    yield span, _Leak(_Where.LINE, said.words, said.what, text.origin.value)
        for name in self.withheld.named_in(text.document.address):
            hint = Sentence("give the file another name")
            yield None, _Leak(_Where.FILE_NAME, name, PERSON, hint)


@asked_once
def _searches(plan: Plan, editions: tuple[Edition, ...]) -> tuple[_Search, ...]:
    """The searches for what some editions withhold: a build goes through its plan once, then its pages."""
    values = all_placed(plan) if editions else ()
    tellings = telling(plan, values)
    return tuple(_Search.of(plan, each, values, tellings) for each in editions)


def _bare(said: Diagnostic) -> Diagnostic:
    """The diagnostic of what was brought in: its lines are nobody's lines."""
    return replace(said, span=None, source_line="", hint=Origin.BROUGHT_IN.value)
