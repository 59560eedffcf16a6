"""Words that are ready to send."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Literal

from outlast.languages import Sentence
from outlast.model.base import Model, Thing, public
from outlast.model.scalars import Language
from outlast.model.value import Name, Value, Word, wrong

BLANK = re.compile(r"\{\{\s*([a-z0-9_-]+)\s*\}\}")
"""A blank in a message: `{{ order }}`."""

LASTING = frozenset(
    ("date", "day", "days", "from", "hours", "lead", "phone", "place", "signature", "until", "week", "who")
)
"""Blanks that say the same in the whole of an incident; every other is of one case: an order, an amount."""

KNOWN = frozenset({"business", "website"})
"""Blanks that the plan itself fills."""


class Words(Value, str):
    """The text of a message, shown and copied as typed; `{{ blank }}` is a place to fill in."""

    __slots__ = ()
    kind = Sentence("the words of a message")

    @classmethod
    def parse(cls, text: str) -> Words:
        if not text.strip():
            raise wrong("empty-value", Sentence("this message is empty"), Sentence("write its words"))
        if "{{" in BLANK.sub("", text) or "}}" in BLANK.sub("", text):
            raise wrong(
                "bad-blank",
                Sentence("two braces that are not a blank"),
                Sentence("a blank is one word of small letters: {{ order }}"),
            )
        return cls(text.strip("\n"))

    def blanks(self) -> Iterator[str]:
        """The blanks in order, each as often as it stands there."""
        for match in BLANK.finditer(self):
            yield match[1]


class Version(Model):
    """A message in one language."""

    subject: Words | None = public(None)
    """Its subject line."""
    body: Words = public()
    """Its words."""
    blanks: dict[Name, Name] = public({})
    """What the blanks are called in this language; left out: as the message itself calls them."""


class Message(Thing):
    """Words that are ready to send. Nobody has approved them: whoever sends them answers for them."""

    collection: ClassVar[str] = "messages"
    one: ClassVar[Sentence] = Sentence("a message")

    to: Word = public()
    """Who gets it: `customers`, `suppliers`, `the landlord`."""
    channel: Literal["email", "sms", "chat", "phone", "social", "banner", "letter"] = public("email")
    """How it is sent."""
    blanks: dict[Name, Word] = public({})
    """What is to be filled in: the blank, and what it is called in plain words."""
    text: dict[Language, Version] = public(min_length=1)
    """The message, by language."""
