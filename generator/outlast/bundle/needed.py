"""What of a built site is of use without a server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from outlast.host.home import MANIFEST, WORKER

_LUNR = "assets/javascripts/lunr/"
_SEGMENTERS = {"ja": ("tinyseg.js",), "th": ("wordcut.js",), "hi": ("wordcut.js",)}


def needed(site: Path) -> Iterator[str]:
    """The files of a site that are of use without a server, sorted."""
    languages = _search_languages(site)
    for path in sorted(file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()):
        if path.endswith((".map", WORKER, MANIFEST)) or path.startswith("sitemap.xml") or path == "404.html":
            continue
        if any(part.startswith(".") for part in path.split("/")):
            continue
        if path == "search/search_index.json" and (site / "search/search_index.js").is_file():
            continue
        if path.startswith(_LUNR) and path.removeprefix(_LUNR) not in languages:
            continue
        yield path


def _search_languages(site: Path) -> frozenset[str]:
    """The files of lunr that search loads for the languages of this site: none for English alone."""
    try:
        index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
        languages = [str(language) for language in index["config"]["lang"]]
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset()
    wanted = {"min/lunr.multi.min.js"} if len(languages) > 1 else set()
    for language in languages:
        if language != "en":
            wanted |= {f"min/lunr.{language}.min.js", *_SEGMENTERS.get(language, ())}
    return frozenset({*wanted, "min/lunr.stemmer.support.min.js"} if wanted else ())
