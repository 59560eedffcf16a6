"""Which pages a site has and what each says: one module for each kind of page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType

from outlast.analysis import Facts
from outlast.model import Edition, Plan
from outlast.pages import (
    attachments,
    downloads,
    functions,
    glossary,
    headings,
    help,
    incident_log,
    lists,
    nobody,
    people,
    questions,
    readiness,
    scenarios,
    start,
    systems,
)
from outlast.pages.addresses import links
from outlast.pages.age import age
from outlast.site import BuildInfo, NavItem, Page, Part, Site
from outlast.source import Attached


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
    name = f"{plan.business.name} runbook"
    copy = age(info, edition, plan.business.timezone, name)
    files = tuple(downloads.assets(plan, info, edition))
    due = downloads.offers(files, downloads.DUTIES)
    told = (
        start.page(plan, facts, copy),
        incident_log.page(copy),
        *functions.pages(plan, facts, copy),
        *systems.pages(plan, facts, copy),
        *scenarios.pages(plan, facts, copy),
        *people.pages(plan, facts, copy, downloads.offers(files, downloads.CARDS, downloads.SHEET)),
        *lists.pages(plan, facts, copy, due),
        *readiness.pages(plan, facts, copy, due),
        *nobody.pages(plan, facts, copy),
    )
    helping = (help.page(plan, copy), questions.page(plan, facts, copy), glossary.page(copy))
    known = {page.path for page in (*told, *helping)}
    pages = (*told, *headings.pages(plan, copy, known), *helping)
    return Site(
        name=name,
        language="en",
        edition=edition.value,
        info=info,
        pages=pages,
        nav=_navigation(pages),
        links=links(plan),
        assets=(*files, *nobody.assets(plan, facts, info), *attachments.assets(plan, attached)),
        timezone=plan.business.timezone,
    )


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
