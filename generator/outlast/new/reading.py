"""Answers from a file, by the questions that they answer; and the way through the questions."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.diagnostics import Place, Span
from outlast.load.nearest import suggestion
from outlast.new.asking import Question, Unclear
from outlast.new.kept import Kept, answer, answered, drop, put
from outlast.new.questions import Shelf, questions
from outlast.source import Data, Document, KeyPath


def following(kept: Kept, shelf: Shelf) -> Question | None:
    """The first question that is not answered; None when all are."""
    return next((each for each in questions(kept, shelf) if not answered(kept, each.path)), None)


def before(kept: Kept, shelf: Shelf, question: Question) -> Question | None:
    """The question before this one that somebody was asked; None at the first."""
    asked: Question | None = None
    for each in questions(kept, shelf):
        if each.path == question.path:
            return asked
        asked = asked if each.silent else each
    return asked


def back(kept: Kept, shelf: Shelf, to: Question) -> Kept:
    """The answers without that of a question and of those after it."""
    paths = [each.path for each in questions(kept, shelf)]
    for path in reversed(paths[paths.index(to.path) :]):
        if answered(kept, path):
            kept = drop(kept, path)
    return kept


def read(document: Document, shelf: Shelf, *, whole: bool) -> tuple[Kept, tuple[str, ...]]:
    """The answers in a file, with what is wrong with them, a line each.

    Args:
        whole: whether nobody will be asked for what is missing, so that the usual answers are taken.
    """
    data = document.data if isinstance(document.data, dict) else {}
    wrong = [f"{_place(document, each.span)}: {each.message}" for each in document.diagnostics]
    kept: Kept = {}
    known: set[KeyPath] = set()
    open_yet = False
    while question := next((each for each in questions(kept, shelf) if each.path not in known), None):
        known.add(question.path)
        there = answered(data, question.path)
        if not (there or whole or (question.silent and not open_yet)):
            open_yet = True  # what follows from it by itself is not known yet either
            continue
        try:
            value = question.written(answer(data, question.path)) if there else question.typed("")
        except Unclear as unclear:
            wrong.append(_wrong(document, question.path, str(unclear), there))
            value = question.default
        kept = put(kept, question.path, value)
    wrong += _unknown(document, data, known)
    return kept, tuple(wrong)


def _wrong(document: Document, path: KeyPath, why: str, there: bool) -> str:
    said = " › ".join(str(part + 1) if isinstance(part, int) else part for part in path)
    return f"{_place(document, document.values.get(path) if there else None)}: {said}: {why}"


def _place(document: Document, span: Span | None) -> Place:
    return Place(document.path, span)


def _unknown(document: Document, data: Data, known: set[KeyPath]) -> Iterator[str]:
    """What stands in the file and answers no question."""
    prefixes = {path[:end] for path in known for end in range(1, len(path) + 1)}
    open_paths: list[KeyPath] = [()]
    while open_paths:
        around = open_paths.pop()
        here = answer(data, around) if isinstance(data, dict) else None
        for key in here if isinstance(here, dict) else range(len(here)) if isinstance(here, list) else ():
            path = (*around, key)
            if path in known:
                continue
            if path in prefixes:
                open_paths.append(path)
                continue
            siblings = [str(each[-1]) for each in prefixes if each[:-1] == around]
            span = document.keys.get(path) or document.values.get(path)
            hint = suggestion(str(key), sorted(siblings))
            yield f'{_place(document, span)}: "{key}" answers no question here; {hint}'
