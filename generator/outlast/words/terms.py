"""How channels, phases, lists and languages are called."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.lists import format_list

from outlast.languages import mark, say, spoken
from outlast.words.dates import day

_CHANNELS = {
    "phone": mark("Call"),
    "sms": mark("Text"),
    "whatsapp": mark("WhatsApp"),
    "signal": mark("Signal"),
    "email": mark("Email"),
    "chat": mark("Chat"),
    "page": mark("Open"),
}
_SENT_BY = {
    "email": mark("email"),
    "sms": mark("text message"),
    "chat": mark("chat"),
    "phone": mark("to say on the phone"),
    "social": mark("social media"),
    "banner": mark("banner on the site"),
    "letter": mark("letter"),
}
_PHASES = {
    "first-hour": mark("In the first hour"),
    "first-day": mark("On the first day"),
    "first-week": mark("In the first week"),
    "until-over": mark("Until it is over"),
    "stand-down": mark("When it is over"),
}
_COPIES = {
    "public": mark("Copy of {day} (public edition)"),
    "team": mark("Copy of {day} (team edition)"),
    "full": mark("Copy of {day} (full edition)"),
}

# For translators: who may read a copy.
_EDITIONS = {"public": mark("public"), "team": mark("team"), "full": mark("full")}


def channel(id: str) -> str:
    """What one does on a way to reach somebody: `Call`."""
    return say(_CHANNELS[id])


def sent_by(id: str) -> str:
    """How a message travels: `text message`."""
    return say(_SENT_BY[id])


def phase(id: str) -> str:
    """When a part of a scenario is done: `In the first hour`."""
    return say(_PHASES[id])


def edition(id: str) -> str:
    """Who may read a copy: `public`."""
    return say(_EDITIONS[id])


def some(items: Iterable[str], last: str = "and") -> str:
    """`a, b and c`; `a, b or c` where `last` is `or`."""
    return _some(tuple(items), "or" if last == "or" else "standard", spoken().locale)


@lru_cache(maxsize=10_000)  # pages list much the same things
def _some(items: tuple[str, ...], style: Literal["standard", "or"], locale: Locale) -> str:
    return str(format_list(items, style=style, locale=locale))


def count(number: str | int, noun: str) -> str:
    """`1 day`, `3 days`."""
    return f"{number} {noun}" if str(number) == "1" else f"{number} {noun}s"


ALSO_CALLED = mark("Also called: {names}.")
"""How an entry says its other names, and how the search finds them in it."""
# For translators: words that people type for the same thing, with a semicolon between two things, in small
# letters. They need not match one by one: write what people of your language type.
ALIKE = mark(
    "press reporter journalist newspaper media television; hospital ambulance clinic; fire flames burning"
    " burnt; flood leak water; hacked hacker intruder phishing; wages salary payroll; lawyer notary "
    "solicitor; invoice bill; refund reimburse reimbursement; parcel package shipment; carrier courier; "
    "poison poisonous toxic swallowed; website webshop; password passcode; laptop computer notebook; "
    "phone telephone mobile cellphone; insurance insurer; founder owner boss; employee staff; "
    "wait undone postpone skip; gift present birthday; collect pickup"
)
"""Words that the search takes for each other, where nobody uses the one that was typed."""


def copy(as_of: date, edition: str) -> str:
    """`Copy of Sunday 22 November 2026 (public edition)`."""
    return say(_COPIES[edition], day=day(as_of))


def language(code: str) -> str:
    """The name of a language in that language: `Nederlands`."""
    return _language(code, None)


def language_in_english(code: str) -> str:
    """The name of a language in the language that is spoken: `Dutch`."""
    return _language(code, str(spoken().locale))


def _language(code: str, inside: str | None) -> str:
    try:
        name = Locale.parse(code, sep="-").get_display_name(inside)
    except (UnknownLocaleError, ValueError):
        return code
    return capital(name) if name else code


def capital(text: str) -> str:
    """With a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]
