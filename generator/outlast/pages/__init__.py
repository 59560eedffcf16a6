"""Which pages a site has and what each says.

Each module of this package that has an `ORDER` makes the pages of a kind with its function `pages`; the
number says where they stand in the navigation of their part. Nothing else lists them. `other_days` says how a
page says something else on another day.
"""

from __future__ import annotations

import pkgutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Protocol

from outlast import words
from outlast.analysis import Facts, Moment
from outlast.model import Edition, Plan
from outlast.pages import attachments, downloads, nobody, on_paper, today
from outlast.pages.addresses import links
from outlast.pages.age import age
from outlast.pages.copy import Copy
from outlast.pages.indexes import indexed
from outlast.pages.other_days import layers
from outlast.pages.upkeep import dated
from outlast.site import BuildInfo, NavItem, Page, Part, Site
from outlast.source import Attached


class Kind(Protocol):
    """A module that makes pages."""

    ORDER: int
    """Smaller ones come first; the first page of a part is its index."""

    def pages(self, copy: Copy) -> Iterator[Page]:
        """The pages of this kind in a copy."""


def compose(
    plan: Plan,
    facts: Facts,
    info: BuildInfo,
    edition: Edition,
    attached: Mapping[str, Attached] = MappingProxyType({}),
    moments: Iterable[tuple[Moment, Facts]] = (),
) -> Site:
    """All pages of a plan, which has already been made for its edition, and their navigation.

    Args:
        attached: the files that the plan names, by their path there.
        moments: what is known on other days than that of the copy; see `pages.other_days`.
    """
    name = f"{plan.business.name} runbook"
    files = tuple(downloads.assets(plan, info, edition, attached))
    copy = Copy(plan, facts, age(info, edition, plan.business.timezone, name), files)
    ways = links(plan)
    pages = indexed(dated((page for kind in kinds() for page in kind.pages(copy)), copy, ways), ways)
    return Site(
        name=name,
        language=words.LANGUAGE,
        edition=edition.value,
        info=info,
        pages=pages,
        nav=_navigation(pages),
        links=ways,
        timezone=plan.business.timezone,
        first=on_paper.first_steps(plan, facts),
        paper=(*on_paper.sheets(plan), *today.sheets(plan, facts)),
        assets=(*files, *nobody.assets(plan, facts, info), *attachments.assets(plan, attached)),
        layers=layers(copy, moments, kinds()),
    )


@cache
def kinds() -> tuple[Kind, ...]:
    """The modules that make pages, in the order of the navigation."""
    names = (each.name for each in pkgutil.iter_modules(__path__, f"{__name__}."))
    found = [module for module in map(import_module, names) if hasattr(module, "ORDER")]
    return tuple(sorted(found, key=lambda module: (module.ORDER, module.__name__)))


def _navigation(pages: tuple[Page, ...]) -> tuple[NavItem, ...]:
    """An entry for each part; the first page of a part is its own, the others stand below."""
    by_part: dict[Part, list[Page]] = defaultdict(list)
    for page in pages:
        by_part[page.part].append(page)
    return tuple(
        NavItem(
            index.title,
            index.path,
            part,
            tuple(NavItem(page.title, page.path, part) for page in others),
        )
        for part in Part
        if part in by_part
        for index, *others in [by_part[part]]
    )
