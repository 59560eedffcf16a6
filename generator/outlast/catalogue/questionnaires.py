"""Questionnaires that insurers and customers send: what they ask, and what of a plan answers it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from outlast.catalogue.entries import Source
from outlast.languages import spoken
from outlast.model.base import Model, public
from outlast.model.scalars import Day
from outlast.model.value import Word
from outlast.source import parse

_FORMS = files("outlast.catalogue") / "forms"


class Question(Model):
    """One question of a form."""

    asks: dict[str, Word] = public()
    """The question, by language."""
    source: Word | None = public(None)
    """Where it comes from: `Art. 21(2)(a)`."""
    proofs: tuple[str, ...] = public(min_length=1)
    """The names of what must all be proven for a yes."""
    steps: Word | None = public(None)
    """The id of steps that answer it, where the plan has no field for it: a procedure, as a rule."""


class Questionnaire(Model):
    """A form that somebody sends."""

    name: dict[str, Word] = public()
    about: dict[str, Word] = public()
    checked: Day = public()
    """The day on which the sources were read."""
    sources: tuple[Source, ...] = public(min_length=1)
    questions: tuple[Question, ...] = public(min_length=1)


@cache
def questionnaires() -> Mapping[str, Questionnaire]:
    """Every form, by its id. Raises ValueError if one is malformed."""
    there = sorted(file.name for file in _FORMS.iterdir() if file.name.endswith(".yml"))
    return {name.removesuffix(".yml"): _read(name, (_FORMS / name).read_bytes()) for name in there}


def in_words(texts: Mapping[str, Word]) -> str:
    """A text of a form in the language that is spoken, or in English."""
    return str(texts.get(spoken().code.partition("-")[0]) or texts["en"])


def _read(name: str, content: bytes) -> Questionnaire:
    document = parse(name, content)
    if document.diagnostics:
        raise ValueError(f"{name} cannot be read: {document.diagnostics}")
    return Questionnaire.model_validate(document.data)
