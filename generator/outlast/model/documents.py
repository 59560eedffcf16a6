"""Papers: insurance, mandates, contracts, forms to fill in by hand."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from outlast.model.base import Edition, Thing, full, team
from outlast.model.people import Reach
from outlast.model.scalars import AccountId, Day
from outlast.model.shorthand import OneOrMany
from outlast.model.value import DoerRef, LocationRef, NodeRef, Text, Word


class Document(Thing):
    """A paper that somebody will ask for."""

    collection: ClassVar[str] = "documents"
    one: ClassVar[str] = "a document"
    identity: ClassVar[Edition] = Edition.TEAM

    name: Word = team()
    """What people call it."""
    type: Literal["insurance", "mandate", "power of attorney", "contract", "form", "licence", "other"] = team(
        "other"
    )
    """What kind of paper it is."""
    held_by: Annotated[tuple[DoerRef, ...], OneOrMany()] = full(())
    """Who has it, or a copy."""
    kept_in: LocationRef | None = full(None)
    """Where it lies."""
    at: Word | None = full(None)
    """Where in there."""
    number: AccountId | None = full(None)
    """The number that they ask for."""
    expires: Day | None = team(None)
    """When it ends."""
    covers: tuple[NodeRef, ...] = team(())
    """What it is about."""
    claims: tuple[Reach, ...] = team(())
    """Where a claim is made."""
    claim_within: Text | None = team(None)
    """How soon a claim must be made."""
    fields: tuple[Word, ...] = team(())
    """Of a form: the lines to fill in by hand."""
    on_death: Literal["keep", "transfer", "cancel", "wipe"] | None = full(None)
    """What is done with it when its holder does not come back."""
