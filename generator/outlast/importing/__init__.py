"""What other programs know of a shop, as things for its plan: address books, calendars, bank statements.

The bytes of a file and a plan go in, proposals come out. Nothing is written, and nothing is asked: what
only the owner can say is an Unclear.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from outlast.importing.bills import bills
from outlast.importing.calendars import events
from outlast.importing.cards import of_table, of_vcard, table_of_contacts
from outlast.importing.contacts import contacts
from outlast.importing.decoding import LARGEST_FILE, decode
from outlast.importing.outcome import Choices, LeftOut, Outcome, Proposal, Unclear, Unreadable
from outlast.importing.statements import payments as read_payments
from outlast.importing.statements import statement
from outlast.model import Plan
from outlast.model.value import Setting

__all__ = ["LARGEST_FILE", "Choices", "LeftOut", "Outcome", "Proposal", "Unclear", "Unreadable", "propose"]

FILE_TELLS = Choices()
"""Nothing that the owner says about a file."""

_KNOWN = "Outlast reads contacts (.vcf, .csv), calendars (.ics) and bank statements (.csv)."
_OTHERS = (
    (re.compile(r"\s*(?:<!doctype html|<html|<table)", re.IGNORECASE), "This is a web page"),
    (re.compile(r"\s*(?:OFXHEADER|<\?OFX|<OFX)", re.IGNORECASE), "This is a statement in OFX"),
    (re.compile(r"\s*!Type:", re.IGNORECASE), "This is a statement in QIF"),
    (re.compile(r"\s*(?:\{1:|:20:)"), "This is a statement in MT940"),
    (re.compile(r"\s*<\?xml|\s*<"), "This is XML"),
    (re.compile(r"\s*[\[{]"), "This is JSON"),
    (re.compile(r"\s*dn:", re.IGNORECASE), "This is an address book in LDIF"),
)


def propose(content: bytes, plan: Plan, today: date, choices: Choices = FILE_TELLS) -> Outcome:
    """What a file brings that the plan does not have. Raises Unreadable or Unclear.

    Args:
        content: of the file, whose name says nothing.
        today: the day from which on things are due.
    """
    text, guessed = decode(content, choices.encoding)
    outcome = _by_kind(text, plan, today, choices)
    refused = [(one, one.refusal(_setting(plan))) for one in outcome.proposals]
    remarks = outcome.remarks
    if guessed:
        how = f"The file is not UTF-8. It was read as {guessed}: if a name looks wrong, use --encoding."
        remarks = (how, *remarks)
    return replace(
        outcome,
        proposals=tuple(one for one, why in refused if not why),
        left_out=(*outcome.left_out, *(LeftOut(one.name, one.place, why) for one, why in refused if why)),
        remarks=remarks,
    )


def _by_kind(text: str, plan: Plan, today: date, choices: Choices) -> Outcome:
    if re.match(r"\s*BEGIN\s*:\s*VCARD", text, re.IGNORECASE):
        return contacts(of_vcard(text), plan, _setting(plan), choices.contacts)
    if re.match(r"\s*BEGIN\s*:\s*VCALENDAR", text, re.IGNORECASE):
        return events(text, plan, today)
    for form, what in _OTHERS:
        if form.match(text):
            raise Unreadable(f"{what}, which cannot be imported. {_KNOWN}")
    if paid := statement(text):
        payments, unread, remarks = read_payments(paid, today, choices)
        outcome = bills(payments, unread, plan)
        return replace(outcome, remarks=(*remarks, *outcome.remarks))
    if found := table_of_contacts(text):
        return contacts(of_table(found), plan, _setting(plan), choices.contacts)
    raise Unreadable(
        "No line near the top names columns that are known, such as name and phone, or date and amount."
        f" Add such a line. {_KNOWN}"
    )


def _setting(plan: Plan) -> Setting:
    """What decides how numbers and amounts of this plan are read."""
    country = plan.business.country
    return Setting(country=str(country) if country else None, currency=str(plan.business.currency))
