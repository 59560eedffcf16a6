"""A language: its catalogue, and how it writes numbers, dates and amounts."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel import Locale, localedata
from babel.languages import get_official_languages
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

HOME = {"en": "en_GB", "pt": "pt_PT"}
"""Where a language is at home that several countries write in different ways, if nobody names a country."""
DRAFT = "Draft"
"""The word at the top of a catalogue that no native speaker has read: only who asks for it gets it."""


@dataclass(frozen=True)
class Language:
    """How to say what Outlast says."""

    code: str
    """As in the `lang` of a page: `en`, `nl`, `en-US`."""
    locale: Locale
    """How it writes dates, amounts and lists."""
    catalogues: tuple[Catalog, ...] = field(default=(), compare=False, repr=False)
    """Its messages; what one catalogue lacks the next one says, and at last it is said in English."""

    def __getstate__(self) -> dict[str, object]:
        """What is kept of it: the catalogues are read again."""
        return {name: value for name, value in vars(self).items() if name != "translations"}

    @cached_property
    def translations(self) -> NullTranslations:
        """Its catalogues as the standard library reads them."""
        return _translations(self.catalogues)

    @property
    def draft(self) -> bool:
        """Whether no native speaker has read it."""
        return any(map(is_draft, self.catalogues))

    @property
    def name(self) -> str:
        """What it calls itself: `Nederlands`."""
        name = self.locale.get_display_name() or self.code
        return name[:1].upper() + name[1:]

    @property
    def attributes(self) -> str:
        """What an element in it says: `lang="nl"`, and that it is written from right to left."""
        direction = ' dir="rtl"' if self.locale.text_direction == "rtl" else ""
        return f'lang="{self.code}"{direction}'

    def number(self, number: int | Decimal) -> str:
        """A number: `12,000`."""
        return _number(number, self.locale)


@lru_cache(maxsize=1000, typed=True)
def _number(number: int | Decimal, locale: Locale) -> str:
    return str(format_decimal(number, locale=locale))


ENGLISH = Language("en", Locale.parse("en_GB"))


@cache
def speaker(code: str, country: str = "") -> Language | None:
    """The language of that code; None if there is no catalogue of it.

    Args:
        code: `nl`, `en-US`.
        country: an ISO code, for how dates and amounts are written where the code names no country.
    """
    if not is_known(code):
        return None
    tongue, _, region = code.replace("_", "-").partition("-")
    place = region or (country if tongue in get_official_languages(country, de_facto=True) else "")
    locale = f"{tongue}_{place}" if localedata.exists(f"{tongue}_{place}") else HOME.get(tongue, tongue)
    catalogues = tuple(_held(name) for name in (locale, tongue) if name in _folders())
    return Language(code.replace("_", "-"), Locale.parse(locale), catalogues)


def is_known(code: str) -> bool:
    """Whether there is a catalogue of this language, for whatever country."""
    return code.replace("_", "-").partition("-")[0] in known()


def known() -> tuple[str, ...]:
    """The languages that there are: English, and those that have a folder: `en`, `en_US`, `nl`."""
    return tuple(sorted({"en", *_folders()}))


def catalogue(name: str) -> Catalog:
    """The catalogue in the folder of that name."""
    file = files(__package__).joinpath(name, "messages.po")
    return read_po(BytesIO(file.read_bytes()), locale=name, abort_invalid=True)


@cache
def _held(name: str) -> Catalog:
    """The same, read once and changed by nobody."""
    return catalogue(name)


def is_draft(catalogue: Catalog) -> bool:
    """Whether no native speaker has read a catalogue."""
    return DRAFT in catalogue.header_comment


def english(message: Message) -> str:
    """What the program says, which names a message in each catalogue."""
    return str(message.id[0] if isinstance(message.id, (tuple, list)) else message.id)


def forms(message: Message) -> tuple[str, ...]:
    """What a catalogue says for it, with each form of a plural; empty where something is missing."""
    return tuple(map(str, message.string if isinstance(message.string, tuple) else (message.string or "",)))


def regional(name: str) -> bool:
    """Whether the catalogue of that name only says how one country differs: `en_US`."""
    return "_" in name


def translated(catalogue: Catalog) -> int:
    """How many messages a catalogue says in its language."""
    return sum(bool(message.id) and all(forms(message)) and not message.fuzzy for message in catalogue)


@cache
def _folders() -> tuple[str, ...]:
    folders = (each for each in files(__package__).iterdir() if each.is_dir())
    return tuple(sorted(each.name for each in folders if each.joinpath("messages.po").is_file()))


def _translations(catalogues: tuple[Catalog, ...]) -> NullTranslations:
    found = NullTranslations()
    for each in reversed(catalogues):
        compiled = BytesIO()
        write_mo(compiled, each)
        compiled.seek(0)
        found, rest = GNUTranslations(compiled), found
        found.add_fallback(rest)
    return found
