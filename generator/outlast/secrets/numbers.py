"""Numbers that carry their own proof: cards and bank accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from outlast.languages import Sentence
from outlast.secrets.found import Secret, lowered

_BREAK = r"[ \t]*+\n[ \t]*+(?:[#>|*][ \t]*+)?"
"""The end of a line, and what may begin the next one of a comment or a quotation."""
_GAP = rf"(?:[ +-]|[ ]{{2}}|{_BREAK})"
_CARD = re.compile(
    rf"(?<![\w+#.,/-])(?:\d{{14,16}}|\d{{4}}(?:{_GAP}\d{{4}}){{3}}|\d{{4}}{_GAP}\d{{6}}{_GAP}\d{{4,5}})(?![\w-]|[.,/]\d)"
)
_ISSUERS = (
    # First digits and length, by ISO/IEC 7812 and the networks' own lists
    (re.compile(r"4"), (16,)),  # Visa
    (re.compile(r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720"), (16,)),  # Mastercard
    (re.compile(r"3[47]"), (15,)),  # American Express
    (re.compile(r"6011|64[4-9]|65"), (16,)),  # Discover
    (re.compile(r"35(?:2[89]|[3-8])"), (16,)),  # JCB
    (re.compile(r"30[0-5]|36|38"), (14,)),  # Diners Club
    (re.compile(r"5018|5020|5038|5893|6304|6703|6759|676[1-3]"), (16,)),  # Maestro
    (re.compile(r"62"), (16,)),  # UnionPay
)
_TEST_CARDS = frozenset(
    """
    4242424242424242 4111111111111111 4000056655665556 5555555555554444 2223003122003222 5200828282828210
    5105105105105100 378282246310005 371449635398431 6011111111111117 6011000990139424 3530111333300000
    3566002020360505 30569309025904 38520000023237 4012888888881881 4000000000000002
    """.split()  # noqa: SIM905 - numbers in quotes are harder to read
)
"""Numbers that payment providers print in their manuals for trying out; no money hangs on them."""
_OTHER = re.compile(
    r"track|parcel|order|shipment|consignment|colis|suivi|commande|zending|pakket|bestel|paket|sendung|auftrag"
    r"|pedido|env[ií]o|spedizione|ordine|\bean\b|gtin|\bupc\b|isbn|barcode|imei|serial|\bsku\b|\bvat\b|btw|kvk"
    r"|siret|siren|invoice|factu|rechnung|fattura|reference|receipt|ticket|merchant|customer|client|\bgln\b|sscc"
    r"|transaction|account id|ad account|pixel|\bid\b"
)
_OF_CARD = re.compile(
    r"card|carte|kaart|karte|tarjeta|carta|cart[ãa]o|karta|visa|mastercard|amex|maestro|diners"
)

_IBAN_START = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}")
_IBAN_LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29,
    "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29,
    "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28,
    "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20,
    "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19,
    "MR": 27, "MT": 31, "MU": 30, "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29,
    "RO": 24, "RS": 22, "SA": 24, "SC": 31, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "ST": 25, "SV": 28,
    "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
}  # fmt: skip
"""Signs of an IBAN by country: the IBAN Registry of SWIFT (ISO 13616)."""
_IBAN_SIGNS = {
    length: re.compile(rf"(?:(?:[ .+-]|[ ]{{2}}|{_BREAK})?[A-Za-z0-9]){{{length - 4}}}(?![A-Za-z0-9])")
    for length in set(_IBAN_LENGTHS.values())
}
"""What follows the country and the check digits."""
_TEST_IBANS = frozenset({"BE71096123456769"})
"""What this manual and its examples are written with; no account."""
IBAN = Sentence("a bank account number (IBAN)")
"""The one kind of secret that a plan has a field for."""


def search(text: str) -> Iterator[Secret]:
    """Card numbers (issuer, length and check digit are right) and IBANs (length and check digits are)."""
    yield from _cards(text)
    yield from _ibans(text)


def _cards(text: str) -> Iterator[Secret]:
    small = ""
    for match in _CARD.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if digits in _TEST_CARDS or not _issued(digits) or not luhn(digits):
            continue
        small = small or lowered(text)
        before = small[max(0, match.start() - 60) : match.start()]
        broken = match[0].count("\n")
        # Numbers in two lines are a card only where a word says so: else every table holds some.
        before = before if broken else before.rpartition("\n")[2]
        said = bool(_OF_CARD.search(before))
        if (said and broken < 2) or (not broken and len(digits) > 14 and not _OTHER.search(before)):
            yield Secret(match.start(), match.end(), Sentence("a card number"))


def _issued(digits: str) -> bool:
    return any(len(digits) in lengths and first.match(digits) for first, lengths in _ISSUERS)


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def _ibans(text: str) -> Iterator[Secret]:
    for start in _IBAN_START.finditer(text):
        length = _IBAN_LENGTHS.get(start[0][:2].upper())
        rest = _IBAN_SIGNS[length].match(text, start.end()) if length else None
        if not rest:
            continue
        written = start[0] + rest[0]
        signs = re.sub(r"[^A-Za-z0-9]", "", written)
        sure = signs.isupper() and not re.search(r"[^A-Z0-9 ]", written)
        # Words in small letters may be as long by chance, and one in 97 has the right check digits.
        if not sure and 2 * sum(sign.isdigit() for sign in signs) < len(signs):
            continue
        if written.count("\n") < 2 and signs.upper() not in _TEST_IBANS and mod97(signs):
            yield Secret(start.start(), rest.end(), IBAN)


def is_iban(signs: str) -> bool:
    """Whether these signs, without blanks, are an IBAN by their length and check digits."""
    right = re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]+", signs) and len(signs) == _IBAN_LENGTHS.get(signs[:2])
    return bool(right) and mod97(signs)


def mod97(iban: str) -> bool:
    """Whether the check digits of an IBAN without blanks are right (ISO 7064, MOD 97-10)."""
    return int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97 == 1
