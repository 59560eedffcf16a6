"""People and how to reach them: names, telephone numbers, addresses, languages."""

from __future__ import annotations

import re
from typing import Self
from urllib.parse import urlsplit

from outlast.model.value import Text, Word, wrong


class PersonName(Word):
    """What somebody is called, also somebody at another firm: `Sam Okafor`."""

    __slots__ = ()
    kind = "the name of a person"
    examples = ("Sam Okafor",)


class ChatName(Word):
    """A name in a chat: `@maya on Slack`."""

    __slots__ = ()
    kind = "a name in a chat"
    examples = ("@maya on Slack",)


class PostalAddress(Text):
    """Where a place is, as one writes it on a letter."""

    __slots__ = ()
    kind = "an address"
    examples = ("Dok 12, 9000 Gent",)


class Language(Word):
    """A language by its code: `en`, `nl`, `zh`, `pt-BR`."""

    __slots__ = ()
    kind = "the code of a language"
    pattern = "^[a-z]{2,3}(-[A-Z]{2})?$"
    examples = ("en", "nl", "pt-BR")

    @classmethod
    def parse(cls, text: str) -> Self:
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2})?", text.strip()):
            raise wrong(
                "bad-language", f'"{text.strip()}" is no code of a language', "write en, nl, fr, zh, pt-BR"
            )
        return cls(text.strip())


class Phone(Word):
    """A telephone number, kept as typed: `+32 470 00 01 02`."""

    __slots__ = ()
    kind = "a telephone number"
    pattern = r"^\+?[0-9(][0-9 ()./-]*$"
    examples = ("+32 470 00 01 02",)

    @classmethod
    def parse(cls, text: str) -> Self:
        number = " ".join(text.split())
        if not re.fullmatch(r"\+?[0-9(][0-9 ()./-]*", number) or len(re.sub(r"\D", "", number)) < 3:
            raise wrong("bad-phone", f'"{number}" is no telephone number', "write it like +32 470 00 01 02")
        return cls(number)

    @property
    def href(self) -> str:
        return "tel:" + re.sub(r"[^0-9+]", "", self)


class Email(Word):
    """A mail address."""

    __slots__ = ()
    kind = "a mail address"
    pattern = r"^[^@\s]+@[^@\s]+$"
    examples = ("sam@fernandflask.example",)

    @classmethod
    def parse(cls, text: str) -> Self:
        if not re.fullmatch(r"[^@\s<>\"'()?&]+@[^@\s<>\"'()?&]+\.[^@\s<>\"'()?&]+", text.strip()):
            raise wrong(
                "bad-email", f'"{text.strip()}" is no mail address', "write it like sam@fernandflask.example"
            )
        return cls(text.strip())

    @property
    def href(self) -> str:
        return f"mailto:{self}"


class Url(Word):
    """An address on the web, `https://` or `http://`."""

    __slots__ = ()
    kind = "a web address"
    pattern = "^https?://"
    examples = ("https://www.shopifystatus.com",)

    @classmethod
    def parse(cls, text: str) -> Self:
        source = text.strip()
        try:
            parts = urlsplit(source)
            good = parts.scheme in ("https", "http") and bool(parts.hostname)
        except ValueError:
            good = False
        if not good or re.search(r"[\s<>\"'`\\]", source):
            raise wrong(
                "bad-url", f'"{source}" is no web address', "write it whole: https://www.example.com/page"
            )
        return cls(source)

    @property
    def href(self) -> str:
        return str(self)
