"""Contacts as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from outlast.languages import mark, say
from outlast.model.people import CHANNELS
from outlast.pages.downloads.contacts import Contact

_HEADS = {
    "phone": mark("Phone"),
    "sms": mark("Text message"),
    "whatsapp": mark("WhatsApp"),
    "signal": mark("Signal"),
    "email": mark("Email"),
    "chat": mark("Chat"),
    "page": mark("Web page"),
}


_FORMULA = re.compile(r"((?:^|[;,])[\s\"'\u200b-\u200f\u2060\ufeff]*)(?=[-=+@|%＝＋－＠])")

_PHONE = r"\+\d{1,4}(?: \d{1,12}){1,8}(?: ext\. \d{1,7})?|\d[\d ]*"
_PHONES = re.compile(rf"(?:{_PHONE})(?: / (?:{_PHONE}))*")
"""Telephone numbers in groups, as a plan holds them."""


def table(contacts: Sequence[Contact]) -> bytes:
    """A row for each contact: UTF-8 with a mark, without which Excel takes it for another encoding."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    heads = (say("Name"), say("Name in Latin letters"), say("Role"), say("Organisation"))
    ways = (say(_HEADS[channel]) for channel in CHANNELS)
    writer.writerow((*heads, *ways, say("Hours"), say("Languages"), say("Notes")))
    for contact in contacts:
        writer.writerow([defused(cell) for cell in _row(contact)])
    return out.getvalue().encode("utf-8-sig")


def _row(contact: Contact) -> list[str]:
    ways = [
        " / ".join(str(way.address) for way in contact.reach if way.channel == channel)
        for channel in CHANNELS
    ]
    notes = " / ".join(f"{way.address}: {way.note}" for way in contact.reach if way.note)
    return [
        contact.name,
        contact.latin_name,
        contact.role,
        contact.organisation,
        *ways,
        contact.hours,
        contact.languages,
        notes,
    ]


def defused(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: it gets an apostrophe before what would begin one.

    So does a number that a spreadsheet would add up or strip of its plus sign. A telephone number in groups
    of digits is none: no formula has two numbers beside each other, and a program reads it as it is.

    The signs are those that OWASP lists under CSV injection, and their wide forms. A comma or a semicolon
    may begin a cell where another country's Excel opens it, and signs that nobody sees may stand before.
    """
    cell = " ".join(cell.split())
    return cell if _PHONES.fullmatch(cell) else _FORMULA.sub(r"\1'", cell)
