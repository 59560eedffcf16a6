"""Bank accounts and numbers of people that carry no proof of their own: found by the words beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from outlast.languages import Sentence
from outlast.secrets.found import Secret, after, is_placeholder, lowered

ACCOUNT = Sentence("a bank account number")
_WINDOW = 100
"""Signs between the code of a bank and the number of the account that belongs to it."""
_LINK = (
    r"(?:[ \t]*+(?:code|number|num|no|nr)\b\.?)?[*_`\"']{0,3}[ \t]*+(?:[:=#]|is\b|are\b)?"
    r"\s?[ \t]*+[*_`\"'(]{0,3}"
)
_ENDS = r"(?![\w-]|[.,]\d)"


@dataclass(frozen=True)
class _Scheme:
    """How the accounts of a country are written: the code of the bank, then the number, or the reverse."""

    words: tuple[str, ...]
    """What stands before the code; in small letters."""
    code: re.Pattern[str]
    number: str
    """The form of the number of an account."""
    checked: bool = False
    """Whether the code is a routing number of the United States, with its check digit."""

    def accounts(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """The number with a word before it, and the number that follows the code at once."""
        said = r"(?<!\w)(?:account|accounts|acct|acc|a/c)(?!\w)\.?" + _LINK
        bare = r"[*_`\"')]{0,3}[ \t]?[,;/|&·–-]?\s?[ \t]?"
        return (
            re.compile(rf"{said}(?P<number>{self.number}){_ENDS}"),
            re.compile(rf"{bare}(?P<number>{self.number}){_ENDS}"),
        )


_SCHEMES = tuple(
    (scheme, *scheme.accounts())
    for scheme in (
        _Scheme(
            ("sort code", "sort-code", "sortcode", "sort_code"),
            re.compile(rf"{_LINK}(?P<code>\d\d([ –-]?)\d\d\2\d\d)(?!\w)"),
            r"\d{4}[ -]?\d{4}|\d{7}",
        ),
        _Scheme(
            ("bsb",),
            re.compile(rf"{_LINK}(?P<code>\d{{3}}[ –-]?\d{{3}})(?!\w)"),
            r"\d{2,4}[ -]\d{3}[ -]\d{3}|\d{3,4}[ -]\d{4}|\d{5,10}",
        ),
        _Scheme(
            ("routing", "routing number", "routing_number", "aba", "aba number", "rtn"),
            re.compile(rf"{_LINK}(?P<code>\d{{9}})(?!\w)"),
            r"\d{4,5}(?:[ -]\d{3,4}){1,3}|\d{6,17}",
            checked=True,
        ),
        _Scheme(
            ("ifsc", "ifsc_code"),
            re.compile(rf"{_LINK}(?P<code>[a-z]{{4}}0[a-z0-9]{{6}})(?!\w)"),
            r"\d{4}(?:[ -]\d{4}){2,3}|\d{9,18}",
        ),
    )
)
_SSN = re.compile(_LINK + r"(?P<number>(?!000|666|9)\d{3}([ -]?)(?!00)\d\d\2(?!0000)\d{4})(?!\w|[.,/-]\d)")
_SSN_WORDS = (
    "ssn",
    "social security",
    "social security number",
    "social_security_number",
    "social security no",
)
_NOBODYS = frozenset({"078051120", "219099999", "123456789", "987654321"})
"""Numbers that were printed in advertisements and stand in every manual."""
_COUNTED = "01234567890123456789"


def search(text: str) -> Iterator[Secret]:
    """The code of a bank with an account beside it, and numbers of the social security by name."""
    small = lowered(text)
    for scheme, said, bare in _SCHEMES:
        for _, end in after(small, scheme.words):
            code = scheme.code.match(small, end)
            if code and not (scheme.checked and not routes(code["code"])):
                yield from _beside(small, end, code, said, bare)
    for _, end in after(small, _SSN_WORDS):
        match = _SSN.match(small, end)
        if match and re.sub(r"\D", "", match["number"]) not in _NOBODYS and not _shown(match["number"]):
            yield Secret(match.start("number"), match.end("number"), Sentence("a social security number"))


def routes(digits: str) -> bool:
    """Whether nine digits are a routing number by their check digit (American Bankers Association)."""
    weighted = sum(int(digit) * weight for digit, weight in zip(digits, (3, 7, 1) * 3, strict=True))
    return weighted % 10 == 0 and digits[:2] <= "32"


def _beside(
    small: str, word_end: int, code: re.Match[str], said: re.Pattern[str], bare: re.Pattern[str]
) -> Iterator[Secret]:
    """The account before or behind the code of its bank, as one piece with the code."""
    start, end = code.span("code")
    behind = bare.match(small, end) or said.search(small, end, end + _WINDOW)
    if behind and not _shown(behind["number"]):
        yield Secret(start, behind.end("number"), ACCOUNT)
    for before in said.finditer(small, max(0, word_end - _WINDOW), word_end):
        if not _shown(before["number"]):
            yield Secret(before.start("number"), end, ACCOUNT)


def _shown(number: str) -> bool:
    """Whether a number only shows where one would stand: `00000000`, `12345678`."""
    digits = re.sub(r"\D", "", number)
    return is_placeholder(digits) or digits in _COUNTED
