"""What the pages of a copy are made from."""

from __future__ import annotations

from dataclasses import dataclass

from outlast.analysis import Facts
from outlast.model import Plan
from outlast.pages.downloads import offers
from outlast.site import Asset
from outlast.site.parts import Age, Download


@dataclass(frozen=True)
class Copy:
    """A plan with its facts, both made for one edition, and the files that go with its pages."""

    plan: Plan
    facts: Facts
    age: Age
    files: tuple[Asset, ...] = ()

    def offers(self, *paths: str) -> tuple[Download, ...]:
        """Those of these files that are there, to take away."""
        return offers(self.files, *paths)
