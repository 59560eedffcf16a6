"""The index page of each part leads to every page of the part, so that no page has to be listed anywhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from outlast.languages import say
from outlast.site import Address, Link, Page, Part
from outlast.site.blocks import Links, section
from outlast.site.parts import LinkNote
from outlast.site.places import PAGE_SCHEME
from outlast.site.walk import values

LISTS = "lists"
"""The id of the section of an index that leads to lists."""
_PLACES = re.compile(rf"\({PAGE_SCHEME}([^)#\s]+)[^)\s]*\)|\{{([a-z0-9-]+)\}}")


def indexed(pages: tuple[Page, ...], links: Mapping[str, Link]) -> tuple[Page, ...]:
    """The pages, with what the index of each part does not lead to yet among its lists."""
    by_part: defaultdict[Part, list[Page]] = defaultdict(list)
    for page in pages:
        by_part[page.part].append(page)
    return tuple(
        _listing(page, _unlisted(by_part[page.part], links)) if page is by_part[page.part][0] else page
        for page in pages
    )


def _listing(index: Page, more: tuple[LinkNote, ...]) -> Page:
    """The index with these among its lists."""
    if not more:
        return index
    there = [each for each in index.sections if each.id == LISTS]
    old = tuple(block for each in there for block in each.blocks if not isinstance(block, Links))
    links = (
        link for each in there for block in each.blocks if isinstance(block, Links) for link in block.links
    )
    lists = section(LISTS, say("Lists"), *old, Links((*links, *more)), on_paper=False)
    if not there:
        return replace(index, sections=(*index.sections, *lists))
    return replace(index, sections=tuple(lists[0] if each is there[0] else each for each in index.sections))


def leads_to(page: Page, links: Mapping[str, Link]) -> frozenset[str]:
    """The paths of the pages to which a page leads."""
    found: set[str] = set()
    for value in values(page.sections):
        if isinstance(value, Address):
            found.add(value.page)
        elif isinstance(value, str):
            if value in links:
                found.add(links[value].to.page)
            for place, id in _PLACES.findall(value):
                if place or id in links:
                    found.add(place or links[id].to.page)
    return frozenset(found)


def _unlisted(pages: list[Page], links: Mapping[str, Link]) -> tuple[LinkNote, ...]:
    """The pages that nobody finds by following links from the index through the part."""
    index, *others = pages
    left, fresh = {page.path: page for page in others}, [index]
    while left and fresh:  # most indexes lead to each page, and no other page is read then
        found = left.keys() & leads_to(fresh.pop(), links)
        fresh += [left.pop(path) for path in found]
    return tuple(LinkNote(each.title, Address(each.path)) for each in others if each.path in left)
