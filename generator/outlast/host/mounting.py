"""A runbook as a guest in another site: it stands at a path, and what belongs to it stays on its pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from outlast.host.theme_settings import with_settings
from outlast.site import NavItem, Tree

_ENTRY = re.compile(r"\s*<url>.*?</url>", re.DOTALL)
_ADDRESS = re.compile(r"<loc>\s*(.*?)\s*</loc>")


@dataclass(frozen=True)
class Place:
    """Where a runbook stands in its site: it is the site, or a guest at a path."""

    path: str = ""
    """Such as `runbook`; "" where it is the site."""

    def at(self, path: str) -> str:
        """Where a page or a file of the runbook stands, from the root of the site."""
        return f"{self.path}/{path}" if self.path else path

    def holds(self, path: str) -> bool:
        """Whether what stands there belongs to the runbook."""
        return not self.path or path.startswith(f"{self.path}/")

    def mount(self, tree: Tree) -> Tree:
        """The drawn site with every address below the path. Links between pages are relative, and hold."""
        if not self.path:
            return tree
        return replace(
            tree,
            pages=tuple(replace(page, path=self.at(page.path)) for page in tree.pages),
            nav=tuple(self._entry(item) for item in tree.nav),
            files={self.at(path): content for path, content in tree.files.items()},
        )

    def _entry(self, item: NavItem) -> NavItem:
        return replace(item, page=self.at(item.page), children=tuple(map(self._entry, item.children)))


def with_belongings(html: str, styles: Iterable[str], scripts: Iterable[str]) -> str:
    """A page that brings its own styles and scripts, by their addresses, and that is always loaded whole.

    Material's instant navigation would keep the policy of the page before, and not run the scripts of the
    next one.
    """
    links = "".join(f'<link rel="stylesheet" href="{escape(each)}">' for each in styles)
    tags = "".join(f'<script src="{escape(each)}"></script>' for each in scripts)
    html = html.replace("</head>", f"{links}</head>", 1)
    before, end, after = html.rpartition("</body>")
    return with_settings(f"{before}{tags}{end}{after}" if end else html, _without_instant)


def is_instant(feature: object) -> bool:
    """Whether it is a feature of a theme that shows a page without loading it whole."""
    return str(feature).startswith("navigation.instant")


def _without_instant(settings: dict[str, Any]) -> None:
    settings["features"] = [each for each in settings["features"] if not is_instant(each)]


def without_guest(sitemap: str, address: str) -> str:
    """A sitemap without what stands below an address: instant navigation loads whole what is not in it."""

    def kept(entry: re.Match[str]) -> str:
        found = _ADDRESS.search(entry[0])
        return "" if found and found[1].startswith(address) else entry[0]

    return _ENTRY.sub(kept, sitemap)
