"""What an edition may know of a result: each field of a result type says it in its annotation.

Dates, lengths of time, counts, flags and enumerations are shown to whoever may know the record. Text,
fractions and decimals may be names or money: they are withheld unless their field says what they are.
"""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import Annotated, TypeVar

T = TypeVar("T")


class Mark(Enum):
    """What an edition makes of a value that it may not know."""

    ID = "id"
    MASKED = "masked"
    AMOUNT = "amount"
    SHOWN = "shown"
    WHOLE = "whole"
    ONLY_FULL = "only-full"


Id = Annotated[str, Mark.ID]
"""The id of a thing without which there is nothing to tell: where the edition does not know it, what it
stands in goes, which is an entry of a list, an item of a mapping or a whole record."""
Masked = Annotated[str, Mark.MASKED]
"""An id, or several with commas between, that gives way to WITHHELD where the edition knows none of them."""
Amount = Annotated[Fraction, Mark.AMOUNT]
"""Money: zero below the full edition."""
Shown = Annotated[T, Mark.SHOWN]
"""Text or a number that whoever may know the record may know too."""
Whole = Annotated[T, Mark.WHOLE]
"""A list that goes with any entry of it."""
OnlyFull = Annotated[T, Mark.ONLY_FULL]
"""Below the full edition the field has its default, or what `redact` makes of the plan of that edition."""
