"""Pages of ours handed to Material's search as entries, so that it need not read their HTML again."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from outlast.host.search_entries import SearchEntry, search_entries
from outlast.mkdocs_plugin.page import ModelPage

_CUTS_CHINESE = find_spec("jieba") is not None
"""Whether Material takes Chinese text to pieces, which is left to it."""


def keep_from_search(page: Page, config: MkDocsConfig) -> None:
    """Have Material's search leave out a page that `add_to_search` adds."""
    if isinstance(page, ModelPage) and _index(config) and page.content == page.drawn_content:
        page.meta["search"]["exclude"] = True


def add_to_search(page: Page, config: MkDocsConfig, known: Sequence[SearchEntry] | None = None) -> None:
    """Add the entries of a page that `keep_from_search` kept from Material's search.

    Args:
        known: the entries, if somebody has read the page already.
    """
    if not isinstance(page, ModelPage) or not page.meta["search"].pop("exclude", False):
        return
    index = _index(config)
    for id, title, text in search_entries(page.drawn_content) if known is None else known:
        entry = {
            "location": f"{page.url}#{id}" if id else page.url,
            "title": title or page.meta["title"],
            "text": text,
            **({"tags": page.meta["tags"]} if "tags" in page.meta else {}),
            "boost": page.meta["search"]["boost"],
        }
        index.entries.append(entry)


def _index(config: MkDocsConfig) -> Any:
    """The index that Material's search writes; None where another search, or none, is set up."""
    for name, plugin in config.plugins.items():
        if name.rpartition("/")[2] == "search" and type(plugin).__module__.startswith("material."):
            known = plugin.config.get("enabled") and not _CUTS_CHINESE
            return getattr(plugin, "search_index", None) if known else None
    return None
