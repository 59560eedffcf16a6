"""Texts that say aloud what their edition withholds: in a plan, on a page by hand, in an address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from outlast.checks import Finding
from outlast.diagnostics import Diagnostic, Span
from outlast.model import Edition, Plan, Thing
from outlast.model.people import Person
from outlast.model.scalars import Currency, FilePath, Language, PersonName, Timezone
from outlast.model.value import Ref, Value
from outlast.redact.plan import names_in, placed
from outlast.redact.withheld import AMOUNT, PERSON, Withheld
from outlast.source import Document

_CHOSEN = Currency | Language | Timezone
"""Words that are chosen from a list and not the author's own; plain strings, such as icons, are others."""


def leaks(plan: Plan, edition: Edition) -> Iterator[Finding]:
    """A finding for every text and id that this edition shows and that says what it withholds.

    Text names people by reference, so that an edition can name them or not. What is searched for: names of
    people and things, telephone numbers, addresses, numbers of accounts, pointers and amounts.
    """
    if edition is Edition.FULL:
        return
    names = names_in(plan, edition)
    withheld = Withheld.of(plan, edition, names)
    for thing in (plan.business, *plan.things.values()):
        id = thing.id if isinstance(thing, Thing) else "business"
        if isinstance(thing, Thing) and id not in names:
            continue
        for seen in placed(thing):
            if seen.path == ("id",):
                if not isinstance(thing, Person):  # people go by their roles where names are withheld
                    yield from _in_id(withheld, edition, id)
                continue
            if not isinstance(seen.value, str) or not edition.shows(seen.edition):
                continue
            # What the author calls a file leads to it and is on no page.
            if not isinstance(seen.value, Value) or isinstance(seen.value, _CHOSEN | Ref | FilePath):
                continue
            for said in withheld.said_in(seen.value):
                if said.what == PERSON and isinstance(seen.value, PersonName):
                    continue  # a name that the edition shows, which may be a part of another
                yield Finding(
                    rule="withheld-in-text",
                    subject=id,
                    field=seen.path,
                    message=f"this text is shown in the {edition} edition"
                    f' and says "{said.words}", {said.what}',
                    hint=said.instead,
                )


def _in_id(withheld: Withheld, edition: Edition, id: str) -> Iterator[Finding]:
    for name in withheld.named_in(id):
        yield Finding(
            rule="withheld-in-text",
            subject=id,
            field=(),
            message=f'the id "{id}" is an address in the {edition} edition and says "{name}",'
            " which is the name of a person",
            hint="give it another id, here and wherever it is named",
        )


def leaks_by_hand(plan: Plan, edition: Edition, documents: Iterable[Document]) -> Iterator[Diagnostic]:
    """An error for every place where what was written by hand says what its edition withholds.

    Amounts are left out: a page may say 50 EUR of anything.
    """
    if edition is Edition.FULL:
        return
    withheld = Withheld.of(plan, edition, names_in(plan, edition))
    hint = "say it without, or say in the front matter of the page who it is for: audience: full"
    for document in documents:
        yield from _in_lines(withheld, edition, document, hint)
        for name in withheld.named_in(document.address):
            message = f'the name of this file is an address in the {edition} edition and says "{name}"'
            yield document.error("withheld-in-text", None, message, "give the file another name")


def leaks_in_files(plan: Plan, edition: Edition, attached: Mapping[str, Document]) -> Iterator[Diagnostic]:
    """The same for the files that the edition shows, by their path in the folder of the plan."""
    if edition is Edition.FULL:
        return
    names = names_in(plan, edition)
    withheld = Withheld.of(plan, edition, names)
    shown = {
        str(seen.value)
        for id in names
        for seen in placed(plan.thing(id))
        if isinstance(seen.value, FilePath) and edition.shows(seen.edition)
    }
    hint = "show another file, or say who it is for, beside its name: audience: full"
    for path in sorted(shown & attached.keys()):
        yield from _in_lines(withheld, edition, attached[path], hint)


def _in_lines(withheld: Withheld, edition: Edition, document: Document, hint: str) -> Iterator[Diagnostic]:
    for number, line in enumerate(document.lines, 1):
        for said in withheld.said_in(line):
            if said.what != AMOUNT:
                message = f'this is shown in the {edition} edition and says "{said.words}", {said.what}'
                span = Span(number, said.start + 1, len(said.words))
                yield document.error("withheld-in-text", span, message, hint)
