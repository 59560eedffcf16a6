"""Accounts, and the ways into them."""

from __future__ import annotations

from typing import Self

from outlast.model.value import Word, as_id, wrong
from outlast.secrets import is_iban


class Iban(Word):
    """An international bank account number: `BE71 0961 2345 6769`."""

    __slots__ = ()
    kind = "a bank account number (IBAN)"
    pattern = "^[A-Z]{2}[0-9]{2}( ?[A-Z0-9]){11,30}$"
    examples = ("BE71 0961 2345 6769",)

    @classmethod
    def parse(cls, text: str) -> Self:
        signs = "".join(text.split())
        if not is_iban(signs):
            # The number stays unsaid: one with a slip of the pen is nearly the true one.
            raise wrong(
                "bad-iban",
                "this is no IBAN: its length or its check digits do not fit",
                "compare it sign by sign with the invoice; it looks like BE71 0961 2345 6769",
            )
        return cls(" ".join(signs[at : at + 4] for at in range(0, len(signs), 4)))

    @property
    def signs(self) -> str:
        """The number without blanks."""
        return self.replace(" ", "")


class AccountId(Word):
    """What a firm or an office asks for to know whom it serves: a customer number, a policy number."""

    __slots__ = ()
    kind = "the number or name of an account"
    examples = ("FF-0117",)


class Pointer(Word):
    """Where a secret is kept, or what opens the way to one; never the secret."""

    __slots__ = ()
    kind = "where a secret is kept"
    examples = ("Shop › Stripe",)


class RoleName(Word):
    """What a role is called in a system: `Staff`, `Owner`."""

    __slots__ = ()
    kind = "the name of a role"
    examples = ("Staff", "Owner")


class VendorId(Word):
    """The id of an entry of the catalogue, or its name: `stripe`. `load` checks it."""

    __slots__ = ()
    kind = "the id of a vendor in the catalogue"
    examples = ("stripe", "shopify")

    @classmethod
    def parse(cls, text: str) -> Self:
        return cls(as_id(text) or super().parse(text))
