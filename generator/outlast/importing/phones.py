"""Telephone numbers out of address books and spreadsheets, which lose zeros, plus signs and digits."""

from __future__ import annotations

import re
from decimal import Decimal

from pydantic_core import PydanticCustomError

from outlast.model.scalars import Phone
from outlast.model.value import Setting

_POWER = re.compile(r"(\d[.,]\d+|\d)[eE]\+?(\d{1,2})")


def number(text: str, setting: Setting) -> tuple[str, str]:
    """A telephone number as a plan keeps it, and what should be looked at.

    The number is empty where the text does not tell it; then the second part says why.
    """
    text = re.sub(r"^00(?=[1-9])", "+", " ".join(text.split()))
    note = ""
    if match := _POWER.fullmatch(text):
        text = format(Decimal(match[1].replace(",", ".")).scaleb(int(match[2])), "f").partition(".")[0]
        if len(re.sub(r"\D", "", match[1])) < len(text):
            return "", f"a spreadsheet has cut digits off a telephone number ({match[0]})"
        note = "a spreadsheet had changed the telephone number: compare it"
    text = re.sub(r"^(\d{6,})\.0$", r"\1", text)
    try:
        read = str(Phone.read(text, setting))
    except PydanticCustomError:
        return "", f'"{text[:40]}" is not a telephone number'
    if read[0] != "+" and len(re.sub(r"\D", "", read)) > 6:
        if regained := _with_plus(read):
            return regained, "a telephone number had lost its +: compare it"
        note = note or "a telephone number has no country code"
    return read, note


def alike(text: str) -> str:
    """What numbers have in common that reach the same telephone: its last digits."""
    digits = re.sub(r"\D", "", Phone(text).number)
    return digits[-8:] if len(digits) >= 8 else digits


def _with_plus(digits: str) -> str:
    """A number of any country whose plus sign is lost; empty where it is none."""
    import phonenumbers

    if not re.fullmatch(r"[1-9]\d{10,14}", digits):
        return ""
    try:
        read = phonenumbers.parse(f"+{digits}")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(read):
        return ""
    return str(phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.INTERNATIONAL))
