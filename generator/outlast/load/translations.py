"""Texts of a plan in other languages: what the files beside it say, and what is wrong there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath

from pydantic_core import PydanticCustomError, ValidationError

from outlast.diagnostics import Diagnostic, Span
from outlast.languages import Sentence
from outlast.load.origins import Entry
from outlast.load.shapes import Leaf, leaves
from outlast.load.vendors import completed
from outlast.model import Model
from outlast.model.prose import foreign_links, mentions
from outlast.model.scalars import Language
from outlast.model.shorthand import OneOrMany
from outlast.model.value import Term, Told, is_language, nearest_code
from outlast.source import Document


@dataclass(frozen=True)
class PlanText:
    """A text of a plan that a reader reads, as the plan has it in its own language."""

    text: str
    path: str
    """The keys that lead to it: `procedures.refunds.steps.3.do`."""
    kind: type[Told]
    languages: frozenset[str]
    """Those in which the plan itself says it."""


def own_language(business: Entry | None) -> str:
    """The language of texts that name none: the first of the business, or English."""
    said = business.raw if business and isinstance(business.raw, dict) else {}
    try:
        first, *_ = OneOrMany().spelled_out(said.get("languages"), tuple[Language, ...])
        return str(Language.read(first))
    except (PydanticCustomError, TypeError, ValueError):
        return "en"  # there is none, or validation says what is wrong


def told(documents: Iterable[Document], language: str) -> Mapping[str, str]:
    """What the texts of a plan are in a language, as far as a file says so."""
    by_code = {code_of(document): document for document in documents}
    code = nearest_code(language, by_code)
    return dict(_said(by_code[code])) if code else {}


def plan_texts(entry: Entry, model: type[Model], typed: Iterable[Leaf], own: str) -> Iterator[PlanText]:
    """The texts of a thing that a reader reads and that may be translated, in the order of the model.

    Args:
        typed: what the plan itself says of it.
    """
    # What the catalogue knows of a vendor is written in English.
    english = nearest_code("en", (own,)) is not None
    raw = completed(entry, entry.raw) if english and isinstance(entry.raw, dict) else entry.raw
    found = typed if raw is entry.raw else leaves(model, raw)
    shown = (leaf for leaf in found if issubclass(leaf.kind, Told) and leaf.kind.told)
    for path, group in groupby(shown, lambda leaf: leaf.path[:-1] if leaf.language else leaf.path):
        by_code = {leaf.language or own: leaf for leaf in group}
        leaf = by_code.get(own)
        if leaf is None or not issubclass(leaf.kind, Told) or entry.damaged(leaf.path):
            continue
        try:
            text = leaf.kind.read(leaf.raw)
        except (PydanticCustomError, ValidationError):
            continue  # validation says what is wrong with it
        if not leaf.kind.varies(str(text)):
            continue
        keys = (part + 1 if isinstance(part, int) else part for part in path)
        yield PlanText(str(text), ".".join(map(str, (*entry.path, *keys))), leaf.kind, frozenset(by_code))


def check_translations(documents: Iterable[Document], texts: Iterable[PlanText]) -> Iterator[Diagnostic]:
    """What is wrong with the files of translations: all of it, whatever language the plan is read in."""
    terms = {text.text for text in texts if issubclass(text.kind, Term)}
    for document in documents:
        code = code_of(document)
        if not is_language(code):
            message = Sentence(
                'this file is called after its language, and "{code}" is no code of a language', code=code
            )
            yield document.error(
                "bad-language", Span(1, 1), message, Sentence("call it nl.po, fr.po, pt-BR.po")
            )
        taken: dict[str, str] = {}
        for text, translation in _said(document):
            span = document.values[text,]
            if not translation.strip():
                yield document.error(
                    "bad-translation", span, Sentence("this translation is empty"), Sentence("write it")
                )
            named, named_there = {*mentions(text)}, {*mentions(translation)}
            for id in sorted(named - named_there):
                message, hint = (
                    Sentence("this translation has lost {{{id}}}", id=id),
                    Sentence("name it, as the text of the plan does"),
                )
                yield document.error("bad-translation", span, message, hint)
            for id in sorted(named_there - named):
                message = Sentence(
                    "this translation mentions {{{id}}}, which the text of the plan does not", id=id
                )
                yield document.error(
                    "bad-translation", span, message, Sentence("take it out, or mend its letters")
                )
            for _ in foreign_links(translation):
                message = Sentence(
                    "a link of this translation leads to an address that a plan may not link to"
                )
                hint = Sentence("a link starts with https:, http:, mailto:, tel: or sms:")
                yield document.error("bad-link", span, message, hint)
            if text in terms and (other := taken.setdefault(translation, text)) != text:
                message = Sentence(
                    'this is the translation of "{other}", too, and the plan tells them apart', other=other
                )
                yield document.error(
                    "bad-translation", span, message, Sentence("find a word of its own for each")
                )


def untranslated(texts: Iterable[PlanText], said: Mapping[str, str], language: str) -> Iterator[PlanText]:
    """The texts that are not there in a language, each once; `said` is what is `told` in it."""
    seen: set[str] = set()
    for each in texts:
        if each.text not in said and not nearest_code(language, each.languages) and each.text not in seen:
            seen.add(each.text)
            yield each


def _said(document: Document) -> Iterator[tuple[str, str]]:
    data = document.data if isinstance(document.data, dict) else {}
    for text, translation in data.items():
        if isinstance(translation, str) and translation and (text,) not in document.damaged:
            yield text, translation


def code_of(document: Document) -> str:
    """The language of a file of translations, by its name."""
    return PurePosixPath(document.path).stem
