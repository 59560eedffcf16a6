"""Parts of the business with a clock or a currency of their own."""

from __future__ import annotations

from typing import ClassVar

from outlast.languages import Sentence
from outlast.model.base import Thing, full, public
from outlast.model.scalars import Currency, Timezone
from outlast.model.value import Name


class Unit(Thing):
    """A legal entity, a country, a brand, a site."""

    collection: ClassVar[str] = "units"
    one: ClassVar[Sentence] = Sentence("a unit")

    timezone: Timezone | None = public(None)
    """Its clock; left out: the business's."""
    currency: Currency | None = public(None)
    """Its currency; left out: the business's."""
    registration: Name | None = full(None)
    """Its number in the register of companies."""
