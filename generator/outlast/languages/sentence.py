"""What is found long before anybody knows in which language it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Self

from outlast.languages.language import ENGLISH
from outlast.languages.speech import say, say_count, speaking


class Sentence(str):
    """What is said: it names itself in the catalogues by its English words, with its values.

    As a text it is English. Whoever shows it asks for it in the language that is spoken: `told`.
    """

    __slots__ = ("_parts", "_say", "_values")
    _say: Callable[..., str]
    _parts: tuple[Any, ...]
    _values: Mapping[str, object]

    def __new__(cls, message: str, /, **values: object) -> Self:
        """A message as `say` says it; a value may be another message."""
        return cls._said(say, (message,), values)

    @classmethod
    def _said(cls, say: Callable[..., str], parts: tuple[Any, ...], values: Mapping[str, object]) -> Self:
        with speaking(ENGLISH):
            made = super().__new__(cls, say(*parts, **values))
        made._say, made._parts, made._values = say, parts, values
        return made

    def told(self) -> str:
        """It in the language that is spoken, with its values."""
        values = {
            name: value.told() if isinstance(value, Sentence) else value
            for name, value in self._values.items()
        }
        return self._say(*self._parts, **values)

    def without(self, text: str, instead: str) -> Sentence:
        """It with something else in the place of a text that it quotes."""
        if text not in self:
            return self
        quoted = {
            name: value.without(text, instead)
            if isinstance(value, Sentence)
            else str(value).replace(text, instead)
            for name, value in self._values.items()
        }
        new = self._said(self._say, self._parts, quoted)
        return new if text not in new else literal(self.replace(text, instead))


def counted(one: str, many: str, number: int | Decimal, /, **values: object) -> Sentence:
    """A message with a number of things in it, as `say_count` says it."""
    return Sentence._said(say_count, (one, many, number), values)


def later(words: Callable[..., str], *parts: object) -> Sentence:
    """What a function says of these things, once it is known in which language."""
    return Sentence._said(words, parts, {})


def literal(text: str) -> Sentence:
    """A message that is the same in every language: a line of a plan, a name."""
    return later(str, text)


NOTHING = literal("")
"""For where there is nothing to say."""


def told(message: str) -> str:
    """A message in the language that is spoken; what is no message as it is."""
    return message.told() if isinstance(message, Sentence) else message
