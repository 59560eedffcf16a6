"""The navigation in the form of mkdocs.yml: that of the plan, and that of the pages by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from html import escape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.utils import nest_paths

from outlast.host.mounting import Place
from outlast.site import NavItem, Part

GUEST = "Runbook"
"""What the navigation of a host calls the runbook, unless it says so itself."""


def navigation(
    items: Sequence[NavItem], config: MkDocsConfig, pages: Sequence[File], gone: frozenset[str]
) -> list[Any]:
    """The navigation of a runbook that is the site: that of the plan, with the pages by hand under Help.

    Args:
        pages: the pages by hand that stay.
        gone: those that the edition leaves out.
    """
    return _ours(items, list(without(config.nav, gone)) if config.nav else _listed(pages, Place()))


def hosted(
    items: Sequence[NavItem], config: MkDocsConfig, files: Files, place: Place, gone: frozenset[str]
) -> list[Any]:
    """The navigation of a host with the runbook as one entry: where it names its path, else at its end."""
    host = list(without(config.nav, gone)) if config.nav else []
    named = set(_named(host))
    entries = ours(items, files, place, named)
    if not host:
        host = _listed(
            [file for file in files.documentation_pages() if not place.holds(file.src_uri)], Place()
        )
    paths = {place.path, f"{place.path}/", f"{place.path}/index.md"}
    if not named & paths:
        return [*host, {GUEST: entries}]
    return [_in_place(entry, paths, entries) for entry in host]


def ours(items: Sequence[NavItem], files: Files, place: Place, named: Collection[str]) -> list[Any]:
    """The entries of a guest, with its pages by hand that its host does not name."""
    by_hand = [
        file
        for file in files.documentation_pages()
        if file.generated_by is None and place.holds(file.src_uri) and file.src_uri not in named
    ]
    return _ours(items, _listed(by_hand, place))


def _in_place(entry: Any, paths: Collection[str], ours: list[Any]) -> Any:
    """An entry of a host with the runbook where it names its path."""
    if isinstance(entry, list):
        return [_in_place(each, paths, ours) for each in entry]
    if isinstance(entry, dict):
        return {
            title: ours if isinstance(each, str) and each in paths else _in_place(each, paths, ours)
            for title, each in entry.items()
        }
    return {GUEST: ours} if entry in paths else entry


def _named(entries: Any) -> Iterator[str]:
    """The pages that a navigation names."""
    if isinstance(entries, str):
        yield entries
    elif isinstance(entries, list | dict):
        for each in entries.values() if isinstance(entries, dict) else entries:
            yield from _named(each)


def _ours(items: Sequence[NavItem], by_hand: Sequence[Any]) -> list[Any]:
    entries = [_entry(item, by_hand if item.part is Part.HELP else ()) for item in items]
    if by_hand and not any(item.part is Part.HELP for item in items):
        entries.append({"Help": list(by_hand)})
    return entries


def _listed(pages: Sequence[File], place: Place) -> list[Any]:
    """Pages by folder below the place, index pages first."""
    listed = [file.src_uri for file in pages if file.inclusion.is_in_nav()]  # type: ignore[no-untyped-call]
    below = [path.removeprefix(place.at("")) for path in listed]
    return list(_placed(nest_paths(below), place))  # type: ignore[no-untyped-call]


def _placed(entries: Any, place: Place) -> Any:
    """A navigation of what stands below the place, with the whole path of each page."""
    if isinstance(entries, str):
        return place.at(entries)
    if isinstance(entries, dict):
        return {title: _placed(each, place) for title, each in entries.items()}
    return [_placed(each, place) for each in entries]


def without(entries: Any, gone: frozenset[str]) -> Any:
    """Entries of a navigation less the pages that are gone, and less the sections that this empties.

    A section of which one page is left becomes that page: there is nothing in it to unfold.
    """
    if isinstance(entries, list):
        kept = (without(entry, gone) for entry in entries)
        return [entry for entry in kept if entry not in (None, {}, [])]
    if isinstance(entries, dict):
        kept_items = {title: _left(entry, gone) for title, entry in entries.items()}
        return {title: entry for title, entry in kept_items.items() if entry not in (None, [])}
    return None if entries in gone else entries


def _left(entry: Any, gone: frozenset[str]) -> Any:
    """What is left of what stands below a title."""
    kept = without(entry, gone)
    return kept[0] if kept != entry and len(kept or ()) == 1 and isinstance(kept[0], str) else kept


def _entry(item: NavItem, more: Sequence[Any]) -> Any:
    page = f"{item.page}.md"
    if not item.children and not more:
        return page
    return {escape(item.title): [page, *(_entry(child, ()) for child in item.children), *more]}
