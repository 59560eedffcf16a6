"""The addresses on the web that a plan names, each with where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from outlast.model import Plan
from outlast.model.plan import visit
from outlast.model.scalars import Url

BUSINESS = "business"


@dataclass(frozen=True)
class Place:
    """An address, and the field in which a plan names it first."""

    url: str
    subject: str
    """The id of the thing; `business` for the business."""
    field: tuple[str | int, ...]

    @property
    def host(self) -> str:
        return (urlsplit(self.url).hostname or "").lower()

    @property
    def port(self) -> int:
        parts = urlsplit(self.url)
        return parts.port or (443 if parts.scheme == "https" else 80)

    @property
    def secure(self) -> bool:
        return urlsplit(self.url).scheme == "https"


def places(plan: Plan) -> tuple[Place, ...]:
    """Every address of a plan once, in its order."""
    found: dict[str, Place] = {}
    for place in _all(plan):
        found.setdefault(place.url, place)
    return tuple(found.values())


def _all(plan: Plan) -> Iterator[Place]:
    for subject, thing in ((BUSINESS, plan.business), *plan.things.items()):
        for each in visit(thing):
            if isinstance(each.value, Url):
                yield Place(each.value.href, subject, each.path)
