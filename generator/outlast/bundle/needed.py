"""What of a built site is of use without a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_MATERIAL_SEARCH = ("assets/javascripts/lunr/", "assets/javascripts/workers/")
"""What no page of a runbook loads: it has a search of its own."""


def needed(site: Path) -> Iterator[str]:
    """The files of a site that are of use without a server, sorted."""
    for path in sorted(file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()):
        if path.endswith(".map") or path.startswith(("sitemap.xml", *_MATERIAL_SEARCH)) or path == "404.html":
            continue
        if any(part.startswith(".") for part in path.split("/")):
            continue
        if path == "search/search_index.json" and (site / "search/search_index.js").is_file():
            continue
        yield path
