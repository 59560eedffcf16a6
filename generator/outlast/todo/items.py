"""One thing to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from outlast.diagnostics import Place
from outlast.source import KeyPath


class Kind(StrEnum):
    """What sort of thing it is: of several that are as urgent as each other, the first here comes first."""

    ACCESS = "access"
    """A way in that is only proposed."""
    CHANGE = "change"
    """Something that the what-if found would help."""
    ALONE = "alone"
    """Work that one person alone can do."""
    SEALED = "sealed"
    """A sealed envelope, where only the owner has an account."""
    BACKUP = "backup"
    """A copy of data that is only proposed."""
    NO_BACKUP = "no-backup"
    """A system that work rests on, and of which there is no copy."""
    ERROR = "error"
    BLANK = "blank"
    """Words that somebody meant to fill in."""
    WARNING = "warning"
    UNKNOWN = "unknown"
    """Something that an answer would need, and that the plan does not say."""
    REVIEW = "review"
    """What comes from the catalogue, and nobody has read."""
    ADVICE = "advice"


@dataclass(frozen=True)
class Item:
    """Something to do, and what it is good for."""

    kind: Kind
    subject: str
    """The thing that it is about; `business` for the business."""
    field: KeyPath
    """Where in the thing; empty for the thing as a whole."""
    ask: str
    """The question to answer, or what is wrong, in sentences without markup."""
    write: str = ""
    """What to write, or to do, once the answer is known."""
    facts: tuple[str, ...] = ()
    """What there is to compare with, where it is a proposal."""
    functions: tuple[str, ...] = ()
    """Those that stop for want of it, or of something else too, while the owner is away; the first first."""
    stops: datetime | None = None
    """When the first of them stops."""
    saved: Fraction = Fraction(0)
    """What it saves, in the currency of the business, as far as the plan says."""
    rule: str = ""
    """The rule that found it, if one did."""
    place: Place | None = None
    """Where it stands, if that is no thing of the plan."""
    before: str = ""
    """What must be true before it is written."""
    block: tuple[str, ...] = ()
    """Lines to paste into a file, where one line is not enough."""

    @property
    def proposed(self) -> bool:
        """Whether its owner can confirm it with one word."""
        return self.kind in (Kind.ACCESS, Kind.BACKUP, Kind.REVIEW)

    @property
    def group(self) -> tuple[str, str, KeyPath]:
        """What it has in common with others that say the same of other things."""
        return self.kind, self.rule, self.field if self.kind is Kind.UNKNOWN else ()

    @property
    def key(self) -> tuple[str, str, KeyPath, Place | None]:
        """What two items about the same have in common."""
        return self.rule, self.subject, self.field, self.place
