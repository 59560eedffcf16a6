"""Papers: insurance, mandates, contracts, forms to fill in by hand."""

from __future__ import annotations

from typing import ClassVar, Literal

from outlast.languages import Sentence
from outlast.model.base import Edition, Thing, full, team
from outlast.model.people import Ways
from outlast.model.scalars import AccountId, Day
from outlast.model.shorthand import Many
from outlast.model.value import DoerRef, LocationRef, NodeRef, Text, Word


class Document(Thing):
    """A paper that somebody will ask for."""

    collection: ClassVar[str] = "documents"
    one: ClassVar[Sentence] = Sentence("a document")
    identity: ClassVar[Edition] = Edition.TEAM

    name: Word = team()
    """What people call it."""
    type: Literal["insurance", "mandate", "power of attorney", "contract", "form", "licence", "other"] = team(
        "other"
    )
    """What kind of paper it is."""
    held_by: Many[DoerRef] = full(())
    """Who has it, or a copy."""
    kept_in: LocationRef | None = full(None)
    """Where it lies."""
    at: Word | None = full(None)
    """Where in there."""
    number: AccountId | None = full(None)
    """The number that they ask for."""
    expires: Day | None = team(None)
    """When it ends."""
    covers: Many[NodeRef] = team(())
    """What it is about."""
    claims: Ways = team(())
    """Where a claim is made."""
    claim_within: Text | None = team(None)
    """How soon a claim must be made."""
    fields: Many[Word] = team(())
    """Of a form: the lines to fill in by hand."""
