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

from outlast.analysis import Facts, Moment
from outlast.languages import say, spoken
from outlast.model import Edition, Plan
from outlast.model.prose import literal
from outlast.model.value import Told
from outlast.pages import attachments, downloads, nobody, on_paper, today
from outlast.pages.addresses import links
from outlast.pages.age import age
from outlast.pages.copy import Copy
from outlast.pages.indexes import indexed
from outlast.pages.other_days import layers
from outlast.pages.upkeep import dated
from outlast.site import Asset, BuildInfo, Layer, NavItem, Page, Part, Site
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
) -> Site:
    """All pages of a plan, which has already been made for its edition, and their navigation.

    Args:
        attached: the files that the plan names, by their path there.
    """
    copy = _copy(plan, facts, info, edition, tuple(downloads.assets(plan, info, edition, attached)))
    ways = links(plan)
    pages = indexed(dated((page for kind in kinds() for page in kind.pages(copy)), copy, ways), ways)
    return Site(
        name=_name(plan),
        key=_key(plan),
        language=spoken(),
        edition=edition.value,
        info=info,
        pages=pages,
        nav=_navigation(pages),
        links=ways,
        timezone=plan.business.timezone,
        first=on_paper.first_steps(plan, facts),
        paper=(*on_paper.sheets(plan), *today.sheets(plan, facts)),
        assets=(*copy.files, *nobody.assets(plan, facts, info), *attachments.assets(plan, attached)),
        foreign=_foreign(plan),
    )


def _foreign(plan: Plan) -> Mapping[str, str]:
    """The texts that are not in the language of the copy, as pages say them, and in which they are."""
    told = (seen.value for thing in plan.visited.values() for seen in thing)
    found = (value for value in told if isinstance(value, Told) and value.foreign)
    return {said: value.foreign for value in found for said in (str(value), literal(str(value)))}


def layers_of(
    plan: Plan,
    facts: Facts,
    info: BuildInfo,
    edition: Edition,
    moments: Iterable[tuple[Moment, Facts]],
    files: tuple[Asset, ...],
) -> tuple[Layer, ...]:
    """What the pages say at some moments; see `pages.other_days`.

    Args:
        facts: those of the day of the copy, as the edition may know them; so are those of the moments.
        files: those of the site.
    """
    return layers(_copy(plan, facts, info, edition, files), moments, kinds())


def _copy(plan: Plan, facts: Facts, info: BuildInfo, edition: Edition, files: tuple[Asset, ...]) -> Copy:
    return Copy(plan, facts, age(info, edition, plan.business.timezone, _key(plan)), files)


def _name(plan: Plan) -> str:
    return say("{business} runbook", business=plan.business.name)


def _key(plan: Plan) -> str:
    return f"{plan.business.name} runbook"


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
