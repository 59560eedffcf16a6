"""People and how to reach them: names, telephone numbers, addresses, languages."""

from __future__ import annotations

import difflib
import re
from functools import cache
from typing import Self
from urllib.parse import urlsplit

from outlast.languages import Sentence
from outlast.model.value import Contextual, Setting, Text, Word, wrong


class PersonName(Word):
    """What somebody is called, also somebody at another firm: `Sam Okafor`."""

    __slots__ = ()
    kind = Sentence("the name of a person")
    examples = ("Sam Okafor",)


class ContactName(PersonName):
    """Somebody at another firm, or a desk there, which is written small: `the depot`."""

    __slots__ = ()
    told = True

    @classmethod
    def varies(cls, text: str) -> bool:
        """A desk does, and nobody's own name."""
        return text.islower()


class ChatName(Word):
    """A name in a chat: `@maya on Slack`."""

    __slots__ = ()
    kind = Sentence("a name in a chat")
    told = True
    examples = ("@maya on Slack",)


class PostalAddress(Text):
    """Where a place is, as one writes it on a letter."""

    __slots__ = ()
    kind = Sentence("an address")
    examples = ("Dok 12, 9000 Gent",)


class Language(Word):
    """A language by its code: `en`, `nl`, `zh`, `pt-BR`."""

    __slots__ = ()
    kind = Sentence("the code of a language")
    examples = ("en", "nl", "pt-BR")

    @classmethod
    def parse(cls, text: str) -> Self:
        source = text.strip()
        if re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2})?", source):
            return cls(source)
        if match := re.fullmatch(r"([A-Za-z]{2})(?:[-_]([A-Za-z]{2}))?", source):
            return cls("-".join([match[1].lower(), *([match[2].upper()] if match[2] else [])]))
        if code := _languages().get(source.casefold()):
            return cls(code)
        raise wrong(
            "bad-language",
            Sentence('"{source}" is not the code of a language', source=source),
            Sentence("write en, nl, fr, zh, pt-BR"),
        )


_OWN_NAMES = "bg cs da de el es et fi fr hr hu it ja ko lt lv nb nl pl pt ro ru sk sl sv tr uk zh"
"""Languages that are also known by their own names, by their codes."""


@cache
def _languages() -> dict[str, str]:
    """The codes of languages by their English names, and of some by their own."""
    from babel import Locale

    english = {str(name).casefold(): code for code, name in Locale("en").languages.items() if len(code) < 4}
    own = {str(Locale(code).get_language_name(code)).casefold(): code for code in _OWN_NAMES.split()}
    return {**own, **english}


class Country(Word):
    """A country by its ISO code or its English name: `GB`, `Belgium`."""

    __slots__ = ()
    kind = Sentence("a country")
    examples = ("GB", "BE")

    @classmethod
    def parse(cls, text: str) -> Self:
        from babel import Locale

        source = " ".join(text.split())
        names = {
            str(name).casefold().removeprefix("the "): code
            for code, name in Locale("en").territories.items()
            if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
        }
        asked = source.casefold().replace("&", "and").removeprefix("the ")
        code = _CALLED.get(asked) or names.get(asked) or source.upper()
        if code not in names.values():
            close = difflib.get_close_matches(asked[:60], names, 1, 0.75)
            hint = Sentence("write the two letters of its code, such as GB, US, DE")
            raise wrong(
                "bad-country",
                Sentence('"{source}" is not a country', source=source),
                hint,
                *(names[name] for name in close),
            )
        return cls(code)


_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
_CALLED = {
    "uk": "GB",
    "great britain": "GB",
    "britain": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "northern ireland": "GB",
    "usa": "US",
    "america": "US",
    "united states of america": "US",
    "holland": "NL",
    "czech republic": "CZ",
    "turkey": "TR",
    "deutschland": "DE",
    "españa": "ES",
}


_EXTENSION = re.compile(r"(.+?)[\s,;]*(?:\bext(?:ension|n)?\b\.?|\bx|#)\s*:?\s*(\d{1,7})", re.IGNORECASE)
_SHORT = 6
"""Digits of a number that is dialled as it is, such as 112 or 0800 with nothing after it."""


class Phone(Contextual, Word):
    """A telephone number: `+32 470 00 01 02`, or as it is dialled in the country of the business.

    Numbers for emergencies and other short ones stay as typed.
    """

    __slots__ = ()
    kind = Sentence("a telephone number")
    pattern = r"\d"
    examples = ("+32 470 00 01 02",)

    @classmethod
    def parse_in(cls, text: str, setting: Setting) -> Self:
        source = " ".join(text.split()).replace("\u2011", "-")
        source = re.sub(r"^(?:tel|phone|mobile|mob|cell)\b[.:]?\s*", "", source, flags=re.IGNORECASE)
        match = _EXTENSION.fullmatch(source)
        number, extension = (match[1], f" ext. {match[2]}") if match else (source, "")
        if not re.fullmatch(r"\+?[0-9(][0-9 ()./-]*", number) or len(re.sub(r"\D", "", number)) < 3:
            raise wrong(
                "bad-phone",
                Sentence('"{source}" is not a telephone number', source=source),
                Sentence("write it like +32 470 00 01 02"),
            )
        # The zero of `+44 (0)20` is dialled inside the country only.
        number = re.sub(r"^(\+[0-9 ]*)\(0\)\s*", r"\1", number)
        local = setting.country and number[0] != "+" and len(re.sub(r"\D", "", number)) > _SHORT
        if local or re.fullmatch(r"\+\d{8,15}", number):
            number = _abroad(number, setting.country)
        return cls(number + extension)

    @property
    def number(self) -> str:
        """The number without its extension."""
        return self.partition(" ext. ")[0]

    @property
    def href(self) -> str:
        _, _, extension = self.partition(" ext. ")
        return "tel:" + re.sub(r"[^0-9+]", "", self.number) + (f";ext={extension}" if extension else "")


def _abroad(number: str, country: str | None) -> str:
    """A number of a country as it is dialled from abroad, in groups; as it is, if it is none there."""
    import phonenumbers

    try:
        read = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return number
    reason = phonenumbers.is_possible_number_with_reason(read)
    # A zero in front says that the rest is a number of this country, also one that nobody has yet.
    begun = number.lstrip("( ")[0] in "0+" and reason == phonenumbers.ValidationResult.IS_POSSIBLE
    if not begun and not phonenumbers.is_valid_number(read):
        return number
    return str(phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


class Email(Word):
    """A mail address."""

    __slots__ = ()
    kind = Sentence("a mail address")
    pattern = r"^[^@\s]+@[^@\s]+$"
    examples = ("sam@fernandflask.example",)

    @classmethod
    def parse(cls, text: str) -> Self:
        source = text.strip()
        address = re.sub(r"^mailto:|^<(.+)>$", r"\1", source)
        if not re.fullmatch(r"[^@\s<>\"'()?&]+@[^@\s<>\"'()?&]+\.[^@\s<>\"'()?&]+", address):
            named = re.fullmatch(r"[^<>]*<([^<>@\s]+@[^<>@\s]+\.[^<>@\s]+)>", source[:200])
            hint = Sentence("write it like sam@fernandflask.example")
            raise wrong(
                "bad-email",
                Sentence('"{source}" is not an email address', source=source),
                hint,
                *(named.groups() if named else ()),
            )
        return cls(address)

    @property
    def href(self) -> str:
        return f"mailto:{self}"


class Url(Word):
    """An address on the web, with `https://` or without it: `www.example.com`."""

    __slots__ = ()
    kind = Sentence("a web address")
    pattern = r"^[Hh][Tt][Tt][Pp][Ss]?://|^[\w-]+(\.[\w-]+)*\.[A-Za-z]{2,}(/|$)"
    examples = ("https://www.shopifystatus.com",)

    @classmethod
    def parse(cls, text: str) -> Self:
        source = text.strip()
        if re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}(?:[/?#].*)?", source, re.IGNORECASE):
            source = f"https://{source}"
        try:
            parts = urlsplit(source)
            good = parts.scheme in ("https", "http") and bool(parts.hostname)
        except ValueError:
            good = False
        if not good or re.search(r"[\s<>\"'`\\]", source):
            raise wrong(
                "bad-url",
                Sentence('"{source}" is not a web address', source=source),
                Sentence("write it whole: https://www.example.com/page"),
            )
        return cls(source)

    @property
    def href(self) -> str:
        return str(self)
