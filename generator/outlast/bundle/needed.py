"""What of a built site is of use without a server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_MATERIAL_SEARCH = re.compile(r"(^|/)assets/javascripts/(lunr|workers)/")
"""What no page of a runbook loads: it has a search of its own."""


def needed(site: Path) -> Iterator[str]:
    """The files of a site that are of use without a server, sorted."""
    for path in sorted(file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()):
        if path.endswith(".map") or path.startswith("sitemap.xml") or path == "404.html":
            continue
        if _MATERIAL_SEARCH.search(path):
            continue
        if any(part.startswith(".") for part in path.split("/")):
            continue
        if path.endswith("search/search_index.json") and (site / path).with_suffix(".js").is_file():
            continue
        yield path
