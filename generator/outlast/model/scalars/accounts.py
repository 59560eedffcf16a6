"""Accounts, and the ways into them."""

from __future__ import annotations

import re
from typing import Self

from outlast.languages import NOTHING, Sentence
from outlast.model.value import Word, as_id, wrong
from outlast.secrets import is_iban
from outlast.secrets.accounts import routes

_BETWEEN = r"[:=]?\s*"
_THEN = r"\s*[,;/]?\s*(?:and\s+)?(?:account|acct|a/c)?\.?\s*(?:number|no)?\.?\s*[:=]?\s*"
_BANKS = {
    "sort code": (rf"sort[ _-]?code{_BETWEEN}(\d\d)[ -]?(\d\d)[ -]?(\d\d){_THEN}(\d(?:[ -]?\d){{6,7}})", "-"),
    "BSB": (rf"bsb{_BETWEEN}(\d{{3}})[ -]?(\d{{3}}){_THEN}(\d(?:[ -]?\d){{4,9}})", "-"),
    "routing": (
        rf"(?:routing|aba|rtn)(?:[ _-]?number)?{_BETWEEN}(\d{{9}}){_THEN}(\d(?:[ -]?\d){{3,16}})",
        "",
    ),
    "IFSC": (rf"ifsc{_BETWEEN}([A-Z]{{4}}0[A-Z0-9]{{6}}){_THEN}(\d(?:[ -]?\d){{8,17}})", ""),
}
"""What a bank is known by where there is no IBAN, its form with that of an account, and what joins both."""


class Iban(Word):
    """An international bank account number: `BE71 0961 2345 6769`."""

    __slots__ = ()
    kind = Sentence("a bank account number (IBAN)")
    pattern = "^[A-Z]{2}[0-9]{2}( ?[A-Z0-9]){11,30}$"
    examples = ("BE71 0961 2345 6769",)

    @classmethod
    def parse(cls, text: str) -> Self:
        signs = "".join(text.split())
        if not is_iban(signs):
            # The number stays unsaid: one with a slip of the pen is nearly the true one.
            raise wrong(
                "bad-iban",
                Sentence("this is not an IBAN: its length or its check digits do not fit"),
                Sentence("compare it sign by sign with the invoice; it looks like BE71 0961 2345 6769"),
            )
        return cls(" ".join(signs[at : at + 4] for at in range(0, len(signs), 4)))

    @property
    def signs(self) -> str:
        """The number without blanks."""
        return self.replace(" ", "")


class BankAccount(Word):
    """A bank account without an IBAN, as its country writes it: `sort code 20-00-00, account 12345678`."""

    __slots__ = ()
    kind = Sentence("a bank account without an IBAN")
    examples = ("sort code 20-00-00, account 12345678", "BSB 062-000, account 12345678")

    @classmethod
    def parse(cls, text: str) -> Self:
        for bank, (form, joint) in _BANKS.items():
            found = re.fullmatch(form, text.strip(), re.IGNORECASE)
            if found and (bank != "routing" or routes(found[1])):
                *code, number = found.groups()
                return cls(f"{bank} {joint.join(code).upper()}, account {re.sub(r'[ -]', '', number)}")
        iban = (
            Sentence("this is an IBAN: write it under iban")
            if is_iban("".join(text.split()).upper())
            else NOTHING
        )
        # The number stays unsaid: one with a slip of the pen is nearly the true one.
        raise wrong(
            "bad-account",
            Sentence("this is not a bank account: a number, or the bank's name or code, is missing or wrong"),
            iban
            or Sentence(
                "write both: sort code 20-00-00, account …; or BSB, routing, IFSC in place of sort code"
            ),
        )

    @property
    def digits(self) -> str:
        """The number of the account alone: the code of a bank is no secret."""
        return self.rpartition(" ")[2]


class AccountId(Word):
    """What a firm or an office asks for to know whom it serves: a customer number, a policy number."""

    __slots__ = ()
    kind = Sentence("the number or name of an account")
    told = True
    examples = ("FF-0117",)

    @classmethod
    def varies(cls, text: str) -> bool:
        """Only words do: `on the card`."""
        return any(word.isalpha() and word.islower() for word in text.split())


class Pointer(Word):
    """Where a secret is kept, or what opens the way to one; never the secret."""

    __slots__ = ()
    kind = Sentence("where a secret is kept")
    told = True
    examples = ("Shop › Stripe",)


class RoleName(Word):
    """What a role is called in a system: `Staff`, `Owner`."""

    __slots__ = ()
    kind = Sentence("the name of a role")
    examples = ("Staff", "Owner")


class VendorId(Word):
    """The id of an entry of the catalogue, or its name: `stripe`. `load` checks it."""

    __slots__ = ()
    kind = Sentence("the id of a vendor in the catalogue")
    examples = ("stripe", "shopify")

    @classmethod
    def parse(cls, text: str) -> Self:
        return cls(as_id(text) or super().parse(text))
