"""Kinds of questions: how an answer is typed or stands in a file, and the value that it is kept as."""

from __future__ import annotations

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pydantic_core import PydanticCustomError

from outlast import secrets
from outlast.load.nearest import nearest
from outlast.model.value import ALONE, Setting, Value, Word
from outlast.source import Data, KeyPath

SKIP = "-"
"""Typed to leave a question out."""
BACK = "<"
"""Typed to go back to the question before."""


class Unclear(Exception):
    """An answer that cannot be taken as it is; the text says why, and what would do."""


@dataclass(frozen=True, kw_only=True)
class Question(ABC):
    """One line to type."""

    path: KeyPath
    """Where its answer stands among all of them."""
    ask: str
    """The words before the place to type."""
    screen: str
    """The heading that it stands under."""
    lead: tuple[str, ...] = ()
    """Lines that are said before it."""
    default: Data = None
    """What is taken if nothing is typed; None leaves the question out."""
    needed: str = ""
    """Why it cannot be left out; empty if it can."""
    silent: bool = False
    """Whether the default is taken without asking, unless a file says otherwise."""

    def typed(self, text: str) -> Data:
        """The answer that was typed. Raises Unclear."""
        said = " ".join(text.split())
        if said == SKIP:
            return self._skipped()
        if not said:
            return self.default if self.default is not None else self._skipped()
        return self._checked(said)

    def written(self, data: Data) -> Data:
        """The answer that stands in a file. Raises Unclear."""
        if data is None:
            return self._skipped()
        if not isinstance(data, str):
            raise Unclear("This takes one line of text.")
        return self._checked(" ".join(data.split()))

    def shown_default(self) -> str:
        """The default as it is offered."""
        return self.default if isinstance(self.default, str) else ""

    @abstractmethod
    def read(self, said: str) -> Data:
        """The answer in a line that is neither empty nor a skip. Raises Unclear."""

    def _checked(self, said: str) -> Data:
        if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in said):
            raise Unclear("That holds a key that is no letter, such as an arrow. Type it again.")
        if secrets.search(said):
            raise Unclear("That looks like a secret. Say where it is kept, never the secret itself.")
        return self.read(said)

    def _skipped(self) -> Data:
        if self.needed:
            raise Unclear(f"This one is needed: {self.needed}.")
        return None


@dataclass(frozen=True, kw_only=True)
class Line(Question):
    """A line of text of some form."""

    form: Callable[[str], str]
    """What it is kept as. Raises Unclear."""

    def read(self, said: str) -> Data:
        return self.form(said)


@dataclass(frozen=True, kw_only=True)
class YesNo(Question):
    """Kept as `yes` or `no`."""

    def read(self, said: str) -> Data:
        word = said.casefold()
        if word in ("y", "yes", "true", "on"):
            return "yes"
        if word in ("n", "no", "false", "off"):
            return "no"
        raise Unclear("Type yes or no.")


@dataclass(frozen=True)
class Choice:
    """One of several things to choose from."""

    id: str
    name: str
    also: tuple[str, ...] = ()
    """Other names, in small letters."""


@dataclass(frozen=True, kw_only=True)
class Pick(Question):
    """Some of several, by numbers or names; kept as a list of ids."""

    choices: tuple[Choice, ...]
    otherwise: str = "Choose by number or name, with commas between."
    """What to do with a word that is not in the list."""

    def read(self, said: str) -> Data:
        if said.casefold() in ("all", "everything"):
            return [choice.id for choice in self.choices]
        if said.casefold() in ("none", "nothing", "nobody"):
            return []
        whole = self._one(said)
        if whole:
            return [whole]
        spaced = re.fullmatch(r"[\d\s–-]+", said)  # 1 4 7
        return self._listed(re.split(r"[\s]+" if spaced else r"\s*[,;]\s*|\s+and\s+", said))

    def written(self, data: Data) -> Data:
        if isinstance(data, list):
            if not all(isinstance(one, str) for one in data):
                raise Unclear("This takes a list of names.")
            return self._listed(str(one) for one in data)
        return super().written(data)

    def shown_default(self) -> str:
        if not isinstance(self.default, list):
            return ""
        if len(self.default) == len(self.choices) > 1:
            return "all"
        ids = [choice.id for choice in self.choices]
        return ", ".join(str(ids.index(str(one)) + 1) for one in self.default)

    def _listed(self, parts: Iterable[str]) -> Data:
        found: set[str] = set()
        unknown: list[str] = []
        for part in filter(None, (each.strip() for each in parts)):
            if span := re.fullmatch(r"(\d+)\s*[-–]\s*(\d+)", part):
                first, last = int(span[1]), int(span[2])
                if not 1 <= first <= last <= len(self.choices):
                    raise Unclear(self._unknown(part))
                found.update(choice.id for choice in self.choices[first - 1 : last])
            elif one := self._one(part):
                found.add(one)
            else:
                unknown.append(part)
        if unknown:
            raise Unclear(" ".join(map(self._unknown, unknown)))
        return [choice.id for choice in self.choices if choice.id in found]

    def _one(self, said: str) -> str | None:
        """The choice of this number, id or name."""
        if said.isdecimal():
            number = int(said)
            return self.choices[number - 1].id if 1 <= number <= len(self.choices) else None
        same = said.casefold()
        return next(
            (one.id for one in self.choices if same in (one.id, one.name.casefold(), *one.also)), None
        )

    def _unknown(self, part: str) -> str:
        if not self.choices:
            return f'"{part}" cannot be chosen here: there is nothing to choose from.'
        if part.isdecimal():
            return f"There is no number {part}: they go from 1 to {len(self.choices)}."
        close = nearest(part, [one.name for one in self.choices] + [one.id for one in self.choices])
        return f'"{part}" is not in the list. ' + (f"Did you mean {close}?" if close else self.otherwise)


@dataclass(frozen=True, kw_only=True)
class Names(Question):
    """Several names that can be any; kept as a list."""

    def read(self, said: str) -> Data:
        return [part for each in re.split(r"\s*[,;]\s*", said) if (part := each.strip())]

    def written(self, data: Data) -> Data:
        if isinstance(data, list):
            if not all(isinstance(one, str) for one in data):
                raise Unclear("This takes a list of names.")
            return [str(one) for one in data]
        return super().written(data)


def value(kind: type[Value], setting: Setting = ALONE) -> Callable[[str], str]:
    """Text that a class of the plan language reads, in the form that it gives it."""

    def form(said: str) -> str:
        try:
            return str(kind.parse_in(said, setting))
        except PydanticCustomError as error:
            raise Unclear(_corrected(error.context or {})) from None

    return form


def _corrected(context: Mapping[str, object]) -> str:
    """What is wrong with a value, and what to type instead."""
    message, hint, instead = context["message"], context["hint"], context["instead"]
    said = [f"{message}{f': {hint}' if hint else ''}."]
    if isinstance(instead, tuple) and instead:
        said.append(f"Did you mean {' or '.join(map(str, instead[:3]))}?")
    return " ".join(said)


def text(said: str) -> str:
    """Any line."""
    return str(Word(said))
