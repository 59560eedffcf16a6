"""What something takes to run: a list that must all hold, with choices inside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Discriminator, Tag

from outlast.model.base import Model, public
from outlast.model.scalars import Count, Duration, RoleName
from outlast.model.shorthand import Many, ShortId
from outlast.model.value import NodeRef


class Requirement(Model):
    """One thing that must be there, perhaps in a role."""

    what: NodeRef = public()
    """The thing."""
    as_: RoleName | None = public(None, alias="as")
    """The role that is needed in it."""
    coasts: Duration | None = public(None)
    """How long things go on without it."""


class Choice(Model):
    """Some of several: `{any: [stripe, paypal]}`, `{any: [a, b, c], count: 2}`."""

    any: Many[Need] = public(min_length=1)
    """What there is to choose from."""
    count: Count = public(Count(1))
    """How many of them must hold."""


def _shape(raw: Any) -> str:
    return "choice" if isinstance(raw, Choice) or (isinstance(raw, dict) and "any" in raw) else "requirement"


Need = Annotated[
    Annotated[Requirement, Tag("requirement")] | Annotated[Choice, Tag("choice")],
    Discriminator(_shape),
    ShortId("what"),
]

Needs = Many[Need]


def requirements(needs: tuple[Requirement | Choice, ...]) -> Iterator[Requirement]:
    """Every requirement in `needs`, those inside choices too, in order."""
    for need in needs:
        if isinstance(need, Choice):
            yield from requirements(need.any)
        else:
            yield need


Choice.model_rebuild()
