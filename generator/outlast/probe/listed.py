"""The columns of a list of members, by the names that vendors give them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from outlast.probe.members import Member, folded

EMAIL = frozenset(
    {"email", "e mail", "email address", "e mail address", "user email", "login", "username", "user name"}
)
NAME = frozenset({"name", "full name", "display name", "user", "member", "staff", "staff name"})
FIRST = frozenset({"first name", "given name"})
LAST = frozenset({"last name", "family name", "surname"})
ROLE = frozenset(
    {"role", "roles", "user role", "permission", "permissions", "access", "access level", "type"}
)


@dataclass(frozen=True)
class Columns:
    """Which column holds what; None where there is none."""

    email: int | None
    name: int | None
    first: int | None
    last: int | None
    role: int | None

    @property
    def known(self) -> int:
        return sum(each is not None for each in (self.email, self.name, self.first, self.last, self.role))

    def member(self, cell: Callable[[int | None], str]) -> Member | None:
        """The member in a row; None for a row without one."""
        name = cell(self.name) or f"{cell(self.first)} {cell(self.last)}".strip()
        found = Member(name, cell(self.email), cell(self.role))
        return found if found.title else None


def columns(heads: Sequence[str]) -> Columns | None:
    """What the columns of a line mean; None where they name no members."""
    plain = [folded(each) for each in heads]

    def where(names: frozenset[str]) -> int | None:
        return next((number for number, head in enumerate(plain) if head in names), None)

    found = Columns(where(EMAIL), where(NAME), where(FIRST), where(LAST), where(ROLE))
    return found if found.email is not None or found.name is not None else None
