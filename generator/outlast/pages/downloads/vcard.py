"""Contacts for a phone, as vCard 3.0: the version that phones and mail programs all import."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence

from outlast import words
from outlast.languages import say
from outlast.model.people import Reach
from outlast.pages.downloads.contacts import Contact
from outlast.pages.downloads.lines import joined, text, uid
from outlast.source import ending

_CALLED = {"phone": "VOICE", "sms": "CELL", "whatsapp": "CELL", "signal": "CELL"}
"""Ways that are a telephone number, with the type that a phone knows."""
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff'’.\-]+(?: [A-Za-z\u00c0-\u024f\u1e00-\u1eff'’.\-]+)*")
"""A name in Latin letters."""


LARGEST_PHOTO = 250_000
"""Bytes: phones refuse address books that weigh many megabytes."""
_PHOTOS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG"}


def cards(contacts: Sequence[Contact], business: str, photos: Mapping[str, bytes]) -> bytes:
    """One card for each contact. `business` keeps the cards of two plans apart.

    Args:
        photos: the pictures that contacts name, by their path.
    """
    return joined(line for contact in contacts for line in _card(contact, business, photos))


def _card(contact: Contact, business: str, photos: Mapping[str, bytes]) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield f"UID:urn:uuid:{uid(business, contact.key)}"
    yield f"FN:{text(contact.title)}"
    family, given = _names(contact)
    yield f"N:{text(family)};{text(given)};;;"
    if contact.latin_name:
        yield f"NICKNAME:{text(contact.latin_name)}"
        yield f"SORT-STRING:{text(contact.latin_name)}"
    if contact.organisation:
        yield f"ORG:{text(contact.organisation)}"
    if contact.role:
        yield f"TITLE:{text(contact.role)}"
    yield from _numbers(contact.reach)
    yield from (f"EMAIL;TYPE=INTERNET:{text(str(way.address))}" for way in contact.reach if way.email)
    yield from (f"URL:{way.address}" for way in contact.reach if way.page)
    notes = "\n".join(_notes(contact))
    if notes:
        yield f"NOTE:{text(notes)}"
    kind, photo = _PHOTOS.get(ending(contact.photo)), photos.get(contact.photo, b"")
    if kind and 0 < len(photo) <= LARGEST_PHOTO:
        yield f"PHOTO;ENCODING=b;TYPE={kind}:{b64encode(photo).decode()}"
    yield "CATEGORIES:" + text(say("{business} runbook", business=business))
    yield "END:VCARD"


def _numbers(reach: Sequence[Reach]) -> Iterator[str]:
    """Each number once, with all that it is good for; the first is preferred."""
    types: dict[str, dict[str, None]] = {}
    for way in reach:
        if way.channel in _CALLED:
            types.setdefault(str(way.address), {})[_CALLED[way.channel]] = None
    for place, (number, uses) in enumerate(types.items()):
        preferred = ",PREF" if place == 0 else ""
        yield f"TEL;TYPE={','.join(uses)}{preferred}:{text(_dialled(number))}"


def _dialled(number: str) -> str:
    """A number as a phone dials it: it waits for the call to be taken, then dials the extension."""
    return number.replace(" ext. ", ",")


def _names(contact: Contact) -> tuple[str, str]:
    """The family name and the given ones.

    Which is which nobody can tell for all languages. A phone shows the given names before the family's,
    so the name always reads as the plan writes it; one in other letters is kept whole.
    """
    if not contact.person or not _LATIN.fullmatch(contact.name):
        return "", contact.title
    parts = contact.title.partition(",")[0].split(" ")
    first = len(parts) - 1
    while first > 1 and parts[first - 1].islower():  # van, de la
        first -= 1
    return (" ".join(parts[first:]), " ".join(parts[:first])) if first else ("", contact.title)


def _notes(contact: Contact) -> Iterator[str]:
    """What a card has no field for, a line each."""
    for way in contact.reach:
        extended = way.channel in _CALLED and " ext. " in str(way.address)
        if way.note or extended or way.channel in ("whatsapp", "signal", "chat"):
            note = f", {way.note}" if way.note else ""
            yield f"{words.channel(way.channel)} {way.address}{note}"
    if contact.hours:
        yield say("Hours: {hours}", hours=contact.hours)
    if contact.languages:
        yield say("Speaks {languages}", languages=contact.languages)
