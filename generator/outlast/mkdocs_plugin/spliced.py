"""The navigation of the theme, rendered once for the pages of a section.

Pages of a section differ in one entry: their own. So the theme renders the navigation of the first of them,
each entry is found in it as the theme itself renders it alone, and for the next page two entries change.
What is not found like that, the theme renders: a theme that changes costs time and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from jinja2.runtime import Context
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

NAVIGATION = "partials/nav.html"
_ENTRY = "partials/nav-item.html"
Rendered = Callable[[Context], Iterator[str]]
"""How a template renders itself."""
_Kind = tuple[int, str]
"""What pages have in common whose navigation differs in their own entry: a section, and a folder."""


@dataclass
class _Shell:
    """The navigation of the pages of a section."""

    entries: dict[int, str]
    """As they are when they are not those of the page itself, by the identity of their page."""
    between: list[str]
    """What stands before each of them, and after the last."""
    last: Page
    """The page whose own entry is there as the entry of the page itself."""


class Spliced:
    """Renders the navigation of pages, one after another."""

    def __init__(self, theme: Rendered) -> None:
        self.theme = theme
        self._shells: dict[_Kind, _Shell | None] = {}
        self._nav: Navigation | None = None
        self._folders: frozenset[str] = frozenset()
        """Those of the site in which pages lie."""

    def __call__(self, context: Context) -> Iterator[str]:
        page = context.get("page")
        kind = self._kind(page, context["nav"]) if isinstance(page, Page) else None
        if kind is None:
            yield from self.theme(context)
        elif shell := self._shells.get(kind):
            yield self._filled(shell, page, context)
        else:
            html = "".join(self.theme(context))
            if kind not in self._shells:
                self._shells[kind] = _cut(html, page, context)
            yield html

    def _kind(self, page: Page, nav: Navigation) -> _Kind | None:
        """What a page has in common with others; None if with nobody."""
        if nav is not self._nav:
            self._nav, self._shells = nav, {}
            self._folders = frozenset(folder for each in nav.pages for folder in _above(each.url))
        if page.parent is None or page.is_index or page.url in self._folders:
            return None  # addresses of what lies below it are others than those that its neighbours see
        return id(page.parent), page.url.rstrip("/").rpartition("/")[0]

    def _filled(self, shell: _Shell, page: Page, context: Context) -> str:
        entry = _entry(context)
        shell.entries[id(shell.last)] = entry(shell.last)
        shell.last = page
        entries = {**shell.entries, id(page): entry(page)}
        parts = (part for pair in zip(shell.between, entries.values(), strict=False) for part in pair)
        return "".join((*parts, shell.between[-1]))


def _cut(html: str, page: Page, context: Context) -> _Shell | None:
    """The navigation of a page, cut at the entries of its section; None if they are not all there once."""
    entry = _entry(context)
    around = page.parent.children if page.parent else []
    beside = [each for each in around if isinstance(each, Page) and not each.is_index]
    entries = {id(each): entry(each) for each in beside}
    if id(page) not in entries:
        return None
    between, rest = [], html
    for each in entries.values():
        before, found, rest = rest.partition(each)
        if not found or html.count(each) != 1:
            return None
        between.append(before)
    return _Shell(entries, [*between, rest], page)


def _entry(context: Context) -> Callable[[Page], str]:
    """How the theme renders the entry of a page."""
    module = context.environment.get_template(_ENTRY, NAVIGATION).make_module(context.get_all(), True)
    return lambda page: str(module.render(page, "", 0, page.parent))  # type: ignore[attr-defined]


def _above(address: str) -> Iterator[str]:
    """The folders in which a page lies, as they are addressed."""
    folder = address.rstrip("/").rpartition("/")[0]
    while folder:
        yield f"{folder}/"
        folder = folder.rpartition("/")[0]
