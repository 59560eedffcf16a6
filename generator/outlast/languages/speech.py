"""Saying a sentence, in the language that is spoken."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal

from outlast.languages.language import ENGLISH, Language

_spoken: ContextVar[Language] = ContextVar("spoken", default=ENGLISH)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Say everything in a language from here to the end of the block."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def spoken() -> Language:
    """The language that is spoken here."""
    return _spoken.get()


def say(message: str, /, **values: object) -> str:
    """A sentence in the language that is spoken.

    Args:
        message: the English sentence, to the letter, with `{name}` for each value.
    """
    # To gettext, no words are the head of a catalogue.
    return _filled(_spoken.get().translations.gettext(message), values) if message else ""


def say_as(context: str, message: str, /, **values: object) -> str:
    """A word that English uses for several things: the context says which, and is not shown."""
    return _filled(_spoken.get().translations.pgettext(context, message), values)


def say_count(one: str, many: str, number: int | Decimal, /, **values: object) -> str:
    """A sentence with a number of things in it; `{count}` stands for the number."""
    language = _spoken.get()
    whole = int(number) if number == int(number) else 2
    form = language.translations.ngettext(one, many, whole)
    return _filled(form, {"count": language.number(number), **values})


def mark(message: str) -> str:
    """The sentence as it is, for a table or a constant: it gets into the catalogues, and is said later."""
    return message


def inside(text: str) -> str:
    """A text of ours as the rest of a line: without its capital, its full stop and its line breaks."""
    line = " ".join(text.split())
    return line[:1].lower() + line[1:].removesuffix(".")


def _filled(message: str, values: dict[str, object]) -> str:
    """A message with its values; an abbreviation that ends it, as in `12 déc.`, lends its full stop."""
    if not values:
        return message
    return message.format_map(
        {
            name: value[:-1]
            if isinstance(value, str) and value.endswith(".") and f"{{{name}}}." in message
            else value
            for name, value in values.items()
        }
    )
